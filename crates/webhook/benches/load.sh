#!/usr/bin/env bash
# Loads `outrigger webhook` over TLS on loopback with other people's load generators, and prints rates, latencies, the
# server's processor time for an admission and its memory. Needs openssl, wrk and h2load (Debian: wrk, nghttp2-client).
#
#   benches/load.sh target/release/outrigger [SECONDS] [flags of `outrigger webhook`…]
set -euo pipefail
bin=$1 seconds=${2:-5}
shift "$(($# > 1 ? 2 : 1))"
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
port=${PORT:-19843}
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
"$bin" webhook --address 127.0.0.1 --port "$port" --tlsCertFile "$work/cert.pem" --tlsKeyFile "$work/key.pem" "$@" 2>"$work/log" &
server=$!
for _ in $(seq 100); do curl -sko /dev/null "https://127.0.0.1:$port/healthz" && break || sleep 0.05; done

ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$server/stat"; }
resident() { awk '/VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/$server/status"; }
# row NAME REQUESTS TICKS RATE LATENCIES
row() { awk -v n="$1" -v r="$2" -v t="$3" -v rate="$4" -v l="$5" -v m="$(resident)" -v hz="$(getconf CLK_TCK)" \
  'BEGIN { printf "%-22s %9.0f/s  %.3f ms of CPU  %s  %s MiB\n", n, rate, t / hz * 1000 / r, l, m }'; }

export REVIEW=$here/review.json
before=$(ticks)
wrk -t2 -c8 -d"${seconds}s" --latency -s "$here/load.lua" "https://127.0.0.1:$port/inject" >"$work/wrk"
used=$(($(ticks) - before))
requests=$(awk '/requests in/ { print $1 }' "$work/wrk")
row "HTTP/1.1 (wrk)" "$requests" "$used" "$(awk '/Requests\/sec/ { print $2 }' "$work/wrk")" \
  "$(awk '/ 50%/ { p = $2 } / 99%/ { print "p50 " p " p99 " $2 }' "$work/wrk")"
if grep -q "Non-2xx" "$work/wrk"; then grep "Non-2xx" "$work/wrk"; exit 1; fi

sed 's/@N@/7/g' "$REVIEW" >"$work/review.json"
before=$(ticks)
h2load -t1 -c1 -m8 -D "$seconds" -d "$work/review.json" -H 'content-type: application/json' "https://127.0.0.1:$port/inject" >"$work/h2load"
used=$(($(ticks) - before))
requests=$(awk '/^requests:/ { print $8 }' "$work/h2load")
row "HTTP/2 (h2load)" "$requests" "$used" "$(awk '/^finished in/ { print $4 }' "$work/h2load")" \
  "$(awk '/^time for request:/ { print "mean " $6 " max " $5 }' "$work/h2load")"
grep -E '^status codes:' "$work/h2load"
