//! What a rule means, however it is written.

use std::collections::BTreeSet;
use std::str::SplitWhitespace;

use crate::cidr::Cidr;
use crate::rule::{Chain, Match, Owner, Protocol, Rule, State, Table, Verdict};

/// The number of a user (`false`) or group (`true`) by its name; rules hold numbers once they are in the kernel.
pub type Names<'n> = &'n dyn Fn(bool, &str) -> Option<u32>;

/// The conditions of a rule without order, and its target: the same for all rules that do the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The conditions, all of which must hold.
    pub conditions: BTreeSet<Condition>,
    /// What then becomes of a packet.
    pub target: Target,
}

/// A condition of a rule that may be another's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// One that our rules have.
    Is(Match),
    /// A protocol without ports, by its name or number.
    OtherProtocol(String),
    /// What connection tracking says, other than in our rules.
    States(BTreeSet<String>),
    /// Any other, as it is printed.
    Unknown(String),
}

/// What becomes of a packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Nothing: it is counted, and goes on.
    Nothing,
    /// This.
    Verdict(Verdict),
    /// It goes on in this chain; or some module of iptables takes it that nobody told more than its name.
    Chain(String),
    /// It is refused, with an answer that a plain refusal does not give.
    RefusedWith(String),
    /// Any other, as it is printed.
    Unknown(String),
}

impl Meaning {
    /// The meaning of a rule of ours once the kernel has it.
    #[must_use]
    pub fn of(rule: &Rule, names: Names<'_>) -> Meaning {
        let conditions = rule.matches.iter().filter_map(|found| kept(found, names));
        let target = match rule.verdict {
            Verdict::Jump(chain) => Target::Chain(chain.iptables().to_owned()),
            verdict => Target::Verdict(verdict),
        };
        Meaning { conditions: conditions.map(Condition::Is).collect(), target }
    }

    /// The meaning of a rule as `iptables-save` prints it, without its chain.
    #[must_use]
    pub fn read(text: &str) -> Meaning {
        let mut reader = Reader { words: text.split_whitespace(), module: "", protocol: None };
        let mut meaning = Meaning { conditions: BTreeSet::new(), target: Target::Nothing };
        while let Some(word) = reader.words.next() {
            match word {
                "-j" | "--jump" | "-g" | "--goto" => meaning.target = reader.target(),
                "!" => {
                    let option = reader.value();
                    meaning.conditions.extend(reader.condition(option, true));
                }
                option => meaning.conditions.extend(reader.condition(option, false)),
            }
        }
        meaning
    }

    /// Whether some configuration would have such a rule in this chain of the kernel's: for excluded interfaces, and
    /// for the marks of TPROXY.
    pub(super) fn is_like_ours(&self, table: Table, chain: &str) -> bool {
        type Kind = fn(&Match) -> bool;
        let only = |kinds: &[Kind]| {
            let is = |condition: &Condition, kind: &Kind| matches!(condition, Condition::Is(m) if kind(m));
            self.conditions.len() == kinds.len()
                && kinds.iter().all(|kind| self.conditions.iter().any(|condition| is(condition, kind)))
        };
        let (tcp, lo): (Kind, Kind) =
            (|m| *m == Match::Protocol(Protocol::Tcp), |m| matches!(m, Match::Out(name) if name == "lo"));
        let (enters, leaves): (Kind, Kind) = (|m| matches!(m, Match::In(_)), |m| matches!(m, Match::Out(_)));
        let (marked, of_connection): (Kind, Kind) =
            (|m| matches!(m, Match::Mark(_)), |m| matches!(m, Match::ConnectionMark(_)));
        let (elsewhere, owned): (Kind, Kind) =
            (|m| matches!(m, Match::NotDestination(_)), |m| matches!(m, Match::Owner(_)));
        let Target::Verdict(verdict) = &self.target else { return false };
        match (table, Chain::named(chain), verdict) {
            (Table::Nat | Table::Mangle, Some(Chain::Prerouting), Verdict::Return) => only(&[enters]),
            (Table::Nat, Some(Chain::Output), Verdict::Return) => only(&[leaves]),
            (Table::Mangle, Some(Chain::Output), Verdict::Return) => {
                only(&[leaves]) || only(&[tcp, lo, marked])
            }
            (Table::Mangle, Some(Chain::Prerouting), Verdict::SaveMark) => only(&[tcp, marked]),
            (Table::Mangle, Some(Chain::Output), Verdict::RestoreMark) => only(&[tcp, of_connection]),
            (Table::Mangle, Some(Chain::Output), Verdict::SetMark(OUTBOUND_MARK)) => {
                only(&[elsewhere, tcp, lo, owned])
            }
            _ => false,
        }
    }
}

/// The mark that TPROXY's rules give the proxy's own calls.
const OUTBOUND_MARK: u32 = 1338;

/// A condition of ours as the kernel keeps it; none where it always holds.
fn kept(found: &Match, names: Names<'_>) -> Option<Match> {
    Some(match found {
        Match::ProtocolOfPort(protocol) => Match::Protocol(*protocol),
        Match::Source(range) => Match::Source(some(range)?),
        Match::Destination(range) => Match::Destination(some(range)?),
        Match::NotDestination(range) => Match::NotDestination(range.network()),
        Match::Owner(owner) => Match::Owner(numbered(owner, names)),
        Match::NotOwner(owner) => Match::NotOwner(numbered(owner, names)),
        other => other.clone(),
    })
}

/// A range without the bits of the host; none for all addresses, which the kernel does not keep.
fn some(range: &Cidr) -> Option<Cidr> {
    (range.prefix() > 0).then(|| range.network())
}

fn numbered(owner: &Owner, names: Names<'_>) -> Owner {
    let number = |group: bool, name: &String| match name.parse::<u32>() {
        Ok(_) => name.clone(),
        Err(_) => names(group, name).map_or_else(|| name.clone(), |number| number.to_string()),
    };
    match owner {
        Owner::User(name) => Owner::User(number(false, name)),
        Owner::Group(name) => Owner::Group(number(true, name)),
    }
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
    let verdict = match (name, told(options).as_slice()) {
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
fn told<'w>(words: &[&'w str]) -> Vec<(&'w str, &'w str)> {
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

/// A range, or an address alone.
fn range(text: &str) -> Option<Cidr> {
    text.parse().map_or_else(|_| Cidr::parse(text).ok(), |address| Some(Cidr::of(address)))
}

/// A mark whose mask leaves nothing out.
fn mark(text: &str) -> Option<u32> {
    let number = |t: &str| match t.strip_prefix("0x") {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => t.parse().ok(),
    };
    let (value, mask) = text.split_once('/').unwrap_or((text, "0xffffffff"));
    number(value).filter(|_| number(mask) == Some(u32::MAX))
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
            assert_eq!(Meaning::read(given), Meaning::read(printed), "{given}");
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
            assert_ne!(Meaning::read(one), Meaning::read(other), "{one}");
        }
    }

    #[test]
    fn a_name_is_the_number_that_the_kernel_keeps() {
        let names = |group: bool, name: &str| (group && name == "ftp").then_some(21);
        let of = |owner| {
            Meaning::of(&Rule { matches: vec![Match::Owner(owner)], verdict: Verdict::Return }, &names)
        };
        assert_eq!(of(Owner::Group("ftp".into())), Meaning::read("-m owner --gid-owner 21 -j RETURN"));
        assert_ne!(of(Owner::User("ftp".into())), Meaning::read("-m owner --uid-owner 21 -j RETURN"));
    }
}
