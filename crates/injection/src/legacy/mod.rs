//! Injection by a single template: Istio 0.5 to 1.8.
//!
//! The template gives containers and volumes as YAML, and these are *appended* to the pod: nothing is merged. The
//! steps are those of later versions in small: decide, validate, render, read, append or patch.
//!
//! Source: Istio 0.5.0, 1.0.2, 1.1.0, 1.2.10 to 1.8.6, pkg/kube/inject/{inject,webhook,app_probe,concurrency}.go
//! (pilot/pkg/kube/inject up to 1.3).

mod arguments;
mod cluster;
mod concurrency;
mod config;
mod data;
mod era;
mod error;
mod group;
mod labels;
mod patch;
mod probes;
mod prometheus;
mod render;
mod rewrite;
mod sidecar;
mod status;
mod workload;

pub use config::LegacyConfig;
pub(crate) use data::LegacyData;
pub use error::LegacyError;
pub(crate) use rewrite::{render, rewritten};

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::config::{Config, Reading, Signs, Values};
    use crate::{Injector, Settings, Version};

    /// An injector without values, of these texts.
    pub fn injector(config: &str, mesh: &str, version: Version) -> Injector {
        let environment = BTreeMap::new();
        let reading = Reading {
            version: Some(version),
            environment: &environment,
            offline: false,
            signs: Signs::default(),
        };
        let config = Config::parse(config, &reading).unwrap();
        let mesh = kubeyaml::read(mesh).unwrap();
        Injector::new(config, Values::parse("").unwrap(), mesh, Settings::default()).unwrap()
    }
}
