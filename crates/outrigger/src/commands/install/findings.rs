//! What follows from what was seen in a cluster.

use manifests::ownership::Ownership;
use manifests::{Naming, Settings};
use objects::names::AUTHORITY_SECRET;

use super::look::Seen;
use crate::failure::Failure;

/// Refuses an installation that would harm what is there.
///
/// # Errors
/// An object of somebody else has one of the names; the names are Istio's and there is an Istio; another injector answers
/// for the same pods; or what is to be read does not exist.
pub fn refuse(seen: &Seen, settings: &Settings) -> Result<(), Failure> {
    let refused = |cause: String| Err(Failure::new(cause).at(seen.server.clone()));
    let istio_configurations = seen.injectors.iter().filter(|i| i.name.starts_with("istio"));
    let mut istios = seen.istios.iter().map(ToString::to_string);
    let mut configurations = istio_configurations.map(|i| format!("MutatingWebhookConfiguration {}", i.name));
    if settings.naming == Naming::Istio
        && let Some(istio) = istios.next().or_else(|| configurations.next())
    {
        return refused(format!("--istio-names is for clusters without Istio, and there is one: {istio}"))
            .map_err(|failure| failure.hint("leave --istio-names out: outrigger has names of its own"));
    }
    if settings.discovery.is_some()
        && let Some(istio) = seen.istios.iter().find(|istio| istio.revision == settings.revision)
    {
        return refused(format!("there is a control plane of this revision: {istio}"))
            .map_err(|failure| failure.hint("choose another --revision, or leave --mesh out"));
    }
    let foreign: Vec<String> = seen
        .objects
        .iter()
        .filter_map(|(identity, ownership)| match ownership {
            Ownership::Ours => None,
            Ownership::Foreign(reason) => Some(format!("{identity}: {reason}")),
        })
        .collect();
    if !foreign.is_empty() {
        let hint = match settings.naming {
            Naming::Istio => "leave --istio-names out: outrigger has names of its own",
            Naming::Own => "choose another --namespace or --revision; nothing was printed",
        };
        return refused(format!(
            "these objects are not of this installation, and would be overwritten:\n  {}",
            foreign.join("\n  ")
        ))
        .map_err(|failure| failure.hint(hint));
    }
    for injector in &seen.injectors {
        if let Some(overlap) = &injector.overlap {
            return refused(format!(
                "MutatingWebhookConfiguration {} answers for the same pods ({} and {}): they would be injected twice",
                injector.name, overlap.second, overlap.first
            ))
            .map_err(|failure| {
                failure.hint(
                    "choose another --revision, or take the other webhook away first; --offline prints the objects \
                     all the same",
                )
            });
        }
    }
    if let Some(why) = &seen.refused {
        return refused(format!("the API server would not take the webhook's entries: {why}"))
            .map_err(|failure| failure.hint("correct --match-condition"));
    }
    match seen.missing.first() {
        Some(missing) => refused(missing.clone()).map_err(|failure| {
            failure.hint(
                "name the namespace of Istio with --namespace, its revision with --existing-config=REVISION",
            )
        }),
        None => Ok(()),
    }
}

/// What was found, in sentences.
pub fn notes(seen: &Seen, settings: &Settings) -> Vec<String> {
    let mut found: Vec<String> = seen.istios.iter().map(ToString::to_string).collect();
    found.extend(seen.injectors.iter().map(|i| format!("MutatingWebhookConfiguration {}", i.name)));
    let found = match found.is_empty() {
        true => "no Istio and no other injector".to_owned(),
        false => {
            format!("{}; nothing of that is touched, and none answers for the same pods", found.join(", "))
        }
    };
    let ours = match seen.objects.len() {
        0 => "nothing of this installation is there yet".to_owned(),
        1 => "1 object of this installation is there".to_owned(),
        many => format!("{many} objects of this installation are there"),
    };
    let mut notes = vec![format!("looked at {}: {found}; {ours}", seen.server)];
    if seen.has_namespace {
        notes.push(format!("namespace {} exists and is left as it is", settings.namespace));
    }
    if seen.has_authority && settings.discovery.is_some() {
        notes.push(format!(
            "Secret {}/{AUTHORITY_SECRET} is there: what it holds goes on to sign, and it is left as it is",
            settings.namespace
        ));
    }
    notes.extend(seen.gaps.iter().map(|gap| format!("not seen: {gap}")));
    notes
}

#[cfg(test)]
mod tests {
    use manifests::overlap::Overlap;
    use manifests::ownership::Reason;

    use super::*;
    use crate::commands::install::look::{Injector, Istio};

    fn settings(naming: Naming) -> Settings {
        Settings { naming, ..Settings::new("a:1".to_owned(), None) }
    }

    #[test]
    fn what_would_harm_is_refused() {
        let usual = || Seen { server: "https://api".to_owned(), ..Seen::default() };
        let identity = || manifests::identities(&settings(Naming::Own)).remove(0);
        let injector = |overlap| Injector { name: "istio-sidecar-injector".to_owned(), overlap };
        let both = Overlap { first: "a".to_owned(), second: "b".to_owned() };
        let istio = |revision: &str| {
            let (deployment, revision) = ("Deployment istio-system/istiod".to_owned(), revision.to_owned());
            vec![Istio { deployment, revision }]
        };
        let istios = istio("default");
        let foreign = Ownership::Foreign(Reason::NoLabel);
        for (naming, seen, want) in [
            (Naming::Own, usual(), None),
            (Naming::Istio, usual(), None),
            (Naming::Own, Seen { istios: istios.clone(), injectors: vec![injector(None)], ..usual() }, None),
            (
                Naming::Istio,
                Seen { istios, ..usual() },
                Some("and there is one: Deployment istio-system/istiod"),
            ),
            (Naming::Own, Seen { objects: vec![(identity(), Ownership::Ours)], ..usual() }, None),
            (
                Naming::Own,
                Seen { objects: vec![(identity(), foreign)], ..usual() },
                Some("MutatingWebhookConfiguration outrigger.outrigger-system: it has no label"),
            ),
            (
                Naming::Own,
                Seen { injectors: vec![injector(Some(both))], ..usual() },
                Some(
                    "MutatingWebhookConfiguration istio-sidecar-injector answers for the same pods (b and a)",
                ),
            ),
            (
                Naming::Own,
                Seen { refused: Some("invalid".to_owned()), ..usual() },
                Some("the API server would not take the webhook's entries: invalid"),
            ),
            (
                Naming::Own,
                Seen { missing: vec!["there is no ConfigMap a/b".to_owned()], ..usual() },
                Some("there is no ConfigMap a/b"),
            ),
        ] {
            let refused = refuse(&seen, &settings(naming)).err().map(|failure| failure.to_string());
            match (&refused, want) {
                (None, None) => {}
                (Some(text), Some(want)) => assert!(text.contains(want) && text.contains("hint: "), "{text}"),
                _ => panic!("{naming:?} {seen:?}: {refused:?}"),
            }
        }
    }

    #[test]
    fn a_control_plane_beside_one_of_its_revision_is_refused() {
        let mesh = Settings { discovery: Some(manifests::Discovery::default()), ..settings(Naming::Own) };
        for (settings, revision, want) in [
            (&mesh, "default", false),
            (&mesh, "outrigger", true),
            (&settings(Naming::Own), "outrigger", false),
        ] {
            let (deployment, revision) = ("Deployment a/istiod".to_owned(), revision.to_owned());
            let seen = Seen { istios: vec![Istio { deployment, revision }], ..Seen::default() };
            assert_eq!(refuse(&seen, settings).is_err(), want, "{seen:?}");
        }
    }

    #[test]
    fn what_was_found_is_said() {
        let empty = Seen { server: "https://api".to_owned(), ..Seen::default() };
        let text = notes(&empty, &settings(Naming::Own)).join("\n");
        assert_eq!(
            text,
            "looked at https://api: no Istio and no other injector; nothing of this installation is there yet"
        );
        let seen = Seen {
            istios: vec![Istio {
                deployment: "Deployment istio-system/istiod".to_owned(),
                revision: "default".to_owned(),
            }],
            injectors: vec![Injector { name: "istio-sidecar-injector".to_owned(), overlap: None }],
            gaps: vec!["cannot list deployments".to_owned()],
            ..empty
        };
        let text = notes(&seen, &settings(Naming::Own)).join("\n");
        for want in
            ["Deployment istio-system/istiod", "istio-sidecar-injector; nothing", "not seen: cannot list"]
        {
            assert!(text.contains(want), "{text}");
        }
    }
}
