//! A second injection changes nothing: `inject(inject(p)) = inject(p)`, over generated pods.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use std::collections::BTreeMap;

use injection::config::{Config, Reading, Values};
use injection::patch::{Op, Operation, to_json};
use injection::{
    Asked, Budget, Change, Facts, InjectError, Injector, NativeSidecars, Question, Settings, defaults,
};
use kubeyaml::Value;
use support::Pods;

#[test]
fn a_second_injection_changes_nothing() {
    let injectors = [injector(NativeSidecars::True), injector(NativeSidecars::False)];
    let mut injected = 0;
    for seed in 0..2000 {
        let pod = Pods::of(seed);
        for injector in &injectors {
            let Ok(first) = patch(&pod, injector) else { continue };
            let mut once = pod.clone();
            first.iter().for_each(|operation| apply(&mut once, operation));
            if !names_are_unique(&pod) || !names_are_unique(&once) {
                continue;
            }
            let second = patch(&once, injector).unwrap();
            assert_eq!(to_json(&second), "[]", "seed {seed}: {}", kubeyaml::to_json(&pod));
            injected += usize::from(!first.is_empty());
        }
    }
    assert!(injected > 3000, "only {injected} of the generated pods were injected");
}

/// The API server refuses a pod in which two containers have one name, as when a user gives `istio-proxy` as an init
/// container to an injector that makes it an ordinary one.
fn names_are_unique(pod: &Value) -> bool {
    let containers =
        ["containers", "initContainers"].into_iter().flat_map(|list| pod.items_at(&["spec", list]));
    let mut seen = std::collections::BTreeSet::new();
    containers.filter_map(|c| c.str_at(&["name"])).all(|name| seen.insert(name))
}

fn patch(pod: &Value, injector: &Injector) -> Result<Vec<Operation>, InjectError> {
    let asked = Asked::Webhook { path: "/inject/cluster/east/net/n1" };
    let question = Question { pod, namespace: "shop", workload: None, asked, budget: Budget::default() };
    let answer = injector.answer(&question, &Facts::default())?;
    match answer.injection.map(|injection| injection.change) {
        Some(Change::Patch(patch)) => Ok(patch),
        Some(Change::Pod(_)) => panic!("the webhook answers with a patch"),
        None => Ok(Vec::new()),
    }
}

fn injector(native_sidecars: NativeSidecars) -> Injector {
    let reading = Reading {
        version: None,
        environment: &BTreeMap::new(),
        offline: false,
        signs: injection::config::Signs::default(),
    };
    let settings = Settings { revision: "default".to_owned(), native_sidecars, ..Settings::default() };
    let config = Config::parse(defaults::config(), &reading).unwrap();
    let mesh = kubeyaml::read(defaults::mesh()).unwrap();
    Injector::new(config, Values::parse(defaults::values(false)).unwrap(), mesh, settings).unwrap()
}

/// A patch as RFC 6902 has it, as far as ours go.
fn apply(document: &mut Value, operation: &Operation) {
    let (parent, key) = operation.path.rsplit_once('/').unwrap();
    let plain = |part: &str| part.replace("~1", "/").replace("~0", "~");
    let node = parent.split('/').skip(1).fold(document, |node, part| match node {
        Value::List(items) => items.get_mut(part.parse::<usize>().unwrap()).unwrap(),
        other => other.get_mut(&plain(part)).unwrap(),
    });
    match (node, operation.op) {
        (Value::List(items), Op::Add) if key == "-" => items.push(operation.value.clone().unwrap()),
        (Value::List(items), Op::Remove) => drop(items.remove(key.parse().unwrap())),
        (Value::List(items), _) => {
            *items.get_mut(key.parse::<usize>().unwrap()).unwrap() = operation.value.clone().unwrap()
        }
        (Value::Map(map), Op::Remove) => drop(map.remove(&plain(key))),
        (Value::Map(map), _) => drop(map.insert(plain(key), operation.value.clone().unwrap())),
        (other, _) => panic!("{} has no member {key}", other.kind()),
    }
}
