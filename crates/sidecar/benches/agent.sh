#!/bin/sh
# What the agent costs beside Envoy: agent.sh PROGRAM ENVOY [RUNS]. Needs curl. Both take turns, with the same Envoy, whose
# clusters and listeners come from files, so that nobody else has a part in the figures.
set -eu
program=$(realpath "$1") envoy=$(realpath "$2") runs=${3:-11}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir -p etc/istio/proxy

cat >own.json <<'END'
{"node":{"id":"a","cluster":"b"},
 "dynamic_resources":{
  "lds_config":{"path_config_source":{"path":"./empty.json"},"resource_api_version":"V3"},
  "cds_config":{"path_config_source":{"path":"./empty.json"},"resource_api_version":"V3"}},
 "admin":{"address":{"socket_address":{"address":"127.0.0.1","port_value":15900}}}}
END
echo '{"resources":[]}' >empty.json
export POD_NAME=web POD_NAMESPACE=shop SERVICE_ACCOUNT=web INSTANCE_IP=127.0.0.1
PROXY_CONFIG=$(printf '{"binaryPath":"%s","customConfigFile":"./own.json","proxyAdminPort":15900,"statusPort":15920,
    "concurrency":2,"discoveryAddress":"127.0.0.1:15910"}' "$envoy")
export PROXY_CONFIG

# Milliseconds of the wall's clock.
now() { echo $(($(date +%s%N) / 1000000)); }
median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }
# Waits until a URL answers with 200, and says how long that took from a moment on.
ready() { until curl -fso /dev/null "$1"; do sleep 0.002; done; echo $(($(now) - $2)); }

: >started; : >with; : >alone
for run in $(seq "$runs"); do
    begun=$(now)
    "$program" proxy sidecar 2>log & agent=$!
    ready http://127.0.0.1:15920/healthz/ready "$begun" >>with
    sed -n 's/.*Envoy started as process [0-9]*, \([0-9]*\) ms.*/\1/p' log >>started
    if [ "$run" = "$runs" ]; then
        before=$(awk '{ print $14 + $15 }' /proc/$agent/stat)
        sleep 15
        after=$(awk '{ print $14 + $15 }' /proc/$agent/stat)
        resident=$(awk '/^VmRSS/ { print $2 }' /proc/$agent/status)
        threads=$(awk '/^Threads/ { print $2 }' /proc/$agent/status)
    fi
    curl -fso /dev/null -X POST http://127.0.0.1:15920/quitquitquit
    wait $agent

    begun=$(now)
    "$envoy" -c own.json --concurrency 2 --disable-hot-restart -l warning 2>/dev/null & alone=$!
    ready http://127.0.0.1:15900/ready "$begun" >>alone
    kill $alone
    wait $alone || true
done

echo "program              $(stat -c %s "$program") bytes"
echo "exec to Envoy        $(median <started) ms (median of $runs)"
echo "exec to ready        $(median <with) ms, Envoy alone $(median <alone) ms"
echo "resident when idle   $resident kB, $threads thread(s)"
echo "CPU in 15 s idle     $((after - before)) ticks"
