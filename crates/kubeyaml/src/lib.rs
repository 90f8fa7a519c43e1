//! YAML and JSON documents as Kubernetes' tools read and write them.

mod map;
mod value;

pub use map::Map;
pub use value::{NULL, Text, Value};
