//! Live rules: what `iptables-save` and `nft list` print, and how it differs from a plan.
//!
//! The kernel keeps rules in its own words: options in another order, marks in hexadecimal, ranges without the bits of
//! the host. Both are therefore compared by their meaning: what a live rule says is read, and a planned one is what it is.
//!
//! ```text
//! iptables-save ─► Saved ──┬─► ours ─► compare ─► Comparison
//! nft list ──────► Listed ─┴──────────────▲
//!                                   plan ─┘
//! ```

mod compare;
mod listing;
mod live;
mod meaning;
mod ours;
mod save;
mod word;

pub use compare::{Comparison, Difference, Found, compare, compare_listed};
pub use listing::Listed;
pub use live::{Backend, FamilyRules, Live};
pub use meaning::{Condition, LiveRule, Meaning, Names, Target};
pub use ours::GUARD;
pub use save::{Chain, Saved};
