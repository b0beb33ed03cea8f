# A second Synapse, without an application service, that federates: the far side of ejabberd's Matrix gateway. Its name is its
# address, so that nobody has to look anything up; each side verifies the other's certificate by the lab's authority.
# COMPAT: ejabberd 26.07 takes the server of an alias (#room%server) as it is written, so a port in it, which a JID cannot hold
# unescaped, leads nowhere. Hence a loopback address of its own with the port that needs no naming, 8448.
. "$LAB_HOME/peers/matrix/peer.sh"
TITLE="Synapse, federating" UNITS=federated

configure() {
  USERS="alice:alice-pw bob:bob-pw" ADMIN=admin:admin-pw
  keep "$STATE" PORT reserve_port; keep "$STATE" SERVER_NAME own_loopback
  keep "$STATE" SHARED_SECRET random_secret; keep "$STATE" MACAROON random_secret; keep "$STATE" FORM random_secret
  keep "$STATE" SIGNING signing_key
  REGISTRATION=""
  certificate "$D" federated.test "$SERVER_NAME"
  MORE_LISTENERS="  - {port: 8448, bind_addresses: ['$SERVER_NAME'], type: http, tls: true, resources: [{names: [federation], compress: false}]}"
  # Inside the sandbox only 127.0.0.1 answers look-ups, and nothing there does: other servers than the lab's are out of reach.
  FEDERATION="tls_certificate_path: $D/federated.test.crt
tls_private_key_path: $D/federated.test.key
federation_custom_ca_list: [$LAB/ca/ca.crt]"
  echo "ed25519 a_lab $SIGNING" >"$D/signing.key"
  homeserver_files
}

proxied() { :; }

settings() {
  cat <<ENV
FEDERATED_HOST=127.0.0.1
FEDERATED_URL=http://127.0.0.1:$PORT
FEDERATED_SERVER_NAME=$SERVER_NAME
FEDERATED_REGISTRATION_SHARED_SECRET=$SHARED_SECRET
FEDERATED_USERS="$USERS"
FEDERATED_ADMIN=$ADMIN
ENV
}
