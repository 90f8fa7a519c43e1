#!/bin/sh
# Has what the tests of pages need: a Chromium, Debian's where it is missing, and axe, which finds what keeps people from
# using a page, from npm.
set -eu
if ! command -v chromium >/dev/null; then
    if [ "$(id -u)" != 0 ]; then
        echo "missing, and only root can install it: chromium" >&2
        exit 1
    fi
    apt-get -qq update
    apt-get -qq install --yes --no-install-recommends chromium >/dev/null
fi
chromium --version

cd "$(dirname "$0")/../../../.."
target=${CARGO_TARGET_DIR:-target}
version=4.14.1
sum=29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c
if ! echo "$sum  $target/axe.min.js" | sha256sum --check --status 2>/dev/null; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    npm pack --silent --pack-destination "$folder" "axe-core@$version" >/dev/null
    tar -xzf "$folder/axe-core-$version.tgz" -C "$folder"
    echo "$sum  $folder/package/axe.min.js" | sha256sum --check --status
    mkdir -p "$target"
    mv "$folder/package/axe.min.js" "$target/axe.min.js"
fi
echo "axe $version"
