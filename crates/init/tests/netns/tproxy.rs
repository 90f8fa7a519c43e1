//! TPROXY: packets keep their addresses on the way to the proxy, and on its way to the application.

use std::net::SocketAddr;
use std::process::Command;

use crate::harness::call::{Call, End};
use crate::harness::namespace::Identity;
use crate::harness::packets::{Case, PLAIN, check};
use crate::harness::program::{self, BACKENDS, Backend, Run};
use crate::harness::tools;
use crate::harness::world::{Family, Proxy, Stack, World};
use crate::on_each_backend;

const CASES: &[Case] = &[
    Case {
        name: "everything",
        flags: "-m TPROXY -u 1337 -g 1337 -b * -d 15090,15021,15020 -i *",
        calls: "
            peer -> pod:8080 => tproxy
            peer -> pod:22 => tproxy
            peer -> pod:15008 => tproxy
            peer -> pod:15021 => direct
            app -> far:80 => outbound
            proxy -> far:80 => direct
            app -> pod:8080 => direct
            app -> localhost:8080 => direct
            proxy -> localhost:8080 => direct
            proxy -> pod:8080 => inbound
            uid=1337 -> pod:15008 => tproxy
            gid=1337 -> pod:15008 => tproxy
            guest -> pod:8080 => tproxy
            guest -> far:80 => tproxy
        ",
        ..PLAIN
    },
    Case {
        name: "a port without anybody",
        flags: "-m TPROXY -u 1337 -g 1337 -b *",
        calls: "peer -> pod:6 => tproxy | refused",
        ..PLAIN
    },
    Case {
        name: "only some ports",
        flags: "-m TPROXY -u 1337 -g 1337 -b 8080,9090",
        calls: "
            peer -> pod:8080 => tproxy
            peer -> pod:9090 => tproxy
            peer -> pod:7070 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "an interface left alone",
        flags: "-m TPROXY -u 1337 -g 1337 -b * -i * -c net1",
        calls: "
            peer -> pod:8080 => tproxy
            guest -> pod:8080 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "the proxy delivers what came in without a listener",
        flags: "-m TPROXY -u 1337 -g 1337 -b * -i *",
        families: &[Family::V4],
        calls: "
            uid=1337 from passthrough -> pod:8080 => direct
            gid=1337 from passthrough -> pod:8080 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "another mark and another table",
        flags: "-m TPROXY -t 2674 -r 77 -u 1337 -g 1337 -b * -i *",
        calls: "peer -> pod:8080 => tproxy",
        ..PLAIN
    },
    Case {
        name: "another mode than TPROXY is REDIRECT",
        flags: "-m REDIRECT -u 1337 -g 1337 -b *",
        calls: "peer -> pod:8080 => inbound",
        ..PLAIN
    },
];

on_each_backend!(|backend| check(backend, CASES));

/// A proxy that may have every address runs as root, in the proxy's group.
const TRANSPARENT: Identity = Identity { uid: 0, gid: 1337 };
const MARK: u32 = 1337;

/// The application sees the caller's own address: the proxy calls it as the caller, and the answer must find the way
/// back to the proxy, though its address is somebody else's.
#[test]
fn the_application_sees_the_callers_address() {
    if !tools::ready() {
        return;
    }
    for backend in BACKENDS {
        for family in [Family::V4, Family::V6] {
            let world = World::with_proxy(family.stack(), Proxy { transparent: true, ..Proxy::default() });
            let caller = SocketAddr::new(family.address("peer"), 41_000);
            let mut call = Call::new(TRANSPARENT, family.socket("pod:8080"));
            call.from = Some(caller);
            call.mark = Some(MARK);
            call.hopeful = false;
            assert_eq!(call.make(&world.pod), End::Silence, "{family:?}: without rules answers get lost");

            let flags = "-m TPROXY -u 1337 -g 1337 -b * -i *";
            Run::new(flags, family).flag(backend.flag()).succeed(&world.pod);
            call.hopeful = true;
            call.from = Some(SocketAddr::new(caller.ip(), 41_001));
            let End::Arrived(arrival, own) = call.make(&world.pod) else {
                panic!("{backend:?}, {family:?}: {}", call.make(&world.pod));
            };
            assert_eq!((arrival.door, arrival.caller, own.port()), (8080, own, 41_001));
        }
    }
}

/// The route is what brings such packets in; a second run adds none.
#[test]
fn the_rule_for_marked_packets_is_there_once() {
    // Istio's own adds one with each run.
    if !tools::ready() || !program::is_ours() {
        return;
    }
    for backend in BACKENDS {
        let world = World::bare(Stack::Dual);
        let run = Run::new("-m TPROXY -u 1337 -g 1337 -b * --dual-stack", Family::V4).flag(backend.flag());
        for _ in 0..3 {
            run.succeed(&world.pod);
        }
        for family in ["-4", "-6"] {
            let rules = world.pod.must(Command::new("ip").args([family, "rule", "list"]), "");
            assert_eq!(rules.matches("fwmark 0x539 lookup 133").count(), 1, "{backend:?}: {rules}");
        }
    }
}
