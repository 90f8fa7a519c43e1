# The one list of everything a person runs here. `make` prints it.

MUSL := $(shell uname -m)-unknown-linux-musl
WASM := wasm32-wasip1
TARGET := $(or $(CARGO_TARGET_DIR),target)
ENGINE := $(TARGET)/$(WASM)/engine/playground-engine.wasm
INIT := $(or $(CARGO_TARGET_DIR),target)/$(MUSL)/init/outrigger-init

.DEFAULT_GOAL := help
.PHONY: help build init agent playground run test messages netns e2e lint fmt docs book bench load conformance audit ci

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

build: ## the program, optimised: target/release/outrigger
	cargo build --release --locked -p outrigger

init: ## the init container's program, static and quick to start: target/ARCH-unknown-linux-musl/init/outrigger-init
	rustup target add $(MUSL)
	cargo build --profile init --locked --target $(MUSL) -p init

agent: ## the program of the proxy's container, static: target/ARCH-unknown-linux-musl/agent/outrigger-agent
	rustup target add $(MUSL)
	cargo build --profile agent --locked --target $(MUSL) -p sidecar

playground: ## the playground as a page that is one file and needs no server: target/playground.html
	rustup target add $(WASM)
	cargo build --profile engine --locked --target $(WASM) -p playground
	gzip -9 --no-name --stdout $(ENGINE) > $(ENGINE).gz
	cargo run --locked --quiet -p playground --example page -- $(ENGINE).gz > $(TARGET)/playground.html.new
	mv $(TARGET)/playground.html.new $(TARGET)/playground.html

run: ## the README's first command
	cargo run -- kube-inject -f examples/sleep.yaml

test: ## all tests
	cargo test

messages: ## holds the messages of envoy-api against their .proto files, and against all of Envoy's
	cargo test --manifest-path crates/envoy-api/generate/Cargo.toml --locked

netns: ## packets through the rules of traffic capture, and a real Envoy; needs root, iptables, nft
	crates/init/tests/netns/tools.sh
	CI=true cargo test -p init
	CI=true cargo test -p outrigger --test netns

e2e: build ## the whole program on a real control plane, and in pipelines; what is missing is built with Go
	e2e/build.sh
	e2e/tools.sh
	CI=true OUTRIGGER=$(CURDIR)/target/release/outrigger cargo test -p e2e -- --test-threads=1 --show-output

lint: ## formatting and lints, as CI has them
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings

fmt: ## formats all code
	cargo fmt --all

docs: ## the crates' documentation: target/doc
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked

book: playground ## the documentation as a book, with the playground: target/book; what is missing is built with Cargo
	docs/mdbook.sh
	cp $(TARGET)/playground.html target/book/

bench: init ## prints the figures; PEER_ISTIOCTL=path runs an istioctl beside; as root also those of applying rules
	cargo bench -p outrigger --bench figures
	cargo bench -p webhook --bench admission
	crates/init/benches/apply.sh $(INIT) 101

load: build ## loads the webhook over TLS with wrk and h2load (Debian: wrk, nghttp2-client)
	crates/webhook/benches/load.sh target/release/outrigger

conformance: build ## recorded cases of every Istio, where they are on this machine
	.ci/conformance target/release/outrigger

audit: ## licences and advisories of dependencies; needs cargo-deny
	cargo deny check

ci: ## everything that has to be green
	.ci/run
