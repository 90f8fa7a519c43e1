//! Cases as text: flags of the program, and lines that say where a call ends with the rules and without.
//!
//! ```text
//! WHO [from ADDRESS] -> ADDRESS:PORT [udp] => END [| END without rules]
//! ```
//! WHO is `app`, `proxy`, `root`, `uid=N`, `gid=N` (all in the pod), `peer` or `guest`. END is `outbound`, `inbound`
//! (a listener of the proxy, which can tell the original destination), `tproxy` (the same listener, as the original
//! destination), `agent`, `direct` (where it was sent to), `refused`, `silence` or `no-source`. Without rules all is
//! `direct`, if the line does not say otherwise. That is tried first: a case cannot pass without rules.

use std::net::SocketAddr;

use super::call::{Call, End, free_port};
use super::namespace::{APP, Identity, Namespace, PROXY, ROOT};
use super::program::{Backend, Run};
use super::tools;
use super::world::{AGENT, Family, INBOUND, OUTBOUND, Proxy, World};

/// Flags and the calls that show what they do.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    pub name: &'static str,
    pub flags: &'static str,
    pub variables: &'static [(&'static str, &'static str)],
    /// Names of addresses that `/etc/resolv.conf` gives.
    pub nameservers: &'static [&'static str],
    pub families: &'static [Family],
    pub calls: &'static str,
}

/// What most cases have.
pub const PLAIN: Case = Case {
    name: "",
    flags: "",
    variables: &[],
    nameservers: &[],
    families: &[Family::V4, Family::V6],
    calls: "",
};

/// Runs cases with one backend, each in a world of its own for each family, and tells all that is wrong.
pub fn check(backend: Backend, cases: &[Case]) {
    if !tools::ready() {
        return;
    }
    let mut wrong = Vec::new();
    for case in cases {
        for &family in case.families {
            let differences = case.differences(backend, family);
            wrong.extend(differences.iter().map(|text| format!("{} ({family:?}): {text}", case.name)));
        }
    }
    assert!(wrong.is_empty(), "{backend:?}:\n{}", wrong.join("\n"));
}

/// Makes calls in a world that has its rules, and tells which end elsewhere than their lines say.
pub fn differences(world: &World, family: Family, calls: &str) -> Vec<String> {
    let lines = lines(calls, family);
    lines.iter().filter_map(|line| line.difference(world, line.expected, "with rules")).collect()
}

fn lines(calls: &str, family: Family) -> Vec<Line> {
    let lines: Vec<Line> = calls.lines().filter_map(|line| Line::read(line, family)).collect();
    assert!(!lines.is_empty(), "a case without calls cannot fail");
    lines
}

impl Case {
    fn differences(&self, backend: Backend, family: Family) -> Vec<String> {
        let transparent = self.flags.contains("TPROXY");
        let world = World::with_proxy(family.stack(), Proxy { transparent, ..Proxy::default() });
        let mut wrong: Vec<String> = lines(self.calls, family)
            .iter()
            .filter_map(|line| line.difference(&world, line.control, "without rules"))
            .collect();
        self.run(family).flag(backend.flag()).succeed(&world.pod);
        wrong.extend(differences(&world, family, self.calls));
        wrong
    }

    fn run(&self, family: Family) -> Run {
        let mut run = Run::new(self.flags, family);
        for (name, value) in self.variables {
            run = run.variable(name, value);
        }
        if !self.nameservers.is_empty() {
            let servers = self.nameservers.iter().map(|name| family.address(name).to_string());
            run = run.nameservers(&servers.collect::<Vec<_>>());
        }
        run
    }
}

/// Where a call should end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    Direct,
    Redirected(u16),
    Tproxied,
    Refused,
    Silence,
    NoSource,
}

impl Expected {
    fn read(word: &str) -> Expected {
        match word {
            "direct" => Expected::Direct,
            "outbound" => Expected::Redirected(OUTBOUND),
            "inbound" => Expected::Redirected(INBOUND),
            "agent" => Expected::Redirected(AGENT),
            "tproxy" => Expected::Tproxied,
            "refused" => Expected::Refused,
            "silence" => Expected::Silence,
            "no-source" => Expected::NoSource,
            _ => panic!("`{word}` is not an end of a call"),
        }
    }

    /// Whether a call ended so.
    fn is_met(self, call: &Call, end: &End) -> bool {
        let End::Arrived(arrival, caller) = end else {
            return matches!(
                (self, end),
                (Expected::Refused, End::Refused)
                    | (Expected::Silence, End::Silence)
                    | (Expected::NoSource, End::NoSuchSource)
            );
        };
        let to = call.to;
        let place = match self {
            Expected::Direct => arrival.door == to.port() && arrival.local == to,
            // The kernel does not tell it for datagrams.
            Expected::Redirected(door) => {
                arrival.door == door && (call.datagram || arrival.original == Some(to))
            }
            Expected::Tproxied => arrival.door == INBOUND && arrival.local == to,
            Expected::Refused | Expected::Silence | Expected::NoSource => false,
        };
        // Whatever the rules do, a server sees the caller's own address.
        place && arrival.caller == *caller
    }
}

/// One line of a case.
#[derive(Debug)]
struct Line {
    text: String,
    place: Place,
    call: Call,
    expected: Expected,
    control: Expected,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Pod,
    Peer,
    Guest,
}

impl Line {
    /// Reads a line; an empty one is none.
    fn read(line: &str, family: Family) -> Option<Line> {
        let text = line.trim();
        if text.is_empty() {
            return None;
        }
        let (call, ends) = text.split_once("=>").unwrap_or_else(|| panic!("`{text}` has no end"));
        let (caller, to) = call.split_once("->").unwrap_or_else(|| panic!("`{text}` goes nowhere"));
        let (expected, control) = ends.split_once('|').unwrap_or((ends, "direct"));
        let (place, who, from) = read_caller(caller, family);
        let mut to = to.split_whitespace();
        let mut call = Call::new(who, family.socket(to.next().unwrap()));
        call.datagram = to.next() == Some("udp");
        call.from = from;
        let [expected, control] = [expected, control].map(|word| Expected::read(word.trim()));
        Some(Line { text: text.to_owned(), place, call, expected, control })
    }

    /// Makes the call; what is wrong with its end.
    fn difference(&self, world: &World, expected: Expected, when: &str) -> Option<String> {
        let namespace: &Namespace = match self.place {
            Place::Pod => &world.pod,
            Place::Peer => &world.peer,
            Place::Guest => &world.guest,
        };
        let call = Call { hopeful: expected != Expected::Silence, ..self.call };
        let end = call.make(namespace);
        (!expected.is_met(&call, &end))
            .then(|| format!("`{}` {when}: {expected:?} expected, it {end}", self.text))
    }
}

fn read_caller(text: &str, family: Family) -> (Place, Identity, Option<SocketAddr>) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (who, from) = match words.as_slice() {
        [who] => (*who, None),
        [who, "from", name] => (*who, free_port(family.address(name))),
        _ => panic!("`{text}` is not a caller"),
    };
    let (place, identity) = match who {
        "app" => (Place::Pod, APP),
        "proxy" => (Place::Pod, PROXY),
        "root" => (Place::Pod, ROOT),
        "peer" => (Place::Peer, ROOT),
        "guest" => (Place::Guest, ROOT),
        _ => (Place::Pod, numbered(who)),
    };
    (place, identity, from)
}

/// A user or a group by number; the other of both is one that no rule names.
fn numbered(who: &str) -> Identity {
    match who.split_once('=') {
        Some(("uid", uid)) => Identity { uid: uid.parse().unwrap(), gid: APP.gid },
        Some(("gid", gid)) => Identity { uid: APP.uid, gid: gid.parse().unwrap() },
        _ => panic!("`{who}` is nobody"),
    }
}

/// A test for each backend.
#[macro_export]
macro_rules! on_each_backend {
    ($check:expr) => {
        #[test]
        fn iptables_legacy() {
            $check(Backend::IptablesLegacy);
        }

        #[test]
        fn iptables_nft() {
            $check(Backend::IptablesNft);
        }

        #[test]
        fn native_nft() {
            $check(Backend::NativeNft);
        }
    };
}
