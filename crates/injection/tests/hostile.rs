//! One pod's author must not keep the others waiting: work grows with the pod, not with its square, and what is too
//! large is refused.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "../../golang/tests/processor_time/mod.rs"]
mod processor_time;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use injection::config::{Config, Reading, Values};
use injection::{
    Answer, Asked, Budget, Facts, InjectError, Injector, NativeSidecars, Question, Settings, Version,
    defaults,
};
use kubeyaml::Value;
use processor_time::processor_time;

/// Eight times as much may take this many times as long; were it the square, it would be 64.
const GROWTH: u32 = 32;

#[test]
fn work_grows_with_the_pod() {
    let legacy = "policy: enabled\ntemplate: |\n  containers: [{name: istio-proxy, image: 'p:1', args: [--statusPort, '15020']}]\n  \
                  rewriteAppHTTPProbe: true\n";
    let today = r#"
policy: enabled
templates:
  sidecar: |
    spec:
      initContainers: [{name: istio-init, image: "p:1"}]
      containers: [{name: istio-proxy, image: "p:1", args: [{{ toJSON .ProxyConfig.ProxyMetadata | quote }}]}]
      volumes:
      {{- range $name, $volume := fromJSON (annotation .ObjectMeta "sidecar.istio.io/userVolume" "{}") }}
      - {name: {{ quote $name }}, emptyDir: {}}
      {{- end }}
"#;
    let injectors = [injector(today, Version::LATEST), injector(legacy, Version::V1_1)];
    for (name, pod) in PODS {
        for injector in &injectors {
            let time = |size: usize| {
                let pod = kubeyaml::from_json(pod(size).as_bytes()).unwrap();
                (0..3).map(|_| timed(&pod, injector, name)).min().unwrap()
            };
            let (small, large) = (time(700), time(5600));
            // What is too quick to be measured has not grown.
            let bound = small.max(Duration::from_millis(2)) * GROWTH;
            assert!(large <= bound, "{name} {}: {small:?} became {large:?}", injector.version());
        }
    }
}

fn timed(pod: &Value, injector: &Injector, name: &str) -> Duration {
    let start = processor_time();
    let answer = admit(pod, injector);
    let time = processor_time() - start;
    let _ = answer.unwrap_or_else(|e| panic!("{name}: {e}"));
    time
}

/// A pod with so many of something.
type Pods = (&'static str, fn(usize) -> String);

const PODS: [Pods; 10] = [
    ("volumes in an annotation", |n| {
        annotated(
            "sidecar.istio.io/userVolume",
            &format!("{{{}}}", list(n, |i| format!(r#""v{i}":{{"emptyDir":{{}}}}"#))),
            "",
        )
    }),
    ("names in the status", |n| {
        let names = list(n, |i| format!("\"c{i}\""));
        let status = format!(r#"{{"containers":[{names}],"initContainers":[{names}]}}"#);
        annotated("sidecar.istio.io/status", &status, &list(n, |i| format!(r#"{{"name":"x{i}"}}"#)))
    }),
    ("remembered containers", |n| {
        let containers = list(n, |i| format!(r#"{{"name":"c{i}"}}"#));
        annotated("proxy.istio.io/overrides", &format!(r#"{{"containers":[{containers}]}}"#), "")
    }),
    ("variables of the proxy", |n| {
        annotated(
            "proxy.istio.io/config",
            &format!("{{proxyMetadata: {{{}}}}}", list(n, |i| format!("K{i}: v"))),
            "",
        )
    }),
    ("excluded ports", |n| {
        annotated("traffic.sidecar.istio.io/excludeInboundPorts", &list(n, |i| (i + 1).to_string()), "")
    }),
    ("annotations", |n| {
        let annotations = list(n, |i| format!(r#""sidecar.istio.io/own{i}":"x""#));
        format!(
            r#"{{"metadata":{{"annotations":{{{annotations}}}}},"spec":{{"containers":[{{"name":"a"}}]}}}}"#
        )
    }),
    ("containers", |n| {
        annotated(
            "a",
            "b",
            &list(n, |i| format!(r#"{{"name":"c{i}","livenessProbe":{{"httpGet":{{"port":{i}}}}}}}"#)),
        )
    }),
    ("containers of one name", |n| annotated("a", "b", &list(n, |_| r#"{"name":"istio-init"}"#.to_owned()))),
    ("environment of its own proxy", |n| {
        let variables = list(n, |i| format!(r#"{{"name":"E{i}","value":"x"}}"#));
        annotated("a", "b", &format!(r#"{{"name":"istio-proxy","image":"auto","env":[{variables}]}}"#))
    }),
    ("labels", |n| {
        let labels = list(n, |i| format!(r#""l{i}":"x""#));
        format!(r#"{{"metadata":{{"labels":{{{labels}}}}},"spec":{{"containers":[{{"name":"a"}}]}}}}"#)
    }),
];

fn list(n: usize, item: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    for i in 0..n {
        write!(out, "{}{}", if i == 0 { "" } else { "," }, item(i)).unwrap();
    }
    out
}

fn annotated(name: &str, value: &str, containers: &str) -> String {
    let value = kubeyaml::to_json(&Value::text(value));
    format!(r#"{{"metadata":{{"annotations":{{"{name}":{value}}}}},"spec":{{"containers":[{containers}]}}}}"#)
}

#[test]
fn what_is_too_large_is_refused_where_it_would_be_injected() {
    let injector = injector(defaults::config(), Version::LATEST);
    for (extra, want) in [
        (r#""nodeName":"n""#.to_owned(), ""),
        (
            format!(r#""tolerations":[{}]"#, list(60_000, |_| "{}".to_owned())),
            "more than 50000 fields and items",
        ),
        (format!(r#""nodeName":"{}""#, "x".repeat(4 << 20)), "more than 3145728 bytes of text"),
    ] {
        for (host_network, want) in [(false, want), (true, "")] {
            let pod = format!(
                r#"{{"metadata":{{"annotations":{{}}}},"spec":{{"hostNetwork":{host_network},{extra}}}}}"#
            );
            let pod = kubeyaml::from_json(pod.as_bytes()).unwrap();
            let answer = admit(&pod, &injector);
            let said = answer.err().map(|e| e.to_string()).unwrap_or_default();
            assert!(said.contains(want) && said.is_empty() == want.is_empty(), "{said}");
        }
    }
}

fn injector(config: &str, version: Version) -> Injector {
    let reading = Reading {
        version: Some(version),
        environment: &BTreeMap::new(),
        offline: false,
        signs: injection::config::Signs::default(),
    };
    let mesh = if version.layout == meshconfig::Layout::Single {
        Value::Null
    } else {
        kubeyaml::read(defaults::mesh()).unwrap()
    };
    let settings = Settings {
        revision: "default".to_owned(),
        native_sidecars: NativeSidecars::True,
        ..Settings::default()
    };
    let config = Config::parse(config, &reading).unwrap();
    Injector::new(config, Values::parse(defaults::values(false)).unwrap(), mesh, settings).unwrap()
}

fn admit(pod: &Value, injector: &Injector) -> Result<Answer, InjectError> {
    let asked = Asked::Webhook { path: "/inject" };
    let question = Question { pod, namespace: "ns", workload: None, asked, budget: Budget::default() };
    injector.answer(&question, &Facts::default())
}
