#!/usr/bin/env bash
# How long it takes to apply, beside the bare program with the same rules, each time in a new network namespace.
#
#     crates/init/benches/apply.sh target/release/outrigger-init [RUNS]
#
# Needs root, iptables (both backends) and nft. Ends with an error if the program takes more than 1.3 times as long.
set -euo pipefail
program=$(realpath "${1:?path of outrigger-init}")
runs=${2:-51}
flags=(-p 15001 -z 15006 -u 1337 -g 1337 -m REDIRECT -i '*' -b '*' -d 15090,15021,15020 --ipv6=false)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" "${flags[@]}" --dry-run >"$work/iptables"
"$program" "${flags[@]}" --native-nftables --dry-run >"$work/nft"

# Microseconds of a command in a new network namespace.
micros() {
    unshare --net bash -c '
        input=$1; shift
        before=$EPOCHREALTIME
        "$@" <"$input" >/dev/null 2>&1 || { echo "failed: $*" >&2; exit 1; }
        after=$EPOCHREALTIME
        echo $((${after/./} - ${before/./}))' bash "$@"
}

# The middle one of numbers, one a line.
median() { sort -n | sed -n "$(((runs + 1) / 2))p"; }

slow=0
printf '%-16s %12s %12s %8s\n' backend 'bare (µs)' 'ours (µs)' ratio
for backend in legacy nft native; do
    case $backend in
    native) bare=("$work/nft" nft -f -) && kind=--native-nftables ;;
    *) bare=("$work/iptables" "iptables-$backend-restore" --noflush) && kind=--force-iptables-binary=$backend ;;
    esac
    : >"$work/bare" && : >"$work/ours"
    for ((run = 0; run < runs; run++)); do
        micros "${bare[@]}" >>"$work/bare"
        micros /dev/null "$program" "${flags[@]}" "$kind" >>"$work/ours"
    done
    a=$(median <"$work/bare") b=$(median <"$work/ours")
    printf '%-16s %12d %12d %8s\n' "$backend" "$a" "$b" "$(awk "BEGIN { printf \"%.2f\", $b / $a }")"
    ((b * 10 <= a * 13)) || slow=1
done
exit $slow
