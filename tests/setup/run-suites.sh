#!/usr/bin/env bash
# Runs suites one after the other, all of them even when one fails, and closes with a table of times. Run by `make test`,
# `make bench` and `make soak`, with the tools installed. The last line is `N passed, N failed`, counted in suites.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit
. tests/setup/env.sh

native=(--locked --no-default-features --features pack)
journeys=(--locked --manifest-path tests/journeys/Cargo.toml)
export HOLDFAST_DIST="$PWD/dist"
# One browser of each engine at a time (engine.rs): what one waits for is another's turn to compute. More threads than
# engines, since a test that waits for its engine's turn holds one.
journey_threads=6
export CHROMEDRIVER="${CHROMEDRIVER:-$(command -v chromedriver)}"
judge="$HOLDFAST_TOOLS/judge/bin/python"
rows=() passed=0 failed=0 last=

# Runs one command as a suite.
suite() {
  local name="$1" began=$SECONDS verdict
  shift
  printf '\n==== %s\n' "$name"
  if "$@"; then verdict=passed passed=$((passed + 1)); else verdict=FAILED failed=$((failed + 1)); fi
  last=$verdict
  rows+=("$(printf '%-34s %-8s %6d s' "$name" "$verdict" $((SECONDS - began)))")
}
# A suite that cannot run yet is said aloud and counted as neither.
skip() {
  printf '\n==== %s\n!!!! SKIPPED: %s\n' "$1" "$2"
  rows+=("$(printf '%-34s %-8s %8s' "$1" SKIPPED -)")
}

# One process a test file, and not one a test: what is unpacked once serves all of them (75 s instead of 146).
native_tests() { cargo test "${native[@]}" --no-fail-fast; }
# Not `--quiet`: it breaks the wasm test runner.
wasm_tests() { cargo test --locked --target wasm32-unknown-unknown --test web; }

# The judge against its own vectors, then the engine against the judge: `deadlines_judged CASES SEED...`.
deadlines_judged() {
  local cases=target/cases.jsonl count="$1" seed
  (cd tests/judge && "$judge" -B -m unittest) || return
  mkdir -p target
  for seed in "${@:2}"; do
    "$judge" tests/judge/judge.py --cases "$count" --seed "$seed" >"$cases" || return
    HOLDFAST_CASES="$PWD/$cases" cargo test "${native[@]}" --quiet --test judge -- --nocapture || return
  done
}
# Every calendar file that the native tests write, read back by a parser outside Rust.
calendars_judged() {
  local folder="$PWD/target/ics" file
  rm -rf "$folder" && mkdir -p "$folder"
  HOLDFAST_ICS="$folder" cargo test "${native[@]}" --quiet --test icalendar another_parser || return
  [ "$(find "$folder" -name '*.ics' | wc -l)" -gt 5 ] || { echo "no calendar files in $folder" >&2; return 1; }
  for file in "$folder"/*.ics; do
    "$judge" -B tests/judge/read_ics.py "$file" "${file%.ics}.json" || return
  done
  echo "read back: $(cat "$folder"/*.ics | grep -c '^BEGIN:VEVENT') entries"
}
# The table of ATT&CK techniques, against the package that it is taken from.
techniques_judged() { "$judge" -B tests/judge/attack.py; }
# What is judged outside Rust, where that is installed: `judged CASES SEED...`.
judged() {
  if [ -x "$judge" ]; then
    suite "deadlines against the judge" deadlines_judged "$@"
    suite "calendars read by another parser" calendars_judged
    suite "techniques as in their package" techniques_judged
  else
    skip "deadlines against the judge" "no Python environment: tests/setup/judge.sh"
    skip "calendars read by another parser" "no Python environment: tests/setup/judge.sh"
    skip "techniques as in their package" "no Python environment: tests/setup/judge.sh"
  fi
}

# The journeys in real browsers.
walk() { RUST_TEST_THREADS="$journey_threads" cargo test "${journeys[@]}" "$@"; }
# A tenth: the harness's own tests, which know nothing of the app, in one browser; the journeys in all three, to the end.
walk_tenth() {
  HOLDFAST_ENGINES="${HOLDFAST_ENGINES:-chromium}" walk --test harness && walk --no-fail-fast --lib --bins --test journeys
}

# The page that the start of the app is measured beside, built as the app is.
counter() {
  export HOLDFAST_COUNTER="$PWD/target/counter"
  (cd tests/journeys/counter && CARGO_TARGET_DIR="$PWD/../../../target" trunk build --release --locked --skip-version-check --dist "$HOLDFAST_COUNTER")
}

case "${1:-test}" in
test)
  suite "check (format, lints, floors)" make --no-print-directory check
  suite "native tests" native_tests
  judged 1000 1
  if [ -f tests/web.rs ]; then suite "adapters in Chromium" wasm_tests; else skip "adapters in Chromium" "tests/web.rs does not exist"; fi
  suite "dist and its budget" make --no-print-directory dist
  if [ ! -f tests/journeys/Cargo.toml ]; then
    skip "journeys in three browsers" "tests/journeys does not exist"
  elif [ "$last" != passed ]; then
    suite "journeys in three browsers" false
  else
    suite "journeys in three browsers" walk_tenth
  fi
  ;;
soak)
  export HOLDFAST_SOAK=1
  suite "native tests, whole volume" native_tests
  judged 10000 1 2 3
  suite "journeys, whole volume" walk --no-fail-fast
  ;;
bench)
  suite "sizes" cargo run --quiet "${native[@]}" --bin pack -- --check dist
  if [ -f tests/journeys/src/bin/bench.rs ]; then
    suite "counter to compare with" counter
    suite "figures in Chromium" cargo run "${journeys[@]}" --bin bench
  else
    skip "figures in Chromium" "tests/journeys/src/bin/bench.rs does not exist"
  fi
  ;;
*)
  echo "usage: run-suites.sh [test|soak|bench]" >&2
  exit 2
  ;;
esac

printf '\n%-34s %-8s %8s\n' suite result time
printf '%s\n' "${rows[@]}"
printf '\nwhole run: %d s\n' "$SECONDS"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
