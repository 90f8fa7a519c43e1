//! What the program refuses: before it touches anything, and with the name of what is wrong.

use std::process::Command;

use crate::harness::namespace::Namespace;
use crate::harness::program::{BACKENDS, Run, is_ours, rules};
use crate::harness::tools;
use crate::harness::world::{Family, Stack, World};

/// Flags, each the only thing that is wrong, with the name that the message has to have.
const BAD: &[(&str, &str, &str)] = &[
    ("-p", "70000", "envoy-port"),
    ("-p", "http", "envoy-port"),
    ("-z", "-1", "inbound-capture-port"),
    ("-e", "65536", "inbound-tunnel-port"),
    ("-b", "8080,70000", "istio-inbound-ports"),
    ("-b", "8080;reboot", "istio-inbound-ports"),
    ("-d", "80:90x", "istio-local-exclude-ports"),
    ("-q", "443,$(id)", "istio-outbound-ports"),
    ("-o", "99999999999999999999", "istio-local-outbound-ports-exclude"),
    ("-i", "10.0.0.0", "istio-service-cidr"),
    ("-i", "10.0.0.0/33", "istio-service-cidr"),
    ("-i", "10.0.0.0/8 -j ACCEPT", "istio-service-cidr"),
    ("-i", "fd00::/129", "istio-service-cidr"),
    ("-x", "*", "istio-service-exclude-cidr"),
    ("-x", "10.0.0.0/8\n-A OUTPUT -j DROP", "istio-service-exclude-cidr"),
    ("-c", "LONG", "istio-exclude-interfaces"),
    ("-c", "eth0;reboot", "istio-exclude-interfaces"),
    ("-k", "LONG", "kube-virt-interfaces"),
    ("-k", "net1 -j ACCEPT", "kube-virt-interfaces"),
    ("-u", "1337`id`", "proxy-uid"),
    ("-u", "4294967296", "proxy-uid"),
    ("-g", "1337|sh", "proxy-gid"),
    ("-t", "mark", "istio-inbound-tproxy-mark"),
    ("-r", "main;", "istio-inbound-tproxy-route-table"),
    ("--iptables-probe-port", "70000", "iptables-probe-port"),
    ("--probe-timeout", "soon", "probe-timeout"),
    ("--force-iptables-binary", "other", "force-iptables-binary"),
    ("--no-such-flag", "1", "no-such-flag"),
];

/// Environment variables of the same kind.
const BAD_VARIABLES: &[(&str, &str)] = &[
    ("ISTIO_OUTBOUND_OWNER_GROUPS", "java;reboot"),
    ("ISTIO_OUTBOUND_OWNER_GROUPS_EXCLUDE", "a b"),
    ("ISTIO_OUTBOUND_IPV4_LOOPBACK_CIDR", "10.0.0.0/8"),
    ("ISTIO_OUTBOUND_IPV4_LOOPBACK_CIDR", "127.0.0.1"),
];

const GOOD: &str = "-m TPROXY -u 1337 -g 1337 -b * -i *";

/// A namespace that has rules of its own, which nobody may touch.
fn with_foreign_rules() -> World {
    let world = World::bare(Stack::V4);
    for program in ["iptables-legacy", "iptables-nft"] {
        let rule = ["-A", "INPUT", "-p", "tcp", "--dport", "1", "-j", "DROP"];
        world.pod.must(Command::new(program).args(rule), "");
    }
    let table = "add table inet own; add chain inet own kept { type filter hook input priority 0; }";
    world.pod.must(Command::new("nft").arg(table), "");
    world
}

/// All that the program could change.
fn state(pod: &Namespace) -> String {
    let mut state = rules(pod);
    for arguments in ["rule list", "-6 rule list", "route show table all", "-6 route show table all"] {
        let lines = pod.must(Command::new("ip").args(arguments.split(' ')), "");
        // The kernel gives links an address of their own when it finds the time.
        state.extend(lines.lines().filter(|line| !line.contains("fe80:")).map(|line| format!("{line}\n")));
    }
    state
}

#[test]
fn bad_input_is_refused_before_anything_is_touched() {
    if !tools::ready() || !is_ours() {
        return;
    }
    let world = with_foreign_rules();
    let before = state(&world.pod);
    let mut wrong = Vec::new();
    for backend in BACKENDS {
        let good = || Run::new(GOOD, Family::V4).flag(backend.flag());
        let flags = BAD.iter().map(|(flag, value, name)| {
            let value = if *value == "LONG" { "a".repeat(300) } else { (*value).to_owned() };
            (good().flag(&format!("{flag}={value}")), *name)
        });
        let variables = BAD_VARIABLES.iter().map(|(name, value)| (good().variable(name, value), *name));
        for (run, name) in flags.chain(variables) {
            let output = run.output(&world.pod);
            let said = String::from_utf8_lossy(&output.stderr);
            if output.status.success() || !said.contains(name) {
                wrong.push(format!("{backend:?}, {name}: {run:?}: {}, {said}", output.status));
            }
            if output.status.code().is_none_or(|code| code == 101) {
                wrong.push(format!("{backend:?}, {name}: ends by {}", output.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(state(&world.pod), before);
}

/// The control: what is compared above does see what the program changes.
#[test]
fn good_input_changes_what_is_compared() {
    if !tools::ready() {
        return;
    }
    for backend in BACKENDS {
        let world = with_foreign_rules();
        let before = state(&world.pod);
        Run::new(GOOD, Family::V4).flag(backend.flag()).succeed(&world.pod);
        let after = state(&world.pod);
        assert_ne!(after, before, "{backend:?}");
        for foreign in ["--dport 1 -j DROP", "table inet own", "tcp dport 1"] {
            assert!(after.contains(foreign), "{backend:?}: `{foreign}` is gone");
        }
    }
}
