//! What becomes of Envoy's configuration between a control plane and Envoy.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

mod support;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use envoy_api::envoy::config::cluster::v3::Cluster;
use envoy_api::istio::mesh::v1alpha1::ProxyConfig;
use envoy_api::istio::networking::nds::v1::NameTable;
use envoy_api::{Any, DeltaDiscoveryResponse, Message, type_url};
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;
use sidecar::relay::{News, Relay};
use sidecar::stop::{Stopper, stop};
use support::control_plane::{ControlPlane, Resources};
use support::proxy::Proxy;
use support::{PATIENCE, Pod, TOKEN, until};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tonic::{Code, Status};

/// A control plane, an agent's relay, and an Envoy that is not connected yet.
struct Site {
    plane: ControlPlane,
    pod: Pod,
    socket: PathBuf,
    proxy: Proxy,
    metrics: Registry,
    news: Arc<Mutex<Vec<News>>>,
    stopper: Stopper,
    task: JoinHandle<Result<(), String>>,
}

/// Clusters without endpoints of their own.
fn clusters(named: &[(&str, u64)]) -> Resources {
    let cluster = |(name, version): &(&'static str, u64)| {
        let cluster = Cluster { name: (*name).to_owned(), ..Cluster::default() };
        (type_url::CLUSTER, *name, *version, cluster.encode_to_vec())
    };
    let named: Vec<(&'static str, u64)> =
        named.iter().map(|(name, version)| (leaked(name), *version)).collect();
    Resources::of(&named.iter().map(cluster).collect::<Vec<_>>())
}

fn leaked(name: &str) -> &'static str {
    name.to_owned().leak()
}

impl Site {
    async fn start(resources: Resources, variables: &[(&str, &str)]) -> Site {
        let plane = ControlPlane::start(resources).await;
        let pod = Pod::new(&plane.roots());
        let proxy_config = format!(r#"{{"discoveryAddress": "localhost:{}"}}"#, plane.address.port());
        let roots = pod.path("roots").display().to_string();
        let own = [("PROXY_CONFIG", proxy_config.as_str()), ("XDS_ROOT_CA", roots.as_str())];
        let mut plan = pod.plan("localhost:1", &own.iter().chain(variables).copied().collect::<Vec<_>>());
        plan.xds.socket = pod.path("XDS");
        let news: Arc<Mutex<Vec<News>>> = Arc::default();
        let told = Arc::clone(&news);
        let relay = Relay::prepare(&plan, Arc::new(move |one| told.lock().unwrap().push(one))).unwrap();
        let mut metrics = Registry::with_prefix("istio_agent");
        relay.register(&mut metrics);
        let (stopper, stop) = stop();
        let task = tokio::spawn(relay.serve(stop));
        let socket = plan.xds.socket.clone();
        Site { plane, pod, socket, proxy: Proxy::new(), metrics, news, stopper, task }
    }

    async fn connect(&mut self) {
        self.proxy.connect(&self.socket).await;
    }

    /// How the stream ends.
    async fn end(&mut self) -> Status {
        loop {
            if let Err(status) = self.proxy.next(|_, _| None).await {
                return status;
            }
        }
    }

    fn count(&self, name: &str) -> String {
        let mut text = String::new();
        encode(&mut text, &self.metrics).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix(&format!("istio_agent_{name}")));
        line.unwrap_or_else(|| panic!("{name}: {text}")).trim().to_owned()
    }

    fn clusters(&self) -> Vec<String> {
        self.proxy.client.view(type_url::CLUSTER).into_keys().collect()
    }

    async fn stop(self) {
        self.stopper.stop();
        timeout(PATIENCE, self.task).await.unwrap().unwrap().unwrap();
        assert!(!self.socket.exists(), "the socket is removed");
    }
}

#[tokio::test]
async fn envoy_has_what_the_control_plane_has() {
    let mut site = Site::start(clusters(&[("a", 1)]), &[("XDS_HEADER_X-TENANT", "blue")]).await;
    site.connect().await;
    site.proxy.take(2).await;
    assert_eq!(site.clusters(), ["a"]);
    site.plane.resources.send_replace(clusters(&[("a", 2), ("b", 1)]));
    site.proxy.take(1).await;
    assert_eq!(site.clusters(), ["a", "b"]);
    // Who asks is said with each stream, as it is then.
    let plane = site.plane.clone();
    let header = |number: usize, name: &str| {
        plane.with(|state| state.streams[number].get(name).unwrap().to_str().unwrap().to_owned())
    };
    assert_eq!(header(0, "authorization"), format!("Bearer {TOKEN}"));
    assert_eq!((header(0, "clusterid"), header(0, "x-tenant")), ("Kubernetes".to_owned(), "blue".to_owned()));
    site.pod.write("token", "eyJ.another.token");
    site.proxy.disconnect();
    site.connect().await;
    site.proxy.take(2).await;
    assert_eq!(header(1, "authorization"), "Bearer eyJ.another.token");
    // The stream before has ended at the control plane, too.
    until("the end of the first stream", || plane.with(|state| state.ended) == 1).await;
    let accepted = |type_url: &str| News::Accepted(type_url.to_owned());
    assert!(site.news.lock().unwrap().contains(&accepted(type_url::CLUSTER)));
    assert!(site.count("xds_proxy_requests").parse::<u64>().unwrap() >= 4);
    site.stop().await;
}

/// F5 and F6.
#[tokio::test]
async fn a_control_plane_that_goes_and_comes_back_changes_nothing() {
    let mut site = Site::start(clusters(&[("a", 1)]), &[]).await;
    site.connect().await;
    site.proxy.take(2).await;
    site.plane.leave();
    assert_eq!(site.end().await.code(), Code::Unavailable);
    // As long as it is away.
    site.connect().await;
    let status = site.end().await;
    assert_eq!(status.code(), Code::Unavailable);
    assert!(status.message().contains("failed to connect to upstream localhost:"), "{status}");
    assert_eq!(site.count("istiod_connection_failures"), "1");
    assert_eq!(site.clusters(), ["a"]);
    // When it is back, nothing is sent again that Envoy has.
    site.plane.with(|state| {
        state.is_away = false;
        state.responses.clear();
    });
    site.connect().await;
    let again = site.proxy.take(2).await;
    assert!(again.iter().all(|response| response.resources.is_empty()), "{again:?}");
    assert_eq!(site.clusters(), ["a"]);
    site.stop().await;
}

/// F7.
#[tokio::test]
async fn a_refused_configuration_is_counted_and_the_old_one_stays() {
    let mut site = Site::start(clusters(&[("a", 1)]), &[]).await;
    site.connect().await;
    site.proxy.take(2).await;
    site.plane.resources.send_replace(clusters(&[("a", 2)]));
    let refused = |_: &str, _: &str| Some("no such\nfilter".to_owned());
    site.proxy.next(refused).await.unwrap();
    let plane = site.plane.clone();
    let nacked = xds::Heard::Nacked("no such\nfilter".to_owned());
    until("the refusal", || plane.with(|state| state.heard.contains(&nacked))).await;
    assert_eq!(site.proxy.client.view(type_url::CLUSTER)["a"], xds::version_text(1));
    assert_eq!(site.count(&format!("xds_rejections{{type=\"{}\"}}", type_url::CLUSTER)), "1");
    // The stream goes on.
    site.plane.resources.send_replace(clusters(&[("a", 3)]));
    site.proxy.take(1).await;
    assert_eq!(site.proxy.client.view(type_url::CLUSTER)["a"], xds::version_text(3));
    site.stop().await;
}

/// F17.
#[tokio::test]
async fn a_type_that_is_not_envoys_does_not_reach_it() {
    let mut site = Site::start(clusters(&[("a", 1)]), &[]).await;
    site.connect().await;
    site.proxy.take(2).await;
    for type_url in ["type.googleapis.com/istio.v1.HealthInformation", "", type_url::NAME_TABLE] {
        let stray = DeltaDiscoveryResponse { type_url: type_url.to_owned(), ..Default::default() };
        site.plane.stray.send(stray).unwrap();
        site.plane.resources.send_replace(clusters(&[("a", u64::try_from(type_url.len()).unwrap() + 5)]));
        assert_eq!(site.proxy.take(1).await[0].type_url, type_url::CLUSTER);
    }
    site.stop().await;
}

/// F4.
#[tokio::test]
async fn other_roots_are_taken_over() {
    let mut site = Site::start(clusters(&[("a", 1)]), &[]).await;
    site.plane.change_ca();
    site.connect().await;
    let status = site.end().await;
    assert_eq!(status.code(), Code::Unavailable);
    assert!(status.message().contains("certificate"), "{status}");
    site.pod.write("roots", &site.plane.roots());
    site.connect().await;
    site.proxy.take(2).await;
    assert_eq!(site.clusters(), ["a"]);
    // F3.
    site.pod.remove("token");
    site.connect().await;
    let status = site.end().await;
    assert!(status.message().contains("istio-token"), "{status}");
    site.stop().await;
}

#[tokio::test]
async fn a_second_stream_ends_the_first() {
    let mut site = Site::start(clusters(&[("a", 1)]), &[]).await;
    site.connect().await;
    site.proxy.take(2).await;
    let mut second = Proxy::new();
    second.connect(&site.socket).await;
    assert_eq!(site.end().await.code(), Code::Cancelled);
    second.take(2).await;
    assert_eq!(second.client.view(type_url::CLUSTER).len(), 1);
    let plane = site.plane.clone();
    until("the end of the first stream", || plane.with(|state| state.ended) == 1).await;
    site.stop().await;
}

#[tokio::test]
async fn names_and_roots_are_for_the_agent() {
    let table = NameTable { table: [("web.shop".to_owned(), Default::default())].into() };
    let name_table = (type_url::NAME_TABLE, "", 1, table.encode_to_vec());
    let roots = ProxyConfig { ca_certificates_pem: vec!["PEM".to_owned()] };
    let proxy_config = (type_url::PROXY_CONFIG, "", 1, roots.encode_to_vec());
    let listed = Resources::of(&[name_table, proxy_config]);
    let variables = [("ISTIO_META_DNS_CAPTURE", "true"), ("PROXY_CONFIG_XDS_AGENT", "true")];
    let mut site = Site::start(listed, &variables).await;
    site.connect().await;
    site.proxy.take(2).await;
    let news = Arc::clone(&site.news);
    let came = News::Names(Some(table.encode_to_vec()));
    until("the table of names", || news.lock().unwrap().contains(&came)).await;
    let came = News::ProxyConfig(Some(roots.encode_to_vec()));
    until("the proxy config", || news.lock().unwrap().contains(&came)).await;
    let plane = site.plane.clone();
    let acked = move || {
        let of_names = |one: &&envoy_api::DeltaDiscoveryRequest| one.type_url == type_url::NAME_TABLE;
        plane.with(|state| state.requests.iter().filter(of_names).any(|one| !one.response_nonce.is_empty()))
    };
    until("its acknowledgement", acked).await;
    site.stop().await;
}

/// A cluster of so many bytes, as nobody asked for it.
fn large(bytes: usize) -> DeltaDiscoveryResponse {
    DeltaDiscoveryResponse {
        type_url: type_url::CLUSTER.to_owned(),
        resources: vec![envoy_api::Resource {
            name: "large".to_owned(),
            version: "1".to_owned(),
            resource: Some(Any { type_url: type_url::CLUSTER.to_owned(), value: vec![7; bytes] }),
        }],
        ..Default::default()
    }
}

#[tokio::test]
async fn an_envoy_that_does_not_read_holds_back_the_control_plane() {
    let mut site = Site::start(clusters(&[]), &[]).await;
    site.connect().await;
    site.proxy.take(2).await;
    for _ in 0..64 {
        site.plane.stray.send(large(1 << 20)).unwrap();
    }
    // Until the control plane gets no further.
    let (mut before, mut now) = (usize::MAX, site.plane.stray.len());
    while before != now {
        sleep(Duration::from_millis(500)).await;
        (before, now) = (now, site.plane.stray.len());
    }
    assert!(now > 40, "{} MB are somewhere between", 64 - now);
    let taken = site.proxy.take(64).await;
    assert!(taken.iter().all(|response| response.resources.len() == 1));
    site.stop().await;
}

/// F16.
#[tokio::test]
async fn a_large_response_passes_and_one_that_is_too_large_does_not() {
    let mut site = Site::start(clusters(&[]), &[]).await;
    site.connect().await;
    site.proxy.take(2).await;
    site.plane.stray.send(large(40 << 20)).unwrap();
    let taken = site.proxy.take(1).await;
    assert!(taken[0] == large(40 << 20), "it comes as it was sent");
    site.plane.stray.send(large(200 << 20)).unwrap();
    assert_eq!(site.end().await.code(), Code::OutOfRange);
    site.stop().await;
}
