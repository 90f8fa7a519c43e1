//! What holds for packets whatever is asked for, on requests made at random.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use capture::iptables::rule_text;
use capture::rule::{Owner, Protocol};
use capture::state::Saved;
use capture::{Family, Match, Plan, Verdict};
use diagnosis::capture::trace::{Direction, End, Packet, trace, trace_live};

#[path = "../../capture/tests/requests/mod.rs"]
mod requests;
use requests::plans;

fn packet(direction: Direction, to: &str, uid: &str) -> Packet {
    Packet {
        direction,
        protocol: Protocol::Tcp,
        source: None,
        destination: to.parse().unwrap(),
        interface: "eth0".to_owned(),
        uid: Some(uid.to_owned()),
        gid: Some("77".to_owned()),
        mark: 0,
    }
}

/// Whether the rules that a plan becomes send packets the same way.
#[test]
fn live_rules_send_packets_as_their_plan_does() {
    for (case, _, plan) in plans() {
        let loaded = numbered(plan.clone());
        for family in [Family::V4, Family::V6] {
            let mut saved = String::new();
            for ((table, chain), rules) in loaded.chains(family) {
                saved.push_str(&format!("*{}\n", table.name()));
                for rule in rules {
                    let text = rule_text(plan.script, table, chain, rule);
                    saved.push_str(&format!("-A {} {text}\n", chain.iptables()));
                }
            }
            let to = if family == Family::V4 { "10.1.2.3:443" } else { "[fd00::1]:443" };
            for direction in [Direction::In, Direction::Out] {
                let packet = packet(direction, to, "1000");
                assert_eq!(trace_live(&Saved::parse(&saved), &packet), trace(&loaded, &packet), "{case}");
            }
        }
    }
}

/// The plan with numbers in place of the names of users and groups.
fn numbered(mut plan: Plan) -> Plan {
    let rules = plan.intents.iter_mut().flat_map(|intent| [&mut intent.v4, &mut intent.v6]);
    for found in rules.flatten().flat_map(|rule| &mut rule.matches) {
        if let Match::Owner(Owner::User(name) | Owner::Group(name))
        | Match::NotOwner(Owner::User(name) | Owner::Group(name)) = found
            && name.parse::<u32>().is_err()
        {
            *name = "202".to_owned();
        }
    }
    plan
}

/// Whether the proxy's own calls leave the host, whatever is asked for: else they would go in circles.
#[test]
fn the_proxys_calls_to_others_are_never_captured() {
    for (case, _, plan) in plans() {
        for (uid, to) in
            [("1337", "10.1.2.3:443"), ("3", "10.1.2.3:443"), ("1337", "[fd00::1]:443"), ("3", "1.2.3.4:80")]
        {
            let owned = plan.intents.iter().any(|i| {
                let own = [Match::Owner(Owner::User(uid.to_owned()))];
                i.v4.as_ref().is_some_and(|r| r.matches == own && r.verdict == Verdict::Return)
            });
            let found = trace(&plan, &packet(Direction::Out, to, uid));
            assert!(!owned || found.end == End::Untouched, "{case}: {found:?}");
        }
    }
}
