//! `inject` on every manifest of the recorded cases: the rest of each file stays as it was.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use edits::{Kept, edit};
use injection::config::{Config, Reading, Signs, Values};
use injection::manifest::{Manifest, PodTemplates};
use injection::{Facts, Injector, Settings, defaults};
use similar::{ChangeTag, TextDiff};

fn injector() -> Injector {
    let environment = BTreeMap::new();
    let reading =
        Reading { version: None, environment: &environment, offline: false, signs: Signs::default() };
    let config = Config::parse(defaults::config(), &reading).unwrap();
    let values = Values::parse(defaults::values(false)).unwrap();
    Injector::new(config, values, kubeyaml::read(defaults::mesh()).unwrap(), Settings::default()).unwrap()
}

/// The manifests of all cases.
fn manifests() -> Vec<PathBuf> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../injection/tests/kube_inject");
    let mut all: Vec<PathBuf> = fs::read_dir(cases)
        .unwrap()
        .map(|case| case.unwrap().path().join("input.yaml"))
        .filter(|path| path.is_file())
        .collect();
    all.sort_unstable();
    assert!(all.len() > 20, "the cases are there: {}", all.len());
    all
}

/// Lines of the old text that the new one lacks.
fn lost<'t>(old: &'t str, new: &'t str) -> Vec<&'t str> {
    let diff = TextDiff::from_lines(old, new);
    let lost = diff.iter_all_changes().filter(|change| change.tag() == ChangeTag::Delete);
    lost.map(|change| change.value()).collect()
}

#[test]
fn only_lines_that_injection_changes_differ() {
    let (injector, facts, templates) = (injector(), Facts::default(), PodTemplates::default());
    let manifest =
        Manifest { injector: &injector, facts: &facts, templates: &templates, namespace: "default" };
    let (mut injected, mut again) = (0, 0);
    for path in manifests() {
        for text in fs::read_to_string(&path).unwrap().split_inclusive("\n---\n") {
            let Ok(object) = kubeyaml::read_alone(text, usize::MAX) else { continue };
            let mut after = object.clone();
            let Ok(found) = manifest.inject(&mut after) else { continue };
            let edited = edit(text, &object, &after).unwrap();
            let shown = path.to_string_lossy();
            assert_ne!(edited.kept, Kept::Nothing, "{shown}");
            assert_eq!(kubeyaml::read(&edited.text).unwrap(), after, "{shown}");
            for line in lost(text, &edited.text) {
                // Probes and empty parts change; names and comments never do.
                assert!(
                    !line.contains('#') && !line.trim_start().starts_with("- name:"),
                    "{shown} lost {line}"
                );
            }
            injected += found.workloads.iter().filter(|workload| workload.changed).count();
            let mut twice = after.clone();
            if manifest.inject(&mut twice).is_ok() {
                // Of two handlers, which API servers refuse, each injection takes one.
                assert!(
                    twice == after || shown.ends_with("two-handlers/input.yaml"),
                    "{shown}: what is injected stays"
                );
                again += 1;
            }
        }
    }
    assert!(injected > 20 && again > 20, "{injected} and {again}");
}
