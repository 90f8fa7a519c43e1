//! What another injector means for pods.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::sync::Arc;

use diagnosis::outdated::Now;
use diagnosis::precheck::{Change, changes};
use injection::config::{Config, Reading, Signs, Values};
use injection::{Facts, Injector, NativeSidecars, Settings, defaults};
use objects::World;

const CONFIG: &str = r#"
policy: enabled
templates:
  sidecar: |
    metadata:
      annotations: {istio.io/rev: "{{ .Revision }}", example.com/level: low}
    spec:
      containers: [{name: istio-proxy, image: "proxyv2:1", args: [proxy]}]
      volumes: [{name: token, emptyDir: {}}]
      dnsConfig: {searches: [one.example]}
"#;

/// The namespace asks for sidecars; `web` has two pods, `odd` names a template that only some configs have.
const WORLD: &str = "
{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio-injection: enabled}}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: plain}}
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: istio, labels: {istio.io/rev: default}}
webhooks:
- name: namespace.sidecar-injector.istio.io
  clientConfig: {service: {path: /inject}}
  rules: [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}]
  namespaceSelector: {matchLabels: {istio-injection: enabled}}
---
{apiVersion: v1, kind: Pod, metadata: {name: web-1, namespace: shop, generateName: web-, ownerReferences: [OWNER]}, spec: SPEC}
---
{apiVersion: v1, kind: Pod, metadata: {name: web-0, namespace: shop, generateName: web-, ownerReferences: [OWNER]}, spec: SPEC}
---
{apiVersion: v1, kind: Pod, metadata: {name: done, namespace: shop}, status: {phase: Succeeded}, spec: SPEC}
---
{apiVersion: v1, kind: Pod, metadata: {name: out, namespace: plain}, spec: SPEC}
";

fn world() -> World {
    let owner = "{apiVersion: apps/v1, kind: StatefulSet, name: web, controller: true}";
    let text = WORLD.replace("OWNER", owner).replace("SPEC", "{containers: [{name: app, image: 'app:1'}]}");
    World::of_text(&text).unwrap()
}

fn injector(config: &str, native_sidecars: NativeSidecars) -> Result<Arc<Injector>, String> {
    let reading =
        Reading { version: None, environment: &BTreeMap::new(), offline: false, signs: Signs::default() };
    let config = Config::parse(config, &reading).map_err(|e| e.to_string())?;
    let mesh = kubeyaml::read(defaults::mesh()).unwrap();
    let settings = Settings { revision: "default".to_owned(), native_sidecars, ..Settings::default() };
    Ok(Arc::new(Injector::new(config, Values::parse("").unwrap(), mesh, settings).unwrap()))
}

fn between(today: &str, to_come: &str) -> Vec<Change> {
    let facts = Facts::default();
    let [today, to_come] =
        [today, to_come].map(|config| move |_: &str| injector(config, NativeSidecars::False));
    let now = |injector| Now { injector, facts: &facts, revision: "" };
    changes(&world(), None, &now(&today), &now(&to_come))
}

#[test]
fn each_effect_has_a_config() {
    let refusing = CONFIG.replace("proxyv2:1", "{{ .Values.nothing.here.at.all }}{{ fail \"no\" }}");
    let never = format!(
        "{CONFIG}neverInjectSelector: [{{matchExpressions: [{{key: app, operator: DoesNotExist}}]}}]\n"
    );
    for (today, to_come, want) in [
        (CONFIG, CONFIG, "same"),
        (CONFIG, &*CONFIG.replace(":1\"", ":2\""), "would-change containers[istio-proxy].image"),
        (CONFIG, &*CONFIG.replace("[proxy]", "[proxy, router]"), "would-change containers[istio-proxy].args"),
        (
            CONFIG,
            &*CONFIG.replace(", example.com/level: low", ""),
            "would-change annotations[example.com/level]",
        ),
        (CONFIG, &*CONFIG.replace("one.example", "two.example"), "would-change dnsConfig.searches[0]"),
        (
            CONFIG,
            &*CONFIG.replace("emptyDir: {}", "emptyDir: {medium: Memory}"),
            "would-change volumes[token].emptyDir.medium",
        ),
        (
            CONFIG,
            &*CONFIG.replace("containers: [{", "initContainers: [{restartPolicy: Always, "),
            "would-change containers[istio-proxy] initContainers[istio-proxy]",
        ),
        (CONFIG, &*refusing, "would-be-refused"),
        (&*refusing, &*refusing, "refused"),
        (&*refusing, CONFIG, "would-be-accepted"),
        (CONFIG, &*never, "would-be-left-alone"),
        (&*never, CONFIG, "would-be-injected"),
        (&*never, &*never, "same"),
        (CONFIG, "templates: [", "unknown"),
        ("templates: [", CONFIG, "unknown"),
    ] {
        let all = between(today, to_come);
        let web = all.iter().find(|change| change.name == "web").unwrap();
        let fields: Vec<&str> = web.differences.iter().map(|d| d.field.as_str()).collect();
        let said = format!("{} {}", web.effect.code(), fields.join(" "));
        assert_eq!(said.trim_end(), want, "{to_come}: {}", web.effect);
        assert_eq!(web.pods, ["web-0", "web-1"]);
    }
}

#[test]
fn the_gravest_comes_first_and_what_has_ended_is_passed_over() {
    let all = between(CONFIG, &CONFIG.replace(":1\"", ":2\""));
    let said: Vec<String> =
        all.iter().map(|change| format!("{} {}", change.name, change.effect.code())).collect();
    assert_eq!(said, ["web would-change", "out same"]);
}
