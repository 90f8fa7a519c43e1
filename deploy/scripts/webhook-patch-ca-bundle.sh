#!/bin/sh
# The script of this name from Istio 0.5, for documents that call it: a manifest from standard input goes to standard
# output with the CA bundle in place of ${CA_BUNDLE}. The bundle is that of the Secret which webhook-create-signed-cert.sh
# made; other arguments are those of `outrigger certs patch-ca-bundle`.
#
#   webhook-patch-ca-bundle.sh < istio-sidecar-injector.yaml > istio-sidecar-injector-with-ca-bundle.yaml
set -eu
if [ $# -eq 0 ]; then
  set -- --secret istio-system/sidecar-injector-certs
fi
exec outrigger certs patch-ca-bundle "$@"
