//! Why a pod is refused.

use thiserror::Error;

use super::text::{escaped, shown};

/// Why a pod is refused before it is rendered.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// There is more in the pod than can be worked on in the time that others may be kept waiting.
    #[error("the pod has more than {most} fields and items, too many to inject")]
    Values {
        /// How many there may be.
        most: usize,
    },
    /// There is more text in the pod than the API server takes.
    #[error("the pod has more than {most} bytes of text, too many to inject")]
    Text {
        /// How many there may be.
        most: usize,
    },
    /// There is more in the annotations than the API server takes.
    #[error("metadata.annotations: Too long: {bytes} bytes, may not be more than {most}")]
    Size {
        /// The bytes of all names and values.
        bytes: usize,
        /// How many there may be.
        most: usize,
    },
    /// The injection config does not allow an annotation.
    #[error("the annotation {name}: {value} is not allowed by the injection config (`allowedAnnotations`)")]
    NotAllowed {
        /// The annotation.
        name: String,
        /// Its value, quoted and cut.
        value: String,
    },
    /// The injection config does not allow that a pod changes injected containers.
    #[error(
        "the container {name} changes an injected one, which the injection config does not allow \
         (`allowedAnnotations` lacks proxy.istio.io/overrides)"
    )]
    ContainerNotAllowed {
        /// The container, quoted and cut.
        name: String,
    },
    /// An annotation holds what it cannot mean.
    #[error("invalid value {value} for annotation '{name}': {cause}")]
    Annotation {
        /// The annotation.
        name: String,
        /// Its value, quoted and cut.
        value: String,
        /// Why.
        cause: String,
    },
    /// A name in the pod holds what names cannot hold.
    #[error("invalid value {value} for {place}: {cause}")]
    Name {
        /// Where it stands.
        place: String,
        /// Its value, quoted and cut.
        value: String,
        /// Why.
        cause: String,
    },
}

impl Refusal {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Refusal::Values { .. } | Refusal::Text { .. } => "keep large data in a ConfigMap",
            Refusal::Size { .. } => {
                "the API server refuses such an object too; keep large data in a ConfigMap"
            }
            Refusal::NotAllowed { .. } | Refusal::ContainerNotAllowed { .. } => {
                "remove it, or ask who runs the injector to add it to `allowedAnnotations` in the injection config"
            }
            Refusal::Annotation { .. } => "correct the annotation on the pod template",
            Refusal::Name { .. } => {
                "the API server takes no such name, and templates put it into YAML; correct it"
            }
        }
    }

    /// A container changes an injected one.
    pub(crate) fn container_not_allowed(name: &str) -> Refusal {
        Refusal::ContainerNotAllowed { name: shown(name) }
    }

    /// An annotation holds what it cannot mean.
    pub fn annotation(name: &str, value: &str, cause: impl Into<String>) -> Refusal {
        Refusal::Annotation { name: escaped(name), value: shown(value), cause: cause.into() }
    }
}
