//! A mesh, its control plane's place, and a namespace with a pod for a proxy to be.

use std::process::Command;

use e2e::{ControlPlane, Discovery, Kubectl, NAMESPACE, Program, Proxy, agent, outrigger, run, until};

/// Where an installation with the names of Istio's documentation has its control plane.
pub const ISTIOD: (&str, &str) = (NAMESPACE, "istiod");

/// Whom the proxy is, and whom it calls.
const MANIFESTS: &str = "
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

/// Applies what `outrigger install --mesh` prints, twice: the second time changes nothing.
pub fn install(plane: &ControlPlane, replicas: usize) {
    let replicas = replicas.to_string();
    let flags =
        ["install", "--istio-names", "--mesh", "--image", "outrigger:test", "--mesh-replicas", &replicas];
    let manifest = run(&flags);
    plane.kubectl().apply(&manifest);
    plane.kubectl().apply(&manifest);
    e2e::serve(plane, e2e::ISTIO);
}

/// The namespace with its pod.
pub fn shop(plane: &ControlPlane) {
    let kubectl = plane.kubectl();
    kubectl.namespace("shop", "{istio-injection: enabled}");
    kubectl.apply(MANIFESTS);
    until("an address of the pod", || {
        let address = kubectl.run("-n shop get pod web-1 -o jsonpath={.status.podIP}");
        (!address.is_empty()).then_some(())
    });
}

/// A proxy that starts now as that pod, with what a kubelet would give it.
pub fn proxy(plane: &ControlPlane, port: u16) -> Proxy {
    let kubectl = plane.kubectl();
    let root = until("the root of the mesh", || root(&kubectl, "shop"));
    let address = kubectl.run("-n shop get pod web-1 -o jsonpath={.status.podIP}");
    let bound = "--bound-object-kind Pod --bound-object-name web-1";
    let token = kubectl.run(&format!("-n shop create token web --audience istio-ca {bound}"));
    Proxy::start(plane.folder(), &Program::Ours(agent()), port, &address, [&root, &token])
}

/// The root that the pods of a namespace trust.
pub fn root(kubectl: &Kubectl, namespace: &str) -> Option<String> {
    let path = "-o jsonpath={.data.root-cert\\.pem}";
    let line = format!("-n {namespace} get configmap istio-ca-root-cert {path}");
    kubectl.try_run(&line, "").ok().filter(|root| !root.is_empty())
}

/// Whatever the control plane did, it was allowed to.
pub fn no_right_is_missing(discovery: &Discovery) {
    let log = discovery.log();
    let missing: Vec<_> =
        log.lines().filter(|line| line.contains("may not ") || line.contains("forbidden")).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

/// What a command prints and says.
pub struct Said {
    pub out: String,
    pub err: String,
    pub is_well: bool,
}

impl Said {
    pub fn of(command: &mut Command) -> Said {
        let output = command.output().unwrap();
        let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        Said { out, err, is_well: output.status.success() }
    }
}

/// What outrigger says to an administrator.
pub fn by_admin(plane: &ControlPlane, line: &str) -> Said {
    let mut command = Command::new(outrigger());
    command.args(line.split(' ')).env("HOME", plane.folder());
    let said = Said::of(command.env("KUBECONFIG", plane.folder().join("admin.kubeconfig")));
    println!("== {line}\n{}-- \n{}", said.out, said.err);
    said
}
