# Debian packages unpacked into trees under the cache: no root, no chroot, no maintainer script; the machine's own packages
# and lists are not touched. Sourced; uses LAB_HOME (this folder) and CACHE.
#
#   CACHE/apt/SUITE     apt's private state        CACHE/trees/NAME            an unpacked tree
#   CACHE/debs/SUITE    the .deb files             CACHE/trees/NAME.manifest   package, version and SHA-256 of each
#
# A tree is built beside its place and renamed into it: it is whole or absent. One flock serialises builders.

case $(uname -m) in
  x86_64) DEB_ARCH=amd64 TRIPLET=x86_64-linux-gnu LOADER=usr/lib64/ld-linux-x86-64.so.2 ;;
  aarch64) DEB_ARCH=arm64 TRIPLET=aarch64-linux-gnu LOADER=usr/lib/ld-linux-aarch64.so.1 ;;
  *) DEB_ARCH=unknown TRIPLET=unknown LOADER=unknown ;;
esac

tree_path() { echo "$CACHE/trees/$1"; }
tree_line() { awk -v t="$1" '$1 == t' "$LAB_HOME/packages"; }
# A tree is current when it was built from what `packages` says now.
tree_recipe() { awk -v t="$1" '$1 == t || $1 == "provided"' "$LAB_HOME/packages" | cksum; }
tree_ready() { [ "$(cat "$CACHE/trees/$1.recipe" 2>/dev/null)" = "$(tree_recipe "$1")" ] && [ -x "$(tree_path "$1")/$LOADER" ]; }
package_version() { awk -v p="$2" '$1 == p {print $2}' "$CACHE/trees/$1.manifest"; }

# get_tree NAME [renew]: makes sure that the tree is there; prints what it does.
get_tree() {
  local name=$1 renew=${2:-}
  [ -n "$(tree_line "$name")" ] || die "no tree named $name in $LAB_HOME/packages"
  if [ -z "$renew" ] && tree_ready "$name"; then return 0; fi
  need_apt
  mkdir -p "$CACHE/trees" "$CACHE/apt" "$CACHE/debs" || cannot "cannot write to the cache $CACHE: set PARLANCE_CACHE"
  (
    flock -n 8 || { say "  $name: waiting for another run that fetches packages"; flock 8; }
    if [ -z "$renew" ] && tree_ready "$name"; then exit 0; fi
    drop_old_trees
    # shellcheck disable=SC2046
    set -- $(tree_line "$name"); build_tree "$@"
  ) 8>"$CACHE/get.lock"
}

need_apt() {
  local tool
  for tool in apt-get dpkg-deb flock tar; do
    command -v "$tool" >/dev/null || cannot "$tool is missing: the lab unpacks Debian packages and needs a Debian or Ubuntu machine"
  done
  [ "$DEB_ARCH" != unknown ] || cannot "no packages for $(uname -m): amd64 and arm64 only"
}

# build_tree NAME SUITE PACKAGE...
build_tree() {
  local name=$1 suite=$2 t0 dest; shift 2
  dest=$(tree_path "$name")
  apt_setup "$suite"
  t0=$(now_ms)
  if [ -n "${renew:-}" ] || ! ls "$APT_DIR"/lists/*Packages* >/dev/null 2>&1; then apt_update "$suite"; fi
  # Kept lists may name versions that the mirror has dropped since: then one more try with fresh lists.
  download "$name" "$@" || { apt_update "$suite"; download "$name" "$@"; } \
    || cannot "$name: the packages cannot be downloaded: $(tail -1 "$APT_DIR/log")"
  unpack "$name" "$dest"
  say "  $name: ready, $(du -sm "$dest" | cut -f1) MB on disk, $(seconds_since "$t0") s in all"
}

apt_setup() {
  local suite=$1 p
  APT_DIR=$CACHE/apt/$suite DEBS=$CACHE/debs/$suite
  mkdir -p "$APT_DIR/lists/partial" "$APT_DIR/etc/apt.conf.d" "$APT_DIR/etc/preferences.d" "$DEBS/partial"
  # An all but empty status file: apt resolves everything down to libc6 and takes nothing of this machine.
  for p in $(awk '$1 == "provided" {$1 = ""; print}' "$LAB_HOME/packages"); do
    printf 'Package: %s\nStatus: install ok installed\nArchitecture: %s\nMulti-Arch: foreign\nVersion: 99:1\nMaintainer: none\nDescription: not needed\n\n' "$p" "$DEB_ARCH"
  done >"$APT_DIR/status"
  local mirror; mirror=$(mirror)
  echo "deb [signed-by=$(keyring) arch=$DEB_ARCH] $mirror $suite main" >"$APT_DIR/sources.list"
  # Check-Date and Check-Valid-Until are off: mirrors of sid and the clocks of test machines are often behind.
  # Proxy settings of the machine's apt are kept.
  {
    cat <<CONF
Dir::State "$APT_DIR"; Dir::State::lists "$APT_DIR/lists"; Dir::State::status "$APT_DIR/status";
Dir::State::extended_states "$APT_DIR/extended"; Dir::Log "$APT_DIR";
Dir::Cache "$APT_DIR"; Dir::Cache::archives "$DEBS"; Dir::Cache::pkgcache ""; Dir::Cache::srcpkgcache "";
Dir::Etc "$APT_DIR/etc"; Dir::Etc::sourcelist "$APT_DIR/sources.list";
Dir::Etc::sourceparts "/dev/null"; Dir::Etc::preferencesparts "/dev/null";
APT::Architecture "$DEB_ARCH"; APT::Architectures {"$DEB_ARCH";}; APT::Install-Recommends "false"; APT::Sandbox::User "";
APT::Get::AllowUnauthenticated "false"; Acquire::GzipIndexes "true"; Acquire::Languages "none"; Acquire::Retries "3";
Acquire::Check-Valid-Until "false"; Acquire::Check-Date "false"; Debug::NoLocking "true";
CONF
    env -u APT_CONFIG apt-config dump 2>/dev/null | grep -iE '^Acquire::(http|https)::[^ ]*(proxy|cainfo)[^ ]* "..*";' || true
  } >"$APT_DIR/apt.conf"
  export APT_CONFIG=$APT_DIR/apt.conf
}

# The mirror this machine uses for Debian already; elsewhere the user names one.
mirror() {
  local m=${PARLANCE_DEBIAN_MIRROR:-}
  [ -n "$m" ] || m=$(env -u APT_CONFIG apt-get indextargets --format '$(REPO_URI)' "Created-By: Packages" 2>/dev/null | grep -m1 '/debian/$' || true)
  [ -n "$m" ] || cannot "no Debian mirror among this machine's apt sources: set PARLANCE_DEBIAN_MIRROR to one"
  echo "$m"
}

# Debian's signing keys: from the machine, or (Ubuntu) from its package of the same name, fetched but not installed.
keyring() {
  local ring=usr/share/keyrings/debian-archive-keyring.gpg k=$CACHE/apt/keyring
  if [ -e "/$ring" ]; then echo "/$ring"; return; fi
  if [ ! -e "$k/$ring" ]; then
    mkdir -p "$k"
    (cd "$k" && env -u APT_CONFIG apt-get -qq download debian-archive-keyring && dpkg-deb -x debian-archive-keyring_*.deb "$k") >"$k/log" 2>&1 \
      || cannot "Debian's signing keys are missing: install the package debian-archive-keyring"
  fi
  echo "$k/$ring"
}

apt_update() {
  local t0; t0=$(now_ms)
  say "  fetching the package lists of $1 from $(mirror)"
  apt-get -qq -o APT::Update::Error-Mode=any update >"$APT_DIR/log" 2>&1 || cannot "the package lists of $1 cannot be fetched: $(tail -1 "$APT_DIR/log")"
  say "  lists of $1: $(du -sm "$APT_DIR/lists" | cut -f1) MB, $(seconds_since "$t0") s"
}

# download NAME PACKAGE...: leaves the paths of all .deb files of the tree in APT_DIR/NAME.debs
download() {
  local name=$1 t0 uris count bytes; shift
  t0=$(now_ms)
  # `clean` between runs is not wanted: the names are asked for with an empty archive folder, so that none is left out.
  apt-get -qq -y --print-uris -o Dir::Cache::archives="$APT_DIR/none" install "$@" >"$APT_DIR/uris" 2>"$APT_DIR/log" || return 1
  uris=$(grep "^'" "$APT_DIR/uris") || return 1
  awk -v d="$DEBS" '{print d "/" $2}' <<<"$uris" >"$APT_DIR/$name.debs"
  read -r count bytes <<<"$(awk -v d="$DEBS" '{n++; if ((getline line < (d "/" $2)) <= 0) b += $3} END {print n, int(b / 1e6)}' <<<"$uris")"
  say "  $name: $count packages, $bytes MB to download"
  apt-get -qq -y --download-only install "$@" >"$APT_DIR/log" 2>&1 || return 1
  say "  $name: downloaded in $(seconds_since "$t0") s"
}

unpack() {
  local name=$1 dest=$2 t0 new=$2.new l f; t0=$(now_ms)
  rm -rf "$new"
  mkdir -p "$new"/usr/{bin,sbin,lib,lib64} "$new/etc/ssl/certs"
  for l in bin sbin lib lib64; do ln -s "usr/$l" "$new/$l"; done
  # tar and not dpkg-deb -x: that would turn the link lib -> usr/lib into a folder where a package still ships /lib.
  # Man pages, translations and the like are left out: they are half of the files.
  grep -v '/base-files_' "$APT_DIR/$name.debs" | tr '\n' '\0' | xargs -0 -n 8 -P "$(nproc)" sh -c '
    for f; do dpkg-deb --fsys-tarfile "$f" | tar -x -C "$0" --keep-directory-symlink --no-same-owner \
      --exclude="./usr/share/doc/*" --exclude="./usr/share/man/*" --exclude="./usr/share/locale/*" || exit 255; done' "$new"
  finish_tree "$new"
  : >"$CACHE/trees/$name.manifest"
  while read -r f; do
    echo "$(dpkg-deb -f "$f" Package) $(dpkg-deb -f "$f" Version) $(sha256sum "$f" | cut -d' ' -f1)"
  done <"$APT_DIR/$name.debs" >>"$CACHE/trees/$name.manifest"
  [ ! -e "$dest" ] || mv "$dest" "$dest.old.$(now_ms)"
  mv "$new" "$dest"
  drop_old_trees
  tree_recipe "$name" >"$CACHE/trees/$name.recipe"
  say "  $name: unpacked in $(seconds_since "$t0") s"
}

# A tree that a running lab was started from stays until nothing uses it.
drop_old_trees() {
  local old
  for old in "$CACHE"/trees/*.old.*; do
    [ -d "$old" ] || continue
    grep -qsF "/${old##*/}/" /proc/[0-9]*/mountinfo /proc/[0-9]*/maps || rm -rf "$old"
  done
}

# What maintainer scripts would have made and the daemons miss.
finish_tree() {
  local t=$1 ldconfig f
  ldconfig=$(PATH=$PATH:/sbin:/usr/sbin command -v ldconfig) || cannot "ldconfig is missing (package libc-bin)"
  "$ldconfig" -N -n "$t/usr/lib/$TRIPLET" 2>/dev/null || true      # links such as libx.so.1 -> libx.so.1.2
  [ -e "$t/usr/bin/sh" ] || ln -s dash "$t/usr/bin/sh"
  # Places to bind over: inside, the lab puts its own accounts, certificate authority and a resolver that answers nothing.
  for f in passwd group hosts resolv.conf ssl/certs/ca-certificates.crt; do [ -e "$t/etc/$f" ] || : >"$t/etc/$f"; done
  # Byte code of Synapse, else its first start takes 8 s longer. No bwrap yet: the tree's own loader will do.
  if [ -d "$t/usr/lib/python3/dist-packages/synapse" ]; then
    say "  compiling Synapse (once)"
    tree_python "$t" -c 'import synapse.app.homeserver' >/dev/null 2>"$t.log" || warn "byte code: $(tail -1 "$t.log")"
    rm -f "$t.log"
  fi
  chmod 755 "$t"
}

# tree_python TREE ARG...: the tree's Python by the tree's own loader: needs no privilege and no namespace.
tree_python() {
  local t=$1; shift
  env -u PYTHONDONTWRITEBYTECODE PYTHONHOME="$t/usr" PYTHONPATH="$t/usr/lib/python3/dist-packages" PYTHONNOUSERSITE=1 \
    OPENSSL_MODULES="$t/usr/lib/$TRIPLET/ossl-modules" OPENSSL_CONF=/dev/null \
    "$t/$LOADER" --inhibit-cache --library-path "$t/usr/lib/$TRIPLET" "$(readlink -f "$t/usr/bin/python3")" "$@"
}
