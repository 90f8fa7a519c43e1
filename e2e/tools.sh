#!/bin/sh
# Has what the tests of pipelines need in target/e2e/tools: kustomize and both Helms from their own Go modules, and
# pre-commit from PyPI. Prints the folder. Needs Go, a Python with venv, and some minutes when Go's caches are cold.
set -eu
cd "$(dirname "$0")/tools"
out=../../target/e2e/tools
pre_commit=4.7.0

sum=$(cat go.mod go.sum | cksum | cut -d' ' -f1)
mkdir -p "$out/$sum"
for pair in kustomize:sigs.k8s.io/kustomize/kustomize/v5 helm3:helm.sh/helm/v3/cmd/helm helm4:helm.sh/helm/v4/cmd/helm; do
    name=${pair%%:*}
    if [ ! -x "$out/$sum/$name" ]; then
        echo "building $name" >&2
        go build -o "$out/$sum/$name.tmp" "${pair#*:}"
        mv "$out/$sum/$name.tmp" "$out/$sum/$name"
    fi
    ln -sf "$sum/$name" "$out/$name"
done

if [ ! -x "$out/pre-commit-$pre_commit/bin/pre-commit" ]; then
    python3 -m venv "$out/pre-commit-$pre_commit"
    "$out/pre-commit-$pre_commit/bin/pip" install --quiet --disable-pip-version-check "pre-commit==$pre_commit"
fi
ln -sf "pre-commit-$pre_commit/bin/pre-commit" "$out/pre-commit"
echo "$out" | sed 's|^\.\./\.\./||'
