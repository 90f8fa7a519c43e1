//! What `outrigger uninstall` prints.

use std::collections::BTreeMap;

use cluster::sidecars::{Carrier, by_owner};
use diagnosis::shell::word;
use kubeyaml::Value;
use manifests::{DEFAULT_REVISION, Identity, Settings};
use objects::names::{INJECTION, REVISION};

use super::found::{Found, State, Why};

/// What stays, and why.
pub fn left_alone(found: &Found, settings: &Settings, is_recorded: bool) -> String {
    let mut groups: BTreeMap<&Why, Vec<&Identity>> = BTreeMap::new();
    for (identity, state) in &found.objects {
        if let State::Left(why) = state {
            groups.entry(why).or_default().push(identity);
        }
    }
    let mut text = String::new();
    if !is_recorded {
        let record = settings.names().record;
        text.push_str(&format!(
            "there is no installation of revision {} in namespace {} (ConfigMap {record})\n",
            settings.revision, settings.namespace
        ));
    }
    let has_authority = groups.contains_key(&Why::Authority);
    for (why, identities) in groups {
        text.push_str(&format!("left alone, {why}:\n{}", lines(identities.into_iter())));
    }
    if has_authority {
        text.push_str(&format!(
            "left alone, pods with a sidecar read the root in it:\n  ConfigMap {} in each namespace where the control plane has \
             written it\n",
            settings.names().root_config_map
        ));
    }
    text
}

/// What would be deleted.
pub fn to_be_deleted(found: &Found) -> String {
    listed("to be deleted, in this order:\n", found.ours().map(|(identity, _)| identity))
}

/// What was deleted.
pub fn deleted(identities: &[Identity]) -> String {
    listed("deleted, in this order:\n", identities.iter())
}

fn listed<'a>(title: &str, identities: impl Iterator<Item = &'a Identity>) -> String {
    let lines = lines(identities);
    if lines.is_empty() { lines } else { format!("{title}{lines}") }
}

fn lines<'a>(identities: impl Iterator<Item = &'a Identity>) -> String {
    identities.map(|identity| format!("  {identity}\n")).collect()
}

/// The pods that carry a sidecar of this revision, by owner.
pub fn still_carrying(carriers: &[Carrier], settings: &Settings) -> String {
    let named = |revision: &str| !matches!(revision, "" | DEFAULT_REVISION);
    let of_this = |carrier: &&Carrier| match settings.is_default_revision() {
        true => !named(&carrier.revision),
        false => carrier.revision == settings.revision,
    };
    let carriers: Vec<Carrier> = carriers.iter().filter(of_this).cloned().collect();
    let revision = &settings.revision;
    if carriers.is_empty() {
        return format!("no pod carries a sidecar of revision {revision}\n");
    }
    let mut text = format!("these carry a sidecar of revision {revision} until they are restarted:\n");
    for ((namespace, owner), count) in by_owner(&carriers) {
        let owner = if owner.is_empty() { "pods without a controller" } else { owner };
        let pods = if count == 1 { "pod" } else { "pods" };
        text.push_str(&format!("  {namespace}: {owner}, {count} {pods}\n"));
    }
    text
}

/// What is said where nobody has read any pods.
pub fn pods_unknown(settings: &Settings) -> String {
    let revision = &settings.revision;
    format!("which pods carry a sidecar of revision {revision} is not known: the snapshot holds no pods\n")
}

/// The namespaces that ask for sidecars of this revision.
pub fn labelled(namespaces: &[Value], settings: &Settings) -> String {
    let mut labels = vec![(REVISION, settings.revision.as_str())];
    if settings.is_default_revision() {
        labels.push((INJECTION, "enabled"));
    }
    let mut text = String::new();
    for (key, value) in labels {
        let asks = |namespace: &&Value| namespace.str_at(&["metadata", "labels", key]) == Some(value);
        let names: Vec<&str> =
            namespaces.iter().filter(asks).filter_map(|n| n.str_at(&["metadata", "name"])).collect();
        if let Some(first) = names.first() {
            text.push_str(&format!(
                "namespaces with the label {key}={value}: {}; `kubectl label namespace {} {key}-` takes it away\n",
                names.join(", "),
                word(first)
            ));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_roots_are_named_beside_the_authority() {
        let settings = Settings::new("a:1".to_owned(), None);
        let authority =
            manifests::possible(&settings).into_iter().find(|identity| identity.outlives).unwrap();
        let with = Found { objects: vec![(authority, State::Left(Why::Authority))] };
        let text = left_alone(&with, &settings, true);
        assert!(text.contains("/istio-ca-secret\n"), "{text}");
        assert!(text.contains("  ConfigMap outrigger-ca-root-cert in each namespace"), "{text}");
        assert_eq!(left_alone(&Found::default(), &settings, true), "");
    }

    #[test]
    fn namespaces_that_ask_for_sidecars_are_named() {
        let namespace = |name: &str, labels: &str| {
            kubeyaml::read(&format!("metadata: {{name: {name}, labels: {{{labels}}}}}")).unwrap()
        };
        let all = [
            namespace("a", "istio.io/rev: outrigger"),
            namespace("b", "istio-injection: enabled"),
            namespace("c", ""),
            namespace("d", "istio.io/rev: outrigger, istio-injection: disabled"),
        ];
        let settings = |revision: &str| Settings {
            revision: revision.to_owned(),
            ..Settings::new("a:1".to_owned(), None)
        };
        for (revision, want) in [
            (
                "outrigger",
                "namespaces with the label istio.io/rev=outrigger: a, d; `kubectl label namespace a istio.io/rev-`",
            ),
            ("default", "namespaces with the label istio-injection=enabled: b; `kubectl"),
            ("canary", ""),
        ] {
            let text = labelled(&all, &settings(revision));
            assert!(text.starts_with(want) && text.is_empty() == want.is_empty(), "{text}");
        }
    }
}
