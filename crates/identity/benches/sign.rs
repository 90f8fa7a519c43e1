//! How many requests for certificates an authority signs a second, on one core, whatever else the machine
//! does:
//!
//! `cargo bench -p identity --bench sign -- ROUNDS`
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "a benchmark may fail loudly, and knows clock and arguments"
)]

use std::hint::black_box;
use std::time::SystemTime;

use identity::{Ca, Key, KeyType, SpiffeId, csr};

fn main() {
    let rounds = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(5000);
    let id: SpiffeId = "spiffe://cluster.local/ns/default/sa/sleep".parse().unwrap();
    let now = SystemTime::now();
    let ca = Ca::create(id.trust_domain(), now).unwrap();
    for kind in [KeyType::EcdsaP256, KeyType::Rsa2048] {
        let request = csr::create(Some(&id), &Key::generate_of(kind).unwrap()).unwrap();
        let began = processor();
        for _ in 0..rounds {
            black_box(ca.sign(black_box(&request), &id, now, None).unwrap());
        }
        let second = f64::from(rounds) / (processor() - began);
        println!(
            "{kind:?}: {second:.0} requests signed in a second of one core's time, by a P-256 authority"
        );
    }
}

/// Seconds of a processor's time that this thread has had.
fn processor() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}
