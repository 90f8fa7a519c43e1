//! The kinds of advice, their codes and their sentences.

use std::fmt;

use meshconfig::Unread;

use crate::config::Difference;
use crate::decide::Source;
use crate::names::{INJECT, PROXY_CONFIG};

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
            Advice::UnknownProxyFields { unread } => unknown_proxy_fields(f, unread),
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

fn unknown_proxy_fields(f: &mut fmt::Formatter<'_>, unread: &Unread) -> fmt::Result {
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
