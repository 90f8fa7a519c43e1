//! Whole manifests through `kube-inject`: a folder per case with `input.yaml` and `expected.yaml`, and, where a case
//! needs them, `config.yaml`, `values.yaml`, `mesh.yaml`, `version`, `native` (auto, true or false) and `warnings`.
//! `UPDATE=1 cargo test -p injection --test kube_inject` writes what the code says now; read the difference.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
#![allow(clippy::disallowed_methods, reason = "the cases are files")]

#[path = "../../golang/tests/update/mod.rs"]
mod update;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use injection::config::{Config, Reading, Values};
use injection::kube_inject::{Injected, KubeInject, ManifestError, Room, documents as documents_of};
use injection::{Facts, Injector, NativeSidecars, Settings, Version, defaults};

#[test]
fn cases_give_what_they_are_expected_to() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kube_inject");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() > 10, "the cases are gone");
    let failures: Vec<String> = cases.iter().filter_map(|case| check(case).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

fn check(case: &Path) -> Result<(), String> {
    let file = |name: &str| fs::read_to_string(case.join(name)).ok();
    let injector = injector(&file);
    let (text, warnings) = match inject_all(&file("input.yaml").unwrap(), &injector) {
        Ok(injected) => (injected.text, injected.warnings.iter().map(|w| format!("{w}\n")).collect()),
        Err(e) => (String::new(), format!("error: {e}\n")),
    };
    compare(case, "expected.yaml", &text)?;
    compare(case, "warnings", &warnings)
}

fn injector(file: &dyn Fn(&str) -> Option<String>) -> Injector {
    let environment = BTreeMap::new();
    let named = file("version").map(|version| version.trim().parse().unwrap());
    let reading = Reading {
        version: named,
        environment: &environment,
        offline: true,
        signs: injection::config::Signs::default(),
    };
    let config = file("config.yaml").unwrap_or_else(|| defaults::config().to_owned());
    let config = Config::parse(&config, &reading).unwrap();
    let version = config.version();
    let mesh = file("mesh.yaml").unwrap_or_else(|| match version.layout {
        meshconfig::Layout::Single => String::new(),
        meshconfig::Layout::Templates => defaults::mesh().to_owned(),
    });
    let mesh = kubeyaml::read(&mesh).unwrap();
    let values = file("values.yaml").unwrap_or_else(|| defaults::values(false).to_owned());
    let native_sidecars = file("native").map_or(NativeSidecars::Auto, |n| n.trim().parse().unwrap());
    let settings = Settings { native_sidecars, ..Settings::default() };
    Injector::new(config, Values::parse(&values).unwrap(), mesh, settings).unwrap()
}

fn inject_all(text: &str, injector: &Injector) -> Result<Injected, ManifestError> {
    KubeInject { injector, facts: &Facts::default(), elsewhere: None }.inject_all(text)
}

fn compare(case: &Path, name: &str, got: &str) -> Result<(), String> {
    let path = case.join(name);
    if update::is_wanted() {
        if got.is_empty() {
            let _ = fs::remove_file(&path);
        } else {
            fs::write(&path, got).unwrap();
        }
        return Ok(());
    }
    let want = fs::read_to_string(&path).unwrap_or_default();
    if got == want {
        return Ok(());
    }
    let line = got.lines().zip(want.lines()).take_while(|(g, w)| g == w).count();
    let show = |t: &str| t.lines().skip(line).take(3).collect::<Vec<_>>().join("\n    ");
    Err(format!(
        "{}, line {}:\n  got\n    {}\n  want\n    {}",
        path.display(),
        line + 1,
        show(got),
        show(&want)
    ))
}

/// The items of lists are written one by one.
#[test]
fn a_list_is_written_as_if_it_were_written_as_a_whole() {
    let text = include_str!("kube_inject/numbers-in-lists/expected.yaml");
    for document in kubeyaml::documents(text) {
        let document = document.unwrap().text;
        assert_eq!(kubeyaml::write(&kubeyaml::read(&document).unwrap()), document);
    }
}

/// By aliases, a manifest of some kilobytes has thousands of workloads.
#[test]
fn what_becomes_too_long_is_refused() {
    let injector = injector(&|_| None);
    let pod =
        "&p {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: b}]}}";
    let list =
        |items: usize| format!("apiVersion: v1\nkind: List\nitems: [{pod}{}]\n", ", *p".repeat(items - 1));
    let lists = |count: usize| {
        let inner = format!("{{kind: List, apiVersion: v1, items: [{pod}, *p, *p]}}");
        format!("{{kind: List, apiVersion: v1, items: [&l {inner}{}]}}", ", *l".repeat(count - 1))
    };
    let documents = |count: usize| (list(3) + "---\n").repeat(count);
    for (manifest, fits) in [
        (list(50), true),
        (list(60), false),
        (lists(16), true),
        (lists(20), false),
        (documents(16), true),
        (documents(20), false),
    ] {
        let room = Room::exactly(320_000);
        let mut outcome = Ok(0);
        for (i, document) in documents_of(&manifest).unwrap().iter().enumerate() {
            outcome = outcome.and_then(|sum| {
                let asked = KubeInject { injector: &injector, facts: &Facts::default(), elsewhere: None };
                let text = asked.inject(document, i + 1, &room)?.text;
                Ok::<_, ManifestError>(sum + text.matches("name: istio-proxy\n").count())
            });
        }
        let outcome = outcome.map_err(|e| (e.to_string(), e.hint().unwrap_or_default()));
        match outcome {
            Ok(count) => assert!(fits && count >= 48, "{count}"),
            Err((error, hint)) => {
                assert!(!fits && error.contains("the output would be longer than 320000 bytes"), "{error}");
                assert!(hint.contains("aliases"), "{hint}");
            }
        }
    }
}

/// What is written is one object a document: another one behind it would be lost.
#[test]
fn a_second_object_in_a_document_is_refused() {
    let injector = injector(&|_| None);
    let pod = r#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"containers":[]}}"#;
    let yaml = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: []}\n";
    for (manifest, line) in [
        (format!("{pod}\n{pod}\n"), 2),
        (format!("{pod}{pod}"), 1),
        (format!("{pod}\n ---\n{pod}\n"), 2),
        (format!("{yaml}...\n{yaml}"), 6),
    ] {
        let documents = documents_of(&manifest).unwrap();
        let asked = KubeInject { injector: &injector, facts: &Facts::default(), elsewhere: None };
        let error = asked.inject(&documents[0], 1, &Room::of(manifest.len())).unwrap_err();
        assert!(error.to_string().starts_with(&format!("document 1, line {line}: ")), "{error}");
        assert!(error.hint().is_some_and(|hint| hint.contains("`---`")), "{error}");
    }
}

/// The built-in configuration is one of today.
#[test]
fn today_is_the_default() {
    let environment = BTreeMap::new();
    let reading = Reading {
        version: None,
        environment: &environment,
        offline: true,
        signs: injection::config::Signs::default(),
    };
    assert_eq!(Config::parse(defaults::config(), &reading).unwrap().version(), Version::LATEST);
}
