//! Two capabilities are enough, and nothing on disk has to be writable.

use std::process::Command;

use crate::harness::call::{Call, End};
use crate::harness::namespace::APP;
use crate::harness::program::{self, BACKENDS, Backend, Run, is_ours};
use crate::harness::tools;
use crate::harness::world::{Family, INBOUND, OUTBOUND, Proxy, Stack, World};

/// Makes all that is mounted read-only, proves it, and goes on with some capabilities only.
const CONFINED: &str = r#"
mount --make-rprivate /
mount -t tmpfs none /run
awk '$2 !~ "^/(proc|dev)(/|$)" { print $2 }' /proc/self/mounts | while read -r place; do
    mount -o remount,bind,ro "$place" 2>/dev/null || true
done
for place in / /run /tmp /var /etc; do
    if touch "$place/written" 2>/dev/null; then echo "$place is writable" >&2; exit 99; fi
done
capabilities=$1
shift
exec setpriv --no-new-privs --inh-caps=-all --bounding-set="-all$capabilities" "$@"
"#;

/// The program, with some capabilities and nothing to write to.
fn confined(run: &Run, capabilities: &str) -> Command {
    let mut command = Command::new("unshare");
    command.args(["--mount", "sh", "-ec", CONFINED, "sh", capabilities]).arg(program::found());
    run.apply_to(command)
}

#[test]
fn two_capabilities_and_a_read_only_root_are_enough() {
    if !tools::ready() {
        return;
    }
    for backend in BACKENDS {
        if backend == Backend::IptablesLegacy && !is_ours() {
            // Istio's own lets iptables have its lock in /run, which cannot be written here.
            continue;
        }
        for (mode, original) in [("REDIRECT", true), ("TPROXY", false)] {
            let proxy = Proxy { transparent: mode == "TPROXY", ..Proxy::default() };
            let world = World::with_proxy(Stack::Dual, proxy);
            let flags =
                format!("-m {mode} -u 1337 -g 1337 -b * -i * --dual-stack --redirect-dns --capture-all-dns");
            let run = Run::new(&flags, Family::V4).flag(backend.flag());
            world.pod.must(&mut confined(&run, ",+net_admin,+net_raw"), "");
            for family in [Family::V4, Family::V6] {
                let to = family.socket("pod:8080");
                let out = Call::new(APP, family.socket("far:80")).make(&world.pod);
                let into = Call::new(APP, to).make(&world.peer);
                let (End::Arrived(out, _), End::Arrived(into, _)) = (out, into) else {
                    panic!("{backend:?}, {mode}, {family:?}: out {out}, in {into}");
                };
                assert_eq!([out.door, into.door], [OUTBOUND, INBOUND], "{backend:?}, {mode}, {family:?}");
                assert_eq!(into.local != to, original, "{backend:?}, {mode}, {family:?}: {into}");
            }
        }
    }
}

/// Less is not enough, and the program says what it lacks.
#[test]
fn a_missing_capability_is_named() {
    if !tools::ready() {
        return;
    }
    for backend in BACKENDS {
        let world = World::bare(Stack::V4);
        let run = Run::new("-u 1337 -g 1337 -b * -i *", Family::V4).flag(backend.flag());
        let output = world.pod.run(&mut confined(&run, ",+net_raw"), "");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && output.status.code() != Some(99), "{backend:?}: {said}");
        assert!(!is_ours() || said.contains("NET_ADMIN"), "{backend:?}: {said}");
    }
}
