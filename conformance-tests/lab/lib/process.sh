# Daemons: starting, stopping, killing by the numbers that are kept in DIR/run. Sourced; uses LAB, home.sh.
# run/UNIT.pid holds "PID STARTED SESSION"; STARTED tells the process from a later one with the same number.

# alive PID [STARTED]: a zombie counts as gone (process 1 may reap late), and so does another process with a reused number.
# In /proc/PID/stat the second field is the command's name and may hold blanks, so fields are counted from the last ")".
alive() {
  local stat; { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  # shellcheck disable=SC2086
  set -- "${2:-}" ${stat##*) }
  [ "$2" != Z ] && [ "$2" != X ] && { [ -z "$1" ] || [ "$1" = "${21}" ]; }
}
# started_at PID: sets STARTED to the process's start in clock ticks since boot, 0 if it has gone
started_at() {
  local stat; STARTED=0
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 0
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  STARTED=${20}
}
# session_members SESSION: the numbers of all processes of that session
session_members() { cat /proc/[0-9]*/stat 2>/dev/null | sed 's/(.*) //' | awk -v s="$1" '$5 == s {print $1}'; }

# spawn UNIT CMD...: starts a daemon from the peer's home, with its output in DIR/log/UNIT.out. Sets UNIT_PID.
spawn() {
  local unit=$1 info i monitor; shift
  if [ "$HOME_OF_PEER" != tree ]; then words "$@"; spawn_plain "$unit" "${WORDS[@]}"; return; fi
  info=$LAB/run/$unit.info; : >"$info"
  BWRAP_MORE=(--info-fd 9); words "$@"; BWRAP_MORE=()
  spawn_plain "$unit" "${WORDS[@]}" 9>"$info"
  # bwrap stays as the parent and tells its child's number
  monitor=$UNIT_PID; UNIT_PID=
  for ((i = 0; i < 500; i++)); do
    UNIT_PID=$(sed -n 's/.*"child-pid": *\([0-9]*\).*/\1/p' "$info"); [ -z "$UNIT_PID" ] || break
    alive "$monitor" || break
    sleep 0.02
  done
  rm -f "$info"
  [ -n "$UNIT_PID" ] || { warn "$unit: the sandbox did not start: $(tail -n 3 "$LAB/log/$unit.out")"; return 1; }
  record "$unit" "$UNIT_PID" "$monitor"
}

# spawn_plain UNIT CMD...: the same for a process of the lab itself: no sandbox, no change of account
spawn_plain() {
  local unit=$1; shift
  # setsid and env exec, so $! is the command itself and the number of its session. Locks must not be inherited.
  env "$MARK=$LAB" setsid "$@" >>"$LAB/log/$unit.out" 2>&1 </dev/null 4>&- 6>&- 7>&- 8>&- &
  UNIT_PID=$!
  record "$unit" "$UNIT_PID" "$UNIT_PID"
}
record() { started_at "$2"; echo "$2 $STARTED $3" >"$LAB/run/$1.pid"; }

# run_once CMD...: a short command from the peer's home, in the foreground
run_once() { words "$@"; "${WORDS[@]}"; }

# read_pid_file UNIT: sets the caller's pid, started, session
read_pid_file() { [ -e "$LAB/run/$1.pid" ] && read -r pid started session <"$LAB/run/$1.pid"; }

# unit_pid UNIT: prints its number if that very process lives
unit_pid() {
  local pid started session; read_pid_file "$1" || return 1
  alive "$pid" "$started" && echo "$pid"
}

# signal_unit UNIT SIGNAL: the daemon, its children, and the sandbox round it
signal_unit() {
  local pid started session p; read_pid_file "$1" || return 0
  ! alive "$pid" "$started" || kill "-$2" "$pid" 2>/dev/null || true
  for p in $(session_members "$session"); do kill "-$2" "$p" 2>/dev/null || true; done
}

# stop_unit UNIT: TERM, up to ten seconds, then KILL for what is left of the session
stop_unit() {
  local pid started session i; read_pid_file "$1" || return 0
  if alive "$pid" "$started"; then
    signal_unit "$1" CONT # a test may have frozen it
    kill -TERM "$pid" 2>/dev/null || true
    for ((i = 0; i < 200; i++)); do alive "$pid" "$started" || break; sleep 0.05; done
  fi
  kill_unit "$1"
}
kill_unit() { signal_unit "$1" KILL; rm -f "$LAB/run/$1.pid"; }

# kill_strays: anything that carries this lab's mark, as after a crash between a start and the writing of its number
kill_strays() {
  local f p
  for f in $(grep -lzFxs "$MARK=$LAB" /proc/[0-9]*/environ 2>/dev/null); do
    p=${f#/proc/}; p=${p%/environ}
    [ "$p" = "$$" ] || kill -KILL "$p" 2>/dev/null || true
  done
}
