//! A control plane in a cluster: the mesh by watches, tokens by reviews.

use std::pin::Pin;

use ::discovery::{Change, Reviewer};
use cluster::{Cluster, ClusterError, Object};
use futures_util::stream::{BoxStream, Stream, StreamExt, select_all};
use identity::{Review, Token};
use kubeyaml::Value;
use mesh::{AUTHORIZATION_POLICY, IGNORED, KINDS};
use objects::{Kind, kinds, parts};

const TOKEN_REVIEW: Kind = Kind::new("authentication.k8s.io", "v1", "TokenReview", "tokenreviews", false);
/// Source: Istio 1.30 security/pkg/k8s/tokenreview/k8sauthn.go, PodNameKey.
const POD_NAME: &str = "authentication.kubernetes.io/pod-name";

/// All kinds whose objects are waited for before anything is served. Of those that are not read only one may keep a mesh from
/// being served.
pub(super) fn kinds_awaited() -> Vec<Kind> {
    KINDS.into_iter().chain([AUTHORIZATION_POLICY, kinds::CONFIG_MAP]).collect()
}

/// What happens to the objects of a mesh. The mesh config is in the ConfigMap of this namespace and name.
pub(super) fn changes(
    cluster: &Cluster,
    namespace: &str,
    config_map: &str,
) -> impl Stream<Item = Change> + Send + use<> {
    let of_all = KINDS.into_iter().chain(IGNORED).map(|kind| (kind, None, None));
    let config = (kinds::CONFIG_MAP, Some(namespace), Some(config_map));
    let streams = of_all.chain([config]);
    let streams: Vec<BoxStream<'static, Change>> =
        streams.map(|(kind, namespace, name)| of_kind(cluster, kind, namespace, name)).collect();
    select_all(streams)
}

/// The versions in which a kind is looked for, its own first. Istio before 1.22 has PeerAuthentications, Sidecars and their
/// like in older ones only (its manifests/charts/base/crds/crd-all.gen.yaml): a policy that is there in any counts.
fn versions(kind: Kind) -> &'static [&'static str] {
    match (kind.group, kind.version) {
        ("networking.istio.io", "v1") => &["v1", "v1beta1", "v1alpha3"],
        ("security.istio.io", "v1") => &["v1", "v1beta1"],
        ("telemetry.istio.io", "v1") => &["v1", "v1alpha1"],
        ("gateway.networking.k8s.io", "v1") => &["v1", "v1beta1", "v1alpha2"],
        ("gateway.networking.k8s.io", "v1alpha2") => &["v1alpha2", "v1alpha3", "v1"],
        _ => &[],
    }
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
    let changes = match versions(kind) {
        [] => cluster.watch(kind, namespace, name),
        versions => cluster.watch_versions(kind, versions),
    };
    let changes = changes.map(take);
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

#[cfg(test)]
mod tests {
    use manifests::{Configuration, Settings};

    use super::*;

    /// Whoever has it read another kind lets the control plane that is installed read it.
    #[test]
    fn what_is_read_may_be_read_by_the_installed_control_plane() {
        let discovery = Some(manifests::Discovery::default());
        let configuration = Configuration { config: String::new(), values: Value::Null, mesh: String::new() };
        let settings = Settings { discovery, ..Settings::new("a:1".to_owned(), Some(configuration)) };
        let documents = manifests::install(&settings);
        let role = documents.iter().find(|document| {
            document.str_at(&["kind"]) == Some("ClusterRole")
                && document.str_at(&["metadata", "name"]) == Some(&settings.names().discovery_cluster_role)
        });
        let role = role.unwrap();
        for kind in KINDS.into_iter().chain(IGNORED) {
            for verb in ["list", "watch"] {
                let is_allowed = role.items_at(&["rules"]).iter().any(|rule| {
                    let has = |key: &str, text: &str| {
                        rule.items_at(&[key]).iter().any(|v| v.as_str() == Some(text))
                    };
                    has("apiGroups", kind.group) && has("resources", kind.plural) && has("verbs", verb)
                });
                assert!(is_allowed, "{verb} {}: crates/manifests/src/objects/discovery.rs", kind.plural);
            }
        }
    }

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
