# Where a peer's programs come from, and the words that run one of them. Sourced; uses LAB, packages.sh.
#
#   tree      the normal way: bubblewrap shows the tree's /usr and /etc read-only, DIR at its own path and writable, and the
#             machine's network. An ordinary user gets there by a user namespace. Root needs none: bwrap mounts as root (so a
#             cache under /root, which nobody cannot read, is no obstacle) and setpriv drops to nobody inside.
#   machine   the machine's installed copy, where it is there and its version will do
#   loader    where namespaces are not allowed: the tree's programs by the tree's own dynamic loader. Not every peer can be
#             moved in that way; those that can have a function for_loader.
#
# Every process gets PARLANCE_LAB_RUN=DIR in its environment, so that `down` finds strays.
MARK=PARLANCE_LAB_RUN

choose_home() {
  local from=${PARLANCE_LAB_FROM:-auto} p
  case $from in auto | machine) if VERSION=$(machine_version); then HOME_OF_PEER=machine; return; fi ;; esac
  [ "$from" != machine ] || cannot "$PEER: this machine has no $TITLE that will do"
  tree_ready "$TREE" || cannot "$PEER: its packages are not there: lab get $PEER"
  VERSION=; for p in $PACKAGES; do VERSION+="${VERSION:+, }$(package_version "$TREE" "$p")"; done
  HOME_OF_PEER=tree
  if [ "$from" = loader ] || ! namespaces_work; then
    declare -F for_loader >/dev/null || no_namespaces
    HOME_OF_PEER=loader
  fi
}

no_namespaces() {
  local packages; packages=$(debian_packages)
  cannot "$PEER: bubblewrap cannot make a namespace here (${NAMESPACE_ERROR:-not tried}). What helps: allow user namespaces
  (sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns; in a
  container: --security-opt seccomp=unconfined, or --cap-add SYS_ADMIN for root), or install $TITLE${packages:+: apt-get install --no-install-recommends $packages}"
}

# namespaces_work: can bwrap do it here? Tries the tree's own, by the tree's loader, so that the machine need not have one; then
# the machine's, for where a security profile allows namespaces to that program alone (Ubuntu). NAMESPACE_ERROR says why not.
namespaces_work() {
  HOME_OF_PEER=tree
  for BWRAP in tree machine; do
    [ $BWRAP = tree ] || command -v bwrap >/dev/null || return 1
    words setpriv --version
    ! NAMESPACE_ERROR=$("${WORDS[@]}" 2>&1 >/dev/null) || return 0
  done
  return 1
}

# words CMD...: fills WORDS with what runs CMD from the peer's home, as the peers' account, with PEER_ENV in its environment.
words() {
  local drop=() e env
  [ "$HOME_OF_PEER" != loader ] || for_loader
  if is_root; then drop=(setpriv --reuid="$(id -u "$(peer_user)")" --regid="$(id -g "$(peer_user)")" --clear-groups); fi
  env=(env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "$MARK=$LAB" "${PEER_ENV[@]}")
  case $HOME_OF_PEER in
    machine) WORDS=("${env[@]}" "${drop[@]}" "$@") ;;
    loader) tree_program "$(tree_path "$TREE")" "$@"; WORDS=("${env[@]}" "${drop[@]}" "${WORDS[@]}") ;;
    tree)
      sandbox "$TREE"
      for e in "${PEER_ENV[@]}"; do SANDBOX+=(--setenv "${e%%=*}" "${e#*=}"); done
      WORDS=("${SANDBOX[@]}" "${BWRAP_MORE[@]}" -- "${drop[@]}" "$@") ;;
  esac
}
PEER_ENV=() BWRAP_MORE=() BWRAP=tree

# sandbox TREE: fills SANDBOX with bwrap and its options
sandbox() {
  local t; t=$(tree_path "$1"); ancestors "$LAB"
  if [ "$BWRAP" = machine ]; then SANDBOX=(bwrap); else tree_program "$t" bwrap; SANDBOX=("${WORDS[@]}"); fi
  if is_root; then SANDBOX+=(--cap-add CAP_SETUID --cap-add CAP_SETGID); fi
  SANDBOX+=(--ro-bind "$t/usr" /usr --ro-bind "$t/etc" /etc --symlink usr/bin /bin --symlink usr/sbin /sbin
    --symlink usr/lib /lib --symlink usr/lib64 /lib64 --dev /dev --proc /proc
    --perms 1777 --tmpfs /tmp --perms 1777 --tmpfs /run --tmpfs /var "${ANCESTORS[@]}" --bind "$LAB" "$LAB"
    --ro-bind "$LAB/etc/passwd" /etc/passwd --ro-bind "$LAB/etc/group" /etc/group --ro-bind "$LAB/etc/hosts" /etc/hosts
    --ro-bind "$LAB/etc/resolv.conf" /etc/resolv.conf --ro-bind "$LAB/ca/ca.crt" /etc/ssl/certs/ca-certificates.crt
    --clearenv --setenv PATH /usr/bin:/usr/sbin --setenv LANG C.UTF-8 --setenv "$MARK" "$LAB")
}

# ancestors PATH: fills ANCESTORS with options that make the folders above PATH. bwrap would make them for its user only,
# and root's sandboxes drop to nobody.
ancestors() {
  local path=${1%/*}; ANCESTORS=()
  while [ -n "$path" ]; do ANCESTORS=(--perms 0755 --dir "$path" "${ANCESTORS[@]}"); path=${path%/*}; done
}

# tree_program TREE-PATH NAME ARG...: fills WORDS with what runs it by the tree's own loader
tree_program() {
  local t=$1 name=$2 exe; shift 2
  exe=$t/usr/bin/$name; [ -e "$exe" ] || exe=$t/usr/sbin/$name
  WORDS=("$t/$LOADER" --inhibit-cache --library-path "$t/usr/lib/$TRIPLET" "$(readlink -f "$exe")" "$@")
}

# What /etc of a tree lacks: accounts (Exim insists that its own exists), a hosts file, a resolver that is not there, so that
# a look-up fails at once instead of leaving the machine.
write_etc() {
  local u g; u=$(id -u "$(peer_user)"); g=$(id -g "$(peer_user)")
  mkdir -p "$LAB/etc"
  printf '%s\n' "root:x:0:0:root:/:/bin/sh" "peer:x:$u:$g:peer:/:/bin/sh" "Debian-exim:x:$u:$g:exim:/:/bin/sh" >"$LAB/etc/passwd"
  printf '%s\n' "root:x:0:" "peer:x:$g:" "Debian-exim:x:$g:" >"$LAB/etc/group"
  echo "127.0.0.1 localhost" >"$LAB/etc/hosts"
  echo "nameserver 127.0.0.1" >"$LAB/etc/resolv.conf"
}

# machine_package NAME 'GLOB|GLOB': prints the version of the installed Debian package if it matches
machine_package() {
  local v g globs; v=$(dpkg-query -W -f '${Version}' "$1" 2>/dev/null) && [ -n "$v" ] || return 1
  IFS='|' read -ra globs <<<"$2"
  # shellcheck disable=SC2053
  for g in "${globs[@]}"; do if [[ $v == $g ]]; then echo "$v"; return 0; fi; done
  return 1
}
