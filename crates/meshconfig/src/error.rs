//! Why a mesh or proxy config cannot be read or used.

use crate::report::Report;
use protoschema::DecodeError;

/// A mesh or proxy config is unusable. The texts are Istio's.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum MeshError {
    /// A mesh config does not fit its messages.
    #[error("failed to convert to proto. {cause}")]
    Convert {
        /// Where and why.
        cause: DecodeError,
    },
    /// A proxy config does not fit its message.
    #[error("could not parse proxy config: {cause}")]
    ProxyConfig {
        /// Where and why.
        cause: DecodeError,
    },
    /// The default providers do not fit their message.
    #[error("could not parse default providers: {cause}")]
    DefaultProviders {
        /// Where and why.
        cause: DecodeError,
    },
    /// The config has values that Istio refuses.
    #[error("{0}")]
    Invalid(Report),
}
