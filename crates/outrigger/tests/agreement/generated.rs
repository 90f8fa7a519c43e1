//! Pods from seeds, in a cluster with two revisions and a tag.

#[path = "../../../injection/tests/support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use diagnosis::explain::{Explainer, Source, Subject};
use diagnosis::outdated::Now;
use injection::config::{Config, Reading, Signs, Values};
use injection::{Injector, Settings, Version};
use kubeyaml::Value;
use objects::World;
use webhook::InjectorEngine;

use crate::surfaces::{Cluster, Counted, Running, check_explain, check_kube_inject, check_render};
use crate::webhooks::configuration;

/// A configuration that pods are generated for.
pub struct Variant {
    /// How the configs of the two revisions begin: what decides.
    pub rules: [&'static str; 2],
    pub version: Version,
}

const SELECTORS: &str = "policy: disabled
neverInjectSelector: [{matchExpressions: [{key: version, operator: Exists}]}]
alwaysInjectSelector: [{matchLabels: {app: web}}]
";

pub const VARIANTS: [Variant; 5] = [
    Variant { rules: ["policy: enabled\n", "policy: disabled\n"], version: Version::LATEST },
    Variant { rules: [SELECTORS, "policy: 'off'\n"], version: Version::LATEST },
    Variant { rules: [SELECTORS, "policy: enabled\n"], version: Version::V1_22 },
    Variant { rules: ["policy: enabled\n", SELECTORS], version: Version::V1_12 },
    Variant { rules: ["policy: enabled\n", SELECTORS], version: Version::V1_1 },
];

/// A template that shows what it sees, where it stays as it is.
const TODAY: &str = r#"
templates:
  sidecar: |
    metadata:
      annotations:
        test/seen: |-
          {{ .ObjectMeta.Labels }} {{ .ObjectMeta.Annotations }} {{ structToJSON .Spec }} {{ protoToJSON .ProxyConfig }} {{ .Revision }}
    spec: {containers: [{name: istio-proxy, image: "p:1"}]}
"#;
const LEGACY: &str = r#"
template: |
  containers:
  - name: istio-proxy
    image: "p:1"
    args:
    - |-
      [[ .ObjectMeta.Labels ]] [[ .ObjectMeta.Annotations ]] [[ range .Spec.Containers ]][[ .Name ]]: [[ .Image ]], [[ end ]][[ .ProxyConfig.ConfigPath ]]
"#;

/// Of the pods of one namespace only those without a version are sent to an injector.
const CONDITION: &str = "{name: c, expression: \"object.metadata.namespace != 'web' || !has(object.metadata.labels) || \
                         !('version' in object.metadata.labels)\"}";

const NAMESPACES: [(&str, &str); 8] = [
    ("shop", "istio-injection: enabled"),
    ("bank", "istio.io/rev: canary"),
    ("web", "istio.io/rev: prod"),
    ("off", "istio-injection: disabled"),
    ("none", ""),
    ("gone", "istio.io/rev: gone"),
    ("both", "istio-injection: enabled, istio.io/rev: canary"),
    ("kube-system", "istio-injection: enabled"),
];

fn injector(variant: &Variant, revision: &str, offline: bool) -> Injector {
    let rules = if revision == "canary" { variant.rules[1] } else { variant.rules[0] };
    let template = if variant.version == Version::V1_1 { LEGACY } else { TODAY };
    read(&format!("{rules}{template}"), variant.version, revision, offline)
}

fn read(config: &str, version: Version, revision: &str, offline: bool) -> Injector {
    let reading =
        Reading { version: Some(version), environment: &BTreeMap::new(), offline, signs: Signs::default() };
    let settings = Settings { revision: revision.to_owned(), ..Settings::default() };
    let config = Config::parse(config, &reading).unwrap();
    Injector::new(config, Values::parse("{}").unwrap(), Value::Null, settings).unwrap()
}

fn world() -> World {
    let webhooks =
        [("istio", "default", ""), ("istio-canary", "canary", ""), ("istio-tag", "canary", "prod")]
            .map(|(name, revision, tag)| configuration(name, revision, tag, CONDITION));
    let namespaces = NAMESPACES.map(|(name, labels)| {
        format!("{{apiVersion: v1, kind: Namespace, metadata: {{name: '{name}', labels: {{{labels}}}}}}}\n")
    });
    World::of_text(&webhooks.into_iter().chain(namespaces).collect::<Vec<_>>().join("---\n")).unwrap()
}

/// A StatefulSet whose pods are those of a seed.
fn workload(seed: u64) -> Value {
    let mut random = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D_4C95_7F2D;
    let mut one_of = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(random >> 33).unwrap() % below
    };
    // Most are small, so that there can be many of them.
    let mut pod = if seed.is_multiple_of(20) { support::Pods::of(seed) } else { small(seed) };
    for (part, key, values) in [
        ("labels", "sidecar.istio.io/inject", &["true", "false", "maybe", ""][..]),
        ("labels", "istio.io/rev", &["default", "canary", "prod", "gone"]),
        ("annotations", "sidecar.istio.io/inject", &["true", "false", "Yes", "n"]),
        // A text that the guard refuses.
        ("annotations", "sidecar.istio.io/proxyImage", &["p:2", "a\nb: c"]),
    ] {
        if one_of(4) == 0 {
            let value = *values.get(one_of(values.len())).unwrap();
            pod.map_entry("metadata").entry(part).become_map().insert(key, value);
        }
    }
    if one_of(8) == 0 {
        pod.map_entry("spec").insert("hostNetwork", true);
    }
    let (namespace, _) = NAMESPACES[one_of(NAMESPACES.len())];
    let mut object = Value::Null;
    let fields = object.become_map();
    fields.insert("apiVersion", "apps/v1");
    fields.insert("kind", "StatefulSet");
    let metadata = fields.entry("metadata").become_map();
    metadata.insert("name", format!("w{seed}"));
    metadata.insert("namespace", namespace);
    let template = fields.entry("spec").become_map().entry("template").become_map();
    let mut of_pod = pod.at(&["metadata"]).clone();
    of_pod.become_map().remove("name");
    template.insert("metadata", of_pod);
    template.insert("spec", pod.at(&["spec"]).clone());
    // A pod without containers is none.
    let containers = template.entry("spec").become_map().entry("containers").become_list();
    if containers.is_empty() {
        containers.push(kubeyaml::read("{name: app, image: 'a:1'}").unwrap());
    }
    object
}

/// A pod of one container.
fn small(seed: u64) -> Value {
    const LABELS: [&str; 4] = ["", "app: web", "version: v1", "app: web, version: v1"];
    const CONTAINERS: [&str; 4] = [
        "{name: app, image: 'a:1'}",
        "{name: app, image: 'a:1', readinessProbe: {httpGet: {path: /r, port: 8080}}}",
        "{name: app, image: 'a:1', ports: [{containerPort: 80}], resources: {requests: {cpu: 1000m}}}",
        "{name: istio-proxy, image: auto}, {name: app, image: 'a:1'}",
    ];
    let at = |all: [&'static str; 4], divisor: u64| all[usize::try_from(seed / divisor % 4).unwrap()];
    let text = format!(
        "{{metadata: {{labels: {{{}}}}}, spec: {{containers: [{}]}}}}",
        at(LABELS, 1),
        at(CONTAINERS, 4)
    );
    kubeyaml::read(&text).unwrap()
}

/// Compares the surfaces on so many pods of a variant.
pub fn compare(variant: &Variant, count: u64) -> Counted {
    let making = |revision: &str| injector(variant, revision, false);
    let mut cluster = Cluster::new(world(), &making);
    // kube-inject decides as an injector without rules of its own, whatever the config says.
    let plain =
        InjectorEngine { injector: Arc::new(injector(variant, "canary", true)), facts: Arc::default() };
    let world = cluster.world.clone();
    let facts = cluster.facts.clone();
    let injectors = |revision: &str| Ok(Arc::new(injector(variant, revision, false)));
    let now = Now { injector: &injectors, facts: &facts, revision: "" };
    let mut explainer = Explainer::new(&world, &now);
    let (mut counted, mut running) = (Counted::default(), Running::default());
    for seed in 0..count {
        let object = workload(seed);
        let subject = Subject::of_object(&object, "", Source::Cluster).unwrap();
        let sent = subject.pod().clone();
        let at = format!("{}, seed {seed}: {}", variant.version, kubeyaml::to_json(&sent));
        let said = cluster.by_engine(&sent);
        check_explain(&mut explainer, &subject, &said, &at);
        if let Some((revision, _)) = cluster.asked(&sent) {
            counted.rendered += usize::from(check_render(cluster.engine(&revision), &sent, &said, &at));
        }
        running.add(&object, &sent, &said);
        counted.kube_injected += usize::from(check_kube_inject(&plain, &sent, &sent, &at));
        counted.asked += 1;
        counted.injected += usize::from(said.injects);
        match said.code {
            "refused" => counted.refused += 1,
            "not-asked" => counted.not_asked += 1,
            _ => counted.left_alone += usize::from(!said.injects),
        }
    }
    running.check(&cluster, &variant.version.to_string());
    counted
}
