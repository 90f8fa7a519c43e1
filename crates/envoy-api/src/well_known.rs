//! The well-known types of protocol buffers, and Google's status.

use std::collections::BTreeMap;

use prost::{Message, Oneof};

/// A message of whatever type (`google.protobuf.Any`).
#[derive(Clone, PartialEq, Eq, Message)]
pub struct Any {
    /// What it is, as `type.googleapis.com/NAME`.
    #[prost(string, tag = "1")]
    pub type_url: String,
    /// The message.
    #[prost(bytes = "vec", tag = "2")]
    pub value: Vec<u8>,
}

/// A moment (`google.protobuf.Timestamp`).
#[derive(Clone, Copy, PartialEq, Eq, Message)]
pub struct Timestamp {
    /// Seconds since 1970 in UTC.
    #[prost(int64, tag = "1")]
    pub seconds: i64,
    /// Nanoseconds beyond them.
    #[prost(int32, tag = "2")]
    pub nanos: i32,
}

/// A JSON object (`google.protobuf.Struct`).
#[derive(Clone, PartialEq, Message)]
pub struct Struct {
    /// Its members.
    #[prost(btree_map = "string, message", tag = "1")]
    pub fields: BTreeMap<String, Value>,
}

/// A JSON value (`google.protobuf.Value`).
#[derive(Clone, PartialEq, Message)]
pub struct Value {
    /// The value; `None` is not valid, and may come all the same.
    #[prost(oneof = "value::Kind", tags = "1, 2, 3, 4, 5, 6")]
    pub kind: Option<value::Kind>,
}

/// A JSON array (`google.protobuf.ListValue`).
#[derive(Clone, PartialEq, Message)]
pub struct ListValue {
    /// Its elements.
    #[prost(message, repeated, tag = "1")]
    pub values: Vec<Value>,
}

/// What a [`Value`] may be.
pub mod value {
    use super::{ListValue, Oneof, Struct};

    /// A JSON value.
    #[derive(Clone, PartialEq, Oneof)]
    pub enum Kind {
        /// Null, whatever the number.
        #[prost(int32, tag = "1")]
        Null(i32),
        /// A number.
        #[prost(double, tag = "2")]
        Number(f64),
        /// A string.
        #[prost(string, tag = "3")]
        Text(String),
        /// True or false.
        #[prost(bool, tag = "4")]
        Bool(bool),
        /// An object.
        #[prost(message, tag = "5")]
        Struct(Struct),
        /// An array.
        #[prost(message, tag = "6")]
        List(ListValue),
    }
}

/// Why something failed (`google.rpc.Status`).
#[derive(Clone, PartialEq, Eq, Message)]
pub struct Status {
    /// A code of gRPC.
    #[prost(int32, tag = "1")]
    pub code: i32,
    /// The same for people.
    #[prost(string, tag = "2")]
    pub message: String,
}

impl Struct {
    /// An object of strings.
    pub fn of_texts<'a>(members: impl IntoIterator<Item = (&'a str, &'a str)>) -> Struct {
        let text = |text: &str| Value { kind: Some(value::Kind::Text(text.to_owned())) };
        Struct { fields: members.into_iter().map(|(name, value)| (name.to_owned(), text(value))).collect() }
    }

    /// A member that is a string.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.fields.get(name)?.kind.as_ref()? {
            value::Kind::Text(text) => Some(text),
            _ => None,
        }
    }
}
