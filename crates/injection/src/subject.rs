//! A pod that is rewritten, and all that the rewriting depends on.

use gotext::Observer;
use kubeyaml::Value;

use crate::Version;
use crate::config::Values;
use crate::facts::Facts;
use crate::injector::Injector;
use crate::openshift::ProxyIds;
use crate::pod_mesh::PodMesh;
use crate::question::Question;
use crate::workload::Identity;

/// A pod to rewrite. `C` is the injection config of its generation.
#[derive(Debug)]
pub struct Subject<'a, C> {
    /// The injection config.
    pub config: &'a C,
    /// The configuration around it.
    pub injector: &'a Injector,
    /// What was asked.
    pub question: &'a Question<'a>,
    /// The pod in the form that Go's type gives it.
    pub pod: &'a Value,
    /// The workload that it belongs to.
    pub identity: &'a Identity,
    /// The mesh as the pod sees it.
    pub mesh: &'a PodMesh<'a>,
    /// Whether the cluster runs native sidecars.
    pub native_sidecars: bool,
    /// The ids that the proxy runs as.
    pub ids: ProxyIds,
    /// Who watches the templates.
    pub observer: Option<&'a dyn Observer>,
}

impl<'a, C> Subject<'a, C> {
    /// A pod, with what is known of its namespace and its node. kube-inject knows nothing of namespaces.
    pub fn new(
        config: &'a C,
        injector: &'a Injector,
        question: &'a Question<'a>,
        pod: &'a Value,
        identity: &'a Identity,
        mesh: &'a PodMesh<'a>,
        facts: &Facts,
    ) -> Subject<'a, C> {
        let settings = injector.settings();
        let namespace = pod.str_at(&["metadata", "namespace"]).unwrap_or_default();
        let node = pod.str_at(&["spec", "nodeName"]);
        let native_sidecars = facts.native_sidecars(settings.native_sidecars, node, injector.version());
        let ids = if question.asked.is_kube_inject() {
            ProxyIds::default()
        } else {
            facts.proxy_ids(settings.platform, namespace)
        };
        Subject { config, injector, question, pod, identity, mesh, native_sidecars, ids, observer: None }
    }

    /// Which Istio is answered like.
    pub fn version(&self) -> Version {
        self.injector.version()
    }

    /// The values.
    pub fn values(&self) -> &'a Values {
        self.injector.values()
    }

    /// The injector's revision; may be empty.
    pub fn revision(&self) -> &'a str {
        &self.injector.settings().revision
    }
}
