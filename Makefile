# The one list of everything a person runs here. `make` prints it.

MUSL := $(shell uname -m)-unknown-linux-musl
WASM := wasm32-wasip1
TARGET := $(or $(CARGO_TARGET_DIR),target)
ENGINE := $(TARGET)/$(WASM)/engine/playground-engine.wasm
# What is packaged for: amd64, arm64 or both, as in `make image ARCH="amd64 arm64"`.
ARCH := $(if $(filter aarch64 arm64,$(shell uname -m)),arm64,amd64)
PACKAGING = cargo run --quiet --locked -p packaging --
VERSION = $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
# `make image PROFILE=quick` builds for tests, in a fraction of the time.
PROFILE =
AGENT := $(TARGET)/$(MUSL)/agent/outrigger-agent
INIT := $(or $(CARGO_TARGET_DIR),target)/$(MUSL)/init/outrigger-init

.DEFAULT_GOAL := help
.PHONY: help build init agent playground image push dist packages run test messages netns mesh e2e lint fmt docs book bench bench-mesh load conformance audit ci

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

image: ## container images of the injector and the init container, with ENVOY=path of the agent, too: target/package/image
	for arch in $(ARCH); do ENVOY=$(ENVOY) packaging/build.sh $$arch $(PROFILE) && packaging/system.sh $$arch || exit 1; done
	$(PACKAGING) image $(ARCH:%=--target %)

push: ## copies the images into a registry of yours: make push REGISTRY=registry.example/mesh; needs skopeo
	@test -n "$(REGISTRY)" || { echo "say where to: make push REGISTRY=registry.example/mesh" >&2; exit 1; }
	@test -d target/package/image || { echo "there are no images: make image" >&2; exit 1; }
	for image in $(notdir $(wildcard target/package/image/*)); do skopeo copy --all $(SKOPEO_FLAGS) \
	    oci:target/package/image/$$image:$(VERSION) docker://$(REGISTRY)/$$image:$(VERSION) || exit 1; done

dist: image ## all that a release hands out, with sums: target/package/dist; URL=address of these files adds a Homebrew formula
	$(PACKAGING) dist $(ARCH:%=--target %) $(if $(URL),--url $(URL))

packages: dist ## looks at images and packages with the tools of others: skopeo, umoci, runc, a registry, dpkg, lintian
	packaging/tools.sh
	CI=true cargo test --locked -p packaging

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

mesh: ## control plane, agents and real Envoys in network namespaces; needs root, iptables, nft
	crates/init/tests/netns/tools.sh
	cargo build -p sidecar
	CI=true cargo test -p outrigger --test mesh

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

bench: init agent ## prints the figures; PEER_ISTIOCTL=path runs an istioctl beside; as root also those of applying rules
	cargo bench -p outrigger --bench figures
	cargo bench -p webhook --bench admission
	crates/init/benches/apply.sh $(INIT) 101
	crates/sidecar/benches/agent.sh $(AGENT) target/envoy/envoy

bench-mesh: build ## what a mesh costs its control plane: 2,000 proxies, 1,000 Services; PARTS="start change" runs some of it
	ulimit -n 20000; OUTRIGGER=$(CURDIR)/target/release/outrigger SCALE="$(PARTS)" \
	    cargo bench --profile quick -p discovery --bench scale

load: build ## loads the webhook over TLS with wrk and h2load (Debian: wrk, nghttp2-client)
	crates/webhook/benches/load.sh target/release/outrigger

conformance: build ## recorded cases of every Istio, where they are on this machine
	.ci/conformance target/release/outrigger

audit: ## licences and advisories of dependencies; needs cargo-deny
	cargo deny check

ci: ## everything that has to be green
	.ci/run
