//! What the author of a pod should know: things that are allowed, and do not do what they seem to.

mod annotations;
mod inject;
mod kinds;
mod of_pod;
mod pod;

pub use kinds::Advice;
pub(crate) use of_pod::of_pod;
