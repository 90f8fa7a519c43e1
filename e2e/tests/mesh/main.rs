//! The control plane of a mesh as `outrigger install --mesh` sets it up: on a real API server, with the rights of its own
//! ServiceAccount, with our agent and a real Envoy, and for Istio's own tool where `PEER_ISTIOCTL` names it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

mod replicas;
mod shop;

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use e2e::{ControlPlane, Discovery, Forward, Kubectl, NAMESPACE, Replica, outrigger, peer, until};

use crate::shop::{ISTIOD, Said, by_admin, install, no_right_is_missing, proxy, root, shop};

#[test]
fn what_is_installed_serves_a_mesh() {
    // The ports are forwarded from the beginning, and nobody else takes them until they are listened on.
    let held = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    let addresses = [held[0].local_addr().unwrap(), held[1].local_addr().unwrap()];
    let [secure, monitoring] = addresses.map(|address| address.port());
    let forward = |port, to| Forward { namespace: NAMESPACE, port, to };
    let forwards = [forward(15012, secure), forward(15014, monitoring)];
    let Some(plane) = ControlPlane::start_forwarding("mesh", &forwards) else { return };
    let kubectl = plane.kubectl();
    install(&plane, 1);
    let _injector = Replica::at_service(&plane, &[]).ready();
    e2e::is_called(&plane);
    drop(held);
    let discovery = Discovery::at(&plane, ISTIOD, "istiod-1", addresses, &[]).ready();

    the_root_is_where_pods_look_for_it(&kubectl, &discovery);
    injected_pods_are_sent_there(&plane);
    let proxy = proxy(&plane, discovery.address().port());
    proxy.until("an Envoy that is ready", || proxy.is_ready());
    let certificates = proxy.admin("/certs");
    assert!(certificates.contains("spiffe://cluster.local/ns/shop/sa/web"), "{certificates}");
    for line in ["listener_manager.lds.update_rejected: 0", "cluster_manager.cds.update_rejected: 0"] {
        assert!(proxy.stats().contains(line), "{line}\n{}", proxy.stats());
    }
    let clusters = proxy.admin("/clusters");
    assert!(clusters.contains("outbound|80||web.shop.svc.cluster.local"), "{clusters}");
    let address = kubectl.run("-n shop get service web -o jsonpath={.spec.clusterIP}").parse().unwrap();
    assert_eq!(proxy.resolved("web.shop.svc.cluster.local"), Some(address), "{}", proxy.log());

    tools_see_it(&plane);
    if let Some(istioctl) = peer("PEER_ISTIOCTL") {
        istios_tool_sees_it(&plane, &istioctl);
    }
    no_right_is_missing(&discovery);
    drop((proxy, discovery));
    nobody_starts_beside_an_istiod(&plane);
    policies_of_an_older_istio_count(&plane);
    uninstalling_leaves_the_authority(&plane);
}

/// In each namespace but the system's, and again where it is taken away.
fn the_root_is_where_pods_look_for_it(kubectl: &Kubectl, discovery: &Discovery) {
    let in_default = until("a root", || root(kubectl, "default"));
    assert!(in_default.starts_with("-----BEGIN CERTIFICATE-----"), "{in_default}");
    let secret = kubectl.secret(NAMESPACE, "istio-ca-secret", "ca-cert.pem");
    assert_eq!(in_default.trim(), secret.trim());
    kubectl.namespace("later", "{}");
    until("the root in a namespace that is new", || (root(kubectl, "later")? == in_default).then_some(()));
    kubectl.run("-n later delete configmap istio-ca-root-cert");
    until("a root that was taken away", || (root(kubectl, "later")? == in_default).then_some(()));
    let edited = r#"{"data":{"root-cert.pem":"theirs"}}"#;
    kubectl.run(&format!("-n later patch configmap istio-ca-root-cert -p {edited}"));
    until("a root that was edited", || (root(kubectl, "later")? == in_default).then_some(()));
    assert_eq!(root(kubectl, "kube-system"), None);

    // That of another mesh is not overwritten.
    let theirs =
        r#"{"metadata":{"annotations":{"outrigger/authority":"other"}},"data":{"root-cert.pem":"theirs"}}"#;
    kubectl.run(&format!("-n later patch configmap istio-ca-root-cert -p {theirs}"));
    until("a log that says so", || discovery.log().contains("has the root of another mesh").then_some(()));
    assert_eq!(root(kubectl, "later").as_deref(), Some("theirs"));
}

/// A pod that the API server has injected.
fn injected_pods_are_sent_there(plane: &ControlPlane) {
    shop(plane);
    let pod = plane.kubectl().run("-n shop get pod web-1 -o json");
    let pod: serde_json::Value = serde_json::from_str(&pod).unwrap();
    let all =
        ["initContainers", "containers"].map(|key| pod["spec"][key].as_array().cloned().unwrap_or_default());
    let all = all.concat();
    let container = all.iter().find(|container| container["name"] == "istio-proxy").unwrap();
    let env = container["env"].as_array().unwrap();
    let value = |name: &str| env.iter().find(|v| v["name"] == name).unwrap()["value"].as_str().unwrap();
    assert_eq!(value("CA_ADDR"), "istiod.istio-system.svc:15012");
    let config = value("PROXY_CONFIG");
    // What is usual need not be said.
    assert!(config == "{}" || config.contains("istiod.istio-system.svc:15012"), "{config}");
    let volumes = pod["spec"]["volumes"].as_array().unwrap();
    assert!(volumes.iter().any(|v| v["configMap"]["name"] == "istio-ca-root-cert"), "{volumes:?}");
}

fn tools_see_it(plane: &ControlPlane) {
    let version = env!("CARGO_PKG_VERSION");
    let Said { out, err, .. } = by_admin(plane, "version");
    assert!(out.contains(&format!("control plane version: {version}")), "{out}{err}");
    assert!(out.contains("(1 proxies)"), "{out}{err}");
    until("a proxy that has all that was sent", || {
        let Said { out, err, .. } = by_admin(plane, "proxy-status -v 1");
        assert!(err.is_empty(), "over xDS, with no other way taken: {err}");
        let line = out.lines().find(|line| line.contains("web-1.shop"))?;
        (line.matches("SYNCED").count() >= 4).then_some(())
    });
    let Said { out, err, .. } = by_admin(plane, "check-inject -n shop web-1");
    assert!(out.contains("istio-sidecar-injector"), "{out}{err}");
}

fn istios_tool_sees_it(plane: &ControlPlane, istioctl: &Path) {
    for (line, want) in [
        ("version", format!("control plane version: {}", env!("CARGO_PKG_VERSION"))),
        ("version", "(1 proxies)".to_owned()),
        ("proxy-status", "web-1.shop".to_owned()),
        ("experimental check-inject -n shop web-1", "istio-sidecar-injector".to_owned()),
    ] {
        let mut command = Command::new(istioctl);
        command.args(line.split(' ')).arg("--kubeconfig").arg(plane.folder().join("admin.kubeconfig"));
        let said = Said::of(&mut command);
        println!("== istioctl {line}\n{}{}", said.out, said.err);
        assert!(said.out.contains(&want), "{line}: {}{}", said.out, said.err);
    }
}

/// The Service of another owner, as an istiod of the same revision has it.
fn nobody_starts_beside_an_istiod(plane: &ControlPlane) {
    let kubectl = plane.kubectl();
    kubectl.run("-n istio-system label service istiod app.kubernetes.io/name=istiod --overwrite");
    does_not_start(plane, "Service istio-system/istiod is not outrigger's");
    let told = Discovery::start(plane, ISTIOD, "istiod-told", &["--ignore-istiod"]).ready();
    drop(told);
    let said = by_admin(plane, "install --istio-names --mesh");
    assert!(!said.is_well && said.out.is_empty(), "{}", said.err);
    assert!(said.err.contains("Service istio-system/istiod: it has no label"), "{}", said.err);
    kubectl.run("-n istio-system label service istiod app.kubernetes.io/name=outrigger --overwrite");
}

/// The control plane ends by itself, and its log says why.
fn does_not_start(plane: &ControlPlane, why: &str) {
    let mut refused = Discovery::start(plane, ISTIOD, "istiod-refused", &[]);
    assert!(!refused.process().ended());
    assert!(refused.log().contains(why), "{}", refused.log());
}

/// As Istio before 1.22 has the kind: in no version that is newer.
const OLD_POLICIES: &str = "
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: authorizationpolicies.security.istio.io}
spec:
  group: security.istio.io
  names: {kind: AuthorizationPolicy, plural: authorizationpolicies}
  scope: Namespaced
  versions:
  - name: v1beta1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
";

fn policies_of_an_older_istio_count(plane: &ControlPlane) {
    let kubectl = plane.kubectl();
    kubectl.apply(OLD_POLICIES);
    kubectl.run("wait --for condition=established --timeout=60s crd/authorizationpolicies.security.istio.io");
    let before = Discovery::start(plane, ISTIOD, "istiod-before", &[]).ready();
    drop(before);
    kubectl.apply(
        "{apiVersion: security.istio.io/v1beta1, kind: AuthorizationPolicy, metadata: {name: nobody, namespace: shop}}",
    );
    does_not_start(plane, "shop/nobody");
    kubectl.run("delete crd authorizationpolicies.security.istio.io");
}

fn uninstalling_leaves_the_authority(plane: &ControlPlane) {
    let said = by_admin(plane, "uninstall --yes");
    assert!(
        said.is_well && said.out.contains("  Deployment istio-system/istiod\n"),
        "{}{}",
        said.out,
        said.err
    );
    assert!(said.out.contains("  Secret istio-system/istio-ca-secret\n"), "{}", said.out);
    let left = plane.kubectl().run(
        "-n istio-system get deployment,service,serviceaccount,role,rolebinding,lease,pdb,secret -l \
         app.kubernetes.io/name=outrigger -o name",
    );
    assert_eq!(left, "secret/istio-ca-secret");
    let left =
        plane.kubectl().run("get clusterrole,clusterrolebinding -l app.kubernetes.io/name=outrigger -o name");
    assert_eq!(left, "");
    // Another installation signs with it.
    let again = Command::new(outrigger())
        .args(["install", "--istio-names", "--mesh", "--image", "outrigger:test", "--kubeconfig"])
        .arg(plane.folder().join("admin.kubeconfig"))
        .output()
        .unwrap();
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
}
