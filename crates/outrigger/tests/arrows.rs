//! The arrows of ARCHITECTURE.md, as cargo sees them.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Each crate, and which of ours it may use. All but those in `MEET_THE_WORLD` are pure.
const USES: [(&str, &str); 28] = [
    ("golang", ""),
    ("gotext", "golang"),
    ("kubeyaml", "golang"),
    ("edits", "kubeyaml"),
    ("objects", "kubeyaml"),
    ("kubeschema", "golang kubeyaml"),
    ("protoschema", "golang kubeyaml"),
    ("meshconfig", "golang kubeschema kubeyaml protoschema"),
    ("injection", "golang gotext kubeschema kubeyaml meshconfig objects protoschema"),
    ("capture", "golang"),
    (
        "diagnosis",
        "capture certs envoy-api golang gotext injection kubeschema kubeyaml manifests meshconfig objects",
    ),
    ("policy", "gotext injection kubeyaml meshconfig objects"),
    ("playground", "diagnosis edits golang gotext injection kubeyaml"),
    ("certs", ""),
    ("channel", ""),
    ("agent", "golang gotext kubeyaml meshconfig protoschema"),
    ("identity", "certs"),
    ("envoy-api", ""),
    ("xds", "envoy-api"),
    ("mesh", "envoy-api golang kubeyaml meshconfig objects xds"),
    ("discovery", "certs envoy-api golang identity kubeyaml mesh meshconfig objects xds"),
    ("manifests", "kubeyaml objects"),
    ("init", "capture"),
    ("sidecar", "agent capture channel envoy-api identity init kubeyaml xds"),
    ("cluster", "certs channel envoy-api golang kubeyaml manifests objects"),
    ("lab", "certs diagnosis discovery identity injection kubeschema kubeyaml manifests mesh objects"),
    ("webhook", "golang gotext injection kubeyaml"),
    (
        "outrigger",
        "capture certs cluster diagnosis discovery edits envoy-api golang gotext identity init injection kubeyaml lab manifests mesh meshconfig objects playground policy sidecar webhook",
    ),
];

const MEET_THE_WORLD: [&str; 8] =
    ["channel", "init", "sidecar", "cluster", "webhook", "outrigger", "discovery", "lab"];

/// What a pure crate must not reach, by any way.
const OF_THE_WORLD: &str = "hyper kube libc mio rustix rustls socket2 tokio";

/// What the init container's program must not reach: it starts once for each pod.
const HEAVY: &str = "clap gotext kubeyaml regex serde serde_json tokio";

#[test]
fn a_crate_uses_what_is_below_it() {
    let known: BTreeSet<String> = USES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(folders(), known, "each folder of crates/ has its row");
    for (name, uses) in USES {
        let used: BTreeSet<String> = tree(name, "1").intersection(&known).cloned().collect();
        let more: Vec<_> = used.difference(&words(uses)).filter(|used| *used != name).cloned().collect();
        assert!(more.is_empty(), "{name} uses {more:?}");
    }
}

#[test]
fn pure_crates_and_init_stay_apart_from_the_heavy() {
    for (name, _) in USES {
        let refused = match MEET_THE_WORLD.contains(&name) {
            true if name == "init" => HEAVY,
            true => continue,
            false => OF_THE_WORLD,
        };
        let reached: Vec<_> = tree(name, "99").intersection(&words(refused)).cloned().collect();
        assert!(reached.is_empty(), "{name} reaches {reached:?}");
    }
}

#[test]
fn clippy_reads_the_list_of_what_is_not_pure() {
    for (name, _) in USES.iter().filter(|(name, _)| !MEET_THE_WORLD.contains(name)) {
        let link = std::fs::read_link(crates().join(name).join("clippy.toml")).unwrap();
        assert_eq!(link, Path::new("../pure.clippy.toml"), "{name}");
    }
}

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn folders() -> BTreeSet<String> {
    let entries = std::fs::read_dir(crates()).unwrap().map(Result::unwrap);
    let folders = entries.filter(|entry| entry.path().is_dir());
    folders.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(' ').map(str::to_owned).collect()
}

/// The names of the crates that are built for a crate, itself among them.
fn tree(name: &str, depth: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(crates())
        .args(["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .args(["--depth", depth, "--package", name])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}
