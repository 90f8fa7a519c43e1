//! How many requests for certificates an authority signs a second, on one core:
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
use std::time::{Instant, SystemTime};

use identity::{Ca, Key, KeyType, SpiffeId, csr};

fn main() {
    let rounds = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(5000);
    let id: SpiffeId = "spiffe://cluster.local/ns/default/sa/sleep".parse().unwrap();
    let now = SystemTime::now();
    let ca = Ca::create(id.trust_domain(), now).unwrap();
    for kind in [KeyType::EcdsaP256, KeyType::Rsa2048] {
        let request = csr::create(Some(&id), &Key::generate_of(kind).unwrap()).unwrap();
        let began = Instant::now();
        for _ in 0..rounds {
            black_box(ca.sign(black_box(&request), &id, now, None).unwrap());
        }
        let second = f64::from(rounds) / began.elapsed().as_secs_f64();
        println!("{kind:?}: {second:.0} requests signed a second by a P-256 authority");
    }
}
