//! A control plane in a cluster: the mesh by watches, tokens by reviews, the root where proxies look for it.

use std::pin::Pin;
use std::time::Duration;

use ::discovery::{Change, Reviewer};
use cluster::{Cluster, ClusterError, Object};
use futures_util::stream::{BoxStream, Stream, StreamExt, select_all};
use identity::{Review, Token};
use kubeyaml::Value;
use mesh::{AUTHORIZATION_POLICY, IGNORED, KINDS};
use objects::names::SYSTEM_NAMESPACES;
use objects::{Kind, kinds, parts};

const TOKEN_REVIEW: Kind = Kind::new("authentication.k8s.io", "v1", "TokenReview", "tokenreviews", false);
/// Source: Istio 1.30 security/pkg/k8s/tokenreview/k8sauthn.go, PodNameKey.
const POD_NAME: &str = "authentication.kubernetes.io/pod-name";

/// Where proxies look for the root.
///
/// Source: Istio 1.30 pilot/pkg/serviceregistry/kube/controller/namespacecontroller.go.
const ROOT: &str = "istio-ca-root-cert";
const ROOT_ENTRY: &str = "root-cert.pem";
const ROOT_LABEL: &str = "istio.io/config";
/// After what time it is looked after again.
const LOOK_AFTER: Duration = Duration::from_secs(300);

/// All kinds whose objects are waited for before anything is served. Of those that are not read only one may keep a mesh from
/// being served.
pub(super) fn kinds_awaited() -> Vec<Kind> {
    KINDS.into_iter().chain([AUTHORIZATION_POLICY, kinds::CONFIG_MAP]).collect()
}

/// What happens to the objects of a mesh. `namespace` is that of the mesh config.
pub(super) fn changes(cluster: &Cluster, namespace: &str) -> impl Stream<Item = Change> + Send + use<> {
    let of_all = KINDS.into_iter().chain(IGNORED).map(|kind| (kind, None, None));
    let config = (kinds::CONFIG_MAP, Some(namespace), Some(objects::names::MESH_CONFIG_MAP));
    let streams = of_all.chain([config]);
    let streams: Vec<BoxStream<'static, Change>> =
        streams.map(|(kind, namespace, name)| of_kind(cluster, kind, namespace, name)).collect();
    select_all(streams)
}

/// A list is one change, as it begins and ends; what of it does not matter is dropped.
fn of_kind(
    cluster: &Cluster,
    kind: Kind,
    namespace: Option<&str>,
    name: Option<&str>,
) -> BoxStream<'static, Change> {
    let mut listed = Vec::new();
    let mut told = String::new();
    let keep = move |mut object: Value| {
        parts::of_mesh(kind).keep(&mut object);
        object
    };
    let take = move |change: Result<cluster::Change, ClusterError>| match change {
        Ok(change) => {
            if change != cluster::Change::Begin && !std::mem::take(&mut told).is_empty() {
                tracing::info!(kind = kind.plural, "the API server answers again");
            }
            match change {
                cluster::Change::Begin => {
                    listed.clear();
                    None
                }
                cluster::Change::Listed(object) => {
                    listed.push(keep(object));
                    None
                }
                cluster::Change::Complete => Some(Change::All(kind, std::mem::take(&mut listed))),
                cluster::Change::Applied(object) => Some(Change::Applied(keep(object))),
                cluster::Change::Deleted(object) => Some(Change::Deleted(keep(object))),
            }
        }
        Err(error) => {
            let text = error.to_string();
            let is_news = std::mem::replace(&mut told, text.clone()) != text;
            match error {
                // A cluster without the kind has none of its objects.
                ClusterError::NotFound { .. } => {
                    if is_news {
                        tracing::info!(kind = kind.plural, "the cluster does not have the kind");
                    }
                    is_news.then(|| Change::All(kind, Vec::new()))
                }
                _ => {
                    if is_news {
                        let hint = error.hint().unwrap_or_default();
                        tracing::warn!(server = error.place(), hint, "{text}; what was read last stays");
                    }
                    None
                }
            }
        }
    };
    let changes = cluster.watch(kind, namespace, name).map(take);
    changes.filter_map(|change| async { change }).boxed()
}

/// An API server, asked about tokens.
pub(super) struct Tokens {
    /// The cluster.
    pub(super) cluster: Cluster,
    /// What they have to be for.
    pub(super) audiences: Vec<String>,
}

impl Reviewer for Tokens {
    fn review<'a>(
        &'a self,
        token: &'a Token,
    ) -> Pin<Box<dyn Future<Output = Result<Review, String>> + Send + 'a>> {
        Box::pin(async move {
            let object = Object { kind: TOKEN_REVIEW, namespace: None, name: "" };
            let question = question(token, &self.audiences);
            self.cluster
                .create(object, &question)
                .await
                .map(|answer| review(&answer))
                .map_err(|e| e.to_string())
        })
    }
}

fn question(token: &Token, audiences: &[String]) -> Value {
    let mut question = Value::Null;
    let fields = question.become_map();
    fields.insert("apiVersion", "authentication.k8s.io/v1");
    fields.insert("kind", "TokenReview");
    let spec = fields.entry("spec").become_map();
    spec.insert("token", token.expose());
    spec.insert("audiences", Value::List(audiences.iter().map(Value::text).collect()));
    question
}

fn review(answer: &Value) -> Review {
    let status = answer.at(&["status"]);
    let texts = |path: &[&str]| -> Vec<String> {
        status.items_at(path).iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let text = |path: &[&str]| status.str_at(path).unwrap_or_default().to_owned();
    Review {
        authenticated: status.at(&["authenticated"]).as_bool() == Some(true),
        username: text(&["user", "username"]),
        groups: texts(&["user", "groups"]),
        audiences: texts(&["audiences"]),
        pod: texts(&["user", "extra", POD_NAME]).into_iter().next(),
        error: text(&["error"]),
    }
}

/// Keeps the root where proxies look for it, in each namespace; never ends.
pub(super) async fn publish_root(cluster: Cluster, roots: String) {
    let mut namespaces = std::collections::BTreeSet::new();
    let mut changes = cluster.watch(kinds::NAMESPACE, None, None);
    loop {
        tokio::select! {
            change = changes.next() => match change {
                Some(Ok(cluster::Change::Listed(object) | cluster::Change::Applied(object))) => {
                    let name = object.str_at(&["metadata", "name"]).unwrap_or_default().to_owned();
                    if !SYSTEM_NAMESPACES.contains(&name.as_str()) && namespaces.insert(name.clone()) {
                        put_root(&cluster, &name, &roots).await;
                    }
                }
                Some(Ok(cluster::Change::Deleted(object))) => {
                    namespaces.remove(object.str_at(&["metadata", "name"]).unwrap_or_default());
                }
                Some(_) => {}
                None => return,
            },
            () = tokio::time::sleep(LOOK_AFTER) => {
                for name in &namespaces {
                    put_root(&cluster, name, &roots).await;
                }
            }
        }
    }
}

/// Writes the root, unless it is there. A ConfigMap of the name that is not one of a control plane's stays.
async fn put_root(cluster: &Cluster, namespace: &str, roots: &str) {
    let object = Object { kind: kinds::CONFIG_MAP, namespace: Some(namespace), name: ROOT };
    let done = match cluster.get(object).await {
        Ok(None) => match cluster.create(object, &root(namespace, roots)).await {
            // Another replica was faster.
            Ok(_) | Err(ClusterError::Exists { .. }) => Ok(()),
            Err(error) => Err(error),
        },
        Ok(Some(there)) if there.str_at(&["data", ROOT_ENTRY]) == Some(roots) => Ok(()),
        Ok(Some(there)) if there.str_at(&["metadata", "labels", ROOT_LABEL]) == Some("true") => {
            let mut changed = root(namespace, roots);
            if let Some(version) = there.str_at(&["metadata", "resourceVersion"]) {
                changed.map_entry("metadata").insert("resourceVersion", version);
            }
            cluster.replace(object, &changed).await.map(drop)
        }
        Ok(Some(_)) => {
            tracing::warn!(
                namespace,
                "ConfigMap {ROOT} has another root and no label {ROOT_LABEL}: it stays"
            );
            Ok(())
        }
        Err(error) => Err(error),
    };
    if let Err(error) = done {
        tracing::warn!(namespace, %error, "the root is not where proxies look for it");
    }
}

fn root(namespace: &str, roots: &str) -> Value {
    let mut map = Value::Null;
    let fields = map.become_map();
    fields.insert("apiVersion", "v1");
    fields.insert("kind", "ConfigMap");
    let metadata = fields.entry("metadata").become_map();
    metadata.insert("name", ROOT);
    metadata.insert("namespace", namespace);
    metadata.entry("labels").become_map().insert(ROOT_LABEL, "true");
    fields.entry("data").become_map().insert(ROOT_ENTRY, roots);
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_is_read_as_the_api_server_writes_it() {
        let answer = kubeyaml::read(
            "status: {authenticated: true, audiences: [istio-ca], user: {username: 'system:serviceaccount:ns:sa', groups: \
             ['system:serviceaccounts'], extra: {authentication.kubernetes.io/pod-name: [web-1]}}}",
        )
        .unwrap();
        let want = Review {
            authenticated: true,
            username: "system:serviceaccount:ns:sa".to_owned(),
            groups: vec!["system:serviceaccounts".to_owned()],
            audiences: vec!["istio-ca".to_owned()],
            pod: Some("web-1".to_owned()),
            error: String::new(),
        };
        assert_eq!(review(&answer), want);
        assert_eq!(review(&Value::Null), Review::default());
        let question = question(&Token::new("t").unwrap(), &["istio-ca".to_owned()]);
        assert_eq!(
            kubeyaml::to_json(&question),
            r#"{"apiVersion":"authentication.k8s.io/v1","kind":"TokenReview","spec":{"audiences":["istio-ca"],"token":"t"}}"#
        );
    }
}
