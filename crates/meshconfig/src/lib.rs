//! Istio's mesh and proxy config: schema as data, defaults of every era, merging, validation, JSON.
//!
//! A config is a [`MeshConfig`] or [`ProxyConfig`]: a document in canonical form (JSON names, absence for zeros) of a
//! [`schema::Message`], read by the rules of the [`Era`] that it is of.

mod annotations;
mod apply;
mod defaults;
mod duration;
mod era;
mod error;
mod go_text;
mod go_view;
mod json;
mod mesh;
mod network;
mod proxy;
mod report;
pub mod schema;
mod validate;

pub use annotations::{AnnotationError, AnnotationErrors, validate_annotations};
pub use apply::{DecodeError, UnknownFields, apply};
pub use duration::{DurationError, format_duration};
pub use era::Era;
pub use error::MeshError;
pub use go_view::{message_named, template_json};
pub use json::proto_json;
pub use mesh::MeshConfig;
pub use proxy::ProxyConfig;
pub use report::Report;
