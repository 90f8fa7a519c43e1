//! Rules as a packet meets them: those of a plan, or live ones as far as they are understood.

use std::collections::BTreeMap;

use crate::cidr::Cidr;
use crate::iptables::rule_text;
use crate::plan::Plan;
use crate::rule::{Family, Match, Owner, PortOption, Protocol, State, Table, Verdict};
use crate::state::{Meaning, Names, Saved, final_rules};

/// The chains of all tables, by their names in iptables.
#[derive(Debug, Default)]
pub(super) struct Rules {
    chains: BTreeMap<(Table, String), Vec<Line>>,
}

/// A rule.
#[derive(Debug)]
pub(super) struct Line {
    /// Its place in the chain, from 1.
    pub place: usize,
    /// As it is planned or printed.
    pub text: String,
    /// The conditions that are understood.
    pub matches: Vec<Match>,
    /// Whether there are others.
    pub has_more: bool,
    /// What then becomes of a packet.
    pub target: Target,
}

/// What becomes of a packet.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// It goes on in this chain.
    Chain(String),
    /// This.
    Verdict(Verdict),
    /// It is counted.
    Nothing,
    /// Nobody knows.
    Unknown,
}

impl Rules {
    /// The rules of a plan, where they end up.
    pub fn planned(plan: &Plan, family: Family) -> Rules {
        let mut rules = Rules::default();
        for ((table, chain), lines) in final_rules(plan, family) {
            let line = |(i, rule): (usize, crate::Rule)| Line {
                place: i + 1,
                text: rule_text(&rule),
                target: match rule.verdict {
                    Verdict::Jump(chain) => Target::Chain(chain.iptables().to_owned()),
                    verdict => Target::Verdict(verdict),
                },
                matches: rule.matches,
                has_more: false,
            };
            let lines = lines.into_iter().enumerate().map(line).collect();
            rules.chains.insert((table, chain.iptables().to_owned()), lines);
        }
        rules
    }

    /// Live rules, those of others too; the policy of a chain is its last rule.
    pub fn live(saved: &Saved, names: Names<'_>) -> Rules {
        let mut rules = Rules::default();
        for (table, chain, lines) in saved.chains() {
            let has_chain = |name: &str| saved.has_chain(table, name);
            let all = lines.iter().enumerate();
            let mut known: Vec<Line> =
                all.filter_map(|(i, text)| understood(i + 1, text, names, &has_chain)).collect();
            known.extend(saved.policy(table, chain).map(|word| policy(lines.len() + 1, word)));
            rules.chains.insert((table, chain.to_owned()), known);
        }
        rules
    }

    pub fn chain(&self, table: Table, name: &str) -> &[Line] {
        self.chains.get(&(table, name.to_owned())).map_or(&[], Vec::as_slice)
    }
}

fn policy(place: usize, word: &str) -> Line {
    let target = target(word, &|_| false);
    Line { place, text: format!("policy {word}"), matches: Vec::new(), has_more: false, target }
}

/// What a condition is to the first packet of a connection of TCP or UDP.
enum Condition {
    Is(Match),
    Always,
    Never,
    Unknown,
}

/// A live rule; none if no such packet can meet it.
fn understood(place: usize, text: &str, names: Names<'_>, has_chain: &dyn Fn(&str) -> bool) -> Option<Line> {
    let meaning = Meaning::of(text, names);
    let words = || meaning.conditions().map(|words| condition(words, meaning.protocol()));
    let (mut matches, mut has_more) = (Vec::new(), false);
    for condition in words() {
        match condition {
            Condition::Is(found) => matches.push(found),
            Condition::Always => {}
            Condition::Never => return None,
            Condition::Unknown => has_more = true,
        }
    }
    Some(Line { place, text: text.to_owned(), matches, has_more, target: target(&meaning.target, has_chain) })
}

/// A condition in the words of [`Meaning`].
fn condition(words: &str, protocol: Option<Protocol>) -> Condition {
    let (negated, words) = match words.strip_prefix("! ") {
        Some(words) => (true, words),
        None => (false, words),
    };
    let (kind, value) = words.split_once(' ').unwrap_or((words, ""));
    let name = || value.to_owned();
    let port = || value.parse::<u16>().ok().zip(protocol).map(|(port, protocol)| (protocol, port));
    let found = match (kind, negated) {
        ("-i", false) => Some(Match::In(name())),
        ("-o", false) => Some(Match::Out(name())),
        ("-p", false) => match (protocol, value) {
            (Some(protocol), _) => Some(Match::Protocol(protocol)),
            (None, "all") => return Condition::Always,
            (None, _) => return Condition::Never,
        },
        ("-s", false) => Cidr::parse(value).ok().map(Match::Source),
        ("-d", false) => Cidr::parse(value).ok().map(Match::Destination),
        ("-d", true) => Cidr::parse(value).ok().map(Match::NotDestination),
        ("--dport", false) => port().map(|(protocol, port)| Match::Port(protocol, port)),
        ("--dport", true) => port().map(|(protocol, port)| Match::NotPort(protocol, port)),
        ("--dports", true) => two(value).zip(protocol).map(|(ports, p)| Match::NotPorts(p, ports)),
        ("--sport", false) => port().map(|(protocol, port)| Match::SourcePort(protocol, port)),
        ("uid" | "gid", _) => owner(kind, value).map(|owner| match negated {
            true => Match::NotOwner(owner),
            false => Match::Owner(owner),
        }),
        ("mark", false) => value.parse().ok().map(Match::Mark),
        ("mark", true) => value.parse().ok().map(Match::NotMark),
        ("connmark", false) => value.parse().ok().map(Match::ConnectionMark),
        ("state", false) => return state(value),
        ("socket", false) => Some(Match::Socket),
        _ => None,
    };
    found.map_or(Condition::Unknown, Condition::Is)
}

fn two(value: &str) -> Option<[u16; 2]> {
    let (one, other) = value.split_once(',')?;
    Some([one.parse().ok()?, other.parse().ok()?])
}

/// A user or group by its number; the kernel knows no names, but ranges.
fn owner(kind: &str, value: &str) -> Option<Owner> {
    let number = value.parse::<u32>().ok()?.to_string();
    Some(if kind == "uid" { Owner::User(number) } else { Owner::Group(number) })
}

/// The packet begins a connection.
fn state(value: &str) -> Condition {
    let mut states = value.split(',');
    if states.clone().any(|state| state == "NEW") {
        return Condition::Always;
    }
    if value == "INVALID" {
        return Condition::Is(Match::State(State::Invalid));
    }
    match states.all(|state| matches!(state, "ESTABLISHED" | "RELATED" | "INVALID")) {
        true => Condition::Is(Match::State(State::Established)),
        false => Condition::Unknown,
    }
}

/// A target in the words of [`Meaning`]: its options in the order of the alphabet.
fn target(words: &str, has_chain: &dyn Fn(&str) -> bool) -> Target {
    let all: Vec<&str> = words.split(' ').collect();
    let verdict = match all.as_slice() {
        [""] => return Target::Nothing,
        ["RETURN"] => Some(Verdict::Return),
        ["ACCEPT"] => Some(Verdict::Accept),
        ["DROP"] => Some(Verdict::Drop),
        ["REJECT", ..] => Some(Verdict::Reject),
        ["REDIRECT", "port", port] => {
            port.parse().ok().map(|port| Verdict::Redirect(port, PortOption::ToPorts))
        }
        ["TPROXY", "mark", mark, "port", port] => {
            port.parse().ok().zip(mark.parse().ok()).map(|(port, mark)| Verdict::Tproxy(port, mark))
        }
        ["MARK", "mark", mark] => mark.parse().ok().map(Verdict::SetMark),
        ["CONNMARK", "--save-mark"] => Some(Verdict::SaveMark),
        ["CONNMARK", "--restore-mark"] => Some(Verdict::RestoreMark),
        ["CT", "zone", zone] => zone.parse().ok().map(Verdict::Zone),
        [name] if has_chain(name) => return Target::Chain((*name).to_owned()),
        _ => None,
    };
    verdict.map_or(Target::Unknown, Target::Verdict)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Option<Line> {
        understood(1, text, &|_, _| None, &|name| name == "DOCKER")
    }

    #[test]
    fn a_planned_rule_is_understood_in_the_kernels_words() {
        let request = crate::Request {
            inbound_ports: "*".into(),
            inbound_interception_mode: "TPROXY".into(),
            outbound_ranges: "10.0.0.0/8".into(),
            redirect_dns: true,
            capture_all_dns: true,
            drop_invalid: true,
            exclude_interfaces: "eth9".into(),
            ..crate::Request::default()
        };
        let plan = crate::plan(&request.config(&crate::Host::default()).unwrap());
        let planned = Rules::planned(&plan, Family::V4);
        let chains: Vec<&str> = planned.chains.keys().map(|(_, chain)| chain.as_str()).collect();
        for planned in planned.chains.values().flatten() {
            let live = understood(1, &planned.text, &|_, _| None, &|name| chains.contains(&name)).unwrap();
            assert!(!live.has_more, "{planned:?}");
            assert_eq!(live.matches.len(), planned.matches.len(), "{planned:?} {live:?}");
            match &planned.target {
                Target::Verdict(Verdict::Redirect(port, _)) => {
                    assert_eq!(live.target, Target::Verdict(Verdict::Redirect(*port, PortOption::ToPorts)));
                }
                target => assert_eq!(live.target, *target, "{planned:?}"),
            }
        }
    }

    #[test]
    fn what_is_not_understood_is_known_not_to_be() {
        for (text, conditions, has_more, target) in [
            ("-p tcp -m addrtype --dst-type LOCAL -j DOCKER", 1, true, Target::Chain("DOCKER".into())),
            ("-p tcp -m tcp --dport 80:90 -j ACCEPT", 1, true, Target::Verdict(Verdict::Accept)),
            ("-m owner --uid-owner 0-99 -j RETURN", 0, true, Target::Verdict(Verdict::Return)),
            ("-m mark --mark 0x1/0x1 -j RETURN", 0, true, Target::Verdict(Verdict::Return)),
            ("-j DNAT --to-destination 10.0.0.1:80", 0, false, Target::Unknown),
            ("-j ELSEWHERE", 0, false, Target::Unknown),
            ("-m conntrack --ctstate NEW -j DROP", 0, false, Target::Verdict(Verdict::Drop)),
            ("-m conntrack --ctstate DNAT -j DROP", 0, true, Target::Verdict(Verdict::Drop)),
            ("-p tcp -j REJECT --reject-with tcp-reset", 1, false, Target::Verdict(Verdict::Reject)),
            ("-p udp", 1, false, Target::Nothing),
        ] {
            let found = line(text).unwrap();
            assert_eq!((found.matches.len(), found.has_more), (conditions, has_more), "{found:?}");
            assert_eq!(found.target, target, "{text}");
        }
        assert!(line("-p icmp -j DROP").is_none());
    }
}
