//! Questions of DNS: the application's go to the agent, the agent's own go to the resolver, though both look alike.

use std::net::SocketAddr;
use std::process::Command;

use crate::harness::call::{Call, End};
use crate::harness::namespace::{APP, Identity, PROXY};
use crate::harness::packets::{Case, PLAIN, check};
use crate::harness::program::{BACKENDS, Backend, Run};
use crate::harness::tools;
use crate::harness::world::{AGENT, Family, World};
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

/// A world in which DNS is captured; no question has been asked yet.
fn captured(backend: Backend, family: Family) -> World {
    let world = World::new(family.stack());
    let flags = "-u 1337 -g 1337 -i * --redirect-dns --capture-all-dns";
    Run::new(flags, family).flag(backend.flag()).succeed(&world.pod);
    world
}

#[test]
fn equal_questions_of_application_and_agent_do_not_mix() {
    if !tools::ready() {
        return;
    }
    for backend in BACKENDS {
        for family in [Family::V4, Family::V6] {
            for order in [[APP, PROXY], [PROXY, APP]] {
                let world = captured(backend, family);
                for (round, who) in order.repeat(4).into_iter().enumerate() {
                    let wanted = if who == PROXY { 53 } else { AGENT };
                    let door = ask(&world, family, who);
                    assert_eq!(door, wanted, "{backend:?}, {family:?}, question {round} of {who:?}");
                }
            }
        }
    }
}

/// The control of the test above: what goes wrong if the rules of zones are taken away.
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
        let world = captured(backend, Family::V4);
        world.pod.must(Command::new(program).args(arguments.split(' ')), "");
        assert_eq!(ask(&world, Family::V4, APP), AGENT);
        assert_eq!(ask(&world, Family::V4, PROXY), AGENT, "{backend:?}: the agent asks itself");
    }
}
