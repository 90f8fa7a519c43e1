//! What is granted to which clients, and which have to wait or go.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use injection::Answer;
use injection::decide::Reason;
use injection::patch::{Op, Operation};
use kubeyaml::Value;
use support::{get, injected, review, start};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use webhook::{Allowance, Engine, Limits, PodQuestion, Refusal};

/// Nothing here takes longer, however slow the machine is.
const PATIENCE: Duration = Duration::from_secs(60);

/// An engine that does as a test says.
struct By<F>(F);

impl<F: Fn(PodQuestion<'_>) -> Result<Answer, Refusal> + Send + Sync + 'static> Engine for By<F> {
    fn admit(&self, question: PodQuestion<'_>) -> Result<Answer, Refusal> {
        (self.0)(question)
    }
}

fn good() -> Result<Answer, Refusal> {
    Ok(injected(Reason::PolicyEnabled, Vec::new()))
}

/// A patch of more than so many bytes.
fn of_many_bytes(bytes: usize) -> Result<Answer, Refusal> {
    let value = Some(Value::text("x".repeat(bytes)));
    Ok(injected(Reason::PolicyEnabled, vec![Operation { op: Op::Add, path: "/x".to_owned(), value }]))
}

/// A review of so many bytes.
fn of_length(bytes: usize) -> String {
    let review = review("good");
    format!("{}{}", " ".repeat(bytes.saturating_sub(review.len())), review)
}

#[tokio::test(flavor = "multi_thread")]
async fn dear_work_gets_more_beside_the_others_and_no_more_than_there_is() {
    let running = start(Limits::default()).await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let grants = Arc::clone(&seen);
    running.app.replace_engine(Box::new(By(move |question: PodQuestion<'_>| {
        let Allowance { memory, is_all, .. } = question.allowance;
        grants.lock().unwrap().push((memory, is_all));
        Err(Refusal { message: "too much".to_owned(), hint: None, is_exhausted: true })
    })));
    let (status, body) = running.client.post("h2", review("good")).await.unwrap();
    // Who has got all that there is is refused, with the reason.
    assert!(status == 200 && body.contains("too much"), "{status} {body}");
    let Limits { inline_memory, heavy_memory, heavy_at_once, .. } = Limits::default();
    let all = heavy_memory * heavy_at_once as usize;
    assert_eq!(*seen.lock().unwrap(), [(inline_memory, false), (heavy_memory, false), (all, true)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_of_too_many_parts_is_refused_before_anything_is_asked() {
    let running = start(Limits::default()).await;
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    running.app.replace_engine(Box::new(By(move |_: PodQuestion<'_>| {
        count.fetch_add(1, Ordering::Relaxed);
        good()
    })));
    let parts = format!(
        r#"{{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{{"uid":"u","object":{{"x":[{}{{}}]}}}}}}"#,
        "{},".repeat(1 << 20)
    );
    for protocol in ["h2", "http/1.1"] {
        let (status, body) = running.client.post(protocol, parts.clone()).await.unwrap();
        assert!(status == 413 && body.starts_with("this review takes more memory"), "{status} {body}");
    }
    assert_eq!(asked.load(Ordering::Relaxed), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_are_too_long_are_refused() {
    let running = start(Limits { answer: 10_000, ..Limits::default() }).await;
    running.app.replace_engine(Box::new(By(|_: PodQuestion<'_>| of_many_bytes(10_000))));
    let (status, body) = running.client.post("h2", review("good")).await.unwrap();
    assert!(status == 413 && body.ends_with("the limit is 10000\n"), "{status} {body}");
}

/// Clients that take their question back do not make room for others before the work on it is done.
#[tokio::test(flavor = "multi_thread")]
async fn no_more_is_worked_on_at_once_than_there_are_turns() {
    let running = start(Limits::default()).await;
    let (now, most, done) =
        (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (of_engine, ended) = (Arc::clone(&most), Arc::clone(&done));
    running.app.replace_engine(Box::new(By(move |_: PodQuestion<'_>| {
        of_engine.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(50));
        now.fetch_sub(1, Ordering::SeqCst);
        ended.fetch_add(1, Ordering::SeqCst);
        good()
    })));
    for _ in 0..5 {
        let mut requests = JoinSet::new();
        for protocol in ["h2", "http/1.1"].into_iter().cycle().take(10) {
            let client = running.client.clone();
            requests.spawn(async move { client.post(protocol, of_length(40_000)).await });
        }
        let _ = tokio::time::timeout(Duration::from_millis(60), requests.join_next()).await;
        requests.abort_all();
    }
    let answer = tokio::time::timeout(PATIENCE, running.client.post("h2", of_length(40_000))).await;
    assert_eq!(answer.unwrap().unwrap().0, 200);
    assert!(done.load(Ordering::SeqCst) > 0);
    assert!(most.load(Ordering::SeqCst) <= Limits::default().heavy_at_once as usize);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_without_memory_learns_when_to_retry() {
    let running = start(Limits { buffered: 100_000, ..Limits::default() }).await;
    let mut stream = running.client.connect("http/1.1").await.unwrap();
    let answer = exchange(&mut stream, "/inject", &" ".repeat(150_000)).await;
    assert!(answer.starts_with("HTTP/1.1 429 ") && answer.contains("retry-after: 1\r\n"), "{answer}");
    // Small bodies have memory of their own, and the connection is still of use.
    assert!(exchange(&mut stream, "/inject", &review("good")).await.starts_with("HTTP/1.1 200 "));
}

/// A body that nobody asked for is read as far as it is short; else the answer says that the connection ends.
#[tokio::test(flavor = "multi_thread")]
async fn connections_outlive_bodies_that_are_not_wanted_or_say_that_they_end() {
    let running = start(Limits::default()).await;
    for (path, length, closes) in [
        ("/unknown", 0, false),
        ("/unknown", 10_000, false),
        ("/healthz", 10_000, false),
        ("/unknown", 1 << 20, true),
        ("/readyz", 1 << 20, true),
    ] {
        let mut stream = running.client.connect("http/1.1").await.unwrap();
        let answer = exchange(&mut stream, path, &" ".repeat(length)).await;
        assert_eq!(answer.contains("connection: close\r\n"), closes, "{path} {length}: {answer}");
        if !closes {
            let next = exchange(&mut stream, "/inject", &review("good")).await;
            assert!(next.starts_with("HTTP/1.1 200 "), "{path} {length}: {next}");
        }
        let mut plain = TcpStream::connect(running.operations).await.unwrap();
        let answer = exchange(&mut plain, path, &" ".repeat(length)).await;
        assert_eq!(answer.contains("connection: close\r\n"), closes, "plain {path} {length}: {answer}");
    }
    // One that waits for leave to send its body gets an answer instead.
    let mut stream = running.client.connect("http/1.1").await.unwrap();
    let head = "POST /unknown HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 10\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let answer = head_of(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 404 ") && answer.contains("connection: close\r\n"), "{answer}");
}

/// Posts a body over a connection that was opened, and gives the head of the answer and what came with it.
async fn exchange(
    stream: &mut (impl AsyncReadExt + AsyncWriteExt + Unpin),
    path: &str,
    body: &str,
) -> String {
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // The server may have ended by then.
    let _ = stream.write_all(body.as_bytes()).await;
    let _ = stream.flush().await;
    head_of(stream).await
}

async fn head_of(stream: &mut (impl AsyncReadExt + Unpin)) -> String {
    let mut answer = Vec::new();
    let read = async {
        loop {
            let text = String::from_utf8_lossy(&answer).into_owned();
            let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
                let length = head.lines().find_map(|l| l.strip_prefix("content-length: "));
                length.is_some_and(|l| l.parse() == Ok(body.len()))
            });
            let mut piece = [0; 4096];
            match if whole { Ok(0) } else { stream.read(&mut piece).await } {
                Ok(0) | Err(_) => return text,
                Ok(length) => answer.extend_from_slice(&piece[..length]),
            }
        }
    };
    tokio::time::timeout(PATIENCE, read).await.expect("no answer")
}

#[tokio::test(flavor = "multi_thread")]
async fn no_client_keeps_probes_from_the_plain_port() {
    let running = start(Limits { operations_connections: 8, ..Limits::default() }).await;
    let flood = tokio::spawn(async move {
        let mut connections = std::collections::VecDeque::new();
        loop {
            connections.extend(TcpStream::connect(running.operations).await.ok());
            if connections.len() > 200 {
                connections.pop_front();
            }
            tokio::time::sleep(Duration::from_micros(500)).await;
        }
    });
    for path in ["/healthz", "/metrics"].into_iter().cycle().take(40) {
        let answer = tokio::time::timeout(PATIENCE, get(running.operations, path)).await;
        assert_eq!(answer.expect("the probe has no answer").0, 200);
    }
    flood.abort();
    // The port of the webhook has room of its own.
    assert_eq!(running.client.post("h2", review("good")).await.unwrap().0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn idle_connections_make_room_for_active_ones() {
    let running = start(Limits { connections: 4, ..Limits::default() }).await;
    let mut silent = Vec::new();
    for _ in 0..40 {
        silent.push(TcpStream::connect(running.address).await.unwrap());
    }
    for protocol in ["h2", "http/1.1"] {
        let answer = tokio::time::timeout(PATIENCE, running.client.post(protocol, review("good"))).await;
        assert_eq!(answer.expect("no room was made").unwrap().0, 200);
    }
}

/// A client that does not read is cut off; what its answers took is there for others.
#[tokio::test(flavor = "multi_thread")]
async fn clients_that_do_not_read_are_cut_off() {
    let limits = Limits {
        answers: 8 << 20,
        answers_of_connection: 8 << 20,
        answer_time: Duration::from_millis(500),
        ..Limits::default()
    };
    let running = start(limits).await;
    running.app.replace_engine(Box::new(By(|_: PodQuestion<'_>| of_many_bytes(600_000))));
    let mut greedy = running.client.connect("http/1.1").await.unwrap();
    // So many answers that the system's own buffers cannot hold them.
    let body = review("good");
    let request = format!(
        "POST /inject HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    greedy.write_all(request.repeat(100).as_bytes()).await.unwrap();
    greedy.flush().await.unwrap();
    let cut = async {
        loop {
            let metrics = get(running.operations, "/metrics").await.1;
            if metrics.contains("outrigger_connections 0\n") {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, cut).await.expect("the client is not cut off");
    assert_eq!(running.client.post("h2", review("good")).await.unwrap().0, 200);
}
