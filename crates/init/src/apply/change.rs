//! A change of all rules: decided as a whole, then made.

use std::collections::BTreeSet;

use super::site::{Site, allowed};
use super::{iptables, nftables};
use crate::error::Error;

/// A change of rules that is decided and not yet made.
pub struct Change<'a> {
    site: Site<'a>,
    parts: Vec<Part>,
}

enum Part {
    Iptables(Vec<iptables::Task>),
    Nftables(nftables::Script),
}

impl<'a> Change<'a> {
    /// Decides for all families. A cleanup is about rules of all kinds, since nobody remembers how they were made.
    ///
    /// # Errors
    /// A privilege or a program is missing, or other rules are in the way.
    pub fn decide(site: Site<'a>) -> Result<Self, Error> {
        allowed(site.kernel)?;
        let mut parts = Vec::new();
        if !site.applying.native_nftables {
            parts.push(Part::Iptables(iptables::decide_all(site)?));
        }
        if site.applying.native_nftables || (site.applying.cleanup_only && nftables::has_ours(site.kernel)) {
            parts.push(Part::Nftables(nftables::decide(site)?));
        }
        Ok(Self { site, parts })
    }

    /// What is put in or taken away, as a text for `iptables-restore` or a script for `nft`.
    #[must_use]
    pub fn text(&self) -> String {
        let of = |part: &Part| match part {
            Part::Iptables(tasks) => tasks.iter().map(iptables::Task::text).collect(),
            Part::Nftables(script) => script.text.clone(),
        };
        self.parts.iter().map(of).collect()
    }

    /// The marks that TPROXY of ours gives packets, as far as it goes away.
    #[must_use]
    pub fn marks(&self) -> BTreeSet<u32> {
        let of = |part: &Part| match part {
            Part::Iptables(tasks) => tasks.iter().flat_map(iptables::Task::marks).collect(),
            Part::Nftables(script) => script.marks.clone(),
        };
        self.parts.iter().flat_map(of).collect()
    }

    /// Makes the change, wholly or not at all.
    ///
    /// # Errors
    /// The kernel refuses. What this change did until then is undone.
    pub fn make(self) -> Result<(), Error> {
        for part in self.parts {
            match part {
                Part::Iptables(tasks) => iptables::make(self.site, tasks)?,
                Part::Nftables(script) => nftables::make(self.site, &script)?,
            }
        }
        Ok(())
    }
}
