# shellcheck shell=bash
# Sourced by the setup scripts: progress lines, root commands, Debian packages.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
. "$here/env.sh"

say() { printf '[setup %4ds] %s\n' "$SECONDS" "$*"; }
stop() {
  printf '[setup] MISSING: %s\n' "$*" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# Runs a long command quietly, with a line every 15 seconds, and shows the end of its output if it fails.
# quietly LABEL COMMAND...
quietly() {
  local label="$1" log pid crates began=$SECONDS shown=$SECONDS
  shift
  mkdir -p "$HOLDFAST_TOOLS/log"
  log="$HOLDFAST_TOOLS/log/${label%% *}.log"
  say "$label ..."
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.5
    if ((SECONDS - shown >= 15)); then
      shown=$SECONDS
      crates="$(grep -c ' Compiling ' "$log" || true)"
      [ "$crates" = 0 ] && crates= || crates="$crates crates compiled, "
      say "$label: $crates$((SECONDS - began)) s so far"
    fi
  done
  if ! wait "$pid"; then
    tail -n 30 "$log" >&2
    say "$label: failed, whole output in $log"
    return 1
  fi
  say "$label: done in $((SECONDS - began)) s"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif have sudo && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    sudo "$@"
  else
    return 1
  fi
}

# Installs those of the named Debian packages that are absent. Fails where there is no apt or no right to use it, and
# where another package would have to go (a compiler of the distribution's own, say).
debian_packages() {
  local absent=() package
  have apt-get && have dpkg-query || return 1
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || absent+=("$package")
  done
  [ ${#absent[@]} -gt 0 ] || return 0
  as_root true || return 1
  [ -n "${apt_updated:-}" ] || quietly "apt-get update" as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q || return 1
  apt_updated=1
  quietly "apt-get install ${absent[*]}" \
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-remove --no-install-recommends "${absent[@]}"
}

# Installs a command-line tool from crates.io into the tools folder, with a cheap profile: it runs a few times a day.
# cargo_tool CRATE VERSION [--locked]
cargo_tool() {
  have cc || debian_packages gcc libc6-dev || stop "a C compiler (cc), to build $1"
  quietly "$1 $2" env CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_TARGET_DIR="$HOLDFAST_TOOLS/target" \
    cargo install --root "$HOLDFAST_TOOLS" "$1" --version "$2" "${@:3}" ||
    stop "$1 $2 (cargo install failed)"
  rm -rf "$HOLDFAST_TOOLS/target"
}

# The version of a command whose output holds it as a word, or nothing.
version_of() { { "$@" 2>/dev/null || true; } | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1; }
