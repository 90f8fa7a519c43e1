//! Requests of both forms of the protocol, as one.

use std::collections::BTreeMap;

use envoy_api::{DeltaDiscoveryRequest, DiscoveryRequest};

/// The forms of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// Changes.
    Delta,
    /// The state of the world.
    World,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The type of the resources.
    pub type_url: String,
    /// Which response is acknowledged; empty if none.
    pub nonce: String,
    /// Why that response is not taken.
    pub error: Option<String>,
    /// What the client is interested in.
    pub interest: Interest,
}

/// What a client is interested in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Interest {
    /// What changes.
    Change {
        /// Names that it wants from now on.
        subscribe: Vec<String>,
        /// Names that it wants no more.
        unsubscribe: Vec<String>,
        /// Versions that it has from an earlier stream, by name.
        has: BTreeMap<String, String>,
    },
    /// All names that it wants.
    All(Vec<String>),
}

impl From<DeltaDiscoveryRequest> for Ask {
    fn from(request: DeltaDiscoveryRequest) -> Ask {
        Ask {
            type_url: request.type_url,
            nonce: request.response_nonce,
            error: request.error_detail.map(|error| error.message),
            interest: Interest::Change {
                subscribe: request.resource_names_subscribe,
                unsubscribe: request.resource_names_unsubscribe,
                has: request.initial_resource_versions,
            },
        }
    }
}

impl From<DiscoveryRequest> for Ask {
    fn from(request: DiscoveryRequest) -> Ask {
        Ask {
            type_url: request.type_url,
            nonce: request.response_nonce,
            error: request.error_detail.map(|error| error.message),
            interest: Interest::All(request.resource_names),
        }
    }
}
