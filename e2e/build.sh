#!/bin/sh
# Has the control plane for the end-to-end tests (KUBEBUILDER_ASSETS is not used yet): one program is built from the
# projects' own Go modules, into target/e2e. Prints where it is. Needs Go; about ten minutes when its caches are cold.
set -eu
cd "$(dirname "$0")/control-plane"
out=../../target/e2e
mkdir -p "$out"
name="control-plane-$(cat ./*.go go.mod go.sum | cksum | cut -d' ' -f1)"
if [ ! -x "$out/$name" ]; then
    command -v go >/dev/null || { echo "there is no Go to build the control plane with" >&2; exit 1; }
    version=$(sed -n 's/^\tk8s.io\/kubernetes \(v[0-9.]*\).*/\1/p' go.mod)
    minor=$(echo "$version" | cut -d. -f2)
    echo "building the control plane $version: some minutes the first time" >&2
    set -- "k8s.io/component-base/version" "k8s.io/client-go/pkg/version"
    flags=
    for package in "$@"; do
        flags="$flags -X $package.gitVersion=$version -X $package.gitMajor=1 -X $package.gitMinor=$minor"
    done
    go build -ldflags "$flags" -o "$out/$name.tmp" .
    mv "$out/$name.tmp" "$out/$name"
fi
ln -sf "$name" "$out/control-plane"
echo "$out/control-plane" | sed 's|^\.\./\.\./||'
