//! What flags ask for, held against the rules that are there; and packets through those.

use std::process::Command;

use crate::harness::namespace::Namespace;
use crate::harness::program::{Backend, Run};
use crate::harness::tools;
use crate::harness::world::{Family, Stack, World};

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
fn rules_for_ipv6_that_were_left_behind_are_told() {
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
