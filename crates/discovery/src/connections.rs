//! Who is connected, and how it stands.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use mesh::Served;

/// The longest version among the metrics, and how many different ones there are at most: it is what clients say.
const LONGEST_VERSION: usize = 64;
const VERSIONS: usize = 100;
/// What all others are counted as.
const OTHER: &str = "other";

/// A proxy that is connected.
#[derive(Clone)]
pub(crate) struct Connection {
    /// What tells it from all others: its node's id and a number.
    pub(crate) id: String,
    /// When it came.
    pub(crate) connected_at: SystemTime,
    /// Where from.
    pub(crate) address: SocketAddr,
    /// What it is sent.
    pub(crate) served: Arc<Served>,
    /// Its pod and namespace, as `POD.NAMESPACE`.
    pub(crate) proxy: String,
    /// The namespace.
    pub(crate) namespace: String,
    /// The cluster that it says it is in.
    pub(crate) cluster: String,
    /// The version of Istio that it says it is of.
    pub(crate) version: String,
    /// How it stands with each type that it asked for, by URL.
    pub(crate) types: BTreeMap<String, Standing>,
}

/// How a proxy stands with a type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// What was sent last; empty if nothing was.
    pub(crate) sent: String,
    /// What it took last; empty if it took nothing.
    pub(crate) acked: String,
    /// When something was sent last.
    pub(crate) sent_at: Option<SystemTime>,
    /// Why it refused the last; empty if it did not.
    pub(crate) error: String,
}

/// All that are connected.
#[derive(Clone, Default)]
pub(crate) struct Connections {
    all: Arc<Mutex<BTreeMap<u64, Connection>>>,
    next: Arc<AtomicU64>,
}

/// The place of a connection, as long as it lasts.
pub(crate) struct Place {
    connections: Connections,
    number: u64,
}

impl Connections {
    /// Adds one.
    pub(crate) fn add(&self, served: &Arc<Served>, address: SocketAddr) -> Place {
        let proxy = served.proxy();
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let connection = Connection {
            id: format!("{}-{number}", proxy.id),
            connected_at: SystemTime::now(),
            address,
            served: Arc::clone(served),
            proxy: format!("{}.{}", proxy.pod.name, proxy.pod.namespace),
            namespace: proxy.pod.namespace.clone(),
            cluster: proxy.cluster.clone(),
            version: proxy.version.clone(),
            types: BTreeMap::new(),
        };
        self.lock().insert(number, connection);
        Place { connections: self.clone(), number }
    }

    /// All of them, in the order in which they came; those of one namespace, if it is not empty.
    pub(crate) fn of_namespace(&self, namespace: &str) -> Vec<Connection> {
        let all = self.lock();
        all.values().filter(|one| namespace.is_empty() || one.namespace == namespace).cloned().collect()
    }

    /// The last that came of a pod, `POD.NAMESPACE`.
    pub(crate) fn named(&self, proxy: &str) -> Option<Connection> {
        self.lock().values().rev().find(|one| one.proxy == proxy).cloned()
    }

    /// How many there are, by version, as a label can have it.
    pub(crate) fn by_version(&self) -> BTreeMap<String, usize> {
        counted(self.lock().values().map(|connection| connection.version.as_str()))
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Connection>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How often there is each version; those beyond what metrics can take together.
fn counted<'a>(versions: impl Iterator<Item = &'a str>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for version in versions {
        let mut label = label(version);
        if counts.len() >= VERSIONS && !counts.contains_key(&label) {
            OTHER.clone_into(&mut label);
        }
        *counts.entry(label).or_default() += 1;
    }
    counts
}

/// A version without what versions have not, and which would end a label or a line of the metrics.
fn label(version: &str) -> String {
    let is_usual = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    version.chars().filter(is_usual).take(LONGEST_VERSION).collect()
}

impl Place {
    /// Notes what it is sent from now on.
    pub(crate) fn serves(&self, served: &Arc<Served>) {
        if let Some(connection) = self.connections.lock().get_mut(&self.number) {
            connection.served = Arc::clone(served);
        }
    }

    /// Notes how it stands with a type. `sent_at` is when something was just sent, if it was.
    pub(crate) fn stands(&self, type_url: &str, standing: &xds::Standing, sent_at: Option<SystemTime>) {
        if let Some(connection) = self.connections.lock().get_mut(&self.number) {
            let noted = connection.types.entry(type_url.to_owned()).or_default();
            noted.sent.clone_from(&standing.sent);
            noted.acked.clone_from(&standing.acked);
            noted.error = standing.error.clone().unwrap_or_default();
            noted.sent_at = sent_at.or(noted.sent_at);
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.connections.lock().remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_clients_call_their_version_the_metrics_can_be_read() {
        for (version, want) in [
            ("1.30.3", "1.30.3"),
            ("1.30-alpha_1+b", "1.30-alpha_1+b"),
            ("1\"} 7\nup{a=\"b\\", "17upab"),
            ("ü", ""),
            (&"1".repeat(1000), &"1".repeat(64)),
        ] {
            assert_eq!(label(version), want, "{version:?}");
        }
        let many: Vec<String> = (0..1000).map(|number| format!("1.{number}")).collect();
        let counts = counted(many.iter().chain(&many).map(String::as_str));
        assert_eq!(counts.len(), VERSIONS + 1);
        assert_eq!((counts["1.0"], counts[OTHER]), (2, 2 * (1000 - VERSIONS)));
    }
}
