//! The rules of Istio 0.5, 1.0 and 1.1: one port for both directions, and a pod that calls itself is captured.

use std::path::Path;

use crate::harness::call::{Call, End};
use crate::harness::namespace::APP;
use crate::harness::packets::{Case, PLAIN, check};
use crate::harness::program::{Backend, Run, is_ours};
use crate::harness::tools;
use crate::harness::world::{Family, Stack, World};

const CASES: &[Case] = &[
    Case {
        name: "1.0, everything",
        flags: "--legacy-rules=1.0 -p 15001 -u 1337 -m REDIRECT -i * -x '' -b * -d 15020",
        families: &[Family::V4],
        calls: "
            app -> far:80 => outbound
            root -> far:80 => outbound
            uid=1337 -> far:80 => direct
            gid=1337 -> far:80 => direct
            peer -> pod:8080 => outbound
            peer -> pod:15008 => outbound
            peer -> pod:22 => direct
            peer -> pod:15020 => direct
            app -> pod:8080 => outbound
            proxy -> pod:8080 => outbound
            app -> localhost:8080 => direct
            proxy -> localhost:8080 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "1.0, ports and ranges",
        flags: "--legacy-rules=1.0 -p 15001 -u 1337 -m REDIRECT -i {far-net} -x '' -b 8080,22 -d ''",
        families: &[Family::V4],
        calls: "
            app -> far:80 => outbound
            app -> other:80 => direct
            peer -> pod:8080 => outbound
            peer -> pod:22 => outbound
            peer -> pod:9090 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "1.0, all but a range, and nothing that comes in",
        flags: "--legacy-rules=1.0 -p 15001 -u 1337 -m REDIRECT -i * -x {other-net} -b '' -d ''",
        families: &[Family::V4],
        calls: "
            app -> far:80 => outbound
            app -> other:80 => direct
            peer -> pod:8080 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "1.0 without a user leaves root alone",
        flags: "--legacy-rules=1.0 -i *",
        families: &[Family::V4],
        calls: "
            app -> far:80 => outbound
            uid=1337 -> far:80 => direct
            root -> far:80 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "1.0, TPROXY",
        flags: "--legacy-rules=1.0 -p 15006 -u 1337 -m TPROXY -i * -x '' -b * -d 15020",
        families: &[Family::V4],
        calls: "
            peer -> pod:8080 => tproxy
            peer -> pod:15020 => direct
            app -> far:80 => inbound
            uid=1337 -> far:80 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "1.1, guests behind an interface",
        flags: "--legacy-rules=1.1 -p 15001 -u 1337 -m REDIRECT -i * -x '' -b * -d 15020 -k net1",
        families: &[Family::V4],
        calls: "
            guest -> far:80 => outbound
            peer -> pod:8080 => outbound
            app -> far:80 => outbound
            uid=1337 -> far:80 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "1.1, told by its options alone",
        flags: "-p 15001 -u 1337 -m REDIRECT -i * -x '' -b * -d 15020",
        families: &[Family::V4, Family::V6],
        calls: "
            app -> far:80 => outbound
            uid=1337 -> far:80 => direct
            peer -> pod:8080 => outbound
            peer -> pod:15008 => outbound
            peer -> pod:22 => direct
            peer -> pod:15020 => direct
            app -> pod:8080 => outbound
            app -> localhost:8080 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "1.1, own calls left alone",
        flags: "--legacy-rules=1.1 -p 15001 -u 1337 -m REDIRECT -i {far-net} -x '' -b 8080 -d ''",
        variables: &[("DISABLE_REDIRECTION_ON_LOCAL_LOOPBACK", "true")],
        families: &[Family::V4, Family::V6],
        calls: "
            app -> far:80 => outbound
            app -> other:80 => direct
            peer -> pod:8080 => outbound
            peer -> pod:9090 => direct
            app -> pod:8080 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "0.5, told by its options alone",
        flags: "-p 15001 -u 1337 -i {far-net}",
        families: &[Family::V4],
        calls: "
            app -> far:80 => outbound
            app -> other:80 => direct
            peer -> pod:8080 => outbound
        ",
        ..PLAIN
    },
    Case {
        name: "0.5, everything",
        flags: "--legacy-rules=0.5 -p 15001 -u 1337",
        families: &[Family::V4],
        calls: "
            app -> far:80 => outbound
            uid=1337 -> far:80 => direct
            gid=1337 -> far:80 => outbound
            peer -> pod:8080 => outbound
            peer -> pod:22 => outbound
            app -> pod:8080 => outbound
            app -> localhost:8080 => direct
        ",
        ..PLAIN
    },
    Case {
        name: "0.5, a range",
        flags: "--legacy-rules=0.5 -p 15001 -u 1337 -i {far-net}",
        families: &[Family::V4],
        calls: "
            app -> far:80 => outbound
            app -> other:80 => direct
            peer -> pod:8080 => outbound
        ",
        ..PLAIN
    },
];

fn check_ours(backend: Backend) {
    // Istio's own of today knows nothing of them.
    if tools::ready() && is_ours() {
        check(backend, CASES);
    }
}

#[test]
fn iptables_legacy() {
    check_ours(Backend::IptablesLegacy);
}

#[test]
fn iptables_nft() {
    check_ours(Backend::IptablesNft);
}

/// A proxy of that time knew no IPv6, so what came in over it was refused rather than let past.
#[test]
fn what_comes_in_over_ipv6_is_refused() {
    if !tools::ready() || !is_ours() {
        return;
    }
    for backend in [Backend::IptablesLegacy, Backend::IptablesNft] {
        let world = World::new(Stack::Dual);
        let into = || Call::new(APP, Family::V6.socket("pod:8080")).make(&world.peer);
        assert!(matches!(into(), End::Arrived(..)), "without rules");
        let run = Run::new("--legacy-rules=1.0 -p 15001 -u 1337 -m REDIRECT -i * -b *", Family::V4);
        let run = run.flag(backend.flag());
        run.clone().variable("ENABLE_INBOUND_IPV6", "true").succeed(&world.pod);
        assert!(matches!(into(), End::Arrived(..)), "{backend:?}: it may come in");
        run.succeed(&world.pod);
        assert_eq!(into(), End::Refused, "{backend:?}");
    }
}

/// Those of the time went on where `ip6tables` failed; a host without IPv6 has no such program.
#[test]
fn a_host_without_ip6tables_gets_the_rules_for_ipv4() {
    if !tools::ready() || !is_ours() {
        return;
    }
    let folder = std::env::temp_dir().join(format!("outrigger-init-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for name in ["iptables-legacy", "iptables-nft"]
        .into_iter()
        .flat_map(|set| ["-save", "-restore"].map(|kind| format!("{set}{kind}")))
    {
        let found = ["/usr/sbin", "/sbin", "/usr/bin"].map(|place| Path::new(place).join(&name));
        let found = found.into_iter().find(|path| path.exists()).expect("`tools` looked for it");
        std::os::unix::fs::symlink(found, folder.join(&name)).unwrap();
    }
    for backend in [Backend::IptablesLegacy, Backend::IptablesNft] {
        let world = World::bare(Stack::V4);
        let run = |flags: &str| {
            let mut command = Run::new(flags, Family::V4).flag(backend.flag()).command();
            let output = world.pod.run(command.env("PATH", &folder), "");
            (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
        };
        let flags = "--legacy-rules=1.0 -p 15001 -u 1337 -i * -b *";
        let (code, said) = run(flags);
        assert!(code == Some(0) && said.contains("warning: ") && said.contains("ip6tables"), "{said}");
        assert!(run(flags).1.contains("IPv4 ("), "{backend:?}: a second run goes on as well");
        // Rules that capture IPv6 are not meant.
        assert_eq!(run("-i * -b * --ipv6=true").0, Some(1), "{backend:?}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
