//! What the author of a pod should know: things that are allowed, and do not do what they seem to.

mod annotations;
mod inject;
mod pod;

use std::fmt;

use meshconfig::Unread;

use crate::Version;
use crate::answer::Injection;
use crate::config::Difference;
use crate::decide::{Decision, Source};
use crate::names::{INJECT, PROXY_CONFIG};
use crate::question::Question;

/// More advice on one pod is not looked for: nobody shows more, and a pod may have thousands of ports.
const MOST: usize = 16;

/// One piece of advice. Codes are stable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advice {
    /// A volume or mount in an annotation has a field that Kubernetes does not have, and drops.
    UnknownVolumeField {
        /// The annotation.
        annotation: &'static str,
        /// The entry's name.
        entry: String,
        /// The field's path in the entry.
        field: String,
        /// The field that has almost this name.
        meant: Option<&'static str>,
    },
    /// Mounted volumes are not in the pod yet: only claims of the StatefulSet can give them.
    VolumeOfClaim {
        /// Their names.
        volumes: String,
    },
    /// The pod's own proxy config has fields that no proxy config has; Istio passes over them.
    UnknownProxyFields {
        /// The fields, with those that were probably meant.
        unread: Unread,
    },
    /// An injected image has capital letters, which no registry takes; Istio passes it.
    ImageWithCapitals {
        /// The container.
        container: String,
        /// Its image.
        image: String,
    },
    /// The annotation of an earlier injection cannot be read.
    UnreadableStatus,
    /// The pod asks for core dumps, and the templates do not give them.
    NoCoreDump,
    /// The pod template of a CronJob carries annotations or labels that only count on the job template.
    OnPodTemplateOfCronJob {
        /// Their names.
        names: String,
        /// Whether it refuses injection there.
        refused: bool,
    },
    /// The workload itself says whether it is injected, which only counts on the pod template.
    InjectOnWorkload {
        /// The workload's kind.
        kind: String,
        /// What it says.
        value: String,
        /// Where it would count.
        place: String,
    },
    /// Label and annotation `sidecar.istio.io/inject` differ: the annotation does not count.
    InjectTwice {
        /// What the label says.
        label: String,
        /// What the annotation says.
        annotation: String,
    },
    /// What the pod says of injection cannot be read, and does not count.
    UnreadableInject {
        /// Where it stands.
        source: Source,
        /// What it says.
        value: String,
    },
    /// The pod asks for a sidecar, and its network is the node's.
    HostNetwork,
    /// An annotation that nothing reads is almost one that injection reads.
    MisspeltAnnotation {
        /// The annotation.
        name: String,
        /// What was meant, without the domain.
        meant: &'static str,
    },
    /// An annotation must be true or false, and does not count when it is not.
    NotATruth {
        /// The annotation.
        name: &'static str,
        /// Its value.
        value: String,
    },
    /// A container of the application runs as the proxy's user, whose traffic is not captured.
    ProxyUser {
        /// The container.
        container: String,
    },
    /// A container of the application listens on a port that the proxy uses.
    ProxyPort {
        /// The container.
        container: String,
        /// The port.
        port: i64,
    },
    /// The pod's name servers may not know the control plane.
    DnsPolicy {
        /// The policy.
        policy: String,
    },
    /// The pod of a Job gets a proxy that does not end with it.
    JobNeverEnds,
    /// Nothing tells the release of the configuration, and releases that fit it would give this pod another answer.
    ReleaseUnknown(Difference),
}

/// What there is to say of a pod, of what was decided about it and of what it gets, in a stable order.
pub(crate) fn of_pod(
    question: &Question<'_>,
    decision: &Decision,
    injection: Option<&Injection>,
    version: Version,
) -> Vec<Advice> {
    let mut advice = Vec::new();
    inject::add(question.pod, decision, version, &mut advice);
    if let Some(injection) = injection {
        annotations::add(question.pod, &mut advice);
        pod::add(question.pod, injection, &mut advice);
    }
    inject::add_unreadable(decision, &mut advice);
    advice
}

impl Advice {
    /// The stable code, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Advice::UnknownVolumeField { .. } => "unknown-volume-field",
            Advice::VolumeOfClaim { .. } => "volume-of-claim",
            Advice::UnknownProxyFields { .. } => "unknown-proxy-fields",
            Advice::ImageWithCapitals { .. } => "image-with-capitals",
            Advice::UnreadableStatus => "unreadable-status",
            Advice::NoCoreDump => "no-core-dump",
            Advice::OnPodTemplateOfCronJob { .. } => "pod-template-of-cron-job",
            Advice::InjectOnWorkload { .. } => "inject-on-workload",
            Advice::InjectTwice { .. } => "inject-twice",
            Advice::UnreadableInject { .. } => "unreadable-inject",
            Advice::HostNetwork => "host-network",
            Advice::MisspeltAnnotation { .. } => "misspelt-annotation",
            Advice::NotATruth { .. } => "not-a-truth",
            Advice::ProxyUser { .. } => "proxy-user",
            Advice::ProxyPort { .. } => "proxy-port",
            Advice::DnsPolicy { .. } => "dns-policy",
            Advice::JobNeverEnds => "job-never-ends",
            Advice::ReleaseUnknown(_) => "release-unknown",
        }
    }
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Advice::UnknownVolumeField { annotation, entry, field, meant } => {
                write!(f, "the annotation {annotation}: `{entry}` has the unknown field `{field}`")?;
                match meant {
                    Some(meant) => write!(f, "; did you mean `{meant}`?"),
                    None => write!(f, ", which Kubernetes drops"),
                }
            }
            Advice::VolumeOfClaim { volumes } => write!(
                f,
                "the annotation sidecar.istio.io/userVolumeMount: the pod template has no volume {volumes}; \
                 it must come from volumeClaimTemplates"
            ),
            Advice::UnknownProxyFields { unread } => {
                write!(f, "the annotation {PROXY_CONFIG} has unknown fields: ")?;
                for (i, key) in unread.keys.iter().enumerate() {
                    let meant = key.meant.as_ref().map(|meant| format!(" (did you mean {meant}?)"));
                    let comma = if i > 0 { ", " } else { "" };
                    write!(f, "{comma}{}{}", key.path, meant.unwrap_or_default())?;
                }
                match unread.more {
                    0 => Ok(()),
                    more => write!(f, " and {more} more"),
                }
            }
            Advice::ImageWithCapitals { container, image } => write!(
                f,
                "container {container:?} gets the image {image:?}, whose capital letters no registry takes"
            ),
            Advice::UnreadableStatus => write!(
                f,
                "the annotation sidecar.istio.io/status cannot be read: the pod is treated as if it listed nothing"
            ),
            Advice::NoCoreDump => write!(
                f,
                "the annotation sidecar.istio.io/enableCoreDump has no effect: the injector's templates and values do \
                 not let pods ask for core dumps"
            ),
            Advice::OnPodTemplateOfCronJob { names, refused } => {
                let what =
                    if *refused { "it is injected although its pod template refuses it: " } else { "" };
                write!(
                    f,
                    "{what}{names} on spec.jobTemplate.spec.template.metadata has no effect in kube-inject"
                )?;
                write!(f, "; put it on spec.jobTemplate.metadata")
            }
            Advice::InjectOnWorkload { kind, value, place } => {
                write!(f, "{INJECT}: {value:?} on the {kind} has no effect; put it on {place}")
            }
            Advice::InjectTwice { label, annotation } => write!(
                f,
                "the annotation {INJECT}: {annotation:?} has no effect beside the label of that name, {label:?}"
            ),
            Advice::UnreadableInject { source, value } => {
                write!(f, "the pod's {source} {INJECT} is {value:?}, which is neither true nor false")
            }
            Advice::HostNetwork => {
                write!(f, "{INJECT} has no effect: a pod in the node's network (hostNetwork) gets no sidecar")
            }
            Advice::MisspeltAnnotation { name, meant } => {
                let domain = name.split_once('/').map_or("", |(domain, _)| domain);
                write!(f, "the annotation {name} has no effect; did you mean {domain}/{meant}?")
            }
            Advice::NotATruth { name, value } => {
                write!(f, "the annotation {name}: {value:?} has no effect, it must be true or false")
            }
            Advice::ProxyUser { container } => write!(
                f,
                "container {container} runs as user 1337, which is the proxy's: its traffic passes the mesh by"
            ),
            Advice::ProxyPort { container, port } => {
                write!(f, "port {port} of container {container} is one that the proxy itself uses")
            }
            Advice::DnsPolicy { policy } => write!(
                f,
                "dnsPolicy {policy} may keep the proxy from finding the control plane; ClusterFirst does not"
            ),
            Advice::ReleaseUnknown(difference) => difference.fmt(f),
            Advice::JobNeverEnds => write!(
                f,
                "the pod of a Job gets a proxy that does not end with it: let native sidecars be used, \
                 or end the proxy with a request to localhost:15020/quitquitquit"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use gotext::Budget;
    use kubeyaml::Value;

    use super::*;
    use crate::answer::Change;
    use crate::decide::{Policy, Rules, decide};
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
        assert_eq!(said(&pod, true, "").len(), MOST);
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
