//! What was packaged, and the tools of others that look at it.
#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The version that is packaged.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The folder that `make image` and `make dist` have filled; `None`, which is said loudly, where they have not, or where a
/// tool that the test needs is missing.
///
/// # Panics
/// Under CI, instead.
pub fn packaged(test: &str, tools: &[&str]) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/package");
    let missing = match root.join("dist/SHA256SUMS").exists() {
        false => Some("nothing is packaged: `make image dist` does it".to_owned()),
        true => {
            let lacking = tools.iter().find(|tool| !is_there(tool));
            lacking.map(|tool| format!("there is no {tool}: packaging/tools.sh installs it"))
        }
    };
    let root_only = || (!is_root()).then(|| "it needs root".to_owned());
    let Some(lacking) = missing.or_else(root_only) else { return Some(root.canonicalize().unwrap()) };
    self::missing(test, &lacking);
    None
}

/// Says loudly why a test does not run.
///
/// # Panics
/// Under CI, instead.
pub fn missing(test: &str, what: &str) {
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "NO TEST {test}: {what}");
    eprintln!("\n##### NO TEST {test}: {what}\n");
}

fn is_there(tool: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(tool).exists())
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|metadata| std::os::unix::fs::MetadataExt::uid(&metadata) == 0)
}

/// A new folder of a test.
pub fn folder(test: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("outrigger-packaging-{test}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// What a program that must succeed prints.
pub fn run<A: AsRef<OsStr>>(program: impl AsRef<OsStr>, arguments: &[A]) -> String {
    let mut command = Command::new(program);
    text(&said(command.args(arguments)))
}

/// What a program that must succeed says.
pub fn said(command: &mut Command) -> Output {
    let output = command.stdin(Stdio::null()).output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let shown = format!("{}{}", text(&output), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {shown}");
    output
}

/// What was printed.
pub fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The path as text.
pub fn shown(path: impl AsRef<Path>) -> String {
    path.as_ref().display().to_string()
}
