//! The scripts of Istio's names in `deploy/scripts`, with a `kubectl` that only writes down that it was called.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn asking_a_script_for_help_applies_nothing() {
    let folder = std::env::temp_dir().join(format!("outrigger-scripts-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let kubectl = folder.join("kubectl");
    fs::write(&kubectl, format!("#!/bin/sh\ntouch {}/called\n", folder.display())).unwrap();
    fs::set_permissions(&kubectl, fs::Permissions::from_mode(0o755)).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_outrigger")).parent().unwrap();
    let path = format!("{}:{}:{}", folder.display(), program.display(), std::env::var("PATH").unwrap());
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/scripts");
    let create = ["--service", "s", "--namespace", "n", "--secret", "x"];
    for (script, arguments, says, calls) in [
        ("webhook-create-signed-cert.sh", &["--help"][..], "Usage: outrigger certs create", false),
        ("webhook-create-signed-cert.sh", &["--service", "s", "-h"], "Usage: outrigger certs create", false),
        ("webhook-create-signed-cert.sh", &["--version"], "outrigger", false),
        ("webhook-patch-ca-bundle.sh", &["--help"], "Usage: outrigger certs patch-ca-bundle", false),
        ("webhook-create-signed-cert.sh", &create, "", true),
    ] {
        let _ = fs::remove_file(folder.join("called"));
        let output = Command::new("sh")
            .arg(scripts.join(script))
            .args(arguments)
            .env("PATH", &path)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(output.status.success(), "{script} {arguments:?}: {output:?}");
        let stdout = String::from_utf8_lossy(&output.stdout);
        assert!(stdout.contains(says), "{script} {arguments:?}: {stdout}");
        assert_eq!(folder.join("called").exists(), calls, "{script} {arguments:?}");
    }
    fs::remove_dir_all(&folder).unwrap();
}
