//! Routes and addresses in the kernel: what is there of those that capture wants, and their change.
//!
//! Source: Istio 1.30 `tools/common/tproxy`. There the policy rule is added once more at each run; here it is added
//! when it is missing, and `--cleanup-only` takes it away.

mod message;

use std::collections::BTreeSet;
use std::io;

use capture::Family;
use capture::routes::{Marked, Routes, Way};

use crate::error::Error;
use crate::netlink::{Reply, Socket};
use message::{DEFAULT, Kind, addition, is_there, listing, marked_by, removal};

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
        && list(socket, Kind::of(way), way.family())?.iter().any(|r| is_there(r, way))
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
    let family = way.family().name();
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

/// Takes ways away; one that is not there is passed over.
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
    ways.retain(|way| match lists.of(&mut socket, Kind::of(*way), way.family()) {
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
