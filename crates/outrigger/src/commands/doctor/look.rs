//! Looking: what is known of a cluster, what is served, what becomes of a pod that is tried.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use certs::Certificate;
use cluster::port_forward::PodPort;
use cluster::served::{Unseen, chain, chain_at};
use cluster::snapshot::Wanted;
use cluster::{Cluster, ClusterError, Object};
use diagnosis::doctor::injector::{self, Target};
use diagnosis::doctor::{Counted, PLAIN_POD, Seen, Served, Tried, failures, where_to_try};
use objects::endpoints::{self, Backend};
use objects::{Kind, World, kinds, names};
use tokio::time::timeout;

use super::Doctor;
use crate::failure::Failure;
use crate::options::configuration;

/// How long what a pod shows is waited for, through the API server.
const PATIENCE: Duration = Duration::from_secs(5);

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
    looked.read(cluster, Wanted::all(kinds::NAMESPACE)).await;
    looked.read(cluster, Wanted::all(kinds::EVENT)).await;
    let targets: Vec<Target> = injector::all(&looked.world).iter().flat_map(|i| i.targets()).collect();
    for place in namespaces(&targets) {
        for kind in OF_INJECTORS {
            looked.read(cluster, Wanted::of_namespace(kind, &place)).await;
        }
    }
    for target in targets {
        looked.serve(cluster, &target).await;
    }
    for place in where_to_try(&looked.world, namespace) {
        looked.try_pod(cluster, place).await;
    }
    Ok(looked)
}

fn namespaces(targets: &[Target]) -> Vec<String> {
    let of = |target: &Target| match target {
        Target::Service { namespace, .. } => Some(namespace.clone()),
        Target::Url { .. } => None,
    };
    let mut all: Vec<String> = targets.iter().filter_map(of).collect();
    all.sort();
    all.dedup();
    all
}

impl Looked {
    /// Reads what is wanted; whatever prevents it is a gap.
    async fn read(&mut self, cluster: &Cluster, wanted: Wanted) {
        match cluster.read(&[wanted]).await {
            Ok(read) => {
                self.world.extend(read.world);
                self.gaps.extend(read.gaps);
            }
            Err(e) => self.gaps.push(e.to_string()),
        }
    }

    /// Looks at what is served where the API server calls: in a pod behind the Service, or at the Service's address.
    async fn serve(&mut self, cluster: &Cluster, target: &Target) {
        if self.served.contains_key(target) {
            return;
        }
        let name = target.server_name();
        let shown = match target {
            Target::Url { host, port } => chain_at(host, *port, &name).await,
            Target::Service { namespace, name: service, port } => {
                let backends = self.backends(namespace, service, *port);
                if let Some(backend) = backends.first() {
                    self.count(cluster, namespace, backend).await;
                }
                match self.through_pods(cluster, namespace, &backends, &name).await {
                    Some(shown) => shown,
                    None => self.at_address(cluster, namespace, service, *port, &name).await,
                }
            }
        };
        match shown
            .map(|chain| chain.iter().map(|der| Certificate::from_der(der)).collect::<Result<Vec<_>, _>>())
        {
            Ok(Ok(chain)) => drop(self.served.insert(target.clone(), Served::Chain(chain))),
            Ok(Err(e)) => drop(self.served.insert(target.clone(), Served::Refused(e.to_string()))),
            Err(Unseen::Refused(text)) => drop(self.served.insert(target.clone(), Served::Refused(text))),
            Err(Unseen::Unreachable(text)) => {
                self.gaps
                    .push(format!("the certificates of {name} could not be looked at from here: {text}"));
            }
        }
    }

    fn backends(&self, namespace: &str, service: &str, port: u16) -> Vec<Backend> {
        let Some(object) = self.world.get(kinds::SERVICE, namespace, service) else { return Vec::new() };
        let slices = self.world.all(kinds::ENDPOINT_SLICE);
        endpoints::backends(object, slices, port)
    }

    /// What the first pod shows that a port-forward reaches; `None` if it reaches none.
    async fn through_pods(
        &mut self,
        cluster: &Cluster,
        namespace: &str,
        backends: &[Backend],
        name: &str,
    ) -> Option<Result<Vec<Vec<u8>>, Unseen>> {
        for Backend { pod, port } in backends.iter().take(2) {
            let to = PodPort { namespace, pod, port: *port };
            let Ok(Ok(forwarded)) = timeout(PATIENCE, cluster.port_forward(to)).await else { continue };
            match chain(forwarded.stream, name).await {
                Ok(chain) => return Some(Ok(chain)),
                // The kubelet knows whether nobody listens; a stream that ends for another reason says nothing.
                Err(unseen) => {
                    let said = forwarded.reason.said().await.unwrap_or_default();
                    if said.contains("refused") {
                        return Some(Err(Unseen::Refused(format!(
                            "port {port} of pod {pod}: connection refused"
                        ))));
                    }
                    drop(unseen);
                }
            }
        }
        None
    }

    /// What is shown at the Service's address, which is reached from within the cluster only.
    async fn at_address(
        &self,
        cluster: &Cluster,
        namespace: &str,
        service: &str,
        port: u16,
        name: &str,
    ) -> Result<Vec<Vec<u8>>, Unseen> {
        let object = Object { kind: kinds::SERVICE, namespace: Some(namespace), name: service };
        let address = match cluster.get(object).await {
            Ok(Some(service)) => service.str_at(&["spec", "clusterIP"]).unwrap_or_default().to_owned(),
            Ok(None) => return Err(Unseen::Unreachable("there is no such Service".to_owned())),
            Err(e) => return Err(Unseen::Unreachable(e.to_string())),
        };
        if address.is_empty() || address == "None" {
            return Err(Unseen::Unreachable("the Service has no address".to_owned()));
        }
        chain_at(&address, port, name).await
    }

    /// Adds what a pod of an injector counts, where its metrics can be asked for.
    async fn count(&mut self, cluster: &Cluster, namespace: &str, backend: &Backend) {
        let pod = PodPort { namespace, pod: &backend.pod, port: names::MONITORING_PORT };
        if let Ok(Ok(text)) = timeout(PATIENCE, cluster.of_pod(&pod, "/metrics")).await {
            let failures = failures(&text);
            self.counted.push(Counted {
                namespace: namespace.to_owned(),
                pod: backend.pod.clone(),
                failures,
            });
        }
    }

    /// Has the API server try a pod, which is not created.
    async fn try_pod(&mut self, cluster: &Cluster, namespace: String) {
        let pod = kubeyaml::from_json(PLAIN_POD.as_bytes()).unwrap_or_default();
        let object = Object { kind: kinds::POD, namespace: Some(&namespace), name: "outrigger-doctor" };
        let outcome = match cluster.try_create(object, &pod).await {
            Ok(pod) => Ok(pod),
            Err(ClusterError::Refused { message, .. }) => Err(message),
            // Pod Security says no with the status of a right that is missing.
            Err(ClusterError::Forbidden { message, .. }) if message.contains("violates PodSecurity") => {
                Err(message)
            }
            Err(e) => return self.gaps.push(format!("no pod could be tried in namespace {namespace}: {e}")),
        };
        if let Err(text) = &outcome
            && diagnosis::doctor::failure::recognise(text).is_none()
        {
            self.gaps.push(format!(
                "a pod that was tried in namespace {namespace} is refused for another reason: {text}"
            ));
        }
        self.tried.push(Tried { namespace, outcome });
    }
}
