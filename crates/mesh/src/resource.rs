//! What an Envoy is sent, encoded.

use std::sync::Arc;

use bytes::Bytes;
use envoy_api::{Message, type_url};
use sha2::{Digest, Sha256};
pub use xds::Resource;

use crate::sorted::SortedMap;

/// Resources by name.
pub type Table = SortedMap<Arc<str>, Resource>;

/// The types of resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Where traffic is sent.
    Cluster,
    /// The addresses of a cluster.
    Endpoints,
    /// Where traffic is taken.
    Listener,
    /// Which cluster a request is sent to.
    Route,
    /// What the agent's DNS server answers.
    NameTable,
}

impl Kind {
    /// All of them, in the order in which they are sent.
    pub const ALL: [Kind; 5] = [Kind::Cluster, Kind::Endpoints, Kind::Listener, Kind::Route, Kind::NameTable];

    /// What an `Any` of it says that it is.
    pub fn type_url(self) -> &'static str {
        match self {
            Kind::Cluster => type_url::CLUSTER,
            Kind::Endpoints => type_url::ENDPOINT,
            Kind::Listener => type_url::LISTENER,
            Kind::Route => type_url::ROUTE,
            Kind::NameTable => type_url::NAME_TABLE,
        }
    }

    /// The type of a URL, if it is one of these.
    pub fn of_type_url(type_url: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.type_url() == type_url)
    }
}

/// A message as a resource.
pub(crate) fn resource(name: &str, message: &impl Message) -> Resource {
    encoded(name, message.encode_to_vec().into())
}

/// A message that is encoded already, as a resource. Its version is a hash of its bytes: the same for the same bytes wherever
/// and whenever they were made.
pub(crate) fn encoded(name: &str, body: Bytes) -> Resource {
    let digest = Sha256::digest(&body);
    // The first eight bytes; a digest has 32.
    let version = digest.iter().take(8).fold(0, |version, byte| (version << 8) | u64::from(*byte));
    Resource { name: name.into(), version, body }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Replicas, and the next release, have to agree.
    #[test]
    fn a_version_is_the_begin_of_the_sha256() {
        assert_eq!(encoded("", Bytes::from_static(b"abc")).version, 0xba78_16bf_8f01_cfea);
    }

    #[test]
    fn types_are_found_by_their_urls() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of_type_url(kind.type_url()), Some(kind));
        }
        assert_eq!(Kind::of_type_url("type.googleapis.com/x"), None);
    }
}
