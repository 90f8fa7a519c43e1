//! The messages of Envoy's discovery protocol that outrigger reads or writes, with Envoy's names and numbers, and no others.
//! What a message has beyond them is passed over when it is read.
//!
//! They are written by hand: a handful of fields of a handful of messages needs no compiler of protocol buffers, and no
//! copy of anybody's files. A number here that is wrong shows in the tests that speak with a real istiod.
//!
//! Source: Envoy's API, v3, and the well-known types of protocol buffers.

mod base;
mod discovery;
mod status;
mod well_known;

pub use self::base::{ControlPlane, Node};
pub use self::discovery::{DiscoveryRequest, DiscoveryResponse, STREAM};
pub use self::status::{
    ClientConfig, ConfigStatus, GenericXdsConfig, PerXdsConfig, Present, UpdateFailureState, per_xds_config,
};
pub use self::well_known::{Any, ListValue, Status, Struct, Timestamp, Value, value};
pub use prost::{DecodeError, Message};
