//! Rules as a packet meets them: those of a plan, or live ones as far as they are understood.

use std::collections::BTreeMap;

use capture::iptables::rule_text;
use capture::state::{Condition, LiveRule, Saved, Target};
use capture::{Family, Match, Plan, Rule, Table, Verdict};

/// The chains of all tables, by their names in iptables.
#[derive(Debug, Default)]
pub(super) struct Rules {
    chains: BTreeMap<(Table, String), Vec<Line>>,
}

/// A rule.
#[derive(Clone, Debug)]
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

impl Rules {
    /// The rules of a plan, where they end up.
    pub fn planned(plan: &Plan, family: Family) -> Rules {
        let mut rules = Rules::default();
        for ((table, chain), lines) in plan.chains(family) {
            let line = |(i, rule): (usize, &Rule)| Line {
                place: i + 1,
                text: rule_text(plan.script, table, chain, rule),
                target: match rule.verdict {
                    Verdict::Jump(chain) => Target::Chain(chain.iptables().to_owned()),
                    verdict => Target::Verdict(verdict),
                },
                matches: rule.matches.clone(),
                has_more: false,
            };
            let lines = lines.into_iter().enumerate().map(line).collect();
            rules.chains.insert((table, chain.iptables().to_owned()), lines);
        }
        rules
    }

    /// Live rules, those of others too; the policy of a chain is its last rule.
    pub fn live(saved: &Saved) -> Rules {
        let mut rules = Rules::default();
        for (table, name, chain) in saved.chains() {
            let has_chain = |name: &str| saved.has_chain(table, name);
            let all = chain.rules.iter().chain(&chain.policy).zip(1..);
            let known = all.filter_map(|(rule, place)| understood(place, rule, &has_chain)).collect();
            rules.chains.insert((table, name.to_owned()), known);
        }
        rules
    }

    pub fn chain(&self, table: Table, name: &str) -> &[Line] {
        self.chains.get(&(table, name.to_owned())).map_or(&[], Vec::as_slice)
    }
}

/// A live rule, for the first packet of a connection of TCP or UDP; none if no such packet can meet it.
fn understood(place: usize, rule: &LiveRule, has_chain: &dyn Fn(&str) -> bool) -> Option<Line> {
    let (mut matches, mut has_more) = (Vec::new(), false);
    for condition in &rule.meaning.conditions {
        match condition {
            Condition::Is(found) => matches.push(found.clone()),
            Condition::OtherProtocol(_) => return None,
            // The packet begins a connection.
            Condition::States(states) if states.contains("NEW") => {}
            Condition::States(states) if states.iter().all(|state| OF_OTHERS.contains(&state.as_str())) => {
                return None;
            }
            Condition::States(_) | Condition::Unknown(_) => has_more = true,
        }
    }
    let target = match &rule.meaning.target {
        Target::RefusedWith(_) => Target::Verdict(Verdict::Reject),
        Target::Chain(name) if !has_chain(name) => Target::Unknown(name.clone()),
        target => target.clone(),
    };
    Some(Line { place, text: rule.text.clone(), matches, has_more, target })
}

/// What connection tracking never says of a packet that begins a connection.
const OF_OTHERS: [&str; 3] = ["ESTABLISHED", "RELATED", "INVALID"];

#[cfg(test)]
mod tests {
    use super::*;

    /// The rule as a list of live rules has it, which has a chain `DOCKER`.
    fn line(rule: &str) -> Option<Line> {
        let saved = Saved::parse(&format!("*nat\n:DOCKER - [0:0]\n-A OUTPUT {rule}\nCOMMIT\n"));
        Rules::live(&saved).chain(Table::Nat, "OUTPUT").first().cloned()
    }

    #[test]
    fn what_is_not_understood_is_known_not_to_be() {
        for (text, conditions, has_more, target) in [
            ("-p tcp -m addrtype --dst-type LOCAL -j DOCKER", 1, true, Target::Chain("DOCKER".into())),
            ("-p tcp -m tcp --dport 80:90 -j ACCEPT", 1, true, Target::Verdict(Verdict::Accept)),
            ("-m owner --uid-owner 0-99 -j RETURN", 0, true, Target::Verdict(Verdict::Return)),
            ("-m mark --mark 0x1/0x1 -j RETURN", 0, true, Target::Verdict(Verdict::Return)),
            (
                "-j DNAT --to-destination 10.0.0.1:80",
                0,
                false,
                Target::Unknown("DNAT --to-destination 10.0.0.1:80".into()),
            ),
            ("-j ELSEWHERE", 0, false, Target::Unknown("ELSEWHERE".into())),
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
