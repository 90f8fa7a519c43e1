//! The status port: readiness, and what is not there.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::fake::file;
use crate::harness::{Pod, READY, ask};

#[test]
fn readiness_follows_envoy_and_is_remembered() {
    let pod = Pod::new();
    pod.write(
        file::STATS,
        "cluster_manager.cds.update_success: 1\nlistener_manager.lds.update_rejected: 2\n",
    );
    let agent = pod.start();
    agent.listens();
    let why = "Envoy proxy is NOT ready: config received from XDS server, but was rejected: \
               cds updates: 1 successful, 0 rejected; lds updates: 0 successful, 2 rejected";
    agent.until(why, |agent| {
        let answer = agent.ask("GET", "/healthz/ready");
        assert_eq!((answer.status, answer.body.as_str()), (503, ""));
        agent.log().contains(why)
    });
    agent.pod.write(file::STATS, READY);
    // Nobody has to ask for it to be known.
    agent.until_log("Envoy proxy is ready, ");
    assert_eq!(agent.ask("GET", "/healthz/ready").status, 200);
    let asked = agent.pod.read(file::ASKED);
    agent.pod.write(file::STATS, "server.state: 1\n");
    assert_eq!(agent.ask("HEAD", "/healthz/ready").status, 200, "it stays so");
    assert_eq!(agent.pod.read(file::ASKED), asked, "and Envoy is not asked again");
}

#[test]
fn what_is_not_there_is_not_found() {
    let agent = Pod::new().start();
    agent.listens();
    for (path, status) in [
        ("/", 404),
        ("/healthz/ready/", 404),
        ("/debug/pprof/heap", 404),
        ("/debug/ndsz", 404),
        ("/app-health/web/livez", 400),
        ("/app-lifecycle/../healthz/ready", 400),
    ] {
        assert_eq!(agent.ask("GET", path).status, status, "{path}");
    }
    let answer = agent.ask("GET", "/app-health/web/livez");
    assert!(answer.head.contains("\r\nconnection: close"), "{answer:?}");
    assert_eq!(answer.body, "app prober config does not exists for /app-health/web/livez");
}

#[test]
fn nobody_keeps_the_kubelet_out() {
    let agent = Pod::new().start();
    agent.until_log("Envoy proxy is ready");
    let port = agent.pod.ports[2];
    let connect = || TcpStream::connect(("127.0.0.1", port)).unwrap();
    // More than there is room for, without a word, and half a head each.
    let mut idle: Vec<TcpStream> = (0..130).map(|_| connect()).collect();
    idle.iter_mut()
        .skip(65)
        .for_each(|stream| stream.write_all(b"GET /healthz/ready HTTP/1.1\r\na: ").unwrap());
    assert_eq!(agent.ask("GET", "/healthz/ready").status, 200);
    // A head without end.
    let long = format!("GET /healthz/ready HTTP/1.1\r\nhost: a\r\nx: {}\r\n\r\n", "x".repeat(20 << 10));
    assert_eq!(ask(port, &long).map(|answer| answer.status).unwrap_or(431), 431);
    // What is not HTTP.
    let mut stream = connect();
    stream.write_all(b"\x16\x03\x01\x00\xa5nonsense\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    _ = stream.read_to_end(&mut answer);
    assert!(String::from_utf8_lossy(&answer).starts_with("HTTP/1.1 400"), "{answer:?}");
    assert_eq!(agent.ask("GET", "/healthz/ready").status, 200);
}
