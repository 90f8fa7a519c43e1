//! Which configuration each proxy has been sent by its istiod, and whether the proxy took it.

mod age;
mod answers;
pub mod compare;
mod machine;
mod rows;
pub(crate) mod types;

use std::collections::BTreeMap;

use golang::time::Moment;
use objects::World;

pub use self::answers::{over_http, over_xds};
pub use self::rows::{by_type, subscribed};
use crate::version;

/// What an istiod answers about its proxies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The istiod; `None` where none was asked.
    pub istiod: Option<String>,
    /// The version of the answer; empty if it is not known.
    pub version_info: String,
    /// What names the answer; empty if it is not known.
    pub nonce: String,
    /// What the istiod says of itself; `None` if it does not.
    pub identifier: Option<String>,
    /// The proxies.
    pub proxies: Vec<Proxy>,
}

/// A proxy, as an istiod or its pod knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxy {
    /// Its pod and namespace, as `POD.NAMESPACE`.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
    /// The cluster it is in; `None` if that is not known.
    pub cluster: Option<String>,
    /// The istiod it is connected to; `None` if that is not known.
    pub istiod: Option<String>,
    /// The version of Istio that it is of.
    pub version: String,
    /// What it was sent, by the URL of the type; `None` if that is not known.
    pub types: Option<BTreeMap<String, Sync>>,
}

impl Proxy {
    /// The namespace that a name says.
    fn namespace_of(name: &str) -> String {
        name.rsplit_once('.').map_or("", |(_, namespace)| namespace).to_owned()
    }
}

/// How a proxy stands with one type of configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sync {
    /// Whether it has what it was sent.
    pub status: Status,
    /// When it was sent something last.
    pub sent: Option<Moment>,
    /// Why it refused that.
    pub error: Option<String>,
}

/// Whether a proxy has what it was sent.
///
/// Source: Istio 1.30 pilot/pkg/xds/statusgen.go, debugSyncStatus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The istiod does not say.
    Unknown,
    /// It asked for the type, and there was nothing to send.
    NotSent,
    /// It took what it was sent last.
    Synced,
    /// It has not answered to what it was sent last.
    Stale,
    /// It refused what it was sent.
    Error,
}

/// The proxies of pods, of which nothing but the version is known.
pub fn of_pods(world: &World) -> Vec<Proxy> {
    let proxy = |proxy: version::Proxy| Proxy {
        namespace: Proxy::namespace_of(&proxy.id),
        name: proxy.id,
        cluster: None,
        istiod: None,
        version: proxy.istio_version,
        types: None,
    };
    version::of_pods(world).into_iter().map(proxy).collect()
}
