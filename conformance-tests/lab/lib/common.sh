# Shared by the entry point and the peers: messages, time, processes, ports, state, templates. Bash, to be sourced.
set -euo pipefail
umask 022

say() { printf '%s\n' "$*"; }
warn() { printf 'lab: %s\n' "$*" >&2; }
# Exit codes: 1 something failed, 2 wrong usage, 3 a peer cannot be had here (no apt, no network, no namespaces).
die() { warn "$*"; exit 1; }
cannot() { warn "$*"; exit 3; }

now_ms() { local t=${EPOCHREALTIME//[!0-9]/}; echo $((t / 1000)); }
seconds_since() { local ms=$(($(now_ms) - $1)); printf '%d.%d' $((ms / 1000)) $((ms % 1000 / 100)); }
is_root() { [ "$(id -u)" = 0 ]; }

# The account a daemon runs under: the caller, or nobody when the caller is root. No peer needs a privileged port.
peer_user() { if is_root; then echo "${PARLANCE_LAB_USER:-nobody}"; else id -un; fi; }
own() { if is_root; then chown -R "$(peer_user):" "$@"; fi; }

# --- ports -----------------------------------------------------------------------------------------------------------
port_is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port_is_bound() { local hex; hex=$(printf ':%04X 0' "$1"); grep -qi "^ *[0-9]*: [0-9A-F]*$hex[0-9A-F]*:[0-9A-F]* 0A" /proc/net/tcp /proc/net/tcp6 2>/dev/null; }

# wait_port PORT SECONDS PID: until something accepts on loopback; fails at once when the process has gone.
wait_port() {
  local end=$(($(now_ms) + $2 * 1000))
  until port_is_open "$1"; do
    alive "$3" || { warn "process $3 ended before port $1 opened"; return 1; }
    [ "$(now_ms)" -lt "$end" ] || { warn "port $1 not open after $2 s"; return 1; }
    sleep 0.05
  done
}

# reserve_port: a port below the range the kernel hands out to outgoing connections, so that a stopped peer finds its port
# free again. A per-user register keeps two labs from choosing the same one; entries of labs that are gone are dropped.
reserve_port() {
  local register=${TMPDIR:-/tmp}/parlance-lab-ports.$(id -u) low first=20000 count port
  read -r low _ </proc/sys/net/ipv4/ip_local_port_range
  [ "$low" -gt 21000 ] || { first=10000; low=$((low > 11000 ? low : 30000)); }
  count=$((low - first))
  exec 7>>"$register.lock"; flock 7
  touch "$register"
  while read -r port dir; do [ ! -d "$dir" ] || echo "$port $dir"; done <"$register" >"$register.new"
  mv "$register.new" "$register"
  while :; do
    port=$((first + (RANDOM * 32768 + RANDOM) % count))
    if ! grep -q "^$port " "$register" && ! port_is_bound "$port"; then break; fi
  done
  echo "$port $LAB" >>"$register"
  exec 7>&-
  echo "$port"
}

# own_loopback: an address of 127.0.0.0/8 that is this lab's alone, for what insists on a fixed port: any port is free there.
own_loopback() { echo "127.$((RANDOM % 200 + 20)).$((RANDOM % 250 + 2)).$((RANDOM % 250 + 2))"; }

# --- state: what a peer keeps from one start to the next (ports, secrets) ----------------------------------------------
random_secret() { head -c 24 /dev/urandom | base64 | tr -d '+/=\n'; }
# keep FILE NAME COMMAND...: sets NAME from FILE, or from the command's output, which is then kept.
keep() {
  local file=$1 name=$2 line; shift 2
  if line=$(grep "^$name=" "$file" 2>/dev/null); then printf -v "$name" %s "${line#*=}"; return; fi
  line=$("$@")
  printf -v "$name" %s "$line"
  echo "$name=${!name}" >>"$file"
}

# fill TEMPLATE: prints it with each @NAME@ replaced by the shell variable of that name; an unset one is an error.
fill() {
  local text name; text=$(<"$1")
  while [[ $text =~ @([A-Z][A-Z0-9_]*)@ ]]; do
    name=${BASH_REMATCH[1]}
    [ -n "${!name+set}" ] || die "$1: @$name@ has no value"
    text=${text//"@$name@"/"${!name}"}
  done
  printf '%s\n' "$text"
}
