//! Why a webhook configuration injects a pod or not, in the words of istioctl.

use std::fmt;

use objects::names;

use super::label::Label;

/// Why a webhook configuration injects a pod or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Labels of both are asked for.
    Both {
        /// The namespace's.
        namespace: Label,
        /// The pod's.
        pod: Label,
    },
    /// A label of the namespace is asked for.
    Namespace(Label),
    /// A label of the pod is asked for.
    Pod(Label),
    /// The pod has a label that excludes it.
    PodPrevents(Label),
    /// The namespace has another value of `istio-injection` than `enabled`.
    NamespacePrevents(String),
    /// The configuration asks for labels that nothing has.
    Deactivated,
    /// No label is among those that are asked for.
    NoMatch {
        /// Labels of namespaces.
        namespace: Vec<Label>,
        /// Labels of pods.
        pod: Vec<Label>,
    },
}

impl Reason {
    /// Whether it is one to inject.
    pub fn injects(&self) -> bool {
        matches!(self, Reason::Both { .. } | Reason::Namespace(_) | Reason::Pod(_))
    }
}

/// Source: Istio 1.30 istioctl/pkg/checkinject.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Both { namespace, pod } => {
                write!(f, "Namespace label {namespace} matches, and pod label {pod} matches")
            }
            Reason::Namespace(label) => {
                write!(f, "Namespace label {label} matches")?;
                if label.key.contains(names::NAMESPACE_NAME) || label.value.contains(names::NAMESPACE_NAME) {
                    f.write_str(" (Automatic injection is enabled in all namespaces).")?;
                }
                Ok(())
            }
            Reason::Pod(label) => write!(f, "Pod label {label} matches"),
            Reason::PodPrevents(label) => write!(f, "Pod has {label} label, preventing injection"),
            Reason::NamespacePrevents(value) => {
                write!(f, "Namespace has {}={value} label, preventing injection", names::INJECTION)
            }
            Reason::Deactivated => {
                f.write_str("The injection webhook is deactivated, and will never match labels.")
            }
            Reason::NoMatch { namespace, pod } => {
                write!(
                    f,
                    "No matching namespace labels ({}) or pod labels ({})",
                    joined(namespace),
                    joined(pod)
                )
            }
        }
    }
}

fn joined(labels: &[Label]) -> String {
    labels.iter().map(Label::to_string).collect::<Vec<_>>().join(", ")
}
