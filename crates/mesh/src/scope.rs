//! Which Services a proxy is sent.

use std::sync::Arc;

use crate::model::Sidecar;
use crate::view::View;

/// Who sees the same: a namespace, and the name of a Sidecar or nothing.
pub(crate) type Seer = (Arc<str>, Arc<str>);

/// Which Services the proxies of some workloads are sent. Where two are equal, so is what they let through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scope {
    key: Seer,
    sidecar: Option<Arc<Sidecar>>,
}

impl Scope {
    /// That of the proxies of a namespace for which there is a Sidecar or none.
    pub(crate) fn new(namespace: &str, sidecar: Option<Arc<Sidecar>>) -> Scope {
        let name = sidecar.as_ref().map(|sidecar| sidecar.name.to_string()).unwrap_or_default();
        Scope { key: (namespace.into(), name.into()), sidecar }
    }

    /// The proxies' namespace.
    pub(crate) fn namespace(&self) -> &str {
        &self.key.0
    }

    /// What tells it from others of a mesh.
    pub(crate) fn key(&self) -> &Seer {
        &self.key
    }

    /// Whether there is a Sidecar that may leave Services out.
    pub(crate) fn is_narrow(&self) -> bool {
        self.sidecar.is_some()
    }

    /// Whether they are sent a Service.
    pub(crate) fn has(&self, view: &View) -> bool {
        let service = &view.service.name.namespace;
        let imports = |sidecar: &Arc<Sidecar>| sidecar.imports(self.namespace(), service, &view.host);
        view.export.is_to(self.namespace()) && self.sidecar.as_ref().is_none_or(imports)
    }
}
