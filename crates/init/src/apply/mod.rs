//! Puts the rules in, or takes them away: what is there is looked at first, and what is as planned stays.
//!
//! ```text
//! choose (which programs, what is there) ─► decide (what to do) ─► replace (its text) ─► one program per family
//! ```

mod choose;
mod decide;
#[cfg(test)]
mod fake;
mod guards;
mod iptables;
pub mod nftables;

use capture::Plan;

use crate::arguments::Applying;
use crate::error::Error;
use crate::host::Privilege;
use crate::live::Kernel;
use crate::programs::Programs;

pub use choose::{Standing, choose};
pub use decide::{Step, Wish, decide};
pub use iptables::{has_rules, in_use};

/// Applies a plan as it is wished.
///
/// # Errors
/// A privilege or a program is missing, the kernel refuses, or other rules are in the way. Rules that this call put in
/// are then taken out again.
pub fn apply(
    programs: &dyn Programs,
    kernel: &dyn Kernel,
    plan: &Plan,
    applying: &Applying,
) -> Result<(), Error> {
    if let [privilege, ..] = kernel.missing(&[Privilege::NetAdmin])[..] {
        return Err(Error::NoPrivilege { privilege });
    }
    if applying.native_nftables {
        return nftables::apply(programs, kernel, plan, applying);
    }
    iptables::apply(programs, kernel, plan, applying)
}
