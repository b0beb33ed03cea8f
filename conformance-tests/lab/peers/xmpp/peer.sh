# Prosody: users, rooms, archive, upload, and one external component (XEP-0114) per foreign network.
TITLE=Prosody TREE=servers UNITS=prosody PACKAGES="prosody"
machine_version() { machine_package prosody '0.12.*|13.*'; }

configure() {
  XMPP_DOMAIN=xmpp.test USERS="alice:alice-pw bob:bob-pw"
  COMPONENTS="matrix.$XMPP_DOMAIN mqtt.$XMPP_DOMAIN mail.$XMPP_DOMAIN bench1.$XMPP_DOMAIN bench2.$XMPP_DOMAIN"
  keep "$STATE" C2S_PORT reserve_port; keep "$STATE" COMPONENT_PORT reserve_port; keep "$STATE" HTTP_PORT reserve_port
  keep "$STATE" SECRET random_secret
  local c u accounts=$D/data/${XMPP_DOMAIN//./%2e}/accounts
  COMPONENT_SECTIONS=
  for c in $COMPONENTS; do COMPONENT_SECTIONS+=$'\n'"Component \"$c\""$'\n'"  component_secret = \"$SECRET\""; done
  certificate "$D" "$XMPP_DOMAIN" "rooms.$XMPP_DOMAIN" "upload.$XMPP_DOMAIN"
  fill "$HERE/prosody.cfg.lua" >"$D/prosody.cfg.lua"
  # Accounts written as Prosody's file store does; prosodyctl would take a quarter of a second for each.
  mkdir -p "$accounts"
  for u in $USERS; do echo "return { [\"password\"] = \"${u#*:}\" };" >"$accounts/${u%%:*}.dat"; done
}

# Prosody finds its modules by paths in its start script, so that is copied with the tree's.
for_loader() {
  local t; t=$(tree_path "$TREE")/usr
  sed "s|'/usr/lib/prosody|'$t/lib/prosody|" "$t/bin/prosody" >"$D/prosody.lua"
  PEER_ENV=(LUA_PATH="$t/share/lua/5.4/?.lua;$t/share/lua/5.4/?/init.lua" LUA_CPATH="$t/lib/$TRIPLET/lua/5.4/?.so")
}

start_unit() {
  local script=(/usr/bin/prosody)
  case $HOME_OF_PEER in
    tree) script=(lua5.4 /usr/bin/prosody) ;; # its first line wants /usr/bin/env, which the tree has not
    loader) script=(lua5.4 "$D/prosody.lua") ;;
  esac
  spawn prosody "${script[@]}" --config "$D/prosody.cfg.lua" -F
  wait_port "$C2S_PORT" 30 "$UNIT_PID"; wait_port "$COMPONENT_PORT" 10 "$UNIT_PID"; wait_port "$HTTP_PORT" 10 "$UNIT_PID"
}

proxied() { echo "component XMPP_COMPONENT_PROXY_PORT $COMPONENT_PORT"; }

settings() {
  cat <<ENV
XMPP_HOST=127.0.0.1
XMPP_DOMAIN=$XMPP_DOMAIN
XMPP_C2S_PORT=$C2S_PORT
XMPP_COMPONENT_PORT=$COMPONENT_PORT
XMPP_COMPONENT_SECRET=$SECRET
XMPP_COMPONENTS="$COMPONENTS"
XMPP_MUC=rooms.$XMPP_DOMAIN
XMPP_UPLOAD=upload.$XMPP_DOMAIN
XMPP_HTTP_PORT=$HTTP_PORT
XMPP_USERS="$USERS"
ENV
}
