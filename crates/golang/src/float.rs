//! Floats: as `strconv` writes and reads them.

mod digits;
mod format;
mod parse;

pub use format::{format, push_general, push_json};
pub use parse::parse;

/// The size of a float: what its shortest digits and its range depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// `float32`
    Bits32,
    /// `float64`
    Bits64,
}
