//! What an injector's pods show: their certificates, and what they count.

use std::time::Duration;

use cluster::port_forward::PodPort;
use cluster::served::{Unseen, chain, chain_at};
use cluster::{Cluster, Object};
use diagnosis::doctor::injector::Target;
use diagnosis::doctor::{Counted, failures};
use objects::endpoints::Backend;
use objects::{kinds, names};
use tokio::time::timeout;

/// How long what a pod shows is waited for, through the API server.
const PATIENCE: Duration = Duration::from_secs(5);
/// So many pods are asked, until one answers.
const MOST_PODS: usize = 2;

/// The certificates in DER that are served where a Service is called: by a pod behind it, through a port-forward, else at
/// the Service's address.
///
/// # Errors
/// Neither is reached, or none are shown.
pub async fn chain_of(
    cluster: &Cluster,
    target: &Target,
    backends: &[Backend],
) -> Result<Vec<Vec<u8>>, Unseen> {
    let Target::Service { namespace, name: service, port } = target else {
        return Err(Unseen::Unreachable("it is not a Service".to_owned()));
    };
    let name = target.server_name();
    let no_pod = match through_pods(cluster, namespace, backends, &name).await {
        Err(Unseen::Unreachable(text)) => text,
        shown => return shown,
    };
    match address(cluster, namespace, service).await {
        Err(no_address) => Err(Unseen::Unreachable(format!("{no_pod}; {no_address}"))),
        Ok(address) => chain_at(&address, *port, &name).await.map_err(|unseen| match unseen {
            Unseen::Unreachable(text) => Unseen::Unreachable(format!("{no_pod}; {text}")),
            refused => refused,
        }),
    }
}

async fn through_pods(
    cluster: &Cluster,
    namespace: &str,
    backends: &[Backend],
    name: &str,
) -> Result<Vec<Vec<u8>>, Unseen> {
    let mut why = "no pod behind the Service is ready".to_owned();
    for Backend { pod, port } in backends.iter().take(MOST_PODS) {
        let to = PodPort { namespace, pod, port: *port };
        let forwarded = match timeout(PATIENCE, cluster.port_forward(to)).await {
            Ok(Ok(forwarded)) => forwarded,
            Ok(Err(e)) => {
                why = e.to_string();
                continue;
            }
            Err(_) => {
                why = format!("no port-forward to pod {namespace}/{pod} within {} s", PATIENCE.as_secs());
                continue;
            }
        };
        let unseen = match chain(forwarded.stream, name).await {
            Ok(chain) => return Ok(chain),
            Err(unseen) => unseen,
        };
        // The kubelet knows whether nobody listens; a stream that ends for another reason says nothing.
        match forwarded.reason.said().await {
            Some(said) if said.contains("connection refused") => {
                let cause = format!("port {port} of pod {namespace}/{pod}: connection refused");
                return Err(Unseen::Refused(cause));
            }
            Some(said) => why = format!("no port-forward to pod {namespace}/{pod}: {said}"),
            None => return Err(unseen),
        }
    }
    Err(Unseen::Unreachable(why))
}

/// The address of a Service, which is reached from within the cluster only.
async fn address(cluster: &Cluster, namespace: &str, service: &str) -> Result<String, String> {
    let object = Object { kind: kinds::SERVICE, namespace: Some(namespace), name: service };
    let found = cluster.get(object).await.map_err(|e| e.to_string())?;
    let found = found.ok_or("there is no such Service")?;
    match found.str_at(&["spec", "clusterIP"]) {
        None | Some("" | "None") => Err("the Service has no address".to_owned()),
        Some(address) => Ok(address.to_owned()),
    }
}

/// What a pod of an injector counts, asked through a port-forward.
///
/// # Errors
/// Its metrics cannot be asked for; the error says so in a sentence.
pub async fn counted(cluster: &Cluster, namespace: &str, pod: &str) -> Result<Counted, String> {
    let port = PodPort { namespace, pod, port: names::MONITORING_PORT };
    let why = match timeout(PATIENCE, cluster.get_from_pod(port, "/metrics")).await {
        Ok(Ok(text)) => {
            let (namespace, pod) = (namespace.to_owned(), pod.to_owned());
            return Ok(Counted { namespace, pod, failures: failures(&String::from_utf8_lossy(&text)) });
        }
        Ok(Err(e)) => e.to_string(),
        Err(_) => format!("no answer within {} s", PATIENCE.as_secs()),
    };
    Err(format!("what pod {namespace}/{pod} counts could not be read: {why}"))
}
