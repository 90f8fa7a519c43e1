//! Changes under load: configuration, certificates, and the end of the server. No request is lost.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

mod support;

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use injection::decide::Reason;
use support::load::{Load, PROTOCOLS};
use support::mount::Mount;
use support::{Identity, Stub, get, review, start, start_with};
use tokio::task::JoinSet;
use webhook::reload::{Install, Marked};
use webhook::{Limits, Metrics};

/// Swaps the mounted configuration ten thousand times under load; each swap is in force afterwards.
#[tokio::test(flavor = "multi_thread")]
async fn reloads_under_load_lose_no_request() {
    let rounds = 10_000;
    let running = start(Limits::default()).await;
    let mut mount = Mount::new("reload");
    mount.publish(&[("config", "first")]);
    let path = mount.path("config");
    let marked = Marked::now(vec![path.clone()]);
    let app = Arc::clone(&running.app);
    let load_config = move || -> Result<Install, String> {
        let reason = match fs::read_to_string(&path).map_err(|e| e.to_string())?.as_str() {
            "first" => Reason::PolicyEnabled,
            "second" => Reason::AlwaysSelector(0),
            other => return Err(format!("{other:?} is broken")),
        };
        let app = Arc::clone(&app);
        Ok(Box::new(move || app.replace_engine(Box::new(Stub { reason }))))
    };
    let mut watch = marked.watch("config", Box::new(load_config));
    let load = Load::start(&running.client, 1000);
    let metrics = Arc::new(Metrics::new());
    let counted = Arc::clone(&metrics);
    let swaps = tokio::task::spawn_blocking(move || {
        for round in 1..=rounds {
            // Every tenth file is broken, and must change nothing.
            let text = if round % 10 == 0 {
                "thi"
            } else if round % 2 == 0 {
                "first"
            } else {
                "second"
            };
            mount.publish(&[("config", text)]);
            watch.look(Duration::ZERO, &counted);
        }
        mount
    });
    let _mount = swaps.await.unwrap();
    let answered = load.end().await;
    assert!(answered > rounds / 10, "only {answered} requests");
    let text = metrics.text();
    let failures =
        format!("outrigger_reloads_total{{source=\"config\",result=\"failure\"}} {}\n", rounds / 10);
    assert!(text.contains(&failures), "{text}");
    // The last good one stays: the round before the last was odd.
    assert!(
        running.client.post("h2", review("good")).await.unwrap().1.contains("\"reason\":\"always-selector\"")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn certificates_are_swapped_under_load() {
    let identities = [Identity::new(), Identity::new()];
    let running = start_with(Limits::default(), Duration::ZERO, &[&identities[0], &identities[1]]).await;
    let load = Load::start(&running.client, 3);
    let (mut kept, _) = running.client.open("h2").await.unwrap();
    for round in 1..=200 {
        let identity = &identities[round % 2];
        running.certificates.replace(identity.pair());
        let (mut sender, shown) = running.client.open(PROTOCOLS[round % 2]).await.unwrap();
        assert_eq!(shown, identity.der, "round {round}");
        assert_eq!(sender.post(review("good")).await.unwrap().0, 200);
        assert_eq!(kept.post(review("good")).await.unwrap().0, 200, "connections outlive their certificate");
    }
    assert!(load.end().await > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_not_the_certificates_is_refused() {
    let (one, other) = (Identity::new(), Identity::new());
    for (chain, key) in
        [(&one.chain, &other.key), (&one.key, &one.key), (&one.chain, &one.chain), (&String::new(), &one.key)]
    {
        assert!(webhook::tls::Pair::from_pem(chain.as_bytes(), key.as_bytes()).is_err());
    }
    assert!(one.pair().not_after.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_in_the_middle_of_the_end_are_answered() {
    let running = start(Limits::default()).await;
    let mut senders = Vec::new();
    for i in 0..100 {
        senders.push(running.client.open(PROTOCOLS[i % 2]).await.unwrap().0);
    }
    let mut requests = JoinSet::new();
    for mut sender in senders {
        requests.spawn(async move { sender.post(review("slow")).await });
    }
    // The end comes when the server has seen all of them, however slow the machine is.
    let seen = || async {
        get(running.operations, "/metrics").await.1.contains("sidecar_injection_requests_total 100\n")
    };
    while !seen().await {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    running.stop.send(()).unwrap();
    let mut answered = 0;
    while let Some(answer) = requests.join_next().await {
        assert_eq!(answer.unwrap().map(|(status, _)| status), Ok(200));
        answered += 1;
    }
    assert_eq!(answered, 100);
    assert_eq!(running.ended.await.unwrap(), 0, "no connection had to be cut");
    assert!(running.client.post("h2", review("good")).await.unwrap_err().starts_with("connect"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_drains_is_unready_and_serves() {
    let identity = Identity::new();
    let running = start_with(Limits::default(), Duration::from_secs(60), &[&identity]).await;
    while get(running.operations, "/readyz").await.0 != 200 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let (mut kept, _) = running.client.open("http/1.1").await.unwrap();
    for _ in 0..2 {
        assert_eq!(kept.post(review("good")).await.unwrap().0, 200);
    }
    running.stop.send(()).unwrap();
    while get(running.operations, "/readyz").await.0 != 503 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(get(running.operations, "/healthz").await.0, 200);
    assert_eq!(running.client.post("h2", review("good")).await.unwrap().0, 200);
    // A connection that was kept ends with its next answer, so that no request meets its end.
    assert_eq!(kept.post(review("good")).await.unwrap().0, 200);
    assert!(kept.post(review("good")).await.is_err());
    // The second signal ends the draining, the third the waiting for the last requests.
    running.stop.send(()).unwrap();
    running.stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(10), running.ended).await.unwrap().unwrap();
}
