#!/bin/sh
# Has what tests images and packages: Debian's packages where they are missing, and a reader of SPDX from PyPI.
set -eu
cd "$(dirname "$0")/.."
spdx=0.8.5

missing=
for pair in skopeo:skopeo umoci:umoci runc:runc docker-registry:docker-registry lintian:lintian readelf:binutils ip:iproute2; do
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

python=target/package/spdx
if [ ! -x "$python/bin/pyspdxtools" ]; then
    python3 -m venv "$python"
    "$python/bin/pip" install --quiet --disable-pip-version-check "spdx-tools==$spdx"
fi
