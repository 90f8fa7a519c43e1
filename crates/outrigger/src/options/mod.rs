//! Arguments that several commands have, and what they mean.

pub mod access;
pub mod address;
pub mod configuration;
pub mod control;
pub mod duration;
pub mod form;
pub mod injectors;
pub mod known;
pub mod manifests;
pub mod namespaces;
pub mod place;
pub mod xds;
