#!/bin/sh
# Builds the control plane for the end-to-end tests into target/e2e: one program, from the projects' own Go modules.
# Prints where it is. Needs Go, and about ten minutes when its caches are cold; says meanwhile how far it is.
set -eu
cd "$(dirname "$0")/control-plane"
out=../../target/e2e

# Go builds: says how many packages are compiled, each minute, or each second where somebody looks on.
build() {
    echo "building the control plane $version: some minutes the first time" >&2
    all=$(go list -deps . | wc -l)
    go build -v -ldflags "$1" -o "$2" . 2>"$2.log" &
    building=$!
    # A shell's background job does not hear of Ctrl-C.
    trap 'kill $building 2>/dev/null; exit 130' INT TERM
    seconds=0
    while kill -0 $building 2>/dev/null; do
        sleep 1
        seconds=$((seconds + 1))
        line="$seconds s: $(wc -l <"$2.log") packages compiled, of at most $all"
        if [ -t 2 ]; then
            printf '\r%s' "$line" >&2
        elif [ $((seconds % 60)) = 0 ]; then
            echo "$line" >&2
        fi
    done
    [ ! -t 2 ] || echo >&2
    trap - INT TERM
    wait $building || { cat "$2.log" >&2; exit 1; }
    rm "$2.log"
}

mkdir -p "$out"
name="control-plane-$(cat ./*.go go.mod go.sum | cksum | cut -d' ' -f1)"
if [ ! -x "$out/$name" ]; then
    command -v go >/dev/null || { echo "there is no Go to build the control plane with" >&2; exit 1; }
    version=$(sed -n 's/^\tk8s.io\/kubernetes \(v[0-9.]*\).*/\1/p' go.mod)
    minor=$(echo "$version" | cut -d. -f2)
    flags=
    for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
        flags="$flags -X $package.gitVersion=$version -X $package.gitMajor=1 -X $package.gitMinor=$minor"
    done
    build "$flags" "$out/$name.tmp"
    mv "$out/$name.tmp" "$out/$name"
fi
ln -sf "$name" "$out/control-plane"
echo "$out/control-plane" | sed 's|^\.\./\.\./||'
