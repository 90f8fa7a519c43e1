//! What these tests need of a machine: rights, and programs.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::{Once, OnceLock};

use super::program;

/// The programs, with the Debian package of each.
const PROGRAMS: [(&str, &str); 6] = [
    ("ip", "iproute2"),
    ("iptables-legacy-save", "iptables"),
    ("iptables-nft-save", "iptables"),
    ("nft", "nftables"),
    ("unshare", "util-linux"),
    ("setpriv", "util-linux"),
];

/// Whether the tests can run here. Where not, that is said loudly, and under CI it is a failure.
pub fn ready() -> bool {
    if program::path().is_none() {
        // No lack of the machine: this crate builds no such program.
        shout("there is no program outrigger-init");
        return false;
    }
    static MISSING: OnceLock<Option<String>> = OnceLock::new();
    told(MISSING.get_or_init(missing).as_deref())
}

/// Says what is missing, if anything is; whether nothing is.
pub fn told(missing: Option<&str>) -> bool {
    let Some(missing) = missing else { return true };
    let text = format!("NO TESTS WITH PACKETS: {missing}");
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{text}");
    shout(&text);
    false
}

/// Once is enough, but past the test runner, which hides what a passing test prints.
fn shout(text: &str) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = writeln!(std::io::stderr().lock(), "\n##### {text}\n##### `make netns` gets what it needs\n");
    });
}

fn missing() -> Option<String> {
    let quiet = |command: &mut Command| {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()
    };
    for (program, package) in PROGRAMS {
        if quiet(Command::new(program).arg("--version")).is_err() {
            return Some(format!(
                "the program `{program}` is missing; it is in the Debian package {package}"
            ));
        }
    }
    for (right, arguments) in [
        ("make network namespaces", ["--net", "ip", "link", "set", "lo", "up"].as_slice()),
        ("mount", &["--mount", "mount", "-t", "tmpfs", "none", "/mnt"]),
        ("be another user", &["setpriv", "--reuid=1337", "--regid=1337", "--clear-groups", "true"]),
    ] {
        if !quiet(Command::new("unshare").args(arguments)).is_ok_and(|status| status.success()) {
            return Some(format!(
                "no right to {right}; run it as root, or by `crates/init/tests/netns/unprivileged.sh`"
            ));
        }
    }
    None
}
