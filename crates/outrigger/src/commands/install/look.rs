//! What is in a cluster that concerns an installation. It is read and nothing else.

use std::fmt;

use cluster::{Cluster, ClusterError, Object, Which};
use kubeyaml::Value;
use manifests::overlap::{Overlap, is_of_an_injector, overlap};
use manifests::ownership::{self, OUTRIGGER, Ownership};
use manifests::{Identity, Settings};
use objects::names::{APP_NAME, REVISION};
use objects::{Kind, kinds};

/// Labels of Deployments that are Istio's control plane, or an injector of its old versions.
///
/// Source: Istio 1.30 istiod chart; Istio 0.5 to 1.4 sidecarInjectorWebhook.
const CONTROL_PLANES: [&str; 2] = ["app=istiod", "istio=sidecar-injector"];

/// What was seen.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The URL of the API server.
    pub server: String,
    /// Whether the namespace exists.
    pub has_namespace: bool,
    /// Control planes that are not of this installation.
    pub istios: Vec<Istio>,
    /// Whether a mesh's authority is there that is not outrigger's: it goes on to sign.
    pub has_authority: bool,
    /// Webhook configurations of other injectors.
    pub injectors: Vec<Injector>,
    /// Objects that have one of the names, and whose they are.
    pub objects: Vec<(Identity, Ownership)>,
    /// ConfigMaps that are to be read and do not exist, or lack what is to be read.
    pub missing: Vec<String>,
    /// Why the API server would refuse the webhook configuration once its entries are in force.
    pub refused: Option<String>,
    /// What could not be seen, in sentences.
    pub gaps: Vec<String>,
}

/// A control plane that is not of this installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Istio {
    /// Its Deployment, in words.
    pub deployment: String,
    /// Its revision.
    pub revision: String,
}

impl fmt::Display for Istio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of revision {}", self.deployment, self.revision)
    }
}

/// A webhook configuration of another injector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Injector {
    /// Its name.
    pub name: String,
    /// The entry of ours, and its own, that would answer for the same pods.
    pub overlap: Option<Overlap>,
}

/// Looks at a cluster. What may not be seen is a gap.
///
/// # Errors
/// The API server cannot be asked.
pub async fn look(cluster: &Cluster, settings: &Settings, webhook_only: bool) -> Result<Seen, ClusterError> {
    let mut looking =
        Looking { cluster, seen: Seen { server: cluster.server().to_owned(), ..Seen::default() } };
    let namespace = Object { kind: kinds::NAMESPACE, namespace: None, name: &settings.namespace };
    looking.seen.has_namespace = looking.get(namespace).await?.is_some();
    looking.objects(settings, webhook_only).await?;
    looking.control_planes(settings).await?;
    looking.injectors(settings).await?;
    if settings.configuration.is_none() && !webhook_only {
        looking.config_maps(settings).await?;
    }
    if !settings.webhook.match_conditions.is_empty() {
        looking.expressions(settings).await?;
    }
    Ok(looking.seen)
}

struct Looking<'a> {
    cluster: &'a Cluster,
    seen: Seen,
}

impl Looking<'_> {
    async fn get(&mut self, object: Object<'_>) -> Result<Option<Value>, ClusterError> {
        match self.cluster.get(object).await {
            Err(e @ ClusterError::Forbidden { .. }) => {
                self.seen.gaps.push(e.to_string());
                Ok(None)
            }
            other => other,
        }
    }

    async fn list(&mut self, kind: Kind, which: Which<'_>) -> Result<Vec<Value>, ClusterError> {
        match self.cluster.list(kind, which, Some).await {
            Err(e @ ClusterError::Forbidden { .. }) => {
                self.seen.gaps.push(e.to_string());
                Ok(Vec::new())
            }
            other => other,
        }
    }

    async fn objects(&mut self, settings: &Settings, webhook_only: bool) -> Result<(), ClusterError> {
        let id = settings.installation_id();
        let wanted = |i: &Identity| !webhook_only || i.kind == kinds::MUTATING_WEBHOOK.kind;
        for identity in manifests::identities(settings).into_iter().filter(wanted) {
            let namespace = identity.namespace.as_deref();
            let kind = identity.whole_kind();
            let found = self.get(Object { kind, namespace, name: &identity.name }).await?;
            if let Some(found) = found {
                if identity.outlives {
                    self.seen.has_authority |=
                        found.str_at(&["metadata", "labels", APP_NAME]) != Some(OUTRIGGER);
                    continue;
                }
                let ownership = ownership::of(&found, &id);
                self.seen.objects.push((identity, ownership));
            }
        }
        Ok(())
    }

    /// Control planes of Istio; what is of this installation is none.
    async fn control_planes(&mut self, settings: &Settings) -> Result<(), ClusterError> {
        for labels in CONTROL_PLANES {
            let which = Which { labels: Some(labels), ..Which::default() };
            for deployment in self.list(kinds::DEPLOYMENT, which).await? {
                if ownership::of(&deployment, &settings.installation_id()) == Ownership::Ours {
                    continue;
                }
                let part = |key| deployment.str_at(&["metadata", key]).unwrap_or_default();
                let revision = deployment.str_at(&["metadata", "labels", REVISION]).unwrap_or("default");
                self.seen.istios.push(Istio {
                    deployment: format!("Deployment {}/{}", part("namespace"), part("name")),
                    revision: revision.to_owned(),
                });
            }
        }
        Ok(())
    }

    async fn injectors(&mut self, settings: &Settings) -> Result<(), ClusterError> {
        let own_name = settings.names().webhook_configuration;
        let own = manifests::webhook_configuration(settings).unwrap_or_default();
        for found in self.list(kinds::MUTATING_WEBHOOK, Which::default()).await? {
            let name = found.str_at(&["metadata", "name"]).unwrap_or_default();
            if name != own_name && is_of_an_injector(&found) {
                let injector = Injector { name: name.to_owned(), overlap: overlap(&own, &found) };
                self.seen.injectors.push(injector);
            }
        }
        Ok(())
    }

    /// Expressions are read by API servers only. Those that wait in an annotation would be refused much later.
    async fn expressions(&mut self, settings: &Settings) -> Result<(), ClusterError> {
        let name = settings.names().webhook_configuration;
        let object = Object { kind: kinds::MUTATING_WEBHOOK, namespace: None, name: &name };
        let Some(configuration) = manifests::webhook_configuration(settings) else { return Ok(()) };
        match self.cluster.try_apply(object, &configuration).await {
            Ok(_) => {}
            Err(e @ ClusterError::Refused { .. }) => self.seen.refused = Some(e.to_string()),
            Err(e @ ClusterError::Forbidden { .. }) => self.seen.gaps.push(e.to_string()),
            Err(e) => return Err(e),
        }
        Ok(())
    }

    async fn config_maps(&mut self, settings: &Settings) -> Result<(), ClusterError> {
        let names = settings.names();
        for (name, key) in [(&names.inject_config_map, "config"), (&names.mesh_config_map, "mesh")] {
            let namespace = settings.namespace.as_str();
            let gaps = self.seen.gaps.len();
            let object = Object { kind: kinds::CONFIG_MAP, namespace: Some(namespace), name };
            match self.get(object).await? {
                None if self.seen.gaps.len() > gaps => {}
                None => self.seen.missing.push(format!("there is no ConfigMap {namespace}/{name}")),
                Some(found) if found.str_at(&["data", key]).is_none() => {
                    self.seen.missing.push(format!("ConfigMap {namespace}/{name} has no key {key:?}"));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }
}
