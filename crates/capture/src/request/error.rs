//! What cannot be meant.

use crate::flags::{Flag, shortened};

/// A flag's value cannot be meant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{flag}: {shown:?} cannot be used: {cause}", shown = shortened(value))]
pub struct RequestError {
    /// The flag or variable.
    pub flag: Flag,
    /// The value, or the part of it.
    pub value: String,
    /// Why.
    pub cause: String,
}
