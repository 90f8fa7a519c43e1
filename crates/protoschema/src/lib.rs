//! Proto3 messages as data.
//!
//! A [`Message`] is a static table. Documents of it stay [`kubeyaml::Value`]s in canonical form: JSON names, absence for
//! zeros. [`apply`] writes JSON or YAML into one, [`proto_json`] writes one as JSON, both by the rules of Go's jsonpb.
//! With the feature `templates`, a message is also a Go struct to templates.

mod decode;
pub mod duration;
#[cfg(feature = "templates")]
mod go_view;
mod json;
mod schema;

pub use decode::{DecodeError, UnknownFields, apply};
#[cfg(feature = "templates")]
pub use go_view::{DURATION_TYPE, PROTO_MESSAGE, message_value};
pub use json::proto_json;
pub use schema::{Enum, Field, Getter, Kind, Message, Oneof, Shape, Wrapper, field};
