//! What the author of a pod should know: things that are allowed, and do not do what they seem to.

use std::fmt;

use meshconfig::Unread;

use crate::names::PROXY_CONFIG;

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
    WishOnWorkload {
        /// The workload's kind.
        kind: String,
        /// What it says.
        value: String,
        /// Where it would count.
        place: String,
    },
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
            Advice::WishOnWorkload { .. } => "wish-on-workload",
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
            Advice::WishOnWorkload { kind, value, place } => {
                write!(f, "sidecar.istio.io/inject: {value:?} on the {kind} has no effect; put it on {place}")
            }
        }
    }
}
