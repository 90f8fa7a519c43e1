//! What the webhook answers about one pod: the decision, and the patch.

use gotext::Budget;
use kubeschema::{normalize, types};
use kubeyaml::Value;
use meshconfig::{MeshConfig, ProxyConfig};

use crate::advice::Advice;
use crate::annotated::annotated;
use crate::config::{Config, InjectionConfig};
use crate::decide::{Decision, Rules, decide};
use crate::error::InjectError;
use crate::facts::Platform;
use crate::guard::{self, Refusal};
use crate::injector::Injector;
use crate::legacy;
use crate::names::PROXY_CONFIG;
use crate::openshift::reset_shared_user;
use crate::overlay::pod_options;
use crate::patch::{Operation, diff};
use crate::pod::annotation;
use crate::rewrite::{Subject, rewrite};
use crate::url_env;
use crate::workload::Identity;

/// A pod that is about to be created.
#[derive(Clone, Copy, Debug)]
pub struct PodRequest<'a> {
    /// The pod as it was sent.
    pub pod: &'a Value,
    /// The namespace of the request, for a pod that does not name one.
    pub namespace: &'a str,
    /// The decoded path of the webhook's URL.
    pub path: &'a str,
    /// What its templates may cost together; `None` for the default.
    pub budget: Option<&'a Budget>,
}

/// What becomes of the pod.
#[derive(Clone, Debug)]
pub struct PodAnswer {
    /// Whether it is injected, and why.
    pub decision: Decision,
    /// What has to be changed; empty when it is not injected.
    pub patch: Vec<Operation>,
    /// What the pod's author should know.
    pub advice: Vec<Advice>,
}

/// Decides about a pod and makes its patch.
///
/// Source: Istio 1.30 webhook.go, inject and injectPod.
///
/// # Errors
/// It is no pod, or cannot be rewritten.
pub fn admit(request: PodRequest<'_>, injector: &Injector) -> Result<PodAnswer, InjectError> {
    let config = match &injector.config {
        Config::Legacy(config) => {
            return legacy::admit(config, injector, request).map_err(InjectError::Legacy);
        }
        Config::Today(config) => config,
    };
    if let Err(refusal) = guard::check_size(request.pod) {
        return untyped(&config.rules, request, injector, refusal);
    }
    let mut pod = typed_pod(request, injector)?;
    let decision = decide(&config.rules, pod.at(&["spec"]), pod.at(&["metadata"]), injector.version);
    if !decision.inject {
        return Ok(PodAnswer { decision, patch: Vec::new(), advice: Vec::new() });
    }
    if injector.platform == Platform::OpenShift {
        reset_shared_user(&mut pod, injector.version);
    }
    let rewritten = if injector.version.proxy_config_resources {
        let proxy_config = effective_proxy_config(&pod, injector);
        rewrite(subject(&pod, &proxy_config, &injector.mesh, config, injector, request))?
    } else {
        let mesh = annotated(&injector.mesh, &pod)?;
        rewrite(subject(&pod, mesh.default_config(), &mesh, config, injector, request))?
    };
    Ok(PodAnswer { decision, patch: diff(request.pod, &pod, rewritten.pod), advice: rewritten.advice })
}

/// The answer about a pod that is too large to be looked at closely: it is refused if it would be injected.
fn untyped(
    rules: &Rules,
    request: PodRequest<'_>,
    injector: &Injector,
    refusal: Refusal,
) -> Result<PodAnswer, InjectError> {
    let decision = decide(rules, request.pod.at(&["spec"]), request.pod.at(&["metadata"]), injector.version);
    if decision.inject {
        return Err(InjectError::Refused(refusal));
    }
    Ok(PodAnswer { decision, patch: Vec::new(), advice: Vec::new() })
}

/// The pod as Go's type has it, in its namespace, without managed fields.
fn typed_pod(request: PodRequest<'_>, injector: &Injector) -> Result<Value, InjectError> {
    let mut pod = request.pod.clone();
    if let Some(metadata) = pod.get_mut("metadata").and_then(Value::as_map_mut) {
        metadata.remove("managedFields");
    }
    normalize(&mut pod, &types::core::POD, &pod_options(injector.version), None)
        .map_err(InjectError::Decode)?;
    if pod.str_at(&["metadata", "namespace"]).unwrap_or_default().is_empty() && !request.namespace.is_empty()
    {
        pod.map_entry("metadata").insert("namespace", request.namespace);
    }
    Ok(pod)
}

fn effective_proxy_config(pod: &Value, injector: &Injector) -> ProxyConfig {
    injector.mesh.effective_proxy_config(
        &injector.facts.proxy_configs,
        annotation(pod, PROXY_CONFIG),
        pod.at(&["metadata", "labels"]).as_map(),
        pod.str_at(&["metadata", "namespace"]).unwrap_or_default(),
    )
}

fn subject<'a>(
    pod: &'a Value,
    proxy_config: &'a ProxyConfig,
    template_mesh: &'a MeshConfig,
    config: &'a InjectionConfig,
    injector: &'a Injector,
    request: PodRequest<'_>,
) -> Subject<'a> {
    let namespace = pod.str_at(&["metadata", "namespace"]).unwrap_or_default();
    let ids = injector.facts.proxy_ids(injector.platform, namespace);
    let node = pod.str_at(&["spec", "nodeName"]);
    let native_sidecars = injector.facts.native_sidecars(injector.native_sidecars, node, injector.version);
    Subject {
        identity: Identity::of_pod(pod, injector.version),
        pod,
        config,
        values: &injector.values,
        mesh: &injector.mesh,
        template_mesh,
        proxy_config,
        default_proxy_config: injector.mesh.default_config(),
        revision: &injector.revision,
        native_sidecars,
        ids,
        url_env: url_env::parse(request.path),
        compliance_policy: &injector.compliance_policy,
        budget: request.budget.cloned().unwrap_or_default(),
        version: injector.version,
    }
}
