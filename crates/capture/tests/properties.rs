//! What holds for the rules of every request, on requests made at random.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use std::collections::BTreeSet;

use capture::rule::{Match, Owner, Protocol, Verdict};
use capture::state::{Comparison, Saved, compare, final_rules};
use capture::trace::{Direction, End, Packet, trace, trace_live};
use capture::{Cidr, Family, Host, Plan, Request, Table, iptables, legacy, nftables, plan};

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn one_of(&mut self, choices: &[&str]) -> String {
        choices[self.roll(choices.len())].to_owned()
    }

    fn request(&mut self) -> (Request, Host) {
        let ports = ["", "80", "80,443,8080", "*"];
        let ranges = ["", "10.0.0.0/8", "10.0.0.0/8,fd00::/8,1.2.3.4/32", "127.0.0.1/32", "::1/128", "*"];
        let some_ranges = &ranges[..4];
        let interfaces = ["", "eth9", "eth9,tap+"];
        let request = Request {
            proxy_uid: self.one_of(&["", "1337", "3,4"]),
            proxy_gid: self.one_of(&["", "1337", "1,2"]),
            inbound_interception_mode: self.one_of(&["", "REDIRECT", "TPROXY", "NONE"]),
            inbound_ports: self.one_of(&ports),
            inbound_ports_exclude: self.one_of(&ports[..3]),
            exclude_interfaces: self.one_of(&interfaces),
            outbound_ranges: self.one_of(&ranges),
            outbound_ranges_exclude: self.one_of(some_ranges),
            outbound_ports: self.one_of(&ports[..3]),
            outbound_ports_exclude: self.one_of(&ports[..3]),
            virtual_interfaces: self.one_of(&interfaces),
            owner_groups: self.one_of(&["*", "", "java,202"]),
            owner_groups_exclude: self.one_of(&["", "888,ftp"]),
            redirect_dns: self.roll(2) == 0,
            capture_all_dns: self.roll(2) == 0,
            drop_invalid: self.roll(2) == 0,
            ..Request::default()
        };
        let servers = [&[][..], &["10.96.0.10/32"], &["fd00::a/128"], &["10.96.0.10/32", "fd00::a/128"]];
        let nameservers = servers[self.roll(4)].iter().map(|s| Cidr::parse(s).unwrap()).collect();
        (request, Host { proxy_uid: None, ipv6: self.roll(2) == 0, nameservers })
    }
}

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

fn plans() -> impl Iterator<Item = (String, bool, Plan)> {
    let mut dice = Dice(7);
    (0..3000).map(move |i| {
        let (request, host) = dice.request();
        let case = format!("{request:?} {host:?}");
        let plan = if i % 10 == 0 {
            let script = [legacy::Script::V0_5, legacy::Script::V1_0, legacy::Script::V1_1][i / 10 % 3];
            let wishes = legacy::Wishes { leaves_own_calls: dice.roll(2) == 0, ipv6: dice.roll(2) == 0 };
            legacy::plan(&legacy::config(&request, false, &host).unwrap(), script, wishes)
        } else {
            plan(&request.config(&host).unwrap())
        };
        (case, host.ipv6 || i % 10 == 0, plan)
    })
}

/// Whether a chain that is jumped to is made in the same table of the text.
#[test]
fn every_jump_of_a_restore_text_has_its_chain() {
    for (case, ipv6, plan) in plans() {
        assert!(ipv6 || iptables::restore(&plan, Family::V6).is_empty(), "{case}");
        for family in [Family::V4, Family::V6] {
            let mut chains = BTreeSet::new();
            for line in iptables::restore(&plan, family).lines() {
                match line.split(' ').collect::<Vec<_>>()[..] {
                    ["*", _] => chains.clear(),
                    ["-N", chain] => {
                        assert!(chains.insert(chain.to_owned()), "{case}: {chain} is made twice")
                    }
                    ["COMMIT"] => {}
                    [_, chain, ..] => {
                        let own = |c: &str| !c.starts_with("ISTIO_") || chains.contains(c);
                        let target = line.split(" -j ").nth(1).unwrap().split(' ').next().unwrap();
                        assert!(own(chain) && own(target), "{case}: {line}");
                    }
                    _ => panic!("{case}: {line}"),
                }
            }
        }
    }
}

/// Whether nft finds each chain, and each place that a rule is put at.
#[test]
fn every_line_of_a_script_can_be_carried_out() {
    for (case, _, plan) in plans() {
        let script = nftables::script(&plan);
        let mut rules: std::collections::BTreeMap<(String, String), usize> = Default::default();
        for line in script.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let place = |at: usize| (words[at].to_owned(), words[at + 1].to_owned());
            match words[..2] {
                ["add", "chain"] => _ = rules.insert(place(3), 0),
                ["add", "rule"] => *rules.get_mut(&place(3)).unwrap_or_else(|| panic!("{case}: {line}")) += 1,
                ["insert", "rule"] => {
                    let count = rules.get_mut(&place(3)).unwrap_or_else(|| panic!("{case}: {line}"));
                    assert!(words[6].parse::<usize>().unwrap() < *count, "{case}: {line}");
                    *count += 1;
                }
                _ => {}
            }
            if let Some(target) = line.split(" counter jump ").nth(1) {
                assert!(rules.contains_key(&(words[3].to_owned(), target.to_owned())), "{case}: {line}");
            }
        }
        assert!(rules.values().all(|count| *count > 0), "{case}: a chain without rules");
    }
}

/// Whether a plan that was loaded is known for it, and sends packets the same way.
#[test]
fn what_was_loaded_is_the_same_as_its_plan() {
    // The kernel keeps numbers.
    let number = |_: bool, _: &str| Some(202);
    for (case, _, plan) in plans() {
        let loaded = numbered(plan.clone());
        for family in [Family::V4, Family::V6] {
            let mut saved = String::new();
            for ((table, chain), rules) in final_rules(&loaded, family) {
                saved.push_str(&format!("*{}\n", table.name()));
                for rule in rules {
                    saved.push_str(&format!(
                        "-A {} {}\n",
                        chain.iptables(),
                        iptables::rule_text(&rule, plan.spelling)
                    ));
                }
            }
            let saved = Saved::parse(&saved);
            assert_eq!(compare(&plan, family, &saved, &number), Comparison::Same, "{case}");
            let to = if family == Family::V4 { "10.1.2.3:443" } else { "[fd00::1]:443" };
            for direction in [Direction::In, Direction::Out] {
                let packet = packet(direction, to, "1000");
                let live = trace_live(&saved, &packet);
                assert_eq!(live, trace(&loaded, &packet), "{case}");
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
                i.v4.as_ref().is_some_and(|r| {
                    iptables::rule_text(r, plan.spelling).ends_with(&format!("--uid-owner {uid} -j RETURN"))
                })
            });
            let found = trace(&plan, &packet(Direction::Out, to, uid));
            assert!(!owned || found.end == End::Untouched, "{case}: {found:?}");
        }
    }
}

/// Whether the table that is not ours to rule gets nothing but what old scripts put there.
#[test]
fn filter_is_left_alone() {
    for (case, _, plan) in plans() {
        for intent in &plan.intents {
            let filters = intent.table == Table::Filter;
            let verdict = intent.v6.as_ref().or(intent.v4.as_ref()).map(|r| r.verdict);
            assert!(!filters || matches!(verdict, Some(Verdict::Accept | Verdict::Reject)), "{case}");
        }
    }
}
