use std::collections::BTreeMap;

use kubeyaml::read;

use super::*;
use crate::config::{Config, Reading, Signs, Values};
use crate::{Settings, defaults};

fn injector() -> Injector {
    let environment = BTreeMap::new();
    let reading =
        Reading { version: None, environment: &environment, offline: false, signs: Signs::default() };
    let config = Config::parse(defaults::config(), &reading).unwrap();
    let values = Values::parse(defaults::values(false)).unwrap();
    Injector::new(config, values, read(defaults::mesh()).unwrap(), Settings::default()).unwrap()
}

fn injected(object: &str, with: &[&str]) -> (Value, Found) {
    let (injector, facts) = (injector(), Facts::default());
    let templates = PodTemplates::default().with(with.iter().map(|text| text.parse().unwrap()));
    let manifest = Manifest { injector: &injector, facts: &facts, templates: &templates, namespace: "web" };
    let mut object = read(object).unwrap();
    let found = manifest.inject(&mut object).unwrap();
    (object, found)
}

const POD: &str = "{spec: {containers: [{name: app, image: x, resources: {limits: {cpu: 0.5}}}]}}";

#[test]
fn pods_are_injected_where_objects_keep_them() {
    for (object, path) in [
        ("{apiVersion: apps/v1, kind: Deployment, spec: {template: POD}}", &["spec", "template"][..]),
        (
            "{apiVersion: batch/v1, kind: CronJob, spec: {jobTemplate: {spec: {template: POD}}}}",
            &["spec", "jobTemplate", "spec", "template"],
        ),
        ("{apiVersion: argoproj.io/v1alpha1, kind: Rollout, spec: {template: POD}}", &["spec", "template"]),
        ("{apiVersion: x.io/v1, kind: Own, a: {pod: POD}}", &["a", "pod"]),
    ] {
        let (object, found) = injected(&object.replace("POD", POD), &["x.io/Own=a.pod"]);
        let [workload] = &found.workloads[..] else { panic!("one workload: {found:?}") };
        assert!(workload.decision.inject && workload.changed && workload.namespace == "web");
        let pod = object.at(path);
        assert!(pod.at(&["metadata", "annotations", "sidecar.istio.io/status"]).as_str().is_some());
        let app = pod
            .items_at(&["spec", "containers"])
            .iter()
            .find(|c| c.str_at(&["name"]) == Some("app"))
            .unwrap();
        assert_eq!(
            kubeyaml::to_json(app.at(&["resources"])),
            r#"{"limits":{"cpu":0.5}}"#,
            "as it was written"
        );
        assert_eq!(object.at(&["metadata"]), &Value::Null, "the object's own metadata stays");
    }
}

#[test]
fn what_is_injected_stays_as_it_is() {
    let object = format!(
        "{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: a}}, spec: {{template: {POD}}}}}"
    );
    let (once, _) = injected(&object, &[]);
    let (twice, found) = injected(&kubeyaml::write(&once), &[]);
    assert_eq!(once, twice);
    assert!(found.workloads.iter().all(|w| w.decision.inject && !w.changed));
}

#[test]
fn lists_are_opened_and_what_seems_to_hold_a_pod_is_named() {
    let list = format!(
        "{{kind: PodList, items: [{{kind: Pod, metadata: {{name: p}}, spec: {{hostNetwork: true, containers: [{{name: a, image: b}}]}}}}, \
         {{apiVersion: x.io/v1, kind: Own, metadata: {{name: o}}, a: {{pod: {POD}}}}}]}}"
    );
    let (_, found) = injected(&list, &[]);
    let [pod] = &found.workloads[..] else { panic!("one pod") };
    assert_eq!((pod.kind.as_str(), pod.name.as_str(), pod.decision.inject), ("Pod", "p", false));
    assert_eq!(
        found.passed_over,
        [PassedOver { kind: "x.io/Own".to_owned(), name: "o".to_owned(), path: "a.pod".to_owned() }]
    );
}
