//! What keeps a function from giving a value.

/// Why a function gave no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The function's own error, printed as `error calling NAME: MESSAGE`.
    #[error("{0}")]
    Message(String),
    /// The step budget is used up.
    #[error("the template takes too many steps; shorten the loops, lists and texts it works on")]
    Steps,
    /// The memory budget is used up.
    #[error("the template makes too much data; shorten the lists and texts it makes")]
    Memory,
    /// Values nest too deeply.
    #[error("the template nests too deeply")]
    Depth,
    /// The output is longer than the budget allows.
    #[error("the template writes too much")]
    Output,
}

impl From<String> for Fault {
    fn from(message: String) -> Fault {
        Fault::Message(message)
    }
}

impl From<&str> for Fault {
    fn from(message: &str) -> Fault {
        Fault::Message(message.to_owned())
    }
}

/// Results that no template can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// That many.
    Count(usize),
    /// Two, of which the second is of this type and not an error.
    Second(&'static str),
}
