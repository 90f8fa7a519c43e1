//! What somebody should know of a mesh: said when it comes up, and no second time.

use std::collections::BTreeSet;

use mesh::Registry;

/// What was said.
#[derive(Debug, Default)]
pub(crate) struct Notes(BTreeSet<String>);

impl Notes {
    /// All of what was said last.
    pub(crate) fn all(&self) -> Vec<String> {
        self.0.iter().cloned().collect()
    }

    /// Says what of a mesh was not said before. `unread` are fields of the mesh config.
    pub(crate) fn tell(&mut self, unread: &[String], registry: &Registry) {
        let mut now = BTreeSet::new();
        for field in unread {
            now.insert(format!("field {field} of the mesh config is not read"));
        }
        for (what, count, (namespace, name)) in registry.ignored().all() {
            now.insert(format!("{what} is not read: {count} of them, such as {namespace}/{name}"));
        }
        now.extend(registry.refused().map(ToString::to_string));
        for note in now.difference(&self.0) {
            tracing::warn!("{note}");
        }
        if registry.ignored().authorization_policies() > 0 {
            tracing::error!("AuthorizationPolicies are not kept to: what they keep out gets in");
        }
        self.0 = now;
    }
}
