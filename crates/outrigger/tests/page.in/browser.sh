#!/bin/sh
# Has what the test of the page of `outrigger outdated --html` needs: a Chromium, Debian's where it is missing.
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
