//! A pod for a proxy to be, whichever control plane serves it.

use crate::{ControlPlane, Kubectl, Program, Proxy, until};

/// Whom the proxy is, and whom it calls, in the namespace `shop`.
pub const MANIFESTS: &str = "
apiVersion: v1
kind: ServiceAccount
metadata: {name: web, namespace: shop}
---
apiVersion: v1
kind: Pod
metadata: {name: web-1, namespace: shop, labels: {app: web}}
spec:
  serviceAccountName: web
  containers: [{name: web, image: 'web:1', ports: [{containerPort: 8080}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: 8080}]
";

/// The pod's address, once it has one.
///
/// # Panics
/// It gets none within [`crate::PATIENCE`].
pub fn address(kubectl: &Kubectl) -> String {
    until("an address of the pod", || {
        let address = kubectl.run("-n shop get pod web-1 -o jsonpath={.status.podIP}");
        (!address.is_empty()).then_some(address)
    })
}

/// The root that the pods of a namespace trust.
pub fn root(kubectl: &Kubectl, namespace: &str) -> Option<String> {
    let path = "-o jsonpath={.data.root-cert\\.pem}";
    let line = format!("-n {namespace} get configmap istio-ca-root-cert {path}");
    kubectl.try_run(&line, "").ok().filter(|root| !root.is_empty())
}

/// A proxy that starts now as that pod, with what a kubelet would give it. `port` is the control plane's.
///
/// # Panics
/// The mesh has no root, or the pod no address, within [`crate::PATIENCE`].
pub fn proxy(plane: &ControlPlane, program: &Program, port: u16) -> Proxy {
    let kubectl = plane.kubectl();
    let root = until("the root of the mesh", || root(&kubectl, "shop"));
    let address = address(&kubectl);
    let bound = "--bound-object-kind Pod --bound-object-name web-1";
    let token = kubectl.run(&format!("-n shop create token web --audience istio-ca {bound}"));
    Proxy::start(plane.folder(), program, port, &address, [&root, &token])
}
