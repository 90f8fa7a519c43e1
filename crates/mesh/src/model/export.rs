//! To whom a Service is shown.

use std::collections::BTreeSet;

/// To whom a Service is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Export {
    /// To all.
    All,
    /// To those of these namespaces, of which there may be none.
    To(BTreeSet<String>),
}

impl Export {
    /// What names say of a Service of a namespace: `*` is all, `~` nobody, `.` its own namespace.
    ///
    /// Source: Istio 1.30 pilot/pkg/model/push_context.go, initServiceRegistry.
    pub fn of<'a>(names: impl Iterator<Item = &'a str>, namespace: &str) -> Export {
        let names: BTreeSet<&str> = names.map(str::trim).collect();
        if names.contains("*") {
            return Export::All;
        }
        if names.contains("~") {
            return Export::To(BTreeSet::new());
        }
        let own = |name: &'_ str| if name == "." { namespace.to_owned() } else { name.to_owned() };
        Export::To(names.into_iter().map(own).collect())
    }

    /// Whether it is shown to those of a namespace.
    pub fn is_to(&self, namespace: &str) -> bool {
        match self {
            Export::All => true,
            Export::To(namespaces) => namespaces.contains(namespace),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_to_whom() {
        for (text, own, other, third) in [
            ("*", true, true, true),
            (".", true, false, false),
            ("~", false, false, false),
            ("other", false, true, false),
            (" . , other ", true, true, false),
            ("~,other", false, false, false),
            ("~,*", true, true, true),
        ] {
            let export = Export::of(text.split(','), "own");
            let found = ["own", "other", "third"].map(|namespace| export.is_to(namespace));
            assert_eq!(found, [own, other, third], "{text}");
        }
    }
}
