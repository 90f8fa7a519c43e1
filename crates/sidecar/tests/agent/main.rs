//! The program as the kubelet and the pod's containers see it: with an Envoy that only seems to be one, and with a real one.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

mod application;
mod certificates;
mod commands;
mod ending;
mod envoy;
mod fake;
mod harness;
mod metrics;
mod probes;
mod starting;
mod status;
#[path = "../support/mod.rs"]
mod support;
