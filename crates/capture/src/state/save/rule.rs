//! One rule as `iptables-save` prints it.

use std::collections::BTreeSet;
use std::str::SplitWhitespace;

use crate::cidr::Cidr;
use crate::rule::{Match, Owner, Protocol, State, Verdict};
use crate::state::meaning::{Condition, Meaning, Target};
use crate::state::word::{mark, range};

/// Reads a rule, without its chain.
pub(super) fn read(text: &str) -> Meaning {
    let mut reader = Reader { words: text.split_whitespace(), module: "", protocol: None };
    let (mut conditions, mut target) = (Vec::new(), Target::Nothing);
    while let Some(word) = reader.words.next() {
        match word {
            "-j" | "--jump" | "-g" | "--goto" => target = reader.target(),
            "!" => {
                let option = reader.value();
                conditions.extend(reader.condition(option, true));
            }
            option => conditions.extend(reader.condition(option, false)),
        }
    }
    Meaning::new(conditions, target)
}

/// Reads a target that stands alone, such as the policy of a chain.
pub(super) fn read_target(name: &str) -> Meaning {
    Meaning::new([], known(name, &[]).unwrap_or_else(|| Target::Unknown(name.to_owned())))
}

/// A range without the bits of the host; none for all addresses, which the kernel does not keep.
fn some(range: &Cidr) -> Option<Cidr> {
    (range.prefix() > 0).then(|| range.network())
}

struct Reader<'t> {
    words: SplitWhitespace<'t>,
    /// The last `-m`, which tells marks of packets from those of connections.
    module: &'t str,
    /// The protocol, which stands before its ports.
    protocol: Option<Protocol>,
}

impl<'t> Reader<'t> {
    fn value(&mut self) -> &'t str {
        self.words.next().unwrap_or_default()
    }

    /// The condition that an option states; none for what only opens one, or always holds.
    fn condition(&mut self, option: &'t str, negated: bool) -> Option<Condition> {
        match option {
            "-m" | "--match" => {
                self.module = self.value();
                // The other modules say nothing without an option.
                return (self.module == "socket").then_some(Condition::Is(Match::Socket));
            }
            "--comment" => {
                self.value();
                return None;
            }
            _ => {}
        }
        let value = self.value();
        let unknown = || {
            let not = if negated { "! " } else { "" };
            Condition::Unknown(format!("{not}{} {option} {value}", self.module))
        };
        Some(match (option, negated) {
            ("-s" | "--source", false) => match range(value) {
                Some(range) => Condition::Is(Match::Source(some(&range)?)),
                None => unknown(),
            },
            ("-d" | "--destination", false) => match range(value) {
                Some(range) => Condition::Is(Match::Destination(some(&range)?)),
                None => unknown(),
            },
            ("-p" | "--protocol", false) => match value {
                "tcp" => self.of(Protocol::Tcp),
                "udp" => self.of(Protocol::Udp),
                "all" => return None,
                other => Condition::OtherProtocol(other.to_owned()),
            },
            ("--ctstate" | "--state", false) => states(value),
            _ => self.matched(option, value, negated).map_or_else(unknown, Condition::Is),
        })
    }

    fn of(&mut self, protocol: Protocol) -> Condition {
        self.protocol = Some(protocol);
        Condition::Is(Match::Protocol(protocol))
    }

    fn matched(&self, option: &str, value: &str, negated: bool) -> Option<Match> {
        let port = || Some((self.protocol?, value.parse::<u16>().ok()?));
        let owner = |of: fn(String) -> Owner| Some(of(value.parse::<u32>().ok()?.to_string()));
        Some(match (option, negated) {
            ("-i" | "--in-interface", false) => Match::In(value.to_owned()),
            ("-o" | "--out-interface", false) => Match::Out(value.to_owned()),
            ("-d" | "--destination", true) => Match::NotDestination(range(value)?.network()),
            ("--dport" | "--destination-port", false) => port().map(|(p, port)| Match::Port(p, port))?,
            ("--dport" | "--destination-port", true) => port().map(|(p, port)| Match::NotPort(p, port))?,
            ("--sport" | "--source-port", false) => port().map(|(p, port)| Match::SourcePort(p, port))?,
            ("--dports", true) => Match::NotPorts(self.protocol?, two(value)?),
            ("--uid-owner", false) => Match::Owner(owner(Owner::User)?),
            ("--uid-owner", true) => Match::NotOwner(owner(Owner::User)?),
            ("--gid-owner", false) => Match::Owner(owner(Owner::Group)?),
            ("--gid-owner", true) => Match::NotOwner(owner(Owner::Group)?),
            ("--mark", false) if self.module == "connmark" => Match::ConnectionMark(mark(value)?),
            ("--mark", false) => Match::Mark(mark(value)?),
            ("--mark", true) if self.module != "connmark" => Match::NotMark(mark(value)?),
            _ => return None,
        })
    }

    /// The target with its options, which end the rule.
    fn target(&mut self) -> Target {
        let name = self.value();
        let options: Vec<&str> = self.words.by_ref().collect();
        match known(name, &options) {
            Some(target) => target,
            None if options.is_empty() => Target::Chain(name.to_owned()),
            None => Target::Unknown([&[name][..], &options].concat().join(" ")),
        }
    }
}

/// A target that our rules have, or one that is like it.
fn known(name: &str, options: &[&str]) -> Option<Target> {
    let verdict = match (name, paired(options).as_slice()) {
        ("RETURN", []) => Verdict::Return,
        ("ACCEPT", []) => Verdict::Accept,
        ("DROP", []) => Verdict::Drop,
        // Nothing else is answered where no answer is asked for.
        ("REJECT", [] | [("--reject-with", "icmp-port-unreachable" | "icmp6-port-unreachable")]) => {
            Verdict::Reject
        }
        ("REJECT", _) => return Some(Target::RefusedWith(options.join(" "))),
        ("REDIRECT", [("--to-ports" | "--to-port", port)]) => Verdict::Redirect(port.parse().ok()?),
        ("TPROXY", [("--on-port", port), ("--tproxy-mark", value)]) => {
            Verdict::Tproxy(port.parse().ok()?, mark(value)?)
        }
        ("MARK", [("--set-mark" | "--set-xmark", value)]) => Verdict::SetMark(mark(value)?),
        ("CONNMARK", [("--save-mark", "")]) => Verdict::SaveMark,
        ("CONNMARK", [("--restore-mark", "")]) => Verdict::RestoreMark,
        ("CT", [("--zone", zone)]) => Verdict::Zone(zone.parse().ok()?),
        _ => return None,
    };
    Some(Target::Verdict(verdict))
}

/// Options of a target with their values, in the order of the alphabet; not those that say what holds without them.
fn paired<'w>(words: &[&'w str]) -> Vec<(&'w str, &'w str)> {
    let mut options: Vec<(&str, &str)> = Vec::new();
    for word in words {
        match options.last_mut() {
            Some((_, value)) if !word.starts_with("--") && value.is_empty() => *value = word,
            _ => options.push((word, "")),
        }
    }
    let says_nothing = |option: &(&str, &str)| {
        matches!(option, ("--on-ip", "0.0.0.0" | "::") | ("--nfmask" | "--ctmask", "0xffffffff"))
    };
    options.retain(|option| !says_nothing(option));
    options.sort_unstable();
    options
}

/// What connection tracking says. Those of our rules are the same in any order.
fn states(value: &str) -> Condition {
    let states: BTreeSet<&str> = value.split(',').collect();
    match states.iter().copied().collect::<Vec<_>>().as_slice() {
        ["INVALID"] => Condition::Is(Match::State(State::Invalid)),
        ["ESTABLISHED", "RELATED"] => Condition::Is(Match::State(State::Established)),
        others => Condition::States(others.iter().map(|state| (*state).to_owned()).collect()),
    }
}

fn two(value: &str) -> Option<[u16; 2]> {
    let (one, other) = value.split_once(',')?;
    Some([one.parse().ok()?, other.parse().ok()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_mean_the_same_however_they_are_written() {
        for (given, printed) in [
            ("-p tcp --dport 80 -j RETURN", "-p tcp -m tcp --dport 80 -j RETURN"),
            (
                "-o lo ! -d 127.0.0.1/32 -p tcp ! --dport 15008 -m owner --uid-owner 7 -j ISTIO_IN_REDIRECT",
                "! -d 127.0.0.1/32 -o lo -p tcp -m tcp ! --dport 15008 -m owner --uid-owner 7 -j ISTIO_IN_REDIRECT",
            ),
            ("-p tcp -m multiport ! --dports 53,15008 -j X", "-p tcp -m multiport ! --dports 53,15008 -j X"),
            (
                "-p udp --dport 53 -j REDIRECT --to-port 15053",
                "-p udp -m udp --dport 53 -j REDIRECT --to-ports 15053",
            ),
            (
                "! -d 127.0.0.1/32 -p tcp -j TPROXY --tproxy-mark 1337/0xffffffff --on-port 15006",
                "! -d 127.0.0.1/32 -p tcp -j TPROXY --on-port 15006 --on-ip 0.0.0.0 --tproxy-mark 0x539/0xffffffff",
            ),
            ("-j MARK --set-mark 1337", "-j MARK --set-xmark 0x539/0xffffffff"),
            (
                "-p tcp -m mark --mark 1337 -j CONNMARK --save-mark",
                "-p tcp -m mark --mark 0x539 -j CONNMARK --save-mark --nfmask 0xffffffff --ctmask 0xffffffff",
            ),
            (
                "-p tcp -m conntrack --ctstate RELATED,ESTABLISHED -j X",
                "-p tcp -m conntrack --ctstate ESTABLISHED,RELATED -j X",
            ),
            ("-d 10.1.2.3/8 -j X", "-d 10.0.0.0/8 -j X"),
            ("-d 0.0.0.0/0 -j X", "-j X"),
            ("-d 2001:0db8::0001/128 -j X", "-d 2001:db8::1/128 -j X"),
            ("-j REJECT", "-j REJECT --reject-with icmp6-port-unreachable"),
            ("-p all -j X", "-j X"),
            ("-j X", "-m comment --comment istio/hello -j X"),
        ] {
            assert_eq!(read(given), read(printed), "{given}");
        }
    }

    #[test]
    fn rules_that_differ_mean_something_else() {
        for (one, other) in [
            ("-p tcp -j X", "-p udp -j X"),
            ("-m mark --mark 1 -j X", "-m connmark --mark 1 -j X"),
            ("-m mark --mark 1/0x1 -j X", "-m mark --mark 1 -j X"),
            ("! -d 1.2.3.4 -j X", "-d 1.2.3.4 -j X"),
            ("-m socket -j X", "-j X"),
            ("-j REDIRECT --to-ports 1", "-j REDIRECT --to-ports 2"),
            ("-j CT --zone 1", "-j CT --zone 2"),
            ("-m owner --uid-owner ftp -j X", "-m owner --uid-owner 21 -j X"),
            ("-j CONNMARK --save-mark", "-j CONNMARK --restore-mark"),
            ("-j CONNMARK --save-mark", "-j CONNMARK --save-mark --nfmask 0x1"),
            ("-j REJECT", "-j REJECT --reject-with tcp-reset"),
            ("-j LOG", "-j LOG --log-prefix x"),
            ("-p icmp -j X", "-p sctp -j X"),
            ("-m conntrack --ctstate NEW -j X", "-m conntrack --ctstate DNAT -j X"),
        ] {
            assert_ne!(read(one), read(other), "{one}");
        }
    }
}
