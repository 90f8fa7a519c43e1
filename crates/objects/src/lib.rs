//! Kubernetes objects as data, of a file or of a live cluster.
//!
//! - [`World`]: objects by kind, namespace and name; a kind that was not read is unknown;
//! - [`read`]: the objects of a text, with Lists opened;
//! - [`parts`]: which parts of an object matter, and to whom;
//! - [`endpoints`]: which addresses serve a Service;
//! - [`Protocol`]: what a port of a Service speaks;
//! - [`kinds`]: the kinds that outrigger reads and writes; [`names`]: well-known labels, annotations and objects.

pub mod endpoints;
mod kind;
mod lists;
pub mod names;
pub mod parts;
mod protocol;
mod revision;
mod text;
mod world;

pub use kind::{Kind, kinds};
pub use lists::opened;
pub use protocol::Protocol;
pub use revision::of_revision;
pub use text::{MOST_NODES, ObjectsError, read, read_with_lines};
pub use world::World;
