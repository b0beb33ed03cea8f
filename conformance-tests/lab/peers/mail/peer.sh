# Exim (submission and delivery) and Dovecot (mailboxes), one account, no privilege, no route to the outside.
TITLE="Exim + Dovecot" TREE=servers UNITS="dovecot exim" PACKAGES="exim4-daemon-light dovecot-core"
machine_version() { # Exim by its whole version, Dovecot 2.4 has another configuration language
  machine_package exim4-daemon-light '4.9[4-9]*|4.[1-9][0-9][0-9]*' && machine_package dovecot-imapd '*2.3.*' >/dev/null \
    && machine_package dovecot-lmtpd '*2.3.*' >/dev/null
}

configure() {
  DOMAIN=mail.test GATEWAY_DOMAIN=gw.test GATEWAY=gateway@gw.test:gateway-pw USERS="alice@mail.test:alice-pw bob@mail.test:bob-pw"
  local x
  for x in SMTP_PORT IMAP_PORT IMAPS_PORT LMTP_PORT; do keep "$STATE" "$x" reserve_port; done
  DOMAIN_REGEX=${DOMAIN//./\\.}
  certificate "$D" "$DOMAIN" "mx.$DOMAIN" "$GATEWAY_DOMAIN"
  [ "$HOME_OF_PEER" = tree ] || mkdir -p "$SOCKETS"
  mkdir -p "$D/mail" "$D/spool"
  : >"$D/users"; : >"$D/passwords"
  for x in $USERS $GATEWAY; do
    echo "${x%%:*}:{PLAIN}${x#*:}" >>"$D/users"   # Dovecot's passwd-file
    echo "${x%%:*}: ${x#*:}" >>"$D/passwords"     # Exim's lsearch
  done
  fill "$HERE/dovecot.conf" >"$D/dovecot.conf"
  fill "$HERE/exim.conf" >"$D/exim.conf"
}

debian_packages() { echo exim4-daemon-light dovecot-imapd dovecot-lmtpd; }

start_unit() {
  case $1 in
    dovecot) spawn dovecot dovecot -F -c "$D/dovecot.conf"; wait_port "$IMAP_PORT" 20 "$UNIT_PID"; wait_port "$LMTP_PORT" 10 "$UNIT_PID" ;;
    exim) spawn exim exim4 -C "$D/exim.conf" -bdf -q2s; wait_port "$SMTP_PORT" 20 "$UNIT_PID" ;;
  esac
}

proxied() {
  echo "smtp MAIL_SMTP_PROXY_PORT $SMTP_PORT"
  echo "imap MAIL_IMAP_PROXY_PORT $IMAP_PORT"
}

settings() {
  cat <<ENV
MAIL_HOST=127.0.0.1
MAIL_SMTP_PORT=$SMTP_PORT
MAIL_IMAP_PORT=$IMAP_PORT
MAIL_IMAPS_PORT=$IMAPS_PORT
MAIL_LMTP_PORT=$LMTP_PORT
MAIL_DOMAIN=$DOMAIN
MAIL_AUTHSERV_ID=mx.$DOMAIN
MAIL_USERS="$USERS"
MAIL_GATEWAY_DOMAIN=$GATEWAY_DOMAIN
MAIL_GATEWAY_USER=${GATEWAY%%:*}
MAIL_GATEWAY_PASSWORD=${GATEWAY#*:}
MAIL_ENVELOPE_HEADER=Envelope-To
ENV
}
