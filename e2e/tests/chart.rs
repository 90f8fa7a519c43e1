//! The chart with values of a user's own, as both Helms render it and kubectl applies it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use e2e::{ControlPlane, Place, Replica, Tools, takes, until};

/// Nothing of it is a default.
const VALUES: &str = "\
image: registry.example/mesh/outrigger:1
replicas: 3
networkPolicy: {enabled: true, from: [{ipBlock: {cidr: 10.0.0.0/8}}]}
webhook:
  reinvocationPolicy: IfNeeded
  timeoutSeconds: 7
  matchConditions:
  - {name: not-quiet, expression: \"!('quiet' in object.metadata.labels)\"}
mesh: {defaultConfig: {drainDuration: 11s}}
values:
  global: {hub: registry.example/mesh, tag: 9.9-of-values}
";

/// What Helm renders with these values and flags, or says of its failure.
fn rendered(helm: &Path, plane: &ControlPlane, namespace: &str, more: &[&str]) -> Result<String, String> {
    let values = plane.folder().join("values.yaml");
    fs::write(&values, VALUES).unwrap();
    let chart = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../deploy/outrigger");
    let mut command = Command::new(helm);
    // Helm asks no cluster, and takes that of its own build for it.
    command
        .args(["template", "mesh", "--kube-version", "1.36.0"])
        .arg(chart)
        .args(["--namespace", namespace, "--values"])
        .arg(values);
    let output = command.args(more).env("HOME", plane.folder()).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
}

/// Beside each other, each a revision of its own.
#[test]
fn what_helm_renders_is_applied_and_injects() {
    let Some(tools) = Tools::find("what_helm_renders") else { return };
    let Some(plane) = ControlPlane::start("chart") else { return };
    let kubectl = plane.kubectl();
    for (helm, place) in [
        ("helm3", Place { namespace: "of-helm3", program: "outrigger-helm3" }),
        ("helm4", Place { namespace: "of-helm4", program: "outrigger-helm4" }),
    ] {
        let Place { namespace, program } = place;
        kubectl.namespace(namespace, "{}");
        let path = tools.path(helm);
        let revision = format!("revision={helm}");
        let objects = rendered(&path, &plane, namespace, &["--set", &revision]).unwrap();
        kubectl.try_run("apply --validate=strict -f -", &objects).unwrap_or_else(|e| panic!("{helm}: {e}"));
        assert_eq!(kubectl.try_run("diff -f -", &objects).as_deref(), Ok(""), "{helm}: applied twice");

        let of =
            |what: &str, path: &str| kubectl.run(&format!("-n {namespace} get {what} -o jsonpath={path}"));
        let deployment = of(
            &format!("deployment {program}"),
            "{.spec.replicas}/{.spec.template.spec.containers[0].image}",
        );
        assert_eq!(deployment, "3/registry.example/mesh/outrigger:1", "{helm}");
        assert_eq!(
            of("networkpolicies", "{.items[*].spec.ingress[*].from[*].ipBlock.cidr}"),
            "10.0.0.0/8",
            "{helm}"
        );

        let replica = Replica::at_service_of(&plane, place, &[]).ready();
        let hooks = format!(
            "mutatingwebhookconfigurations {program}.{namespace} --ignore-not-found -o \
             jsonpath={{.webhooks[*].timeoutSeconds}}/{{.webhooks[*].reinvocationPolicy}}"
        );
        let in_force = until("entries that are in force", || {
            Some(kubectl.run(&format!("get {hooks}"))).filter(|text| text.len() > 1)
        });
        let all = |text: &str, want: &str| text.split(' ').all(|one| one == want);
        let (timeouts, policies) = in_force.split_once('/').unwrap();
        assert!(all(timeouts, "7") && all(policies, "IfNeeded"), "{helm}: {in_force}");

        let shop = format!("shop-{helm}");
        kubectl.namespace(&shop, &format!("{{istio.io/rev: {helm}}}"));
        // The API server tells nobody when it has taken the entries over.
        let pod = |name: &str, labels: &str| {
            format!(
                "apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, namespace: {shop}, labels: {{app: {name}{labels}}}}}\n\
                 spec: {{containers: [{{name: app, image: app}}]}}\n"
            )
        };
        let tried =
            format!("-n {shop} create --dry-run=server -o jsonpath={{.spec.containers[*].image}} -f -");
        takes("the API server's taking over", || {
            kubectl.try_run(&tried, &pod("tried", "")).unwrap().contains("9.9-of-values")
        });
        kubectl.apply(&pod("web", ""));
        kubectl.comes_up(&shop, "web", "2/2");
        let of_web = |path: &str| kubectl.run(&format!("-n {shop} get pod web -o jsonpath={path}"));
        let images = of_web("{.spec.containers[*].image}");
        assert!(images.contains("registry.example/mesh/proxyv2:9.9-of-values"), "{helm}: {images}");
        assert!(of_web("{.spec.containers[?(@.name=='istio-proxy')].env}").contains("11s"), "{helm}");
        kubectl.apply(&pod("calm", ", quiet: please"));
        kubectl.comes_up(&shop, "calm", "1/1");

        let (is_refused, why) = match rendered(&path, &plane, namespace, &["--set", "replicas=none"]) {
            Ok(text) => (false, text),
            Err(why) => (true, why),
        };
        assert!(is_refused && why.contains("replicas"), "{helm}: {why}");
        drop(replica);
        kubectl.try_run("delete --wait=false -f -", &objects).unwrap_or_else(|e| panic!("{helm}: {e}"));
        assert_eq!(kubectl.run(&format!("get {hooks}")), "", "{helm}: all is deleted");
    }
}
