//! What rules alone cannot do: an address for traffic from Envoy, and a way to loopback for marked packets.
//!
//! Source: Istio 1.30 `tools/common/tproxy`. There the policy rule is added once more at each run; here it is added
//! when it is missing, and `--cleanup-only` takes it away.

mod message;

use std::collections::BTreeSet;
use std::fmt;
use std::io;

use capture::Family;

use crate::error::Error;
use crate::netlink::{Reply, Socket};
use crate::programs::family_name;
use message::{DEFAULT, Kind, addition, is_there, listing, marked_by, removal};

/// The way of marked packets to loopback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Marked {
    /// The mark.
    pub mark: u32,
    /// The routing table.
    pub table: u32,
}

/// What is wanted beside the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Routes {
    /// Whether IPv6 is captured.
    pub ipv6: bool,
    /// The way of marked packets, where connections keep their addresses.
    pub marked: Option<Marked>,
}

/// One thing that the kernel holds beside the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The source of Envoy's connections to the application over IPv6, as 127.0.0.6 over IPv4.
    Address,
    /// The routing table of marked packets.
    Rule(Family, Marked),
    /// What such a table says: all is for this host.
    Route(Family, u32),
}

/// As the arguments of `ip` say it.
impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = |family: &Family| if *family == Family::V4 { 4 } else { 6 };
        match self {
            Self::Address => write!(f, "-6 address {}/128 dev lo", message::PASSTHROUGH),
            Self::Rule(family, Marked { mark, table }) => {
                write!(f, "-{} rule fwmark {mark} lookup {table}", number(family))
            }
            Self::Route(family, table) => {
                write!(f, "-{} route local default dev lo table {table}", number(family))
            }
        }
    }
}

impl Way {
    /// The family of addresses that it is for.
    #[must_use]
    pub fn family(self) -> Family {
        match self {
            Self::Address => Family::V6,
            Self::Rule(family, _) | Self::Route(family, _) => family,
        }
    }

    /// The arguments of `ip` that take it away.
    #[must_use]
    pub fn removal(self) -> String {
        // What is told has the object first, and what is done with it behind that.
        let told = self.to_string();
        let words: Vec<&str> = told.splitn(3, ' ').collect();
        match words[..] {
            [family, object, what] => format!("{family} {object} delete {what}"),
            _ => told,
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::Address => Kind::Addresses,
            Self::Rule(..) => Kind::Rules,
            Self::Route(..) => Kind::Routes,
        }
    }
}

impl Routes {
    /// What has to be there, in the order in which it is made.
    #[must_use]
    pub fn ways(self) -> Vec<Way> {
        let of = |family, marked: Marked| [Way::Route(family, marked.table), Way::Rule(family, marked)];
        let families = [Family::V4].into_iter().chain(self.ipv6.then_some(Family::V6));
        let marked = families.filter_map(|family| Some(of(family, self.marked?))).flatten();
        self.ipv6.then_some(Way::Address).into_iter().chain(marked).collect()
    }
}

/// Adds what is missing, and gives what that was; a second time nothing is.
///
/// # Errors
/// When the kernel refuses, such as where IPv6 is switched off. What was added is then taken away again.
pub fn add(routes: Routes) -> Result<Vec<Way>, Error> {
    let ways = routes.ways();
    if ways.is_empty() {
        return Ok(Vec::new());
    }
    let mut socket = Socket::route().map_err(Error::kernel("failed to configure routes"))?;
    let mut added = Vec::new();
    for way in ways {
        match add_one(&mut socket, way) {
            Ok(true) => added.push(way),
            Ok(false) => {}
            Err(source) => {
                undo(&added);
                return Err(failed(way, source));
            }
        }
    }
    Ok(added)
}

/// Whether something had to be added.
fn add_one(socket: &mut Socket, way: Way) -> io::Result<bool> {
    // The kernel takes a rule as often as it is added, and tells of the others that they are there.
    if matches!(way, Way::Rule(..))
        && list(socket, way.kind(), way.family())?.iter().any(|r| is_there(r, way))
    {
        return Ok(false);
    }
    match socket.ask(&addition(way)) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        outcome => outcome.map(|_| true),
    }
}

/// Source: Istio 1.30 `tools/common/tproxy`, the texts.
fn failed(way: Way, source: io::Error) -> Error {
    let family = family_name(way.family());
    let what = match way {
        Way::Address => "failed to add IPv6 inbound address".to_owned(),
        Way::Rule(..) => format!("failed to configure netlink rule for {family}"),
        Way::Route(..) => format!("failed to add route for {family}"),
    };
    Error::Kernel { what, source }
}

/// Takes away again what [`add`] added.
pub fn undo(added: &[Way]) {
    let last_first: Vec<Way> = added.iter().rev().copied().collect();
    if let Err(error) = remove(&last_first) {
        eprintln!("warning: {error}");
    }
}

/// Takes ways away; what is not there is no error.
///
/// # Errors
/// When the kernel refuses.
pub fn remove(ways: &[Way]) -> Result<(), Error> {
    let wrap = || Error::kernel("failed to remove routes");
    if ways.is_empty() {
        return Ok(());
    }
    let mut socket = Socket::route().map_err(wrap())?;
    for way in ways {
        match socket.ask(&removal(*way)) {
            Err(error) if is_gone(&error) => {}
            outcome => _ = outcome.map_err(wrap())?,
        }
    }
    Ok(())
}

/// Whether the kernel says that there is no such thing (`ENOENT`, `ESRCH`, `EADDRNOTAVAIL`).
fn is_gone(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(2 | 3 | 99))
}

/// What is missing of that which is wanted.
///
/// # Errors
/// When the kernel does not answer.
pub fn missing(routes: Routes) -> Result<Vec<Way>, Error> {
    let mut ways = routes.ways();
    let mut socket = Socket::route().map_err(Error::kernel("failed to list routes"))?;
    let mut lists = Lists::default();
    let mut error = None;
    ways.retain(|way| match lists.of(&mut socket, way.kind(), way.family()) {
        Ok(replies) => !replies.iter().any(|reply| is_there(reply, *way)),
        Err(source) => {
            error = Some(source);
            true
        }
    });
    match error {
        Some(source) => Err(Error::Kernel { what: "failed to list routes".to_owned(), source }),
        None => Ok(ways),
    }
}

/// What was asked for already.
#[derive(Default)]
struct Lists(Vec<(Kind, Family, Vec<Reply>)>);

impl Lists {
    fn of(&mut self, socket: &mut Socket, kind: Kind, family: Family) -> io::Result<&[Reply]> {
        let place = match self.0.iter().position(|(k, f, _)| (*k, *f) == (kind, family)) {
            Some(place) => place,
            None => {
                self.0.push((kind, family, list(socket, kind, family)?));
                self.0.len().saturating_sub(1)
            }
        };
        Ok(self.0.get(place).map_or(&[], |(.., replies)| replies))
    }
}

/// What is there of ours, in the order in which it is taken away: ways of packets that rules of ours mark, those that
/// are asked for, and those that are made when nothing is said; each as often as it is there.
///
/// # Errors
/// When the kernel does not answer.
pub fn ours(asked: Routes, marks: &BTreeSet<u32>) -> Result<Vec<Way>, Error> {
    let known =
        |marked: &Marked| marks.contains(&marked.mark) || *marked == DEFAULT || asked.marked == Some(*marked);
    let mut found = Vec::new();
    let mut socket = Socket::route().map_err(Error::kernel("failed to list routes"))?;
    for family in [Family::V4, Family::V6] {
        let mut list = |kind| {
            // Where there is no IPv6, nothing of it is there.
            list(&mut socket, kind, family)
                .or_else(|error| if family == Family::V6 { Ok(Vec::new()) } else { Err(error) })
        };
        let mut of = |kind| list(kind).map_err(Error::kernel("failed to list routes"));
        let rules: Vec<Marked> =
            of(Kind::Rules)?.iter().filter_map(|r| marked_by(r, family)).filter(known).collect();
        let asked = asked.marked.into_iter().chain([DEFAULT]);
        let tables: BTreeSet<u32> = rules.iter().copied().chain(asked).map(|marked| marked.table).collect();
        // A router's list may be longer than is read here; then each of them may be there.
        let routes = of(Kind::Routes).ok();
        let is_there_or_unknown =
            |way: &Way| routes.as_ref().is_none_or(|all| all.iter().any(|reply| is_there(reply, *way)));
        let routes = tables.into_iter().map(|table| Way::Route(family, table)).filter(is_there_or_unknown);
        found.extend(rules.into_iter().map(|marked| Way::Rule(family, marked)));
        found.extend(routes);
        if family == Family::V6 && of(Kind::Addresses)?.iter().any(|reply| is_there(reply, Way::Address)) {
            found.push(Way::Address);
        }
    }
    Ok(found)
}

fn list(socket: &mut Socket, kind: Kind, family: Family) -> io::Result<Vec<Reply>> {
    socket.ask(&listing(kind, family))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_are_told_as_ip_takes_them() {
        let marked = Some(Marked { mark: 1337, table: 133 });
        for (routes, told) in [
            (Routes { ipv6: false, marked: None }, &[][..]),
            (Routes { ipv6: true, marked: None }, &["-6 address ::6/128 dev lo"]),
            (
                Routes { ipv6: false, marked },
                &["-4 route local default dev lo table 133", "-4 rule fwmark 1337 lookup 133"],
            ),
            (
                Routes { ipv6: true, marked },
                &[
                    "-6 address ::6/128 dev lo",
                    "-4 route local default dev lo table 133",
                    "-4 rule fwmark 1337 lookup 133",
                    "-6 route local default dev lo table 133",
                    "-6 rule fwmark 1337 lookup 133",
                ],
            ),
        ] {
            let ways: Vec<String> = routes.ways().iter().map(Way::to_string).collect();
            assert_eq!(ways, told);
        }
    }
}
