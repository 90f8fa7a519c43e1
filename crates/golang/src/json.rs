//! JSON as Go's `encoding/json` reads and writes it.

mod literal;
mod quote;
mod read;

pub use literal::Literal;
pub use quote::{Escape, push_quoted, quoted};
pub use read::{Build, Container, Number, SyntaxError, read};
