//! Replacing the mesh's root, played through: at no time does a workload meet a certificate that it does not trust.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use certs::served::path_faults;
use identity::rotation::{Kept, Step};
use identity::{Certificate, Issued, Key, MAX_LIFETIME, SpiffeId, TrustDomain, csr};

const DAY: Duration = Duration::from_secs(24 * 3600);

fn start() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_795_000_000)
}

fn domain() -> TrustDomain {
    TrustDomain::new("cluster.local").unwrap()
}

fn id() -> SpiffeId {
    SpiffeId::new(domain(), "default", "sleep").unwrap()
}

/// A workload, its certificate and roots as they were given to it last.
struct Workload {
    lifetime: Duration,
    renews: SystemTime,
    issued: Option<Issued>,
}

impl Workload {
    fn live(&mut self, kept: &Kept, request: &str, key: &Key, now: SystemTime) {
        if now < self.renews {
            return;
        }
        let chain = kept.ca().sign(request, &id(), now, Some(self.lifetime)).unwrap();
        self.issued = Some(Issued::read(&chain, key.clone(), Some(&id()), now).unwrap());
        // The authority may have been away until the last moment.
        self.renews = now + self.lifetime;
    }

    fn chain(&self) -> Vec<Certificate> {
        Certificate::all_in(self.issued.as_ref().unwrap().pair.chain(), "the chain").unwrap()
    }

    fn trusts(&self, other: &Workload, now: SystemTime) -> bool {
        // What the other sends is not what this one trusts.
        let leaf = &other.chain()[..1];
        path_faults(leaf, self.issued.as_ref().unwrap().roots.certificates(), now).is_empty()
    }
}

#[test]
fn two_roots_one_after_the_other_are_trusted_all_along() {
    let mut kept = Kept::begin(&domain(), start()).unwrap();
    let key = Key::generate().unwrap();
    let request = csr::create(Some(&id()), &key).unwrap();
    let mut workloads: Vec<Workload> = [2, 30, 90]
        .map(|days| Workload { lifetime: (DAY * days).min(MAX_LIFETIME), renews: start(), issued: None })
        .into();
    let mut steps = Vec::new();
    let mut now = start();
    // Between them, nothing happens for years: only the days around steps are lived through.
    while steps.len() < 6 {
        loop {
            match kept.next_step(now) {
                Step::Wait { until } => {
                    if until > now + DAY * 200 {
                        now = until - DAY * 100;
                        for workload in &mut workloads {
                            workload.renews = now;
                        }
                    }
                    break;
                }
                step => {
                    steps.push(step);
                    kept = kept.take(step, &domain(), now).unwrap();
                    // Replicas and restarts have it from the Secret.
                    let read = Kept::read(&kept.entries(), now).unwrap().unwrap();
                    assert_eq!(read.entries(), kept.entries());
                    assert_eq!(read.ca().roots(), kept.ca().roots());
                    kept = read;
                }
            }
        }
        for workload in &mut workloads {
            workload.live(&kept, &request, &key, now);
        }
        for one in &workloads {
            for other in &workloads {
                assert!(
                    one.trusts(other, now),
                    "{:?} after {steps:?}",
                    now.duration_since(start()).unwrap() / 86400
                );
            }
        }
        now += DAY;
    }
    let round = [Step::TrustNext, Step::Switch, Step::DropPrevious];
    assert_eq!(steps, [round, round].concat());
    let roots = Certificate::all_in(kept.ca().roots(), "the roots").unwrap();
    assert_eq!(roots.len(), 1);
    assert_eq!(&roots[0], kept.ca().certificate());
}

#[test]
fn a_step_that_does_not_fit_changes_nothing() {
    let kept = Kept::begin(&domain(), start()).unwrap();
    let entries = kept.entries();
    for step in [Step::Switch, Step::DropPrevious, Step::Wait { until: start() }] {
        let same = Kept::read(&entries, start()).unwrap().unwrap().take(step, &domain(), start()).unwrap();
        assert_eq!(same.entries(), entries, "{step:?}");
    }
    let next = kept.take(Step::TrustNext, &domain(), start()).unwrap();
    let entries = next.entries();
    let same = next.take(Step::TrustNext, &domain(), start()).unwrap();
    assert_eq!(same.entries(), entries);
}

#[test]
fn a_root_that_was_found_expired_is_replaced_at_once() {
    let late = start() + DAY * 4000;
    let mut kept = Kept::begin(&domain(), start()).unwrap();
    for step in [Step::TrustNext, Step::Switch, Step::DropPrevious] {
        assert_eq!(kept.next_step(late), step);
        kept = kept.take(step, &domain(), late).unwrap();
    }
    assert!(matches!(kept.next_step(late), Step::Wait { .. }));
    assert!(kept.ca().certificate().is_valid_at(late));
}

#[test]
fn what_is_broken_of_a_secret_is_named() {
    let kept = Kept::begin(&domain(), start()).unwrap().take(Step::TrustNext, &domain(), start()).unwrap();
    for (entry, value, want) in [
        ("next-ca-since", "yesterday", "\"next-ca-since\""),
        ("next-ca-since", "99999999999999999999", "\"next-ca-since\""),
        ("next-ca-key.pem", "", "\"ca-key.pem\" is missing"),
        ("ca-key.pem", "x", "there is no block `PRIVATE KEY`"),
    ] {
        let mut data = kept.entries();
        data.insert(entry.to_owned(), value.as_bytes().to_vec());
        let error = Kept::read(&data, start()).err().unwrap().to_string();
        assert!(error.contains(want), "{entry}: {error}");
    }
    assert!(Kept::read(&certs::Data::new(), start()).unwrap().is_none());
}
