#!/usr/bin/env bash
# How long it takes to apply, beside the bare programs with the same rules, each time in a new network namespace.
#
#     crates/init/benches/apply.sh target/x86_64-unknown-linux-musl/init/outrigger-init [RUNS]
#
# Needs root, iptables (both backends) and nft; says so and measures nothing without them, which is an error where CI=true.
# Ends with an error if a run takes more than 1.3 times as long. The least of the runs is what counts: what else the
# machine does only makes a run longer. The two take turns, so that it makes both of them longer.
set -euo pipefail
program=$(realpath "${1:?path of outrigger-init}")
runs=${2:-51}

lacking() {
    echo "NO FIGURES OF APPLYING RULES: $1" >&2
    [[ ${CI:-} != true ]] || exit 1
    exit 0
}
[[ $(id -u) == 0 ]] || lacking "it takes root, to make network namespaces"
for name in ip unshare iptables-legacy-restore ip6tables-legacy-restore iptables-nft-restore ip6tables-nft-restore nft; do
    command -v "$name" >/dev/null || lacking "there is no program $name"
done
unshare --net true || lacking "no network namespace can be made"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Microseconds of a line of bash in a new network namespace.
micros() {
    unshare --net bash -c '
        ip link set lo up
        before=$EPOCHREALTIME
        eval "$1" >/dev/null 2>"$2" || { echo "failed: $1" >&2; cat "$2" >&2; exit 1; }
        after=$EPOCHREALTIME
        echo $((${after/./} - ${before/./}))' bash "$1" "$work/said"
}

least() { sort -n | head -n 1; }
median() { sort -n | sed -n "$(((runs + 1) / 2))p"; }
ratio() { awk "BEGIN { printf \"%.2f\", $2 / $1 }"; }

slow=0
# Name of the set, its flags.
bench() {
    local name=$1 ours backend bare kind a b medians
    ours="$program -p 15001 -z 15006 -u 1337 -g 1337 -d 15090,15021,15020 $2"
    bash -c "$ours --dry-run --ipv6=false" >"$work/v4"
    bash -c "$ours --dry-run" | tail -n "+$(($(wc -l <"$work/v4") + 1))" >"$work/v6"
    bash -c "$ours --dry-run --native-nftables" >"$work/nft"
    for backend in legacy nft native; do
        bare="iptables-$backend-restore --noflush <$work/v4"
        [[ ! -s $work/v6 ]] || bare+=" && ip6tables-$backend-restore --noflush <$work/v6"
        kind=--force-iptables-binary=$backend
        [[ $backend != native ]] || { bare="nft -f - <$work/nft" && kind=--native-nftables; }
        : >"$work/bare" && : >"$work/ours"
        for ((run = 0; run < runs; run++)); do
            micros "$bare" >>"$work/bare"
            micros "$ours $kind" >>"$work/ours"
        done
        a=$(least <"$work/bare") b=$(least <"$work/ours")
        medians=$(ratio "$(median <"$work/bare")" "$(median <"$work/ours")")
        printf '%-9s %-8s %10d %10d %6s %9s\n' "$name" "$backend" "$a" "$b" "$(ratio "$a" "$b")" "$medians"
        ((b * 10 <= a * 13)) || slow=1
    done
}

printf '%-9s %-8s %10s %10s %6s %9s\n' rules backend 'bare (us)' 'ours (us)' ratio '(medians)'
bench plain "-m REDIRECT -i '*' -b '*' --ipv6=false"
bench dual "-m REDIRECT -i '*' -b '*' --redirect-dns --capture-all-dns --ipv6=true"
bench tproxy "-m TPROXY -i '*' -b '*' --redirect-dns --capture-all-dns --drop-invalid --ipv6=true"
exit $slow
