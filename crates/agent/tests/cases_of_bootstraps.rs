//! Bootstraps, command lines and notices: what each folder of `bootstraps` gives. That of `injected` is there as a whole;
//! of the others, what is different from it. A real Envoy reads each of them: the one that `ENVOY` names, or that of
//! target/envoy, where `crates/init/tests/netns/tools.sh` puts it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros,
    reason = "the crate is pure, and its tests are not"
)]

mod cases;
#[path = "../../golang/tests/update/mod.rs"]
mod update;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use cases::Outcome;
use kubeyaml::{Map, Value};

#[test]
fn each_case_gives_what_is_expected() {
    let outcomes = cases::outcomes();
    let plain = outcomes.iter().find(|outcome| outcome.name == "injected").unwrap();
    let mut wrong = Vec::new();
    for outcome in &outcomes {
        let found = kubeyaml::write(&shown(outcome, plain));
        let file = outcome.folder.join("expected.yaml");
        if update::is_wanted() {
            std::fs::write(&file, found).unwrap();
        } else if std::fs::read_to_string(&file).ok() != Some(found.clone()) {
            wrong.push(format!("{}: UPDATE=1 writes\n{found}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn shown(outcome: &Outcome, plain: &Outcome) -> Value {
    let texts = |texts: &[String]| Value::List(texts.iter().map(Value::text).collect());
    let arguments: Vec<&str> = outcome.called.arguments.iter().map(String::as_str).collect();
    let mut shown = Map::new();
    shown.insert("arguments", arguments.join(" "));
    shown.insert("notices", texts(&outcome.notices));
    if outcome.name == plain.name {
        shown.insert("bootstrap", outcome.bootstrap.clone());
    } else {
        let mut differences = Map::new();
        compare(&outcome.bootstrap, &plain.bootstrap, String::new(), &mut differences);
        shown.insert("differences", differences);
    }
    Value::Map(shown)
}

/// What is different, by path; null where something is missing.
fn compare(found: &Value, plain: &Value, path: String, differences: &mut Map) {
    match (found, plain) {
        (Value::Map(a), Value::Map(b)) => {
            let keys: BTreeSet<&str> = a.keys().chain(b.keys()).collect();
            for key in keys {
                compare(found.at(&[key]), plain.at(&[key]), format!("{path}/{key}"), differences);
            }
        }
        (Value::List(a), Value::List(b)) if a.len() == b.len() => {
            for (i, (found, plain)) in a.iter().zip(b).enumerate() {
                compare(found, plain, format!("{path}/{i}"), differences);
            }
        }
        (Value::List(a), Value::List(b)) if a.len() > b.len() => {
            // What is put in between is shown, and not what moved by it.
            let more: Vec<Value> = a.iter().filter(|item| !b.contains(item)).cloned().collect();
            differences.insert(format!("{path}/+"), more);
        }
        _ if found == plain => {}
        _ => drop(differences.insert(path, found.clone())),
    }
}

/// Cases that no Envoy of today takes, and what it says.
const REFUSED: [(&str, &str); 2] =
    [("tracing-lightstep", "envoy.tracers.lightstep"), ("ambient", "istio.workload.BootstrapExtension")];

#[test]
fn envoy_takes_each_bootstrap() {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/envoy/envoy");
    let envoy = std::env::var_os("ENVOY").map_or(target, PathBuf::from);
    if !envoy.exists() {
        assert!(std::env::var_os("CI").is_none(), "CI needs {}", envoy.display());
        eprintln!("SKIPPED: there is no {}; crates/init/tests/netns/tools.sh gets it", envoy.display());
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for outcome in cases::outcomes() {
        let file = folder.join(format!("{}.json", outcome.name));
        std::fs::write(&file, kubeyaml::to_json(&outcome.bootstrap)).unwrap();
        let mut arguments = outcome.called.arguments.clone();
        *arguments.get_mut(1).unwrap() = file.to_string_lossy().into_owned();
        let output = Command::new(&envoy).args(["--mode", "validate"]).args(&arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        match REFUSED.iter().find(|(name, _)| *name == outcome.name) {
            Some((_, why)) => {
                assert!(!output.status.success() && said.contains(why), "{}: {said}", outcome.name);
            }
            None => assert!(output.status.success(), "{}: {said}", outcome.name),
        }
    }
}
