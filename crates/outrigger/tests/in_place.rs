//! `inject --in-place` where something goes wrong: whatever happens, a file has its old text or its new one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, geteuid, kill_process};
use tempfile::TempDir;

const DOCUMENT: &str =
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}  # mine\nspec: {containers: [{name: a, image: b}]}\n";

/// Who may not do everything.
const NOBODY: u32 = 65534;

/// A folder with manifests `0.yaml` and so on.
struct Folder {
    folder: TempDir,
    count: usize,
}

impl Folder {
    fn of(count: usize) -> Folder {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        let folder = Folder { folder, count };
        (0..count).for_each(|i| fs::write(folder.file(i), DOCUMENT).unwrap());
        folder
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, i: usize) -> PathBuf {
        self.at(&format!("{i}.yaml"))
    }

    fn text(&self, i: usize) -> String {
        fs::read_to_string(self.file(i)).unwrap()
    }

    /// How many files have their new text; the others have the old one.
    fn injected(&self) -> usize {
        let is_new = |i: &usize| {
            let text = self.text(*i);
            let whole = text.starts_with("apiVersion: v1\nkind: Pod\nmetadata: {name: a,")
                && text.contains("}  # mine\nspec: ")
                && text.contains("istio-proxy")
                && text.contains("}]}\n# outrigger uninject: [")
                && text.ends_with("]\n");
            assert!(whole || text == DOCUMENT, "neither old nor new: {text:?}");
            whole
        };
        (0..self.count).filter(is_new).count()
    }

    /// What is there beside the manifests.
    fn others(&self) -> usize {
        fs::read_dir(self.folder.path()).unwrap().count() - self.count
    }

    fn inject(&self, arguments: &[&Path]) -> Command {
        let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/inject.in/config.yaml");
        let mut command = Command::new(env!("CARGO_BIN_EXE_outrigger"));
        command.args(["inject", "--in-place", "--inject-config-file"]).arg(config);
        for file in arguments {
            command.arg("-f").arg(file);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn all(&self) -> Command {
        self.inject(&[self.folder.path()])
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
fn fails(output: &Output, with: &str) {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(said(output).contains(with), "{with:?} is not said: {}", said(output));
}

#[test]
fn links_permissions_and_owners_stay() {
    let folder = Folder::of(3);
    fs::set_permissions(folder.file(0), Permissions::from_mode(0o640)).unwrap();
    if geteuid().is_root() {
        chown(folder.file(0), Some(NOBODY), Some(12_345)).unwrap();
    }
    let before = fs::metadata(folder.file(0)).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("link.yaml");
    symlink(folder.file(0), &link).unwrap();
    fs::hard_link(folder.file(1), elsewhere.path().join("backup.yaml")).unwrap();
    let output = folder.inject(&[&link, &folder.file(1), &folder.file(0), &folder.file(2)]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!((folder.injected(), folder.others()), (3, 0));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    let after = fs::metadata(folder.file(0)).unwrap();
    assert_eq!(
        (after.mode(), after.uid(), after.gid()),
        (before.mode(), before.uid(), before.gid()),
        "permissions and owner stay"
    );
    assert!(said(&output).contains("1.yaml has 1 other names (hard links), which keep the old text"));
    assert_eq!(fs::read_to_string(elsewhere.path().join("backup.yaml")).unwrap(), DOCUMENT);
}

#[test]
fn nothing_is_written_where_one_file_may_not_be() {
    let folder = Folder::of(3);
    fs::set_permissions(folder.file(2), Permissions::from_mode(0o444)).unwrap();
    let mut command = folder.all();
    if geteuid().is_root() {
        let program = Path::new(env!("CARGO_BIN_EXE_outrigger"));
        // Where nobody may run it, nothing can be tried.
        let mut parents = program.ancestors().skip(1).filter(|p| p.is_dir());
        if !parents.all(|p| fs::metadata(p).is_ok_and(|m| m.mode() & 1 == 1)) {
            eprintln!("skipped: nobody may run the program where it is");
            return;
        }
        (0..3).for_each(|i| chown(folder.file(i), Some(NOBODY), None).unwrap());
        chown(folder.folder.path(), Some(NOBODY), None).unwrap();
        command.uid(NOBODY);
    }
    fails(&command.output().unwrap(), "2.yaml: permission denied\nhint: no file was written");
    assert_eq!((folder.injected(), folder.others()), (0, 0));
    // A folder that may not be written does not matter to files that may be.
    fs::set_permissions(folder.file(2), Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(folder.folder.path(), Permissions::from_mode(0o555)).unwrap();
    let output = command.output().unwrap();
    fs::set_permissions(folder.folder.path(), Permissions::from_mode(0o755)).unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!((folder.injected(), folder.others()), (3, 0));
}

#[test]
fn a_full_disk_leaves_whole_files() {
    let folder = Folder::of(2);
    let program = folder.all();
    let limited = |blocks: &str| {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"")]);
        command.arg(program.get_program()).args(program.get_args()).output().unwrap()
    };
    fails(&limited("0"), "0.yaml: File too large");
    assert_eq!((folder.injected(), folder.others()), (0, 0));
    assert!(limited("100").status.success());
    assert_eq!((folder.injected(), folder.others()), (2, 0));
    if let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") {
        let mut command = Command::new(env!("CARGO_BIN_EXE_outrigger"));
        command.args(["inject", "-f"]).arg(folder.file(0)).stdout(full);
        fails(&command.output().unwrap(), "No space left on device");
    }
}

/// Waits until a run has begun to write; not if it has ended.
fn writes(folder: &Folder, child: &mut Child) {
    while child.try_wait().unwrap().is_none() && folder.others() == 0 && folder.text(0) == DOCUMENT {
        std::thread::sleep(Duration::from_micros(100));
    }
}

#[test]
fn whoever_kills_a_run_meets_whole_files() {
    let (mut some, mut left) = (0, 0);
    for round in 0..12_u64 {
        let folder = Folder::of(60);
        let mut child = folder.all().spawn().unwrap();
        if round % 3 == 0 {
            std::thread::sleep(Duration::from_millis(round * 17 % 101));
        } else {
            writes(&folder, &mut child);
            std::thread::sleep(Duration::from_micros(round * 97));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        some += usize::from((1..60).contains(&folder.injected()));
        left += folder.others();
        let before = folder.others();
        let output = folder.all().output().unwrap();
        assert!(output.status.success(), "{output:?}");
        assert_eq!((folder.injected(), folder.others()), (60, 0), "the next run goes on, and cleans up");
        assert_eq!(said(&output).matches("was left by a run that was killed").count(), before);
    }
    assert!(some + left > 0, "no run was killed while it wrote");
}

#[test]
fn an_interrupt_waits_for_whole_files() {
    let mut interrupted = 0;
    for round in 0..6_u64 {
        let folder = Folder::of(60);
        let mut child = folder.all().spawn().unwrap();
        writes(&folder, &mut child);
        std::thread::sleep(Duration::from_micros(round * 131));
        let kind = if round % 2 == 0 { Signal::INT } else { Signal::TERM };
        let _ = kill_process(Pid::from_child(&child), kind);
        let output = child.wait_with_output().unwrap();
        let done = folder.injected();
        assert_eq!(folder.others(), 0);
        if output.status.success() {
            assert_eq!(done, 60);
            continue;
        }
        fails(&output, "error: interrupted");
        assert!(said(&output).contains(&format!("{done} of 60 files were written")), "{}", said(&output));
        interrupted += 1;
    }
    assert!(interrupted > 0, "no run was interrupted while it wrote");
}

#[test]
fn two_runs_at_once_do_not_meet() {
    for _ in 0..3 {
        let folder = Folder::of(40);
        let runs: Vec<Child> = (0..3).map(|_| folder.all().spawn().unwrap()).collect();
        for run in runs {
            let output = run.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", said(&output));
        }
        assert_eq!((folder.injected(), folder.others()), (40, 0));
    }
}

#[test]
fn what_somebody_else_has_written_stays() {
    let folder = Folder::of(2);
    let pipe = folder.at("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let run = folder.inject(&[&folder.file(0), &folder.file(1), &pipe]).spawn().unwrap();
    // Opened when the run has come to it, behind the files.
    let mut feed = fs::OpenOptions::new().write(true).open(&pipe).unwrap();
    fs::write(folder.file(1), "kind: Pod # another\n").unwrap();
    feed.write_all(b"kind: ConfigMap\n").unwrap();
    drop(feed);
    let output = run.wait_with_output().unwrap();
    fails(&output, "1.yaml has changed since it was read\nhint: no file was written; run it again");
    assert_eq!((folder.text(0).as_str(), folder.text(1).as_str()), (DOCUMENT, "kind: Pod # another\n"));

    let run = folder.inject(&[&pipe]).spawn().unwrap();
    fs::write(&pipe, DOCUMENT).unwrap();
    fails(&run.wait_with_output().unwrap(), "pipe is not a file that could be written");
}
