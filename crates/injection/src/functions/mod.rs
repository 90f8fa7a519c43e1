//! The functions that Istio gives to injection templates, on top of sprig's.
//!
//! Source: Istio 1.30 template.go, createTemplateFuncs. None of them fails: bad input gives a fallback.

#[cfg(test)]
mod attack;
mod json;
mod maps;
mod metadata;
mod multus;
mod otel;
mod ports;
mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use gotext::Functions;
use gotext::sprig::Sources;

use crate::Compat;

pub use json::document_of;

/// All functions of a template of Istio 1.4 or later; `environment` is what `env` reads.
pub fn today(compat: Option<Compat>, environment: &BTreeMap<String, String>) -> Functions {
    let compat = compat.unwrap_or(Compat::TODAY);
    let environment = Arc::new(environment.clone());
    let mut functions = gotext::sprig::functions(&sources(Arc::clone(&environment)));
    metadata::declare(&mut functions);
    ports::declare(&mut functions);
    json::declare(&mut functions);
    maps::declare(&mut functions);
    text::declare(&mut functions, environment);
    multus::declare(&mut functions, compat);
    if compat >= Compat::TODAY {
        otel::declare(&mut functions);
    }
    functions
}

/// What sprig may know of the outside: the environment that was given, no clock and no randomness, so that one pod
/// always gives one answer.
fn sources(environment: Arc<BTreeMap<String, String>>) -> Sources {
    let lookup = move |name: &str| environment.get(name).cloned();
    Sources { env: Some(Arc::new(lookup)), ..Sources::default() }
}
