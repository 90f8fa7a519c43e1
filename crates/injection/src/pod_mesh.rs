//! The mesh as one pod sees it: the mesh config with what the pod itself and the cluster's `ProxyConfig`s say.

use std::borrow::Cow;

use kubeyaml::Value;
use meshconfig::{MeshConfig, MeshError, ProxyConfig};

use crate::Version;
use crate::facts::Facts;
use crate::names::PROXY_CONFIG;
use crate::pod::annotation;
use crate::question::Asked;

/// The mesh config and the proxy config of one pod.
#[derive(Debug)]
pub(crate) struct PodMesh<'a> {
    /// What the mesh config says of all pods.
    base: &'a MeshConfig,
    /// What templates see.
    templates: Cow<'a, MeshConfig>,
    /// Whether the steps after the templates see the same.
    steps_see_the_same: bool,
    /// The proxy config, where it is not the default one of what templates see.
    proxy_config: Option<Cow<'a, ProxyConfig>>,
}

impl<'a> PodMesh<'a> {
    /// The mesh of a pod. The webhook takes `ProxyConfig`s into account from 1.13 on; kube-inject lays the pod's
    /// annotation on the mesh's default, as both did up to 1.12, when only the templates saw it.
    ///
    /// Source: Istio 1.30 webhook.go, injectPod; inject.go, IntoObject; up to 1.12 inject.go, RunTemplate.
    ///
    /// # Errors
    /// The annotation cannot be read.
    pub fn of_pod(
        mesh: &'a MeshConfig,
        pod: &Value,
        asked: Asked<'_>,
        facts: &Facts,
        version: Version,
    ) -> Result<PodMesh<'a>, MeshError> {
        if version.proxy_config_resources && !asked.is_kube_inject() {
            let proxy_config = mesh.effective_proxy_config(
                &facts.proxy_configs,
                annotation(pod, PROXY_CONFIG),
                pod.at(&["metadata", "labels"]).as_map(),
                pod.str_at(&["metadata", "namespace"]).unwrap_or_default(),
            );
            let templates = Cow::Borrowed(mesh);
            return Ok(PodMesh {
                base: mesh,
                templates,
                steps_see_the_same: true,
                proxy_config: Some(proxy_config),
            });
        }
        let own = annotation(pod, PROXY_CONFIG).filter(|_| version.knows_annotation(PROXY_CONFIG));
        let templates = match own {
            Some(own) => {
                let applied = mesh.default_config().apply_annotation(own)?;
                Cow::Owned(mesh.with_default_config(applied))
            }
            None => Cow::Borrowed(mesh),
        };
        let steps_see_the_same = version.proxy_config_resources;
        Ok(PodMesh { base: mesh, templates, steps_see_the_same, proxy_config: None })
    }

    /// What templates see.
    pub fn templates(&self) -> &MeshConfig {
        &self.templates
    }

    /// What the steps after the templates see.
    pub fn steps(&self) -> &MeshConfig {
        if self.steps_see_the_same { &self.templates } else { self.base }
    }

    /// The pod's proxy config.
    pub fn proxy_config(&self) -> &ProxyConfig {
        self.proxy_config.as_deref().unwrap_or_else(|| self.templates.default_config())
    }

    /// Whether neither the pod nor the cluster has a say in it, so that it is that of all such pods which are asked about in
    /// the same way.
    pub fn is_common(&self) -> bool {
        let is_borrowed = !matches!(self.proxy_config, Some(Cow::Owned(_)));
        is_borrowed && matches!(self.templates, Cow::Borrowed(_))
    }

    /// The mesh's proxy config, without what the pod says.
    pub(crate) fn default_proxy_config(&self) -> &ProxyConfig {
        self.base.default_config()
    }
}
