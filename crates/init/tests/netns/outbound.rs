//! What applications send: to the proxy, or past it.

use crate::harness::packets::{Case, PLAIN, check};
use crate::harness::program::Backend;
use crate::harness::world::Family;
use crate::on_each_backend;

const CASES: &[Case] = &[
    Case {
        name: "everything",
        flags: "-u 1337 -g 1337 -i *",
        calls: "
            app -> far:80 => outbound
            root -> far:443 => outbound
            app -> peer:22 => outbound
            app -> far:15008 => outbound
            app -> far:53 => outbound
            app -> far:53 udp => direct
            proxy -> far:80 => direct
            uid=1337 -> far:80 => direct
            gid=1337 -> far:80 => direct
            peer -> pod:8080 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "nothing",
        flags: "-u 1337 -g 1337",
        calls: "
            app -> far:80 => direct
            proxy -> far:80 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "several users and groups of the proxy",
        flags: "-u 1337,2001 -g 1337,3001 -i *",
        calls: "
            uid=2001 -> far:80 => direct
            gid=3001 -> far:80 => direct
            uid=3001 -> far:80 => outbound
            gid=2001 -> far:80 => outbound
            app -> far:80 => outbound
        ",
        ..PLAIN
    },
    Case {
        name: "another port of the proxy",
        flags: "-p 15053 -u 1337 -g 1337 -i *",
        calls: "app -> far:80 => agent",
        ..PLAIN
    },
    Case {
        name: "a range",
        flags: "-u 1337 -g 1337 -i {far-net}",
        calls: "
            app -> far:80 => outbound
            app -> other:80 => direct
            app -> peer:80 => direct
            proxy -> far:80 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "a range written as an address in it",
        flags: "-u 1337 -g 1337 -i 10.20.3.4/16",
        families: &[Family::V4],
        calls: "
            app -> far:80 => outbound
            app -> other:80 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "two ranges",
        flags: "-u 1337 -g 1337 -i {far-net},{other-net}",
        calls: "
            app -> far:80 => outbound
            app -> other:80 => outbound
            app -> peer:80 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "all but a range",
        flags: "-u 1337 -g 1337 -i * -x {other-net}",
        calls: "
            app -> far:80 => outbound
            app -> other:80 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "a range without a part of it",
        flags: "-u 1337 -g 1337 -i {far-net},{other-net} -x {other-net}",
        calls: "
            app -> far:80 => outbound
            app -> other:80 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "all but some ports",
        flags: "-u 1337 -g 1337 -i * -o 3306,5432",
        calls: "
            app -> far:80 => outbound
            app -> far:3306 => direct
            app -> far:5432 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "only some ports",
        flags: "-u 1337 -g 1337 -q 443,3306",
        calls: "
            app -> far:443 => outbound
            app -> far:3306 => outbound
            app -> far:80 => direct
            proxy -> far:443 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "ports beside a range",
        flags: "-u 1337 -g 1337 -i {far-net} -q 443 -x {other-net}",
        calls: "
            app -> far:80 => outbound
            app -> peer:443 => outbound
            app -> peer:80 => direct
            app -> other:443 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "an interface left alone",
        flags: "-u 1337 -g 1337 -i * -b * -c net1",
        calls: "
            app -> far:80 => outbound
            peer -> pod:8080 => inbound
            guest -> gate:8080 => direct
            guest -> pod:8080 => direct
            app -> guest:80 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "the same interface taken",
        flags: "-u 1337 -g 1337 -i * -b *",
        calls: "
            guest -> gate:8080 => inbound
            guest -> pod:8080 => inbound
            app -> guest:80 => outbound
        ",
        ..PLAIN
    },
    Case {
        name: "the way out left alone",
        flags: "-u 1337 -g 1337 -i * -b * -c eth0",
        calls: "
            app -> far:80 => direct
            peer -> pod:8080 => direct
            guest -> gate:8080 => inbound
        ",
        ..PLAIN
    },
    Case {
        name: "guests behind an interface send like applications",
        flags: "-u 1337 -g 1337 -i * -b * -k net1",
        calls: "
            guest -> far:80 => outbound
            guest -> other:443 => outbound
            peer -> pod:8080 => inbound
            app -> far:80 => outbound
        ",
        ..PLAIN
    },
    Case {
        name: "guests, and only a range",
        flags: "-u 1337 -g 1337 -i {far-net} -b * -k net1",
        calls: "
            guest -> far:80 => outbound
            guest -> other:443 => direct
            guest -> gate:8080 => direct
            app -> other:80 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "only groups of applications",
        flags: "-u 1337 -g 1337 -i *",
        variables: &[("ISTIO_OUTBOUND_OWNER_GROUPS", "2000,2001")],
        calls: "
            gid=2000 -> far:80 => outbound
            gid=2001 -> far:80 => outbound
            app -> far:80 => direct
            gid=1337 -> far:80 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "all but groups of applications",
        flags: "-u 1337 -g 1337 -i *",
        variables: &[("ISTIO_OUTBOUND_OWNER_GROUPS_EXCLUDE", "2000,2001")],
        calls: "
            gid=2000 -> far:80 => direct
            gid=2001 -> far:80 => direct
            app -> far:80 => outbound
        ",
        ..PLAIN
    },
    Case {
        name: "groups by name",
        flags: "-u 1337 -g 1337 -i *",
        variables: &[("ISTIO_OUTBOUND_OWNER_GROUPS_EXCLUDE", "daemon")],
        calls: "
            gid=1 -> far:80 => direct
            app -> far:80 => outbound
        ",
        ..PLAIN
    },
];

on_each_backend!(|backend| check(backend, CASES));
