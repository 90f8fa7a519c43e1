//! What a rule means, however it is written.

use std::collections::BTreeSet;

use crate::cidr::Cidr;
use crate::rule::{Match, Owner, Protocol, Rule, Verdict};

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
    /// It goes on in this chain, or to a module of iptables that is named without options.
    Chain(String),
    /// It is refused, with an answer that a plain refusal does not give.
    RefusedWith(String),
    /// Any other, as it is printed.
    Unknown(String),
}

/// A rule that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveRule {
    /// As the kernel's program prints it.
    pub text: String,
    /// What it means.
    pub meaning: Meaning,
}

/// What keeps rules: each leaves other things out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeper {
    /// The tables of iptables, which have one family each.
    Iptables,
    /// The tables of nftables, where a range of all addresses still says which family they are of.
    Nftables,
}

impl Meaning {
    /// A meaning, without the protocols that conditions on ports already name.
    pub(super) fn new(conditions: impl IntoIterator<Item = Condition>, target: Target) -> Meaning {
        let mut conditions: BTreeSet<Condition> = conditions.into_iter().map(sorted).collect();
        let named: Vec<Protocol> = conditions.iter().filter_map(protocol_of_port).collect();
        named.into_iter().for_each(|p| _ = conditions.remove(&Condition::Is(Match::Protocol(p))));
        Meaning { conditions, target }
    }

    /// The meaning of a rule of ours once the kernel has it.
    pub(super) fn of(rule: &Rule, keeper: Keeper, names: Names<'_>) -> Meaning {
        let conditions = rule.matches.iter().filter_map(|found| kept(found, keeper, names));
        let target = match rule.verdict {
            Verdict::Jump(chain) => Target::Chain(chain.iptables().to_owned()),
            verdict => Target::Verdict(verdict),
        };
        Meaning::new(conditions.map(Condition::Is), target)
    }

    /// Whether it sends packets to a chain of this name.
    #[must_use]
    pub fn goes_to(&self, chain: &str) -> bool {
        matches!(&self.target, Target::Chain(name) if name == chain)
    }
}

/// A condition whose ports are in order, as nft prints them.
fn sorted(condition: Condition) -> Condition {
    match condition {
        Condition::Is(Match::NotPorts(protocol, [one, other])) if one > other => {
            Condition::Is(Match::NotPorts(protocol, [other, one]))
        }
        other => other,
    }
}

fn protocol_of_port(condition: &Condition) -> Option<Protocol> {
    match condition {
        Condition::Is(
            Match::Port(p, _) | Match::NotPort(p, _) | Match::NotPorts(p, _) | Match::SourcePort(p, _),
        ) => Some(*p),
        _ => None,
    }
}

/// A condition of ours as the kernel keeps it; none where it always holds.
fn kept(found: &Match, keeper: Keeper, names: Names<'_>) -> Option<Match> {
    let some = |range: &Cidr| (keeper == Keeper::Nftables || range.prefix() > 0).then(|| range.network());
    Some(match found {
        // The pattern of all interfaces.
        Match::In(name) | Match::Out(name) if name == "+" => return None,
        Match::Source(range) => Match::Source(some(range)?),
        Match::Destination(range) => Match::Destination(some(range)?),
        Match::NotDestination(range) => Match::NotDestination(range.network()),
        Match::Owner(owner) => Match::Owner(numbered(owner, names)),
        Match::NotOwner(owner) => Match::NotOwner(numbered(owner, names)),
        other => other.clone(),
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_means_what_the_kernel_keeps_of_it() {
        use Keeper::{Iptables, Nftables};
        let names = |group: bool, name: &str| (name == "ftp").then_some(if group { 21 } else { 14 });
        let of = |found: Match, keeper| {
            let rule = Rule { matches: vec![found], verdict: Verdict::Return };
            Meaning::of(&rule, keeper, &names).conditions.into_iter().collect::<Vec<_>>()
        };
        let range = |text| Match::Destination(Cidr::parse(text).unwrap());
        let user = |id: &str| Match::Owner(Owner::User(id.to_owned()));
        let group = |id: &str| Match::NotOwner(Owner::Group(id.to_owned()));
        for (given, keeper, kept) in [
            (range("10.1.2.3/8"), Iptables, Some(range("10.0.0.0/8"))),
            (range("10.1.2.3/0"), Iptables, None),
            (range("10.1.2.3/0"), Nftables, Some(range("0.0.0.0/0"))),
            (Match::In("+".to_owned()), Nftables, None),
            (user("ftp"), Iptables, Some(user("14"))),
            (group("ftp"), Nftables, Some(group("21"))),
            (user("7"), Iptables, Some(user("7"))),
            (user("nobody-there"), Iptables, Some(user("nobody-there"))),
        ] {
            let kept: Vec<Condition> = kept.into_iter().map(Condition::Is).collect();
            assert_eq!(of(given.clone(), keeper), kept, "{given:?}");
        }
        let to_port = [Match::Protocol(Protocol::Tcp), Match::Port(Protocol::Tcp, 80)];
        let rule = Rule { matches: to_port.to_vec(), verdict: Verdict::Return };
        let found = Meaning::of(&rule, Iptables, &names).conditions;
        assert_eq!(found, BTreeSet::from([Condition::Is(Match::Port(Protocol::Tcp, 80))]));
    }
}
