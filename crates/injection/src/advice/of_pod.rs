//! All there is to say of a pod.

use super::kinds::Advice;
use super::{annotations, inject, pod};
use crate::Version;
use crate::answer::Injection;
use crate::decide::Decision;
use crate::question::Question;

/// What there is to say of a pod, of what was decided about it and of what it gets, in a stable order.
pub(crate) fn of_pod(
    question: &Question<'_>,
    decision: &Decision,
    injection: Option<&Injection>,
    version: Version,
) -> Vec<Advice> {
    let mut advice = Vec::new();
    inject::add(question, decision, version, &mut advice);
    if let Some(injection) = injection {
        annotations::add(question.pod, &mut advice);
        pod::add(question.pod, injection, &mut advice);
    }
    inject::add_unreadable(decision, &mut advice);
    advice
}

#[cfg(test)]
mod tests {
    use gotext::Budget;
    use kubeyaml::Value;

    use super::*;
    use crate::answer::Change;
    use crate::decide::{Policy, Rules, decide};
    use crate::names::INJECT;
    use crate::question::Asked;
    use crate::status::Status;

    /// What is said of a pod that gets a proxy in this list, where it is injected.
    fn said(pod: &str, inject: bool, proxy: &str) -> Vec<String> {
        let policy = if inject { Policy::Enabled } else { Policy::Disabled };
        let rules = Rules { policy, never: Vec::new(), always: Vec::new() };
        let pod = kubeyaml::from_json(pod.as_bytes()).unwrap();
        let asked = Asked::Webhook { path: "" };
        let question =
            Question { pod: &pod, namespace: "", workload: None, asked, budget: Budget::default() };
        let decision = decide(&rules, &pod, asked, Version::LATEST);
        let mut added = Status::default();
        if proxy == "initContainers" { &mut added.init_containers } else { &mut added.containers }
            .push("istio-proxy".to_owned());
        let injection = Injection { change: Change::Pod(Value::Null), templates: Vec::new(), added };
        let injection = decision.inject.then_some(injection);
        of_pod(&question, &decision, injection.as_ref(), Version::LATEST)
            .iter()
            .map(Advice::to_string)
            .collect()
    }

    #[test]
    fn no_more_is_looked_for_than_is_shown() {
        let ports = vec![r#"{"containerPort":15001}"#; 1000].join(",");
        let pod = format!(r#"{{"spec":{{"containers":[{{"name":"a","ports":[{ports}]}}]}}}}"#);
        assert_eq!(said(&pod, true, "").len(), super::pod::MOST);
    }

    #[test]
    fn each_thing_that_cannot_work_is_said() {
        let annotated =
            |key: &str, value: &str| format!(r#"{{"metadata":{{"annotations":{{"{key}":"{value}"}}}}}}"#);
        let container = |fields: &str| format!(r#"{{"spec":{{"containers":[{{"name":"a",{fields}}}]}}}}"#);
        let job = r#"{"metadata":{"ownerReferences":[{"kind":"Job"}]}}"#.to_owned();
        let labelled = |rest: &str| format!(r#"{{"metadata":{{"labels":{{"{INJECT}":"true"}}{rest}}}"#);
        for (pod, inject, proxy, want) in [
            (
                annotated("sidecar.istio.io/proxyCpu", "1"),
                true,
                "",
                "did you mean sidecar.istio.io/proxyCPU?",
            ),
            (annotated("sidecar.istio.io/proxyCPU", "1"), true, "", ""),
            (annotated("sidecar.istio.io/proxyCpu", "1"), false, "", ""),
            (annotated("sidecar.istio.io/rewriteAppHTTPProbers", "yes"), true, "", "must be true or false"),
            (annotated(INJECT, "maybe"), true, "", "neither true nor false"),
            (container(r#""securityContext":{"runAsUser":1337}"#), true, "", "container a runs as user 1337"),
            (
                r#"{"spec":{"securityContext":{"runAsUser":1337},"containers":[{"name":"a"}]}}"#.into(),
                true,
                "",
                "container a runs as user 1337",
            ),
            (
                r#"{"spec":{"containers":[{"name":"istio-proxy","securityContext":{"runAsUser":1337}}]}}"#
                    .into(),
                true,
                "",
                "",
            ),
            (container(r#""ports":[{"containerPort":15001}]"#), true, "", "port 15001 of container a"),
            (r#"{"spec":{"dnsPolicy":"Default"}}"#.into(), true, "", "dnsPolicy Default"),
            (job.clone(), true, "containers", "the pod of a Job"),
            (job, true, "initContainers", ""),
            (
                labelled(&format!(r#","annotations":{{"{INJECT}":"false"}}}}"#)),
                false,
                "",
                "has no effect beside the label",
            ),
            (labelled(r#"},"spec":{"hostNetwork":true}"#), true, "", "hostNetwork"),
        ] {
            let said = said(&pod, inject, proxy);
            assert_eq!(said.len(), usize::from(!want.is_empty()), "{pod}: {said:?}");
            assert!(said.iter().all(|s| s.contains(want)), "{pod}: {said:?}");
        }
    }
}
