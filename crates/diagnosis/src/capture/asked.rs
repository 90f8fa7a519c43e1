//! What is asked for.

use std::collections::BTreeMap;

use capture::{Flag, FlagError, Flags};
use injection::kube_inject::{ManifestError, Skipped};
use thiserror::Error;

/// What a pod asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The flags of its init container.
    pub flags: Flags,
    /// The variables of its init container.
    pub variables: BTreeMap<String, String>,
    /// The name of the container.
    pub container: &'static str,
}

/// What a manifest asks for cannot be known, or is nothing.
#[derive(Debug, Error)]
pub enum AskError {
    /// A document of the manifest cannot be read.
    #[error("line {line}: {cause}")]
    Document {
        /// Its first line, or that of the fault.
        line: usize,
        /// Why.
        cause: String,
    },
    /// It has none.
    #[error("there is no pod or workload in this manifest")]
    NoPod,
    /// It has several.
    #[error("there are {count} pods in this manifest; give one")]
    Pods {
        /// How many.
        count: usize,
    },
    /// The container's words are not those of capture.
    #[error("container `{name}`: {cause}")]
    Container {
        /// Its name.
        name: &'static str,
        /// Why.
        cause: FlagError,
    },
    /// The manifest cannot be injected.
    #[error(transparent)]
    Injection(#[from] ManifestError),
    /// Injection passes the pod over.
    #[error("nothing of this pod is captured: it {why}")]
    Skipped {
        /// Why, such as `has host networking enabled`.
        why: Skipped,
    },
    /// The pod gets no container that captures or validates.
    #[error(
        "nothing of this pod is captured: injection gives it neither `istio-init` nor `istio-validation`"
    )]
    NotCaptured,
    /// The rules depend on name servers that the manifest does not have.
    #[error("the pod's questions to its name servers are captured, and the manifest does not name them")]
    NameServers,
}

impl Asked {
    /// What is asked for under flags of a command line, which come first.
    ///
    /// # Errors
    /// Nobody names the name servers that the rules need.
    pub fn under(&self, flags: Flags) -> Result<Flags, AskError> {
        let flags = flags.over(self.flags.clone());
        let request = flags.request(&|name| self.variable(name));
        if request.redirect_dns && !request.capture_all_dns && !flags.has(Flag::DnsServers) {
            return Err(AskError::NameServers);
        }
        Ok(flags)
    }

    /// A variable of the container.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }
}
