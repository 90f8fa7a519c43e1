//! One Envoy on a control plane of this process, without an agent, alone in a namespace: it is given one mesh after the other.

mod secrets;
mod wanted;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread::{self, sleep};
use std::time::{Duration, Instant, SystemTime};

use discovery::{About, Authenticator, Feed, Plane, Ports, Server, TokenTable, Tokens};
use identity::{Ca, SpiffeId, TrustDomain};
use kubeyaml::Value;
use mesh::{Proxy, Registry, Snapshot};
use serde_json::{Value as Json, json};
use tokio::net::TcpListener;

use self::secrets::Secrets;
use self::wanted::{Wanted, endpoints, leads_to, versions};
use crate::control_plane::page;
use crate::harness::namespace::{Namespace, ROOT};
use crate::harness::{program, tools};
use crate::lab::{PATIENCE, missing, until};

const XDS: u16 = 15010;
const MONITORING: u16 = 15014;
const ADMIN: u16 = 15000;
const SECRETS: u16 = 15099;

/// An Envoy and the mesh that it is given. What it does not take, it refuses, and the next mesh comes.
pub struct Direct {
    namespace: Arc<Namespace>,
    folder: tempfile::TempDir,
    proxy: Proxy,
    pub registry: Registry,
    feed: Feed,
    envoy: Child,
    /// How often it had refused something when it was last looked at.
    refused: u64,
}

impl Direct {
    /// The Envoy of a proxy with the secrets that it needs; `None` where this machine has not what that needs.
    pub fn new(proxy: &Proxy, mut registry: Registry) -> Option<Direct> {
        if !tools::ready() || !tools::told(missing().as_deref()) {
            return None;
        }
        let namespace = Arc::new(Namespace::new());
        namespace.ip("link set lo up\n");
        let feed = Feed::default();
        feed.publish(registry.publish());
        serve(Arc::clone(&namespace), feed.clone());
        until("the control plane serves", || page(&namespace, MONITORING, "/ready").is_some());
        let folder = tempfile::tempdir().unwrap();
        let bootstrap = folder.path().join("bootstrap.json");
        fs::write(&bootstrap, bootstrap_of(proxy).to_string()).unwrap();
        let log = File::create(folder.path().join("log")).unwrap();
        let mut command = Command::new(program::envoy().expect("looked for before"));
        command.arg("-c").arg(bootstrap).args(["--concurrency", "1", "--log-level", "warning"]);
        // Listeners that went are gone soon, as thousands go.
        command.args(["--drain-time-s", "1"]);
        command
            .arg("--disable-hot-restart")
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log);
        let envoy = namespace.inside(ROOT, || command.spawn().unwrap());
        Some(Direct { namespace, folder, proxy: proxy.clone(), registry, feed, envoy, refused: 0 })
    }

    /// Gives it other objects in place of all, and waits until what becomes of them is in force.
    ///
    /// # Errors
    /// It refuses something: why.
    pub fn take(&mut self, objects: &[Value]) -> Result<(), String> {
        self.registry.replace_all(objects);
        self.publish()
    }

    /// The same, of what the registry has now.
    pub fn publish(&mut self) -> Result<(), String> {
        let snapshot = self.registry.publish();
        self.feed.publish(Arc::clone(&snapshot));
        self.settled(&snapshot)
    }

    /// Publishes, and does not wait.
    pub fn hurry(&mut self) {
        self.feed.publish(self.registry.publish());
    }

    /// Of these objects those few that are refused together.
    pub fn smallest(&mut self, objects: &[Value]) -> Vec<Value> {
        let mut left = objects.to_vec();
        for object in objects {
            let without: Vec<Value> = left.iter().filter(|one| *one != object).cloned().collect();
            _ = self.take(&[]);
            if self.take(&without).is_err() {
                left = without;
            }
        }
        left
    }

    /// Waits until it has just what its proxy is to have, and waits for nothing itself.
    fn settled(&mut self, snapshot: &Arc<Snapshot>) -> Result<(), String> {
        let wanted = Wanted::of(&snapshot.served(&self.proxy));
        let end = Instant::now() + PATIENCE;
        loop {
            let refused = self.refusals();
            if refused > self.refused {
                self.refused = refused;
                return Err(self.log());
            }
            let differs = self.differs(&wanted);
            if differs.is_empty() {
                return Ok(());
            }
            assert!(Instant::now() < end, "not in force in {PATIENCE:?}: {differs:#?}\n{}", self.log());
            sleep(Duration::from_millis(2));
        }
    }

    /// What is not as it is to be; what comes later is not looked at before the rest is there.
    fn differs(&self, wanted: &Wanted) -> Vec<String> {
        let versions = |what: &str, mask: &str| {
            versions(&self.admin(&format!("/config_dump?resource={what}&mask={mask}")))
        };
        let lacks = |found: &BTreeSet<String>, wanted: &BTreeMap<String, Arc<str>>| -> Vec<String> {
            let lacks = wanted.iter().filter(|(version, _)| !found.contains(*version));
            lacks.map(|(version, name)| format!("{name} should be of version {version}")).collect()
        };
        let clusters = versions("dynamic_active_clusters", "version_info");
        let mut differs = lacks(&clusters, &wanted.clusters);
        let surplus = clusters.iter().filter(|version| !wanted.clusters.contains_key(*version));
        differs.extend(surplus.map(|version| format!("the cluster of version {version} should be gone")));
        if differs.is_empty() {
            let listeners = versions("dynamic_listeners", "active_state.version_info");
            let is_all = listeners.len() == wanted.listeners.len();
            if !is_all || !lacks(&listeners, &wanted.listeners).is_empty() {
                differs = self.differing_listeners(wanted);
            }
        }
        if differs.is_empty() {
            // Routes of listeners that are just going may be there, too.
            differs = lacks(&versions("dynamic_route_configs", "version_info"), &wanted.routes);
        }
        if differs.is_empty() {
            let found = endpoints(&self.admin("/clusters"));
            let endpoints = found.symmetric_difference(&wanted.endpoints);
            differs = endpoints.map(|one| format!("the endpoint {one} is not on both sides")).collect();
        }
        if differs.is_empty() {
            let stats = self.admin("/stats?filter=warming");
            differs.extend(stats.lines().filter(|line| !line.ends_with(": 0")).map(str::to_owned));
        }
        differs
    }

    /// Listeners that do not lead where they are to. One of which only chains changed keeps its version in what Envoy says of
    /// it, so that it is looked at itself.
    fn differing_listeners(&self, wanted: &Wanted) -> Vec<String> {
        let dump = self.admin("/config_dump?resource=dynamic_listeners");
        let dump: Json = serde_json::from_str(&dump).unwrap_or_default();
        let all =
            dump["configs"].as_array().into_iter().flatten().map(|one| &one["active_state"]["listener"]);
        let found: BTreeMap<&str, BTreeSet<String>> =
            all.filter_map(|one| Some((one["name"].as_str()?, leads_to(one)))).collect();
        let names: BTreeSet<&str> = wanted.lead_to.keys().map(|name| &**name).collect();
        let names = names.into_iter().chain(found.keys().copied()).collect::<BTreeSet<&str>>();
        let differ = names.into_iter().filter(|name| found.get(name) != wanted.lead_to.get(*name));
        differ
            .map(|name| format!("{name}: {:?}, not {:?}", found.get(name), wanted.lead_to.get(name)))
            .collect()
    }

    /// How often the control plane heard that something is refused.
    fn refusals(&self) -> u64 {
        let metrics = page(&self.namespace, MONITORING, "/metrics").map(|(_, text)| text).unwrap_or_default();
        let of = metrics.lines().filter(|line| line.starts_with("pilot_total_xds_rejects"));
        of.filter_map(|line| line.rsplit_once(' ')?.1.parse::<u64>().ok()).sum()
    }

    /// Neither Envoy nor the control plane counts a refusal, and some updates came.
    pub fn refused_nothing(&self, at_least: u64) {
        let stats = self.admin("/stats");
        let sum = |end: &str| -> u64 {
            let of = stats
                .lines()
                .filter_map(|line| line.split_once(": "))
                .filter(|(name, _)| name.ends_with(end));
            of.map(|(_, value)| value.parse::<u64>().unwrap()).sum()
        };
        assert_eq!(sum("update_rejected"), 0, "{stats}\n{}", self.log());
        assert!(sum("cds.update_success") >= at_least, "{stats}");
        assert_eq!(self.refusals(), 0);
    }

    /// A page of Envoy's admin interface; empty as long as there is none.
    pub fn admin(&self, path: &str) -> String {
        page(&self.namespace, ADMIN, path).map(|(_, text)| text).unwrap_or_default()
    }

    /// What Envoy said.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Direct {
    fn drop(&mut self) {
        _ = self.envoy.kill();
        _ = self.envoy.wait();
    }
}

/// Serves in a namespace, for as long as the process runs.
fn serve(namespace: Arc<Namespace>, feed: Feed) {
    let trust_domain = TrustDomain::new("cluster.local").unwrap();
    let ca = Arc::new(Ca::create(&trust_domain, SystemTime::now()).unwrap());
    let id = SpiffeId::new(trust_domain.clone(), "a", "sa").unwrap();
    let secrets = Arc::new(Secrets::new(&ca, &id));
    let authenticator = Authenticator::new(trust_domain, Vec::new(), Tokens::Table(TokenTable::default()));
    let about = About { name: "istiod-1".into(), version: "1".into(), revision: String::new() };
    let plane = Plane::new("istio-system", about, feed, ca, authenticator);
    thread::spawn(move || {
        namespace.enter(ROOT);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let at = |port: u16| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
            let listener = TcpListener::bind(at(SECRETS)).await.unwrap();
            tokio::spawn(secrets::serve(listener, secrets));
            let ports = Ports { secure: None, plaintext: Some(at(XDS)), monitoring: vec![at(MONITORING)] };
            let names = certs::Names::of_service("istiod", "istio-system").unwrap();
            let server = Server::open(Arc::new(plane), names, &ports).await.unwrap();
            server.run(std::future::pending()).await;
        });
    });
}

fn bootstrap_of(proxy: &Proxy) -> Json {
    let addresses: Vec<String> = proxy.addresses.iter().map(ToString::to_string).collect();
    let of_ads = json!({"ads": {}, "initial_fetch_timeout": "0s", "resource_api_version": "V3"});
    let cluster = |name: &str, port: u16| {
        let at = json!({"socket_address": {"address": "127.0.0.1", "port_value": port}});
        let options = json!({
            "@type": "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
            "explicit_http_config": {"http2_protocol_options": {}},
        });
        json!({
            "name": name,
            "typed_extension_protocol_options": {"envoy.extensions.upstreams.http.v3.HttpProtocolOptions": options},
            "load_assignment": {
                "cluster_name": name,
                "endpoints": [{"lb_endpoints": [{"endpoint": {"address": at}}]}],
            },
        })
    };
    json!({
        "node": {
            "id": proxy.id,
            "cluster": "test",
            "metadata": {"NAMESPACE": proxy.pod.namespace, "INSTANCE_IPS": addresses.join(",")},
        },
        "admin": {"address": {"socket_address": {"address": "127.0.0.1", "port_value": ADMIN}}},
        "static_resources": {"clusters": [cluster("xds-grpc", XDS), cluster("sds-grpc", SECRETS)]},
        "dynamic_resources": {
            "ads_config": {
                "api_type": "DELTA_GRPC",
                "transport_api_version": "V3",
                "set_node_on_first_message_only": true,
                "grpc_services": [{"envoy_grpc": {"cluster_name": "xds-grpc"}}],
            },
            "cds_config": of_ads,
            "lds_config": of_ads,
        },
        // All stats of thousands of clusters would take Envoy longer than the clusters.
        "stats_config": {"stats_matcher": {"inclusion_list": {"patterns": [
            {"suffix": "update_rejected"}, {"suffix": "update_success"},
            {"suffix": "warming"}, {"suffix": "warming_clusters"},
        ]}}},
    })
}
