#!/usr/bin/env bash
# Installs what is missing to build Holdfast, and nothing that is there: Rust with the wasm target, trunk, wasm-bindgen,
# wasm-opt, xz-decompress. Safe to run again and again; a complete machine takes well under a second.
#   HOLDFAST_TOOLS      where the tools go (default ~/.cache/holdfast/tools)
#   HOLDFAST_TOOLCHAIN  auto (default), rustup, or debian to force the fallback
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$here/rust.sh"

trunk_version=0.21.14
# The command line tool and the crate must be equal.
bindgen_version="$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print }' "$root/Cargo.lock")"

mkdir -p "$HOLDFAST_TOOLS"
rust_with_wasm
. "$here/env.sh"
# Before anything long is built with it.
rust_wanted="$(awk -F '"' '/^rust-version/ { print $2; exit }' "$root/Cargo.toml")"
rust_here="$(version_of rustc --version)"
printf '%s\n' "$rust_wanted" "$rust_here" | sort -CV ||
  stop "Rust $rust_wanted or later (here is $rust_here): 'rustup update', or HOLDFAST_TOOLCHAIN=debian on Debian or Ubuntu"

[ "$(version_of trunk --version)" = "$trunk_version" ] || cargo_tool trunk "$trunk_version" --locked
[ "$(version_of wasm-bindgen --version)" = "$bindgen_version" ] || cargo_tool wasm-bindgen-cli "$bindgen_version"

# wasm-opt comes from the npm package binaryen: distributions' are too old for what rustc writes today. xz-decompress
# unpacks the single file in the browser.
npm_folder="$HOLDFAST_TOOLS/npm"
if ! have node || ! cmp -s "$root/tests/tools/package-lock.json" "$npm_folder/installed.json"; then
  { have node && have npm; } || debian_packages nodejs npm || stop "node and npm, for wasm-opt and xz-decompress"
  mkdir -p "$npm_folder"
  cp "$root/tests/tools/package.json" "$root/tests/tools/package-lock.json" "$npm_folder/"
  quietly "npm binaryen xz-decompress" npm ci --prefix "$npm_folder" --no-audit --no-fund ||
    stop "the npm packages binaryen (wasm-opt) and xz-decompress"
  cp "$npm_folder/package-lock.json" "$npm_folder/installed.json"
fi
say "ready to build: $(rustc --version | cut -d' ' -f1,2), trunk $trunk_version, wasm-bindgen $bindgen_version, wasm-opt"
