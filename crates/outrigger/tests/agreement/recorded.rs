//! The pods of recorded cases: those of kube-inject with their configurations, and those of sessions with the built-in one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use diagnosis::explain::{Explainer, Source, Subject, makes_pods};
use diagnosis::outdated::Now;
use injection::config::{Config, Reading, Signs, Values};
use injection::workload::kind_of;
use injection::{Injector, Settings, Version, defaults};
use kubeschema::{Options, normalize};
use kubeyaml::Value;
use objects::World;
use webhook::InjectorEngine;

use crate::surfaces::{Cluster, Counted, Running, check_explain, check_inject, check_kube_inject};

/// A webhook that is called for all pods.
const WEBHOOK: &str = "
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: istio, labels: {istio.io/rev: default}}
webhooks:
- name: all.sidecar-injector.istio.io
  clientConfig: {service: {path: /inject}}
  rules: [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}]
";

/// Compares the surfaces on all of them.
pub fn compare() -> Counted {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut counted = Counted::default();
    for case in sorted(&crates.join("injection/tests/kube_inject")) {
        counted = counted.and(&compare_files(&case, &[case.join("input.yaml")]));
    }
    let nothing = Path::new("/nonexistent");
    for session in sorted(&crates.join("outrigger/tests/cmd")) {
        let is_yaml = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "yaml");
        let files: Vec<PathBuf> = if session.is_dir() {
            sorted(&session).into_iter().filter(is_yaml).collect()
        } else {
            Vec::new()
        };
        counted = counted.and(&compare_files(nothing, &files));
    }
    counted
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all
}

/// The injector of a case's configuration, if there can be one: a bare template is for kube-inject alone.
fn injector(case: &Path, offline: bool) -> Option<Injector> {
    let file = |name: &str| fs::read_to_string(case.join(name)).ok();
    let environment = BTreeMap::new();
    let version = file("version").map(|version| version.trim().parse().unwrap());
    let reading = Reading { version, environment: &environment, offline, signs: Signs::default() };
    let config = file("config.yaml").unwrap_or_else(|| defaults::config().to_owned());
    let config = Config::parse(&config, &reading).ok()?;
    let mesh = file("mesh.yaml").unwrap_or_else(|| match config {
        Config::Today(_) => defaults::mesh().to_owned(),
        Config::Legacy(_) => String::new(),
    });
    let values = file("values.yaml").unwrap_or_else(|| defaults::values(false).to_owned());
    let native_sidecars = file("native").map(|native| native.trim().parse().unwrap()).unwrap_or_default();
    let settings = Settings { native_sidecars, ..Settings::default() };
    Injector::new(config, Values::parse(&values).ok()?, kubeyaml::read(&mesh).unwrap(), settings).ok()
}

fn compare_files(case: &Path, files: &[PathBuf]) -> Counted {
    let mut counted = Counted::default();
    let (Some(_), Some(offline)) = (injector(case, false), injector(case, true)) else { return counted };
    let plain = InjectorEngine { injector: Arc::new(offline), facts: Arc::default() };
    let objects = objects(files);
    let namespaces = objects.iter().map(|object| object.str_at(&["metadata", "namespace"]).unwrap());
    let namespaces = namespaces
        .map(|name| format!("---\n{{apiVersion: v1, kind: Namespace, metadata: {{name: {name:?}}}}}\n"));
    let world = World::of_text(&(WEBHOOK.to_owned() + &namespaces.collect::<String>())).unwrap();
    let making = |_: &str| injector(case, false).unwrap();
    let mut cluster = Cluster::new(world.clone(), &making);
    let facts = cluster.facts.clone();
    let injectors = |revision: &str| Ok(Arc::new(making(revision)));
    let now = Now { injector: &injectors, facts: &facts, revision: "" };
    let mut explainer = Explainer::new(&world, &now);
    let mut running = Running::default();
    for object in &objects {
        let Ok(subject) = Subject::of_object(object, "shop", Source::Cluster) else { continue };
        let (sent, at) = (subject.pod().clone(), format!("{files:?}: {}", kubeyaml::to_json(object)));
        let said = cluster.by_engine(&sent);
        check_explain(&mut explainer, &subject, &said, &at);
        if object.str_at(&["kind"]) == Some("StatefulSet") {
            running.add(object, &sent, &said);
        }
        // kube-inject reads the metadata of a CronJob's pods in another place (COMPATIBILITY S12), and does not see the
        // Deployment above a ReplicaSet.
        let is_of_deployment = sent.at(&["metadata", "labels"]).get("pod-template-hash").is_some();
        if object.str_at(&["kind"]) != Some("CronJob") && !is_of_deployment {
            counted.kube_injected += usize::from(check_kube_inject(&plain, object, &sent, &at));
        }
        if !is_of_deployment {
            let (revision, _) = cluster.asked(&sent).expect("the webhook is called for all");
            counted.edited += usize::from(check_inject(cluster.engine(&revision), object, &said, &at));
        }
        counted.asked += 1;
        counted.injected += usize::from(said.injects);
    }
    running.check(&cluster, &format!("{files:?}"));
    counted
}

/// The workloads of files that are written well, each in a namespace.
fn objects(files: &[PathBuf]) -> Vec<Value> {
    let texts = files.iter().filter_map(|file| fs::read_to_string(file).ok());
    let read = texts.flat_map(|text| {
        let documents =
            kubeyaml::documents(&text).filter_map(|document| kubeyaml::read(&document.ok()?.text).ok());
        documents.collect::<Vec<Value>>()
    });
    let mut objects = ::objects::opened(read);
    objects.retain(|object| makes_pods(object) || object.str_at(&["kind"]) == Some("Pod"));
    for object in &mut objects {
        let metadata = object.map_entry("metadata");
        if metadata.get("namespace").and_then(Value::as_str).is_none() {
            metadata.insert("namespace", "shop");
        }
        // What is text for Kubernetes need not be for YAML.
        let options = Options { convert_scalars: true, creation_timestamp_null: false };
        if let Some(kind) = kind_of(object, Version::LATEST) {
            // One that is of the wrong type stays so.
            let _ = normalize(object, kind.of, &options, None);
        }
    }
    objects
}
