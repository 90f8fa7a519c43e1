#!/bin/sh
# The script of this name from Istio 0.5, for documents that call it: the same options, and the Secret is applied.
# The certificate is signed by an authority of its own, unless --signer-name names one of the cluster's signers. Each run
# makes a new authority: if the Secret exists, what still trusts the old one is named on standard error, with the command
# that mends it.
#
#   webhook-create-signed-cert.sh --service istio-sidecar-injector --namespace istio-system --secret sidecar-injector-certs
set -eu
for argument in "$@"; do
  case $argument in
    -h | --help | -V | --version) exec outrigger certs create "$argument" ;;
  esac
done
secret=$(outrigger certs create "$@")
printf '%s\n' "$secret" | kubectl apply -f -
