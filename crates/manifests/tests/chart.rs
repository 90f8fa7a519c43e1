//! The chart in `deploy/` is what the builders give, and says the same as `outrigger install`.
//! `UPDATE=1 cargo test -p manifests` writes it anew.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
#![allow(clippy::disallowed_methods, reason = "what is expected is in files")]

mod common;
#[path = "../../golang/tests/update/mod.rs"]
mod update;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gotext::sprig::{Sources, functions};
use gotext::{Budget, Fault, Functions, Template, Type};
use injection::defaults;
use kubeyaml::Value;
use manifests::chart::{self, Texts};
use manifests::{Certificates, Naming, Settings};

fn files() -> BTreeMap<String, String> {
    chart::files(
        env!("CARGO_PKG_VERSION"),
        &Texts {
            config: defaults::config(),
            values: defaults::values(false),
            debug_values: defaults::values(true),
            mesh: defaults::mesh(),
        },
    )
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/outrigger")
}

fn found(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            found(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

#[test]
fn the_chart_in_the_repository_is_up_to_date() {
    let want = files();
    if update::is_wanted() {
        let _ = fs::remove_dir_all(folder());
        for (name, text) in &want {
            let path = folder().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    let mut there = BTreeMap::new();
    found(&folder(), "", &mut there);
    assert_eq!(
        there.keys().collect::<Vec<_>>(),
        want.keys().collect::<Vec<_>>(),
        "UPDATE=1 cargo test -p manifests writes it anew"
    );
    for (name, text) in want {
        assert!(there[&name] == text, "{name}: UPDATE=1 cargo test -p manifests writes it anew");
    }
}

/// Sprig, and what Helm adds to it.
fn helm() -> Functions {
    let mut functions = functions(&Sources::default());
    functions.def("toYaml", &[Type::ANY], Type::STR, |call| {
        let document = document(call.arg(0)).ok_or_else(|| Fault::from("no document"))?;
        Ok(kubeyaml::write(&document).trim_end_matches('\n').to_owned().into())
    });
    functions
}

fn document(value: &gotext::Value<'_>) -> Option<Value> {
    Some(match value {
        gotext::Value::Map(map) => {
            let entries = map.iter().map(|(k, v)| Some((k.as_str()?.into(), document(&v)?)));
            Value::Map(entries.collect::<Option<kubeyaml::Map>>()?)
        }
        gotext::Value::List(list) => Value::List(list.iter().map(|v| document(&v)).collect::<Option<_>>()?),
        gotext::Value::Nil => Value::Null,
        gotext::Value::Bool(truth) => Value::Bool(*truth),
        other => match (other.as_str(), other.as_int()) {
            (Some(text), _) => Value::text(text),
            (_, Some(number)) => Value::Int(number),
            _ => return None,
        },
    })
}

fn data<'a>(value: &Value) -> gotext::Value<'a> {
    match value {
        Value::Null => gotext::Value::Nil,
        Value::Bool(truth) => gotext::Value::Bool(*truth),
        Value::Int(number) => gotext::Value::int(*number),
        Value::String(text) => gotext::Value::text(text.to_string()),
        Value::List(items) => gotext::Value::list(items.iter().map(data).collect()),
        // Helm drops values that are null.
        Value::Map(map) => {
            let map: kubeyaml::Map =
                map.iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k.into(), v.clone())).collect();
            gotext::Value::map(map.iter().map(|(k, v)| (gotext::Text::from(k.to_owned()), data(v))))
        }
        other => panic!("{other:?}"),
    }
}

/// What a user would set for these settings.
fn values(settings: &Settings) -> Value {
    let mut values = kubeyaml::read(&files()["values.yaml"]).unwrap();
    let own = values.become_map();
    own.insert("image", settings.image.as_str());
    own.insert("istioNames", settings.naming == Naming::Istio);
    // What is usual need not be said.
    let revision = Some(settings.revision.as_str()).filter(|r| *r != settings.naming.revision());
    own.insert("revision", revision.unwrap_or_default());
    own.insert("replicas", i64::from(settings.replicas));
    own.insert("optOut", settings.opt_out);
    own.insert("podLabel", settings.pod_label);
    own.insert("existingConfig", settings.configuration.is_none());
    own.insert("existingRevision", settings.existing_revision.as_str());
    match &settings.certificates {
        Certificates::Own => {}
        Certificates::CertManager { kind, name } => {
            let issuer = values.map_entry("certManager");
            issuer.insert("kind", kind.as_str());
            issuer.insert("issuer", name.as_str());
        }
        Certificates::Given { .. } => drop(own.insert("staticCABundle", "CA")),
    }
    if let Some(discovery) = settings.discovery {
        let own = values.map_entry("discovery");
        own.insert("enabled", true);
        own.insert("replicas", i64::from(discovery.replicas));
        own.insert("createAuthority", discovery.create_authority);
    }
    let webhook = values.map_entry("webhook");
    webhook.insert("activeAtOnce", settings.webhook.active_at_once);
    webhook.insert("failurePolicy", settings.webhook.failure.name());
    webhook.insert("reinvocationPolicy", settings.webhook.reinvocation.name());
    webhook.insert("timeoutSeconds", i64::from(settings.webhook.timeout_seconds.unwrap_or_default()));
    webhook.insert("url", settings.webhook.url.as_deref().unwrap_or_default());
    let condition = |(name, expression): &(String, String)| {
        kubeyaml::read(&format!("{{name: {name:?}, expression: {expression:?}}}")).unwrap()
    };
    let conditions: Vec<Value> = settings.webhook.match_conditions.iter().map(condition).collect();
    webhook.insert("matchConditions", conditions);
    if let Some(ranges) = &settings.network_policy {
        let peer = |range: &String| kubeyaml::read(&format!("{{ipBlock: {{cidr: {range:?}}}}}")).unwrap();
        let policy = values.map_entry("networkPolicy");
        policy.insert("enabled", true);
        policy.insert("from", ranges.iter().map(peer).collect::<Vec<_>>());
    }
    if let Some(autoscaling) = settings.autoscaling {
        let own = values.map_entry("autoscaling");
        own.insert("enabled", true);
        own.insert("minReplicas", i64::from(autoscaling.least));
        own.insert("maxReplicas", i64::from(autoscaling.most));
        own.insert("targetCPUUtilizationPercentage", i64::from(autoscaling.processor));
    }
    values
}

/// What `helm template` would print, by kind and name.
fn rendered(settings: &Settings) -> BTreeMap<String, Value> {
    let mut context = Value::Null;
    context.become_map().insert("Values", values(settings));
    let release = context.map_entry("Release");
    release.insert("Namespace", settings.namespace.as_str());
    release.insert("Service", "Helm");
    let (files, functions) = (files(), helm());
    let mut objects = BTreeMap::new();
    for (name, text) in
        files.iter().filter(|(name, _)| name.starts_with("templates/") && !name.ends_with(".tpl"))
    {
        let whole = format!("{}{text}", files["templates/_names.tpl"]);
        let template = Template::parse(name, &whole, ("", ""), &functions).unwrap_or_else(|e| panic!("{e}"));
        let text = template.execute(data(&context), &Budget::default()).unwrap_or_else(|e| panic!("{e}"));
        if name.ends_with(".yaml") && !text.trim().is_empty() {
            let object = kubeyaml::read(&text).unwrap_or_else(|e| panic!("{name}: {e}\n{text}"));
            assert!(objects.insert(key(&object), object).is_none(), "{name}");
        }
    }
    objects
}

fn key(object: &Value) -> String {
    format!("{} {}", object.str_at(&["kind"]).unwrap(), object.str_at(&["metadata", "name"]).unwrap())
}

/// An object with the texts in it read: a chart loses the comments of ConfigMaps, and quotes otherwise.
fn with_texts_read(object: &Value) -> Value {
    let mut object = object.clone();
    let annotations = object.map_entry("metadata").get_mut("annotations").and_then(Value::as_map_mut);
    if let Some(entries) = annotations.and_then(|annotations| annotations.get_mut("outrigger/entries")) {
        *entries = kubeyaml::read(entries.as_str().unwrap()).unwrap();
        assert!(!entries.as_list().unwrap().is_empty());
    }
    if object.str_at(&["kind"]) == Some("ConfigMap") {
        for (_, text) in object.map_entry("data").iter_mut() {
            *text = kubeyaml::read(text.as_str().unwrap()).unwrap();
        }
    }
    object
}

#[test]
fn the_chart_says_the_same_as_install() {
    for (name, settings) in common::cases() {
        let rendered = rendered(&settings);
        let settings = Settings { managed_by: "Helm".to_owned(), ..settings };
        let mut installed = manifests::install(&settings);
        assert_eq!(installed.remove(0).str_at(&["kind"]), Some("Namespace"), "Helm makes the namespace");
        let keys: Vec<String> = installed.iter().map(key).collect();
        assert_eq!(rendered.len(), keys.len(), "{name}: {keys:?}, {:?}", rendered.keys());
        for (key, installed) in keys.iter().zip(&installed) {
            let rendered = rendered.get(key).unwrap_or_else(|| panic!("{name}: {key} is in the chart"));
            assert_eq!(with_texts_read(rendered), with_texts_read(installed), "{name}: {key}");
        }
    }
}

#[test]
fn every_value_is_in_the_schema() {
    let files = files();
    let schema = kubeyaml::from_json(files["values.schema.json"].as_bytes()).unwrap();
    let values = kubeyaml::read(&files["values.yaml"]).unwrap();
    let known = |map: &Value| map.as_map().unwrap().keys().map(str::to_owned).collect::<Vec<_>>();
    let mut schema_keys = known(schema.at(&["properties"]));
    schema_keys.retain(|key| key != "global");
    assert_eq!(schema_keys, known(&values));
    for part in ["autoscaling", "certManager", "discovery", "networkPolicy", "webhook"] {
        assert_eq!(
            known(schema.at(&["properties", part, "properties"])),
            known(values.at(&[part])),
            "{part}"
        );
    }
    let debug = kubeyaml::read(&files["values-debug.yaml"]).unwrap();
    assert_eq!(debug.at(&["values"]), &kubeyaml::read(defaults::values(true)).unwrap());
}
