//! The messages themselves, generated.

pub mod enums;
pub mod mesh;
pub mod networking;
pub mod providers;
pub mod proxy;
pub mod roots;
pub mod v0_5;
pub mod v1_0;
pub mod v1_1;
pub mod v1_22;
