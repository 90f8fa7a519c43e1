//! The pictures of the decision: who is called was asked of the program, and what the injector says of `decide`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use injection::config::Selector;
use injection::decide::{Policy, Rules, decide};
use injection::{Asked, Version};
use pages::{Book, Picture, assert_is};

use crate::program;

/// Labels of the namespace.
const NAMESPACES: [(&str, &str); 6] = [
    ("no label", "{}"),
    ("istio-injection=enabled", "{istio-injection: enabled}"),
    ("istio-injection=disabled", "{istio-injection: disabled}"),
    ("istio.io/rev=canary", "{istio.io/rev: canary}"),
    ("istio-injection=enabled, istio.io/rev=canary", "{istio-injection: enabled, istio.io/rev: canary}"),
    ("istio-injection=disabled, istio.io/rev=canary", "{istio-injection: disabled, istio.io/rev: canary}"),
];

/// Labels of the pod.
const PODS: [(&str, &str); 4] = [
    ("no label", "{}"),
    ("inject=true", "{sidecar.istio.io/inject: 'true'}"),
    ("inject=false", "{sidecar.istio.io/inject: 'false'}"),
    ("rev=canary", "{istio.io/rev: canary}"),
];

/// What a pod may say and be, in the order in which the injector looks; and a pod of which only this is so.
const RULES: [(&str, &str); 9] = [
    ("the pod has hostNetwork", "spec: {hostNetwork: true}"),
    ("its namespace is a system's, such as kube-system", "metadata: {namespace: kube-system}"),
    ("its label sidecar.istio.io/inject is true", "metadata: {labels: {sidecar.istio.io/inject: 'true'}}"),
    ("its label sidecar.istio.io/inject is false", "metadata: {labels: {sidecar.istio.io/inject: 'false'}}"),
    (
        "its annotation sidecar.istio.io/inject is true",
        "metadata: {annotations: {sidecar.istio.io/inject: 'true'}}",
    ),
    (
        "its annotation sidecar.istio.io/inject is false",
        "metadata: {annotations: {sidecar.istio.io/inject: 'false'}}",
    ),
    ("neverInjectSelector matches its labels", "metadata: {labels: {kind: never}}"),
    ("alwaysInjectSelector matches its labels", "metadata: {labels: {kind: always}}"),
    ("none of these", "metadata: {}"),
];

struct Place {
    folder: PathBuf,
}

impl Place {
    fn new(name: &str) -> Place {
        let folder = std::env::temp_dir().join(format!("outrigger-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Place { folder }
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.join(name), text).unwrap();
    }

    fn run(&self, line: &str) -> String {
        let mut command = Command::new(program());
        command
            .args(line.split(' '))
            .current_dir(&self.folder)
            .env("KUBECONFIG", "")
            .env("HOME", "/nonexistent");
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    }

    /// Which revision injects the pod of `pod.yaml`.
    fn injecting(&self, more: &str) -> Option<String> {
        let answer = self.run(&format!("explain -f pod.yaml {more} -o json"));
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        let pod = &answer["pods"][0];
        let injected = pod["injected"].as_bool().unwrap_or_else(|| panic!("{pod}"));
        injected.then(|| pod["revision"].as_str().unwrap().to_owned())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

const POD: &str = "apiVersion: v1\nkind: Pod\n";
const CONTAINERS: &str = "spec: {containers: [{name: a, image: 'b:1'}]}\n";

#[test]
fn who_injects_is_drawn_as_it_is() {
    let place = Place::new("who-injects");
    place.write("default.yaml", &place.run("install --istio-names --active-at-once"));
    place.write("canary.yaml", &place.run("install --istio-names --active-at-once --revision canary"));
    let mut picture =
        Picture::new(940, 340, "Which revision injects a pod, by labels of its namespace and of the pod");
    picture.text("head", [20, 30], "The namespace's labels");
    picture.text("head", [400, 30], "The pod's labels");
    for (column, (name, _)) in PODS.iter().enumerate() {
        picture.centred("mono", [460 + 130 * column as u32, 56], name);
    }
    for (row, (name, labels)) in NAMESPACES.iter().enumerate() {
        let y = 68 + 44 * row as u32;
        picture.text("mono", [20, y + 23], name);
        let namespace =
            format!("apiVersion: v1\nkind: Namespace\nmetadata: {{name: shop, labels: {labels}}}\n");
        place.write("namespace.yaml", &namespace);
        for (column, (_, labels)) in PODS.iter().enumerate() {
            place.write(
                "pod.yaml",
                &format!("{POD}metadata: {{name: web, namespace: shop, labels: {labels}}}\n{CONTAINERS}"),
            );
            let snapshots = "--snapshot default.yaml --snapshot canary.yaml --snapshot namespace.yaml";
            let revision = place.injecting(snapshots);
            let x = 400 + 130 * column as u32;
            picture.rectangle(if revision.is_some() { "yes" } else { "no" }, [x, y, 120, 36]);
            let said = revision.map_or_else(|| "✘ no sidecar".to_owned(), |revision| format!("✔ {revision}"));
            picture.centred("", [x + 60, y + 23], &said);
        }
    }
    assert_is(&Book::here().source().join("pictures/who-injects.svg"), &picture.svg());
}

#[test]
fn the_injectors_rules_are_drawn_as_they_are() {
    let mut picture = Picture::new(900, 490, "What the injector decides, by the first rule that applies");
    picture.text("head", [20, 30], "The first that applies decides");
    let policies = [Policy::Enabled, Policy::Disabled].map(|policy| Rules {
        policy,
        never: vec![selector("never")],
        always: vec![selector("always")],
    });
    picture.centred("head", [540, 30], "policy: enabled");
    picture.centred("head", [770, 30], "policy: disabled");
    for (row, (name, pod)) in RULES.iter().enumerate() {
        let y = 48 + 48 * row as u32;
        if row > 0 {
            picture.arrow(&[[30, y - 10], [30, y - 1]]);
        }
        picture.rectangle("box", [20, y, 390, 38]);
        picture.text("", [34, y + 24], &format!("{}. {name}", row + 1));
        let pod = kubeyaml::read(pod).unwrap();
        for (column, rules) in policies.iter().enumerate() {
            let decision = decide(rules, &pod, Asked::Webhook { path: "" }, Version::LATEST);
            let x = 430 + 230 * column as u32;
            picture.rectangle(if decision.inject { "yes" } else { "no" }, [x, y, 220, 38]);
            let sign = if decision.inject { '✔' } else { '✘' };
            picture.centred("mono", [x + 110, y + 24], &format!("{sign} {}", decision.code()));
        }
    }
    assert_is(&Book::here().source().join("pictures/rules.svg"), &picture.svg());
}

fn selector(kind: &str) -> Selector {
    Selector::compile(&kubeyaml::read(&format!("matchLabels: {{kind: {kind}}}")).unwrap())
}
