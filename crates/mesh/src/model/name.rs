//! What an object is called.

use std::fmt;

use kubeyaml::Value;

/// A namespace and a name in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The namespace.
    pub namespace: String,
    /// The name.
    pub name: String,
}

impl Name {
    /// A name by its parts.
    pub fn new(namespace: impl Into<String>, name: impl Into<String>) -> Name {
        Name { namespace: namespace.into(), name: name.into() }
    }

    /// The name of an object of a kind that lives in namespaces; one that says none is in `default`, as for kubectl.
    pub fn of(object: &Value) -> Name {
        let part = |key| object.str_at(&["metadata", key]).unwrap_or_default();
        let namespace = Some(part("namespace")).filter(|namespace| !namespace.is_empty());
        Name::new(namespace.unwrap_or("default"), part("name"))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.namespace, self.name)
    }
}

/// Whether a text is what Kubernetes calls a DNS label: lower-case letters, digits and hyphens, 63 at most. Names of Services
/// and namespaces are, so that a name made of several cannot be taken for another's.
///
/// Source: Kubernetes apimachinery pkg/util/validation, IsDNS1123Label.
pub fn is_label(text: &str) -> bool {
    let inner = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit();
    let ends = [text.as_bytes().first(), text.as_bytes().last()];
    text.len() <= 63
        && ends.into_iter().all(|end| end.is_some_and(|c| inner(*c)))
        && text.bytes().all(|c| inner(c) || c == b'-')
}

/// When an object was made, as its text: such texts are in order of time. Empty where it does not say, which is before all
/// others.
pub(super) fn created(object: &Value) -> String {
    object.str_at(&["metadata", "creationTimestamp"]).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_dns_labels() {
        let (most, long) = ("a".repeat(63), "a".repeat(64));
        for (text, want) in [
            ("a", true),
            ("a-1", true),
            (&most, true),
            (&long, false),
            ("", false),
            ("-a", false),
            ("a-", false),
            ("a.b", false),
            ("a|b", false),
            ("A", false),
            ("ä", false),
        ] {
            assert_eq!(is_label(text), want, "{text}");
        }
    }

    #[test]
    fn an_object_without_a_namespace_is_in_the_default_one() {
        let name = |text: &str| Name::of(&kubeyaml::read(text).unwrap()).to_string();
        assert_eq!(name("metadata: {name: a, namespace: b}"), "b/a");
        assert_eq!(name("metadata: {name: a}"), "default/a");
    }
}
