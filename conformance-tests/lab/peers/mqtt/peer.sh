# Mosquitto: password file, access list after the topic convention of the gateway's MQTT adapter, persistent sessions.
TITLE=Mosquitto TREE=servers UNITS=mosquitto PACKAGES="mosquitto"
machine_version() { machine_package mosquitto '2.*' && command -v mosquitto_passwd >/dev/null; }

configure() {
  REALM=lab GATEWAY=parlance:gateway-pw USERS="alice:alice-pw bob:bob-pw device:device-pw"
  keep "$STATE" PORT reserve_port; keep "$STATE" WS_PORT reserve_port
  mkdir -p "$D/data"
  fill "$HERE/mosquitto.conf" >"$D/mosquitto.conf"
  fill "$HERE/acl" >"$D/acl"
  [ ! -e "$D/passwd" ] || return 0
  # shellcheck disable=SC2086
  printf '%s\n' $GATEWAY $USERS >"$D/passwd.new"
  chmod 600 "$D/passwd.new"; own "$D"
  run_once mosquitto_passwd -U "$D/passwd.new" # turns the plain file into a hashed one
  mv "$D/passwd.new" "$D/passwd"
}

for_loader() { :; }

start_unit() {
  spawn mosquitto mosquitto -c "$D/mosquitto.conf"
  wait_port "$PORT" 10 "$UNIT_PID"; wait_port "$WS_PORT" 10 "$UNIT_PID"
}

proxied() { echo "mqtt MQTT_PROXY_PORT $PORT"; }

settings() {
  cat <<ENV
MQTT_HOST=127.0.0.1
MQTT_PORT=$PORT
MQTT_WS_PORT=$WS_PORT
MQTT_REALM=$REALM
MQTT_GATEWAY_USER=${GATEWAY%%:*}
MQTT_GATEWAY_PASSWORD=${GATEWAY#*:}
MQTT_USERS="$USERS"
ENV
}
