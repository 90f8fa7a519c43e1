//! What a server has to send.

use std::sync::Arc;

use bytes::Bytes;

/// A resource, encoded once however many streams send it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its name.
    pub name: Arc<str>,
    /// A hash of its content, equal in all replicas.
    pub version: u64,
    /// The message.
    pub body: Bytes,
}

/// What one client is to have, at a moment. A copy is cheap: streams keep the one that they sent last, to compare.
pub trait Source: Clone {
    /// The resource of a type and name.
    fn get(&self, type_url: &str, name: &str) -> Option<Resource>;

    /// All resources of a type.
    fn all(&self, type_url: &str) -> Vec<Resource>;

    /// The names of a type that may differ from an earlier one; `None` if any may.
    fn changed(&self, earlier: &Self, type_url: &str) -> Option<Vec<Arc<str>>>;

    /// The names of the endpoints that a cluster waits for, and of the routes that a listener does.
    ///
    /// They are sent again after it, changed or not: Envoy does not use a changed cluster before endpoints come, although it
    /// has those endpoints already, and does not ask for them. (Seen with Envoy 1.40, which does use a changed listener
    /// without.)
    fn followers(&self, type_url: &str, name: &str) -> Vec<Arc<str>>;

    /// What a client gets that asks for a name which is not there; `None` says that it is not there.
    fn absent(&self, type_url: &str, name: &str) -> Option<Resource> {
        let _ = (type_url, name);
        None
    }
}

/// How long a version is as it is sent.
pub(crate) const VERSION_LEN: usize = 16;

/// A version as it is sent.
pub fn version_text(version: u64) -> String {
    format!("{version:0VERSION_LEN$x}")
}
