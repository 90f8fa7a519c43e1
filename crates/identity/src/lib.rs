//! Workload identity, as agent and control plane share it: who a workload is, how it asks for a certificate, when it asks
//! again, and who signs. The clock is an argument.
//!
//! ```text
//! agent    Key ─► csr::create ─► … ─► Issued::read (chain against key and clock) ─► Renewal::next(now) ─► again
//! control  Token ─► review ─► Caller ─┬─► Caller::speaks_for(node)       (xDS)
//! plane                               └─► service::answer ─► Ca::sign    (certificates)
//! ```

mod authority;
mod backoff;
mod caller;
mod chain;
pub mod csr;
mod error;
mod renewal;
pub mod rotation;
pub mod service;
mod spiffe;
mod token;

pub use authority::{Ca, DEFAULT_LIFETIME, MAX_LIFETIME, entry};
pub use backoff::Backoff;
pub use caller::{Caller, Mismatch, Node, NotACaller, Review};
pub use certs::{Certificate, CertsError, Key, KeyForm, KeyType, Names};
pub use chain::{ChainError, Issued, MAX_ELEMENTS, Notice, Pair, Roots};
pub use error::AuthorityError;
pub use renewal::{Now, Policy, PolicyError, Renewal, Standing, Step};
pub use spiffe::{IdentityError, SpiffeId, TrustDomain};
pub use token::{Token, TokenError};
