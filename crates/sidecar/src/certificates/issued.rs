//! The certificate that the CA issues: asked for at the start, and again in time.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use identity::{
    CertsError, ChainError, Issued, Key, KeyForm, KeyType, Now, Policy, Renewal, SpiffeId, Standing, Step,
    csr,
};
use thiserror::Error;
use tokio::sync::watch;
use tokio::task::JoinError;
use tokio::time::{Instant, sleep};

use super::reported::Counts;
use crate::ca::{Ca, CaError};
use crate::workload::Workload;

/// What is asked for, and of whom.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) ca: Ca,
    /// Whose it is; `None` where the CA is to find that out by the token.
    pub(super) id: Option<SpiffeId>,
    pub(super) key: KeyType,
    pub(super) form: KeyForm,
    pub(super) policy: Policy,
}

/// There is no certificate this time.
#[derive(Debug, Error)]
enum NotIssued {
    #[error("cannot make a key or a request: {0}")]
    Key(#[from] CertsError),
    #[error("cannot make a key: {0}")]
    Task(#[from] JoinError),
    #[error(transparent)]
    Ca(#[from] CaError),
    #[error("what the CA {address} answers cannot be used: {source}")]
    Chain { address: String, source: ChainError },
}

impl Request {
    /// Keeps a valid certificate there, as far as that can be. What is there stays until the next one is.
    pub(super) async fn keep(&self, workload: &watch::Sender<Workload>, counts: &Counts) {
        let started = Instant::now();
        let now = || Now { wall: SystemTime::now(), passed: started.elapsed() };
        let mut renewal = Renewal::new(self.policy);
        loop {
            match renewal.next(now()) {
                Step::Wait(time) => sleep(time).await,
                Step::Request => {
                    let asked = Instant::now();
                    let issued = self.issue().await;
                    counts.asked(asked.elapsed(), issued.is_ok());
                    match issued {
                        Ok(issued) => {
                            renewal.issued(issued.pair.not_after(), now(), draw());
                            self.log_issued(&issued, asked.elapsed());
                            replace(workload, issued);
                        }
                        Err(why) => {
                            let standing = renewal.standing(now());
                            let wait = renewal.failed(now(), draw());
                            log_failure(standing, renewal.failures(), &why, wait);
                        }
                    }
                }
            }
        }
    }

    /// A new key, and its certificate.
    async fn issue(&self) -> Result<Issued, NotIssued> {
        let (kind, form, id) = (self.key, self.form, self.id.clone());
        // An RSA key takes up to a second, in which Envoy must not wait.
        let made = tokio::task::spawn_blocking(move || {
            let key = Key::generate_of(kind)?.in_form(form)?;
            let request = csr::create(id.as_ref(), &key)?;
            Ok::<_, CertsError>((key, request))
        });
        let (key, request) = made.await??;
        let chain = self.ca.sign(request).await?;
        Issued::read(&chain, key, self.id.as_ref(), SystemTime::now())
            .map_err(|source| NotIssued::Chain { address: self.ca.upstream.address().to_owned(), source })
    }

    fn log_issued(&self, issued: &Issued, took: Duration) {
        let left = issued.pair.not_after().duration_since(SystemTime::now()).unwrap_or_default();
        tracing::info!(
            "generated new workload certificate for {} in {} ms, valid for {} s",
            issued.pair.uris().join(", "),
            took.as_millis(),
            left.as_secs()
        );
        for notice in &issued.notices {
            tracing::warn!("{notice}");
        }
    }
}

fn replace(workload: &watch::Sender<Workload>, issued: Issued) {
    workload.send_modify(|workload| {
        if workload.roots.as_deref().is_some_and(|roots| *roots != issued.roots) {
            tracing::info!("Root cert has changed, start rotating root cert");
        }
        *workload = Workload { pair: Some(Arc::new(issued.pair)), roots: Some(Arc::new(issued.roots)) };
    });
}

/// Says what failed, the louder the less time there is.
fn log_failure(standing: Standing, failures: u32, why: &NotIssued, wait: Duration) {
    let wait = wait.as_millis();
    match standing {
        Standing::None => {
            tracing::warn!("no workload certificate yet (try {failures}, next in {wait} ms): {why}")
        }
        Standing::Valid(left) => tracing::warn!(
            "cannot renew the workload certificate, valid for {} s (try {failures}, next in {wait} ms): {why}",
            left.as_secs()
        ),
        Standing::Low(left) => tracing::error!(
            "the workload certificate expires in {} s and cannot be renewed (try {failures}, next in {wait} ms): {why}",
            left.as_secs()
        ),
        Standing::Expired => tracing::error!(
            "the workload certificate has expired, connections fail (try {failures}, next in {wait} ms): {why}"
        ),
    }
}

/// A random number from 0 to 1. Without random numbers it is 0.5: there are no keys then, either.
fn draw() -> f64 {
    let mut bytes = [0; 4];
    let drawn = rustls::crypto::aws_lc_rs::default_provider().secure_random.fill(&mut bytes);
    drawn.map_or(0.5, |()| f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX))
}
