# Peers: up, start, stop. Each peer is peers/NAME/peer.sh, sourced in a subshell of its own, and says:
#   TITLE, TREE, UNITS       its name for people, the tree it comes from, its daemons in the order of starting
#   machine_version          prints the version of the machine's own copy if that will do
#   configure                writes its files under D; ports and secrets are kept in STATE from one start to the next
#   start_unit UNIT          spawns one daemon and waits until it serves
#   first_run                (may be absent) accounts, once the daemon serves for the first time
#   proxied                  lines "NAME KEY TARGET [LISTEN]" of what the fault proxy stands in front of
#   settings                 its lines of lab.env
#   for_loader               (may be absent) sets PEER_ENV for running by the tree's loader
#   debian_packages          (without for_loader) what to install where namespaces are not allowed

ALL_PEERS="xmpp matrix mqtt mail ejabberd matrixgw federated"
DEFAULT_PEERS="xmpp matrix mqtt mail"

is_peer() { [[ " $ALL_PEERS " == *" $1 "* ]]; }

load_peer() {
  PEER=$1 HERE=$LAB_HOME/peers/$1 D=$LAB/$1 STATE=$LAB/$1/state PEER_ENV=() PROXY_SETTINGS=
  FAULTS=$(cat "$LAB/faults" 2>/dev/null || true)
  LOG_LEVEL=info SYNAPSE_LOG=INFO EJABBERD_LOG=info MOSQUITTO_LOG=information
  [ -z "${PARLANCE_LAB_DEBUG:-}" ] || LOG_LEVEL=debug SYNAPSE_LOG=DEBUG EJABBERD_LOG=debug MOSQUITTO_LOG=all
  # shellcheck source=/dev/null
  . "$HERE/peer.sh"
  mkdir -p "$D"
}

# The account by its name inside the peer's home; /run is the sandbox's own, where a socket's path is never too long.
set_names() {
  if [ "$HOME_OF_PEER" = tree ]; then PEER_NAME=peer PEER_GROUP=peer SOCKETS=/run/$PEER
  else PEER_NAME=$(peer_user) PEER_GROUP=$(id -gn "$(peer_user)") SOCKETS=$D/run; fi
}

# peer_up PEER [UNIT]: starts what does not run yet and writes D/peer.env; prints one line.
peer_up() (
  t0=$(now_ms) started=
  load_peer "$1"; choose_home; set_names
  configure; own "$D" "$LAB/log"
  for unit in ${2:-$UNITS}; do
    ! unit_pid "$unit" >/dev/null || continue
    started=yes
    start_unit "$unit"
  done
  if [ ! -e "$D/accounts-made" ] && declare -F first_run >/dev/null; then first_run; touch "$D/accounts-made"; fi
  start_proxy
  { settings; printf %s "$PROXY_SETTINGS"; echo "${PEER^^}_VERSION=\"$VERSION\""; } >"$LAB/run/$PEER.env"
  if [ -n "$started" ]; then say "  $1: $TITLE $VERSION ($HOME_OF_PEER) serves after $(seconds_since "$t0") s"
  else say "  $1: $TITLE is up already"; fi
)

# start_proxy: the peer's fault proxy, one process for all its lines. It stays when the peer is stopped, as a network would.
start_proxy() {
  [ -n "$FAULTS" ] || return 0
  local name key target listen specs=()
  keep "$STATE" PROXY_CONTROL reserve_port
  PROXY_SETTINGS="${PEER^^}_PROXY_CONTROL=$PROXY_CONTROL"$'\n'
  while read -r name key target listen; do
    [ -n "$listen" ] || { keep "$STATE" "$key" reserve_port; listen=${!key}; }
    specs+=("$name=$listen:$target")
    PROXY_SETTINGS+="$key=$listen"$'\n'
  done < <(proxied)
  ! unit_pid "proxy-$PEER" >/dev/null || return 0
  spawn_plain "proxy-$PEER" python3 "$LAB_HOME/lib/faultproxy.py" "$PROXY_CONTROL" "${specs[@]}"
  wait_port "$PROXY_CONTROL" 10 "$UNIT_PID"
}

# units_of NAME: the daemons of a peer in the order of stopping (the last started first), or a daemon itself
units_of() {
  local p u
  for p in $ALL_PEERS; do
    local units; units=$(. "$LAB_HOME/peers/$p/peer.sh"; echo "$UNITS")
    if [ "$p" = "$1" ]; then for u in $units; do echo "$u"; done | tac; return; fi
    for u in $units; do if [ "$u" = "$1" ]; then echo "$u"; return; fi; done
  done
  return 1
}
peer_of() { # the peer that a peer's or a daemon's name belongs to
  local p
  for p in $ALL_PEERS; do if [ "$p" = "$1" ] || [[ " $(units_of "$p" | tr '\n' ' ')" == *" $1 "* ]]; then echo "$p"; return; fi; done
  return 1
}
up_peers() { # the peers all of whose daemons live
  local p u
  for p in $ALL_PEERS; do
    [ -e "$LAB/run/$p.env" ] || continue
    for u in $(units_of "$p"); do unit_pid "$u" >/dev/null || continue 2; done
    echo "$p"
  done
}

# write_env: DIR/lab.env out of the parts, in one step, so that a reader never sees half of it
write_env() (
  flock 6
  new=$LAB/lab.env.new pids=
  for f in "$LAB"/run/*.pid; do
    [ -e "$f" ] || continue
    u=$(basename "$f" .pid)
    ! pid=$(unit_pid "$u") || pids+="${pids:+ }$u:$pid"
  done
  {
    echo "LAB_DIR=$LAB"
    echo "PEERS=\"$(up_peers | tr '\n' ' ' | sed 's/ $//')\""
    echo "CA_CERT=$LAB/ca/ca.crt"
    cat "$LAB"/run/*.env 2>/dev/null || true
    echo "LAB_PIDS=\"$pids\""
    for u in $pids; do case $u in proxy-* | watcher:*) ;; *) n=${u%%:*}; echo "${n^^}_PID=${u#*:}" ;; esac; done
  } >"$new"
  mv "$new" "$LAB/lab.env"
) 6>"$LAB/run/env.lock"
