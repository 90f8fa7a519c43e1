//! Why a name means no pod, in the words of istioctl.

use golang::quote::quote;
use thiserror::Error;

/// A name means no pod.
#[derive(Debug, Error)]
pub enum TargetError {
    /// There is no pod of this name.
    #[error("pods {} not found", quote(name))]
    NoPod {
        /// The name.
        name: String,
    },
    /// There is no such object.
    #[error("failed retrieving: {cause} in the {} namespace", quote(namespace))]
    Unretrieved {
        /// Why.
        cause: Unretrieved,
        /// The namespace.
        namespace: String,
    },
    /// The object selects no pods.
    #[error("{} does not refer to a pod: {cause}", quote(named))]
    NotOfPods {
        /// The object as it was named.
        named: String,
        /// Why.
        cause: String,
    },
    /// None of the pods that it selects exists.
    #[error("no pods match {}", quote(named))]
    NoMatch {
        /// The object as it was named.
        named: String,
    },
}

/// Why an object is not there.
#[derive(Debug, Error)]
pub enum Unretrieved {
    /// More than a type and a name.
    #[error("arguments in resource/name form may not have more than one slash")]
    Slashes,
    /// The type or the name is missing, or there are several types.
    #[error("arguments in resource/name form must have a single resource and name")]
    NotSingle,
    /// No such type is known.
    #[error("the server doesn't have a resource type {}", quote(name))]
    NoType {
        /// The type as it was named, without its group.
        name: String,
    },
    /// No object of this name exists.
    #[error("{resource} {} not found", quote(name))]
    Absent {
        /// The type with its group.
        resource: String,
        /// The name.
        name: String,
    },
}

impl TargetError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            TargetError::NoPod { .. } => {
                "name the namespace with -n or as NAME.NAMESPACE; a workload as TYPE/NAME"
            }
            TargetError::Unretrieved { cause: Unretrieved::Absent { .. }, .. } => {
                "name the namespace with -n or as TYPE/NAME.NAMESPACE; a snapshot has only what was saved in it"
            }
            TargetError::Unretrieved { .. } => "name a pod or workload, as in deployment/web.shop",
            TargetError::NotOfPods { .. } => "name a pod, a workload, or a Service with a selector",
            TargetError::NoMatch { .. } => {
                "its pods are not there; -l and -n ask about labels that a pod would have"
            }
        }
    }
}
