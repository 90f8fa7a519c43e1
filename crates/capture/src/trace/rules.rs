//! Rules as a packet meets them: those of a plan, or live ones as far as they are understood.

use std::collections::BTreeMap;

use crate::iptables::rule_text;
use crate::plan::Plan;
use crate::rule::{Family, Match, Table, Verdict};
use crate::state::{Condition, Meaning, Saved, Target, final_rules};

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

impl Rules {
    /// The rules of a plan, where they end up.
    pub fn planned(plan: &Plan, family: Family) -> Rules {
        let mut rules = Rules::default();
        for ((table, chain), lines) in final_rules(plan, family) {
            let line = |(i, rule): (usize, crate::Rule)| Line {
                place: i + 1,
                text: rule_text(&rule, plan.spelling),
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
    pub fn live(saved: &Saved) -> Rules {
        let mut rules = Rules::default();
        for (table, chain, lines) in saved.chains() {
            let has_chain = |name: &str| saved.has_chain(table, name);
            let all = lines.iter().enumerate();
            let mut known: Vec<Line> =
                all.filter_map(|(i, text)| understood(i + 1, text, &has_chain)).collect();
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
    let target = Meaning::read(&format!("-j {word}")).target;
    Line { place, text: format!("policy {word}"), matches: Vec::new(), has_more: false, target }
}

/// A live rule, for the first packet of a connection of TCP or UDP; none if no such packet can meet it.
fn understood(place: usize, text: &str, has_chain: &dyn Fn(&str) -> bool) -> Option<Line> {
    let Meaning { conditions, target } = Meaning::read(text);
    let (mut matches, mut has_more) = (Vec::new(), false);
    for condition in conditions {
        match condition {
            Condition::Is(found) => matches.push(found),
            Condition::OtherProtocol(_) => return None,
            // The packet begins a connection.
            Condition::States(states) if states.contains("NEW") => {}
            Condition::States(states) if states.iter().all(|state| OF_OTHERS.contains(&state.as_str())) => {
                return None;
            }
            Condition::States(_) | Condition::Unknown(_) => has_more = true,
        }
    }
    let target = match target {
        Target::RefusedWith(_) => Target::Verdict(Verdict::Reject),
        Target::Chain(name) if !has_chain(&name) => Target::Unknown(name),
        target => target,
    };
    Some(Line { place, text: text.to_owned(), matches, has_more, target })
}

/// What connection tracking never says of a packet that begins a connection.
const OF_OTHERS: [&str; 3] = ["ESTABLISHED", "RELATED", "INVALID"];

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Option<Line> {
        understood(1, text, &|name| name == "DOCKER")
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
            let live = understood(1, &planned.text, &|name| chains.contains(&name)).unwrap();
            assert!(!live.has_more, "{planned:?}");
            assert_eq!(live.matches.len(), planned.matches.len(), "{planned:?} {live:?}");
            assert_eq!(live.target, planned.target, "{planned:?}");
        }
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
