//! Traffic capture: from what is asked for to iptables and nftables rules.
//!
//! ```text
//! Flags, environment ─► Request ─► Config ─► plan ─► iptables  (restore text for each family)
//!                         host ────┘           │ └──► nftables  (one script)
//!                                              ├────► state     (what a live table has more, less or otherwise)
//!                                              └────► replace   (what puts it in the place of what is there)
//! ```
//!
//! Nothing here touches a kernel, a file or the environment: what the host has to say is an argument.

pub mod cidr;
pub mod config;
pub mod families;
pub mod family;
pub mod flags;
pub mod iptables;
pub mod legacy;
pub mod nftables;
pub mod plan;
pub mod replace;
pub mod request;
pub mod restore;
pub mod routes;
pub mod rule;
pub mod script;
pub mod state;

pub use cidr::Cidr;
pub use config::{Config, Dns, Inbound, Mode, OwnerGroups, Ranges};
pub use families::{Families, families};
pub use family::Family;
pub use flags::{Flag, FlagError, Flags};
pub use plan::{Plan, plan};
pub use request::{Host, Request, RequestError};
pub use rule::{Chain, Match, Rule, Table, Verdict};
pub use script::Script;
