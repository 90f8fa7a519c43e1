//! One file per command.

pub mod config;
pub mod kube_inject;
pub mod render;
