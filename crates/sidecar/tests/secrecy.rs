//! A13: neither token nor key gets into a log at any level, a metric, an error or a dump, whatever goes wrong.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use envoy_api::{method, type_url};
use prometheus_client::encoding::text;
use tonic::Status;
use tracing::level_filters::LevelFilter;

use support::authority::{Authority, ca};
use support::envoy::Stream;
use support::{Pod, TOKEN, until};

/// All that is logged by anybody.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn secrets_are_in_no_output() {
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_writer(move || writer.clone()).init();
    let authority = Authority::with_tls().await;
    let pod = Pod::new(&authority.roots());
    let mut plan = pod.plan(&authority.name(), &[("CA_HEADER_X-KEY", "header-secret")]);
    plan.certificates.output = Some(pod.path("output"));
    // An authority that repeats what it was given, then one that nobody trusts, then one that signs.
    authority.with(|state| {
        state.refusal = Some(Status::unauthenticated(format!("the token {TOKEN} is not good")));
        state.lifetime = Some(Duration::from_secs(2));
    });
    let running = pod.start(&plan).await;
    let mut output = format!("{plan:?}");
    let mut certificate = Stream::open(&plan.paths.workload_socket, "default").await;
    until("a refusal", || log.text().contains("is not good")).await;
    let trusted = authority.with(|state| std::mem::replace(&mut state.ca, ca().into()));
    until("a stranger", || log.text().contains("no TLS with")).await;
    authority.with(|state| (state.ca, state.refusal) = (trusted, None));
    let pairs = [certificate.pair().await, certificate.pair().await];
    // A key in the place of a certificate, and a token that cannot be sent.
    pod.write("k.pem", pairs[0].key().pem());
    for name in [format!("file-root:{}", pod.path("k.pem").display()), format!("nonsense:{TOKEN:.4}")] {
        output += &format!("{:?}", Stream::open(&plan.paths.workload_socket, &name).await.end().await);
    }
    output += &format!(
        "{:?}",
        Stream::on(&plan.paths.workload_socket, method::STREAM_SECRETS, "a", type_url::ROUTE)
            .await
            .unwrap()
            .end()
            .await
    );
    pod.write("token", &format!("{TOKEN} {TOKEN}"));
    until("a token that cannot be sent", || log.text().contains("cannot be used")).await;
    text::encode(&mut output, &running.metrics).unwrap();
    running.end().await;
    output += &log.text();
    // It is the highest level: what libraries say is there, and what the agent says.
    for known in ["h2::", "generated new workload certificate", "num_outgoing_requests"] {
        assert!(output.contains(known), "{known} is missing: {output}");
    }
    let payload = TOKEN.split('.').nth(1).unwrap();
    let keys = pairs.iter().flat_map(|pair| pair.key().pem().lines()).filter(|line| !line.starts_with("---"));
    for secret in keys.chain([TOKEN, payload, "PRIVATE KEY---", "header-secret"]) {
        let at = output.lines().find(|line| line.contains(secret));
        assert_eq!(at, None, "{secret}");
    }
}
