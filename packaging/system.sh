#!/bin/sh
# Has Debian's packages for the image of the init container in target/package/system/ARCHITECTURE, each in a folder of its own:
# what changes rules, and the libraries that it needs. Nothing is installed, and no root is needed.
# Usage: packaging/system.sh amd64|arm64
set -eu
cd "$(dirname "$0")/.."
architecture=${1:?usage: packaging/system.sh amd64|arm64}

# The programs, then their libraries; `packaging` says which one is missing.
packages="iptables nftables libc6 libxtables12 libip4tc2 libip6tc2 libmnl0 libnftnl11 libnftables1 libnetfilter-conntrack3
    libnfnetlink0 libjansson4 libgmp10 libedit2 libbsd0 libmd0 libtinfo6"

command -v apt-get >/dev/null || { echo "the image of the init container is made of Debian's packages: use Debian" >&2; exit 1; }
folder=$PWD/target/package/system/$architecture
rm -rf "$folder"
mkdir -p "$folder/apt/lists/partial" "$folder/apt/cache/archives/partial" "$folder/debs"
# Lists of its own: those of the machine may be of another processor, or not its user's to change.
apt() {
    apt-get -qq -o "APT::Architecture=$architecture" -o "APT::Architectures=$architecture" \
        -o "Dir::State::lists=$folder/apt/lists" -o "Dir::Cache=$folder/apt/cache" -o Dir::State::status=/dev/null \
        -o Debug::NoLocking=true -o APT::Sandbox::User= "$@"
}
apt update
# shellcheck disable=SC2086
(cd "$folder/debs" && apt download $packages)
for deb in "$folder"/debs/*.deb; do
    # NAME_VERSION, where the version's colon is as in a file's name: %3a
    name=$(basename "$deb" "_$architecture.deb")
    dpkg-deb --extract "$deb" "$folder/$name"
done
rm -r "$folder/apt" "$folder/debs"
echo "$folder"
