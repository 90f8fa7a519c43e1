//! The injector behind a webhook configuration, which is asked as an API server asks it.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use cluster::port_forward::PodPort;
use cluster::review::Reviewer;
use cluster::snapshot::Wanted;
use cluster::{Cluster, ClusterError, Object};
use diagnosis::doctor::injector::{self, Entry, Target};
use golang::base64;
use injection::kube_inject::Elsewhere;
use injection::patch::{self, Operation};
use kubeyaml::{Map, Value};
use objects::names::REVISION;
use objects::{World, endpoints, kinds};
use tokio::runtime::Runtime;

use crate::failure::Failure;
use crate::options::access::AccessFlags;

/// What to do where it cannot be asked.
const HINT: &str = "without --webhookConfig, the configuration of the ConfigMaps is used";

/// So many pods are asked, until one lets us through.
const MOST_PODS: usize = 3;

/// An injector that answers, over one connection.
pub struct Live {
    runtime: Runtime,
    reviewer: Mutex<Reviewer>,
    path: String,
    /// Whom we ask, for people.
    pub name: String,
}

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The injector behind a webhook configuration of a cluster, that of this name or else the one of the revision; `None` where
/// there is neither.
///
/// # Errors
/// The cluster cannot be asked; or the injector is there, and cannot be reached, or is not to be trusted.
pub fn find(access: &AccessFlags, name: &str, revision: &str) -> Result<Option<Live>, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(|e| Failure::new(format!("no runtime for the cluster's client: {e}")))?;
    let connected = runtime.block_on(async {
        let cluster = Cluster::connect(&access.access()).await.map_err(|e| Failure::from(&e))?;
        let world = configuration(&cluster, name, revision).await.map_err(|e| Failure::from(&e))?;
        let Some(world) = world else { return Ok(None) };
        connect(&cluster, &world, name).await.map(Some)
    })?;
    Ok(connected.map(|(reviewer, path, name)| Live { runtime, reviewer: Mutex::new(reviewer), path, name }))
}

/// The webhook configuration of a name, or else of a revision.
///
/// Source: istioctl 1.30 kubeinject.go, setUpExternalInjector, which looks at the revision only.
async fn configuration(cluster: &Cluster, name: &str, revision: &str) -> Result<Option<World>, ClusterError> {
    let mut world = World::default();
    let object = Object { kind: kinds::MUTATING_WEBHOOK, namespace: None, name };
    if let Some(found) = cluster.get(object).await? {
        world.insert(found);
        return Ok(Some(world));
    }
    let revision = if revision.is_empty() { "default" } else { revision };
    let all = cluster.read(&[Wanted::all(kinds::MUTATING_WEBHOOK)]).await?.world;
    let is_it = |c: &&Value| c.str_at(&["metadata", "labels", REVISION]) == Some(revision);
    let found = all.all(kinds::MUTATING_WEBHOOK).find(is_it).cloned();
    Ok(found.map(|found| {
        world.insert(found);
        world
    }))
}

async fn connect(
    cluster: &Cluster,
    world: &World,
    asked: &str,
) -> Result<(Reviewer, String, String), Failure> {
    let configuration = world.all(kinds::MUTATING_WEBHOOK).next();
    let own = configuration.and_then(|c| c.str_at(&["metadata", "name"])).unwrap_or(asked).to_owned();
    let failed = |cause: String| {
        let failure = Failure::new(format!("the injector cannot be asked: {cause}"));
        failure.at(format!("MutatingWebhookConfiguration {own}, {}", cluster.server())).hint(HINT)
    };
    let injectors = injector::all(world);
    let entry = injectors.iter().flat_map(|injector| &injector.entries).next();
    let entry = entry.ok_or_else(|| failed("no webhook of it is an injector's".to_owned()))?;
    let target = entry.target().ok_or_else(|| failed("where it is cannot be read".to_owned()))?;
    let bundle = base64::decode(entry.bundle())
        .ok()
        .and_then(|pem| String::from_utf8(pem).ok())
        .ok_or_else(|| failed("its caBundle is not PEM in base64".to_owned()))?;
    let patience = Duration::from_secs(u64::try_from(entry.seconds()).unwrap_or_default().clamp(1, 30));
    let reviewer = match &target {
        Target::Url { host, port } => Reviewer::at(host, *port, &bundle, patience).await,
        Target::Service { namespace, name, port } => {
            through_pods(cluster, (namespace, name, *port), &target.server_name(), &bundle, patience).await
        }
    };
    let reviewer = reviewer.map_err(failed)?;
    Ok((reviewer, path_of(entry), own))
}

/// The path at which a webhook is called.
fn path_of(entry: &Entry<'_>) -> String {
    let client = entry.hook.entry.at(&["clientConfig"]);
    let path = match client.str_at(&["url"]) {
        Some(url) => url.split("://").nth(1).and_then(|rest| Some(rest.split_once('/')?.1)),
        None => client.str_at(&["service", "path"]),
    };
    format!("/{}", path.unwrap_or_default().trim_start_matches('/'))
}

/// A connection to a pod behind a port of a Service.
async fn through_pods(
    cluster: &Cluster,
    (namespace, service, port): (&str, &str, u16),
    server: &str,
    bundle: &str,
    patience: Duration,
) -> Result<Reviewer, String> {
    let object = Object { kind: kinds::SERVICE, namespace: Some(namespace), name: service };
    let found = cluster.get(object).await.map_err(|e| e.to_string())?;
    let found = found.ok_or_else(|| format!("there is no Service {namespace}/{service}"))?;
    let slices = cluster.read(&[Wanted::of_namespace(kinds::ENDPOINT_SLICE, namespace)]).await;
    let slices = slices.map_err(|e| e.to_string())?;
    let backends = endpoints::backends(&found, slices.world.all(kinds::ENDPOINT_SLICE), port);
    let mut why = match slices.gaps.into_iter().next() {
        Some(gap) => gap,
        None => format!("no pod behind Service {namespace}/{service} is ready"),
    };
    for backend in backends.iter().take(MOST_PODS) {
        let forwarded =
            match cluster.port_forward(PodPort { namespace, pod: &backend.pod, port: backend.port }).await {
                Ok(forwarded) => forwarded,
                Err(e) => {
                    why = e.to_string();
                    continue;
                }
            };
        match Reviewer::over(forwarded.stream, server, bundle, patience).await {
            Ok(reviewer) => return Ok(reviewer),
            // The kubelet knows better why a connection ended.
            Err(cause) => why = forwarded.reason.said().await.unwrap_or(cause),
        }
    }
    Err(why)
}

impl Elsewhere for Live {
    fn patch(&self, pod: &Value, namespace: &str) -> Result<Option<Vec<Operation>>, String> {
        let mut reviewer = self.reviewer.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = self.runtime.block_on(reviewer.ask(&self.path, review(pod, namespace)))?;
        read(&answer)
    }
}

/// What is asked, once for each pod: the answer is recognised by it.
const UID: &str = "00000000-0000-4000-8000-000000000000";

/// The review of a pod that is created, and will not be.
///
/// Source: istioctl 1.30 kubeinject.go, ExternalInjector.Inject, which leaves out what API servers fill in.
fn review(pod: &Value, namespace: &str) -> String {
    let text = |text: &str| Value::String(text.into());
    let map = |fields: Vec<(&'static str, Value)>| {
        Value::Map(Map::from_entries(fields.into_iter().map(|(key, value)| (key.into(), value)).collect()))
    };
    let mut object = pod.clone();
    object.become_map().insert("apiVersion", "v1");
    object.become_map().insert("kind", "Pod");
    let request = map(vec![
        ("uid", text(UID)),
        ("kind", map(vec![("group", text("")), ("version", text("v1")), ("kind", text("Pod"))])),
        ("resource", map(vec![("group", text("")), ("version", text("v1")), ("resource", text("pods"))])),
        ("name", text(pod.str_at(&["metadata", "name"]).unwrap_or_default())),
        ("namespace", text(namespace)),
        ("operation", text("CREATE")),
        ("dryRun", Value::Bool(true)),
        ("object", object),
    ]);
    kubeyaml::to_json(&map(vec![
        ("apiVersion", text("admission.k8s.io/v1")),
        ("kind", text("AdmissionReview")),
        ("request", request),
    ]))
}

/// The patch of an answer.
fn read(answer: &[u8]) -> Result<Option<Vec<Operation>>, String> {
    let answer = kubeyaml::from_json(answer).map_err(|e| format!("its answer is not JSON: {e}"))?;
    let response = answer.at(&["response"]);
    let allowed = response.at(&["allowed"]).as_bool();
    let Some(allowed) = allowed else { return Err("its answer is not an AdmissionReview".to_owned()) };
    if response.str_at(&["uid"]) != Some(UID) {
        return Err("its answer is to another question".to_owned());
    }
    if !allowed {
        let message = response.str_at(&["status", "message"]).unwrap_or("it does not say why");
        return Err(format!("it refuses the pod: {message}"));
    }
    let Some(patch) = response.str_at(&["patch"]).filter(|patch| !patch.is_empty()) else { return Ok(None) };
    let patch = base64::decode(patch).map_err(|_| "its patch is not base64".to_owned())?;
    patch::from_json(&patch).map(Some).map_err(|e| format!("its patch cannot be used: {e}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_a_patch_or_says_why_not() {
        for (response, want) in [
            (format!(r#"{{"uid":"{UID}","allowed":true,"patch":"W10="}}"#), Ok(Some(0))),
            (format!(r#"{{"uid":"{UID}","allowed":true}}"#), Ok(None)),
            (
                format!(r#"{{"uid":"{UID}","allowed":false,"status":{{"message":"no"}}}}"#),
                Err("it refuses the pod: no"),
            ),
            (r#"{"uid":"x","allowed":true}"#.to_owned(), Err("its answer is to another question")),
            (format!(r#"{{"uid":"{UID}","allowed":true,"patch":"?"}}"#), Err("its patch is not base64")),
            (
                format!(r#"{{"uid":"{UID}","allowed":true,"patch":"e30="}}"#),
                Err("its patch cannot be used: "),
            ),
            ("null".to_owned(), Err("its answer is not an AdmissionReview")),
        ] {
            let got = read(format!(r#"{{"response":{response}}}"#).as_bytes());
            match (got.map(|patch| patch.map(|p| p.len())), want) {
                (Err(got), Err(want)) => assert!(got.starts_with(want), "{got}"),
                (got, want) => assert_eq!(got, want.map_err(str::to_owned), "{response}"),
            }
        }
    }

    #[test]
    fn paths_are_those_of_the_url_or_the_service() {
        for (client, want) in [
            ("{url: 'https://injector.example:8443/inject/cluster/a'}", "/inject/cluster/a"),
            ("{url: 'https://injector.example'}", "/"),
            ("{service: {name: s, namespace: n, path: /inject}}", "/inject"),
            ("{service: {name: s, namespace: n}}", "/"),
        ] {
            let configuration = format!(
                "{{apiVersion: admissionregistration.k8s.io/v1, kind: MutatingWebhookConfiguration, metadata: {{name: c}}, \
                 webhooks: [{{name: sidecar-injector.istio.io, clientConfig: {client}}}]}}"
            );
            let world = World::of_text(&configuration).unwrap();
            let injectors = injector::all(&world);
            assert_eq!(path_of(&injectors[0].entries[0]), want, "{client}");
        }
    }
}
