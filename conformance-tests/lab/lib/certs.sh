# A certificate authority for the lab and one certificate per peer. (Self-signed ones will not do: Erlang refuses a
# self-signed peer even when it is trusted.) Sourced; uses LAB.

# The machine's openssl, or the one of a tree by that tree's loader.
openssl_() {
  local t
  if command -v openssl >/dev/null; then openssl "$@"; return; fi
  for t in "$CACHE"/trees/*/usr/bin/openssl; do
    t=${t%/usr/bin/openssl}
    OPENSSL_CONF=/dev/null "$t/$LOADER" --library-path "$t/usr/lib/$TRIPLET" "$t/usr/bin/openssl" "$@"; return
  done
  cannot "openssl is missing"
}

EC=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)

authority() {
  mkdir -p "$LAB/ca"
  [ -e "$LAB/ca/ca.crt" ] || openssl_ req -x509 "${EC[@]}" -days 3650 -subj "/CN=Parlance lab" -addext keyUsage=critical,keyCertSign,cRLSign \
    -keyout "$LAB/ca/ca.key" -out "$LAB/ca/ca.crt" 2>"$LAB/log/openssl.out" || die "openssl: $(tail -1 "$LAB/log/openssl.out")"
}

# certificate FOLDER NAME ALTNAME...: FOLDER/NAME.crt and FOLDER/NAME.key, also valid for 127.0.0.1 and localhost; an ALTNAME
# may be an IPv4 address
certificate() {
  local out=$1/$2 name=$2 san=IP:127.0.0.1,DNS:localhost h; shift
  [ ! -e "$out.crt" ] || return 0
  for h in "$@"; do if [[ $h =~ ^[0-9.]+$ ]]; then san=$san,IP:$h; else san=$san,DNS:$h; fi; done
  openssl_ req -new "${EC[@]}" -subj "/CN=$name" -keyout "$out.key" -out "$out.csr" 2>"$out.log"
  printf 'subjectAltName=%s\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth,clientAuth\n' "$san" >"$out.ext"
  openssl_ x509 -req -in "$out.csr" -CA "$LAB/ca/ca.crt" -CAkey "$LAB/ca/ca.key" -set_serial "0x$(openssl_ rand -hex 8)" -days 3650 \
    -extfile "$out.ext" -out "$out.crt" 2>>"$out.log" || die "openssl: $(tail -1 "$out.log")"
  rm -f "$out.csr" "$out.ext" "$out.log"
}
