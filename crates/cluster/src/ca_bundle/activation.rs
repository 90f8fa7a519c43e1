//! Entries of a webhook configuration that are to be put in force once a replica serves.
//!
//! `outrigger install` prints a configuration without entries; they are in an annotation. So nobody waits for a webhook
//! whose image is still being pulled, and applying the configuration again takes nothing out of force. What is in force is
//! written down beside it: who empties a configuration by hand, or changes an entry, is not overruled.

use golang::base64;
use kubeyaml::{Map, Value};
use manifests::{ENTRIES, IN_FORCE, fingerprint};
use thiserror::Error;

/// Entries that are to be put in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Awaiting {
    entries: Vec<Value>,
    fingerprint: String,
}

/// An annotation that holds no entries.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("annotation {ENTRIES} does not hold a list of webhook entries: {cause}")]
pub struct NoEntries {
    cause: String,
}

/// The entries of a configuration that are to be put in force; `None` if it has none, or they have been already.
///
/// # Errors
/// What is there are no entries.
pub fn awaiting(configuration: &Value) -> Result<Option<Awaiting>, NoEntries> {
    let annotation = |key| configuration.str_at(&["metadata", "annotations", key]);
    let Some(text) = annotation(ENTRIES) else { return Ok(None) };
    let failed = |cause: String| NoEntries { cause };
    let document = kubeyaml::read(text).map_err(|e| failed(e.to_string()))?;
    let entries = document.as_list().ok_or_else(|| failed(format!("it is {}", document.kind())))?;
    if let Some(entry) = entries.iter().find(|entry| entry.str_at(&["name"]).is_none()) {
        return Err(failed(format!("an entry without a name, {}", entry.kind())));
    }
    // However it is written, the same entries have the same fingerprint.
    let fingerprint = fingerprint(&kubeyaml::to_json(&document));
    if annotation(IN_FORCE) == Some(&fingerprint) {
        return Ok(None);
    }
    Ok(Some(Awaiting { entries: entries.to_vec(), fingerprint }))
}

impl Awaiting {
    /// Namespaces and names of the Services by which the entries are called, each once.
    pub fn services(&self) -> Vec<(&str, &str)> {
        let mut services: Vec<(&str, &str)> = self
            .entries
            .iter()
            .filter_map(|entry| {
                let service = entry.at(&["clientConfig", "service"]);
                Some((service.str_at(&["namespace"])?, service.str_at(&["name"])?))
            })
            .collect();
        services.sort_unstable();
        services.dedup();
        services
    }

    /// Whether there are entries that say nothing of whom to trust.
    pub(crate) fn needs_bundle(&self) -> bool {
        self.entries.iter().any(|entry| bundle_of(entry).is_empty())
    }

    /// The names of the entries.
    pub fn names(&self) -> Vec<String> {
        self.entries.iter().filter_map(|entry| entry.str_at(&["name"]).map(str::to_owned)).collect()
    }

    /// The JSON merge patch that puts them in force, if nobody changes the configuration before. `bundle` is PEM, for
    /// those that have none.
    pub fn patch(&self, configuration: &Value, bundle: Option<&str>) -> Value {
        let entries = self.entries.iter().cloned().map(|mut entry| {
            if let (Some(bundle), true) = (bundle, bundle_of(&entry).is_empty()) {
                entry.map_entry("clientConfig").insert("caBundle", base64::encode(bundle));
            }
            entry
        });
        let mut patch = Value::Null;
        *patch.list_entry("webhooks") = entries.collect();
        let metadata = patch.map_entry("metadata");
        if let Some(version) = configuration.str_at(&["metadata", "resourceVersion"]) {
            metadata.insert("resourceVersion", version);
        }
        let mut annotations = Map::new();
        annotations.insert(IN_FORCE, self.fingerprint.as_str());
        metadata.insert("annotations", annotations);
        patch
    }
}

fn bundle_of(entry: &Value) -> &str {
    entry.str_at(&["clientConfig", "caBundle"]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = "- {name: a.x, clientConfig: {service: {name: s, namespace: ns, port: 443}}}\n\
                       - {name: b.x, clientConfig: {caBundle: Q0E=, service: {name: s, namespace: ns}}}\n";

    fn configuration(entries: Option<&str>, in_force: Option<&str>) -> Value {
        let mut object = kubeyaml::read("metadata: {name: c, resourceVersion: '9'}").unwrap();
        let annotations = object.map_entry("metadata").entry("annotations").become_map();
        for (key, value) in [(ENTRIES, entries), (IN_FORCE, in_force)] {
            if let Some(value) = value {
                annotations.insert(key, value);
            }
        }
        object
    }

    #[test]
    fn entries_are_put_in_force_once() {
        let object = configuration(Some(TWO), None);
        let found = awaiting(&object).unwrap().unwrap();
        assert_eq!(found.services(), [("ns", "s")]);
        assert_eq!(found.names(), ["a.x", "b.x"]);
        assert!(found.needs_bundle());
        let patch = found.patch(&object, Some("PEM"));
        assert_eq!(patch.str_at(&["metadata", "resourceVersion"]), Some("9"));
        let bundles: Vec<_> = patch.items_at(&["webhooks"]).iter().map(bundle_of).collect();
        assert_eq!(bundles, ["UEVN", "Q0E="], "what says whom to trust is left as it is");
        let in_force = patch.str_at(&["metadata", "annotations", IN_FORCE]).unwrap().to_owned();
        for (entries, awaited) in [
            (TWO.to_owned(), false),
            // The same in other words.
            (TWO.replace("port: 443", "\"port\": 443"), false),
            (TWO.replace("443", "444"), true),
            (format!("{TWO}- {{name: c.x}}\n"), true),
        ] {
            let object = configuration(Some(&entries), Some(&in_force));
            assert_eq!(awaiting(&object).unwrap().is_some(), awaited, "{entries}");
        }
        assert_eq!(awaiting(&configuration(None, None)), Ok(None));
        let given = TWO.replace("{service: {name: s, namespace: ns, port: 443}}", "{caBundle: Q0E=, url: u}");
        let given = awaiting(&configuration(Some(&given), None)).unwrap().unwrap();
        assert!(!given.needs_bundle());
        for broken in ["]", "a: b", "- {clientConfig: {}}", "- text", ""] {
            assert!(awaiting(&configuration(Some(broken), None)).is_err(), "{broken}");
        }
    }
}
