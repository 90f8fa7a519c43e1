//! YAML and JSON documents as Kubernetes' tools read and write them.
//!
//! Everything is one type, [`Value`], with sorted mappings ([`Map`]). YAML is read and written to the byte as
//! `sigs.k8s.io/yaml` 1.6 does (YAML 1.1 with the resolver of go-yaml v2), JSON as Go's `encoding/json`.

mod documents;
mod json;
mod map;
mod number;
mod read;
mod resolve;
mod stencil;
mod value;
mod write;

pub use documents::{Document, DocumentError, Documents, documents};
pub use json::{
    Exhausted, JsonError, Meter, MeteredError, Tariff, from_json, from_json_metered, json_quoted, to_json,
    to_json_into,
};
pub use map::Map;
pub use number::{scalar_text, through_json};
pub use read::{
    Entry, Node, ReadError, Shape, outline, read, read_alone, read_bytes, read_mapping, read_within,
};
#[doc(hidden)]
pub use read::{read_directly, read_in_full};
pub use stencil::{Pattern, Stencil};
pub use value::{NULL, Text, Value};
pub use write::{Lines, Place, write, write_entry_into, write_into, write_item_into, write_lines_into};
