//! What an admission costs: processor time, latency and memory of a server in a process of its own, over TLS on loopback,
//! against the same server with an engine that answers a fixed patch (the floor); and where the time goes.
//!
//! `cargo bench -p webhook --bench admission [-- SECONDS [ROW [PROTOCOL]]]`, where ROW begins the name of a row.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a benchmark may fail loudly"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use injection::config::{Config, Reading, Values};
use injection::decide::Reason;
use injection::{Injector, Settings, defaults, patch};
use kubeyaml::Meter;
use support::{ByTest, Client, Identity, Stub};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use webhook::admission::{answer, document};
use webhook::tls::{Certificates, Pair, TlsSettings};
use webhook::{
    Allowance, App, Behaviour, Engine, InjectorEngine, Limits, Metrics, PodQuestion, Server, Stopping,
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CONNECTIONS: usize = 8;
/// Pods that differ, for each connection.
const PODS: usize = 200;
/// Ticks of the processor clock in a second, as `/proc` counts on every Linux.
const TICKS: f64 = 100.0;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|a| a == "--serve") {
        return serve(&arguments[at + 1]);
    }
    let seconds = arguments.iter().find_map(|a| a.parse().ok()).unwrap_or(3.0);
    let is_name = |a: &&str| a.parse::<f64>().is_err() && !a.starts_with("--");
    let names: Vec<&str> = arguments.iter().skip(1).map(String::as_str).filter(is_name).collect();
    let wanted = |name: &str, protocol: &str| {
        names.first().is_none_or(|n| name.starts_with(n)) && names.get(1).is_none_or(|p| *p == protocol)
    };
    if names.is_empty() {
        parts();
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    println!("\nserver                 protocol  requests/s  CPU ms  p50 ms  p99 ms  resident MiB");
    let mut floors = Vec::new();
    for (engine, differing, variables) in
        [("floor", true, 3), ("injector", true, 3), ("injector", false, 3), ("injector", true, 2000)]
    {
        for protocol in ["http/1.1", "h2"] {
            let pods = if differing { "" } else { ", one pod" };
            let name = format!("{engine}{pods}{}", if variables > 3 { ", 2000 env" } else { "" });
            if !wanted(&name, protocol) {
                continue;
            }
            let figures = runtime.block_on(measure(engine, protocol, differing, variables, seconds));
            print!("{name:22} {protocol:8} {}", figures.text());
            if engine == "floor" {
                floors.push((protocol, figures.cpu));
            }
            match floors.iter().find(|(p, _)| *p == protocol) {
                Some((_, floor)) => println!("  {:.1} x floor", figures.cpu / floor),
                None => println!(),
            }
        }
    }
}

/// The built-in configuration.
fn built_in() -> InjectorEngine {
    let environment = BTreeMap::new();
    let reading = Reading {
        version: None,
        environment: &environment,
        offline: false,
        signs: injection::config::Signs::default(),
    };
    let config = Config::parse(defaults::config(), &reading).unwrap();
    let values = Values::parse(defaults::values(false)).unwrap();
    let mesh = kubeyaml::read(defaults::mesh()).unwrap();
    let injector = Injector::new(config, values, mesh, Settings::default()).unwrap();
    InjectorEngine { injector: Arc::new(injector), facts: Arc::default() }
}

/// A review as API servers send it, of a pod that differs from others in names, labels, images and environment.
fn review(number: usize, variables: usize) -> String {
    let n = number;
    let env: Vec<String> =
        (0..variables).map(|i| format!(r#"{{"name":"VARIABLE_{i}","value":"value-{n}-{i}"}}"#)).collect();
    let env = env.join(",");
    format!(
        r#"{{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{{"uid":"00000000-0000-4000-8000-{n:012}","kind":{{"group":"","version":"v1","kind":"Pod"}},"resource":{{"group":"","version":"v1","resource":"pods"}},"requestKind":{{"group":"","version":"v1","kind":"Pod"}},"requestResource":{{"group":"","version":"v1","resource":"pods"}},"namespace":"team-{n}","operation":"CREATE","userInfo":{{"username":"system:serviceaccount:kube-system:replicaset-controller","uid":"6b1f0c5e","groups":["system:serviceaccounts","system:serviceaccounts:kube-system","system:authenticated"]}},"object":{{"kind":"Pod","apiVersion":"v1","metadata":{{"generateName":"service-{n}-6c5d7f-","namespace":"team-{n}","creationTimestamp":null,"labels":{{"app":"service-{n}","version":"v{n}","pod-template-hash":"6c5d7f"}},"ownerReferences":[{{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"service-{n}-6c5d7f","uid":"aa","controller":true,"blockOwnerDeletion":true}}]}},"spec":{{"volumes":[{{"name":"kube-api-access-{n}","projected":{{"sources":[{{"serviceAccountToken":{{"expirationSeconds":3607,"path":"token"}}}},{{"configMap":{{"name":"kube-root-ca.crt","items":[{{"key":"ca.crt","path":"ca.crt"}}]}}}}],"defaultMode":420}}}}],"containers":[{{"name":"service-{n}","image":"registry.example/team/service-{n}:1.{n}","ports":[{{"name":"http","containerPort":8080,"protocol":"TCP"}}],"env":[{env}],"resources":{{"limits":{{"cpu":"500m","memory":"256Mi"}},"requests":{{"cpu":"100m","memory":"128Mi"}}}},"volumeMounts":[{{"name":"kube-api-access-{n}","readOnly":true,"mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}}],"livenessProbe":{{"httpGet":{{"path":"/live","port":"http","scheme":"HTTP"}},"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":3}},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","serviceAccountName":"default","securityContext":{{}},"schedulerName":"default-scheduler","tolerations":[{{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}}],"priority":0,"enableServiceLinks":true,"preemptionPolicy":"PreemptLowerPriority"}},"status":{{}}}},"oldObject":null,"dryRun":false,"options":{{"kind":"CreateOptions","apiVersion":"meta.k8s.io/v1"}}}}}}"#
    )
}

/// Times the steps of an admission in this process.
fn parts() {
    let engine = built_in();
    println!("step                     3 variables  2000 variables   (microseconds)");
    type Step = fn(&InjectorEngine, &str) -> usize;
    let steps: [(&str, Step); 3] = [
        ("decode", |_, body| {
            usize::from(document(body.as_bytes(), &mut Meter::unlimited(), true).unwrap().is_null())
        }),
        ("decode, inject", |engine, body| {
            let review = document(body.as_bytes(), &mut Meter::unlimited(), true).unwrap();
            let pod = review.at(&["request", "object"]);
            let question = PodQuestion {
                pod,
                namespace: "n",
                path: "/inject",
                dry_run: false,
                allowance: Allowance::AMPLE,
            };
            patch::to_json(engine.admit(question).unwrap().patch().unwrap_or_default()).len()
        }),
        ("decode, inject, answer", |engine, body| {
            answer(body.as_bytes(), "/inject", engine, true, Allowance::AMPLE).unwrap().json.len()
        }),
    ];
    for (name, step) in steps {
        let times = [3, 2000].map(|variables| {
            let bodies: Vec<String> = (0..PODS).map(|n| review(n, variables)).collect();
            let (began, mut rounds) = (Instant::now(), 0);
            while began.elapsed() < Duration::from_millis(700) {
                std::hint::black_box(step(&engine, &bodies[rounds % PODS]));
                rounds += 1;
            }
            began.elapsed().as_secs_f64() * 1e6 / rounds as f64
        });
        println!("{name:24} {:11.1} {:15.1}", times[0], times[1]);
    }
    let question = review(0, 3);
    let reply = answer(question.as_bytes(), "/inject", &engine, true, Allowance::AMPLE).unwrap();
    println!(
        "(a review of {} bytes, an answer of {}: {})",
        question.len(),
        reply.json.len(),
        reply.outcome.name()
    );
}

struct Figures {
    rate: f64,
    /// Milliseconds of the server's processor time for a request.
    cpu: f64,
    p50: f64,
    p99: f64,
    resident: f64,
}

impl Figures {
    fn text(&self) -> String {
        let Figures { rate, cpu, p50, p99, resident } = self;
        format!("{rate:11.0} {cpu:7.3} {p50:7.2} {p99:7.2} {resident:13.1}")
    }
}

async fn measure(
    engine: &str,
    protocol: &'static str,
    differing: bool,
    variables: usize,
    seconds: f64,
) -> Figures {
    let identity = Identity::new();
    let mut server = Process::start(engine, &identity);
    let client = Client::new(server.address.parse().unwrap(), &[&identity]);
    // Warm up, then count.
    load(&client, protocol, differing, variables, 0.3).await;
    let (cpu, began) = (server.cpu(), Instant::now());
    let mut times = load(&client, protocol, differing, variables, seconds).await;
    let (elapsed, cpu) = (began.elapsed().as_secs_f64(), server.cpu() - cpu);
    times.sort_unstable();
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize].as_secs_f64() * 1e3;
    let count = times.len() as f64;
    let figures = Figures {
        rate: count / elapsed,
        cpu: cpu * 1e3 / count,
        p50: at(0.5),
        p99: at(0.99),
        resident: server.resident(),
    };
    server.stop();
    figures
}

async fn load(
    client: &Client,
    protocol: &'static str,
    differing: bool,
    variables: usize,
    seconds: f64,
) -> Vec<Duration> {
    let mut clients = JoinSet::new();
    for c in 0..CONNECTIONS {
        let client = client.clone();
        clients.spawn(async move {
            let pods = if differing { PODS } else { 1 };
            let bodies: Vec<Bytes> = (0..pods).map(|n| review(c * pods + n, variables).into()).collect();
            let mut sender = client.open(protocol).await.unwrap().0;
            let (began, mut times) = (Instant::now(), Vec::new());
            while began.elapsed().as_secs_f64() < seconds {
                let asked = Instant::now();
                let (status, answer) = sender.post(bodies[times.len() % pods].clone()).await.unwrap();
                times.push(asked.elapsed());
                assert!(status == 200 && answer.contains("\"patch\":"), "{status} {answer:.300}");
            }
            times
        });
    }
    clients.join_all().await.concat()
}

/// A server in a process of its own.
struct Process {
    child: Child,
    address: String,
}

impl Process {
    fn start(engine: &str, identity: &Identity) -> Process {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--serve", engine])
            .env("BENCH_CHAIN", &identity.chain)
            .env("BENCH_KEY", &identity.key)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut address).unwrap();
        Process { child, address: address.trim().to_owned() }
    }

    /// Seconds of processor time so far.
    fn cpu(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit_once(") ").unwrap().1.split(' ').collect();
        (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / TICKS
    }

    /// Resident memory in MiB.
    fn resident(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).unwrap();
        line.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1024.0
    }

    fn stop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The server's side: prints its address and serves until it is killed.
fn serve(engine: &str) {
    let engine: Box<dyn Engine> = if engine == "floor" {
        Box::new(Stub { reason: Reason::PolicyEnabled })
    } else {
        Box::new(built_in())
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let variable = |name| std::env::var(name).unwrap();
        let pair =
            Pair::from_pem(variable("BENCH_CHAIN").as_bytes(), variable("BENCH_KEY").as_bytes()).unwrap();
        let tls = TlsSettings::default().server(Arc::new(Certificates::new(pair))).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let behaviour = Behaviour { warnings: true, log_decisions: false };
        let app = Arc::new(App::new(engine, Arc::new(Metrics::new()), Limits::default(), behaviour, None));
        println!("{}", listener.local_addr().unwrap());
        std::io::stdout().flush().unwrap();
        // Ends with the process that started it, however that ended.
        std::thread::spawn(|| std::io::stdin().read_line(&mut String::new()).map(|_| std::process::exit(0)));
        let stopping = Stopping { drain: Duration::ZERO, grace: Duration::ZERO };
        Server::new(listener, None).run(app, tls, stopping, ByTest::never()).await;
    });
}
