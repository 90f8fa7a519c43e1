//! What is handed out beside images: a package that dpkg installs, archives, a chart, sums.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{VERSION, folder, packaged, run, said, shown, text};

fn architecture() -> &'static str {
    if cfg!(target_arch = "aarch64") { "arm64" } else { "amd64" }
}

#[test]
fn the_sums_are_those_of_all_files() {
    let Some(root) = packaged("the_sums", &["sha256sum"]) else { return };
    let dist = root.join("dist");
    said(Command::new("sha256sum").args(["--check", "--strict", "SHA256SUMS"]).current_dir(&dist));
    let sums = fs::read_to_string(dist.join("SHA256SUMS")).unwrap();
    assert_eq!(sums.lines().count() + 1, fs::read_dir(&dist).unwrap().count());
}

/// dpkg in a root of its own, in which nothing else is.
#[test]
fn dpkg_installs_verifies_and_purges_the_package() {
    let Some(root) = packaged("dpkg_installs", &["dpkg", "lintian"]) else { return };
    let package = shown(root.join(format!("dist/outrigger_{VERSION}_{}.deb", architecture())));
    // A static program that may lie anywhere in memory looks to it like a library that names no other.
    let suppressed = "--suppress-tags=shared-library-lacks-prerequisites";
    run("lintian", &["--fail-on", "error,warning", "--info", suppressed, &package]);
    let work = folder("deb");
    for part in ["info", "updates", "triggers"] {
        fs::create_dir_all(work.join("var/lib/dpkg").join(part)).unwrap();
    }
    fs::write(work.join("var/lib/dpkg/status"), "").unwrap();
    let dpkg = |arguments: &[&str]| {
        let mut command = Command::new("dpkg");
        command.arg(format!("--root={}", shown(&work))).args(arguments);
        text(&said(&mut command))
    };
    dpkg(&["--install", &package]);
    assert_eq!(dpkg(&["--verify", "outrigger"]), "", "every file has its sum");
    let inside = |program: &str, arguments: &[&str]| {
        text(&said(Command::new("chroot").arg(&work).arg(program).args(arguments)))
    };
    assert_eq!(inside("/usr/bin/outrigger", &["--version"]), format!("outrigger {VERSION}\n"));
    assert!(inside("/usr/bin/kubectl-outrigger", &["--help"]).contains("kubectl outrigger"));
    let man = work.join("usr/share/man/man1");
    let page = run("zcat", &[man.join("outrigger-tag-set.1.gz")]);
    assert!(page.contains("\\-\\-overwrite"), "{page}");
    assert!(man.join("kubectl-outrigger.1.gz").exists(), "the link leads somewhere");
    let script = shown(work.join("usr/share/bash-completion/completions/outrigger"));
    run("bash", &["-c", &format!("source {script} && complete -p outrigger")]);
    dpkg(&["--purge", "outrigger"]);
    assert!(!work.join("usr/bin/outrigger").exists());
    fs::remove_dir_all(work).unwrap();
}

#[test]
fn an_archive_is_unpacked_into_a_prefix() {
    let Some(root) = packaged("an_archive", &["tar"]) else { return };
    let work = folder("archive");
    let name = format!("outrigger-{VERSION}-linux-{}.tar.gz", architecture());
    let archive = shown(root.join("dist").join(&name));
    run("tar", &["-C", &shown(&work), "--strip-components=1", "-xf", &archive]);
    assert_eq!(run(work.join("bin/outrigger"), &["--version"]), format!("outrigger {VERSION}\n"));
    assert!(run(work.join("bin/outrigger-init"), &["--version"]).contains(VERSION));
    for path in [
        "share/man/man1/outrigger-kube-inject.1",
        "share/zsh/site-functions/_outrigger",
        "share/fish/vendor_completions.d/outrigger.fish",
        "share/doc/outrigger/LICENSE",
        "share/doc/outrigger/THIRD-PARTY-NOTICES",
        "share/doc/outrigger-init/outrigger-init.spdx.json",
    ] {
        assert!(work.join(path).exists(), "{path}");
    }
    let times = run("tar", &["--utc", "--full-time", "-tvf", &archive]);
    let mut owners = times.lines().map(|line| line.split_whitespace().take(2).last().unwrap_or_default());
    assert!(owners.all(|owner| owner == "0/0"), "{times}");
    fs::remove_dir_all(work).unwrap();
}

#[test]
fn programs_name_no_folder_of_the_machine_that_built_them() {
    let Some(root) = packaged("programs_name_no_folder", &["grep"]) else { return };
    let home = std::env::var("CARGO_HOME")
        .unwrap_or_else(|_| format!("{}/.cargo", std::env::var("HOME").unwrap_or_default()));
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap();
    for program in ["outrigger", "outrigger-init"] {
        let bytes = fs::read(root.join("programs").join(architecture()).join(program)).unwrap();
        for folder in [shown(&top), home.clone()] {
            let found = bytes.windows(folder.len()).position(|window| window == folder.as_bytes());
            let around = found.map(|place| String::from_utf8_lossy(&bytes[place..place + 120]).into_owned());
            assert_eq!(around, None, "{program}");
        }
    }
}

/// Another run gives the same bytes; and nothing else is in the formula than Ruby.
#[test]
fn packaging_again_changes_no_byte() {
    let Some(root) = packaged("packaging_again", &["git"]) else { return };
    let again = folder("again");
    for part in ["programs", "system"] {
        std::os::unix::fs::symlink(root.join(part), again.join(part)).unwrap();
    }
    for command in [&["image"][..], &["dist", "--url", "https://example.com/outrigger"]] {
        let mut packaging = Command::new(env!("CARGO_BIN_EXE_packaging"));
        packaging.args(command).args(["--target", architecture(), "--root", &shown(&again)]);
        said(packaging.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")));
    }
    let formula = fs::read_to_string(again.join("dist/outrigger.rb")).unwrap();
    let sums = |root: &Path| fs::read_to_string(root.join("dist/SHA256SUMS")).unwrap();
    let sum_of = |sums: &str, name: &str| {
        sums.lines().find_map(|line| line.strip_suffix(name).map(|sum| sum.trim().to_owned())).unwrap()
    };
    let (first, second) = (sums(&root), sums(&again));
    for line in first.lines().filter(|line| line.contains(architecture()) || line.ends_with(".tgz")) {
        assert!(second.lines().any(|other| other == line), "{line}\n{second}");
    }
    let archive = format!("outrigger-{VERSION}-linux-{}.tar.gz", architecture());
    assert!(formula.contains(&sum_of(&second, &archive)) && formula.contains(&archive), "{formula}");
    fs::remove_dir_all(again).unwrap();
}
