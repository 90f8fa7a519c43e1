//! How clients stand with what they were sent: `envoy.service.status.v3`.

use prost::{Enumeration, Message, Oneof};

use crate::{Node, Timestamp};

/// A client and what it was sent (`envoy.service.status.v3.ClientConfig`).
#[derive(Clone, PartialEq, Message)]
pub struct ClientConfig {
    /// The client.
    #[prost(message, optional, tag = "1")]
    pub node: Option<Node>,
    /// How it stands, as older servers say it.
    #[prost(message, repeated, tag = "2")]
    pub xds_config: Vec<PerXdsConfig>,
    /// How it stands with each type of resource.
    #[prost(message, repeated, tag = "3")]
    pub generic_xds_configs: Vec<GenericXdsConfig>,
}

impl ClientConfig {
    /// What an [`crate::Any`] of this message is called.
    pub const TYPE_URL: &str = "type.googleapis.com/envoy.service.status.v3.ClientConfig";
}

/// How a client stands with a type of resource (`ClientConfig.GenericXdsConfig`).
#[derive(Clone, PartialEq, Eq, Message)]
pub struct GenericXdsConfig {
    /// The type.
    #[prost(string, tag = "1")]
    pub type_url: String,
    /// When it was sent something last.
    #[prost(message, optional, tag = "5")]
    pub last_updated: Option<Timestamp>,
    /// Whether it has that.
    #[prost(enumeration = "ConfigStatus", tag = "6")]
    pub config_status: i32,
    /// Why it refused it.
    #[prost(message, optional, tag = "8")]
    pub error_state: Option<UpdateFailureState>,
}

/// How a client stands with one of the first types of resource; no longer used by Istio since 1.24
/// (`envoy.service.status.v3.PerXdsConfig`).
#[derive(Clone, PartialEq, Eq, Message)]
pub struct PerXdsConfig {
    /// Whether it has what it was sent.
    #[prost(enumeration = "ConfigStatus", tag = "1")]
    pub status: i32,
    /// Which type it is.
    #[prost(oneof = "per_xds_config::Kind", tags = "2, 3, 4, 6")]
    pub kind: Option<per_xds_config::Kind>,
}

/// What a [`PerXdsConfig`] may be about.
pub mod per_xds_config {
    use super::{Oneof, Present};

    /// A type of resource.
    #[derive(Clone, PartialEq, Eq, Oneof)]
    pub enum Kind {
        /// Listeners.
        #[prost(message, tag = "2")]
        Listener(Present),
        /// Clusters.
        #[prost(message, tag = "3")]
        Cluster(Present),
        /// Routes.
        #[prost(message, tag = "4")]
        Route(Present),
        /// Endpoints.
        #[prost(message, tag = "6")]
        Endpoint(Present),
    }
}

/// A message of which only matters that it is there.
#[derive(Clone, Copy, PartialEq, Eq, Message)]
pub struct Present {}

/// What a client refused (`envoy.admin.v3.UpdateFailureState`).
#[derive(Clone, PartialEq, Eq, Message)]
pub struct UpdateFailureState {
    /// When it was sent.
    #[prost(message, optional, tag = "2")]
    pub last_update_attempt: Option<Timestamp>,
    /// Why it was refused.
    #[prost(string, tag = "3")]
    pub details: String,
}

/// Whether a client has what it was sent (`envoy.service.status.v3.ConfigStatus`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Enumeration)]
#[repr(i32)]
pub enum ConfigStatus {
    /// It is not said.
    Unknown = 0,
    /// It has it.
    Synced = 1,
    /// Nothing was sent.
    NotSent = 2,
    /// It has not answered yet.
    Stale = 3,
    /// It refused it.
    Error = 4,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Struct;

    /// Bytes written by hand after Envoy's files, so that a number that is wrong on both sides shows.
    #[test]
    fn the_numbers_are_envoys() {
        let bytes = [
            &b"\x0a\x13\x0a\x03p.n\x1a\x0c\x0a\x0a\x0a\x01K\x12\x05\x1a\x03abc"[..],
            // A field that is not known, number 15, a text.
            b"\x7a\x02xx",
            b"\x1a\x15\x0a\x01t\x2a\x04\x08\x05\x10\x07\x30\x04\x42\x08\x12\x02\x08\x01\x1a\x02no",
            b"\x12\x04\x08\x01\x1a\x00",
        ]
        .concat();
        let config = ClientConfig::decode(&*bytes).unwrap();
        let node = config.node.as_ref().unwrap();
        assert_eq!((node.id.as_str(), node.metadata.as_ref().unwrap().text("K")), ("p.n", Some("abc")));
        let [generic] = &config.generic_xds_configs[..] else { panic!("one") };
        assert_eq!((generic.type_url.as_str(), generic.config_status()), ("t", ConfigStatus::Error));
        assert_eq!(generic.last_updated, Some(Timestamp { seconds: 5, nanos: 7 }));
        assert_eq!(generic.error_state.as_ref().unwrap().details, "no");
        let [old] = &config.xds_config[..] else { panic!("one") };
        assert_eq!(old.status(), ConfigStatus::Synced);
        assert!(matches!(old.kind, Some(per_xds_config::Kind::Cluster(_))));
    }

    #[test]
    fn depth_and_broken_messages_are_errors() {
        let mut value = crate::Value { kind: None };
        for _ in 0..200 {
            let fields = [("a".to_owned(), value)].into();
            value = crate::Value { kind: Some(crate::value::Kind::Struct(Struct { fields })) };
        }
        assert!(crate::Value::decode(&*value.encode_to_vec()).is_err());
        for broken in
            [&b"\x0a\x7f"[..], b"\x0a\x01\xff", b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", b"\x08"]
        {
            assert!(ClientConfig::decode(broken).is_err(), "{broken:?}");
        }
    }
}
