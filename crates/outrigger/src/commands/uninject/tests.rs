//! What was injected comes back to the byte.

mod generated;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use injection::config::{Config, Reading, Signs, Values};
use injection::manifest::{Manifest, PodTemplates};
use injection::uninject::Uninjected;
use injection::{Facts, Injector, Settings, defaults};
use kubeyaml::{Map, Value, documents, from_json, read, read_alone};

use self::generated::{Dice, document};
use super::text::uninjected;
use crate::commands::inject::exact;

fn injector(config: &str, values: &str, mesh: &str, native: bool) -> Injector {
    let environment = BTreeMap::new();
    let reading =
        Reading { version: None, environment: &environment, offline: false, signs: Signs::default() };
    let config = Config::parse(config, &reading).unwrap();
    let values = Values::parse(values).unwrap();
    let native = native.to_string().parse().unwrap();
    let settings = Settings { native_sidecars: native, ..Settings::default() };
    Injector::new(config, values, read(mesh).unwrap(), settings).unwrap()
}

/// Those of the built-in configuration, with native sidecars and a CNI plugin, and those of the releases with one template.
fn injectors() -> Vec<Injector> {
    let (config, values, mesh) = (defaults::config(), defaults::values(false), defaults::mesh());
    let cni = format!("{values}\ncni: {{enabled: true}}\npilot: {{cni: {{enabled: true}}}}\n");
    let mut all = vec![
        injector(config, values, mesh, false),
        injector(config, values, mesh, true),
        injector(config, &cni, mesh, false),
    ];
    for release in 2..=8 {
        let case = cases().join(format!("single-1.{release}"));
        let file = |name: &str| fs::read_to_string(case.join(name)).unwrap_or_default();
        all.push(injector(&file("config.yaml"), &file("values.yaml"), &file("mesh.yaml"), false));
    }
    all
}

/// A template that does all that Istio's does, in a few lines.
const SMALL: &str = r#"
policy: enabled
templates:
  sidecar: |
    metadata:
      labels: {security.istio.io/tlsMode: istio}
      annotations: {istio.io/rev: default{{ if .Spec.Containers }}, kubectl.kubernetes.io/default-container: "{{ (index .Spec.Containers 0).Name }}"{{ end }}}
    spec:
      initContainers: [{name: istio-init, image: "p:1", args: [istio-iptables]}]
      containers: [{name: istio-proxy, image: "p:1", args: [proxy, sidecar], env: [{name: A, value: b}]}]
      volumes: [{name: istio-envoy, emptyDir: {medium: Memory}}, {name: istio-token, emptyDir: {}}]
      imagePullSecrets: [{name: registry}]
"#;

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../injection/tests/kube_inject")
}

/// A text with each of its objects replaced by what `with` makes of it; `None` if one cannot be read or `with` refuses it.
fn each(text: &str, with: impl Fn(&str, &Value) -> Option<String>) -> Option<String> {
    let (mut out, mut end) = (String::new(), 0);
    for document in documents(text) {
        let range = document.ok()?.range;
        out.push_str(text.get(end..range.start)?);
        end = range.end;
        let part = text.get(range)?;
        out.push_str(&with(part, &read_alone(part, usize::MAX).ok()?)?);
    }
    out.push_str(text.get(end..)?);
    Some(out)
}

fn injected(text: &str, injector: &Injector) -> Option<String> {
    let (facts, templates) = (Facts::default(), PodTemplates::default());
    let manifest = Manifest { injector, facts: &facts, templates: &templates, namespace: "web" };
    each(text, |text, object| {
        let mut new = object.clone();
        if manifest.inject(&mut new).is_err() {
            return Some(text.to_owned());
        }
        let undo = |object: &mut _| templates.uninject(object, "web");
        let done = exact::edited(text, object, &new, (), undo).unwrap();
        assert_eq!(read_alone(&done.text, usize::MAX).unwrap(), new, "{text}");
        Some(done.text)
    })
}

/// The text without what was injected, and how many workloads were restored, with how many losses.
fn back(text: &str) -> (String, usize, usize) {
    let counts = std::cell::Cell::new((0, 0));
    let text = each(text, |text, object| {
        let done = uninjected(text, object, &PodTemplates::default(), "web").unwrap();
        for workload in &done.found.workloads {
            if let Uninjected::Restored(losses) = &workload.outcome {
                counts.set((counts.get().0 + 1, counts.get().1 + losses.len()));
            }
        }
        Some(done.text)
    });
    let (restored, lost) = counts.get();
    (text.unwrap(), restored, lost)
}

/// Injects a text and takes it back; gives whether that changed anything, and whether a comment was needed.
fn comes_back(text: &str, injector: &Injector) -> Option<(bool, bool)> {
    let once = injected(text, injector)?;
    let (before, restored, lost) = back(&once);
    // JSON has no comments.
    if has_json(text) {
        let is_known = before == text || lost > 0 || meanings(&before) == meanings(text);
        assert!(is_known, "what is lost is named:\n{text}\n{before}");
        return None;
    }
    assert_eq!(before, text, "{once}");
    assert_eq!(lost, 0, "nothing is lost of what comes back:\n{once}");
    assert_eq!(restored > 0, once != text, "{once}");
    if once.len() % 4 == 0 {
        let twice = injected(&once, injector)?;
        assert_eq!(back(&twice).0, text, "the same when it is injected again:\n{twice}");
    }
    Some((restored > 0, once.contains(COMMENT)))
}

fn has_json(text: &str) -> bool {
    documents(text).any(|document| {
        let document = document.unwrap().text.into_owned();
        let lines = document.lines().map(|line| line.trim_start_matches('\u{feff}'));
        let lines = lines.skip_while(|line| line.starts_with(['-', '#', '%']));
        from_json(lines.collect::<Vec<_>>().join("\n").as_bytes()).is_ok_and(|value| value.as_map().is_some())
    })
}

const COMMENT: &str = "# outrigger uninject: ";

/// The text without comments of `inject`.
fn without_comment(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !line.starts_with(COMMENT)).collect()
}

#[test]
fn manifests_come_back_to_the_byte() {
    let folders = [cases(), Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/published")];
    let mut texts = Vec::new();
    for entry in folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()) {
        let path = entry.unwrap().path();
        let path = if path.is_dir() { path.join("input.yaml") } else { path };
        texts.extend(fs::read_to_string(path));
    }
    let (mut changed, mut with_comment) = (0, 0);
    let injectors = injectors();
    for (i, (text, injector)) in
        texts.iter().flat_map(|text| injectors.iter().map(move |injector| (text, injector))).enumerate()
    {
        let text = match i % 3 {
            0 => text.clone(),
            1 => text.replace('\n', "\r\n"),
            _ => text.trim_end().to_owned(),
        };
        let Some((is_changed, has_comment)) = comes_back(&text, injector) else { continue };
        changed += usize::from(is_changed);
        with_comment += usize::from(has_comment);
    }
    assert!(changed > 120 && with_comment < changed * 3 / 4, "{with_comment} of {changed} have a comment");
}

#[test]
fn generated_manifests_come_back_to_the_byte() {
    let injectors = injectors();
    let small = injector(SMALL, "{sidecarInjectorWebhook: {rewriteAppHTTPProbe: true}}", "{}", false);
    let mut dice = Dice(0x0dd_ba11);
    let (mut changed, mut with_comment) = (0, 0);
    for round in 0..3200 {
        let text = document(&mut dice);
        // Most of them by small templates: what counts is what is around them.
        let injector = if round % 16 > 0 { &small } else { &injectors[round / 16 % injectors.len()] };
        let Some((is_changed, has_comment)) = comes_back(&text, injector) else { continue };
        changed += usize::from(is_changed);
        with_comment += usize::from(has_comment);
    }
    assert!(changed > 2000, "{with_comment} of {changed} have a comment");
}

#[test]
fn without_its_comment_what_does_not_come_back_is_named() {
    let injectors = injectors();
    let mut dice = Dice(0xca11);
    let mut silent = Vec::new();
    let mut all = 0;
    for round in 0..1000 {
        let text = document(&mut dice);
        let injector = &injectors[round % injectors.len()];
        let Some(once) = injected(&text, injector).filter(|once| once.contains(COMMENT)) else { continue };
        let (back, _, lost) = back(&without_comment(&once));
        all += 1;
        if lost == 0 && meanings(&back) != meanings(&text) {
            silent.push(format!("{text}\n=>\n{back}"));
        }
    }
    assert!(all > 100, "{all} have a comment");
    assert!(silent.is_empty(), "{} of {all}:\n{}", silent.len(), silent.join("\n\n"));
}

/// What objects mean to Kubernetes and the mesh: nothing is what is empty, Prometheus reads keys in any spelling, labels and
/// annotations say what is so without them, and nobody mounts the volumes.
fn meanings(text: &str) -> Vec<Value> {
    documents(text).map(|document| meaning(&read(&document.unwrap().text).unwrap())).collect()
}

const NO_MATTER: [&str; 4] = [
    "security.istio.io/tlsMode",
    "service.istio.io/canonical-name",
    "service.istio.io/canonical-revision",
    "kubectl.kubernetes.io/default-container",
];

fn meaning(value: &Value) -> Value {
    let is_nothing = |value: &Value| match value {
        Value::Map(map) => map.is_empty(),
        Value::List(items) => items.is_empty(),
        other => other.is_null(),
    };
    match value {
        Value::Map(map) => {
            let entries = map
                .iter()
                .map(|(key, value)| (key.replace("prometheus-io/", "prometheus.io/"), meaning(value)));
            let counts = |key: &str, value: &Value| !is_nothing(value) && !NO_MATTER.contains(&key);
            entries
                .filter(|(key, value)| counts(key, value))
                .map(|(key, value)| (key.into(), value))
                .collect::<Map>()
                .into()
        }
        Value::List(items) => {
            let counts = |item: &&Value| {
                item.str_at(&["name"]).is_none_or(|name| !["istio-envoy", "istio-token"].contains(&name))
            };
            Value::List(items.iter().filter(counts).map(meaning).collect())
        }
        scalar => scalar.clone(),
    }
}

#[test]
fn what_is_edited_after_an_injection_stays_edited() {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/published/kustomize-base.yaml"))
            .unwrap();
    let once = injected(&text, &injectors()[0]).unwrap();
    assert!(once.contains(COMMENT));
    for (old, new, is_exact) in [
        ("registry.example/api\n", "registry.example/api:2\n", true),
        ("  # replicas: set by the overlay\n", "", true),
        ("  name: api   #", "  labels: {a: b}\n  name: web   #", true),
        // What was injected itself.
        ("docker.io/istio/proxyv2", "registry.example/proxyv2", false),
        ("prometheus.io/port: '15020'", "prometheus.io/port: '15021'", false),
    ] {
        let edited = once.replace(old, new);
        assert_ne!(edited, once, "{old}");
        let (before, restored, lost) = back(&edited);
        assert_eq!((before == text.replace(old, new), lost == 0), (is_exact, is_exact), "{old}\n{before}");
        assert!(restored == 1 && !before.contains("istio-proxy") && !before.contains(COMMENT), "{before}");
    }
}
