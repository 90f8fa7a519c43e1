//! What can go wrong with a legacy template.

use thiserror::Error;

use crate::steps::images::BadImage;

/// A pod cannot be injected by a legacy config. The texts are Istio's, without a prefix.
#[derive(Debug, Error)]
pub enum LegacyError {
    /// The pod's annotations are invalid.
    #[error("{0}")]
    Annotations(meshconfig::AnnotationErrors),
    /// The pod holds what a template must not see.
    #[error("{0}")]
    Refused(#[from] crate::guard::Refusal),
    /// The template failed.
    #[error("{0}")]
    Render(Box<gotext::ExecError>),
    /// What the template gives is not YAML.
    #[error("error converting YAML to JSON: {0}")]
    Yaml(kubeyaml::ReadError),
    /// What the template gives has something of a wrong type.
    #[error("error unmarshaling JSON: {0}")]
    Sidecar(kubeschema::DecodeError),
    /// The pod's own proxy config does not fit.
    #[error("{0}")]
    ProxyConfig(meshconfig::MeshError),
    /// A container has an image that nothing can pull.
    #[error("{0}")]
    Image(BadImage),
    /// The pod is not of its type.
    #[error("{0}")]
    Pod(kubeschema::DecodeError),
}
