//! What `nft list` prints of our tables.

use std::collections::{BTreeMap, BTreeSet};

mod rule;

use super::meaning::LiveRule;
use crate::nftables::{Hook, table_name, tables};
use crate::rule::Table;

/// What our tables hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    chains: BTreeMap<(Table, String), Chain>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Chain {
    hook: Option<LiveHook>,
    rules: Vec<LiveRule>,
}

/// Where packets enter a chain that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LiveHook {
    /// As it is printed.
    pub text: String,
    kind: String,
    name: String,
    priority: Option<i32>,
    accepts: bool,
}

impl Listed {
    /// Reads what `nft --stateless list ruleset inet` prints, or the list of a table. Tables of others, and what it does
    /// not understand, it leaves out.
    #[must_use]
    pub fn parse(text: &str) -> Listed {
        let mut listed = Listed::default();
        let (mut table, mut chain) = (None, None);
        for line in text.lines() {
            if let Some(name) = opened(line, "table inet ") {
                (table, chain) = (tables().find(|table| table_name(*table) == name), None);
            } else if let (Some(table), Some(name)) = (table, opened(line, "\tchain ")) {
                chain = Some(listed.chains.entry((table, name.to_owned())).or_default());
            } else if let (Some(chain), Some(text)) = (&mut chain, line.strip_prefix("\t\t")) {
                match LiveHook::read(text) {
                    Some(hook) => chain.hook = Some(hook),
                    None => chain.rules.push(LiveRule { text: text.to_owned(), meaning: rule::read(text) }),
                }
            } else if line.starts_with('\t') {
                // A chain has ended, or there is something other than a chain.
                chain = None;
            }
        }
        listed
    }

    /// Whether none of our tables has a chain.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chains.is_empty()
    }

    /// The marks that TPROXY gives packets.
    #[must_use]
    pub fn tproxy_marks(&self) -> BTreeSet<u32> {
        self.rules().filter_map(|(_, _, rule)| rule.meaning.tproxy_mark()).collect()
    }

    /// All rules, each with its chain.
    pub(super) fn rules(&self) -> impl Iterator<Item = (Table, &str, &LiveRule)> {
        self.chains
            .iter()
            .flat_map(|((table, name), chain)| chain.rules.iter().map(|rule| (*table, name.as_str(), rule)))
    }

    pub(super) fn chain(&self, table: Table, name: &str) -> &[LiveRule] {
        self.chains.get(&(table, name.to_owned())).map_or(&[], |chain| &chain.rules)
    }

    pub(super) fn hook(&self, table: Table, name: &str) -> Option<&LiveHook> {
        self.chains.get(&(table, name.to_owned()))?.hook.as_ref()
    }
}

/// The name of what a line opens.
fn opened<'l>(line: &'l str, kind: &str) -> Option<&'l str> {
    line.strip_prefix(kind)?.strip_suffix(" {")
}

impl LiveHook {
    /// Reads `type nat hook output priority -100; policy accept;`; none if it is a rule.
    fn read(text: &str) -> Option<LiveHook> {
        let (kind, rest) = text.strip_prefix("type ")?.split_once(" hook ")?;
        let (name, rest) = rest.split_once(" priority ")?;
        let mut parts = rest.split(';').map(str::trim);
        let priority = priority(parts.next()?);
        let accepts = parts.next().is_none_or(|policy| matches!(policy, "policy accept" | ""));
        Some(LiveHook {
            text: text.to_owned(),
            kind: kind.to_owned(),
            name: name.to_owned(),
            priority,
            accepts,
        })
    }

    /// Whether it is this one, and lets pass what no rule takes.
    pub(super) fn is(&self, hook: &Hook) -> bool {
        (self.kind.as_str(), self.name.as_str()) == (hook.kind, hook.name)
            && self.priority == Some(hook.priority)
            && self.accepts
    }
}

/// A priority: a number, a name, or a name with a distance, such as `mangle + 10`.
///
/// Source: nft(8), standard priority names.
fn priority(text: &str) -> Option<i32> {
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let base = match first {
        "raw" => -300,
        "mangle" => -150,
        "dstnat" => -100,
        "filter" => 0,
        "security" => 50,
        "srcnat" => 100,
        number => number.parse().ok()?,
    };
    let sign = match words.next() {
        None => return Some(base),
        Some("+") => 1,
        Some("-") => -1,
        Some(_) => return None,
    };
    base.checked_add(sign * words.next()?.parse::<i32>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tables_of_ours_are_read() {
        let text = "table inet own {\n\tchain istio-output {\n\t\ttcp dport 1 drop\n\t}\n}\n\
                    table inet istio-proxy-nat {\n\tset other {\n\t\ttype ipv4_addr\n\t}\n\n\tchain output {\n\
                    \t\ttype nat hook output priority -100; policy accept;\n\t\tcounter jump istio-output\n\t}\n}\n";
        let listed = Listed::parse(text);
        assert_eq!(listed.rules().count(), 1, "{listed:?}");
        assert!(listed.hook(Table::Nat, "output").is_some());
        for nonsense in
            ["", "\0", "table inet istio-proxy-nat {\n\t\tlost\n\tchain", "table inet istio-proxy-nat {"]
        {
            assert!(Listed::parse(nonsense).is_empty(), "{nonsense:?}");
        }
    }

    #[test]
    fn hooks_are_the_same_however_their_priority_is_written() {
        let wanted = Hook { kind: "nat", name: "prerouting", priority: -100 };
        for (text, same) in [
            ("type nat hook prerouting priority -100; policy accept;", true),
            ("type nat hook prerouting priority dstnat; policy accept;", true),
            ("type nat hook prerouting priority mangle + 50; policy accept;", true),
            ("type nat hook prerouting priority filter - 100;", true),
            ("type nat hook prerouting priority dstnat + 1; policy accept;", false),
            ("type nat hook prerouting priority other; policy accept;", false),
            ("type nat hook prerouting priority dstnat; policy drop;", false),
            ("type nat hook output priority dstnat; policy accept;", false),
            ("type filter hook prerouting priority dstnat; policy accept;", false),
        ] {
            assert_eq!(LiveHook::read(text).map(|hook| hook.is(&wanted)), Some(same), "{text}");
        }
    }

    #[test]
    fn marks_of_tproxy_are_read() {
        let line = "\t\tmeta l4proto tcp ip daddr != 127.0.0.1 tproxy ip to :15006 meta mark set 0x00000539 counter accept";
        for (line, mark) in [
            (line, Some(1337)),
            ("\t\tmeta l4proto tcp tproxy ip6 to :15006 meta mark set 42 counter accept", Some(42)),
            ("\t\tcounter meta mark set 0x0000053a", None),
            ("\t\tmeta l4proto tcp tproxy ip to :15006 meta mark set ", None),
            ("\t\tmeta l4proto tcp tproxy ip to :15006 meta mark set 0xfffffffff counter accept", None),
        ] {
            let text =
                format!("table inet istio-proxy-mangle {{\n\tchain istio-tproxy {{\n{line}\n\t}}\n}}\n");
            assert_eq!(Listed::parse(&text).tproxy_marks().into_iter().next(), mark, "{line}");
        }
    }
}
