//! A change of a label, an annotation or the network of a pod.

use std::fmt;

use kubeyaml::Value;

use super::super::inquiry::Case;

/// A change. A value that is `None` takes the label or annotation away.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edit {
    /// Of the namespace's labels.
    NamespaceLabel {
        /// The label.
        key: String,
        /// Its value.
        value: Option<String>,
    },
    /// Of the pod's labels, in its template where it has one.
    PodLabel {
        /// The label.
        key: String,
        /// Its value.
        value: Option<String>,
    },
    /// Of the pod's annotations.
    PodAnnotation {
        /// The annotation.
        key: String,
        /// Its value.
        value: Option<String>,
    },
    /// The pod gives up the node's network.
    OwnNetwork,
}

impl Edit {
    /// Whether it changes the namespace.
    pub fn is_of_namespace(&self) -> bool {
        matches!(self, Edit::NamespaceLabel { .. })
    }

    /// What it changes: no change has two of the same.
    pub fn target(&self) -> (u8, &str) {
        match self {
            Edit::NamespaceLabel { key, .. } => (0, key),
            Edit::PodLabel { key, .. } => (1, key),
            Edit::PodAnnotation { key, .. } => (2, key),
            Edit::OwnNetwork => (3, ""),
        }
    }
}

impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, key, value) = match self {
            Edit::NamespaceLabel { key, value } => ("the namespace's label", key, value),
            Edit::PodLabel { key, value } => ("the pod's label", key, value),
            Edit::PodAnnotation { key, value } => ("the pod's annotation", key, value),
            Edit::OwnNetwork => return f.write_str("the pod without hostNetwork"),
        };
        match value {
            Some(value) => write!(f, "{what} {key}={value}"),
            None => write!(f, "{what} {key} taken away"),
        }
    }
}

/// The case with changes; `None` if they change nothing.
pub fn applied<'a>(case: &Case<'a>, edits: &[Edit]) -> Option<Case<'a>> {
    let mut changed = case.clone();
    for edit in edits {
        let differs = match edit {
            Edit::NamespaceLabel { key, value } => {
                let labels = changed.labels.get_or_insert_default();
                let before = labels.get(key).cloned();
                match value {
                    Some(value) => drop(labels.insert(key.as_str(), value.as_str())),
                    None => drop(labels.remove(key)),
                }
                before.as_ref() != labels.get(key)
            }
            Edit::PodLabel { key, value } => set(&mut changed.pod, "labels", key, value.as_deref()),
            Edit::PodAnnotation { key, value } => set(&mut changed.pod, "annotations", key, value.as_deref()),
            Edit::OwnNetwork => changed.pod.map_entry("spec").remove("hostNetwork").is_some(),
        };
        if !differs {
            return None;
        }
    }
    Some(changed)
}

fn set(pod: &mut Value, part: &str, key: &str, value: Option<&str>) -> bool {
    let entries = pod.map_entry("metadata").entry(part).become_map();
    let before = entries.get(key).cloned();
    match value {
        Some(value) => drop(entries.insert(key, value)),
        None => drop(entries.remove(key)),
    }
    before.as_ref() != entries.get(key)
}
