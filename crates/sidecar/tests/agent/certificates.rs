//! The workload's certificate, of the whole program: asked for, served, counted, and in no output (A13).

use std::fs;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tokio::runtime::Builder;

use crate::harness::{Agent, Pod};
use crate::support::TOKEN;
use crate::support::authority::Authority;
use crate::support::envoy::Stream;

/// An authority that signs for two seconds at a time, on a thread of its own.
fn authority() -> Authority {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            send.send(Authority::with_tls().await).unwrap();
            std::future::pending::<()>().await;
        });
    });
    let authority = receive.recv().unwrap();
    authority.with(|state| state.lifetime = Some(Duration::from_secs(2)));
    authority
}

/// An agent with the files of an injected pod.
fn agent(authority: &Authority, level: &str) -> Agent {
    let pod = Pod::new()
        .variable("CA_ADDR", &authority.name())
        .variable("SERVICE_ACCOUNT", "web")
        .variable("OUTPUT_CERTS", "./output")
        .argument(&format!("--log_output_level={level}"));
    for (folder, file, text) in
        [("tokens", "istio-token", TOKEN), ("istio", "root-cert.pem", &*authority.roots())]
    {
        let folder = pod.folder.join("var/run/secrets").join(folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(file), text).unwrap();
    }
    pod.start()
}

#[test]
fn the_certificate_is_served_and_no_secret_is_said() {
    let authority = authority();
    let mut agent = agent(&authority, "all:debug");
    agent.until_log("generated new workload certificate for spiffe://");
    let socket = agent.pod.folder.join("var/run/secrets/workload-spiffe-uds/socket");
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let pairs = runtime.block_on(async {
        let mut certificate = Stream::open(&socket, "default").await;
        [certificate.pair().await, certificate.pair().await]
    });
    assert_ne!(pairs[0].key(), pairs[1].key(), "it was renewed");
    agent.until("files for others", |agent| agent.pod.folder.join("output/root-cert.pem").exists());
    let metrics = agent.ask("GET", "/stats/prometheus").body;
    assert!(metrics.contains("istio_agent_cert_expiry_seconds{resource_name=\"default\"} "), "{metrics}");
    // The token is repeated by the authority, and replaced by something that cannot be sent.
    let refusal = tonic::Status::unauthenticated(format!("{TOKEN} is not good"));
    authority.with(|state| state.refusal = Some(refusal));
    agent.until_log("is not good");
    fs::write(agent.pod.folder.join("var/run/secrets/tokens/istio-token"), format!("{TOKEN} {TOKEN}"))
        .unwrap();
    agent.until_log("cannot be used");
    agent.signal(rustix::process::Signal::TERM);
    assert!(agent.ended().success(), "{}", agent.log());
    let said =
        [agent.log(), agent.pod.read("stdout"), metrics, agent.pod.read("bootstrap"), agent.asked()].concat();
    let keys = pairs.iter().flat_map(|pair| pair.key().pem().lines()).filter(|line| !line.starts_with("---"));
    for secret in keys.chain([TOKEN, "PRIVATE KEY"]) {
        assert_eq!(said.lines().find(|line| line.contains(secret)), None, "{secret}");
    }
}
