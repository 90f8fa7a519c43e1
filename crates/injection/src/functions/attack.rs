//! Each function in an endless loop on a large pod and large values: what it reads is paid for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use gotext::sprig::{self, Sources};
use gotext::{Budget, Cause, Template, Text, Type, Value};
use kubeschema::types;

/// What one round runs, and how many rounds a loop may take at most: a step for each value, or for 64 bytes.
const ROWS: &[(&str, u64)] = &[
    ("annotation $.Meta `x` $.long", 700),
    ("isset $.Labels $.long", 700),
    ("valueOrDefault $.long 1", 400_000),
    ("excludeInboundPort 1 $.list", 700),
    ("includeInboundPorts $.Spec.Containers", 100),
    ("applicationPorts $.Spec.Containers", 100),
    ("kubevirtInterfaces $.list", 400_000),
    ("excludeInterfaces $.list", 400_000),
    ("toJSON $.Labels", 200),
    ("fromJSON $.json", 100),
    ("structToJSON $.Spec", 50),
    ("structToJSON $.values", 100),
    ("protoToJSON $.Proxy", 20_000),
    ("toYaml $.Spec", 50),
    ("toYaml $.values", 100),
    ("toYaml $.shared", 2),
    ("toJSON $.Labels", 200),
    ("omitNil $.values", 100),
    ("omitNil $.shared", 2),
    ("formatDuration $.Proxy.DrainDuration", 400_000),
    ("omit $.Labels `a` `b`", 100),
    ("strdict $.long $.long", 400),
    ("mergeMaps $.Labels $.Labels", 100),
    ("toJsonMap $.Labels $.Labels", 50),
    ("indent 1 $.lines", 400),
    ("directory $.list", 400),
    ("contains $.long $.list", 700),
    ("toLower $.long", 400),
    ("env $.long $.list", 700),
    ("appendMultusNetwork $.list `x`", 700),
    ("appendMultusNetwork $.json `x`", 100),
    // What lies in the data: methods, fields, and printing.
    ("$.Spec.String", 50),
    ("(index $.Spec.Containers 0).String", 100_000),
    ("$.Meta.GetAnnotations", 300_000),
    ("print $.Spec", 50),
    ("printf `%#v` $.Spec", 50),
    ("toJson $.Spec", 50),
    ("$.Mesh.String", 40_000),
    ("$.Mesh.MarshalJSON", 40_000),
    ("print $.Mesh $.Proxy", 40_000),
    ("deepEqual $.Spec $.Spec", 50),
    ("(index $.Meta.ManagedFields 0).FieldsV1.Raw", 50),
    ("(index $.Meta.ManagedFields 0).FieldsV1.MarshalJSON", 50),
    ("(index $.Meta.ManagedFields 0).FieldsV1.String", 1_200),
    ("otelResourceAttributes $.Mesh (strdict) (strdict) `x` $.Spec.Containers", 1_000),
];

const LONG: usize = 100_000;
/// A mesh config that asks for the attributes.
const MESH: &str = "extensionProviders: [{name: o, opentelemetry: {service: o.x, port: 1, serviceAttributeEnrichment: OTEL_SEMANTIC_CONVENTIONS}}]";
/// The usual budget is divided by this, so that the test takes no longer than it must.
const PART: u64 = 10;

fn data<'a>(pod: &'a kubeyaml::Value, mesh: &'a meshconfig::MeshConfig) -> Value<'a> {
    let spec = pod.at(&["spec"]);
    let ints = (0..10_000).map(|i| (Text::from(format!("{i}")), Value::int(i)));
    let shared = (0..40).fold(Value::int(1), |inner, _| Value::list(vec![inner.clone(), inner]));
    let labels = (0..10_000).map(|i| (Text::from(format!("{i}")), Text::from("x")));
    let fields = vec![
        ("long", Value::text("a".repeat(LONG))),
        ("list", Value::text("1,".repeat(LONG / 2))),
        ("lines", Value::text("\n".repeat(LONG))),
        ("json", Value::text(format!("[{}0]", "0,".repeat(LONG / 2)))),
        ("values", Value::map(ints)),
        ("shared", shared),
        ("Labels", Value::string_map(labels)),
        ("Meta", kubeschema::struct_value(&types::meta::OBJECT_META, pod.at(&["metadata"]))),
        ("Spec", kubeschema::struct_value(&types::core::POD_SPEC, spec)),
        ("Proxy", mesh.default_config().template_value()),
        ("Mesh", mesh.template_value()),
    ];
    // As Istio's data, a pointer to a struct: methods of pointers to its fields are in reach.
    Value::record("inject.SidecarTemplateData", fields)
}

#[test]
fn what_a_function_reads_is_paid_for() {
    let ports = "{\"containerPort\":80},".repeat(5);
    let ports = ports.trim_end_matches(',');
    let container = format!("{{\"name\":\"a\",\"image\":\"b\",\"ports\":[{ports}]}},");
    let fields: String = (0..5_000).map(|i| format!("\"f:{i}\":{{}},")).collect();
    let pod = format!(
        "{{\"metadata\":{{\"managedFields\":[{{\"fieldsV1\":{{{}}}}}]}},\"spec\":{{\"containers\":[{}]}}}}",
        fields.trim_end_matches(','),
        container.repeat(2_000).trim_end_matches(',')
    );
    let pod = kubeyaml::from_json(pod.as_bytes()).expect("a pod");
    let mesh = meshconfig::MeshConfig::parse(kubeyaml::read(MESH).expect("YAML"), crate::Version::LATEST)
        .expect("a mesh config");
    let usual = Budget::default();
    let budget = Budget { steps: usual.steps / PART, memory: usual.memory / PART as usize, ..usual };
    for (expression, most) in ROWS {
        let rounds = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&rounds);
        let mut functions = super::of(crate::Version::LATEST, &BTreeMap::new());
        functions.def("tick", &[], Type::STR, move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
            Ok("".into())
        });
        let text =
            format!("{{{{range 1000000000}}}}{{{{tick}}}}{{{{with {expression}}}}}{{{{end}}}}{{{{end}}}}");
        let template = Template::parse("t", &text, ("", ""), &functions).expect("it parses");
        let end = template.execute(data(&pod, &mesh), &budget).map_err(|e| e.cause);
        let rounds = rounds.load(Ordering::Relaxed);
        assert!((1..=most / PART + 1).contains(&rounds), "{expression}: {rounds} rounds");
        assert!(matches!(end, Err(Cause::Budget(_))), "{expression}: {end:?}");
    }
}

#[test]
fn every_function_of_istios_has_its_row() {
    let words: BTreeSet<&str> = ROWS.iter().filter_map(|(row, _)| row.split(' ').next()).collect();
    let (all, sprigs) =
        (super::of(crate::Version::LATEST, &BTreeMap::new()), sprig::functions(&Sources::default()));
    let own = all.names().filter(|name| sprigs.find(name).is_none());
    let missing: Vec<&str> = own.filter(|name| !words.contains(name)).collect();
    assert!(missing.is_empty(), "without a row: {missing:?}");
}
