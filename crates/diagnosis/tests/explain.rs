//! Why pods are injected or not, and what flips it.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/webhooks.rs"]
mod webhooks;

use std::collections::BTreeMap;
use std::sync::Arc;

use diagnosis::explain::{Edit, Explainer, Explanation, Flips, Source, Step, Subject};
use diagnosis::outdated::Now;
use injection::config::{Config, Reading, Signs, Values};
use injection::{Facts, Injector, Settings};
use kubeyaml::Value;
use objects::World;
use webhooks::configuration;

const CONFIG: &str = r#"
policy: enabled
neverInjectSelector: [{matchExpressions: [{key: no-mesh, operator: Exists}]}, {matchLabels: {a: '-'}}]
templates:
  sidecar: |
    metadata: {labels: {security.istio.io/tlsMode: istio}}
    spec:
      containers: [{name: istio-proxy, image: "proxyv2:1"}]
      volumes: [{name: istio-token, emptyDir: {}}]
"#;

fn injector(revision: &str) -> Result<Arc<Injector>, String> {
    if !["default", "canary"].contains(&revision) {
        return Err(format!("there is no ConfigMap istio-system/istio-sidecar-injector-{revision}"));
    }
    let reading =
        Reading { version: None, environment: &BTreeMap::new(), offline: false, signs: Signs::default() };
    let settings = Settings { revision: revision.to_owned(), ..Settings::default() };
    let config = Config::parse(CONFIG, &reading).unwrap();
    Ok(Arc::new(Injector::new(config, Values::parse("{}").unwrap(), Value::Null, settings).unwrap()))
}

fn cluster(conditions: &str) -> String {
    let [one, two, tag] =
        [("istio", "default", ""), ("istio-canary", "canary", ""), ("istio-tag", "canary", "prod")]
            .map(|(name, revision, tag)| configuration(name, revision, tag, conditions));
    format!("{one}---\n{two}---\n{tag}---\n")
}

fn namespace(name: &str, labels: &str) -> String {
    format!("{{apiVersion: v1, kind: Namespace, metadata: {{name: {name}, labels: {{{labels}}}}}}}\n")
}

fn deployment(namespace: &str, metadata: &str, spec: &str) -> Value {
    let text = format!(
        "{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: web, namespace: {namespace}}}, spec: {{template: {{metadata: \
         {{{metadata}}}, spec: {{{spec} containers: [{{name: app, image: 'a:1'}}]}}}}}}}}"
    );
    kubeyaml::read(&text).unwrap()
}

fn explained(cluster: &str, object: &Value) -> (Explanation, Flips) {
    let world = World::of_text(cluster).unwrap();
    let now = Now { injector: &injector, facts: &Facts::of(&world), revision: "" };
    let subject = Subject::of_object(object, "default", Source::Cluster).unwrap();
    let mut explainer = Explainer::new(&world, &now);
    (explainer.path(&subject), explainer.flips(&subject))
}

/// The same with a change made by hand, in the text of the cluster and in the object.
fn changed(labels: &str, object: &Value, edits: &[Edit]) -> (String, Value) {
    let mut labels = kubeyaml::read(&format!("{{{labels}}}")).unwrap();
    let mut object = object.clone();
    let template = object.map_entry("spec").entry("template");
    for edit in edits {
        let (part, key, value) = match edit {
            Edit::NamespaceLabel { key, value } => (&mut labels, key, value),
            Edit::PodLabel { key, value } => (template.map_entry("metadata").entry("labels"), key, value),
            Edit::PodAnnotation { key, value } => {
                (template.map_entry("metadata").entry("annotations"), key, value)
            }
            Edit::OwnNetwork => {
                template.map_entry("spec").remove("hostNetwork");
                continue;
            }
        };
        match value {
            Some(value) => drop(part.become_map().insert(key.as_str(), value.as_str())),
            None => drop(part.become_map().remove(key)),
        }
    }
    let labels = kubeyaml::to_json(&labels);
    (labels.trim_start_matches('{').trim_end_matches('}').replace("null", ""), object)
}

#[test]
fn each_answer_has_its_reason_and_a_change_that_flips_it() {
    for (name, labels, metadata, spec, want, found, first) in [
        ("shop", "", "", "", "not-asked", "", "kubectl label namespace shop istio-injection=enabled"),
        (
            "shop",
            "istio-injection: enabled",
            "",
            "",
            "policy-enabled default",
            "",
            r#"kubectl patch deployment/web -n shop --type=merge -p '{"spec":{"template":{"metadata":{"labels":{"sidecar.istio.io/inject":"false"}}}}}'"#,
        ),
        (
            "shop",
            "istio-injection: disabled",
            "",
            "",
            "not-asked",
            "",
            "kubectl label namespace shop istio-injection=enabled --overwrite",
        ),
        ("shop", "istio.io/rev: prod", "", "", "policy-enabled canary", "", "kubectl patch deployment/web"),
        (
            "shop",
            "istio.io/rev: gone",
            "",
            "",
            "not-asked",
            "revision-missing",
            "kubectl label namespace shop istio-injection=enabled",
        ),
        (
            "shop",
            "istio-injection: disabled, istio.io/rev: canary",
            "",
            "",
            "not-asked",
            "IST0123",
            "kubectl label namespace shop istio-injection=enabled --overwrite",
        ),
        (
            "shop",
            "",
            "annotations: {sidecar.istio.io/inject: 'true'}",
            "",
            "not-asked",
            "annotation-alone",
            "kubectl label namespace shop istio-injection=enabled",
        ),
        (
            "shop",
            "istio-injection: enabled",
            "labels: {sidecar.istio.io/inject: 'false'}",
            "",
            "not-asked",
            "",
            r#"kubectl patch deployment/web -n shop --type=merge -p '{"spec":{"template":{"metadata":{"labels":{"sidecar.istio.io/inject":"true"}}}}}'"#,
        ),
        (
            "shop",
            "istio-injection: enabled",
            "labels: {sidecar.istio.io/inject: maybe}",
            "",
            "policy-enabled default",
            "unreadable-value",
            "kubectl patch deployment/web",
        ),
        (
            "shop",
            "istio-injection: enabled",
            "",
            "hostNetwork: true,",
            "host-network default",
            "",
            r#"kubectl patch deployment/web -n shop --type=merge -p '{"spec":{"template":{"spec":{"hostNetwork":null}}}}'"#,
        ),
        (
            "shop",
            "istio-injection: enabled",
            "labels: {no-mesh: ''}",
            "",
            "never-selector default",
            "",
            "kubectl patch deployment/web",
        ),
        // Two things stand in the way.
        (
            "shop",
            "",
            "",
            "hostNetwork: true,",
            "not-asked",
            "",
            "kubectl label namespace shop istio-injection=enabled",
        ),
        (
            "kube-system",
            "istio-injection: enabled",
            "",
            "",
            "ignored-namespace default",
            "system-namespace",
            "none: whatever is labelled: nothing is injected in namespace kube-system",
        ),
    ] {
        let object = deployment(name, metadata, spec);
        let text = |labels: &str| cluster("") + &namespace(name, labels);
        let (got, flips) = explained(&text(labels), &object);
        let at = format!("{labels} {metadata} {spec}: {got:?} {flips:?}");
        let revision = got.revision.as_deref().unwrap_or_default();
        assert_eq!(format!("{} {revision}", got.code).trim_end(), want, "{at}");
        let codes: Vec<&str> = got
            .findings
            .iter()
            .map(|finding| finding.code.id)
            .filter(|id| *id != "invalid-selector")
            .collect();
        assert_eq!(codes.join(" "), found, "{at}");
        let said = match (&flips.none, flips.found.first()) {
            (Some(none), _) => format!("none: {none}"),
            (None, first) => first.unwrap().commands[0].clone(),
        };
        assert!(said.starts_with(first), "{said}\n{at}");
        for flip in &flips.found {
            let (labels, object) = changed(labels, &object, &flip.edits);
            let (after, _) = explained(&text(&labels), &object);
            assert_eq!(after.injects, Some(flips.to_inject), "{flip:?}\n{at}");
        }
    }
}

fn rules<'e>(steps: &'e [Step], rule: &str) -> Vec<&'e str> {
    let below = steps.iter().flat_map(|step| rules(&step.steps, rule));
    steps.iter().filter(|step| step.rule == rule).map(|step| step.text.as_str()).chain(below).collect()
}

#[test]
fn the_path_is_told_with_the_values_that_decided() {
    let condition = r#"{name: user, expression: "request.userInfo.username != 'x'"}"#;
    let object = deployment("shop", "labels: {app: web}", "");
    let (off, _) = explained(&(cluster("") + &namespace("shop", "istio-injection: disabled")), &object);
    let terms = rules(&off.steps, "term");
    assert!(terms.contains(&r#"istio-injection In [enabled]: it is "disabled""#), "{terms:?}");
    assert!(terms.contains(&r#"istio.io/rev In [prod]: it is absent"#), "{terms:?}");

    let on = cluster(condition) + &namespace("shop", "istio-injection: enabled");
    let (unknown, flips) = explained(&on, &object);
    assert_eq!((unknown.injects, unknown.code), (None, "unknown"));
    assert_eq!(
        rules(&unknown.steps, "match-condition"),
        ["condition user: it cannot be evaluated: `userInfo` is not known"]
    );
    assert_eq!(
        rules(&unknown.steps, "decision"),
        ["if the injector is asked: inject: the policy is enabled"]
    );
    let codes: Vec<&str> = unknown.findings.iter().map(|finding| finding.code.id).collect();
    assert!(codes.contains(&"match-conditions") && flips.found.is_empty(), "{codes:?}");

    let review = r#"{kind: AdmissionReview, request: {operation: CREATE, namespace: shop, userInfo: {username: USER}, object:
        {kind: Pod, metadata: {generateName: web-}, spec: {containers: [{name: app}]}}}}"#;
    for (user, want) in [("y", "policy-enabled"), ("x", "not-asked")] {
        let review = kubeyaml::read(&review.replace("USER", user)).unwrap();
        let world = World::of_text(&on).unwrap();
        let now = Now { injector: &injector, facts: &Facts::of(&world), revision: "" };
        let got = Explainer::new(&world, &now).path(&Subject::of_review(&review).unwrap());
        assert_eq!((got.code, &*got.place.name), (want, "web-"));
    }
}

#[test]
fn odd_clusters_are_explained_as_far_as_they_are_known() {
    let object = deployment("shop", "", "");
    let hook = |rest: &str| {
        format!(
            "{{kind: MutatingWebhookConfiguration, apiVersion: admissionregistration.k8s.io/v1, metadata: {{name: a, labels: \
             {{istio.io/rev: default}}}}, webhooks: [{{name: x.istio.io, {rest}}}]}}\n---\n"
        )
    };
    let rules = "rules: [{operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*/*']}]";
    let deep = "(".repeat(100_000);
    let long = "x || ".repeat(200_000) + "true";
    let nowhere = namespace("other", "");
    let here = namespace("shop", "");
    for (cluster, want) in [
        (String::new(), "unknown"),
        (here.clone(), "unknown"),
        (hook(rules) + &nowhere, "unknown"),
        (hook("rules: null, namespaceSelector: null") + &here, "not-asked"),
        (hook("objectSelector: [1], rules: {a: b}") + &here, "not-asked"),
        (hook(rules) + &here, "policy-enabled"),
        (
            hook(&format!("{rules}, namespaceSelector: {{matchExpressions: [{{key: a, operator: Like}}]}}"))
                + &here,
            "not-asked",
        ),
        (hook(&format!("{rules}, matchConditions: [null, 7, {{}}]")) + &here, "unknown"),
        (hook(&format!("{rules}, matchConditions: [{{name: n, expression: '{deep}'}}]")) + &here, "unknown"),
        (hook(&format!("{rules}, matchConditions: [{{name: n, expression: '{long}'}}]")) + &here, "unknown"),
        (
            hook(&format!("{rules}, matchConditions: [{{name: n, expression: 'object.spec'}}]")) + &here,
            "refused",
        ),
        (hook(rules).replace("default", "gone") + &here, "unknown"),
        (
            "{kind: Namespace, metadata: {name: shop, labels: [a]}}\n---\n".to_owned() + &hook(rules),
            "policy-enabled",
        ),
        (
            here.clone()
                + "---\n{kind: MutatingWebhookConfiguration, apiVersion: admissionregistration.k8s.io/v1, metadata: {name: z}}",
            "not-asked",
        ),
    ] {
        let (got, flips) = explained(&cluster, &object);
        assert_eq!(got.code, want, "{} {got:?}", cluster.get(..400).unwrap_or(&cluster));
        assert!(flips.found.is_empty() == flips.none.is_some(), "{flips:?}");
    }
}

#[test]
fn what_makes_no_pods_is_refused() {
    for (object, want) in [
        ("{apiVersion: v1, kind: Service, metadata: {name: s}}", "Service s has no pods of its own"),
        ("{apiVersion: batch.volcano.sh/v1, kind: Job, metadata: {name: j}}", "Job j has no pods of its own"),
        (
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: null}",
            "Deployment d: nothing is known of its pod template",
        ),
        (
            "{apiVersion: batch/v1, kind: CronJob, metadata: {name: c}, spec: {jobTemplate: {spec: {template: 5}}}}",
            "CronJob c: nothing is known of its pod template",
        ),
    ] {
        let object = kubeyaml::read(object).unwrap();
        assert_eq!(Subject::of_object(&object, "shop", Source::Cluster).unwrap_err().to_string(), want);
    }
    for review in [
        "{kind: AdmissionReview}",
        "{request: {object: 5}}",
        "{request: {operation: DELETE, object: {kind: Pod}}}",
        "{request: {object: {kind: Service}}}",
    ] {
        assert!(Subject::of_review(&kubeyaml::read(review).unwrap()).is_err(), "{review}");
    }
}
