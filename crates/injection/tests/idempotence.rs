//! A second injection changes nothing: `inject(inject(p)) = inject(p)`, over generated pods.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use injection::config::{Config, Reading, Values};
use injection::patch::{Op, Operation, to_json};
use injection::{
    Asked, Budget, Change, Facts, InjectError, Injector, NativeSidecars, Question, Settings, defaults,
};
use kubeyaml::Value;

#[test]
fn a_second_injection_changes_nothing() {
    let injectors = [injector(NativeSidecars::True), injector(NativeSidecars::False)];
    let mut injected = 0;
    for seed in 0..2000 {
        let pod = Pods { seed, native: false }.pod();
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

/// Pods from a seed: a small generator of its own, so that a failure names all that is needed to see it again.
struct Pods {
    seed: u64,
    /// Whether the containers being made are init containers.
    native: bool,
}

impl Pods {
    fn next(&mut self, below: usize) -> usize {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.seed >> 33).unwrap() % below
    }

    fn one_of(&mut self, all: &[&str]) -> String {
        all.get(self.next(all.len())).unwrap().to_string()
    }

    fn some(&mut self, all: &[&str]) -> String {
        let chosen: Vec<&str> = all.iter().copied().filter(|_| self.next(3) == 0).collect();
        chosen.join(",")
    }

    fn pod(&mut self) -> Value {
        self.seed = self.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let annotations = self.some(&[
            r#""prometheus.io/port":"9090""#,
            r#""prometheus.io/scrape":"true""#,
            r#""sidecar.istio.io/rewriteAppHTTPProbers":"true""#,
            r#""sidecar.istio.io/nativeSidecar":"false""#,
            r#""sidecar.istio.io/interceptionMode":"TPROXY""#,
            r#""sidecar.istio.io/proxyCPU":"1500m""#,
            r#""proxy.istio.io/config":"holdApplicationUntilProxyStarts: true""#,
            r#""traffic.sidecar.istio.io/excludeInboundPorts":"1,2""#,
            r#""sidecar.istio.io/userVolume":"{\"v\":{\"emptyDir\":{}}}""#,
        ]);
        let labels =
            self.some(&[r#""app":"web""#, r#""version":"v1""#, r#""topology.istio.io/network":"n2""#]);
        let containers = self.containers("app", &["istio-proxy"]);
        self.native = true;
        let init = self.containers("init", &["istio-init", "istio-proxy"]);
        let text = format!(
            r#"{{"apiVersion":"v1","kind":"Pod","metadata":{{"name":"p","annotations":{{{annotations}}},"labels":{{{labels}}}}},"spec":{{"containers":[{containers}],"initContainers":[{init}],"volumes":[{{"name":"u","emptyDir":{{}}}}]}}}}"#
        );
        kubeyaml::from_json(text.as_bytes()).unwrap()
    }

    fn containers(&mut self, name: &str, own: &[&str]) -> String {
        let mut names: Vec<String> = (0..self.next(3)).map(|i| format!("{name}-{i}")).collect();
        if self.next(3) == 0 {
            let place = self.next(names.len() + 1);
            let injected = self.one_of(own);
            names.insert(place, injected);
        }
        let all: Vec<String> = names.iter().map(|n| self.container(n)).collect();
        all.join(",")
    }

    fn container(&mut self, name: &str) -> String {
        let image = self.one_of(&["auto", "registry.example/image:1"]);
        let rest = self.some(&[
            r#","args":["one","-u","7"]"#,
            r#","env":[{"name":"MINE","value":"1"},{"name":"POD_NAME","value":"mine"}]"#,
            r#","ports":[{"name":"http","containerPort":8080}]"#,
            r#","resources":{"requests":{"cpu":"1000m","memory":"1024Mi"}}"#,
            r#","securityContext":{"runAsUser":2000,"runAsGroup":0}"#,
            r#","volumeMounts":[{"name":"u","mountPath":"/u"}]"#,
            r#","readinessProbe":{"httpGet":{"path":"/r","port":8080},"timeoutSeconds":2}"#,
            r#","livenessProbe":{"tcpSocket":{"port":9000}}"#,
            r#","startupProbe":{"grpc":{"port":9001,"service":null}}"#,
            r#","lifecycle":{"preStop":{"httpGet":{"path":"/s","port":8080}}}"#,
        ]);
        let rest = rest.replace(",,", ",");
        // Who gives the proxy as a native sidecar says so.
        let native = if name == "istio-proxy" && self.native { r#","restartPolicy":"Always""# } else { "" };
        format!(r#"{{"name":"{name}","image":"{image}"{rest}{native}}}"#)
    }
}
