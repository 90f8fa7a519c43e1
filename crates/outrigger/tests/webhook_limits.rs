//! The webhook as a process under attack: whatever is sent, its memory stays below a ceiling, and an ordinary pod gets its
//! answer.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

#[path = "../../webhook/tests/support/mod.rs"]
mod support;

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::Full;
use hyper::Request;
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use support::mount::Mount;
use support::{Client, Identity, get};
use tokio::io::AsyncWriteExt;
use tokio::task::JoinSet;

/// Nothing here takes longer, however slow the machine is.
const PATIENCE: Duration = Duration::from_secs(120);
/// MiB that the process may take at any time: well below the limit of the Deployment, 256 MiB. With `OUTRIGGER_MEASURE` set
/// it is measured only, for another program that `OUTRIGGER` names.
const CEILING: u64 = 200;

struct Webhook {
    process: Child,
    address: SocketAddr,
    operations: SocketAddr,
    identity: Identity,
    _mount: Mount,
}

impl Webhook {
    /// Starts the program with its built-in configuration.
    async fn start(name: &str) -> Webhook {
        let free = || TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let (address, operations, identity) = (free(), free(), Identity::new());
        let mut mount = Mount::new(name);
        mount.publish(&[("cert.pem", &identity.chain), ("key.pem", &identity.key)]);
        let program =
            std::env::var("OUTRIGGER").unwrap_or_else(|_| env!("CARGO_BIN_EXE_outrigger").to_owned());
        let process = Command::new(program)
            .args(["webhook", "--address", "127.0.0.1", "--log-level", "error"])
            .args(["--port", &address.port().to_string(), "--monitoringAddr", &operations.to_string()])
            .arg("--tlsCertFile")
            .arg(mount.path("cert.pem"))
            .arg("--tlsKeyFile")
            .arg(mount.path("key.pem"))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let webhook = Webhook { process, address, operations, identity, _mount: mount };
        let began = Instant::now();
        while tokio::net::TcpStream::connect(operations).await.is_err() {
            assert!(began.elapsed() < PATIENCE, "the webhook does not start");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        webhook
    }

    fn client(&self) -> Client {
        Client::new(self.address, &[&self.identity])
    }

    /// A figure of the process in MiB.
    fn memory(&self, figure: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find_map(|l| l.strip_prefix(figure)).unwrap();
        line.split_whitespace().next().unwrap().parse::<u64>().unwrap() / 1024
    }

    /// The most memory since the last time, which must not be beyond the ceiling.
    fn peak(&self, attack: &str) -> u64 {
        let peak = self.memory("VmHWM:");
        println!("{attack:40} peak {peak:4} MiB, afterwards {:4} MiB", self.memory("VmRSS:"));
        if std::env::var_os("OUTRIGGER_MEASURE").is_none() {
            assert!(peak <= CEILING, "{attack}: {peak} MiB");
        }
        fs::write(format!("/proc/{}/clear_refs", self.process.id()), "5").unwrap();
        peak
    }

    /// An ordinary pod is injected.
    async fn serves(&self, during: &str) {
        let (client, began) = (self.client(), Instant::now());
        for protocol in ["h2", "http/1.1"] {
            let answer = tokio::time::timeout(PATIENCE, client.post(protocol, ordinary())).await;
            let (status, body) = answer.unwrap_or_else(|_| panic!("{during}: no answer")).unwrap();
            assert!(status == 200 && body.contains("\"patch\":"), "{during}: {status} {body:.200}");
        }
        println!("{during:40} an ordinary pod waited {:?}", began.elapsed() / 2);
    }
}

impl Drop for Webhook {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn review(pod: &str) -> String {
    format!(
        r#"{{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{{"uid":"u","namespace":"n","object":{pod}}}}}"#
    )
}

fn ordinary() -> String {
    review(r#"{"metadata":{"name":"a"},"spec":{"containers":[{"name":"app","image":"app"}]}}"#)
}

/// So many bytes of an item again and again.
fn many(bytes: usize, item: impl Fn(usize) -> String) -> String {
    let (mut out, mut number) = (String::with_capacity(bytes + 100), 0);
    while out.len() < bytes {
        if number > 0 {
            out.push(',');
        }
        out.push_str(&item(number));
        number += 1;
    }
    out
}

/// Reviews that cost much more than their bytes.
fn dear(bytes: usize) -> Vec<(&'static str, String)> {
    let empty = || many(bytes, |_| "{}".to_owned());
    let spec = |list: &str, items: String| {
        review(&format!(
            r#"{{"metadata":{{"name":"a"}},"spec":{{"containers":[{{"name":"app","image":"x"}}],"{list}":[{items}]}}}}"#
        ))
    };
    let container = |list: &str, items: String| {
        review(&format!(
            r#"{{"metadata":{{"name":"a"}},"spec":{{"containers":[{{"name":"app","image":"x","{list}":[{items}]}}]}}}}"#
        ))
    };
    let metadata = |what: String| {
        review(&format!(
            r#"{{"metadata":{{"name":"a",{what}}},"spec":{{"containers":[{{"name":"app","image":"x"}}]}}}}"#
        ))
    };
    let annotation = bytes.min(250_000);
    vec![
        ("a list and nothing else", format!("[{}]", empty())),
        ("lists of lists", format!("[{}]", many(bytes, |_| "[]".to_owned()))),
        ("numbers", spec("unknown", many(bytes, |_| "0".to_owned()))),
        ("containers", review(&format!(r#"{{"spec":{{"containers":[{}]}}}}"#, empty()))),
        ("init containers", spec("initContainers", empty())),
        ("volumes", spec("volumes", empty())),
        ("volumes with names", spec("volumes", many(bytes, |i| format!(r#"{{"name":"v{i}"}}"#)))),
        (
            "volumes with text",
            spec("volumes", format!(r#"{{"name":"v","configMap":{{"name":"{}"}}}}"#, "<".repeat(bytes))),
        ),
        (
            "statuses",
            review(&format!(
                r#"{{"spec":{{"containers":[]}},"status":{{"containerStatuses":[{}]}}}}"#,
                empty()
            )),
        ),
        ("owners", metadata(format!(r#""ownerReferences":[{}]"#, empty()))),
        ("variables", container("env", many(bytes, |i| format!(r#"{{"name":"V{i}","value":"v{i}"}}"#)))),
        ("labels", metadata(format!(r#""labels":{{{}}}"#, many(bytes, |i| format!(r#""l{i}":"""#))))),
        (
            "a proxy config",
            metadata(format!(
                r#""annotations":{{"proxy.istio.io/config":"proxyMetadata: {{{}}}"}}"#,
                many(annotation, |i| format!("V{i}: x"))
            )),
        ),
        (
            "user volumes",
            metadata(format!(
                r#""annotations":{{"sidecar.istio.io/userVolume":"[{}]"}}"#,
                many(annotation, |i| format!(r#"{{\"name\":\"v{i}\",\"emptyDir\":{{}}}}"#))
            )),
        ),
        (
            "a probe with text",
            review(&format!(
                r#"{{"metadata":{{"name":"a"}},"spec":{{"containers":[{{"name":"app","image":"x","livenessProbe":{{"httpGet":{{"port":80,"path":"/{}"}}}}}}]}}}}"#,
                "<".repeat(bytes)
            )),
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn dear_reviews_are_refused_before_they_are_paid_for() {
    let webhook = Webhook::start("dear").await;
    webhook.serves("before").await;
    webhook.peak("before");
    for (bytes, at_once) in [(30_000, 8), (300_000, 6), (3_000_000, 6), (6_000_000, 4)] {
        for (name, body) in dear(bytes) {
            let body = Bytes::from(body);
            let mut clients = JoinSet::new();
            for number in 0..at_once {
                let (client, body) = (webhook.client(), body.clone());
                let protocol = ["h2", "http/1.1"][number % 2];
                clients.spawn(async move { client.post(protocol, body).await });
            }
            webhook.serves(name).await;
            let mut statuses = Vec::new();
            while let Some(answer) = clients.join_next().await {
                let (status, body) = answer.unwrap().unwrap_or_else(|e| panic!("{name} of {bytes}: {e}"));
                let is_measured = std::env::var_os("OUTRIGGER_MEASURE").is_some();
                let is_known = is_measured || [200, 400, 413, 429].contains(&status);
                assert!(is_known, "{name} of {bytes}: {status} {body:.300}");
                statuses.push(status);
            }
            statuses.sort_unstable();
            statuses.dedup();
            webhook.peak(&format!("{name}, {at_once} of {bytes}: {statuses:?}"));
        }
    }
}

/// Answers that are asked for and not read.
#[tokio::test(flavor = "multi_thread")]
async fn unread_answers_do_not_pile_up() {
    let webhook = Webhook::start("unread").await;
    let large = review(&format!(
        r#"{{"metadata":{{"name":"a"}},"spec":{{"containers":[{{"name":"app","image":"x"}}],"volumes":[{}]}}}}"#,
        many(60_000, |i| format!(r#"{{"name":"v{i}"}}"#))
    ));
    for (name, body) in [("small answers", ordinary()), ("large answers", large)] {
        let body = Bytes::from(body);
        let mut connections = Vec::new();
        for _ in 0..20 {
            let Ok(stream) = webhook.client().connect("h2").await else { continue };
            let mut h2 = http2::Builder::new(TokioExecutor::new());
            h2.initial_stream_window_size(1).initial_connection_window_size(1_000_000);
            let Ok((mut sender, connection)) = h2.handshake(TokioIo::new(stream)).await else { continue };
            tokio::spawn(connection);
            let mut answers = Vec::new();
            for _ in 0..250 {
                let request = Request::post("https://localhost/inject")
                    .header("content-type", "application/json")
                    .body(Full::new(body.clone()))
                    .unwrap();
                if sender.ready().await.is_err() {
                    break;
                }
                answers.push(tokio::spawn(sender.send_request(request)));
                if answers.len() % 100 == 0 {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
            connections.push((sender, answers));
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        webhook.serves(name).await;
        webhook.peak(&format!("20 connections with unread {name}"));
        drop(connections);
    }
    // The same over HTTP/1.1, one answer a connection.
    let mut connections = Vec::new();
    for _ in 0..200 {
        let Ok(mut stream) = webhook.client().connect("http/1.1").await else { continue };
        let body = review(&format!(
            r#"{{"spec":{{"containers":[{{"name":"app","image":"x"}}],"volumes":[{}]}}}}"#,
            many(60_000, |i| format!(r#"{{"name":"v{i}"}}"#))
        ));
        let head = format!(
            "POST /inject HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let _ = stream.write_all(head.as_bytes()).await;
        let _ = stream.write_all(body.as_bytes()).await;
        connections.push(stream);
    }
    webhook.serves("unread HTTP/1.1").await;
    webhook.peak("200 connections with an unread answer");
}

/// Connections that hold whatever they may hold, and requests that never end.
#[tokio::test(flavor = "multi_thread")]
async fn idle_and_unfinished_connections_take_no_more_than_their_room() {
    let webhook = Webhook::start("idle").await;
    let files: usize = fs::read_to_string("/proc/self/limits")
        .unwrap()
        .lines()
        .find_map(|l| l.strip_prefix("Max open files")?.split_whitespace().next()?.parse().ok())
        .unwrap_or(1024);
    let count = 1500.min(files.saturating_sub(100));
    let head =
        "POST /inject HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n";
    let unfinished = [
        ("idle", String::new()),
        ("half a head", format!("{head}x: {}", "x".repeat(15_000))),
        ("half a small body", format!("{head}\r\n{}", " ".repeat(40_000))),
        ("half a body", format!("{head}\r\n{}", " ".repeat(90_000))),
    ];
    for (name, begin) in unfinished {
        let mut connections = Vec::new();
        for number in 0..count {
            let protocol = if begin.is_empty() && number % 2 == 0 { "h2" } else { "http/1.1" };
            let Ok(mut stream) = webhook.client().connect(protocol).await else { continue };
            let _ = stream.write_all(begin.as_bytes()).await;
            let _ = stream.flush().await;
            connections.push(stream);
        }
        webhook.serves(name).await;
        webhook.peak(&format!("{count} connections, {name}"));
    }
    // Nobody who connects to the plain port keeps a probe from its answer.
    let mut connections = Vec::new();
    for _ in 0..count.min(800) {
        connections.extend(tokio::net::TcpStream::connect(webhook.operations).await.ok());
    }
    assert_eq!(tokio::time::timeout(PATIENCE, get(webhook.operations, "/healthz")).await.unwrap().0, 200);
    webhook.peak("800 connections to the plain port");
}
