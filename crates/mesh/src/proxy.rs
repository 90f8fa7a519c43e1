//! Who asks.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};

use crate::model::{Labels, Name};

/// An Envoy beside a workload, by what its first request says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxy {
    /// What it calls itself.
    pub id: String,
    /// The pod's addresses, the one of its id first.
    pub addresses: Vec<IpAddr>,
    /// The pod.
    pub pod: Name,
    /// Who it runs as, by its own word; empty if it does not say.
    pub service_account: String,
    /// The version of Istio that it says it is of.
    pub version: String,
    /// The cluster that it says it is in.
    pub cluster: String,
    /// Its labels by its own word, which count as long as its pod is not known.
    pub labels: Labels,
    /// How traffic comes to it.
    pub interception: Interception,
    /// Ports that it listens on for others, which no Service may have.
    pub reserved_ports: [u16; 2],
}

/// How traffic comes to a proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interception {
    /// It is redirected.
    Redirect,
    /// It comes with its own addresses.
    Tproxy,
    /// It does not come by itself.
    None,
}

/// Why somebody is not sent anything.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProxyError {
    /// The name is not one.
    #[error("node id {id:?} is not TYPE~IP~POD.NAMESPACE~DOMAIN")]
    Id {
        /// The name.
        id: String,
    },
    /// It is not beside a workload.
    #[error("node {id:?} is of type {kind:?}; only `sidecar` is served here")]
    Kind {
        /// The name.
        id: String,
        /// The type.
        kind: String,
    },
    /// The name and the rest say different things.
    #[error("node {id:?} says that its namespace is {namespace:?}")]
    Namespace {
        /// The name.
        id: String,
        /// What its metadata says.
        namespace: String,
    },
}

impl Proxy {
    /// A proxy of its node's id and of the texts among its metadata, labels apart.
    ///
    /// # Errors
    /// What is not the id of a sidecar, or does not fit the metadata.
    ///
    /// Source: Istio 1.30 pkg/model/proxy.go; pilot/pkg/model/context.go, ParseServiceNodeWithMetadata.
    pub fn of(id: &str, metadata: &BTreeMap<String, String>, labels: Labels) -> Result<Proxy, ProxyError> {
        let wrong = || ProxyError::Id { id: id.chars().take(1000).collect() };
        let mut parts = id.split('~');
        let (Some(kind), Some(address), Some(pod), Some(_domain), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong());
        };
        if kind != "sidecar" {
            return Err(ProxyError::Kind { id: id.to_owned(), kind: kind.to_owned() });
        }
        let (name, namespace) =
            pod.rsplit_once('.').filter(|(name, _)| !name.is_empty()).ok_or_else(wrong)?;
        let text = |key: &str| metadata.get(key).map(String::as_str).unwrap_or_default();
        if !text("NAMESPACE").is_empty() && text("NAMESPACE") != namespace {
            let namespace = text("NAMESPACE").to_owned();
            return Err(ProxyError::Namespace { id: id.to_owned(), namespace });
        }
        let mut addresses: Vec<IpAddr> = vec![address.parse().map_err(|_| wrong())?];
        // A pod has one address of each family.
        for address in text("INSTANCE_IPS").split(',').take(16).filter_map(|text| text.trim().parse().ok()) {
            if !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        let port = |key: &str, default| text(key).parse().unwrap_or(default);
        Ok(Proxy {
            id: id.to_owned(),
            addresses,
            pod: Name::new(namespace, name),
            service_account: text("SERVICE_ACCOUNT").to_owned(),
            version: text("ISTIO_VERSION").to_owned(),
            cluster: text("CLUSTER_ID").to_owned(),
            labels,
            interception: match text("INTERCEPTION_MODE") {
                "TPROXY" => Interception::Tproxy,
                "NONE" => Interception::None,
                _ => Interception::Redirect,
            },
            reserved_ports: [port("ENVOY_STATUS_PORT", 15021), port("ENVOY_PROMETHEUS_PORT", 15090)],
        })
    }

    /// The pod's first address.
    pub fn address(&self) -> IpAddr {
        self.addresses.first().copied().unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
    }

    /// Whether it has no address of IPv4.
    pub fn is_ipv6_only(&self) -> bool {
        self.addresses.iter().all(IpAddr::is_ipv6)
    }

    /// Whether it has addresses of both families.
    pub fn has_both_families(&self) -> bool {
        self.addresses.iter().any(IpAddr::is_ipv4) && self.addresses.iter().any(IpAddr::is_ipv6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxy(id: &str, metadata: &[(&str, &str)]) -> Result<Proxy, ProxyError> {
        let metadata = metadata.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        Proxy::of(id, &metadata.collect(), Labels::new())
    }

    #[test]
    fn an_id_tells_address_and_pod() {
        let found = proxy(
            "sidecar~10.0.0.1~web-1.2.shop~shop.svc.cluster.local",
            &[
                ("NAMESPACE", "shop"),
                ("SERVICE_ACCOUNT", "sa"),
                ("ISTIO_VERSION", "1.30.3"),
                ("INSTANCE_IPS", "10.0.0.1,fd00::1"),
                ("INTERCEPTION_MODE", "TPROXY"),
                ("ENVOY_STATUS_PORT", "1"),
            ],
        )
        .unwrap();
        assert_eq!((found.pod, found.version.as_str()), (Name::new("shop", "web-1.2"), "1.30.3"));
        assert_eq!(found.addresses.len(), 2);
        assert_eq!((found.interception, found.reserved_ports), (Interception::Tproxy, [1, 15090]));
    }

    #[test]
    fn what_is_not_an_id_is_refused() {
        for (id, metadata, part) in [
            ("", &[][..], "is not TYPE~IP"),
            ("sidecar~10.0.0.1~a.b", &[], "is not TYPE~IP"),
            ("sidecar~10.0.0.1~a.b~d~e", &[], "is not TYPE~IP"),
            ("sidecar~x~a.b~d", &[], "is not TYPE~IP"),
            ("sidecar~10.0.0.1~b~d", &[], "is not TYPE~IP"),
            ("sidecar~10.0.0.1~.b~d", &[], "is not TYPE~IP"),
            ("router~10.0.0.1~a.b~d", &[], "is of type \"router\""),
            ("sidecar~10.0.0.1~a.b~d", &[("NAMESPACE", "c")], "its namespace is \"c\""),
        ] {
            let error = proxy(id, metadata).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        }
    }
}
