//! Looking: what is known of a cluster, what is served, what becomes of a pod that is tried.

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use certs::Certificate;
use cluster::served::{Unseen, chain_at};
use cluster::snapshot::Wanted;
use cluster::{Cluster, ClusterError, Object};
use diagnosis::doctor::failure::recognise;
use diagnosis::doctor::injector::{self, Target};
use diagnosis::doctor::{Counted, PLAIN_POD, Seen, Served, Tried, where_to_try};
use objects::endpoints::{self, Backend};
use objects::{Kind, World, kinds};

use super::{Doctor, served};
use crate::failure::Failure;
use crate::options::configuration;

/// Kinds of which the objects in the namespaces of injectors matter.
const OF_INJECTORS: [Kind; 4] = [kinds::SERVICE, kinds::ENDPOINT_SLICE, kinds::DEPLOYMENT, kinds::CONFIG_MAP];

/// What was seen.
#[derive(Debug, Default)]
pub struct Looked {
    world: World,
    served: BTreeMap<Target, Served>,
    tried: Vec<Tried>,
    counted: Vec<Counted>,
    /// What could not be seen, in sentences.
    pub gaps: Vec<String>,
}

impl Looked {
    /// The same for the diagnosis, at a time.
    pub fn seen(&self, now: SystemTime) -> Seen<'_> {
        let Looked { world, served, tried, counted, .. } = self;
        Seen { world, served: served.clone(), tried: tried.clone(), counted: counted.clone(), now }
    }
}

/// Looks at a cluster, or at snapshots of it.
///
/// # Errors
/// No webhook configuration could be looked at.
pub fn look(options: &Doctor) -> Result<Looked, Failure> {
    if let Some(world) = configuration::snapshots(&options.known.snapshot)? {
        if world.known(kinds::MUTATING_WEBHOOK).is_none() {
            return Err(Failure::new("no webhook configurations are among what is known of the cluster")
                .hint("`outrigger snapshot` writes what is looked at"));
        }
        let gap =
            "a snapshot tells nothing of certificates that are served, of a pod that is tried, or of metrics";
        return Ok(Looked { world, gaps: vec![gap.to_owned()], ..Looked::default() });
    }
    options.known.access.run(async |cluster| live(&cluster, options.namespace.as_deref()).await).map_err(
        |failure| {
            failure.hint("or look at a snapshot, offline: --snapshot FILE, which `outrigger snapshot` writes")
        },
    )
}

async fn live(cluster: &Cluster, namespace: Option<&str>) -> Result<Looked, ClusterError> {
    let mut looked = Looked::default();
    let configurations = cluster.read(&[Wanted::all(kinds::MUTATING_WEBHOOK)]).await?;
    if let Some(gap) = configurations.gaps.into_iter().next() {
        return Err(ClusterError::Incomplete {
            place: cluster.server().to_owned(),
            cause: gap,
            remedy: "grant verb `list` on resource `mutatingwebhookconfigurations` with a ClusterRole"
                .to_owned(),
        });
    }
    looked.world.extend(configurations.world);
    looked.read(cluster, &[Wanted::all(kinds::NAMESPACE), Wanted::all(kinds::EVENT)]).await;
    let targets: BTreeSet<Target> = injector::all(&looked.world).iter().flat_map(|i| i.targets()).collect();
    let places = namespaces(&targets);
    let of_place = |place: &String| OF_INJECTORS.map(|kind| Wanted::of_namespace(kind, place));
    looked.read(cluster, &places.iter().flat_map(of_place).collect::<Vec<_>>()).await;
    for target in targets {
        looked.serve(cluster, target).await;
    }
    for place in where_to_try(&looked.world, namespace) {
        looked.try_pod(cluster, place).await;
    }
    Ok(looked)
}

fn namespaces(targets: &BTreeSet<Target>) -> BTreeSet<String> {
    let of = |target: &Target| match target {
        Target::Service { namespace, .. } => Some(namespace.clone()),
        Target::Url { .. } => None,
    };
    targets.iter().filter_map(of).collect()
}

impl Looked {
    /// Reads what is wanted; whatever prevents it is a gap.
    async fn read(&mut self, cluster: &Cluster, wanted: &[Wanted]) {
        let read = cluster.read_if_possible(wanted).await;
        self.world.extend(read.world);
        self.gaps.extend(read.gaps);
    }

    /// Looks at what is served where the API server calls, and at what a pod there counts.
    async fn serve(&mut self, cluster: &Cluster, target: Target) {
        let name = target.server_name();
        let shown = match &target {
            Target::Url { host, port } => chain_at(host, *port, &name).await,
            Target::Service { namespace, name: service, port } => {
                let backends = self.backends(namespace, service, *port);
                if let Some(backend) = backends.first() {
                    match served::counted(cluster, namespace, &backend.pod).await {
                        Ok(counted) => self.counted.push(counted),
                        Err(gap) => self.gaps.push(gap),
                    }
                }
                served::chain_of(cluster, &target, &backends).await
            }
        };
        let served = match shown {
            Ok(chain) => {
                let read = chain.iter().map(|der| Certificate::from_der(der)).collect::<Result<Vec<_>, _>>();
                read.map_or_else(|e| Served::Refused(e.to_string()), Served::Chain)
            }
            Err(Unseen::Refused(text)) => Served::Refused(text),
            Err(Unseen::Unreachable(text)) => {
                let gap = format!("the certificates of {name} could not be looked at from here: {text}");
                return self.gaps.push(gap);
            }
        };
        self.served.insert(target, served);
    }

    fn backends(&self, namespace: &str, service: &str, port: u16) -> Vec<Backend> {
        let Some(object) = self.world.get(kinds::SERVICE, namespace, service) else { return Vec::new() };
        endpoints::backends(object, self.world.all(kinds::ENDPOINT_SLICE), port)
    }

    /// Has the API server try a pod, which is not created.
    async fn try_pod(&mut self, cluster: &Cluster, namespace: String) {
        let pod = kubeyaml::from_json(PLAIN_POD.as_bytes()).unwrap_or_default();
        let object = Object { kind: kinds::POD, namespace: Some(&namespace), name: "outrigger-doctor" };
        let outcome = match cluster.try_create(object, &pod).await {
            Ok(pod) => Ok(pod),
            Err(ClusterError::Refused { message, .. }) => Err(message),
            // Pod Security and webhooks say no with whatever status they like.
            Err(ClusterError::Forbidden { message, .. } | ClusterError::NotFound { message, .. })
                if recognise(&message).is_some() =>
            {
                Err(message)
            }
            Err(e) => return self.gaps.push(format!("no pod could be tried in namespace {namespace}: {e}")),
        };
        if let Err(text) = &outcome
            && recognise(text).is_none()
        {
            self.gaps.push(format!(
                "a pod that was tried in namespace {namespace} is refused for another reason: {text}"
            ));
        }
        self.tried.push(Tried { namespace, outcome });
    }
}
