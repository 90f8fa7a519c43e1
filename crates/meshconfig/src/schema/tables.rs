//! The messages themselves, generated.

pub mod earlier;
pub mod enums;
pub mod mesh;
pub mod networking;
pub mod providers;
pub mod proxy;
pub mod roots;
