//! Certificates: an own CA, leaves, and the rotation of the webhook's. The clock is an argument.
//!
//! ```text
//! Secret ─► State ─► next_step(now) ─► Step ─► take(step) ─► State ─► Secret
//!             └─► bundle(), leaf: what is published and what is served
//! ```
//!
//! [`State`] is what several replicas keep together. [`rotation`] says what has to be done with it at a given time, and
//! does it; storing, publishing and serving are the caller's. [`ca_bundle`] says whether a text may be published at all,
//! [`served`] whether who has the bundle trusts what is served.

mod authority;
pub mod ca_bundle;
mod certificate;
mod error;
mod key;
mod names;
mod pem;
pub mod request;
pub mod rotation;
pub mod served;
mod state;
mod times;

pub use authority::{Authority, Leaf};
pub use certificate::Certificate;
pub use error::CertsError;
pub use key::{Key, KeyForm, KeyType};
pub use names::Names;
pub use rotation::{Plan, Step, next_step, take};
pub use state::{Beside, Data, State, entry};
