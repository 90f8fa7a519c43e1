//! Istio's mesh and proxy config: schema as data, defaults of every version, merging, validation, JSON.
//!
//! A config is a [`MeshConfig`] or [`ProxyConfig`]: a document in canonical form (JSON names, absence for zeros) of a
//! [`protoschema::Message`], read by the rules of the [`Version`] that it is of.

mod annotations;
mod check;
mod defaults;
mod duration;
mod error;
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
mod version;

pub use annotations::{
    AnnotationError, AnnotationErrors, KnownAnnotation, check_annotation, known_annotation,
    known_annotations, meant_annotation, validate_annotations,
};
pub use duration::format_duration;
pub use error::MeshError;
#[cfg(feature = "templates")]
pub use go_view::template_json;
pub use mesh::MeshConfig;
pub use proxy::ProxyConfig;
pub use report::Report;
pub use unknown::{Unread, UnreadKey, below, unknown_mesh_fields, unknown_proxy_fields};
pub use version::{
    AlreadyInjected, DeploymentMeta, FsGroup, InjectValues, KnownProbers, Labels, Layout, Multus,
    NativeSwitch, PrometheusMerge, Release, SharedUser, SkipMessage, StatusForm, StatusPort, UrlCluster,
    Version,
};
