#!/bin/sh
# Runs a command with the rights that tests with packets need, for who is not root: `unprivileged.sh cargo test -p init`.
# Needs the Debian package uidmap, and a range of users in /etc/subuid and of groups in /etc/subgid.
set -eu
# The lock of iptables lies in /run.
exec unshare --user --map-root-user --map-auto --mount --net \
    sh -ec 'mount -t tmpfs none /run; exec "$@"' sh "$@"
