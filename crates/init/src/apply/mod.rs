//! Puts the rules in, or takes them away: what is there is looked at first, and what is as planned stays.
//!
//! ```text
//! choose (which programs, what is there) ─► decide (what to do) ─► replace (its text) ─► one program per family
//!      ▲                                                                                        │
//!      └──────────── again, where somebody else was quicker ◄── undo (what this run did) ◄── refused
//! ```

mod change;
mod choose;
mod decide;
#[cfg(test)]
mod fake;
mod guards;
mod iptables;
mod nftables;
mod site;

pub use change::Change;
pub use choose::{Standing, choose};
pub use decide::Goal;
pub use iptables::in_use;
pub use nftables::list;
pub use site::{Site, allowed};
