//! Which configuration each proxy has been sent by its istiod, and whether the proxy took it.

mod age;
mod machine;
mod rows;
mod told;

use std::collections::BTreeMap;

use golang::time::Moment;
use objects::World;

pub use self::machine::Response;
pub use self::rows::{by_type, subscribed};
pub use self::told::proxies;
use crate::version;

/// A proxy, as an istiod or its pod knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxy {
    /// Its pod and namespace, as `POD.NAMESPACE`.
    pub name: String,
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
    /// Its namespace, as its name says.
    pub fn namespace(&self) -> &str {
        self.name.rsplit_once('.').map_or("", |(_, namespace)| namespace)
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
        name: proxy.id,
        cluster: None,
        istiod: None,
        version: proxy.istio_version,
        types: None,
    };
    version::of_pods(world).into_iter().map(proxy).collect()
}
