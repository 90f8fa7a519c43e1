//! What comes in: to the proxy, or past it.

use crate::harness::packets::{Case, PLAIN, check};
use crate::harness::program::Backend;
use crate::on_each_backend;

const CASES: &[Case] = &[
    Case {
        name: "everything but the ports of probes and the tunnel",
        flags: "-u 1337 -g 1337 -b * -d 15090,15021,15020",
        calls: "
            peer -> pod:8080 => inbound
            peer -> pod:22 => inbound
            peer -> pod:15020 => direct
            peer -> pod:15021 => direct
            peer -> pod:15090 => direct
            peer -> pod:15008 => direct
            app -> far:80 => direct
        ",
        ..PLAIN
    },
    Case { name: "nothing", flags: "-u 1337 -g 1337 -i *", calls: "peer -> pod:8080 => direct", ..PLAIN },
    Case {
        name: "only some ports, and then none is left out",
        flags: "-u 1337 -g 1337 -b 8080,15020 -d 8080",
        calls: "
            peer -> pod:8080 => inbound
            peer -> pod:15020 => inbound
            peer -> pod:9090 => direct
            peer -> pod:15008 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "other ports of proxy and tunnel",
        flags: "-z 15001 -e 9090 -u 1337 -g 1337 -b *",
        calls: "
            peer -> pod:8080 => outbound
            peer -> pod:15008 => outbound
            peer -> pod:9090 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "a port without anybody",
        flags: "-u 1337 -g 1337 -b * -d 7",
        calls: "
            peer -> pod:6 => inbound | refused
            peer -> pod:7 => refused | refused
        ",
        ..PLAIN
    },
];

on_each_backend!(|backend| check(backend, CASES));
