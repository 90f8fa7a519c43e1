//! Kubernetes' types as data: typed decoding, quantities, struct order, strategic merge.
//!
//! A type is a static table ([`StructType`]); documents stay [`kubeyaml::Value`]s. [`normalize`] gives a document the
//! form it has after a round trip through the Go type, [`merge`] is Kubernetes' strategic merge patch,
//! [`struct_json`] writes a document in the order of the Go struct.

mod decode;
#[cfg(feature = "templates")]
mod go_view;
mod merge;
pub mod quantity;
mod schema;
mod struct_json;
mod time;
pub mod types;

pub use decode::{DecodeError, Options, normalize, normalize_kind};
#[cfg(feature = "templates")]
pub use go_view::{namespaced_name, struct_value, untyped};
pub use merge::{MergeError, merge};
pub use schema::{Embedded, Field, GoField, Kind, Merge, StructType};
pub use struct_json::struct_json;
pub use types::{Workload, workload};
