#!/bin/sh
# Builds the programs that are handed out, static, into target/package/programs/ARCHITECTURE.
# They are the same to the byte for the same commit, Rust and C compiler, wherever the folder is.
# Usage: packaging/build.sh amd64|arm64
# x86: Debian's musl-tools are needed. ARM on another machine: pip's ziglang, which is fetched into target/package.
set -eu
cd "$(dirname "$0")/.."
architecture=${1:?usage: packaging/build.sh amd64|arm64}
zig=0.17.0

case $architecture in
    amd64) triple=x86_64-unknown-linux-musl ;;
    arm64) triple=aarch64-unknown-linux-musl ;;
    *) echo "packaging/build.sh: $architecture is not amd64 or arm64" >&2; exit 1 ;;
esac
name=$(echo "$triple" | tr - _)
target=${CARGO_TARGET_DIR:-$PWD/target}
rustup target list --installed | grep -q "^$triple$" || rustup target add "$triple"

# No path of this machine stays in a program.
cargo_home=${CARGO_HOME:-$HOME/.cargo}
flags="-ffile-prefix-map=$PWD=/outrigger -ffile-prefix-map=$target=/target -ffile-prefix-map=$cargo_home=/cargo"
export "CFLAGS_$name=$flags"
export RUSTFLAGS="--remap-path-prefix=$PWD=/outrigger --remap-path-prefix=$cargo_home=/cargo"

if [ "$(uname -m)" = "${triple%%-*}" ]; then
    if ! command -v musl-gcc >/dev/null; then
        if [ "$(id -u)" != 0 ]; then
            echo "musl-gcc is missing, and only root can install it: apt-get install musl-tools" >&2
            exit 1
        fi
        apt-get -qq update
        apt-get -qq install --yes --no-install-recommends musl-tools >/dev/null
    fi
else
    # Zig is a C compiler for every processor, with musl's headers; Rust brings the linker and musl itself.
    python=target/package/zig/bin/python
    [ -x "$python" ] || python3 -m venv target/package/zig
    "$python" -m pip install --quiet --disable-pip-version-check "ziglang==$zig"
    export "CC_$name=$PWD/packaging/zig-cc" "AR_$name=$PWD/packaging/zig-ar" "ZIG_PYTHON=$PWD/$python"
    export "CARGO_TARGET_$(echo "$name" | tr '[:lower:]' '[:upper:]')_LINKER=rust-lld"
fi

cargo build --release --locked --target "$triple" -p outrigger
cargo build --profile init --locked --target "$triple" -p init
folder=target/package/programs/$architecture
mkdir -p "$folder"
cp "$target/$triple/release/outrigger" "$target/$triple/init/outrigger-init" "$folder"
ls -l "$folder" >&2
