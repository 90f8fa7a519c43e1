//! What `kube-inject` gives, of every release, with what was injected taken out: the object that was given.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
#![allow(clippy::disallowed_methods, reason = "the cases are files")]

use std::fs;
use std::path::Path;

use injection::manifest::PodTemplates;
use injection::uninject::Uninjected;
use kubeyaml::{Map, Value, documents, read};

/// Cases whose objects do not come back, and why.
const LOST: &[(&str, &str)] = &[
    ("built-in-cni", "excluded ports stay: the author's and the mesh's look alike"),
    ("numbers-in-lists", "numbers are written as text, as in Go"),
    ("own-proxy-settings", ""),
    ("probes", "a port that has a name was given by number"),
    ("single-1.2", "a gRPC probe, which that release does not know; the author's revision"),
    ("single-1.3", "the same, and the security context, which it replaces"),
    ("single-1.4", "a gRPC probe; the author's revision"),
    ("single-1.5", "the same"),
    ("single-1.6", "the same"),
    ("single-1.7", "the same, and annotations of Prometheus, which the agent is not told"),
    ("single-1.8", "a gRPC probe; the author's revision"),
    ("unknown-fields", "fields that the type does not know are gone"),
];

/// Absent, null, empty and zero are one thing to Kubernetes' types, and text is text however it is written.
fn canonical(value: &Value) -> Value {
    match value {
        Value::Map(map) => {
            let entries = map.iter().map(|(key, value)| (key, canonical(value)));
            Value::Map(Map::from_iter(
                entries.filter(|(_, value)| !is_empty(value)).map(|(key, value)| (key.into(), value)),
            ))
        }
        Value::List(items) => Value::List(items.iter().map(canonical).collect()),
        Value::Null | Value::Bool(false) => Value::text(""),
        Value::String(_) => value.clone(),
        scalar => Value::text(kubeyaml::to_json(scalar)),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Map(map) => map.is_empty(),
        Value::List(items) => items.is_empty(),
        scalar => matches!(scalar.as_str(), Some("" | "0")),
    }
}

fn objects(text: &str) -> Vec<Value> {
    let all = documents(text).map(|document| read(&document.unwrap().text).unwrap());
    all.filter(|object| !object.is_null()).collect()
}

#[test]
fn what_was_injected_comes_back_as_it_was_given() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kube_inject");
    let (mut back, mut lost, mut injected) = (0, Vec::new(), 0);
    for case in fs::read_dir(cases).unwrap() {
        let case = case.unwrap().path();
        let read = |name: &str| fs::read_to_string(case.join(name)).ok();
        let (Some(input), Some(expected)) = (read("input.yaml"), read("expected.yaml")) else { continue };
        let mut after = objects(&expected);
        let found: Vec<_> =
            after.iter_mut().map(|object| PodTemplates::default().uninject(object, "default")).collect();
        let workloads = found.iter().flat_map(|found| &found.workloads);
        injected += workloads.filter(|w| matches!(w.outcome, Uninjected::Restored(_))).count();
        let of = |objects: &[Value]| objects.iter().map(canonical).collect::<Vec<_>>();
        if of(&after) == of(&objects(&input)) {
            back += 1;
        } else {
            lost.push(case.file_name().unwrap().to_str().unwrap().to_owned());
        }
    }
    lost.sort_unstable();
    assert_eq!(lost, LOST.iter().map(|(case, _)| *case).collect::<Vec<_>>(), "{back} came back");
    assert!(back > 30 && injected > 50, "{back} {injected}");
}
