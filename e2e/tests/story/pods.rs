//! What pods say themselves, and what is said of them: the changes that `explain` prints are made to the letter.

use e2e::{NAMESPACE, Story, until};
use serde_json::Value;

use super::{deploy, deployment};

/// What is explained of a Deployment's pod.
fn explained(story: &Story, namespace: &str, app: &str) -> Value {
    story.json(&format!("explain deploy/{app} -n {namespace}"))["pods"][0].clone()
}

/// Makes the first of the changes that are printed, and waits for the sidecar.
fn flip(story: &Story, namespace: &str, app: &str, code: &str) {
    let pod = explained(story, namespace, app);
    assert_eq!((&pod["code"], &pod["injected"]), (&code.into(), &false.into()), "{app}: {pod:#}");
    let changes = &pod["flip"]["changes"];
    let commands = changes[0]["commands"].as_array().unwrap_or_else(|| panic!("{app}: {pod:#}"));
    for command in commands {
        let command = command.as_str().unwrap();
        println!("{code} {namespace}/{app}: {command}");
        story.types(command);
    }
    story.kubectl().comes_up(namespace, app, "2/2");
}

/// An annotation where a label is needed, the node's network, and pods that say no.
pub fn each_reason_is_flipped(story: &Story) {
    story.kubectl().namespace("quiet", "{}");
    let annotation = |value: &str| format!("sidecar.istio.io/inject: '{value}'");
    let label = |value: &str| format!(", sidecar.istio.io/inject: '{value}'");
    for (namespace, app, labels, annotations, spec, code) in [
        ("quiet", "asks", String::new(), annotation("true"), "", "not-asked"),
        ("shop", "on-host", String::new(), String::new(), ", hostNetwork: true", "host-network"),
        ("shop", "label-says-no", label("false"), String::new(), "", "not-asked"),
        ("shop", "annotation-says-no", String::new(), annotation("false"), "", "annotation-false"),
    ] {
        deploy(story, namespace, &deployment(app, &labels, &annotations, spec));
        story.kubectl().comes_up(namespace, app, "1/1");
        if app == "asks" {
            for line in ["explain deploy/asks -n quiet", "analyze -n quiet --all-checks"] {
                story.finding(line, "annotation-alone");
            }
        }
        flip(story, namespace, app, code);
    }
}

/// A label on kube-system changes nothing, and nothing that could be labelled is offered: the workload has to move.
pub fn system_namespaces_stay_as_they_are(story: &Story) {
    let kubectl = story.kubectl();
    kubectl.account_of("kube-system");
    kubectl.run("label namespace kube-system istio-injection=enabled");
    deploy(story, "kube-system", &deployment("system", "", "", ""));
    kubectl.comes_up("kube-system", "system", "1/1");
    let found = story.finding("explain deploy/system -n kube-system", "system-namespace");
    assert!(found.remedy.contains("run the workload in a namespace of its own"), "{found:#?}");
    let pod = explained(story, "kube-system", "system");
    assert_eq!(pod["flip"]["changes"], Value::Array(Vec::new()), "{pod:#}");
    kubectl.run("label namespace kube-system istio-injection-");
    kubectl.run("-n kube-system delete deployment system");
    deploy(story, "shop", &deployment("system", "", "", ""));
    kubectl.comes_up("shop", "system", "2/2");
}

/// The injection config leaves pods out that would be injected otherwise.
pub fn a_selector_opts_out(story: &Story) {
    let kubectl = story.kubectl();
    let get = format!("-n {NAMESPACE} get configmap istio-sidecar-injector -o json");
    let mut map: Value = serde_json::from_str(&kubectl.run(&get)).unwrap();
    let config = map["data"]["config"].as_str().unwrap();
    let never = "neverInjectSelector: [{matchLabels: {app: left-out}}]";
    let changed = match config.lines().find(|line| line.starts_with("neverInjectSelector:")) {
        Some(line) => config.replacen(line, never, 1),
        None => format!("{never}\n{config}"),
    };
    map["data"]["config"] = changed.into();
    kubectl.apply(&map.to_string());
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: asked, namespace: shop, labels: {app: left-out}}\n\
               spec: {containers: [{name: app, image: app}]}\n";
    until("an injector that has heard of it", || {
        let names = kubectl.try_run("create --dry-run=server -o jsonpath={.spec} -f -", pod).ok()?;
        (!names.contains("istio-proxy")).then_some(())
    });
    deploy(story, "shop", &deployment("left-out", "", "", ""));
    kubectl.comes_up("shop", "left-out", "1/1");
    flip(story, "shop", "left-out", "never-selector");
}
