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

#[test]
fn lists_of_every_sort_are_opened() {
    const APP: &str = "metadata: {name: a}, spec: {template: {spec: {containers: [{name: app, image: x}]}}}";
    for (list, want) in [
        ("{kind: List, items: [{apiVersion: apps/v1, kind: Deployment, APP}]}", "Deployment"),
        ("{apiVersion: apps/v1, kind: DeploymentList, items: [{APP}, {APP}]}", "Deployment Deployment"),
        (
            "{apiVersion: apps/v1, kind: DeploymentList, items: [{kind: StatefulSet, apiVersion: apps/v1, APP}]}",
            "StatefulSet",
        ),
        (
            "{apiVersion: v1, kind: PodTemplateList, items: [{metadata: {name: p}, template: {spec: {containers: []}}}]}",
            "PodTemplate",
        ),
        ("{apiVersion: argoproj.io/v1alpha1, kind: RolloutList, items: [{APP}]}", "Rollout"),
        ("{kind: List, items: [{apiVersion: apps/v1, kind: DaemonSetList, items: [{APP}]}]}", "DaemonSet"),
        ("{kind: List, items: []}", ""),
        ("{kind: List, items: null}", ""),
        // Nothing says what these are.
        ("{kind: List, items: [{APP}]}", "over  spec.template"),
        ("{apiVersion: x.io/v1, kind: OwnList, items: [{APP}]}", "over x.io/Own spec.template"),
        // A list by its name only.
        ("{apiVersion: x.io/v1, kind: AllowList, APP}", "over x.io/AllowList spec.template"),
        ("{apiVersion: x.io/v1, kind: AllowList, items: 3, APP}", "over x.io/AllowList spec.template"),
    ] {
        let list = list.replace("APP", APP);
        let (object, found) = injected(&list, &[]);
        let workloads = found.workloads.iter().map(|w| w.kind.clone());
        let passed_over = found.passed_over.iter().map(|p| format!("over {} {}", p.kind, p.path));
        assert_eq!(workloads.chain(passed_over).collect::<Vec<_>>().join(" "), want, "{list}");
        let mut items =
            object.items_at(&["items"]).iter().zip(read(&list).unwrap().items_at(&["items"]).to_vec());
        assert!(
            items.all(|(now, was)| now.at(&["kind"]) == was.at(&["kind"])),
            "no item gets a kind: {list}"
        );
    }
}

#[test]
fn pods_are_met_in_the_order_of_the_workloads() {
    let templates = PodTemplates::default();
    for (object, want) in [
        ("{kind: Pod, metadata: {name: a}, SPEC}", "a"),
        ("{apiVersion: apps/v1, kind: Deployment, spec: {template: {metadata: {name: b}, SPEC}}}", "b"),
        ("{apiVersion: apps/v1, kind: Deployment, spec: {template: {metadata: {name: b}}}}", ""),
        ("{kind: PodList, items: [{metadata: {name: c}, SPEC}, {metadata: {name: d}, SPEC}]}", "c d"),
        ("{kind: List, items: [{kind: Service, SPEC}, {kind: Pod, metadata: {name: e}, SPEC}]}", "e"),
        ("[]", ""),
    ] {
        let text = object.replace("SPEC", "spec: {containers: [{name: app, image: x}]}");
        let pods = templates.pods(&read(&text).unwrap());
        let names: Vec<&str> = pods.iter().filter_map(|pod| pod.str_at(&["metadata", "name"])).collect();
        assert_eq!(names.join(" "), want, "{object}");
        assert_eq!(injected(&text, &[]).1.workloads.len(), pods.len(), "{object}");
    }
}
