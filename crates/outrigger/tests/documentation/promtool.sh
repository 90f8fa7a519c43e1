#!/bin/sh
# Has the promtool that checks the alerts and the dashboard in target/promtool, out of Debian's package of Prometheus, of
# which nothing is installed. Prints where it is.
set -eu
cd "$(dirname "$0")/../../../.."
out=${CARGO_TARGET_DIR:-target}/promtool
if [ ! -x "$out" ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    (cd "$folder" && { apt-get -qq download prometheus 2>/dev/null || { apt-get -qq update && apt-get -qq download prometheus; }; })
    dpkg-deb --fsys-tarfile "$folder"/prometheus_*.deb | tar -xC "$folder" ./usr/bin/promtool
    mkdir -p "$(dirname "$out")"
    mv "$folder/usr/bin/promtool" "$out"
fi
echo "$out"
