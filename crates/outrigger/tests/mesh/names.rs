//! An application finds a Service by its name where no other name server is.

use std::process::Command;

use crate::lab::{HTTPBIN, Lab, SERVICE, SLEEP, until};

/// Asks as an application does, by the C library.
const ASK: &str = "printf 'nameserver 10.77.0.1\\nsearch default.svc.cluster.local svc.cluster.local\\n' >\"$0\"; \
                   mount --bind \"$0\" /etc/resolv.conf; \
                   exec setpriv --reuid=1000 --regid=1000 --clear-groups getent ahostsv4 \"$1\"";

#[test]
fn a_service_is_found_by_its_name() {
    let Some(lab) = Lab::new() else { return };
    let (_httpbin, _other) = lab.ready(HTTPBIN);
    let (sleep, agent) = lab.ready_with(SLEEP, |sidecar| sidecar.names());
    lab.until_synced(2);
    let file = lab.folder.path().join("resolv.conf");
    let asked = |name: &str| {
        let mut command = Command::new("unshare");
        command.args(["--mount", "sh", "-ec", ASK]).arg(&file).arg(name);
        let output = sleep.namespace.run(&mut command, "");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    for name in ["httpbin", "httpbin.default", "httpbin.default.svc.cluster.local"] {
        until(&format!("{name} is known"), || asked(name).starts_with("10.96.0.10 "));
    }
    assert_eq!(asked("nobody.default.svc.cluster.local"), "");
    assert!(sleep.call(SERVICE).is_ok());
    let (status, table) = agent.status("/debug/ndsz");
    assert!(status == 200 && table.contains("httpbin.default.svc.cluster.local"), "{status} {table}");
}
