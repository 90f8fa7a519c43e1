//! A Kubernetes control plane for tests, and outrigger as its webhook.
//!
//! etcd, the API server, the controllers and the scheduler are the real ones; kwok makes scheduled pods ready, and runs
//! no container. A Service's address is one of loopback's, where the webhook listens: the API server calls it there.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

mod certificates;
mod control_plane;
mod discovery;
mod image;
mod istiod;
mod kubectl;
mod load;
mod pod;
mod process;
mod programs;
mod proxy;
mod replica;
mod service;
pub mod shop;
mod story;
mod tools;
mod webhook;

use std::time::{Duration, Instant};

pub use certificates::Signer;
pub use control_plane::{ControlPlane, Forward, Kubelet};
pub use discovery::Discovery;
pub use image::Image;
pub use istiod::{Istiod, IstiodPorts, peer};
pub use kubectl::Kubectl;
pub use load::{Created, Load};
pub use pod::Pod;
pub use process::Process;
pub use proxy::{Program, Proxy, agent, get};
pub use replica::{ISTIO, OWN, Place, Replica, asked, install, is_called, is_called_by, serve};
pub use service::{Balancer, free_address};
pub use story::{Found, SECRET, Story};
pub use tools::{Tools, links};
pub use webhook::{Certificate, NAMESPACE, SERVICE, Webhook, configure, outrigger, review, run};

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

/// The seconds until something is so; printed.
///
/// # Panics
/// It is not so within [`PATIENCE`].
pub fn takes(what: &str, mut is_so: impl FnMut() -> bool) -> f64 {
    let start = Instant::now();
    until(what, || is_so().then_some(()));
    let seconds = start.elapsed().as_secs_f64();
    println!("{what}: {seconds:.2} s");
    seconds
}
