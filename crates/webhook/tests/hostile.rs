//! Clients that are broken, slow, greedy or mean: all get an answer, and the others do not notice.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

mod support;

use std::time::{Duration, Instant};

use support::{get, review, start};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use webhook::Limits;

const PROTOCOLS: [&str; 2] = ["http/1.1", "h2"];

#[tokio::test(flavor = "multi_thread")]
async fn bodies_of_every_size_are_answered() {
    let running = start(Limits::default()).await;
    for protocol in PROTOCOLS {
        for (size, status, text) in [
            (0, 400, "no body found\n"),
            (1, 200, "unexpected end of JSON input"),
            (1 << 20, 200, "unexpected end of JSON input"),
            (6 << 20, 200, "unexpected end of JSON input"),
            ((6 << 20) + 1, 400, "Request entity too large: limit is 6291456\n"),
            (64 << 20, 400, "Request entity too large: limit is 6291456\n"),
        ] {
            let answer = running
                .client
                .post(
                    protocol,
                    vec![b'{'; size.min(1)]
                        .into_iter()
                        .chain(vec![b' '; size.saturating_sub(1)])
                        .collect::<Vec<u8>>(),
                )
                .await;
            let (got, body) = answer.unwrap_or_else(|e| panic!("{protocol} {size}: {e}"));
            assert_eq!(got, status, "{protocol} {size}: {body}");
            assert!(body.contains(text), "{protocol} {size}: {body}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_are_not_reviews_are_refused_with_a_reason() {
    let running = start(Limits::default()).await;
    let deep = "[".repeat(6 << 20);
    let wide = format!("{{\"a\":[{}[]]}}", "[],".repeat(1 << 19));
    let keys = format!("{{{}\"z\":1}}", (0..300_000).map(|i| format!("\"k{i}\":1,")).collect::<String>());
    let aliases = format!(
        "a: &a [x,x,x,x,x,x,x,x,x]\n{}",
        ('b'..='m')
            .map(|c| {
                let before = char::from_u32(u32::from(c) - 1).unwrap();
                format!("{c}: &{c} [{}]\n", vec![format!("*{before}"); 9].join(","))
            })
            .collect::<String>()
    );
    let broken = [&b"{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"\xff\xfe\""[..], b"}}"].concat();
    for (name, body, message) in [
        ("deep", deep.into_bytes(), "exceeded max depth"),
        ("wide", wide.into_bytes(), "Object 'Kind' is missing in"),
        ("keys", keys.into_bytes(), "Object 'Kind' is missing in"),
        ("aliases", aliases.into_bytes(), "allowed\":false"),
        ("utf-8", broken, "unexpected end of JSON input"),
        ("no text", vec![0xff; 1000], "allowed\":false"),
        ("another kind", br#"{"apiVersion":"v1","kind":"Pod"}"#.to_vec(), "unsupported type"),
    ] {
        for protocol in PROTOCOLS {
            let (status, answer) = running.client.post(protocol, body.clone()).await.unwrap();
            assert_eq!(status, 200, "{name}");
            assert!(
                answer.contains(message) && answer.contains("\"allowed\":false"),
                "{name}: {answer:.300}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_answered_counted_and_forgotten() {
    let running = start(Limits::default()).await;
    for protocol in PROTOCOLS {
        let (mut sender, _) = running.client.open(protocol).await.unwrap();
        let (status, body) = sender.post(review("panic")).await.unwrap();
        assert_eq!((status, body.contains("as the test wants")), (500, true), "{body}");
        assert_eq!(sender.post(review("good")).await.unwrap().0, 200, "the connection is of use after that");
    }
    let metrics = get(running.operations, "/metrics").await.1;
    assert!(metrics.contains("outrigger_panics_total 2\n"), "{metrics}");
    assert!(metrics.contains("sidecar_injection_failure_total{reason=\"panic\"} 2\n"), "{metrics}");
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_clients_are_cut_off_and_others_served() {
    let limits = Limits {
        handshake_time: Duration::from_millis(300),
        header_time: Duration::from_millis(300),
        body_time: Duration::from_millis(300),
        ..Limits::default()
    };
    let running = start(limits).await;
    let head =
        "POST /inject HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 10000\r\n\r\n";
    for (begin, want) in [(head, "HTTP/1.1 408 "), ("POST /inject HT", "")] {
        let mut stream = running.client.connect("http/1.1").await.unwrap();
        stream.write_all(begin.as_bytes()).await.unwrap();
        let (mut reading, mut writing) = tokio::io::split(stream);
        let drip = tokio::spawn(async move {
            while writing.write_all(b"x").await.is_ok() && writing.flush().await.is_ok() {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        });
        let mut answer = Vec::new();
        // How the connection ends does not matter, only that it does.
        let ended = tokio::time::timeout(Duration::from_secs(10), reading.read_to_end(&mut answer)).await;
        assert!(ended.is_ok(), "{begin}");
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.starts_with(want), "{answer}");
        assert_eq!(running.client.post("h2", review("good")).await.unwrap().0, 200);
        drip.abort();
    }
    // One that never begins its handshake, and one that speaks something else.
    for bytes in [&b""[..], b"GET /inject HTTP/1.1\r\n\r\n"] {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        let mut answer = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer)).await;
        assert!(ended.is_ok(), "{bytes:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_idle_connections_do_no_harm() {
    let running = start(Limits::default()).await;
    let files: usize = std::fs::read_to_string("/proc/self/limits")
        .unwrap()
        .lines()
        .find_map(|l| l.strip_prefix("Max open files")?.split_whitespace().next()?.parse().ok())
        .unwrap_or(1024);
    let count = 1000.min(files.saturating_sub(100) / 2);
    let mut idle = Vec::new();
    for i in 0..count {
        idle.push(running.client.connect(PROTOCOLS[i % 2]).await.unwrap());
    }
    for protocol in PROTOCOLS {
        assert_eq!(running.client.post(protocol, review("good")).await.unwrap().0, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn idle_connections_make_room_for_new_ones() {
    let running = start(Limits { connections: 8, ..Limits::default() }).await;
    let mut idle = Vec::new();
    for i in 0..8 {
        idle.push(running.client.open(PROTOCOLS[i % 2]).await.unwrap());
    }
    let answer =
        tokio::time::timeout(Duration::from_secs(10), running.client.post("h2", review("good"))).await;
    assert_eq!(answer.expect("no room was made").unwrap().0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn idle_connections_are_closed_in_the_end() {
    let running = start(Limits { idle_time: Duration::from_millis(200), ..Limits::default() }).await;
    for protocol in PROTOCOLS {
        let mut stream = running.client.connect(protocol).await.unwrap();
        if protocol == "h2" {
            stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
        }
        let ended = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut Vec::new())).await;
        assert!(ended.is_ok(), "{protocol}");
    }
}

/// A pause between two requests is not a slow header.
#[tokio::test(flavor = "multi_thread")]
async fn kept_connections_outlast_the_time_for_headers() {
    let running = start(Limits { header_time: Duration::from_millis(200), ..Limits::default() }).await;
    for protocol in PROTOCOLS {
        let (mut kept, _) = running.client.open(protocol).await.unwrap();
        for _ in 0..2 {
            assert_eq!(kept.post(review("good")).await.unwrap().0, 200, "{protocol}");
            tokio::time::sleep(Duration::from_millis(600)).await;
        }
        assert_eq!(kept.post(review("good")).await.unwrap().0, 200, "{protocol}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_bodies_at_once_are_sent_away() {
    let running = start(Limits { buffered: 1 << 20, ..Limits::default() }).await;
    let (status, body) = running.client.post("h2", vec![b' '; 2 << 20]).await.unwrap();
    assert_eq!((status, body.as_str()), (429, "too many requests at once, try again\n"));
    assert_eq!(running.client.post("h2", review("good")).await.unwrap().0, 200, "the memory was given back");
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_that_go_away_leave_nothing_behind() {
    let running = start(Limits { buffered: 1 << 20, ..Limits::default() }).await;
    for _ in 0..50 {
        let mut stream = running.client.connect("http/1.1").await.unwrap();
        let head = "POST /inject HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 600000\r\n\r\n";
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&[b' '; 500_000]).await.unwrap();
        drop(stream);
    }
    let end = Instant::now() + Duration::from_secs(10);
    while running.client.post("h2", vec![b'['; 900_000]).await.unwrap().0 != 200 {
        assert!(Instant::now() < end, "the memory of broken requests was not given back");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
