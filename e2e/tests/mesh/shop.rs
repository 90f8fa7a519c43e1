//! A mesh, its control plane's place, and a namespace with a pod for a proxy to be.

use std::process::Command;

pub use e2e::shop::root;
use e2e::{ControlPlane, Discovery, NAMESPACE, Program, Proxy, agent, outrigger, run, shop};

/// Where an installation with the names of Istio's documentation has its control plane.
pub const ISTIOD: (&str, &str) = (NAMESPACE, "istiod");

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
    kubectl.apply(shop::MANIFESTS);
    shop::address(&kubectl);
}

/// A proxy of ours that starts now as that pod.
pub fn proxy(plane: &ControlPlane, port: u16) -> Proxy {
    shop::proxy(plane, &Program::Ours(agent()), port)
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
