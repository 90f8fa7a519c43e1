//! What a namespace holds, to the last rule and route.

use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use super::namespace::Namespace;

/// All that the program changes, one thing a line: rules, rules for routes, routes, addresses.
pub fn state(pod: &Namespace) -> Vec<String> {
    settled(pod);
    let list = |program: &str, arguments: &[&str]| -> Vec<String> {
        let text = pod.must(Command::new(program).args(arguments), "");
        // Link-local routes come and go by themselves.
        let lines = text.lines().filter(|line| !line.contains("fe80::"));
        lines.map(|line| format!("{program}: {line}")).collect()
    };
    let own_chains_and_rules = |program| -> Vec<String> {
        // Chains of the kernel's stay when they were used once; they do nothing.
        let lines = list(program, &[]).into_iter();
        lines
            .filter(|line| line.contains(": -A ") || (line.contains(": :") && line.contains(" - [")))
            .collect()
    };
    let saves = ["iptables-legacy-save", "ip6tables-legacy-save", "iptables-nft-save", "ip6tables-nft-save"];
    let native = list("nft", &["--stateless", "list", "ruleset", "inet"]);
    let others = [
        ["-4", "rule", "list"].as_slice(),
        &["-6", "rule", "list"],
        &["-4", "route", "show", "table", "all"],
        &["-6", "route", "show", "table", "all"],
        &["-brief", "address", "show", "dev", "lo"],
    ];
    let others = others.into_iter().flat_map(|arguments| list("ip", arguments));
    saves.into_iter().flat_map(own_chains_and_rules).chain(native).chain(others).collect()
}

/// Waits until the kernel has made the route of an IPv6 address that is there: it does so in a queue of its own, later on a
/// machine that is busy.
fn settled(pod: &Namespace) {
    let list = |arguments: &[&str]| pod.must(Command::new("ip").args(arguments), "");
    for _ in 0..1_000 {
        let is_there = list(&["-6", "-brief", "address", "show", "dev", "lo"]).contains("::6/128");
        if !is_there || list(&["-6", "route", "show", "table", "local"]).contains("local ::6 dev lo") {
            return;
        }
        sleep(Duration::from_millis(5));
    }
}

/// What is only in the first state, and what only in the second.
pub fn change(before: &[String], after: &[String]) -> String {
    let only = |mark: char, here: &[String], there: &[String]| -> String {
        here.iter().filter(|line| !there.contains(line)).map(|line| format!("{mark} {line}\n")).collect()
    };
    let moved = if before.len() == after.len() && before != after { "or another order\n" } else { "" };
    only('-', before, after) + &only('+', after, before) + moved
}
