//! Istio's mesh and proxy config: schema as data, defaults of every era, merging, validation, JSON.
//!
//! A config is a [`MeshConfig`] or [`ProxyConfig`]: a document in canonical form (JSON names, absence for zeros) of a
//! [`protoschema::Message`], read by the rules of the [`Era`] that it is of.

mod annotations;
mod defaults;
mod duration;
mod era;
mod error;
mod go_text;
#[cfg(feature = "templates")]
mod go_view;
mod mesh;
mod network;
mod proxy;
mod report;
pub mod schema;
pub mod spelling;
mod unknown;
mod validate;

pub use annotations::{AnnotationError, AnnotationErrors, validate_annotations};
pub use duration::format_duration;
pub use era::Era;
pub use error::MeshError;
#[cfg(feature = "templates")]
pub use go_view::template_json;
pub use mesh::MeshConfig;
pub use proxy::ProxyConfig;
pub use report::Report;
pub use unknown::{Unread, UnreadKey, below, unknown_mesh_fields, unknown_proxy_fields};
