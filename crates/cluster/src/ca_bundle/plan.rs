//! Which write follows from what a webhook configuration holds. No clock and no network here.

use golang::base64;
use kubeyaml::{Map, Value};
use objects::names::{ISTIO_ENTRIES, OWN_ENTRIES, REVISION};

/// Entries with names that end so are injectors'.
const SUFFIXES: [&str; 2] = [ISTIO_ENTRIES, OWN_ENTRIES];

/// Which entries are to be kept true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entries {
    /// All that are injectors'.
    Injectors,
    /// The one of this name.
    Named(String),
}

/// What is to be done about a webhook configuration.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// There is none of that name.
    Absent,
    /// It belongs to another revision.
    WrongRevision {
        /// Which one.
        found: String,
    },
    /// No entry in it is an injector's.
    NoEntry,
    /// All entries hold the bundle already.
    InPlace,
    /// This strategic merge patch makes it so, if nobody changes the object before.
    Write {
        /// The patch.
        patch: Value,
        /// The entries that it changes.
        entries: Vec<String>,
    },
}

/// Decides about a configuration. `bundle` is PEM; it must have been checked. Without a `revision` any will do.
///
/// Source: Istio 1.30 pkg/webhooks/webhookpatch.go, patchMutatingWebhookConfig; a configuration without the label is
/// patched as Istio 1.0 did.
pub fn plan(
    configuration: Option<&Value>,
    entries: &Entries,
    revision: Option<&str>,
    bundle: &str,
) -> Verdict {
    let Some(configuration) = configuration else { return Verdict::Absent };
    if let Some(found) = revision.and_then(|revision| other_revision(configuration, revision)) {
        return Verdict::WrongRevision { found: found.to_owned() };
    }
    let name = |entry: &Value| entry.str_at(&["name"]).unwrap_or_default().to_owned();
    let is_ours = |entry: &&Value| match entries {
        Entries::Injectors => SUFFIXES.iter().any(|suffix| name(entry).ends_with(suffix)),
        Entries::Named(wanted) => name(entry) == *wanted,
    };
    let ours: Vec<&Value> = configuration.items_at(&["webhooks"]).iter().filter(is_ours).collect();
    if ours.is_empty() {
        return Verdict::NoEntry;
    }
    let encoded = base64::encode(bundle);
    let holds = |entry: &&&Value| entry.str_at(&["clientConfig", "caBundle"]) != Some(&encoded);
    let wrong: Vec<String> = ours.iter().filter(holds).map(|entry| name(entry)).collect();
    if wrong.is_empty() {
        return Verdict::InPlace;
    }
    Verdict::Write { patch: patch(configuration, &wrong, &encoded), entries: wrong }
}

/// The revision that a configuration says to be of, if it is not this one.
pub(super) fn other_revision<'a>(configuration: &'a Value, revision: &str) -> Option<&'a str> {
    let wanted = if revision.is_empty() { "default" } else { revision };
    configuration.str_at(&["metadata", "labels", REVISION]).filter(|found| *found != wanted)
}

fn patch(configuration: &Value, entries: &[String], encoded: &str) -> Value {
    let mut patch = Value::Null;
    if let Some(version) = configuration.str_at(&["metadata", "resourceVersion"]) {
        patch.map_entry("metadata").insert("resourceVersion", version);
    }
    let changes = entries.iter().map(|name| {
        let mut client = Map::new();
        client.insert("caBundle", encoded);
        let mut entry = Map::new();
        entry.insert("name", name.as_str());
        entry.insert("clientConfig", client);
        Value::Map(entry)
    });
    *patch.list_entry("webhooks") = changes.collect();
    patch
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUNDLE: &str = "PEM";
    const ENCODED: &str = "UEVN";

    fn configuration(label: Option<&str>, entries: &[(&str, Option<&str>)]) -> Value {
        let mut object = kubeyaml::read("metadata: {name: c, resourceVersion: '9'}\nwebhooks: []\n").unwrap();
        if let Some(label) = label {
            object.map_entry("metadata").entry("labels").become_map().insert(REVISION, label);
        }
        for (name, bundle) in entries {
            let mut entry = kubeyaml::read("clientConfig: {service: {name: s}}\n").unwrap();
            entry.become_map().insert("name", *name);
            if let Some(bundle) = bundle {
                entry.map_entry("clientConfig").insert("caBundle", *bundle);
            }
            object.list_entry("webhooks").push(entry);
        }
        object
    }

    fn written(verdict: Verdict) -> Vec<String> {
        let Verdict::Write { patch, entries } = verdict else { panic!("{verdict:?}") };
        assert_eq!(patch.str_at(&["metadata", "resourceVersion"]), Some("9"));
        let patched = patch.items_at(&["webhooks"]);
        assert_eq!(patched.iter().map(|e| e.str_at(&["name"]).unwrap()).collect::<Vec<_>>(), entries);
        for entry in patched {
            assert_eq!(entry.at(&["clientConfig"]).as_map().unwrap().len(), 1);
            assert_eq!(entry.str_at(&["clientConfig", "caBundle"]), Some(ENCODED));
        }
        entries
    }

    #[test]
    fn what_is_written_follows_from_what_is_there() {
        let (a, b) = ("rev.namespace.sidecar-injector.istio.io", "object.sidecar-injector.istio.io");
        let other = "validation.istio.io";
        let all = Entries::Injectors;
        for (case, object, revision, want) in [
            ("none", None, "", Verdict::Absent),
            (
                "another revision",
                Some(configuration(Some("canary"), &[(a, None)])),
                "",
                Verdict::WrongRevision { found: "canary".to_owned() },
            ),
            (
                "the default one is not ours",
                Some(configuration(Some("default"), &[(a, None)])),
                "canary",
                Verdict::WrongRevision { found: "default".to_owned() },
            ),
            ("nothing of ours", Some(configuration(None, &[(other, None)])), "", Verdict::NoEntry),
            ("no entries", Some(configuration(None, &[])), "", Verdict::NoEntry),
            (
                "all is well",
                Some(configuration(
                    Some("default"),
                    &[(a, Some(ENCODED)), (b, Some(ENCODED)), (other, None)],
                )),
                "",
                Verdict::InPlace,
            ),
            (
                "all is well in a revision",
                Some(configuration(Some("canary"), &[(a, Some(ENCODED))])),
                "canary",
                Verdict::InPlace,
            ),
        ] {
            assert_eq!(plan(object.as_ref(), &all, Some(revision), BUNDLE), want, "{case}");
        }
        for (case, object, entries, want) in [
            ("new", configuration(Some("default"), &[(a, None), (b, None), (other, None)]), &all, vec![a, b]),
            ("foreign", configuration(None, &[(a, Some("Zm9v")), (b, Some(ENCODED))]), &all, vec![a]),
            ("empty", configuration(None, &[(a, Some(""))]), &all, vec![a]),
            (
                "with names of ours",
                configuration(None, &[("rev.namespace.sidecar-injector.outrigger", None)]),
                &all,
                vec!["rev.namespace.sidecar-injector.outrigger"],
            ),
            (
                "of 1.0",
                configuration(None, &[("sidecar-injector.istio.io", Some(""))]),
                &all,
                vec!["sidecar-injector.istio.io"],
            ),
            (
                "one by name",
                configuration(None, &[(a, None), (other, None)]),
                &Entries::Named(other.to_owned()),
                vec![other],
            ),
        ] {
            assert_eq!(written(plan(Some(&object), entries, Some(""), BUNDLE)), want, "{case}");
        }
    }
}
