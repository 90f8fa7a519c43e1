//! When the mesh's own root is replaced: a pure function of what is kept and the time.
//!
//! Workloads learn of roots when they are given certificates. So the next root is trusted first, and signs only when each
//! certificate that was given before has ended; the root before is trusted until the last certificate that it signed has
//! ended. An authority of the user's own, the Secret `cacerts`, is the user's to replace.
//!
//! ```text
//! Secret ─► Kept ─► next_step(now) ─► Step ─► take(step) ─► Kept ─► Secret, ConfigMap `istio-ca-root-cert`
//! ```

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use certs::{Certificate, Data};

use crate::authority::{Ca, MAX_LIFETIME};
use crate::{AuthorityError, CertsError, TrustDomain};

/// The part of a root's life that is left when the next one is made.
///
/// Source: Istio 1.30 pilot/pkg/bootstrap/istio_ca.go, CITADEL_SELF_SIGNED_ROOT_CERT_GRACE_PERIOD_PERCENTILE.
const LEFT: f64 = 0.2;
/// How long a root is trusted before it signs, and after it has: the longest life of a certificate.
const OVERLAP: Duration = MAX_LIFETIME;

/// The keys of the entries of the Secret beside Istio's own.
mod entry {
    pub(super) const NEXT: &str = "next-ca-cert.pem";
    pub(super) const NEXT_KEY: &str = "next-ca-key.pem";
    pub(super) const NEXT_SINCE: &str = "next-ca-since";
    pub(super) const PREVIOUS: &str = "previous-ca-cert.pem";
    pub(super) const PREVIOUS_SINCE: &str = "previous-ca-since";
}

/// The authority that signs, and the root that is trusted beside its own while it is being replaced.
pub struct Kept {
    ca: Ca,
    beside: Option<Beside>,
}

enum Beside {
    /// It will sign.
    Next { ca: Box<Ca>, since: SystemTime },
    /// It signed before; its key is gone.
    Previous { certificate: Certificate, since: SystemTime },
}

/// What has to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing before this time.
    Wait {
        /// When to ask again.
        until: SystemTime,
    },
    /// Make the next root, and have it trusted.
    TrustNext,
    /// Sign with the next root.
    Switch,
    /// Trust the root before no longer.
    DropPrevious,
}

impl Kept {
    /// A new authority.
    ///
    /// # Errors
    /// The time cannot be expressed, or there are no random numbers.
    pub fn begin(trust_domain: &TrustDomain, now: SystemTime) -> Result<Kept, AuthorityError> {
        Ok(Kept { ca: Ca::create(trust_domain, now)?, beside: None })
    }

    /// What a Secret `istio-ca-secret` keeps, ours or Istio's; `None` if there is nothing in it.
    ///
    /// # Errors
    /// Something is missing or broken.
    pub fn read(data: &Data, now: SystemTime) -> Result<Option<Kept>, AuthorityError> {
        let Some(ca) = Ca::from_secret(data, now)? else { return Ok(None) };
        let of = |certificate: &str, key: &str| -> Data {
            [(certificate, crate::entry::CERTIFICATE), (key, crate::entry::KEY)]
                .into_iter()
                .filter_map(|(from, to)| Some((to.to_owned(), data.get(from)?.clone())))
                .collect()
        };
        let beside = if let Some(ca) = Ca::from_secret(&of(entry::NEXT, entry::NEXT_KEY), now)? {
            Some(Beside::Next { ca: Box::new(ca), since: since(data, entry::NEXT_SINCE)? })
        } else if let Some(pem) = data.get(entry::PREVIOUS) {
            let text =
                std::str::from_utf8(pem).map_err(|_| AuthorityError::NotText { entry: entry::PREVIOUS })?;
            let certificate = Certificate::from_pem(text, entry::PREVIOUS)?;
            Some(Beside::Previous { certificate, since: since(data, entry::PREVIOUS_SINCE)? })
        } else {
            None
        };
        Ok(Some(Kept { ca, beside }))
    }

    /// The entries of the Secret: Istio's own, which an istiod can go on with, and ours. Others are to be removed.
    pub fn entries(&self) -> Data {
        let mut entries = self.ca.entries();
        let mut add = |entry: &str, text: &str| entries.insert(entry.to_owned(), text.as_bytes().to_vec());
        add(crate::entry::ROOT, self.ca.roots());
        match &self.beside {
            None => {}
            Some(Beside::Next { ca, since }) => {
                let keys = [(crate::entry::CERTIFICATE, entry::NEXT), (crate::entry::KEY, entry::NEXT_KEY)];
                add(entry::NEXT_SINCE, &seconds(*since).to_string());
                let mut next = ca.entries();
                entries.extend(
                    keys.into_iter().filter_map(|(from, to)| Some((to.to_owned(), next.remove(from)?))),
                );
            }
            Some(Beside::Previous { certificate, since }) => {
                add(entry::PREVIOUS, certificate.pem());
                add(entry::PREVIOUS_SINCE, &seconds(*since).to_string());
            }
        }
        entries
    }

    /// The authority that signs, and trusts what is to be trusted now.
    pub fn ca(&self) -> &Ca {
        &self.ca
    }

    /// What has to be done now. Asked again after each step.
    pub fn next_step(&self, now: SystemTime) -> Step {
        let own = self.ca.certificate();
        let (step, at) = match &self.beside {
            None => {
                let life = own.not_after.duration_since(own.not_before).unwrap_or_default();
                (Step::TrustNext, own.not_after.checked_sub(life.mul_f64(LEFT)).unwrap_or(UNIX_EPOCH))
            }
            // Whatever time is kept, the end of the old one is the latest.
            Some(Beside::Next { since, .. }) => (Step::Switch, after(*since).min(own.not_after)),
            Some(Beside::Previous { certificate, since }) => {
                (Step::DropPrevious, after(*since).min(certificate.not_after))
            }
        };
        if at <= now { step } else { Step::Wait { until: at } }
    }

    /// Does a step; one that does not fit changes nothing.
    ///
    /// # Errors
    /// The time cannot be expressed, or there are no random numbers.
    pub fn take(
        self,
        step: Step,
        trust_domain: &TrustDomain,
        now: SystemTime,
    ) -> Result<Kept, AuthorityError> {
        let own = self.ca.certificate().clone();
        Ok(match (step, self.beside) {
            (Step::TrustNext, None) => {
                let next = Ca::create(trust_domain, now)?;
                let ca = self.ca.trusting(&[own, next.certificate().clone()]);
                Kept { ca, beside: Some(Beside::Next { ca: Box::new(next), since: now }) }
            }
            (Step::Switch, Some(Beside::Next { ca, .. })) => {
                let next = ca.certificate().clone();
                let beside = Some(Beside::Previous { certificate: own.clone(), since: now });
                Kept { ca: ca.trusting(&[next, own]), beside }
            }
            (Step::DropPrevious, Some(Beside::Previous { .. })) => {
                Kept { ca: self.ca.trusting(&[own]), beside: None }
            }
            (_, beside) => Kept { ca: self.ca, beside },
        })
    }
}

fn after(since: SystemTime) -> SystemTime {
    since.checked_add(OVERLAP).unwrap_or(since)
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

fn since(data: &Data, entry: &'static str) -> Result<SystemTime, AuthorityError> {
    let text = data.get(entry).and_then(|text| std::str::from_utf8(text).ok());
    let seconds = text.and_then(|text| text.trim().parse().ok()).map(Duration::from_secs);
    let since = seconds.and_then(|seconds| UNIX_EPOCH.checked_add(seconds));
    since.ok_or(AuthorityError::Certs(CertsError::Since { entry }))
}
