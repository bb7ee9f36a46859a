# Two commands are enough on a bare machine: `make serve` and `make test`. Both install what is missing, once.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help serve test check licences dist bench soak clean setup setup-lints setup-browsers setup-judge

WITH := source tests/setup/env.sh;
# What the bundle is made of (folders too: a file may go), and where the tools' versions are pinned.
MADE_OF := src style index.html Trunk.toml Cargo.toml Cargo.lock .cargo tests/setup/build.sh tests/tools
# The floors below the browser, the packer and the server: no web crate in the graph.
NATIVE := --locked --no-default-features --features pack

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: dist ## Install what is missing to build, build the release app and serve it on this machine
	@$(WITH) cargo run --quiet $(NATIVE) --bin serve -- dist

test: setup-lints setup-browsers setup-judge ## Install what is missing and run every suite
	@$(WITH) tests/setup/run-suites.sh

check: setup-lints ## Format, lints and the pure floors: under a minute when warm
	@$(WITH) for crate in . tests/journeys; do cargo fmt --check --manifest-path $$crate/Cargo.toml; done
	@$(WITH) cargo clippy --locked --quiet --all-targets -- -D warnings
	@$(WITH) cargo clippy $(NATIVE) --quiet --all-targets -- -D warnings
	@$(WITH) cargo clippy --locked --manifest-path tests/journeys/Cargo.toml --quiet --all-targets -- -D warnings
	@$(WITH) cargo test $(NATIVE) --quiet --lib --bins $(if $(wildcard tests/floors.rs),--test floors)

licences: ## Check the licences and sources of all dependencies; needs cargo-deny, which it does not install
	@$(WITH) cargo deny --version >/dev/null 2>&1 || { echo "MISSING: cargo install cargo-deny --locked" >&2; exit 1; }
	@$(WITH) for crate in . tests/journeys; do \
	  cargo deny --locked -L error --manifest-path $$crate/Cargo.toml --config .deny.toml \
	    check --hide-inclusion-graph licenses bans sources; done

dist: dist/SHA256SUMS ## Build dist/: deployable, with dist/holdfast.html (the single file) and dist/SHA256SUMS
	@$(WITH) cargo run --quiet $(NATIVE) --bin pack -- --check dist

# Built again when anything it is made of is newer; the checksums are written last.
dist/SHA256SUMS: $(shell find $(MADE_OF)) | setup
	@$(WITH) trunk build --release --locked --skip-version-check

bench: setup setup-browsers dist ## Print the figures: sizes, start, saving, opening large records
	@$(WITH) tests/setup/run-suites.sh bench

soak: setup setup-browsers setup-judge dist ## The large volumes of which `make test` runs a seeded tenth
	@$(WITH) tests/setup/run-suites.sh soak

clean: ## Remove what was built here (installed tools stay)
	rm -rf dist target tests/journeys/target tests/journeys/npm/node_modules

setup:
	@tests/setup/build.sh

setup-lints: setup
	@tests/setup/lints.sh

setup-browsers: setup
	@tests/setup/browsers.sh

setup-judge: setup
	@tests/setup/judge.sh
