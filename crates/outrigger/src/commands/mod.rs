//! One file per command.

pub mod config;
pub mod duration;
pub mod kube_inject;
pub mod probe;
pub mod render;
pub mod replay;
pub mod webhook;
