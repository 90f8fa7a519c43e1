//! What one answer costs: reading a pod that differs from the others, asking about it, and writing the patch. Under
//! callgrind its counts of instructions do not depend on what else the machine does:
//!
//! `cargo bench -p injection --bench answer -- ROUNDS [VARIABLES]`, and of that program
//! `valgrind --tool=callgrind '--toggle-collect=*answer::answer*' PROGRAM ROUNDS [VARIABLES]`
//!
//! `BENCH_INJECT_CONFIG`, `BENCH_VALUES`, `BENCH_MESH` name the configuration of an Istio installation to measure with, in
//! place of the built-in one.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "a benchmark may fail loudly, and knows clock, environment and files"
)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use injection::config::{Config, Reading, Signs, Values};
use injection::{Asked, Budget, Facts, Injector, Question, Settings, defaults, patch};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let rounds = numbers.first().copied().unwrap_or(1000);
    let variables = numbers.get(1).copied().unwrap_or(3);
    let began = Instant::now();
    let injector = injector();
    let load = began.elapsed();
    let pods: Vec<String> = (0..rounds).map(|n| pod(n, variables)).collect();
    let began = Instant::now();
    let length: usize = pods.iter().map(|pod| black_box(answer(&injector, pod))).sum();
    let each = began.elapsed().as_secs_f64() * 1e6 / rounds.max(1) as f64;
    println!("loaded in {load:.1?}; {rounds} answers of {each:.1} us each, {length} bytes");
}

/// The patch of one pod as text.
#[inline(never)]
fn answer(injector: &Injector, pod: &str) -> usize {
    let pod = kubeyaml::from_json(pod.as_bytes()).unwrap();
    let question = Question {
        pod: &pod,
        namespace: "team",
        workload: None,
        asked: Asked::Webhook { path: "/inject" },
        budget: Budget::default(),
    };
    let answer = injector.answer(&question, &Facts::default()).unwrap();
    patch::to_json(answer.patch().unwrap()).len()
}

fn injector() -> Injector {
    let environment = BTreeMap::new();
    let reading =
        Reading { version: None, environment: &environment, offline: false, signs: Signs::default() };
    let config = text("BENCH_INJECT_CONFIG", defaults::config());
    let values = Values::parse(&text("BENCH_VALUES", defaults::values(false))).unwrap();
    let mesh = kubeyaml::read(&text("BENCH_MESH", defaults::mesh())).unwrap();
    Injector::new(Config::parse(&config, &reading).unwrap(), values, mesh, Settings::default()).unwrap()
}

fn text(variable: &str, built_in: &str) -> String {
    std::env::var_os(variable)
        .map_or_else(|| built_in.to_owned(), |path| std::fs::read_to_string(path).unwrap())
}

/// A pod as API servers send it, which differs from others in names, labels, images and environment.
fn pod(number: usize, variables: usize) -> String {
    let n = number;
    let env: Vec<String> =
        (0..variables).map(|i| format!(r#"{{"name":"VARIABLE_{i}","value":"value-{n}-{i}"}}"#)).collect();
    let env = env.join(",");
    format!(
        r#"{{"kind":"Pod","apiVersion":"v1","metadata":{{"generateName":"service-{n}-6c5d7f-","namespace":"team-{n}","creationTimestamp":null,"labels":{{"app":"service-{n}","version":"v{n}","pod-template-hash":"6c5d7f"}},"ownerReferences":[{{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"service-{n}-6c5d7f","uid":"aa","controller":true,"blockOwnerDeletion":true}}]}},"spec":{{"volumes":[{{"name":"kube-api-access-{n}","projected":{{"sources":[{{"serviceAccountToken":{{"expirationSeconds":3607,"path":"token"}}}},{{"configMap":{{"name":"kube-root-ca.crt","items":[{{"key":"ca.crt","path":"ca.crt"}}]}}}}],"defaultMode":420}}}}],"containers":[{{"name":"service-{n}","image":"registry.example/team/service-{n}:1.{n}","ports":[{{"name":"http","containerPort":8080,"protocol":"TCP"}}],"env":[{env}],"resources":{{"limits":{{"cpu":"500m","memory":"256Mi"}},"requests":{{"cpu":"100m","memory":"128Mi"}}}},"volumeMounts":[{{"name":"kube-api-access-{n}","readOnly":true,"mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}}],"livenessProbe":{{"httpGet":{{"path":"/live","port":"http","scheme":"HTTP"}},"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":3}},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","serviceAccountName":"default","securityContext":{{}},"schedulerName":"default-scheduler","tolerations":[{{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}}],"priority":0,"enableServiceLinks":true,"preemptionPolicy":"PreemptLowerPriority"}},"status":{{}}}}"#
    )
}
