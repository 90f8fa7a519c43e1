//! Whatever the surface, the same question gives the same text: what a template sees of a pod is the same for the webhook,
//! for `render` and, as far as it may know the cluster, for `kube-inject`, over generated pods.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use std::collections::BTreeMap;

use injection::config::{Config, Reading, Signs, Values};
use injection::kube_inject::KubeInject;
use injection::patch::apply;
use injection::{
    Asked, Budget, Change, Facts, Injector, NativeSidecars, Platform, Question, Settings, Version,
};
use kubeyaml::Value;
use objects::World;
use support::Pods;

/// A template that shows what it sees, where it stays as it is.
const TODAY: &str = r#"
policy: enabled
templates:
  sidecar: |
    metadata:
      annotations:
        test/seen: |-
          {{ .TypeMeta.Kind }} {{ .DeploymentMeta.Name }} {{ structToJSON .ObjectMeta }} {{ structToJSON .Spec }} {{ protoToJSON .ProxyConfig }} {{ .ProxyUID }} {{ .ProxyGID }} {{ .NativeSidecars }} {{ .Revision }}
    spec: {containers: [{name: istio-proxy, image: "p:1"}]}
"#;

/// The same for releases before 1.27, which know less.
const BEFORE: &str = r#"
policy: enabled
templates:
  sidecar: |
    metadata:
      annotations:
        test/seen: |-
          {{ .DeploymentMeta.Name }} {{ structToJSON .ObjectMeta }} {{ structToJSON .Spec }} {{ protoToJSON .ProxyConfig }} {{ .Revision }}
    spec: {containers: [{name: istio-proxy, image: "p:1"}]}
"#;

const LEGACY: &str = r#"
policy: enabled
template: |
  containers:
  - name: istio-proxy
    image: "p:1"
    args:
    - |-
      [[ .DeploymentMeta.Name ]] [[ .ObjectMeta.Labels ]] [[ .ObjectMeta.Annotations ]] [[ range .Spec.Containers ]][[ .Name ]]: [[ .Image ]], [[ end ]][[ .ProxyConfig.ConfigPath ]]
"#;

/// A namespace with ids of its own, nodes with native sidecars, and a proxy config for all pods of the namespace.
const CLUSTER: &str = r#"
{apiVersion: v1, kind: Namespace, metadata: {name: shop, annotations: {openshift.io/sa.scc.uid-range: 1000700000/10000}}}
---
{apiVersion: v1, kind: Node, metadata: {name: one}, status: {nodeInfo: {kubeletVersion: v1.34.0}}}
---
{apiVersion: networking.istio.io/v1beta1, kind: ProxyConfig, metadata: {name: p, namespace: shop}, spec: {concurrency: 7}}
"#;

/// What a template saw, in what it gave or in the pod that it was laid over.
fn seen(of: &Value) -> Option<String> {
    let proxies = [of.items_at(&["containers"]), of.items_at(&["spec", "containers"])].concat();
    let proxy = proxies.into_iter().rfind(|c| c.str_at(&["name"]) == Some("istio-proxy"));
    let argument = || Some(proxy?.items_at(&["args"]).first()?.as_str()?.to_owned());
    of.str_at(&["metadata", "annotations", "test/seen"]).map(str::to_owned).or_else(argument)
}

fn injector(config: &str, version: Version, offline: bool, platform: Platform) -> Injector {
    let environment = BTreeMap::new();
    let reading =
        Reading { version: Some(version), environment: &environment, offline, signs: Signs::default() };
    let settings = Settings {
        platform,
        native_sidecars: NativeSidecars::Auto,
        revision: "canary".to_owned(),
        ..Settings::default()
    };
    let config = Config::parse(config, &reading).unwrap();
    Injector::new(config, Values::parse("{}").unwrap(), Value::Null, settings).unwrap()
}

fn webhook(pod: &Value, injector: &Injector, facts: &Facts) -> Result<Option<String>, String> {
    let asked = Asked::Webhook { path: "/inject" };
    let question = Question { pod, namespace: "shop", workload: None, asked, budget: Budget::default() };
    let answer = injector.answer(&question, facts).map_err(|e| e.to_string())?;
    let mut pod = pod.clone();
    if let Some(Change::Patch(patch)) = answer.injection.map(|injection| injection.change) {
        apply(&mut pod, patch).expect("a patch fits its pod");
    }
    Ok(seen(&pod))
}

fn render(manifest: &str, injector: &Injector, facts: &Facts) -> Result<Option<String>, String> {
    let template = match injector.config() {
        Config::Today(config) => config.templates.get("sidecar").unwrap(),
        Config::Legacy(config) => &config.template,
    };
    let rendered =
        KubeInject { injector, facts, elsewhere: None }.render_first(manifest, template, "sidecar");
    rendered.map(|text| seen(&kubeyaml::read(&text).unwrap())).map_err(|e| e.to_string())
}

fn kube_inject(manifest: &str, injector: &Injector, facts: &Facts) -> Result<Option<String>, String> {
    let injected =
        KubeInject { injector, facts, elsewhere: None }.inject_all(manifest).map_err(|e| e.to_string())?;
    Ok(seen(&kubeyaml::read(injected.text.trim_end_matches("---\n")).unwrap()))
}

#[test]
fn the_same_question_gives_the_same_text() {
    let cluster = Facts::of(&World::of_text(CLUSTER).unwrap());
    let unknown = Facts::default();
    for (config, version) in [
        (TODAY, Version::LATEST),
        (BEFORE, Version::V1_22),
        (BEFORE, Version::V1_12),
        (LEGACY, Version::V1_1),
    ] {
        let mut compared = 0;
        for seed in 0..150 {
            let mut pod = Pods::of(seed);
            pod.map_entry("metadata").insert("namespace", "shop");
            let manifest = kubeyaml::write(&pod);
            let at = format!("{version}, seed {seed}: {}", kubeyaml::to_json(&pod));
            for (facts, platform) in [(&unknown, Platform::Kubernetes), (&cluster, Platform::OpenShift)] {
                let online = injector(config, version, false, platform);
                let (asked, rendered) = (webhook(&pod, &online, facts), render(&manifest, &online, facts));
                // What fails after the template does not fail here.
                let Ok(asked) = asked else { continue };
                assert_eq!(rendered, Ok(asked.clone()), "{at}");
                assert!(asked.is_some(), "{at}");
                let offline = injector(config, version, true, platform);
                let injected = kube_inject(&manifest, &offline, &unknown).unwrap();
                // kube-inject forgets the fields that the release's types do not have (COMPATIBILITY D39).
                if platform == Platform::Kubernetes && version.grpc_probes {
                    assert_eq!(injected, asked, "{at}");
                } else if version == Version::LATEST {
                    assert_ne!(injected, asked, "kube-inject knows no namespaces: {at}");
                    assert!(asked.unwrap().contains(" 1000709999 "), "{at}");
                }
                compared += 1;
            }
        }
        assert!(compared > 200, "only {compared} pods of {version} were injected");
    }
}

#[test]
fn what_the_guard_refuses_no_surface_renders() {
    let pod = r#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","annotations":{"sidecar.istio.io/proxyImage":"a\nb: c"}},"spec":{"containers":[{"name":"a"}]}}"#;
    let pod = kubeyaml::from_json(pod.as_bytes()).unwrap();
    let manifest = kubeyaml::write(&pod);
    let facts = Facts::default();
    for (config, version) in [(TODAY, Version::LATEST), (LEGACY, Version::V1_1)] {
        let of = |offline| injector(config, version, offline, Platform::Kubernetes);
        for outcome in [
            webhook(&pod, &of(false), &facts),
            render(&manifest, &of(false), &facts),
            kube_inject(&manifest, &of(true), &facts),
        ] {
            let refusal = outcome.unwrap_err();
            assert!(refusal.contains("for annotation 'sidecar.istio.io/proxyImage'"), "{refusal}");
        }
    }
}
