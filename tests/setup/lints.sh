#!/usr/bin/env bash
# Installs clippy and rustfmt for the compiler in use, where they are missing.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

{ cargo clippy --version && cargo fmt --version; } >/dev/null 2>&1 && exit
if [ "${RUSTUP_TOOLCHAIN:-}" = debian ] || ! have rustup; then
  debian_packages rust-web-clippy rustfmt-web || stop "clippy and rustfmt (packages rust-web-clippy rustfmt-web)"
else
  quietly "rustup component add clippy rustfmt" timeout 180 rustup component add clippy rustfmt || stop "clippy and rustfmt"
fi
