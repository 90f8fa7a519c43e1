//! What somebody should know of a mesh: said when it comes up, and no second time.

use std::collections::BTreeSet;

use mesh::Registry;

/// What is said of AuthorizationPolicies.
const NOT_KEPT_TO: &str = "AuthorizationPolicies are not kept to: what they keep out gets in";

/// What was said.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    all: BTreeSet<String>,
    policies: Once,
}

/// What is said once, until it is another or over.
#[derive(Debug, Default)]
pub(crate) struct Once(Option<String>);

impl Once {
    /// Whether it is to be said: it was not said last.
    pub(crate) fn is_news(&mut self, text: Option<&str>) -> bool {
        let is_news = text.is_some() && text != self.0.as_deref();
        self.0 = text.map(str::to_owned);
        is_news
    }
}

impl Notes {
    /// All of what was said last.
    pub(crate) fn all(&self) -> Vec<String> {
        self.all.iter().cloned().collect()
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
        for note in now.difference(&self.all) {
            tracing::warn!("{note}");
        }
        let has_policies = registry.ignored().authorization_policies() > 0;
        if self.policies.is_news(has_policies.then_some(NOT_KEPT_TO)) {
            tracing::error!("{NOT_KEPT_TO}");
        }
        self.all = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lasts_is_said_once() {
        let mut once = Once::default();
        for (text, want) in [
            (None, false),
            (Some("a"), true),
            (Some("a"), false),
            (Some("b"), true),
            (None, false),
            (Some("b"), true),
        ] {
            assert_eq!(once.is_news(text), want, "{text:?}");
        }
    }
}
