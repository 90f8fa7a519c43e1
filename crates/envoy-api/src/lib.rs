//! The messages that Envoy, istiod and their agents exchange, as far as outrigger reads or writes them, with the names and
//! numbers of Envoy, Istio and gRPC, and no others. What a message has beyond them is passed over when it is read.
//!
//! The files in `proto` are our own subset; `generate` makes Rust of them, which is checked in, and holds them against all of
//! Envoy's messages. Equal messages are equal bytes: maps are sorted.
//!
//! Source: Envoy's API, v3; Istio 1.30 security/v1alpha1 and pkg/dns; gRPC's health checking; protocol buffers' own types.

mod any;
mod debug;
mod generated;
pub mod method;
pub mod structs;
pub mod type_url;

/// What the messages are called and made of: a `google.protobuf.FileDescriptorSet`, for who has to show them.
pub const DESCRIPTIONS: &[u8] = include_bytes!("generated/descriptions.binpb");

pub use prost::{DecodeError, Message, Name};
pub use prost_types::{Any, Duration, ListValue, Struct, Timestamp, Value, value};

pub use self::any::any;
pub use self::generated::{envoy, google, grpc, istio};

pub use self::envoy::admin::v3::UpdateFailureState;
pub use self::envoy::config::core::v3::{ControlPlane, Node};
pub use self::envoy::service::discovery::v3::{
    DeltaDiscoveryRequest, DeltaDiscoveryResponse, DiscoveryRequest, DiscoveryResponse, Resource,
};
pub use self::envoy::service::status::v3::client_config::GenericXdsConfig;
pub use self::envoy::service::status::v3::{ClientConfig, ConfigStatus, PerXdsConfig, per_xds_config};
pub use self::google::rpc::Status;
