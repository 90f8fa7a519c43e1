//! Envoy's messages as they are used here.

pub(crate) mod http;
pub(crate) mod parts;
pub(crate) mod tcp;
pub(crate) mod tls;
