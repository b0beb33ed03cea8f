# ejabberd of sid with its Matrix gateway (mod_matrix_gw), which federates with any homeserver: with the peer `federated`.
. "$LAB_HOME/peers/ejabberd/peer.sh"
TITLE="ejabberd with mod_matrix_gw" TREE=matrixgw UNITS=matrixgw
machine_version() { machine_package ejabberd '2[6-9].*'; }

configure() {
  DOMAIN=matrixgw.test USERS="alice:alice-pw bob:bob-pw" COMPONENTS="bench1.matrixgw.test"
  keep "$STATE" SERVER_NAME own_loopback; keep "$STATE" SIGNING signing_key
  MATRIX_LISTENER="  - {port: 8448, ip: $SERVER_NAME, module: ejabberd_http, tls: true, request_handlers: {/_matrix: mod_matrix_gw}}"
  MATRIX_MODULE="  mod_matrix_gw: {host: \"matrix.$DOMAIN\", matrix_domain: \"$SERVER_NAME\", key_name: lab, key: \"$SIGNING\", notary_servers: [], matrix_id_as_jid: false}"
  ejabberd_files "matrix.$DOMAIN" "$SERVER_NAME"
}

signing_key() { head -c 32 /dev/urandom | base64 | tr -d '=\n'; }

proxied() { :; }

settings() {
  cat <<ENV
MATRIXGW_HOST=127.0.0.1
MATRIXGW_DOMAIN=$DOMAIN
MATRIXGW_C2S_PORT=$C2S_PORT
MATRIXGW_MATRIX_DOMAIN=matrix.$DOMAIN
MATRIXGW_SERVER_NAME=$SERVER_NAME
MATRIXGW_HTTP_PORT=$HTTP_PORT
MATRIXGW_USERS="$USERS"
ENV
}
