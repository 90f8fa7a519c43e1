//! The rules of traffic capture, proved with packets in network namespaces: what counts is where a call arrives.
//!
//! `make netns` runs it. The variable `OUTRIGGER_INIT` names another program to hold against the same packets,
//! such as Istio's own `istio-iptables`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]
#![allow(clippy::string_slice, missing_docs, reason = "tests may fail loudly, and have no users")]

mod applying;
mod changes;
mod cleaning;
mod dns;
mod drop_invalid;
mod dual_stack;
mod envoy;
mod finishing;
mod harness;
mod inbound;
mod legacy;
mod loopback;
mod outbound;
mod privileges;
mod refusals;
mod together;
mod tproxy;
mod validation;
