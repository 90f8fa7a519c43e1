//! What stands on a part of a workload where kube-inject does not look for it.

use kubeyaml::Value;

use crate::Version;
use crate::advice::Advice;
use crate::decide::{Said, own_value, read_value};
use crate::names::INJECT;
use crate::workload::PodPlace;

/// The pod template of a CronJob. Its metadata is not read: a quirk of kube-inject, which takes the job template's.
const OF_CRON_JOB: [&str; 5] = ["spec", "jobTemplate", "spec", "template", "metadata"];

/// How many names a warning has.
const NAMED: usize = 8;

/// What is misplaced in an object whose pod is about to be injected. `pod` has the metadata that counts.
pub fn find(object: &Value, place: PodPlace, pod: &Value, version: Version) -> Vec<Advice> {
    let metadata = pod.at(&["metadata"]);
    let mut advice = Vec::new();
    if place == PodPlace::CronJob {
        advice.extend(on_pod_template(object.at(&OF_CRON_JOB), metadata, version));
    }
    if place != PodPlace::Itself
        && own(metadata, version).is_none()
        && refuses(object.at(&["metadata"]), version)
        && let Some(value) = own(object.at(&["metadata"]), version)
    {
        let kind = object.str_at(&["kind"]).unwrap_or_default().to_owned();
        let at = place.metadata().join(".");
        advice.push(Advice::InjectOnWorkload { kind, value: value.to_owned(), place: at });
    }
    advice
}

/// Annotations of Istio, and the label that decides, which the metadata that counts does not have alike.
fn on_pod_template(template: &Value, counts: &Value, version: Version) -> Option<Advice> {
    let entries = |key: &'static str| {
        let all = template.at(&[key]).as_map().into_iter().flat_map(kubeyaml::Map::iter);
        all.filter(move |(name, value)| counts.at(&[key]).get(name) != Some(*value))
    };
    let domain = |name: &str| name.split_once('/').map(|(domain, _)| domain.to_owned()).unwrap_or_default();
    let is_istio = |name: &str| domain(name) == "istio.io" || domain(name).ends_with(".istio.io");
    let annotations = entries("annotations").map(|(name, _)| name).filter(|name| is_istio(name));
    let labels = entries("labels").map(|(name, _)| name).filter(|name| *name == INJECT);
    let mut names: Vec<String> =
        annotations.chain(labels).take(NAMED).map(|name| name.escape_debug().to_string()).collect();
    names.dedup();
    let refused = refuses(template, version) && !refuses(counts, version);
    (!names.is_empty()).then(|| Advice::OnPodTemplateOfCronJob { names: names.join(", "), refused })
}

/// What metadata says of injection where it counts.
fn own(metadata: &Value, version: Version) -> Option<&str> {
    own_value(metadata, version).map(|(_, value)| value)
}

fn refuses(metadata: &Value, version: Version) -> bool {
    own(metadata, version).is_some_and(|value| read_value(value, version) == Said::No)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(object: &str, place: PodPlace, counts: &str) -> String {
        let json = |text: &str| kubeyaml::from_json(text.as_bytes()).unwrap();
        let mut pod = Value::Null;
        pod.become_map().insert("metadata", json(counts));
        find(&json(object), place, &pod, Version::LATEST).iter().map(|a| format!("{a}\n")).collect()
    }

    #[test]
    fn what_has_no_effect_where_it_stands_is_named() {
        let cron_job = |metadata: &str| {
            format!(r#"{{"spec":{{"jobTemplate":{{"spec":{{"template":{{"metadata":{metadata}}}}}}}}}}}"#)
        };
        let refusal = r#"{"annotations":{"sidecar.istio.io/inject":"false"}}"#;
        for (metadata, counts, want) in [
            (
                refusal,
                "{}",
                "it is injected although its pod template refuses it: sidecar.istio.io/inject on",
            ),
            (
                r#"{"labels":{"sidecar.istio.io/inject":"false"}}"#,
                "{}",
                "refuses it: sidecar.istio.io/inject on",
            ),
            (refusal, refusal, ""),
            (
                r#"{"annotations":{"sidecar.istio.io/proxyCPU":"1","x/y":"z"}}"#,
                "{}",
                "sidecar.istio.io/proxyCPU on spec.jobTemplate",
            ),
            (r#"{"annotations":{"example.com/x":"1"}}"#, "{}", ""),
        ] {
            let said = said(&cron_job(metadata), PodPlace::CronJob, counts);
            assert!(said.contains(want) && said.is_empty() == want.is_empty(), "{metadata}: {said}");
        }
        let deployment = format!(r#"{{"kind":"Deployment","metadata":{refusal}}}"#);
        assert_eq!(
            said(&deployment, PodPlace::Template, "{}"),
            "sidecar.istio.io/inject: \"false\" on the Deployment has no effect; put it on spec.template.metadata\n"
        );
        assert_eq!(
            said(&deployment, PodPlace::Template, r#"{"labels":{"sidecar.istio.io/inject":"true"}}"#),
            ""
        );
        assert_eq!(said(&deployment, PodPlace::Itself, "{}"), "");
    }
}
