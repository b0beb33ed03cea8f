# ejabberd: the second XMPP server, with the same set of components, users and rooms under a domain of its own.
TITLE=ejabberd TREE=ejabberd UNITS=ejabberd PACKAGES="ejabberd"
machine_version() { machine_package ejabberd '2[3-9].*'; }

debian_packages() { echo ejabberd; }

configure() {
  DOMAIN=ejabberd.test USERS="alice:alice-pw bob:bob-pw"
  COMPONENTS="matrix.$DOMAIN mqtt.$DOMAIN mail.$DOMAIN bench1.$DOMAIN bench2.$DOMAIN"
  MATRIX_LISTENER="" MATRIX_MODULE=""
  ejabberd_files
}

ejabberd_files() { # NAME...: what any ejabberd of the lab gets; its certificate is also good for these names
  keep "$STATE" C2S_PORT reserve_port; keep "$STATE" COMPONENT_PORT reserve_port; keep "$STATE" HTTP_PORT reserve_port
  keep "$STATE" SECRET random_secret
  local c
  COMPONENT_HOSTS=
  for c in $COMPONENTS; do COMPONENT_HOSTS+="$c: {password: \"$SECRET\"}, "; done
  COMPONENT_HOSTS=${COMPONENT_HOSTS%, }
  certificate "$D" "$DOMAIN" "rooms.$DOMAIN" "upload.$DOMAIN" "pubsub.$DOMAIN" "$@"
  cat "$D/$DOMAIN.key" "$D/$DOMAIN.crt" >"$D/$DOMAIN.pem"
  mkdir -p "$D/spool" "$D/upload"
  fill "$LAB_HOME/peers/ejabberd/ejabberd.yml" >"$D/ejabberd.yml"
}

# The Erlang machine itself instead of ejabberdctl: no epmd, no distribution port, no su. erlexec instead of the script
# `erl`, which wants a shell and sed. +sbwt none: idle schedulers do not spin.
start_unit() {
  local erl=(erl) erts
  PEER_ENV=(HOME="$D" EJABBERD_CONFIG_PATH="$D/ejabberd.yml" EJABBERD_LOG_PATH="$LAB/log/$UNITS.log"
    EJABBERD_PID_PATH="$D/ejabberd.pid" ERL_LIBS="/usr/lib/$TRIPLET" ERL_CRASH_DUMP="$LAB/log/erl_crash.dump" ERL_MAX_PORTS=32000)
  if [ "$HOME_OF_PEER" = tree ]; then
    erts=$(basename "$(tree_path "$TREE")"/usr/lib/erlang/erts-*)
    erl=("/usr/lib/erlang/$erts/bin/erlexec")
    PEER_ENV+=(ROOTDIR=/usr/lib/erlang BINDIR="/usr/lib/erlang/$erts/bin" EMU=beam PROGNAME=erl)
  fi
  spawn "$UNITS" "${erl[@]}" +K true +P 250000 +S 2 +sbwt none +sbwtdcpu none +sbwtdio none -noinput -mnesia dir "\"$D/spool\"" -s ejabberd
  wait_port "$C2S_PORT" 60 "$UNIT_PID"; wait_port "$COMPONENT_PORT" 10 "$UNIT_PID"; wait_port "$HTTP_PORT" 10 "$UNIT_PID"
}

first_run() { # shellcheck disable=SC2086
  python3 "$LAB_HOME/lib/accounts.py" ejabberd "http://127.0.0.1:$HTTP_PORT/api" "$DOMAIN" $USERS
}

proxied() { echo "component EJABBERD_COMPONENT_PROXY_PORT $COMPONENT_PORT"; }

settings() {
  cat <<ENV
EJABBERD_HOST=127.0.0.1
EJABBERD_DOMAIN=$DOMAIN
EJABBERD_C2S_PORT=$C2S_PORT
EJABBERD_COMPONENT_PORT=$COMPONENT_PORT
EJABBERD_COMPONENT_SECRET=$SECRET
EJABBERD_COMPONENTS="$COMPONENTS"
EJABBERD_MUC=rooms.$DOMAIN
EJABBERD_UPLOAD=upload.$DOMAIN
EJABBERD_HTTP_PORT=$HTTP_PORT
EJABBERD_USERS="$USERS"
ENV
}
