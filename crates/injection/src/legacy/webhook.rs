//! The webhook: decide, render, patch.

use kubeschema::{Options, normalize, types};
use kubeyaml::Value;

use super::config::LegacyConfig;
use super::decide::decide;
use super::error::LegacyError;
use super::patch::{Subject, operations};
use super::render::{Rendered, rendered};
use super::workload::sds_security_context;
use crate::Version;
use crate::admission::{PodAnswer, PodRequest};
use crate::guard;
use crate::injector::Injector;

/// Decides about a pod and makes its patch.
///
/// Source: Istio 1.1 webhook.go, inject.
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
        let decision = decide(&config.rules, request.pod);
        return match decision.inject {
            true => Err(LegacyError::Refused(refusal)),
            false => Ok(PodAnswer { decision, patch: Vec::new(), advice: Vec::new() }),
        };
    }
    let mut pod = typed_pod(request, version)?;
    let decision = decide(&config.rules, &pod);
    if !decision.inject {
        return Ok(PodAnswer { decision, patch: Vec::new(), advice: Vec::new() });
    }
    let mounts_sds_token = version.has_spec_key("DNSConfig") && injector.mesh.mounts_sds_token();
    if mounts_sds_token {
        pod.map_entry("spec").insert("securityContext", sds_security_context());
    }
    let Rendered { sidecar, status, advice } = rendered(config, &injector.mesh, &pod, &Value::Null)?;
    let patch =
        operations(Subject { raw: request.pod, pod: &pod, mounts_sds_token, version }, sidecar, status);
    Ok(PodAnswer { decision, patch, advice })
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
        let reading = Reading { version: Some(version), environment: &BTreeMap::new(), offline: false };
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
        let request = PodRequest { pod: &pod, namespace: "asked", path: "/inject" };
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
