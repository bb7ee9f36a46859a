# shellcheck shell=bash
# Sourced by build.sh. Rust with the target wasm32-unknown-unknown, by the first way that works:
# what is there; `rustup target add`; Debian's compiler with a standard library for wasm built once from its sources.

target=wasm32-unknown-unknown
fallback_file="$HOLDFAST_TOOLS/toolchain.sh"

# Whether a standard library for wasm lies beside the compiler named (default: the one in use).
has_target() {
  local sysroot
  sysroot="$("${1:-rustc}" --print sysroot 2>/dev/null)" && compgen -G "$sysroot/lib/rustlib/$target/lib/libstd-*.rlib" >/dev/null
}

rust_with_wasm() {
  case "${HOLDFAST_TOOLCHAIN:-auto}" in
  auto)
    # The fallback is chosen again each time, so that a machine which gains the target leaves it.
    (unset RUSTUP_TOOLCHAIN && has_target) && { drop_fallback && return; }
    has_target /usr/bin/rustc && { use_fallback && return; }
    add_target && return
    debian_rust
    ;;
  rustup) drop_fallback && { has_target || add_target || stop "the rustup target $target"; } ;;
  debian) if has_target /usr/bin/rustc; then use_fallback; else debian_rust; fi ;;
  *) stop "HOLDFAST_TOOLCHAIN is auto, rustup or debian" ;;
  esac
}

add_target() {
  have rustup || return 1
  unset RUSTUP_TOOLCHAIN
  # A machine without a route to the host may hang rather than fail.
  quietly "rustup target add $target" timeout 180 rustup target add "$target" && drop_fallback && has_target
}

drop_fallback() { rm -f "$fallback_file"; unset RUSTUP_TOOLCHAIN; }

# From here on, and in every make recipe, cargo and rustc are Debian's.
use_fallback() {
  if have rustup; then
    rustup toolchain list | grep -q '^debian\b' || rustup toolchain link debian /usr
    echo 'export RUSTUP_TOOLCHAIN=debian' >"$fallback_file"
  else
    echo 'export PATH="/usr/bin:$PATH"' >"$fallback_file"
  fi
  . "$fallback_file"
}

debian_rust() {
  say "no wasm target from rustup; building one with Debian's compiler"
  debian_packages rustc-web cargo-web rust-web-src lld-22 gcc libc6-dev ca-certificates ||
    stop "Rust with the target $target: install it with 'rustup target add $target', or run this as root or with sudo on Debian or Ubuntu (packages rustc-web cargo-web rust-web-src lld-22)"
  local work="$HOLDFAST_TOOLS/std-build" to="/usr/lib/rustlib/$target/lib"
  rm -rf "$work" && mkdir -p "$work/src" && : >"$work/src/lib.rs"
  printf '[package]\nname = "std-build"\nversion = "0.0.0"\nedition = "2021"\n[workspace]\n' >"$work/Cargo.toml"
  # With bitcode, so that link-time optimisation sees into the library; `test` for the wasm test runner.
  quietly "std for $target" env -C "$work" -u RUSTUP_TOOLCHAIN RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc \
    RUSTFLAGS=-Cembed-bitcode=yes CARGO_TARGET_DIR="$work/target" \
    /usr/bin/cargo build --release --target "$target" -Zbuild-std=std,panic_abort,test || stop "a standard library for $target"
  # rustc looks for its own linker beside the host's library; Debian ships it under a versioned name.
  local host
  host="$(/usr/bin/rustc --print host-tuple)"
  as_root mkdir -p "$to" "/usr/lib/rustlib/$host/bin"
  as_root ln -sfn "$(command -v lld-22)" "/usr/lib/rustlib/$host/bin/rust-lld"
  find "$work/target/$target/release/deps" -name '*.rlib' ! -name 'libstd_build-*' -print0 | as_root xargs -0 cp -t "$to"
  rm -rf "$work"
  has_target /usr/bin/rustc || stop "a standard library for $target (built, but not found by /usr/bin/rustc)"
  use_fallback
}
