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

# The least of numbers, one a line, and the middle one. What else the machine does only makes a run longer, so that the
# least says most of the program.
least() { sort -n | head -n 1; }
median() { sort -n | sed -n "$(((runs + 1) / 2))p"; }
ratio() { awk "BEGIN { printf \"%.2f\", $2 / $1 }"; }

slow=0
printf '%-8s %17s %17s %6s %19s\n' backend 'least: bare (µs)' 'ours' ratio 'ratio of medians'
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
    a=$(least <"$work/bare") b=$(least <"$work/ours")
    medians=$(ratio "$(median <"$work/bare")" "$(median <"$work/ours")")
    printf '%-8s %17d %17d %6s %19s\n' "$backend" "$a" "$b" "$(ratio "$a" "$b")" "$medians"
    ((b * 10 <= a * 13)) || slow=1
done
exit $slow
