//! What each surface says of a pod, and whether that is the same.

use std::collections::HashMap;
use std::sync::Arc;

use diagnosis::admission::{self, Asked};
use diagnosis::explain::{Explainer, Subject};
use diagnosis::outdated::{Now, pods};
use injection::config::Config;
use injection::kube_inject::{KubeInject, Warning};
use injection::manifest::{Manifest, PodTemplates};
use injection::patch::apply;
use injection::{Change, Facts, Injector};
use kubeschema::{Options, normalize, types};
use kubeyaml::{Map, Value};
use meshconfig::AlreadyInjected;
use objects::{World, names};
use webhook::{Allowance, Engine, InjectorEngine, PodQuestion};

/// How many pods came out how.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    pub asked: usize,
    pub injected: usize,
    pub left_alone: usize,
    pub not_asked: usize,
    pub refused: usize,
    pub rendered: usize,
    pub kube_injected: usize,
    pub edited: usize,
}

impl Counted {
    pub fn and(self, other: &Counted) -> Counted {
        Counted {
            asked: self.asked + other.asked,
            injected: self.injected + other.injected,
            left_alone: self.left_alone + other.left_alone,
            not_asked: self.not_asked + other.not_asked,
            refused: self.refused + other.refused,
            rendered: self.rendered + other.rendered,
            kube_injected: self.kube_injected + other.kube_injected,
            edited: self.edited + other.edited,
        }
    }
}

/// What becomes of a pod.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub injects: bool,
    pub code: &'static str,
    pub pod: Option<Value>,
}

/// A cluster, and the injectors of its revisions.
pub struct Cluster<'a> {
    pub world: World,
    pub facts: Arc<Facts>,
    /// Makes the injector of a revision.
    pub injector: &'a (dyn Fn(&str) -> Injector + Sync),
    engines: HashMap<String, InjectorEngine>,
}

impl<'a> Cluster<'a> {
    pub fn new(world: World, injector: &'a (dyn Fn(&str) -> Injector + Sync)) -> Cluster<'a> {
        let facts = Arc::new(Facts::of(&world));
        Cluster { world, facts, injector, engines: HashMap::new() }
    }

    pub fn engine(&mut self, revision: &str) -> &InjectorEngine {
        let Cluster { facts, injector, engines, .. } = self;
        engines.entry(revision.to_owned()).or_insert_with(|| InjectorEngine {
            injector: Arc::new(injector(revision)),
            facts: facts.clone(),
        })
    }

    /// The revision that is asked about a pod, and the path.
    pub fn asked(&self, pod: &Value) -> Option<(String, String)> {
        let namespace = pod.str_at(&["metadata", "namespace"]).unwrap();
        match admission::asked_in(&self.world, pod, namespace) {
            Asked::Injector(injector) => Some((injector.revision.to_owned(), injector.path.to_owned())),
            Asked::Nobody => None,
            other => panic!("{other:?}"),
        }
    }

    /// What the webhook's engine makes of a pod, if it is asked.
    pub fn by_engine(&mut self, pod: &Value) -> Said {
        match self.asked(pod) {
            Some((revision, path)) => by_engine(self.engine(&revision), pod, &path),
            None => Said { injects: false, code: "not-asked", pod: None },
        }
    }
}

pub fn by_engine(engine: &InjectorEngine, pod: &Value, path: &str) -> Said {
    let namespace = pod.str_at(&["metadata", "namespace"]).unwrap_or_default();
    let question = PodQuestion { pod, namespace, path, dry_run: true, allowance: Allowance::AMPLE };
    let Ok(answer) = engine.admit(question) else {
        return Said { injects: false, code: "refused", pod: None };
    };
    let code = answer.decision.code();
    let made = answer.injection.map(|injection| {
        let Change::Patch(patch) = injection.change else { panic!("the webhook answers with a patch") };
        let mut made = pod.clone();
        apply(&mut made, patch).expect("a patch fits its pod");
        made
    });
    Said { injects: made.is_some(), code, pod: made }
}

/// The pods of workloads as they run, and how each should stand: every second one without the sidecar that it would get.
#[derive(Default)]
pub struct Running {
    objects: Vec<Value>,
    expected: HashMap<(String, String), &'static str>,
}

impl Running {
    /// A pod that brings a proxy of its own is left out: outdated takes it for one that was injected.
    pub fn add(&mut self, workload: &Value, sent: &Value, said: &Said) {
        if brings_proxy(sent) {
            return;
        }
        let is_missed = self.expected.len() % 2 == 1;
        let mut pod = match &said.pod {
            Some(made) if !is_missed => made.clone(),
            _ => sent.clone(),
        };
        let name = format!("{}0", sent.str_at(&["metadata", "generateName"]).unwrap());
        pod.map_entry("metadata").insert("name", name.as_str());
        let state = match (said.injects, said.code) {
            (true, _) if is_missed => "missed",
            (true, _) => "current",
            (false, "refused") => "refused",
            (false, _) => "not-injected",
        };
        let namespace = sent.str_at(&["metadata", "namespace"]).unwrap().to_owned();
        self.expected.insert((namespace, name), state);
        self.objects.extend([workload.clone(), pod]);
    }

    /// That outdated says so, too.
    pub fn check(self, cluster: &Cluster<'_>, at: &str) {
        let mut world = cluster.world.clone();
        self.objects.into_iter().for_each(|object| world.insert(object));
        let injector = |revision: &str| Ok(Arc::new((cluster.injector)(revision)));
        let now = Now { injector: &injector, facts: &cluster.facts, revision: "" };
        let mut seen = 0;
        for group in pods(&world, None, &now) {
            for name in &group.pods {
                seen += 1;
                let want = self.expected.get(&(group.namespace.clone(), name.clone())).unwrap();
                assert_eq!(
                    group.state.code(),
                    *want,
                    "{at}: {name}: {:?} {:?}",
                    group.state,
                    group.differences
                );
            }
        }
        assert_eq!(seen, self.expected.len(), "{at}");
    }
}

/// That explain says what was said.
pub fn check_explain(explainer: &mut Explainer<'_>, subject: &Subject<'_>, said: &Said, at: &str) {
    let path = explainer.path(subject);
    let got = Said { injects: path.injects.unwrap_or_default(), code: path.code, pod: path.pod };
    assert_eq!(&got, said, "explain: {at}");
}

/// That render sees what the template of the webhook saw; the pod says what that was.
pub fn check_render(engine: &InjectorEngine, sent: &Value, said: &Said, at: &str) -> bool {
    let Some(made) = &said.pod else { return false };
    let template = match engine.injector.config() {
        Config::Today(config) => config.templates.get("sidecar").unwrap(),
        Config::Legacy(config) => &config.template,
    };
    let kube_inject = KubeInject { injector: &engine.injector, facts: &engine.facts, elsewhere: None };
    let rendered = kube_inject.render_first(&kubeyaml::to_json(sent), template, "sidecar").unwrap();
    assert_eq!(seen(&kubeyaml::read(&rendered).unwrap()), seen(made), "render: {at}");
    true
}

/// What a template saw, in what it gave or in the pod that it was laid over.
fn seen(of: &Value) -> Option<String> {
    let proxies = [of.items_at(&["containers"]), of.items_at(&["spec", "containers"])].concat();
    let proxy = proxies.into_iter().rfind(|c| c.str_at(&["name"]) == Some("istio-proxy"));
    let argument = || Some(proxy?.items_at(&["args"]).first()?.as_str()?.to_owned());
    of.str_at(&["metadata", "annotations", "test/seen"]).map(str::to_owned).or_else(argument)
}

/// That inject makes of an object what the webhook makes of its pods, and render shows what each template that was laid over
/// them gives. Whether it injects it.
pub fn check_inject(engine: &InjectorEngine, object: &Value, said: &Said, at: &str) -> bool {
    let templates = PodTemplates::default();
    let InjectorEngine { injector, facts } = engine;
    let manifest = Manifest { injector, facts, templates: &templates, namespace: "shop" };
    let mut edited = object.clone();
    let Ok(found) = manifest.inject(&mut edited) else {
        assert_eq!(said.code, "refused", "inject: {at}");
        return false;
    };
    let [workload] = &found.workloads[..] else { panic!("inject: {:?}: {at}", found.workloads) };
    let decision = &workload.decision;
    assert_eq!((decision.inject, decision.code()), (said.injects, said.code), "inject: {at}");
    let Some(made) = &said.pod else { return false };
    let place: &[&str] = match object.str_at(&["kind"]) {
        Some("Pod") => &[],
        Some("CronJob") => &["spec", "jobTemplate", "spec", "template"],
        _ => &["spec", "template"],
    };
    assert_eq!(canonical(edited.at(place)), canonical(made), "inject: {at}");
    let author = object.at(place);
    match injector.config() {
        Config::Legacy(config) => check_rendered(engine, object, (&config.template, ""), (author, made), at),
        Config::Today(config) => {
            for name in &workload.templates {
                let template = config.templates.get(name).unwrap();
                check_rendered(engine, object, (template, name), (author, made), at);
            }
        }
    }
    true
}

/// That a pod has what a template gives by render, where its author did not write it.
fn check_rendered(
    engine: &InjectorEngine,
    object: &Value,
    (template, name): (&gotext::Template, &str),
    (author, made): (&Value, &Value),
    at: &str,
) {
    let kube_inject = KubeInject { injector: &engine.injector, facts: &engine.facts, elsewhere: None };
    let text = kube_inject.render_first(&kubeyaml::to_json(object), template, name).unwrap();
    let rendered = kubeyaml::read(&text).unwrap();
    for list in ["initContainers", "containers", "volumes"] {
        let given = [rendered.items_at(&[list]), rendered.items_at(&["spec", list])].concat();
        for item in given.iter().filter(|item| item.at(&["$patch"]).is_null()) {
            let of = |pod: &Value| {
                let mut all = pod.items_at(&["spec", list]).iter();
                all.find(|other| other.at(&["name"]) == item.at(&["name"])).cloned()
            };
            let Some(there) = of(made) else {
                panic!("render: {list} {:?} is not in the pod: {at}", item.at(&["name"]))
            };
            if of(author).is_none() {
                assert_eq!(there.at(&["image"]), item.at(&["image"]), "render: {at}");
            }
        }
    }
}

/// That kube-inject, which decides without rules of its own, makes of an object what an engine without rules makes of its
/// pod. Whether it injects it.
pub fn check_kube_inject(plain: &InjectorEngine, object: &Value, pod: &Value, at: &str) -> bool {
    let (said, version) = (by_engine(plain, pod, "/inject"), plain.injector.version());
    let (kube, kind) = (by_kube_inject(&plain.injector, object), object.str_at(&["kind"]));
    // Some releases of kube-inject leave a pod with a proxy alone, webhooks never do.
    if version.already_injected != AlreadyInjected::Never && brings_proxy(pod) {
        return false;
    }
    if !version.offline_decision {
        // Releases that inject whatever they are given look at the network alone.
        let own_network = pod.at(&["spec", "hostNetwork"]).as_bool() != Some(true);
        assert_eq!(matches!(kube, Ok(None)), !own_network, "kube-inject: {at}");
        return matches!(kube, Ok(Some(_)));
    }
    match (&said, kube) {
        (Said { code: "refused", .. }, Err(_)) | (Said { injects: false, .. }, Ok(None)) => false,
        (Said { pod: Some(made), .. }, Ok(Some(kube))) => {
            // It forgets the fields that the release's types do not have (COMPATIBILITY D39), and lays the pod's own proxy
            // config on that of the mesh for all to see, where the webhook keeps them apart.
            let own = pod.at(&["metadata", "annotations"]).get(names::PROXY_CONFIG).is_some();
            if version.grpc_probes && !own {
                let place = if kind == Some("Pod") { &[][..] } else { &["spec", "template"] };
                let (kube, made) = (canonical(kube.at(place)), canonical(made));
                let differs = kube.bytes().zip(made.bytes()).take_while(|(one, other)| one == other).count();
                let rest =
                    |text: &str| text.chars().skip(differs.saturating_sub(40)).take(200).collect::<String>();
                assert_eq!(rest(&kube), rest(&made), "kube-inject: {at}");
            }
            true
        }
        // It does not look at the namespace of what is around the template (COMPATIBILITY S10).
        (Said { code: "ignored-namespace", .. }, Ok(Some(_))) if kind != Some("Pod") => true,
        (said, kube) => panic!("the engine says {said:?}, kube-inject {kube:?}: {at}"),
    }
}

fn brings_proxy(pod: &Value) -> bool {
    let mut containers =
        ["containers", "initContainers"].into_iter().flat_map(|list| pod.items_at(&["spec", list]));
    containers.any(|container| container.str_at(&["name"]) == Some("istio-proxy"))
}

/// What kube-inject makes of an object: the object; `None` if it leaves it alone, an error if it refuses it.
pub fn by_kube_inject(injector: &Injector, object: &Value) -> Result<Option<Value>, String> {
    let facts = Facts::default();
    let injected =
        KubeInject { injector, facts: &facts, elsewhere: None }.inject_all(&kubeyaml::to_json(object));
    let injected = injected.map_err(|e| e.to_string())?;
    if injected.warnings.iter().any(|warning| matches!(warning, Warning::Skipped { .. })) {
        return Ok(None);
    }
    Ok(Some(kubeyaml::read(injected.text.trim_end_matches("---\n")).unwrap()))
}

/// A pod's labels, annotations and spec as their types have them, without what says nothing, as JSON.
fn canonical(pod: &Value) -> String {
    let mut typed = Value::Null;
    for key in ["labels", "annotations"] {
        typed.map_entry("metadata").insert(key, pod.at(&["metadata", key]).clone());
    }
    typed.become_map().insert("spec", pod.at(&["spec"]).clone());
    let options = Options { convert_scalars: true, creation_timestamp_null: false };
    normalize(&mut typed, &types::core::POD, &options, None).expect("what was injected is a pod");
    prune(&mut typed);
    kubeyaml::to_json(&typed)
}

fn prune(value: &mut Value) {
    match value {
        Value::Map(map) => {
            map.iter_mut().for_each(|(_, value)| prune(value));
            map.retain(|_, value| !is_nothing(value));
        }
        Value::List(items) => items.iter_mut().for_each(prune),
        _ => {}
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Map(map) => Map::is_empty(map),
        Value::List(items) => items.is_empty(),
        _ => false,
    }
}
