# Synapse on SQLite, plain HTTP, no federation, with the gateway's application service registered.
TITLE=Synapse TREE=synapse UNITS=synapse PACKAGES="matrix-synapse"
machine_version() { machine_package matrix-synapse '1.1[5-9]*|1.[2-9][0-9][0-9]*'; }

configure() {
  SERVER_NAME=hs.test USERS="alice:alice-pw bob:bob-pw" ADMIN=admin:admin-pw
  keep "$STATE" PORT reserve_port; keep "$STATE" AS_PORT reserve_port
  keep "$STATE" AS_TOKEN random_secret; keep "$STATE" HS_TOKEN random_secret; keep "$STATE" SHARED_SECRET random_secret
  keep "$STATE" MACAROON random_secret; keep "$STATE" FORM random_secret; keep "$STATE" SIGNING signing_key
  SERVER_REGEX=${SERVER_NAME//./\\.}
  # With fault proxies Synapse reaches the gateway through one, too.
  AS_TARGET=$AS_PORT; [ -z "${FAULTS:-}" ] || keep "$STATE" AS_PROXY_PORT reserve_port
  [ -z "${FAULTS:-}" ] || AS_TARGET=$AS_PROXY_PORT
  echo "ed25519 a_lab $SIGNING" >"$D/signing.key"
  fill "$HERE/registration.yaml" >"$D/registration.yaml"
  REGISTRATION=$D/registration.yaml MORE_LISTENERS="" FEDERATION="federation_domain_whitelist: []"
  homeserver_files
}

homeserver_files() { # what any Synapse of the lab gets; from the templates beside this file
  local templates=$LAB_HOME/peers/matrix
  fill "$templates/log.yaml" >"$D/log.yaml"
  fill "$templates/homeserver.yaml" >"$D/homeserver.yaml"
}

# 32 random bytes; Synapse's own --generate-keys takes two seconds
signing_key() { head -c 32 /dev/urandom | base64 | tr -d '=\n'; }

for_loader() {
  local t; t=$(tree_path "$TREE")/usr
  PEER_ENV=(PYTHONHOME="$t" PYTHONPATH="$t/lib/python3/dist-packages" PYTHONNOUSERSITE=1 OPENSSL_CONF=/dev/null
    OPENSSL_MODULES="$t/lib/$TRIPLET/ossl-modules")
}

start_unit() {
  spawn "$UNITS" python3 -m synapse.app.homeserver -c "$D/homeserver.yaml"
  wait_port "$PORT" 90 "$UNIT_PID"
}

first_run() { # shellcheck disable=SC2086
  python3 "$LAB_HOME/lib/accounts.py" synapse "http://127.0.0.1:$PORT" "$SHARED_SECRET" $USERS "$ADMIN:admin"
}

proxied() {
  echo "client MATRIX_PROXY_PORT $PORT"
  [ -z "${AS_PROXY_PORT:-}" ] || echo "appservice MATRIX_AS_PROXY_PORT $AS_PORT $AS_PROXY_PORT"
}

settings() {
  cat <<ENV
MATRIX_HOST=127.0.0.1
MATRIX_PORT=$PORT
MATRIX_URL=http://127.0.0.1:$PORT
MATRIX_SERVER_NAME=$SERVER_NAME
MATRIX_AS_ID=parlance
MATRIX_AS_PORT=$AS_PORT
MATRIX_AS_TOKEN=$AS_TOKEN
MATRIX_HS_TOKEN=$HS_TOKEN
MATRIX_SENDER_LOCALPART=parlance
MATRIX_GHOST_PREFIX=_parlance_
MATRIX_REGISTRATION=$D/registration.yaml
MATRIX_REGISTRATION_SHARED_SECRET=$SHARED_SECRET
MATRIX_USERS="$USERS"
MATRIX_ADMIN=$ADMIN
ENV
}
