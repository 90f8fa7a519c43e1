//! What the answers of Kubernetes (`answers_of_kubernetes.rs`) do not show: options, reports, bounds.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]
#![allow(clippy::disallowed_methods, reason = "a thread has the stack that is asked about")]

#[path = "../../golang/tests/processor_time/mod.rs"]
mod processor_time;

use std::time::Duration;

use kubeschema::types::{apps, core};
use kubeschema::{Kind, Options, StructType, merge, normalize, normalize_kind, struct_json, workload};
use kubeyaml::{Map, Value, from_json, to_json};
use processor_time::processor_time;

fn json(text: &str) -> Value {
    from_json(text.as_bytes()).unwrap()
}

#[test]
fn dropped_fields_are_reported_with_their_paths() {
    let mut pod = json(
        r#"{"foo":1,"metadata":{"labels":{"x":"y"},"who":{"a":1}},
        "spec":{"containers":[{"name":"a"},{"name":"b","imagge":"x","ports":[{"portt":1}]}],"volumes":[{"emptyDir":{"sice":1}}]}}"#,
    );
    let mut dropped = Vec::new();
    normalize(&mut pod, &core::POD, &Options::default(), Some(&mut dropped)).unwrap();
    assert_eq!(
        dropped,
        [
            "foo",
            "metadata.who",
            "spec.containers[1].imagge",
            "spec.containers[1].ports[0].portt",
            "spec.volumes[0].emptyDir.sice",
        ]
    );
}

#[test]
fn what_has_its_final_form_stays_shared() {
    let pod = r#"{"metadata":{"creationTimestamp":null,"labels":{"a":"b"}},"spec":{"containers":[{"env":[{"name":"E","value":"v"}],
        "name":"a","ports":[{"containerPort":80}],"resources":{"limits":{"cpu":"1","memory":"1Gi"}}}],"securityContext":{}},"status":{}}"#;
    let sent = json(pod);
    let mut typed = sent.clone();
    normalize(&mut typed, &core::POD, &Options::default(), None).unwrap();
    assert!(typed.at(&["metadata"]).get("creationTimestamp").is_none());
    let is_shared = |key: &str| {
        sent.at(&[key]).as_map().zip(typed.at(&[key]).as_map()).is_some_and(|(a, b)| a.is_shared_with(b))
    };
    assert!(is_shared("spec") && is_shared("status") && !is_shared("metadata"));
    // What is not yet in its final form, wherever it stands, is given it.
    for (from, to) in [
        (r#""1Gi""#, r#""1024Mi""#),
        (r#""value":"v""#, r#""value":"""#),
        (r#""containerPort":80"#, r#""containerPort":80.0"#),
        (r#""name":"E""#, r#""NAME":"E""#),
        (r#""name":"a""#, r#""name":"a","new":1"#),
        (r#""securityContext":{}"#, r#""securityContext":null"#),
    ] {
        let sent = json(&pod.replace(from, to));
        let mut typed = sent.clone();
        normalize(&mut typed, &core::POD, &Options::default(), None).unwrap();
        assert_ne!(sent.at(&["spec"]), typed.at(&["spec"]), "{to}");
        let mut again = typed.clone();
        normalize(&mut again, &core::POD, &Options::default(), None).unwrap();
        assert_eq!(again, typed, "{to}");
    }
}

#[test]
fn creation_timestamps_are_null_where_asked() {
    let options = Options { creation_timestamp_null: true, ..Options::default() };
    let cases: [(&str, &'static StructType, &str); 3] = [
        (
            "{}",
            &core::POD,
            r#"{"metadata":{"creationTimestamp":null},"spec":{"containers":null},"status":{}}"#,
        ),
        (
            r#"{"metadata":{"creationTimestamp":"2024-01-02T03:04:05Z"},"spec":{"containers":[]}}"#,
            &core::POD,
            r#"{"metadata":{"creationTimestamp":"2024-01-02T03:04:05Z"},"spec":{"containers":[]},"status":{}}"#,
        ),
        (
            r#"{"spec":{"template":{}}}"#,
            &apps::DEPLOYMENT,
            r#"{"metadata":{"creationTimestamp":null},"spec":{"selector":null,"template":{"metadata":{"creationTimestamp":null},"spec":{"containers":null}},"strategy":{}},"status":{}}"#,
        ),
    ];
    for (document, of, expected) in cases {
        let mut value = json(document);
        normalize(&mut value, of, &options, None).unwrap();
        assert_eq!(struct_json(&value, of), expected);
    }
}

#[test]
fn a_list_of_containers_is_normalised_by_its_kind() {
    static CONTAINERS: Kind = Kind::List(&Kind::Struct(&core::CONTAINER), "[]v1.Container");
    let mut list = json(r#"[{"name":"a","image":null,"env":[{"name":"X","value":""}]}]"#);
    normalize_kind(&mut list, &CONTAINERS, &Options::default(), None).unwrap();
    assert_eq!(to_json(&list), r#"[{"env":[{"name":"X"}],"name":"a","resources":{}}]"#);
    let error = normalize_kind(&mut json("{}"), &CONTAINERS, &Options::default(), None).unwrap_err();
    assert_eq!(error.to_string(), "json: cannot unmarshal object into Go value of type []v1.Container");
}

#[test]
fn the_kind_alone_tells_the_workload() {
    assert_eq!(workload("DeploymentConfig").unwrap().of.name, "v1.DeploymentConfig");
    assert!(workload("deployment").is_none());
}

/// `count` items with names from `from` on, each with a value.
fn items(from: usize, count: usize, value: &str) -> Value {
    let item = |i| Map::from_iter([("name".into(), format!("n{i}").into()), ("value".into(), value.into())]);
    Value::List((from..from + count).map(|i| Value::Map(item(i))).collect())
}

fn nested(path: &[&str], value: Value) -> Value {
    path.iter().rev().fold(value, |v, key| Value::Map(Map::from_iter([((*key).into(), v)])))
}

#[test]
fn long_lists_and_mappings_take_linear_time() {
    let start = processor_time();
    let pod = |from, value| {
        let mut container = nested(&["env"], items(from, 50_000, value));
        container.map_entry("").insert("x", 0);
        container.as_map_mut().unwrap().remove("");
        container.as_map_mut().unwrap().insert("name", "a");
        nested(&["spec", "containers"], Value::List(vec![container]))
    };
    let merged = merge(pod(0, "old"), pod(25_000, "new"), &core::POD).unwrap();
    let env = merged.items_at(&["spec", "containers"])[0].items_at(&["env"]);
    assert_eq!(env.len(), 75_000);
    assert_eq!(env[0].str_at(&["name"]), Some("n0"));
    assert_eq!(env[74_999].str_at(&["value"]), Some("new"));

    let labels = |from: usize, value: Value| {
        let entries = (from..from + 100_000).map(|i| (format!("l{i:06}").into(), value.clone()));
        nested(&["metadata", "labels"], Value::Map(entries.collect()))
    };
    let merged = merge(labels(0, "old".into()), labels(50_000, "new".into()), &core::POD).unwrap();
    let merged = merge(merged, labels(0, Value::Null), &core::POD).unwrap();
    assert_eq!(merged.at(&["metadata", "labels"]).as_map().unwrap().len(), 50_000);

    let finalizers = |from: usize| {
        let list = (from..from + 50_000).map(|i| Value::from(format!("f{i}"))).collect();
        nested(&["metadata", "finalizers"], Value::List(list))
    };
    let mut merged = merge(finalizers(0), finalizers(1), &core::POD).unwrap();
    assert_eq!(merged.items_at(&["metadata", "finalizers"]).len(), 50_001);
    normalize(&mut merged, &core::POD, &Options::default(), None).unwrap();
    let took = processor_time() - start;
    assert!(took < Duration::from_secs(30), "{took:?}");
}

/// As deep as the readers let a document be, on the small stack that threads have.
#[test]
fn deep_documents_do_not_exhaust_the_stack() {
    let (depth, object) = (990, "{\"a\":[");
    let text = format!("{{\"metadata\":{{\"a\":{}1{}}}}}", object.repeat(depth / 2), "]}".repeat(depth / 2));
    let run = move || {
        let mut merged = merge(json("{}"), json(&text), &core::POD).unwrap();
        assert!(merged.at(&["metadata", "a", "a"]).as_list().is_some());
        let error = merge(merged.clone(), json(r#"{"metadata":{"a":{"a":[]}}}"#), &core::POD).unwrap_err();
        assert_eq!(
            error.to_string(),
            "unable to find api field in struct ObjectMeta for the json field \"a\""
        );
        let mixed = json(&format!(
            "{{\"metadata\":{{\"finalizers\":[\"x\",{}1{}]}}}}",
            "{\"a\":".repeat(depth),
            "}".repeat(depth)
        ));
        let error = merge(json(r#"{"metadata":{"finalizers":["y"]}}"#), mixed, &core::POD).unwrap_err();
        assert!(error.to_string().starts_with("list element types are not identical: [[y] [x map[a:map[a:"));
        normalize(&mut merged, &core::POD, &Options::default(), None).unwrap();
        assert_eq!(
            struct_json(&merged, &core::POD),
            r#"{"metadata":{},"spec":{"containers":null},"status":{}}"#
        );
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap().join().unwrap();
}
