//! The programs that change rules: which are there, how they are run, what their failure means.

mod call;
mod child;
mod explain;
mod sandbox;
mod xtables;

pub use call::{Call, Outcome, PATIENCE, Programs};
pub use child::Children;
pub use explain::{failure, refused_line};
pub use sandbox::Sandbox;
pub use xtables::{Flavour, Xtables};
