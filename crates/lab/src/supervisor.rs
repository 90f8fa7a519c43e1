//! The process that is a lab: it makes true what the folder's manifests say, and says how that stands.
//!
//! ```text
//! manifests ─► store ─► controllers, admission ─► pods ─► their status ─┬─► lab.yaml
//!                                                                      ├─► control plane ─► proxies
//!                                                                      └─► rules and names of Services
//! ```

mod questions;
mod room;
mod workloads;

use std::collections::BTreeSet;
use std::fs::File;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use discovery::{Feed, Frame};
use identity::{Ca, SpiffeId, TrustDomain, csr};
use kubeyaml::Value;
use mesh::Registry;
use objects::{World, kinds, names};
use signal_hook::consts::{SIGINT, SIGTERM};

use self::questions::Questions;
use self::workloads::Workloads;
use crate::error::LabError;
use crate::place::Place;
use crate::plane::{Accounts, ControlPlane, MONITORING, Shared};
use crate::pod::Site;
use crate::probe::page;
use crate::services::{Addresses, Service};
use crate::store::{self, Store, WRITTEN};
use crate::{admission, controllers, door, node};

/// How often everything is looked at.
const TICK: Duration = Duration::from_millis(100);
/// How long nothing may have happened until what was sent to proxies is taken for all there is.
const QUIET: Duration = Duration::from_millis(500);

/// How a lab is run.
#[derive(Debug)]
pub struct Options {
    /// The folder of its manifests.
    pub dir: PathBuf,
    /// The Envoy of its proxies.
    pub envoy: PathBuf,
    /// A folder that the lab may cover with files of its own; nobody else sees them.
    pub room: PathBuf,
    /// A listener of the machine, by which the control plane is reached.
    pub door: TcpListener,
}

/// Runs a lab until it is told to end. The process has to be the first one of its own namespaces of processes, mounts and
/// network.
///
/// # Errors
/// It cannot start.
pub fn run(options: Options) -> Result<(), LabError> {
    let told = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&told))
            .map_err(|source| LabError::System { what: "a signal cannot be taken", source })?;
    }
    let mut lab = Lab::start(options)?;
    tracing::info!("the lab runs in {}", lab.place.dir().display());
    while !told.load(Ordering::Relaxed) && !lab.questions.is_told_to_end() {
        lab.tick();
        sleep(TICK);
    }
    tracing::info!("the lab ends");
    lab.end();
    Ok(())
}

struct Lab {
    place: Place,
    _lock: File,
    store: Store,
    shared: Shared,
    plane: Option<ControlPlane>,
    registry: Registry,
    frame: Frame,
    workloads: Workloads,
    addresses: Addresses,
    questions: Questions,
    /// What the manifests say: all of them, and the release that the injection configuration stands for.
    world: World,
    release: String,
    /// Whether the mesh was not published since.
    is_old: bool,
    /// What was said of manifests that have no effect.
    noted: BTreeSet<String>,
    /// What the controllers wrote last, and when it was another.
    written: String,
    changed: Instant,
    /// What is the matter with the manifests, and since when.
    problem: Option<(String, Instant)>,
}

impl Lab {
    fn start(options: Options) -> Result<Lab, LabError> {
        let place = Place::make(&options.dir)?;
        let lock = File::create(place.lock()).map_err(LabError::file(place.lock()))?;
        lock.try_lock().map_err(|_| LabError::Running { dir: place.dir().to_owned() })?;
        let programs = room::make(&options.room, &options.envoy)?;
        let network = node::Node::new()?;
        let frame = Frame {
            domain: "cluster.local".to_owned(),
            cluster: "Kubernetes".to_owned(),
            namespace: names::ISTIO_NAMESPACE.to_owned(),
            config_map: names::MESH_CONFIG_MAP.to_owned(),
            mesh_config: None,
            ignores_authorization_policies: true,
        };
        let mut store = Store::default();
        store.look(place.dir())?;
        let all: Vec<Value> = store.objects.values().map(|(_, object)| object.clone()).collect();
        let settings = frame.settings(&all).map_err(refused)?.0;
        let trust_domain = TrustDomain::new(&settings.trust_domain).map_err(refused)?;
        let ca = Ca::create(&trust_domain, SystemTime::now()).map_err(refused)?;
        write_client(&place, &ca, &trust_domain)?;
        let site = Site {
            pods: options.room.join("pods"),
            logs: place.logs(),
            root: ca.roots().to_owned(),
            programs,
        };
        let accounts = Arc::new(Accounts::default());
        let shared =
            Shared { feed: Feed::default(), ca: Arc::new(ca), accounts: Arc::clone(&accounts), trust_domain };
        let questions = Questions::listen(&place)?;
        door::open(options.door)?;
        Ok(Lab {
            workloads: Workloads::new(network, site, accounts),
            registry: Registry::new(settings),
            store: Store::default(),
            plane: None,
            addresses: Addresses::default(),
            world: World::default(),
            release: String::new(),
            is_old: true,
            noted: BTreeSet::new(),
            written: String::new(),
            changed: Instant::now(),
            problem: None,
            place,
            _lock: lock,
            shared,
            frame,
            questions,
        })
    }

    fn tick(&mut self) {
        self.problem = match self.look().and_then(|()| self.make_true()) {
            Ok(()) => None,
            Err(error) => {
                let text = error.with_hint();
                let known = self.problem.take().filter(|(before, _)| *before == text);
                Some(known.unwrap_or_else(|| {
                    tracing::error!("{text}");
                    (text, Instant::now())
                }))
            }
        };
        let missing = match &self.problem {
            Some((text, _)) => Err(text.clone()),
            None if self.questions.is_anybody_waiting() => self.missing().map_or(Ok(()), Err),
            None => Ok(()),
        };
        let Lab { questions, workloads, problem, .. } = self;
        questions.answer(&missing, problem.as_ref().map(|(_, since)| *since), workloads);
    }

    /// Reads the manifests that are new.
    fn look(&mut self) -> Result<(), LabError> {
        if self.store.look(self.place.dir())? {
            self.world = World::of(self.store.objects.values().map(|(_, object)| object.clone()));
            self.release = admission::release(&self.world).unwrap_or_else(|| "unknown".to_owned());
            self.is_old = true;
        }
        Ok(())
    }

    /// Has what runs be what the manifests say, as far as that goes at once.
    fn make_true(&mut self) -> Result<(), LabError> {
        let advanced = self.workloads.advance(&self.store, &self.world);
        let mut all: Vec<Value> = self.store.objects.values().map(|(_, object)| object.clone()).collect();
        let pods: Vec<Value> = self.workloads.pods().collect();
        let standing: Vec<(&Value, bool)> = pods.iter().map(|pod| (pod, is_ready(pod))).collect();
        let mut written = pods.clone();
        let mut reached = Vec::new();
        for service in all.iter_mut().filter(|object| kinds::SERVICE.is_of(object)) {
            self.addresses.assign(service);
            let slice = controllers::endpoint_slice(service, &standing);
            reached.extend(Service::of(service, slice.as_ref()));
            written.extend(slice);
        }
        self.workloads.reach(&reached)?;
        all.extend(written.iter().cloned());
        let text: String = written.iter().map(|object| format!("---\n{}", kubeyaml::write(object))).collect();
        if text != self.written || self.is_old {
            self.publish(&all)?;
            store::write_written(&self.place.dir().join(WRITTEN), &text)?;
            self.written = text;
            self.is_old = false;
        }
        self.control()?;
        advanced
    }

    fn publish(&mut self, all: &[Value]) -> Result<(), LabError> {
        let (settings, unread) = self.frame.settings(all).map_err(refused)?;
        self.registry.set_settings(settings);
        self.registry.replace_all(all);
        self.shared.feed.publish(self.registry.publish());
        self.changed = Instant::now();
        let mut notes: BTreeSet<String> = self.registry.refused().map(ToString::to_string).collect();
        notes.extend(unread.into_iter().map(|field| format!("field {field} of the mesh config is not read")));
        for (what, _, (namespace, name)) in self.registry.ignored().all() {
            notes.insert(format!("{what} is not read, such as that of {namespace}/{name}"));
        }
        notes.difference(&self.noted).for_each(|note| self.workloads.note(note.clone()));
        self.noted = notes;
        Ok(())
    }

    /// Has a control plane of the release that the injection configuration stands for.
    fn control(&mut self) -> Result<(), LabError> {
        if self.plane.as_ref().is_some_and(|plane| plane.version == self.release) {
            return Ok(());
        }
        if let Some(old) = self.plane.take() {
            old.stop();
        }
        self.plane = Some(ControlPlane::start(&self.release, &self.shared)?);
        self.changed = Instant::now();
        Ok(())
    }

    /// What is not yet as it should be.
    fn missing(&self) -> Option<String> {
        if let Some(missing) = self.workloads.missing() {
            return Some(missing);
        }
        let waits = || Some("proxies take what they are sent".to_owned());
        if self.changed.elapsed() < QUIET {
            return waits();
        }
        let address = (std::net::Ipv4Addr::LOCALHOST, MONITORING).into();
        let Some((200, said)) = page(address, "/debug/syncz") else { return waits() };
        let proxies: serde_json::Value = serde_json::from_str(&said).unwrap_or_default();
        let synced = proxies.as_array().map(|all| all.iter().filter(|one| is_synced(one)).count());
        if synced == Some(self.workloads.proxies()) { None } else { waits() }
    }

    /// Ends the pods; nobody is left then for whom the control plane would have to wait.
    fn end(self) {
        self.workloads.end();
    }
}

fn is_ready(pod: &Value) -> bool {
    let mut conditions = pod.items_at(&["status", "conditions"]).iter();
    conditions.any(|one| one.str_at(&["type"]) == Some("Ready") && one.str_at(&["status"]) == Some("True"))
}

fn is_synced(proxy: &serde_json::Value) -> bool {
    let said = |key: String| proxy.get(key).and_then(serde_json::Value::as_str).map(str::to_owned);
    let mut kinds = ["cluster", "listener"].into_iter();
    let mut others = ["endpoint", "route"].into_iter();
    kinds.all(|kind| {
        let sent = said(format!("{kind}_sent"));
        sent.is_some() && sent == said(format!("{kind}_acked"))
    }) && others.all(|kind| said(format!("{kind}_sent")) == said(format!("{kind}_acked")))
}

/// A certificate by which this machine asks the control plane, as a ServiceAccount of its namespace.
fn write_client(place: &Place, ca: &Ca, trust_domain: &TrustDomain) -> Result<(), LabError> {
    let id = SpiffeId::new(trust_domain.clone(), names::ISTIO_NAMESPACE, "default").map_err(refused)?;
    let key = identity::Key::generate().map_err(refused)?;
    let request = csr::create(Some(&id), &key).map_err(refused)?;
    let chain = ca
        .sign(&request, &id, SystemTime::now(), Some(Duration::from_secs(30 * 24 * 3600)))
        .map_err(refused)?;
    for (name, text) in [
        ("cert-chain.pem", chain.concat()),
        ("key.pem", key.pem().to_owned()),
        ("root-cert.pem", ca.roots().to_owned()),
    ] {
        room::write_secret(&place.own().join(name), &text)?;
    }
    Ok(())
}

fn refused(error: impl std::fmt::Display) -> LabError {
    LabError::Refused(error.to_string())
}
