//! One rule as `nft` prints it.

use std::iter::Peekable;
use std::str::SplitWhitespace;

use crate::rule::{Chain, Match, Owner, Protocol, State, Verdict};
use crate::state::meaning::{Condition, Meaning, Target};
use crate::state::word::{number, range};

/// Reads a rule.
pub(super) fn read(text: &str) -> Meaning {
    let mut reader = Reader { words: text.split_whitespace().peekable() };
    let mut conditions = Vec::new();
    while let Some(word) = reader.words.next() {
        match word {
            // What follows the counter, or takes the packet, is the target.
            "counter" => {
                reader.counts();
                return Meaning::new(conditions, reader.target());
            }
            "tproxy" => return Meaning::new(conditions, reader.tproxy()),
            _ => conditions.push(reader.condition(word)),
        }
    }
    Meaning::new(conditions, Target::Nothing)
}

struct Reader<'t> {
    words: Peekable<SplitWhitespace<'t>>,
}

impl<'t> Reader<'t> {
    fn value(&mut self) -> &'t str {
        self.words.next().unwrap_or_default()
    }

    fn rest(&mut self) -> Vec<&'t str> {
        self.words.by_ref().collect()
    }

    /// Passes over what has been counted, which is printed if nobody says `--stateless`.
    fn counts(&mut self) {
        if self.words.next_if_eq(&"packets").is_some() {
            // A number, `bytes`, and another number.
            self.words.nth(2);
        }
    }

    /// A condition, which begins with one word or two.
    fn condition(&mut self, word: &'t str) -> Condition {
        let key = match word {
            "meta" | "ct" | "ip" | "ip6" | "tcp" | "udp" => (word, self.value()),
            _ => ("meta", word),
        };
        let negated = self.words.next_if_eq(&"!=").is_some();
        let value = match self.value() {
            "{" => Value::Set(self.set()),
            word => Value::One(word),
        };
        let known = match (&value, negated) {
            (Value::One(value), false) => is(key, value),
            (Value::One(value), true) => is_not(key, value),
            (Value::Set(values), true) => is_none_of(key, values),
            (Value::Set(_), false) => None,
        };
        let unknown = || {
            let not = if negated { "!= " } else { "" };
            Condition::Unknown(format!("{} {} {not}{}", key.0, key.1, value.text()))
        };
        known.map_or_else(unknown, Condition::Is)
    }

    /// The items of a set up to its end.
    fn set(&mut self) -> Vec<&'t str> {
        self.words.by_ref().take_while(|word| *word != "}").map(|word| word.trim_end_matches(',')).collect()
    }

    fn tproxy(&mut self) -> Target {
        let rest = self.rest();
        let known = match rest.as_slice() {
            ["ip" | "ip6", "to", port, "meta", "mark", "set", mark, "counter", .., "accept"] => {
                port_of(port).zip(number(mark))
            }
            _ => None,
        };
        match known {
            Some((port, mark)) => Target::Verdict(Verdict::Tproxy(port, mark)),
            None => Target::Unknown(format!("tproxy {}", rest.join(" "))),
        }
    }

    fn target(&mut self) -> Target {
        let rest = self.rest();
        let verdict = match rest.as_slice() {
            [] => return Target::Nothing,
            ["jump" | "goto", chain] => {
                let known = Chain::named_in_nftables(chain).map(Chain::iptables);
                return Target::Chain(known.unwrap_or(chain).to_owned());
            }
            ["return"] => Some(Verdict::Return),
            ["accept"] => Some(Verdict::Accept),
            ["drop"] => Some(Verdict::Drop),
            ["reject"] => Some(Verdict::Reject),
            ["redirect", "to", port] => port_of(port).map(Verdict::Redirect),
            ["ct", "mark", "set", "mark"] | ["ct", "mark", "set", "meta", "mark"] => Some(Verdict::SaveMark),
            ["meta", "mark", "set", "ct", "mark"] => Some(Verdict::RestoreMark),
            ["meta", "mark", "set", mark] => number(mark).map(Verdict::SetMark),
            ["ct", "zone", "set", zone] => zone.parse().ok().map(Verdict::Zone),
            _ => None,
        };
        verdict.map_or_else(|| Target::Unknown(rest.join(" ")), Target::Verdict)
    }
}

/// What a condition compares with.
enum Value<'t> {
    One(&'t str),
    Set(Vec<&'t str>),
}

impl Value<'_> {
    fn text(&self) -> String {
        match self {
            Value::One(word) => (*word).to_owned(),
            Value::Set(words) => format!("{{ {} }}", words.join(", ")),
        }
    }
}

fn is(key: (&str, &str), value: &str) -> Option<Match> {
    Some(match key {
        ("meta", "iifname") => Match::In(interface(value)),
        ("meta", "oifname") => Match::Out(interface(value)),
        ("meta", "l4proto") => Match::Protocol(protocol(value)?),
        ("meta", "skuid") => Match::Owner(Owner::User(id(value)?)),
        ("meta", "skgid") => Match::Owner(Owner::Group(id(value)?)),
        ("meta", "mark") => Match::Mark(number(value)?),
        ("ct", "mark") => Match::ConnectionMark(number(value)?),
        ("ct", "state") => match value {
            "invalid" => Match::State(State::Invalid),
            "established,related" | "related,established" => Match::State(State::Established),
            _ => return None,
        },
        ("ip" | "ip6", "saddr") => Match::Source(range(value)?.network()),
        ("ip" | "ip6", "daddr") => Match::Destination(range(value)?.network()),
        (of, "dport") => Match::Port(protocol(of)?, value.parse().ok()?),
        (of, "sport") => Match::SourcePort(protocol(of)?, value.parse().ok()?),
        _ => return None,
    })
}

fn is_not(key: (&str, &str), value: &str) -> Option<Match> {
    Some(match key {
        ("meta", "skuid") => Match::NotOwner(Owner::User(id(value)?)),
        ("meta", "skgid") => Match::NotOwner(Owner::Group(id(value)?)),
        ("meta", "mark") => Match::NotMark(number(value)?),
        ("ip" | "ip6", "daddr") => Match::NotDestination(range(value)?.network()),
        (of, "dport") => Match::NotPort(protocol(of)?, value.parse().ok()?),
        _ => return None,
    })
}

fn is_none_of(key: (&str, &str), values: &[&str]) -> Option<Match> {
    match (key, values) {
        ((of, "dport"), [one, other]) => {
            Some(Match::NotPorts(protocol(of)?, [one.parse().ok()?, other.parse().ok()?]))
        }
        _ => None,
    }
}

fn protocol(name: &str) -> Option<Protocol> {
    [Protocol::Tcp, Protocol::Udp].into_iter().find(|protocol| protocol.name() == name)
}

/// A name without its quotes; a last `*` stands for any ending, for which rules of ours have `+`.
fn interface(value: &str) -> String {
    let name = value.trim_matches('"');
    name.strip_suffix('*').map_or_else(|| name.to_owned(), |beginning| format!("{beginning}+"))
}

fn id(value: &str) -> Option<String> {
    Some(value.parse::<u32>().ok()?.to_string())
}

fn port_of(word: &str) -> Option<u16> {
    word.strip_prefix(':')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_mean_the_same_as_written_and_as_printed() {
        for (written, printed) in [
            ("meta l4proto tcp tcp dport 15008 counter return", "tcp dport 15008 counter return"),
            (
                "oifname lo meta l4proto tcp ip daddr != 127.0.0.1/32 tcp dport != { 53, 15008 } skuid 7 counter jump istio-in-redirect",
                "oifname \"lo\" ip daddr != 127.0.0.1 tcp dport != { 53, 15008 } meta skuid 7 counter jump istio-in-redirect",
            ),
            ("tcp dport != { 53, 15 } counter return", "tcp dport != { 15, 53 } counter return"),
            (
                "meta l4proto tcp mark 1337 counter ct mark set mark",
                "meta l4proto tcp meta mark 0x00000539 counter ct mark set meta mark",
            ),
            (
                "ct mark 1337 counter meta mark set ct mark",
                "ct mark 0x00000539 counter meta mark set ct mark",
            ),
            (
                "ct state related,established tcp dport 80 counter jump istio-divert",
                "ct state established,related tcp dport 80 counter jump istio-divert",
            ),
            ("counter meta mark set 1338", "counter packets 7 bytes 420 meta mark set 0x0000053a"),
            (
                "meta l4proto tcp ip6 daddr != ::1/128 tproxy ip6 to :15006 meta mark set 1337 counter accept",
                "meta l4proto tcp ip6 daddr != ::1 tproxy ip6 to :15006 meta mark set 0x00000539 counter accept",
            ),
            (
                "iifname \"tap*\" ip daddr 10.1.2.3/8 counter return",
                "iifname \"tap*\" ip daddr 10.0.0.0/8 counter return",
            ),
            (
                "udp dport 53 meta skgid 7 counter ct zone set 2",
                "udp dport 53 meta skgid 7 counter ct zone set 2",
            ),
        ] {
            assert_eq!(read(written), read(printed), "{written}");
            let known = |condition: &Condition| matches!(condition, Condition::Is(_));
            assert!(read(printed).conditions.iter().all(known), "{printed}");
        }
    }

    #[test]
    fn rules_that_differ_mean_something_else() {
        for (one, other) in [
            ("tcp dport 80 counter return", "udp dport 80 counter return"),
            ("tcp dport 80 counter return", "tcp dport 80-90 counter return"),
            ("tcp dport 80 counter return", "tcp sport 80 counter return"),
            ("tcp dport 80 counter return", "tcp dport { 80, 81 } counter return"),
            ("tcp dport 80 counter return", "tcp dport 80 return"),
            ("ip daddr 0.0.0.0/0 counter return", "counter return"),
            ("ip daddr 0.0.0.0/0 counter return", "ip6 daddr ::/0 counter return"),
            ("meta skuid 7 counter return", "meta skuid != 7 counter return"),
            ("meta mark 1 counter return", "meta mark & 0x1 counter return"),
            ("ct state new counter return", "ct state invalid counter return"),
            ("counter redirect to :1", "counter redirect to :2"),
            ("counter jump istio-output", "counter jump istio-redirect"),
            ("counter drop", "counter drop comment \"x\""),
            (
                "tproxy ip to :1 meta mark set 1 counter accept",
                "tproxy ip to :1 meta mark set 1 counter drop",
            ),
            ("fib daddr type local counter return", "fib daddr type broadcast counter return"),
        ] {
            assert_ne!(read(one), read(other), "{one}");
        }
    }
}
