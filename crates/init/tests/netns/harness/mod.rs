//! What the tests are made of.

pub mod call;
pub mod namespace;
pub mod packets;
pub mod program;
pub mod segments;
pub mod service;
pub mod state;
pub mod tools;
pub mod world;
