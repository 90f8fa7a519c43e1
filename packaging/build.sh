#!/bin/sh
# Builds the programs that are handed out, static, into target/package/programs/ARCHITECTURE.
# No path of the machine and no moment of the build is to be in them: built in two folders they are the same to the byte.
# Usage: [ENVOY=path] packaging/build.sh amd64|arm64 [PROFILE]
# With ENVOY, an Envoy for that processor, the program of the proxy's container is built, too, and that Envoy laid beside it.
# PROFILE replaces those of a release: `quick` is that of tests.
# x86: Debian's musl-tools are needed. ARM on another machine: pip's ziglang, which is fetched into target/package.
set -eu
cd "$(dirname "$0")/.."
architecture=${1:?usage: packaging/build.sh amd64|arm64 [PROFILE]}
profile=${2:-}
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

# C compilers take this for the moment of the build, which mimalloc writes down.
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}"

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

folder=target/package/programs/$architecture
rm -rf "$folder"
mkdir -p "$folder"
# Usage: program PACKAGE NAME PROFILE
program() {
    cargo build --profile "${profile:-$3}" --locked --target "$triple" -p "$1"
    cp "$target/$triple/${profile:-$3}/$2" "$folder"
}
program outrigger outrigger release
program init outrigger-init init
if [ -n "${ENVOY:-}" ]; then
    program sidecar outrigger-agent agent
    cp -L "$ENVOY" "$folder/envoy"
else
    echo "no image outrigger-agent: that needs an Envoy, as in make image ENVOY=path" >&2
fi
ls -l "$folder" >&2
