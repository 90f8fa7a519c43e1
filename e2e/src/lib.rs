//! A Kubernetes control plane for tests, and outrigger as its webhook.
//!
//! etcd, the API server, the controllers and the scheduler are the real ones; kwok makes scheduled pods ready, and runs
//! no container. A Service's address is one of loopback's, where the webhook listens: the API server calls it there.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

mod certificates;
mod control_plane;
mod kubectl;
mod load;
mod process;
mod service;
mod webhook;

use std::time::{Duration, Instant};

pub use control_plane::ControlPlane;
pub use kubectl::Kubectl;
pub use load::{Created, Load};
pub use process::Process;
pub use service::{Balancer, free_address};
pub use webhook::{Certificate, NAMESPACE, SERVICE, Webhook, configure, outrigger, run};

/// Nothing that is waited for takes longer, however slow the machine is.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Asks again and again until there is an answer; `what` is told when there is none.
///
/// # Panics
/// There is none within [`PATIENCE`].
pub fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(began.elapsed() < PATIENCE, "in vain: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
