//! Flags: what each is, how a command line is read, and what comes first where a flag and a variable speak.
//!
//! ```text
//! words ─► Flags ─┬─► Settings ─► Request, and what else is asked
//! variables ──────┘
//! ```

mod error;
mod given;
mod line;
mod script;
mod settings;
mod table;
mod value;

pub use error::FlagError;
pub(crate) use error::shortened;
pub use given::Flags;
pub use line::Other;
pub use settings::{Environment, Settings};
pub use table::{Flag, Group, Kind, Row};
pub use value::{Value, boolean};
