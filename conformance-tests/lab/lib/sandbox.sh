# Running a command out of a tree, or the machine's own copy. Sourced; uses LAB (the lab's folder), packages.sh.
#
# The normal way is bubblewrap: the tree's /usr and /etc read-only, DIR at its own path and writable, the machine's network.
# An ordinary user gets there by a user namespace. Root needs none: bwrap does the mounts as root (so a cache under /root,
# which nobody cannot read, is no obstacle) and setpriv drops to nobody inside.
# Where that is not allowed (hardened kernels, containers without CAP_SYS_ADMIN), the machine's installed servers are used.

MARK=PARLANCE_LAB_RUN # in the environment of every process of a lab, so that `down` finds strays

# The tree's own bwrap, by the tree's loader, so that the machine need not have one; its own is preferred, for where a
# security profile allows namespaces to /usr/bin/bwrap only (Ubuntu).
bwrap_command() {
  local t; t=$(tree_path "$1")
  if command -v bwrap >/dev/null; then BWRAP=(bwrap); else
    BWRAP=("$t/$LOADER" --library-path "$t/usr/lib/$TRIPLET" "$t/usr/bin/bwrap")
  fi
}

# enter TREE [BWRAP-OPTION...]: fills IN with the words that run a command inside the tree.
# IN_MONITOR holds the first part of it, after which bwrap takes options such as --info-fd.
enter() {
  local t; t=$(tree_path "$1"); bwrap_command "$1"; shift
  local caps=() drop=()
  if is_root; then
    caps=(--cap-add CAP_SETUID --cap-add CAP_SETGID)
    drop=(/usr/bin/setpriv --reuid="$(id -u "$(peer_user)")" --regid="$(id -g "$(peer_user)")" --clear-groups)
  fi
  IN_MONITOR=("${BWRAP[@]}")
  IN=(--ro-bind "$t/usr" /usr --ro-bind "$t/etc" /etc --symlink usr/bin /bin --symlink usr/sbin /sbin --symlink usr/lib /lib
    --symlink usr/lib64 /lib64 --dev /dev --proc /proc --perms 1777 --tmpfs /tmp --tmpfs /run --tmpfs /var --bind "$LAB" "$LAB"
    --ro-bind "$LAB/etc/passwd" /etc/passwd --ro-bind "$LAB/etc/group" /etc/group --ro-bind "$LAB/etc/hosts" /etc/hosts
    --ro-bind "$LAB/etc/resolv.conf" /etc/resolv.conf --ro-bind "$LAB/ca/ca.crt" /etc/ssl/certs/ca-certificates.crt
    "${caps[@]}" --clearenv --setenv PATH /usr/bin:/usr/sbin --setenv LANG C.UTF-8 --setenv "$MARK" "$LAB"
    "$@" -- "${drop[@]}")
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

# namespaces_work TREE: can bwrap do it here? Says why not in $NAMESPACE_ERROR.
namespaces_work() {
  enter "$1"
  NAMESPACE_ERROR=$("${IN_MONITOR[@]}" "${IN[@]}" /usr/bin/setpriv --version 2>&1 >/dev/null) && NAMESPACE_ERROR=
  [ -z "$NAMESPACE_ERROR" ]
}

# spawn UNIT CMD...: starts a daemon of the current home (tree or machine) as the peers' account, output in DIR/log/UNIT.out.
# Sets UNIT_PID and writes run/UNIT.pid: "PID STARTED SESSION".
spawn() {
  local unit=$1 info i; shift
  if [ "$HOME_OF_PEER" = machine ]; then
    local drop=()
    if is_root; then drop=(setpriv --reuid="$(id -u "$(peer_user)")" --regid="$(id -g "$(peer_user)")" --clear-groups); fi
    spawn_plain "$unit" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "$MARK=$LAB" "${drop[@]}" "$@"
    return
  fi
  info=$LAB/run/$unit.info; : >"$info"
  spawn_plain "$unit" "${IN_MONITOR[@]}" --info-fd 9 "${IN[@]}" "$@" 9>"$info"
  # bwrap stays as the parent and tells its child's number
  local monitor=$UNIT_PID; UNIT_PID=
  for ((i = 0; i < 250; i++)); do
    UNIT_PID=$(sed -n 's/.*"child-pid": *\([0-9]*\).*/\1/p' "$info"); [ -z "$UNIT_PID" ] || break
    alive "$monitor" || break
    sleep 0.02
  done
  rm -f "$info"
  [ -n "$UNIT_PID" ] || { warn "$unit: the sandbox did not start: $(tail -3 "$LAB/log/$unit.out")"; return 1; }
  record "$unit" "$UNIT_PID" "$monitor"
}

# spawn_plain UNIT CMD...: the same for a process of the lab itself: no sandbox, no change of account
spawn_plain() {
  local unit=$1; shift
  # setsid and env exec, so $! is the command itself and the number of its session
  env "$MARK=$LAB" setsid "$@" >>"$LAB/log/$unit.out" 2>&1 </dev/null &
  UNIT_PID=$!
  record "$unit" "$UNIT_PID" "$UNIT_PID"
}
record() { started_at "$2"; echo "$2 $STARTED $3" >"$LAB/run/$1.pid"; }

# run_once CMD...: a short command of the current home, in the foreground.
run_once() {
  if [ "$HOME_OF_PEER" = machine ]; then "$@"; else "${IN_MONITOR[@]}" "${IN[@]}" "$@"; fi
}

# --- stopping ----------------------------------------------------------------------------------------------------------
# read_pid_file UNIT: sets the caller's pid, started, session
read_pid_file() { [ -e "$LAB/run/$1.pid" ] && read -r pid started session <"$LAB/run/$1.pid"; }

unit_pid() { # prints the number if that very process lives
  local pid started session; read_pid_file "$1" || return 1
  alive "$pid" "$started" && echo "$pid"
}

# kill_session UNIT SIGNAL: the daemon, its children, and the sandbox round it
kill_session() {
  local pid started session p; read_pid_file "$1" || return 0
  ! alive "$pid" "$started" || kill "-$2" "$pid" 2>/dev/null || true
  for p in $(session_members "$session"); do kill "-$2" "$p" 2>/dev/null || true; done
}

# stop_unit UNIT: TERM, up to ten seconds, then KILL for what is left of the session
stop_unit() {
  local pid started session i; read_pid_file "$1" || return 0
  if alive "$pid" "$started"; then
    kill -CONT "$pid" 2>/dev/null || true # a test may have frozen it
    kill -TERM "$pid" 2>/dev/null || true
    for ((i = 0; i < 200; i++)); do alive "$pid" "$started" || break; sleep 0.05; done
  fi
  kill_session "$1" KILL
  rm -f "$LAB/run/$1.pid"
}

# kill_strays: anything that carries this lab's mark, as after a crash between spawn and the writing of its number
kill_strays() {
  local f p
  for f in $(grep -lzFxs "$MARK=$LAB" /proc/[0-9]*/environ 2>/dev/null); do
    p=${f#/proc/}; p=${p%/environ}
    [ "$p" = "$$" ] || kill -KILL "$p" 2>/dev/null || true
  done
}
