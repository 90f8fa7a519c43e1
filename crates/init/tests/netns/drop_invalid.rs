//! `--drop-invalid`: what belongs to no connection vanishes. Without it the kernel answers, and a proxy's connection
//! may be reset by it.

use std::net::{SocketAddr, SocketAddrV4, TcpStream};
use std::time::Duration;

use crate::harness::namespace::{Namespace, ROOT};
use crate::harness::program::{BACKENDS, Run};
use crate::harness::segments::{ACK, RST, SYN, Segment, Wire};
use crate::harness::service::{Door, Service};
use crate::harness::tools;
use crate::harness::world::{Family, Stack, World};

const PATIENCE: Duration = Duration::from_secs(3);
const SILENCE: Duration = Duration::from_millis(500);
const FLAGS: &str = "-u 1337 -g 1337 -b 9090";

fn address(text: &str) -> SocketAddrV4 {
    match Family::V4.socket(text) {
        SocketAddr::V4(address) => address,
        SocketAddr::V6(_) => panic!("asked for IPv4"),
    }
}

/// The answer to a consent that nobody asked for, sent by hand; honest kernels say no to it.
fn answer_to_a_stray_consent(peer: &Namespace, port: u16, patience: Duration) -> Option<u8> {
    let (from, to) = (SocketAddrV4::new(*address("peer:0").ip(), port), address("pod:8080"));
    peer.inside(ROOT, || {
        let wire = Wire::open();
        wire.send(Segment { from, to, sequence: 7, acknowledged: 9, flags: SYN | ACK });
        wire.receive(to, from, patience).map(|segment| segment.flags & (RST | SYN))
    })
}

/// The answer to a segment that is far ahead in a connection that exists; honest kernels say where they are.
fn answer_to_a_leap(peer: &Namespace, patience: Duration) -> Option<u8> {
    let to = address("pod:8080");
    peer.inside(ROOT, || {
        let wire = Wire::open();
        let connection = TcpStream::connect(to).unwrap();
        let SocketAddr::V4(from) = connection.local_addr().unwrap() else { panic!("asked for IPv4") };
        let consent = wire.receive(to, from, PATIENCE).expect("the connection stands");
        assert_eq!(consent.flags & (SYN | ACK), SYN | ACK);
        // The server waits for a first word and says nothing by itself.
        let sequence = consent.acknowledged.wrapping_add(1 << 30);
        wire.send(Segment { from, to, sequence, acknowledged: consent.sequence.wrapping_add(1), flags: ACK });
        wire.receive(to, from, patience).map(|segment| segment.flags & (RST | ACK))
    })
}

#[test]
fn packets_of_no_connection_are_dropped_with_the_flag_and_answered_without() {
    if !tools::ready() {
        return;
    }
    for backend in BACKENDS {
        let world = World::bare(Stack::V4);
        let _silent = Service::silent(&world.pod, Door::tcp(SocketAddr::V4(address("pod:8080"))));
        // No rules, rules without the flag, rules with it.
        for (round, flags) in [None, Some(FLAGS), Some("-u 1337 -g 1337 -b 9090 --drop-invalid --reconcile")]
            .into_iter()
            .enumerate()
        {
            if let Some(flags) = flags {
                Run::new(flags, Family::V4).flag(backend.flag()).succeed(&world.pod);
            }
            let dropped = round == 2;
            let patience = if dropped { SILENCE } else { PATIENCE };
            let port = 42_000 + u16::try_from(round).unwrap();
            let consent = answer_to_a_stray_consent(&world.peer, port, patience);
            assert_eq!(consent, (!dropped).then_some(RST), "{backend:?}, {flags:?}");
            let leap = answer_to_a_leap(&world.peer, patience);
            assert_eq!(leap, (!dropped).then_some(ACK), "{backend:?}, {flags:?}");
        }
    }
}
