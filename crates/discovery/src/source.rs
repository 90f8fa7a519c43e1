//! What a proxy is sent, as a stream asks for it.

use std::sync::Arc;

use envoy_api::type_url;
use mesh::{Kind, Served};
use xds::{Resource, Source};

/// What a proxy is sent.
#[derive(Clone)]
pub(crate) struct Config(pub(crate) Arc<Served>);

impl Source for Config {
    fn get(&self, type_url: &str, name: &str) -> Option<Resource> {
        self.0.get(Kind::of_type_url(type_url)?, name)
    }

    fn all(&self, type_url: &str) -> Vec<Resource> {
        Kind::of_type_url(type_url).map(|kind| self.0.all(kind)).unwrap_or_default()
    }

    fn changed(&self, earlier: &Config, type_url: &str) -> Option<Vec<Arc<str>>> {
        let Some(kind) = Kind::of_type_url(type_url) else { return Some(Vec::new()) };
        if !self.0.sees_as(&earlier.0) {
            return None;
        }
        let changes = self.0.snapshot().since(earlier.0.snapshot().generation())?;
        let own = self.0.own_that_may_differ(&earlier.0, kind).map(|one| Arc::clone(&one.name));
        let mut names: Vec<Arc<str>> = own.collect();
        match changes.of(kind) {
            Some(shared) => names.extend(shared.iter().cloned()),
            None if changes.names => names.extend(self.0.all(kind).into_iter().map(|one| one.name)),
            None => {}
        }
        names.sort();
        names.dedup();
        Some(names)
    }

    /// Endpoints are called as their cluster; routes as their listeners say.
    fn followers(&self, type_url: &str, name: &str) -> Vec<Arc<str>> {
        match type_url {
            type_url::CLUSTER => vec![name.into()],
            type_url::LISTENER => self.0.routes_of(name).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn absent(&self, type_url: &str, name: &str) -> Option<Resource> {
        self.0.get_or_empty(Kind::of_type_url(type_url)?, name)
    }
}
