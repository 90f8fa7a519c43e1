//! The webhook: decide, render, patch.

use kubeschema::{Options, normalize, types};
use kubeyaml::Value;

use super::config::LegacyConfig;
use super::error::LegacyError;
use super::group;
use super::patch::{self, operations};
use super::render::{Rendered, Subject, rendered};
use crate::Version;
use crate::admission::{PodAnswer, PodRequest};
use crate::advice::Advice;
use crate::decide::{Decision, decide};
use crate::guard;
use crate::injector::Injector;
use crate::patch::Operation;
use crate::workload::Identity;

/// Decides about a pod and makes its patch.
///
/// Source: Istio 1.1 to 1.8 webhook.go, inject.
///
/// # Errors
/// It is no pod, an annotation is invalid, the template fails, or it gives no sidecar.
pub fn admit(
    config: &LegacyConfig,
    injector: &Injector,
    request: PodRequest<'_>,
) -> Result<PodAnswer, LegacyError> {
    let version = config.version();
    if let Err(refusal) = guard::check_size(request.pod) {
        let decision = decision(config, request.pod);
        return match decision.inject {
            true => Err(LegacyError::Refused(refusal)),
            false => Ok(PodAnswer { decision, patch: Vec::new(), advice: Vec::new() }),
        };
    }
    let pod = typed_pod(request, version)?;
    let decision = decision(config, &pod);
    if !decision.inject {
        return Ok(PodAnswer { decision, patch: Vec::new(), advice: Vec::new() });
    }
    let workload = if version.webhook_owner {
        Identity::of_pod(&pod, version)
    } else {
        Identity::of_object(&pod, version)
    };
    let (patch, advice) = patch_of(config, injector, request, pod, &workload)?;
    Ok(PodAnswer { decision, patch, advice })
}

/// The patch of a pod that is to be injected: `pod` is the pod of the request as Go's type has it.
///
/// Source: Istio 1.8 webhook.go, injectPod.
///
/// # Errors
/// An annotation is invalid, the template fails, or it gives no sidecar.
pub fn patch_of(
    config: &LegacyConfig,
    injector: &Injector,
    request: PodRequest<'_>,
    mut pod: Value,
    workload: &Identity,
) -> Result<(Vec<Operation>, Vec<Advice>), LegacyError> {
    let version = config.version();
    let sets_group = group::is_set(config, &injector.mesh);
    if sets_group {
        group::set(pod.map_entry("spec"), version.fs_group);
    }
    let PodRequest { path, budget, pod: raw, .. } = request;
    let subject = Subject { config, injector, pod: &pod, workload, in_workload: false, path, budget };
    let Rendered { sidecar, status, advice } = rendered(subject)?;
    let subject = patch::Subject {
        raw,
        pod: &pod,
        sets_group,
        workload: &workload.name,
        mesh: &injector.mesh,
        revision: &injector.revision,
        injected_annotations: &config.injected_annotations,
        version,
    };
    Ok((operations(subject, sidecar, status), advice))
}

fn decision(config: &LegacyConfig, pod: &Value) -> Decision {
    decide(&config.rules, pod.at(&["spec"]), pod.at(&["metadata"]), config.version())
}

/// The pod as Go's type has it. 1.1 puts it into the request's namespace, which the pod itself often does not name.
fn typed_pod(request: PodRequest<'_>, version: Version) -> Result<Value, LegacyError> {
    let mut pod = request.pod.clone();
    normalize(&mut pod, &types::core::POD, &Options::default(), None).map_err(LegacyError::Pod)?;
    let unnamed = pod.str_at(&["metadata", "namespace"]).unwrap_or_default().is_empty();
    if version.request_namespace && unnamed && !request.namespace.is_empty() {
        pod.map_entry("metadata").insert("namespace", request.namespace);
    }
    Ok(pod)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use meshconfig::MeshConfig;

    use super::*;
    use crate::config::{Config, Reading, Values};
    use crate::{Facts, NativeSidecars, Platform};

    const SDS: &str = "{enableSdsTokenMount: true, sdsUdsPath: 'unix:/x'}";

    fn answer(
        policy: &str,
        template: &str,
        mesh: &str,
        version: Version,
        pod: &str,
    ) -> Result<String, String> {
        let text = format!("policy: {policy}\ntemplate: |-\n  {template}\n");
        let reading = Reading {
            version: Some(version),
            environment: &BTreeMap::new(),
            offline: false,
            signs: crate::config::Signs::default(),
        };
        let injector = Injector {
            config: Config::parse(&text, &reading).unwrap(),
            values: Values::parse("").unwrap(),
            mesh: MeshConfig::parse(kubeyaml::read(mesh).unwrap(), version).unwrap(),
            revision: String::new(),
            native_sidecars: NativeSidecars::Auto,
            platform: Platform::Kubernetes,
            compliance_policy: String::new(),
            version,
            facts: Facts::default(),
        };
        let Config::Legacy(config) = &injector.config else { return Err("no legacy config".to_owned()) };
        let pod = kubeyaml::from_json(pod.as_bytes()).unwrap();
        let request = PodRequest { pod: &pod, namespace: "asked", path: "/inject", budget: None };
        let answer = admit(config, &injector, request).map_err(|e| e.to_string())?;
        let rest = answer.patch.iter().filter(|o| !o.path.starts_with("/metadata"));
        Ok(rest
            .map(|o| format!("{} {}", o.path, kubeyaml::to_json(o.value.as_ref().unwrap_or(&Value::Null))))
            .collect())
    }

    #[test]
    fn pods_get_what_their_version_gives() {
        let named =
            "volumes: [{name: \"[[ .ObjectMeta.Namespace ]][[ if .Spec.SecurityContext ]]-sds[[ end ]]\"}]";
        let (enabled, disabled) = ("enabled", "disabled");
        let plain = r#"{"metadata":{},"spec":{}}"#;
        let invalid = r#"{"metadata":{"annotations":{"sidecar.istio.io/interceptionMode":"X"}},"spec":{}}"#;
        for (policy, template, mesh, version, pod, want) in [
            (enabled, named, "", Version::V1_1, plain, Ok(r#"/spec/volumes [{"name":"asked"}]"#)),
            (
                enabled,
                named,
                SDS,
                Version::V1_1,
                plain,
                Ok(r#"/spec/volumes [{"name":"asked-sds"}]/spec/securityContext {"fsGroup":1337}"#),
            ),
            (
                enabled,
                "volumes: [{name: a}]",
                "",
                Version::V0_5,
                invalid,
                Ok(r#"/spec/volumes [{"name":"a"}]"#),
            ),
            (disabled, named, "", Version::V1_1, plain, Ok("")),
            (
                enabled,
                "[[ .Nope ]]",
                "",
                Version::V1_0,
                plain,
                Err("can't evaluate field Nope in type *inject.SidecarTemplateData"),
            ),
            (
                enabled,
                "a",
                "",
                Version::V1_0,
                plain,
                Err("error unmarshaling JSON: json: cannot unmarshal string"),
            ),
            (enabled, "a", "", Version::V1_0, invalid, Err("interceptionMode invalid: X")),
            (enabled, "a", "", Version::V1_0, r#"{"spec":5}"#, Err("json: cannot unmarshal number")),
        ] {
            let got = answer(policy, template, mesh, version, pod);
            match want {
                Ok(want) => assert_eq!(got.as_deref(), Ok(want), "{template} {version}"),
                Err(want) => {
                    assert!(got.as_ref().is_err_and(|e| e.contains(want)), "{template} {version}: {got:?}")
                }
            }
        }
    }
}
