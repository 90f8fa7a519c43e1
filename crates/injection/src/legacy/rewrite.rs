//! The pipeline: check, render, then append or patch.

use std::borrow::Cow;

use kubeschema::{Options, normalize, types};
use kubeyaml::Value;

use super::config::LegacyConfig;
use super::error::LegacyError;
use super::patch::operations;
use super::render::{Rendered, check, execute, rendered};
use super::workload::appended;
use super::{group, status};
use crate::answer::{Change, Injection, Rewritten};
use crate::facts::Facts;
use crate::injector::Injector;
use crate::patch::{Operation, apply};
use crate::question::Question;
use crate::subject::Subject;

/// Rewrites a pod that is to be injected. `pod` is the pod of the question as Go's type has it.
///
/// kube-inject appends what the template gives to the pod, and since 1.8 puts it there by the webhook's patch.
///
/// Source: Istio 1.1 to 1.8 inject.go, IntoObject; webhook.go, injectPod.
///
/// # Errors
/// An annotation is invalid, the template fails, or it gives no sidecar.
pub(crate) fn rewritten(
    config: &LegacyConfig,
    injector: &Injector,
    question: &Question<'_>,
    mut pod: Cow<'_, Value>,
    facts: &Facts,
) -> Result<Rewritten, LegacyError> {
    let version = config.version();
    let identity = question.identity(&pod, version);
    let appends = question.asked.is_kube_inject() && !version.offline_decision;
    let sets_group = group::is_set(config, injector.mesh());
    if sets_group && !appends {
        group::set(pod.to_mut().map_entry("spec"), version.fs_group);
    }
    // Volumes may come from a workload, which has metadata of its own.
    let in_workload = appends && identity.kind != "Pod";
    let volumes = check(config, &pod, &identity, in_workload)?;
    let mesh = injector.mesh_of(question, &pod, facts).map_err(LegacyError::ProxyConfig)?;
    let subject = Subject::new(config, injector, question, &pod, &identity, &mesh, facts);
    let Rendered { sidecar, added, advice } = rendered(&subject, volumes, in_workload)?;
    let status = status::text(&added, &config.fingerprint, version);
    let change = if appends {
        Change::Pod(appended(&subject, sidecar, status, sets_group))
    } else {
        let patch = operations(&subject, sidecar, status, sets_group);
        if question.asked.is_kube_inject() {
            Change::Pod(patched(question.pod, patch, &subject)?)
        } else {
            Change::Patch(patch)
        }
    };
    Ok(Rewritten { injection: Injection { change, templates: Vec::new(), added }, advice })
}

/// Source: Istio 1.8 inject.go, IntoObject.
fn patched(
    pod: &Value,
    patch: Vec<Operation>,
    subject: &Subject<'_, LegacyConfig>,
) -> Result<Value, LegacyError> {
    let mut pod = pod.clone();
    let applied = apply(&mut pod, patch);
    debug_assert!(applied.is_some(), "a patch fits the pod that it was made for");
    let options =
        Options { creation_timestamp_null: subject.version().null_creation_timestamp, ..Options::default() };
    normalize(&mut pod, &types::core::POD, &options, None).map_err(LegacyError::Pod)?;
    Ok(pod)
}

/// The text that a template gives for a pod. `pod` is the pod of the question as Go's type has it.
///
/// # Errors
/// The pod holds what a template must not see, its own proxy config does not fit, or the template fails.
pub(crate) fn render(
    config: &LegacyConfig,
    injector: &Injector,
    question: &Question<'_>,
    pod: &Value,
    facts: &Facts,
    template: &gotext::Template,
) -> Result<String, LegacyError> {
    let identity = question.identity(pod, config.version());
    check(config, pod, &identity, false)?;
    let mesh = injector.mesh_of(question, pod, facts).map_err(LegacyError::ProxyConfig)?;
    execute(&Subject::new(config, injector, question, pod, &identity, &mesh, facts), template)
}

#[cfg(test)]
mod tests {
    use gotext::Budget;

    use super::*;
    use crate::Version;
    use crate::legacy::tests::injector;
    use crate::question::Asked;

    const SDS: &str = "{enableSdsTokenMount: true, sdsUdsPath: 'unix:/x'}";

    fn answer(
        policy: &str,
        template: &str,
        mesh: &str,
        version: Version,
        pod: &str,
    ) -> Result<String, String> {
        let text = format!("policy: {policy}\ntemplate: |-\n  {template}\n");
        let injector = injector(&text, mesh, version);
        let pod = kubeyaml::from_json(pod.as_bytes()).unwrap();
        let asked = Asked::Webhook { path: "/inject" };
        let question =
            Question { pod: &pod, namespace: "asked", workload: None, asked, budget: Budget::default() };
        let answer = injector.answer(&question, &Facts::default()).map_err(|e| e.to_string())?;
        let patch = match answer.injection.map(|injection| injection.change) {
            Some(Change::Patch(patch)) => patch,
            Some(Change::Pod(_)) => return Err("a pod".to_owned()),
            None => Vec::new(),
        };
        let rest = patch.iter().filter(|o| !o.path.starts_with("/metadata"));
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
