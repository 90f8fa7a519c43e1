//! The pods that run, and which should.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use kubeyaml::Value;
use objects::World;

use crate::admission;
use crate::container::without_effect;
use crate::controllers::{pod_of, replicas, template_hash};
use crate::error::LabError;
use crate::node::{ADDRESS, Node};
use crate::plane::Accounts;
use crate::pod::{Pod, Site};
use crate::services::{self, Service};
use crate::store::Store;

/// The annotation of a template by which a restart makes it another.
///
/// Source: Kubernetes, kubectl rollout restart.
const RESTARTED: &str = "kubectl.kubernetes.io/restartedAt";
/// How long nothing is tried again that could not be done.
const PAUSE: Duration = Duration::from_secs(1);
/// How long pods have to end when the lab does.
const LAST_WORDS: Duration = Duration::from_secs(3);

/// A namespace and a name.
pub(super) type Name = (String, String);

/// The pods that run, and which should.
pub(super) struct Workloads {
    node: Node,
    site: Site,
    accounts: Arc<Accounts>,
    pods: BTreeMap<Name, Running>,
    /// How many pods a Deployment has had.
    counts: BTreeMap<Name, u32>,
    /// How often a Deployment was restarted.
    restarts: BTreeMap<Name, u32>,
    wanted: BTreeMap<Name, Wanted>,
    notes: Vec<String>,
    /// When pods may be made again, after one could not be.
    again: Option<(Instant, String)>,
}

struct Running {
    pod: Pod,
    /// What it is of.
    owner: Name,
    hash: String,
}

/// What somebody wants: so many pods of a template.
struct Wanted {
    count: usize,
    hash: String,
}

impl Workloads {
    pub(super) fn new(node: Node, site: Site, accounts: Arc<Accounts>) -> Workloads {
        let (pods, counts, restarts) = Default::default();
        Workloads {
            node,
            site,
            accounts,
            pods,
            counts,
            restarts,
            wanted: BTreeMap::new(),
            notes: Vec::new(),
            again: None,
        }
    }

    /// Starts and ends pods, and looks after those that run. A pod that is made now starts its containers the next time, so
    /// that they find the names of Services, which [`Workloads::reach`] writes in between.
    pub(super) fn advance(&mut self, store: &Store, world: &World) -> Result<(), LabError> {
        let looked = self.look_after();
        let mut wanted = BTreeMap::new();
        let mut failure = self.paused();
        for deployment in store.of_kind("Deployment") {
            let deployment = self.restarted(deployment);
            let owner = name(&deployment);
            let want = Wanted { count: replicas(&deployment), hash: template_hash(&deployment) };
            while self.current(&owner, &want.hash).count() < want.count && failure.is_none() {
                let count = self.counts.get(&owner).copied().unwrap_or_default() + 1;
                let pod = pod_of(&deployment, &format!("{}-{count}", owner.1));
                match self.create(world, pod, &owner, &want.hash) {
                    Ok(()) => _ = self.counts.insert(owner.clone(), count),
                    Err(error) => {
                        self.again = Some((Instant::now() + PAUSE, error.with_hint()));
                        failure = Some(error);
                    }
                }
            }
            wanted.insert(owner, want);
        }
        self.wanted = wanted;
        self.end_what_is_not_wanted();
        failure.map_or(looked, Err)
    }

    /// Has pods do what is to be done now.
    fn look_after(&mut self) -> Result<(), LabError> {
        let mut failure = None;
        let mut gone = Vec::new();
        for (name, running) in &mut self.pods {
            match running.pod.advance() {
                Ok(true) => {}
                Ok(false) => gone.push(name.clone()),
                Err(error) => failure = Some(error),
            }
        }
        for name in gone {
            if let Some(running) = self.pods.remove(&name) {
                running.pod.gone();
                self.accounts.remove(&name.0, &name.1);
            }
        }
        failure.map_or(Ok(()), Err)
    }

    /// Why no pods are made for now.
    fn paused(&mut self) -> Option<LabError> {
        match self.again.take_if(|(at, _)| *at <= Instant::now()) {
            Some(_) => None,
            None => self.again.as_ref().map(|(_, why)| LabError::Refused(why.clone())),
        }
    }

    /// The Deployment with what restarts have made of its template.
    fn restarted(&self, deployment: &Value) -> Value {
        let mut deployment = deployment.clone();
        if let Some(count) = self.restarts.get(&name(&deployment)) {
            let template = deployment.map_entry("spec").entry("template");
            let metadata = template.map_entry("metadata");
            metadata.entry("annotations").become_map().insert(RESTARTED, format!("restart {count}"));
        }
        deployment
    }

    fn current<'a>(&'a self, owner: &'a Name, hash: &'a str) -> impl Iterator<Item = &'a Name> {
        let is_current = move |running: &Running| {
            running.owner == *owner && running.hash == hash && !running.pod.is_ending()
        };
        self.pods.iter().filter(move |(_, running)| is_current(running)).map(|(name, _)| name)
    }

    fn create(&mut self, world: &World, pod: Value, owner: &Name, hash: &str) -> Result<(), LabError> {
        let pod = admission::admit(world, pod)?;
        let (namespace, pod_name) = name(&pod);
        let token = token()?;
        let notes =
            without_effect(&pod).into_iter().map(|note| format!("Pod {namespace}/{pod_name}, {note}"));
        let notes: Vec<String> = notes.collect();
        let pod = Pod::start(pod, &token, &mut self.node, &self.site)?;
        self.notes.extend(notes);
        let account = pod.object().str_at(&["spec", "serviceAccountName"]).unwrap_or("default");
        self.accounts.add(&token, &namespace, account, &pod_name);
        tracing::info!(
            "pod {namespace}/{pod_name} at {}{}",
            pod.address,
            if pod.has_proxy() { ", with a sidecar" } else { "" }
        );
        self.pods.insert((namespace, pod_name), Running { pod, owner: owner.clone(), hash: hash.to_owned() });
        Ok(())
    }

    /// New pods are ready before the old ones of their Deployment end.
    fn end_what_is_not_wanted(&mut self) {
        let mut over: Vec<Name> = Vec::new();
        for (name, Running { owner, hash, .. }) in &self.pods {
            let is_wanted = match self.wanted.get(owner) {
                None => false,
                Some(want) if want.hash == *hash => self
                    .current(owner, hash)
                    .position(|one| one == name)
                    .is_none_or(|place| place < want.count),
                Some(want) => {
                    let current: Vec<&Name> = self.current(owner, &want.hash).collect();
                    let is_ready = |name: &&Name| self.pods.get(*name).is_some_and(|one| one.pod.is_ready());
                    current.len() < want.count || !current.iter().all(is_ready)
                }
            };
            if !is_wanted {
                over.push(name.clone());
            }
        }
        for name in over {
            if let Some(running) = self.pods.get_mut(&name) {
                running.pod.stop();
            }
        }
    }

    /// All pods with their status.
    pub(super) fn pods(&self) -> impl Iterator<Item = Value> {
        self.pods.values().map(|running| running.pod.with_status())
    }

    /// How many proxies there should be at the control plane.
    pub(super) fn proxies(&self) -> usize {
        self.pods.values().filter(|running| running.pod.has_proxy()).count()
    }

    /// Has pods reach these Services, by address and by name.
    pub(super) fn reach(&mut self, services: &[Service]) -> Result<(), LabError> {
        self.node.serve(services)?;
        for ((namespace, _), running) in &self.pods {
            let (path, hosts) = (running.pod.hosts(), services::hosts(services, namespace, ADDRESS));
            if fs::read_to_string(&path).is_ok_and(|before| before != hosts) {
                // Written over, not replaced: it is mounted in the pod.
                fs::write(&path, hosts).map_err(LabError::file(&path))?;
            }
        }
        Ok(())
    }

    /// A pod that is not as it should be.
    pub(super) fn missing(&self) -> Option<String> {
        for ((namespace, name), Running { pod, .. }) in &self.pods {
            if pod.is_ending() {
                return Some(format!("pod {namespace}/{name} ends"));
            }
            if !pod.is_ready() {
                return Some(format!("pod {namespace}/{name} is ready"));
            }
        }
        let lacks = |(owner, want): (&Name, &Wanted)| {
            let lacks = self.current(owner, &want.hash).count() < want.count;
            lacks.then(|| format!("Deployment {}/{} has its pods", owner.0, owner.1))
        };
        self.wanted.iter().find_map(lacks)
    }

    /// Keeps something that should be known.
    pub(super) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// What was asked for and has no effect, once.
    pub(super) fn take_notes(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notes)
    }

    /// Makes the pods of Deployments of a namespace anew: of all of them, or of none where one is not there.
    pub(super) fn restart(&mut self, namespace: &str, names: &[&str]) -> Result<(), String> {
        let owners: Vec<Name> = names.iter().map(|name| (namespace.to_owned(), (*name).to_owned())).collect();
        if let Some(owner) = owners.iter().find(|owner| !self.wanted.contains_key(owner)) {
            let all: Vec<String> =
                self.wanted.keys().map(|(namespace, name)| format!("{namespace}/{name}")).collect();
            return Err(format!(
                "there is no Deployment {}/{}; there are {}",
                owner.0,
                owner.1,
                all.join(", ")
            ));
        }
        for owner in owners {
            *self.restarts.entry(owner).or_default() += 1;
        }
        Ok(())
    }

    /// The process that holds a pod, and the user of one of its containers. A Deployment's name means its newest pod.
    pub(super) fn inside(&self, name: &Name, container: Option<&str>) -> Result<(u32, (u32, u32)), String> {
        let of_owner = || {
            let mut pods: Vec<&Running> =
                self.pods.values().filter(|one| one.owner == *name && !one.pod.is_ending()).collect();
            pods.sort_by_key(|one| one.pod.address);
            pods.pop()
        };
        let Some(running) = self.pods.get(name).or_else(of_owner) else {
            let all: Vec<String> =
                self.pods.keys().map(|(namespace, name)| format!("{namespace}/{name}")).collect();
            return Err(format!("there is no pod {}/{}; there are {}", name.0, name.1, all.join(", ")));
        };
        let user = running.pod.user_of(container);
        let user =
            user.ok_or_else(|| format!("the pod has no container {:?}", container.unwrap_or_default()))?;
        Ok((running.pod.holder(), user))
    }

    /// Ends all pods.
    pub(super) fn end(mut self) {
        self.pods.values_mut().for_each(|running| running.pod.stop());
        let end = Instant::now() + LAST_WORDS;
        while Instant::now() < end && !self.pods.is_empty() {
            let over: Vec<Name> = self
                .pods
                .iter_mut()
                .filter_map(|(name, running)| (!running.pod.advance().unwrap_or(false)).then(|| name.clone()))
                .collect();
            for name in over {
                if let Some(running) = self.pods.remove(&name) {
                    running.pod.gone();
                }
            }
            sleep(Duration::from_millis(20));
        }
        for running in std::mem::take(&mut self.pods).into_values() {
            running.pod.gone();
        }
    }
}

fn name(object: &Value) -> Name {
    let part = |key| object.str_at(&["metadata", key]).unwrap_or_default().to_owned();
    (part("namespace"), part("name"))
}

/// A token that nobody can guess.
fn token() -> Result<String, LabError> {
    let path = "/proc/sys/kernel/random/uuid";
    let random = || fs::read_to_string(path).map_err(LabError::file(path));
    Ok(format!("{}{}", random()?.trim(), random()?.trim()))
}
