//! What can go wrong between here and the API server: place, cause and remedy.

use std::fmt;

use thiserror::Error;

/// What was asked of the API server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The verb as RBAC knows it: get, list, watch, create, update, patch, delete; for a port of a pod `connect to`.
    pub verb: &'static str,
    /// The resource as RBAC knows it, such as `configmaps`.
    pub resource: String,
    /// The object or objects, for people.
    pub what: String,
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.verb, self.what)
    }
}

/// Something that was asked of a cluster could not be had.
#[derive(Debug, Error)]
pub enum ClusterError {
    /// It is not known how to reach a cluster.
    #[error("no access to a cluster: {cause}")]
    NoAccess {
        /// Why.
        cause: String,
    },
    /// The API server does not answer.
    #[error("cannot {asked}: the API server cannot be reached: {cause}")]
    Unreachable {
        /// What was asked.
        asked: Asked,
        /// The API server.
        server: String,
        /// Why.
        cause: String,
    },
    /// The API server does not know the caller.
    #[error("cannot {asked}: the API server does not accept the credentials: {message}")]
    Unauthorized {
        /// What was asked.
        asked: Asked,
        /// The API server.
        server: String,
        /// What it said.
        message: String,
    },
    /// The right to do so is missing.
    #[error("may not {asked}: {message}")]
    Forbidden {
        /// What was asked.
        asked: Asked,
        /// The API server.
        server: String,
        /// What it said.
        message: String,
    },
    /// There is no such object, or no such kind.
    #[error("cannot {asked}: {message}")]
    NotFound {
        /// What was asked.
        asked: Asked,
        /// The API server.
        server: String,
        /// What it said.
        message: String,
    },
    /// The object exists already.
    #[error("cannot {asked}: it exists already")]
    Exists {
        /// What was asked.
        asked: Asked,
    },
    /// Somebody else changed the object in the meantime.
    #[error("cannot {asked}: it was changed by somebody else in the meantime")]
    Conflict {
        /// What was asked.
        asked: Asked,
    },
    /// The API server says no for another reason.
    #[error("cannot {asked}: {message}")]
    Refused {
        /// What was asked.
        asked: Asked,
        /// The API server.
        server: String,
        /// HTTP status code; 0 if there is none.
        code: u16,
        /// What it said.
        message: String,
    },
    /// The API server's answer cannot be read.
    #[error("cannot {asked}: the answer cannot be read: {cause}")]
    Malformed {
        /// What was asked.
        asked: Asked,
        /// Why.
        cause: String,
    },
    /// A pod does not answer, though the API server let us through to it.
    #[error("cannot {asked}: {cause}")]
    NoAnswer {
        /// What was asked.
        asked: Asked,
        /// Why.
        cause: String,
    },
    /// An object lacks something.
    #[error("{cause}")]
    Incomplete {
        /// The object.
        place: String,
        /// What it lacks.
        cause: String,
        /// What to do about it.
        remedy: String,
    },
    /// Something did not happen in time.
    #[error("{what} did not happen within {seconds} seconds")]
    Late {
        /// What was waited for.
        what: String,
        /// How long.
        seconds: u64,
        /// What to do about it.
        remedy: String,
    },
}

impl ClusterError {
    /// From an error of the client.
    pub(crate) fn from_kube(error: kube::Error, asked: Asked, server: &str) -> ClusterError {
        match error {
            kube::Error::Api(status) => ClusterError::from_status(&status, asked, server),
            kube::Error::SerdeError(e) => ClusterError::Malformed { asked, cause: e.to_string() },
            kube::Error::Auth(e) => ClusterError::NoAccess { cause: chain(&e) },
            other => ClusterError::Unreachable { asked, server: server.to_owned(), cause: chain(&other) },
        }
    }

    /// From the status that the API server answered.
    pub(crate) fn from_status(status: &kube::core::Status, asked: Asked, server: &str) -> ClusterError {
        let (server, message) = (server.to_owned(), status.message.clone());
        match status.code {
            401 => ClusterError::Unauthorized { asked, server, message },
            403 => ClusterError::Forbidden { asked, server, message },
            404 => ClusterError::NotFound { asked, server, message },
            409 if status.is_already_exists() => ClusterError::Exists { asked },
            409 => ClusterError::Conflict { asked },
            code => ClusterError::Refused { asked, server, code, message },
        }
    }

    /// Where it happened.
    pub fn place(&self) -> Option<&str> {
        match self {
            ClusterError::Unreachable { server, .. }
            | ClusterError::Unauthorized { server, .. }
            | ClusterError::Forbidden { server, .. }
            | ClusterError::NotFound { server, .. }
            | ClusterError::Refused { server, .. } => Some(server),
            ClusterError::Incomplete { place, .. } => Some(place),
            _ => None,
        }
    }

    /// What to do about it, where that is known.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            ClusterError::NoAccess { .. } => {
                "name a kubeconfig with --kubeconfig (and --context), or run in a pod with a service account"
                    .to_owned()
            }
            ClusterError::Unreachable { .. } => {
                "look whether `kubectl version` gets an answer with the same kubeconfig and context"
                    .to_owned()
            }
            ClusterError::Unauthorized { .. } => {
                "log in again, or look at the user of the kubeconfig's context".to_owned()
            }
            // Which of the two verbs is asked for depends on the release of Kubernetes; some ask for both.
            ClusterError::Forbidden { asked, .. } if asked.resource.ends_with("/portforward") => {
                format!("grant verbs `get` and `create` on resource `{}` with a Role", asked.resource)
            }
            ClusterError::Forbidden { asked, .. } => {
                format!(
                    "grant verb `{}` on resource `{}` with a Role or ClusterRole",
                    asked.verb, asked.resource
                )
            }
            ClusterError::Incomplete { remedy, .. } | ClusterError::Late { remedy, .. } => remedy.clone(),
            _ => return None,
        })
    }
}

/// An error with what caused it, in one line; causes that repeat what was said already are left out.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let said = cause.to_string();
        if !text.contains(&said) {
            text = format!("{text}: {said}");
        }
        source = cause.source();
    }
    text.strip_prefix("ServiceError: ").map(str::to_owned).unwrap_or(text)
}
