//! Runs one after another in the same pod: what is there afterwards, to the last rule and route.

use std::process::Command;

use crate::harness::namespace::Namespace;
use crate::harness::program::{BACKENDS, Backend, Run};
use crate::harness::state::{change, state};
use crate::harness::tools;
use crate::harness::world::{Family, Stack, World};

/// Fails unless two states are the same, to the order of their lines.
fn same(before: &[String], after: &[String], place: &str) {
    assert!(before == after, "{place}:\n{}", change(before, after));
}

/// A pod with rules of somebody else in the tables that the program uses.
fn pod(backend: Backend) -> World {
    let world = World::bare(Stack::Dual);
    let program = match backend {
        Backend::IptablesLegacy => "iptables-legacy",
        Backend::IptablesNft => "iptables-nft",
        Backend::NativeNft => {
            let table = "add table inet own; add chain inet own kept { type filter hook input priority 0; }";
            world.pod.must(Command::new("nft").arg(table), "");
            return world;
        }
    };
    for rule in [
        "-t nat -N OTHERS",
        "-t nat -A PREROUTING -p udp --dport 9 -j OTHERS",
        "-t mangle -A OUTPUT -p icmp -j ACCEPT",
    ] {
        world.pod.must(Command::new(program).args(rule.split(' ')), "");
    }
    world
}

fn run(backend: Backend, flags: &str) -> Run {
    Run::new(flags, Family::V4).flag(backend.flag())
}

/// Runs that has to fail, and what it says.
fn refused(run: &Run, pod: &Namespace) -> String {
    let output = run.output(pod);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    said
}

const PLAIN: &str = "-u 1337 -g 1337 -b * -i * --ipv6=true";
const RICH: &str = "-m TPROXY -u 1337 -g 1337 -b * -d 15090 -i * -c eth9 --drop-invalid --redirect-dns --capture-all-dns \
                    --ipv6=true";
const NARROW: &str = "-u 1337 -g 1337 -b 8080 -i 10.0.0.0/8 --ipv6=true";

#[test]
fn a_second_run_changes_nothing_and_a_cleanup_leaves_nothing() {
    if !tools::ready() {
        return;
    }
    for backend in BACKENDS {
        for flags in [PLAIN, RICH, NARROW] {
            let world = pod(backend);
            let before = state(&world.pod);
            let run = run(backend, flags);
            run.succeed(&world.pod);
            let once = state(&world.pod);
            assert_ne!(before, once);
            for more in ["", "--reconcile", "--force-apply"] {
                let again = if more.is_empty() { run.clone() } else { run.clone().flag(more) };
                again.succeed(&world.pod);
                same(&once, &state(&world.pod), &format!("{backend:?}, {flags} {more}"));
            }
            for _ in 0..2 {
                run.clone().flag("--cleanup-only").succeed(&world.pod);
                same(&before, &state(&world.pod), &format!("{backend:?}, {flags}, cleanup"));
            }
        }
    }
}

#[test]
fn other_rules_of_ours_are_replaced_only_if_that_is_said() {
    if !tools::ready() {
        return;
    }
    for backend in BACKENDS {
        for (first, then) in [(PLAIN, NARROW), (RICH, PLAIN), (PLAIN, RICH), (NARROW, RICH)] {
            let fresh = pod(backend);
            run(backend, then).succeed(&fresh.pod);
            let world = pod(backend);
            run(backend, first).succeed(&world.pod);
            if backend != Backend::NativeNft {
                let before = state(&world.pod);
                let said = refused(&run(backend, then), &world.pod);
                assert!(said.contains("--reconcile") && said.contains("ISTIO_"), "{said}");
                same(&before, &state(&world.pod), &format!("{backend:?}: {first}, then {then}"));
            }
            for _ in 0..2 {
                run(backend, then).flag("--reconcile").succeed(&world.pod);
                // Ours may stand behind the others' in the kernel's chains; the first run's routes stay.
                let sorted = |pod| {
                    let mut lines = state(pod);
                    lines.retain(|line| !line.starts_with("ip: "));
                    lines.sort();
                    lines
                };
                same(&sorted(&fresh.pod), &sorted(&world.pod), &format!("{backend:?}: {first}, then {then}"));
            }
        }
    }
}

/// The backend that has the rules is found again, and looking at the other one does not use it.
#[test]
fn the_backend_in_use_is_found() {
    if !tools::ready() {
        return;
    }
    for backend in [Backend::IptablesLegacy, Backend::IptablesNft] {
        let world = World::bare(Stack::V4);
        // Makes the older backend's tables, without rules.
        world.pod.must(&mut Command::new("iptables-legacy-save"), "");
        run(backend, PLAIN).succeed(&world.pod);
        let once = state(&world.pod);
        let said = Run::new(PLAIN, Family::V4).output(&world.pod);
        assert!(said.status.success(), "{said:?}");
        same(&once, &state(&world.pod), &format!("{backend:?}"));
    }
    let world = World::bare(Stack::V4);
    world.pod.must(Command::new("iptables-legacy").args(["-t", "nat", "-L"]), "");
    Run::new(PLAIN, Family::V4).succeed(&world.pod);
    let legacy = |line: &String| line.starts_with("iptables-legacy-save");
    assert!(!state(&world.pod).iter().any(legacy), "empty tables are not a reason for the older backend");
}

/// A table is refused when another one is already in: nothing stays.
#[test]
fn half_of_the_rules_is_never_left() {
    if !tools::ready() {
        return;
    }
    for backend in BACKENDS {
        let world = pod(backend);
        let before = state(&world.pod);
        let run = run(backend, RICH).variable("ISTIO_OUTBOUND_OWNER_GROUPS_EXCLUDE", "no-such-group");
        refused(&run, &world.pod);
        same(&before, &state(&world.pod), &format!("{backend:?}"));
    }
}
