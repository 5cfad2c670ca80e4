# `make serve` builds the site and serves it; `make test` runs everything. What is missing gets installed, see .make/.
#
# There are two builds of the site: a quick one in target/site/ for working on it and for testing (Cargo's profile `quick`,
# Trunk without `--release`), and the small one in dist/ that is shipped.

PORT ?= 8080

TRUNK_VERSION := 0.21.14
GECKODRIVER_VERSION := 0.37.1
WASM_SPLIT_VERSION := 0.2.4
WASM_BINDGEN_VERSION := $(shell .make/locked-version wasm-bindgen)
TOOLS := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/gmai-scope/tools

QUICK := target/site
# The site that `make e2e` tests: the quick one, or with SITE=dist the one that is shipped.
SITE ?= $(QUICK)

# What runs on any host; `web` and `worker` run in a browser only. Cargo compiles a crate again where others are selected
# beside it that want other features of it, so that all of these recipes select alike.
HOST := --locked --workspace --exclude gmai-scope-web --exclude gmai-scope-worker
WASM := --locked --profile quick --target wasm32-unknown-unknown
PAGE := --package gmai-scope --features web
BROWSER := $(PAGE) --package gmai-scope-web --package gmai-scope-worker

# What the shipped site is made of.
SOURCES := $(shell find .cargo .make crates locales public src style -type f) build.rs Cargo.lock Cargo.toml Trunk.toml index.html package-lock.json

CORES := $(shell getconf _NPROCESSORS_ONLN)

# Cargo looks there as well for jobs that Make shares, and finds some that its recipe was not given.
unexport MFLAGS

export PATH := $(TOOLS)/bin:$(CURDIR)/node_modules/.bin:$(PATH)

# One recipe after the other, but where two are named to run side by side.
ifndef SIDE_BY_SIDE
.NOTPARALLEL:
endif
.PHONY: help serve dev site build test before-e2e check fmt lint walls doc unit fuzz interop browser size e2e smoke engines geckodriver types tools splitter crates tiny-models mock-server litellm llama-cpp interop-readers bench clean rust node-tools

help:
	@echo 'make serve    build the site quickly and serve it on http://127.0.0.1:$(PORT)/ (PORT=… for another port)'
	@echo 'make dev      the same, built and loaded again whenever a source file changes'
	@echo 'make build    build the small site that is shipped into dist/'
	@echo 'make test     everything below'
	@echo '  make check    formatting, lints (host and wasm), walls between crates and folders, documentation, types of our JavaScript'
	@echo '  make unit     tests on the host'
	@echo '  make interop  files we write, read by others, and files of others, read by us'
	@echo '  make browser  tests of the wasm code in Chromium'
	@echo '  make e2e      tests of the quickly built site in Chromium (SITE=dist: of the shipped one)'
	@echo '  make size     size of the shipped site against its budget'
	@echo '  make smoke    the most important of the tests above, of the shipped site'
	@echo 'make fuzz     hostile input for everything that reads any, SECONDS for each target (60)'
	@echo 'make engines  the main path in Firefox and WebKitGTK beside Chromium, with a dataset of 300 MB'
	@echo 'make bench    benchmarks of the shipped site, see benches/README.md'
	@echo 'make clean    remove what was built'

serve: site
	node .make/static-server.mjs $(QUICK) $(PORT)

# An edit is on the screen in half the time where the page is not optimised; the engine is, see Cargo.toml.
dev: export CARGO_PROFILE_QUICK_OPT_LEVEL = 0
dev: export PATH := $(CURDIR)/.make/dev:$(PATH)
dev: rust tools node-tools tiny-models
	@mkdir -p target/dev-site
	trunk serve --locked --port $(PORT) --dist target/dev-site

site: rust node-tools tiny-models
	@$(MAKE) --no-print-directory -j$(CORES) SIDE_BY_SIDE=1 tools crates
	@mkdir -p $(QUICK)
	trunk build --locked --dist $(QUICK)

build: dist/index.html

# Messages of panics name source files; those of libraries are named without the folder of whoever builds the site.
dist/index.html: export PATH := $(CURDIR)/.make/split:$(PATH)
dist/index.html: export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS = --remap-path-prefix=$(or $(CARGO_HOME),$(HOME)/.cargo)/registry/src=
dist/index.html: $(SOURCES) | rust tools splitter node-tools tiny-models
	MAKEFLAGS= trunk build --release --locked
	@touch $@

# The small site is built beside what needs neither it nor a quiet machine: its last steps keep one core busy, and packages
# wait for the network.
test: tools splitter node-tools tiny-models
	@$(MAKE) --no-print-directory -j4 --output-sync SIDE_BY_SIDE=1 build before-e2e litellm llama-cpp
	@for part in e2e size smoke; do MAKEFLAGS= $(MAKE) --no-print-directory $$part || exit; done

before-e2e:
	@for part in check unit interop browser; do MAKEFLAGS= $(MAKE) --no-print-directory $$part || exit; done

check: fmt lint walls doc types

fmt: rust
	cargo fmt --all -- --check

lint: rust
	cargo clippy $(HOST) --all-targets -- -D warnings
	cargo clippy $(WASM) $(BROWSER) --lib --bins --test page --test worker -- -D warnings

# What runs on any host names nothing of the browser, and the page's folders use each other one way.
walls: rust
	node .make/feature-walls.mjs
	@! cargo tree --locked --package gmai-scope-session --edges normal --prefix none | grep -E '^(gloo|js-sys|wasm-bindgen|web-sys)'

doc: rust
	RUSTDOCFLAGS='-D warnings' cargo doc $(WASM) --no-deps --workspace --exclude mock-server --features web --lib

types: node-tools
	tsc --project .make/tsconfig.json
	tsc --project .make/tsconfig.worker.json

unit: rust
	cargo test $(HOST)

# What fails is kept in target/fuzz/; `make unit` runs the targets on what once failed and on a few changes of it.
fuzz: rust
	cargo run --locked --release --package fuzz -- $(or $(SECONDS),60) $(or $(SEED),$$(date +%s)) $(TARGETS)

interop: rust
	cargo build $(HOST) --example package --bin gmai-scope
	tests/interop/run

browser: rust tools
	.make/with-browser cargo test $(WASM) $(BROWSER) --test page --test worker

size: build
	node .make/size-budget.mjs dist

# A site in another folder is taken as it is.
e2e: $(if $(filter $(abspath $(QUICK)),$(abspath $(SITE))),site) $(if $(filter $(abspath dist),$(abspath $(SITE))),build) mock-server litellm llama-cpp interop-readers
	SITE=$(SITE) .make/with-nginx .make/with-browser node --test --test-concurrency=3 tests/e2e/*.test.mjs

smoke: build mock-server
	SITE=dist .make/with-browser node tests/e2e/smoke.mjs

# Of the system's programs only geckodriver is no package of Debian's.
engines: site mock-server geckodriver
	SITE=$(SITE) .make/with-engines node --test tests/engines/main-path.test.mjs

# The site's crates, as Trunk builds them.
crates: rust
	+cargo build $(WASM) $(PAGE) --bin app
	+cargo build $(WASM) --package gmai-scope-worker --bin worker

tiny-models: target/tiny-models/.made

target/tiny-models/.made: $(wildcard .make/tiny-models/*)
	.make/python-environment target/tiny-models-venv .make/tiny-models/requirements.txt
	rm -rf $(@D)
	target/tiny-models-venv/bin/python -B .make/tiny-models $(@D)
	@touch $@

mock-server: rust
	cargo build $(HOST) --bin mock-server

litellm:
	.make/python-environment target/litellm tests/litellm/requirements.txt

llama-cpp:
	.make/python-environment target/llama-cpp tests/llama_cpp/requirements.txt

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

# wasm-bindgen works through every byte of the page and the worker; Trunk only starts others.
tools: rust
	+@.make/cargo-tool wasm-bindgen-cli $(WASM_BINDGEN_VERSION) wasm-bindgen $(TOOLS) 1
	+@.make/cargo-tool trunk $(TRUNK_VERSION) trunk $(TOOLS) 0
	@rm -rf $(TOOLS)/build

# Splits the page that is shipped, so that each page's code is fetched on use.
splitter: rust tools
	+@.make/cargo-tool wasm_split_cli_support $(WASM_SPLIT_VERSION) wasm-split-cli $(TOOLS) 0 build-binary
	@rm -rf $(TOOLS)/build

geckodriver: rust
	+@command -v $(or $(GECKODRIVER),geckodriver) >/dev/null || .make/cargo-tool geckodriver $(GECKODRIVER_VERSION) geckodriver $(TOOLS) 0
	@rm -rf $(TOOLS)/build

node-tools: node_modules/.package-lock.json

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --ignore-scripts
	@touch $@
