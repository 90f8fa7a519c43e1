//! `outrigger iptables verify` and `trace --live` on rules that are there, in network namespaces: `make netns` runs it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]
#![allow(missing_docs, reason = "tests have no users")]

use std::process::Command;

use harness::namespace::Namespace;
use harness::program::{BACKENDS, Backend, Run};
use harness::tools;
use harness::world::{Family, Stack, World};

#[path = "../../init/tests/netns/harness/mod.rs"]
#[allow(dead_code, clippy::string_slice, reason = "the tests of the init container need more of it")]
mod harness;

const RICH: &str = "-m TPROXY -u 1337 -g 1337 -b * -d 15090 -i * -c eth9 --drop-invalid --redirect-dns --capture-all-dns \
                    --ipv6=true";
const PLAIN: &str = "-u 1337 -g 1337 -b * -i * --ipv6=true";
const TPROXY: &str = "-m TPROXY -u 1337 -g 1337 -b * -i * --ipv6=true";
const FLAGS: &str = "-p 15001 -z 15006 -u 1337 -m REDIRECT -i * -x '' -b * -d 15021";

/// Runs the program; its exit status and what it printed.
fn asked(pod: &Namespace, flags: &str, backend: Backend) -> (Option<i32>, String) {
    let mut command = Run::new(flags, Family::V4).flag(backend.flag()).command();
    let output = pod.run(&mut command, "");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn live_rules_are_held_against_flags() {
    if !tools::ready() {
        return;
    }
    for backend in [Backend::IptablesLegacy, Backend::IptablesNft, Backend::NativeNft] {
        let world = World::bare(Stack::V4);
        assert_eq!(asked(&world.pod, &format!("{FLAGS} verify"), backend).0, Some(3), "{backend:?}");
        Run::new(FLAGS, Family::V4).flag(backend.flag()).succeed(&world.pod);
        let same = asked(&world.pod, &format!("{FLAGS} verify"), backend);
        assert_eq!(same.0, Some(0), "{backend:?}: {}", same.1);
        let other = asked(&world.pod, &format!("{FLAGS} verify -d 22"), backend);
        assert_eq!(other.0, Some(3), "another port: {}", other.1);
    }
}

#[test]
fn packets_are_followed_through_live_rules() {
    if !tools::ready() {
        return;
    }
    for (backend, program) in
        [(Backend::IptablesLegacy, "iptables-legacy"), (Backend::IptablesNft, "iptables-nft")]
    {
        let world = World::bare(Stack::V4);
        let trace = || asked(&world.pod, "trace --live --out 10.1.2.3:443 --uid 1000", backend).1;
        assert_eq!(trace(), "the packet goes where it was going\n", "{backend:?}");
        Run::new("-u 1337 -i * -b *", Family::V4).flag(backend.flag()).succeed(&world.pod);
        assert!(trace().ends_with("is redirected to port 15001 of this host\n"), "{}", trace());
        let foreign = "-t nat -I OUTPUT 1 -p tcp -m statistic --mode random --probability 0.5 -j RETURN";
        world.pod.must(Command::new(program).args(foreign.split(' ')), "");
        let text = trace();
        assert!(text.contains("? nat    OUTPUT             1  -p tcp -m statistic"), "{text}");
        assert!(text.ends_with("is redirected to port 15001 of this host\n"), "{text}");
        let own = "-t nat -I ISTIO_OUTPUT 1 -d 10.1.0.0/16 -j RETURN";
        world.pod.must(Command::new(program).args(own.split(' ')), "");
        assert!(trace().contains("> nat    ISTIO_OUTPUT       1  -d 10.1.0.0/16 -j RETURN"), "{}", trace());
    }
    let native = asked(&World::bare(Stack::V4).pod, "trace --live --out 10.1.2.3:443", Backend::NativeNft);
    assert!(native.0 == Some(1) && native.1.contains("--live"), "{native:?}");
}

#[test]
fn rules_for_ipv6_that_were_left_behind_are_found() {
    if !tools::ready() {
        return;
    }
    for backend in [Backend::IptablesLegacy, Backend::IptablesNft] {
        let world = World::bare(Stack::Dual);
        let run = |flags: &str| Run::new(flags, Family::V4).flag(backend.flag());
        run("-u 1337 -i * -b * --ipv6=false").succeed(&world.pod);
        assert_eq!(asked(&world.pod, "-u 1337 -i * -b * --ipv6=false verify", backend).0, Some(0));
        run("-u 1337 -i * -b * --ipv6=true --reconcile").succeed(&world.pod);
        let (code, text) = asked(&world.pod, "-u 1337 -i * -b * --ipv6=false verify", backend);
        assert!(
            code == Some(3) && text.contains("IPv6") && text.contains("unexpected"),
            "{backend:?}: {text}"
        );
    }
}

fn run(backend: Backend, flags: &str) -> Run {
    Run::new(flags, Family::V4).flag(backend.flag())
}

#[test]
fn what_was_changed_by_hand_is_found() {
    if !tools::ready() {
        return;
    }
    let native = [
        ("flush chain inet istio-proxy-nat output", "istio-output"),
        ("insert rule inet istio-proxy-nat istio-output tcp dport 25 return", "dport 25"),
    ];
    let iptables = [
        ("-t nat -D OUTPUT -j ISTIO_OUTPUT", "-j ISTIO_OUTPUT"),
        ("-t nat -I ISTIO_OUTPUT 1 -p tcp --dport 25 -j RETURN", "--dport 25"),
    ];
    for (backend, program, changes) in [
        (Backend::IptablesLegacy, "iptables-legacy", iptables),
        (Backend::IptablesNft, "iptables-nft", iptables),
        (Backend::NativeNft, "nft", native),
    ] {
        let world = World::bare(Stack::Dual);
        let verify = |flags: &str| {
            let output = run(backend, flags).flag("verify").flag("--output=json").output(&world.pod);
            (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
        };
        assert_eq!(verify(RICH).0, Some(3), "{backend:?}: nothing is there");
        run(backend, RICH).succeed(&world.pod);
        assert_eq!(verify(RICH).0, Some(0), "{backend:?}: {}", verify(RICH).1);
        assert_eq!(verify(PLAIN).0, Some(3), "{backend:?}");
        for (change, shown) in changes {
            world.pod.must(Command::new(program).args(change.split(' ')), "");
            let (code, text) = verify(RICH);
            assert!(code == Some(3) && text.contains(shown), "{backend:?}, {change}: {code:?} {text}");
        }
        run(backend, RICH).flag("--reconcile").succeed(&world.pod);
        assert_eq!(verify(RICH).0, Some(0), "{backend:?}: {}", verify(RICH).1);
    }
}

#[test]
fn routes_that_are_missing_or_left_behind_are_found() {
    if !tools::ready() {
        return;
    }
    for backend in BACKENDS {
        let world = World::bare(Stack::Dual);
        run(backend, TPROXY).succeed(&world.pod);
        let verify = |flags: &str| {
            let output = run(backend, flags).flag("verify").output(&world.pod);
            (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
        };
        let (code, text) = verify(TPROXY);
        assert!(code == Some(0) && text.contains("IPv6: the routes are those"), "{backend:?}: {text}");
        for (lines, shown) in [
            ("-4 rule delete fwmark 1337", "missing    ip -4 rule fwmark 1337 lookup 133"),
            (
                "-6 route delete local default dev lo table 133",
                "missing    ip -6 route local default dev lo table 133",
            ),
            ("-6 address delete ::6/128 dev lo", "missing    ip -6 address ::6/128 dev lo"),
        ] {
            let arguments: Vec<&str> = lines.split(' ').collect();
            world.pod.must(Command::new("ip").args(&arguments), "");
            let (code, text) = verify(TPROXY);
            assert!(code == Some(3) && text.contains(shown), "{backend:?}, {lines}: {code:?} {text}");
            run(backend, TPROXY).succeed(&world.pod);
            assert_eq!(verify(TPROXY).0, Some(0), "{backend:?}, {lines}: a second run mends it");
        }
        let plain = "-u 1337 -g 1337 -b * -i * --ipv6=true";
        let (code, text) = verify(plain);
        let left = "unexpected ip -4 rule fwmark 1337 lookup 133";
        assert!(code == Some(3) && text.contains(left), "{backend:?}: {text}");
        run(backend, plain).flag("--reconcile").succeed(&world.pod);
        assert_eq!(verify(plain).0, Some(0), "{backend:?}: {}", verify(plain).1);
    }
}
