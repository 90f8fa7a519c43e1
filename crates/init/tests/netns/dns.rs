//! Questions of DNS: the application's go to the agent, the agent's own go to the resolver, though both look alike.

use std::net::SocketAddr;
use std::process::Command;

use crate::harness::call::{Call, End};
use crate::harness::namespace::{APP, Identity, PROXY, ROOT};
use crate::harness::packets::{Case, PLAIN, check};
use crate::harness::program::{Backend, Run};
use crate::harness::tools;
use crate::harness::world::{AGENT, Family, Proxy, World};
use crate::on_each_backend;

const CASES: &[Case] = &[
    Case {
        name: "every resolver",
        flags: "-u 1337 -g 1337 -i * --redirect-dns --capture-all-dns",
        calls: "
            app -> resolver:53 udp => agent
            app -> resolver2:53 udp => agent
            app -> far:53 udp => agent
            app -> resolver:53 => agent
            app -> far:53 => agent
            app -> far:80 => outbound
            proxy -> resolver:53 udp => direct
            uid=1337 -> resolver:53 udp => direct
            gid=1337 -> resolver:53 udp => direct
            proxy -> resolver:53 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "the resolvers that the pod was given",
        flags: "-u 1337 -g 1337 -i {other-net} --redirect-dns",
        nameservers: &["resolver"],
        calls: "
            app -> resolver:53 udp => agent
            app -> resolver:53 => agent
            app -> resolver2:53 udp => direct
            app -> far:53 udp => direct
            app -> far:53 => direct
            proxy -> resolver:53 udp => direct
            proxy -> resolver:53 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "several of them",
        flags: "-u 1337 -g 1337 -i {other-net} --redirect-dns",
        nameservers: &["resolver", "resolver2"],
        calls: "
            app -> resolver:53 udp => agent
            app -> resolver2:53 udp => agent
            app -> resolver2:53 => agent
            app -> far:53 udp => direct
        ",
        ..PLAIN
    },
    Case {
        name: "a port that is left out is left out for DNS too",
        flags: "-u 1337 -g 1337 -i * -o 53 --redirect-dns --capture-all-dns",
        calls: "
            app -> resolver:53 udp => direct
            app -> resolver:53 => direct
            app -> far:80 => outbound
        ",
        ..PLAIN
    },
    Case {
        name: "without the flag",
        flags: "-u 1337 -g 1337 -b * -i {other-net}",
        nameservers: &["resolver"],
        calls: "
            app -> resolver:53 udp => direct
            app -> resolver:53 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "groups that are left out keep their resolvers",
        flags: "-u 1337 -g 1337 -i * --redirect-dns --capture-all-dns",
        variables: &[("ISTIO_OUTBOUND_OWNER_GROUPS_EXCLUDE", "2000")],
        calls: "
            gid=2000 -> resolver:53 udp => direct
            gid=2000 -> resolver:53 => direct
            app -> resolver:53 udp => agent
        ",
        ..PLAIN
    },
];

on_each_backend!(|backend| check(backend, CASES));

/// A question from one port; questions of two users from it look the same on the wire.
fn ask(world: &World, family: Family, who: Identity) -> u16 {
    let from = SocketAddr::new(family.address("pod"), 40_000);
    let mut call = Call::new(who, family.socket("resolver:53"));
    call.from = Some(from);
    call.datagram = true;
    match call.make(&world.pod) {
        End::Arrived(arrival, _) => arrival.door,
        end => panic!("a question of {who:?} {end}"),
    }
}

/// The agent may be told by its user or by its group; each has rules of its own.
const AGENTS: [Identity; 2] = [Identity { uid: 1337, gid: 99 }, Identity { uid: 99, gid: 1337 }];
const FLAGS: &str = "-u 1337 -g 1337 -i * --redirect-dns";

/// A world in which DNS is captured, of one resolver or of all; no question has been asked yet.
fn captured(backend: Backend, family: Family, agent: Identity, all: bool) -> World {
    let world = World::with_proxy(family.stack(), Proxy { agent, ..Proxy::default() });
    let run = Run::new(FLAGS, family).flag(backend.flag());
    let run = if all {
        run.flag("--capture-all-dns")
    } else {
        run.nameservers(&[family.address("resolver").to_string()])
    };
    run.succeed(&world.pod);
    world
}

/// What the kernel remembers of questions: the zone and whether an answer was seen.
fn remembered(world: &World) -> Vec<(u8, bool)> {
    // Only this thread is in the namespace.
    let path = "/proc/thread-self/net/nf_conntrack";
    let entries = world.pod.inside(ROOT, || std::fs::read_to_string(path)).unwrap();
    let udp = entries.lines().filter(|line| line.contains(" udp ") && line.contains("sport=40000"));
    let entry = |line: &str| {
        let zone = line.split_once("zone=").and_then(|(_, rest)| rest.split(' ').next()?.parse().ok());
        (zone.unwrap_or(0), !line.contains("[UNREPLIED]"))
    };
    let mut seen: Vec<_> = udp.map(entry).collect();
    seen.sort_unstable();
    seen
}

fn equal_questions_do_not_mix(backend: Backend, family: Family, agent: Identity, all: bool) {
    for order in [[APP, agent], [agent, APP]] {
        let world = captured(backend, family, agent, all);
        let place = format!("{backend:?}, {family:?}, {agent:?}, all: {all}");
        for (round, who) in order.repeat(3).into_iter().enumerate() {
            let wanted = if who == agent { 53 } else { AGENT };
            assert_eq!(ask(&world, family, who), wanted, "{place}: question {round} of {who:?}");
        }
        // The agent's in one zone, the application's in another, and answers find their questions.
        assert_eq!(remembered(&world), [(1, true), (2, true)], "{place}");
    }
}

fn check_equal_questions(backend: Backend) {
    if !tools::ready() {
        return;
    }
    for family in [Family::V4, Family::V6] {
        for agent in AGENTS {
            for all in [true, false] {
                equal_questions_do_not_mix(backend, family, agent, all);
            }
        }
    }
}

mod equal_questions_of_application_and_agent {
    use super::{Backend, check_equal_questions, on_each_backend};

    on_each_backend!(check_equal_questions);
}

/// The control of the tests above: what goes wrong if the rules of zones are taken away.
#[test]
fn without_zones_they_mix() {
    if !tools::ready() {
        return;
    }
    for (backend, program, arguments) in [
        (Backend::IptablesLegacy, "iptables-legacy", "-t raw -F"),
        (Backend::IptablesNft, "iptables-nft", "-t raw -F"),
        (Backend::NativeNft, "nft", "delete table inet istio-proxy-raw"),
    ] {
        let world = captured(backend, Family::V4, PROXY, true);
        world.pod.must(Command::new(program).args(arguments.split(' ')), "");
        assert_eq!(ask(&world, Family::V4, APP), AGENT);
        assert_eq!(ask(&world, Family::V4, PROXY), AGENT, "{backend:?}: the agent asks itself");
    }
}
