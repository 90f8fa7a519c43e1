//! Go's text/template with typed data, and sprig: no I/O, no clock, no environment.
//!
//! A [`Template`] is parsed once with its [`Functions`] and executed on a [`Value`] within a [`Budget`]. What it gives, and
//! the text of every error, is what Go 1.26 gives.
//!
//! The way through the code: `lex` makes tokens of text, `parse` trees of tokens, `exec` output of trees; `builtins` are the
//! functions every template has, `format` is Go's `fmt`, `value` says what data looks like, and `functions` how others are
//! declared.

mod asks;
pub mod budget;
mod builtins;
pub mod error;
mod exec;
pub mod fault;
mod flow;
pub mod format;
pub mod functions;
mod lex;
mod nested;
mod observe;
mod parse;
pub mod sprig;
mod template;
pub mod time;
mod unknown;
pub mod value;

pub use asks::{Asks, Chain};
pub use budget::{Budget, Meter};
pub use error::{Cause, ExecError, ParseError};
pub use fault::{Fault, Unfit};
pub use flow::{Argument, Printed, Rules};
pub use functions::{Call, Function, Functions, Method, Receiver, Signature};
pub use nested::Nested;
pub use observe::Observer;
pub use sprig::to_json;
pub use template::{MissingKey, Template};
pub use unknown::UnknownField;
pub use value::{
    Data, EnumType, FloatType, IntType, Interface, JsonField, List, ListType, Map, MapIter, MapType, Omit,
    Pointer, Record, StringType, Struct, StructType, Target, Text, Type, UintType, Value,
};
