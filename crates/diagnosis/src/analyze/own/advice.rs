//! What the injector warns the author of a pod of, and pods that it refuses.

use injection::advice::Advice;

use super::super::view::View;
use super::workload::{Becomes, Workload};
use crate::codes::{self, pods};
use crate::finding::Finding;

/// Adds what the injector says of a workload's pod.
pub fn look(workload: &Workload<'_>, _: &View<'_>, findings: &mut Vec<Finding>) {
    if let Becomes::Refused(cause) = &workload.becomes {
        findings.push(workload.finding(&pods::REFUSED, cause.as_str()));
    }
    for advice in &workload.advice {
        let is_of_pod = match advice {
            // It is about the configuration, and the same for all pods.
            Advice::ReleaseUnknown(_) => false,
            // IST0144 says it of these.
            Advice::ProxyUser { .. } => !["Deployment", "Pod"].contains(&workload.place.kind.as_str()),
            _ => true,
        };
        if let Some(code) = codes::find(advice.code()).ok().filter(|_| is_of_pod) {
            findings.push(workload.finding(code, advice.to_string()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::case::own;

    #[test]
    fn what_the_injector_says_is_found() {
        const ENABLED: &str =
            "{kind: Namespace, metadata: {name: shop, labels: {istio-injection: enabled}}}\n---\n";
        let app = |kind: &str, metadata: &str, spec: &str| {
            format!(
                "{{kind: {kind}, metadata: {{name: web, namespace: shop}}, spec: {{template: {{metadata: {{{metadata}}}, \
                 spec: {{containers: [{{name: app, image: a, {spec}}}]}}}}}}}}"
            )
        };
        for (object, want) in [
            (app("Deployment", "", ""), ""),
            (app("Deployment", "annotations: {sidecar.istio.io/proxyCpu: 1m}", ""), "misspelt-annotation"),
            (app("StatefulSet", "", "securityContext: {runAsUser: 1337}"), "proxy-user"),
            (app("StatefulSet", "", "securityContext: {runAsUser: 1338}"), ""),
            (app("Deployment", "", "ports: [{containerPort: 15001}]"), "proxy-port"),
            (app("Job", "", ""), "job-never-ends"),
            (app("Job", "annotations: {sidecar.istio.io/nativeSidecar: 'true'}", ""), ""),
            (app("Job", "labels: {sidecar.istio.io/inject: 'false'}", ""), ""),
            (
                "{kind: CronJob, metadata: {name: web, namespace: shop}, spec: {jobTemplate: {spec: {template: {spec: \
                 {containers: [{name: app, image: a}]}}}}}}"
                    .to_owned(),
                "job-never-ends",
            ),
            (app("Deployment", "annotations: {sidecar.istio.io/proxyCPU: lots}", ""), "refused"),
        ] {
            assert_eq!(own("advice", &format!("{ENABLED}{object}")), want, "{object}");
        }
    }
}
