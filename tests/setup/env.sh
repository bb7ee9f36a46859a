# shellcheck shell=bash
# Sourced, not run: makes the pinned tools reachable. Everything the setup installs for itself lives in one folder.
HOLDFAST_TOOLS="${HOLDFAST_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/holdfast/tools}"
export HOLDFAST_TOOLS
export PATH="$HOLDFAST_TOOLS/bin:$HOLDFAST_TOOLS/npm/node_modules/.bin:$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
# Written by build.sh when the machine's own toolchain has no wasm target (see there).
if [ -f "$HOLDFAST_TOOLS/toolchain.sh" ]; then
  . "$HOLDFAST_TOOLS/toolchain.sh"
fi
