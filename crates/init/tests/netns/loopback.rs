//! What a pod sends to itself, which must never run in circles.

use crate::harness::packets::{Case, PLAIN, check};
use crate::harness::program::Backend;
use crate::harness::world::Family;
use crate::on_each_backend;

const CASES: &[Case] = &[
    Case {
        name: "an application calls its own pod",
        flags: "-u 1337 -g 1337 -b * -i *",
        calls: "
            app -> pod:8080 => direct
            app -> localhost:8080 => direct
            root -> pod:8080 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "the proxy calls the application",
        flags: "-u 1337 -g 1337 -b * -i *",
        calls: "
            proxy -> localhost:8080 => direct
            uid=1337 -> localhost:8080 => direct
            gid=1337 -> localhost:8080 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "the proxy calls its own pod by the address of a service",
        flags: "-u 1337 -g 1337 -b * -i *",
        calls: "
            proxy -> pod:8080 => inbound
            uid=1337 -> pod:8080 => inbound
            gid=1337 -> pod:8080 => direct
            proxy -> pod:15008 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "the same while DNS is captured",
        flags: "-u 1337 -g 1337 -b * -i * --redirect-dns --capture-all-dns",
        calls: "
            uid=1337 -> pod:8080 => inbound
            gid=1337 -> pod:8080 => direct
            proxy -> pod:15008 => direct
            app -> pod:8080 => direct
            app -> localhost:8080 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "the proxy delivers what came in without a listener",
        flags: "-u 1337 -g 1337 -b * -i *",
        families: &[Family::V4],
        calls: "
            proxy from passthrough -> pod:8080 => direct
            app from passthrough -> pod:8080 => direct
            proxy from passthrough -> localhost:8080 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "the same over IPv6, where the program adds the address",
        flags: "-u 1337 -g 1337 -b * -i *",
        families: &[Family::V6],
        calls: "
            proxy from passthrough -> pod:8080 => direct | no-source
            proxy from passthrough -> localhost:8080 => direct | no-source
        ",
        ..PLAIN
    },
    Case {
        name: "the probe of the rules themselves",
        flags: "-u 1337 -g 1337 -b * -i *",
        families: &[Family::V4],
        calls: "
            proxy from localhost -> passthrough:15002 => inbound | refused
            root from localhost -> passthrough:15002 => refused | refused
        ",
        ..PLAIN
    },
    Case {
        name: "the probe over IPv6",
        flags: "-u 1337 -g 1337 -b * -i *",
        families: &[Family::V6],
        calls: "root from localhost -> localhost:15002 => refused | refused",
        ..PLAIN
    },
    Case {
        name: "applications call themselves through the proxy when the loopback is in the ranges",
        flags: "-u 1337 -g 1337 -i {far-net},127.0.0.0/8 -b *",
        variables: &[("ISTIO_OUTBOUND_IPV4_LOOPBACK_CIDR", "127.0.0.1/32")],
        families: &[Family::V4],
        calls: "
            app -> localhost:8080 => direct
            app from localhost -> passthrough:8080 => outbound
            app from passthrough -> passthrough:8080 => direct
            proxy -> localhost:8080 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "then the group of the proxy alone makes a proxy",
        flags: "-u 1337 -g 1337 -i 127.0.0.0/8 -b *",
        families: &[Family::V4],
        calls: "
            gid=1337 -> pod:8080 => inbound
            uid=1337 -> pod:8080 => inbound
            app -> pod:8080 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "the whole loopback network is local",
        flags: "-u 1337 -g 1337 -i {far-net},127.0.0.0/8 -b *",
        variables: &[("ISTIO_OUTBOUND_IPV4_LOOPBACK_CIDR", "127.0.0.0/8")],
        families: &[Family::V4],
        calls: "
            app from localhost -> passthrough:8080 => direct
            proxy from localhost -> passthrough:8080 => direct
        ",
        ..PLAIN
    },
];

on_each_backend!(|backend| check(backend, CASES));
