//! What a rule means, however it is written.

use std::collections::BTreeSet;
use std::net::IpAddr;

use crate::cidr::Cidr;
use crate::rule::{Protocol, Table};

/// The number of a user (`false`) or group (`true`) by its name; rules hold numbers once they are in the kernel.
pub type Names<'n> = &'n dyn Fn(bool, &str) -> Option<u32>;

/// The conditions of a rule without order, and its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    conditions: BTreeSet<String>,
    /// The target: a chain, or a word of the kernel's with what it is told.
    pub target: String,
}

impl Meaning {
    /// The meaning of a rule as `iptables-save` prints it, or as it is given to `iptables-restore`: without its chain.
    pub fn of(text: &str, names: Names<'_>) -> Meaning {
        let mut reader = Reader { words: text.split_whitespace(), module: "", names };
        let mut meaning = Meaning { conditions: BTreeSet::new(), target: String::new() };
        while let Some(word) = reader.words.next() {
            reader.word(word, &mut meaning);
        }
        meaning
    }
}

impl Meaning {
    /// The conditions: an option in its short form with its value, after `! ` if it must not hold.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &str> {
        self.conditions.iter().map(String::as_str)
    }

    /// The protocol that the rule is about, if it is one of those that have ports.
    pub(crate) fn protocol(&self) -> Option<Protocol> {
        [Protocol::Tcp, Protocol::Udp]
            .into_iter()
            .find(|protocol| self.conditions().any(|c| c.strip_prefix("-p ") == Some(protocol.name())))
    }

    /// Whether some configuration would have such a rule in this chain of the kernel's: for excluded interfaces, and
    /// for the marks of TPROXY.
    pub(super) fn is_like_ours(&self, table: Table, chain: &str) -> bool {
        let only = |kinds: &[&str]| {
            self.conditions.len() == kinds.len()
                && kinds.iter().all(|kind| self.conditions.iter().any(|c| c.starts_with(kind)))
        };
        match (table, chain, self.target.as_str()) {
            (Table::Nat | Table::Mangle, "PREROUTING", "RETURN") => only(&["-i "]),
            (Table::Nat, "OUTPUT", "RETURN") => only(&["-o "]),
            (Table::Mangle, "OUTPUT", "RETURN") => only(&["-o "]) || only(&["-p tcp", "-o lo", "mark "]),
            (Table::Mangle, "PREROUTING", "CONNMARK --save-mark") => only(&["-p tcp", "mark "]),
            (Table::Mangle, "OUTPUT", "CONNMARK --restore-mark") => only(&["-p tcp", "connmark "]),
            (Table::Mangle, "OUTPUT", "MARK mark 1338") => {
                only(&["! -d ", "-p tcp", "-o lo", "uid "]) || only(&["! -d ", "-p tcp", "-o lo", "gid "])
            }
            _ => false,
        }
    }
}

struct Reader<'t, 'n> {
    words: std::str::SplitWhitespace<'t>,
    /// The last `-m`, which tells marks of packets from those of connections.
    module: &'t str,
    names: Names<'n>,
}

impl<'t> Reader<'t, '_> {
    fn value(&mut self) -> &'t str {
        self.words.next().unwrap_or_default()
    }

    fn word(&mut self, word: &'t str, meaning: &mut Meaning) {
        let (negated, word) = if word == "!" { ("! ", self.value()) } else { ("", word) };
        let condition = match word {
            "-m" | "--match" => {
                self.module = self.value();
                // These say something without an option; the others only open one.
                if self.module != "socket" {
                    return;
                }
                "socket".to_owned()
            }
            "-s" | "--source" | "-d" | "--destination" => match range(self.value()) {
                // All addresses: the kernel does not keep that.
                None if negated.is_empty() => return,
                range => format!("{} {}", short(word), range.unwrap_or_default()),
            },
            "--uid-owner" => format!("uid {}", self.number_of(false)),
            "--gid-owner" => format!("gid {}", self.number_of(true)),
            "--mark" => format!(
                "{} {}",
                if self.module == "connmark" { "connmark" } else { "mark" },
                mark(self.value())
            ),
            "--ctstate" | "--state" => {
                let mut states: Vec<&str> = self.value().split(',').collect();
                states.sort_unstable();
                format!("state {}", states.join(","))
            }
            "--comment" => {
                self.value();
                return;
            }
            "-j" | "--jump" | "-g" | "--goto" => {
                meaning.target = self.target();
                return;
            }
            option => format!("{} {}", short(option), self.value()),
        };
        meaning.conditions.insert(format!("{negated}{condition}"));
    }

    fn number_of(&mut self, group: bool) -> String {
        let owner = self.value();
        match (self.names)(group, owner).filter(|_| owner.parse::<u32>().is_err()) {
            Some(number) => number.to_string(),
            None => owner.to_owned(),
        }
    }

    /// The target with its options, which end the rule.
    fn target(&mut self) -> String {
        let mut parts = vec![self.value().to_owned()];
        while let Some(option) = self.words.next() {
            match option {
                "--to-ports" | "--to-port" => parts.push(format!("port {}", self.value())),
                "--on-port" => parts.push(format!("port {}", self.value())),
                "--tproxy-mark" | "--set-mark" | "--set-xmark" => {
                    parts.push(format!("mark {}", mark(self.value())))
                }
                "--zone" => parts.push(format!("zone {}", self.value())),
                "--on-ip" | "--nfmask" | "--ctmask" => {
                    let value = self.value();
                    if !matches!(value, "0.0.0.0" | "::" | "0xffffffff") {
                        parts.push(format!("{option} {value}"));
                    }
                }
                other => parts.push(other.to_owned()),
            }
        }
        if let Some((_, options)) = parts.split_first_mut() {
            options.sort_unstable();
        }
        parts.join(" ")
    }
}

/// The mark that a rule's TPROXY gives packets, if it is one for all their bits.
pub(super) fn tproxy_mark(rule: &str) -> Option<u32> {
    let (_, target) = rule.split_once("-j TPROXY ")?;
    let mut words = target.split_whitespace();
    words.find(|word| *word == "--tproxy-mark")?;
    mark(words.next()?).parse().ok()
}

fn short(option: &str) -> &str {
    match option {
        "--source" => "-s",
        "--destination" => "-d",
        "--protocol" => "-p",
        "--in-interface" => "-i",
        "--out-interface" => "-o",
        "--destination-port" => "--dport",
        "--source-port" => "--sport",
        other => other,
    }
}

/// A range without the bits of the host; `None` for all addresses.
fn range(text: &str) -> Option<String> {
    let cidr = match text.parse::<IpAddr>() {
        Ok(address) => Cidr::of(address),
        Err(_) => match Cidr::parse(text) {
            Ok(cidr) => cidr,
            Err(_) => return Some(text.to_owned()),
        },
    };
    let prefix = u32::from(cidr.prefix());
    let network: IpAddr = match cidr.address() {
        _ if prefix == 0 => return None,
        IpAddr::V4(a) => std::net::Ipv4Addr::from(u32::from(a) & (u32::MAX << (32 - prefix))).into(),
        IpAddr::V6(a) => std::net::Ipv6Addr::from(u128::from(a) & (u128::MAX << (128 - prefix))).into(),
    };
    Some(format!("{network}/{prefix}"))
}

/// A mark in decimal; a mask that leaves nothing out is none.
fn mark(text: &str) -> String {
    let number = |t: &str| match t.strip_prefix("0x") {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => t.parse().ok(),
    };
    let (value, mask) = text.split_once('/').unwrap_or((text, "0xffffffff"));
    match (number(value), number(mask)) {
        (Some(value), Some(u32::MAX)) => value.to_string(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(group: bool, name: &str) -> Option<u32> {
        (group && name == "ftp").then_some(21)
    }

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
            ("-m owner --gid-owner ftp -j X", "-m owner --gid-owner 21 -j X"),
            ("-j X", "-m comment --comment istio/hello -j X"),
        ] {
            assert_eq!(Meaning::of(given, &names), Meaning::of(printed, &names), "{given}");
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
        ] {
            assert_ne!(Meaning::of(one, &names), Meaning::of(other, &names), "{one}");
        }
    }
}
