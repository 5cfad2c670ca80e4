# `make serve` builds the site and serves it; `make test` runs everything. What is missing gets installed, see .make/.

PORT ?= 8080

TRUNK_VERSION := 0.21.14
WASM_BINDGEN_VERSION := $(shell .make/locked-version wasm-bindgen)
TOOLS := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/gmai-scope/tools
WASM := --target wasm32-unknown-unknown --features web

export PATH := $(TOOLS)/bin:$(CURDIR)/node_modules/.bin:$(PATH)

.NOTPARALLEL:
.PHONY: help serve build test check fmt lint doc unit interop browser size e2e types tiny-models mock-server litellm interop-readers bench clean rust node-tools wasm-bindgen trunk

help:
	@echo 'make serve    build the site and serve it on http://127.0.0.1:$(PORT)/ (PORT=… for another port)'
	@echo 'make build    build the release site into dist/'
	@echo 'make test     everything below, in this order'
	@echo '  make check    formatting, lints (host and wasm), documentation, types of our JavaScript'
	@echo '  make unit     tests on the host'
	@echo '  make interop  files we write, read by others (Python, openpyxl)'
	@echo '  make browser  tests of the wasm code in Chromium'
	@echo '  make size     size of the built site against its budget'
	@echo '  make e2e      tests of the built site in Chromium'
	@echo 'make bench    benchmarks, see benches/README.md'
	@echo 'make clean    remove what was built'

serve: build
	node .make/static-server.mjs dist $(PORT)

build: rust trunk wasm-bindgen node-tools tiny-models
	trunk build --release --locked

test: check unit interop browser size e2e

check: fmt lint doc types

fmt: rust
	cargo fmt --all -- --check

lint: rust
	cargo clippy --locked --workspace --all-targets -- -D warnings
	cargo clippy --locked $(WASM) --lib --bins --tests -- -D warnings

doc: rust
	RUSTDOCFLAGS='-D warnings' cargo doc --locked --no-deps --workspace
	RUSTDOCFLAGS='-D warnings' cargo doc --locked --no-deps $(WASM) --lib

types: node-tools
	tsc --project .make/tsconfig.json
	tsc --project .make/tsconfig.worker.json

unit: rust
	cargo test --locked --workspace

interop: rust
	tests/interop/run

browser: rust wasm-bindgen
	.make/with-browser cargo test --locked $(WASM) --test web --test worker

size: build
	node .make/size-budget.mjs dist

e2e: build mock-server litellm interop-readers
	.make/with-browser node --test --test-concurrency=1 tests/e2e/*.test.mjs

tiny-models: target/tiny-models/.made

target/tiny-models/.made: $(wildcard .make/tiny-models/*)
	.make/python-environment target/tiny-models-venv .make/tiny-models/requirements.txt
	rm -rf $(@D)
	target/tiny-models-venv/bin/python -B .make/tiny-models $(@D)
	@touch $@

mock-server: rust
	cargo build --locked -p mock-server

litellm:
	.make/python-environment target/litellm tests/litellm/requirements.txt

interop-readers:
	.make/python-environment target/interop-venv tests/interop/requirements.txt

bench: build
	cargo bench --locked
	cargo build --locked --release -p mock-server
	@.make/with-browser benches/run

clean:
	cargo clean
	rm -rf dist node_modules benches/browser/node_modules

# Tools

rust:
	@.make/rust-parts

trunk: rust
	@.make/cargo-tool trunk $(TRUNK_VERSION) trunk $(TOOLS)

wasm-bindgen: rust
	@.make/cargo-tool wasm-bindgen-cli $(WASM_BINDGEN_VERSION) wasm-bindgen $(TOOLS)

node-tools: node_modules/.package-lock.json

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --ignore-scripts
	@touch $@
