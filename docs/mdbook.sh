#!/bin/sh
# Builds the book into target/book, with an mdBook that Cargo builds into target/mdbook: it is not among the workspace's
# dependencies, as nothing of it goes into the program. The first time takes one to two minutes.
set -eu
cd "$(dirname "$0")/.."
version=0.5.4
root=${CARGO_TARGET_DIR:-target}/mdbook
if [ ! -x "$root/bin/mdbook" ] || [ "$("$root/bin/mdbook" --version)" != "mdbook v$version" ]; then
    cargo install --quiet --locked --debug --no-default-features --features search --version "$version" --root "$root" --target-dir "$root/build" mdbook
    rm -rf "$root/build"
fi
"$root/bin/mdbook" build docs
echo target/book/index.html
