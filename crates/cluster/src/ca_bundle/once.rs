//! Putting a webhook configuration right once, as a person asks for it.

use tokio::time::sleep;

use super::plan::{Entries, Verdict, plan};
use crate::access::Cluster;
use crate::error::ClusterError;
use crate::requests::Object;
use crate::watching::jittered;
use objects::kinds;

/// Others may change the object meanwhile; so often it is tried again.
const ATTEMPTS: u32 = 5;

impl Cluster {
    /// Puts a CA bundle in PEM into the entries of a MutatingWebhookConfiguration, whatever revision it is of. Gives the
    /// entries that were changed; none if all held it.
    ///
    /// # Errors
    /// The bundle is none, there is no such configuration or entry, or the API server says no.
    pub async fn patch_ca_bundle(
        &self,
        configuration: &str,
        entries: &Entries,
        bundle: &str,
    ) -> Result<Vec<String>, ClusterError> {
        let object = Object { kind: kinds::MUTATING_WEBHOOK, namespace: None, name: configuration };
        let incomplete = |cause: String, remedy: &str| ClusterError::Incomplete {
            place: format!("MutatingWebhookConfiguration {configuration}"),
            cause,
            remedy: remedy.to_owned(),
        };
        certs::ca_bundle::read(bundle)
            .map_err(|e| incomplete(e.to_string(), "give the certificate of the authority in PEM"))?;
        let mut attempt = 0;
        loop {
            let found = self.get(object).await?;
            match plan(found.as_ref(), entries, None, bundle) {
                Verdict::InPlace | Verdict::WrongRevision { .. } => return Ok(Vec::new()),
                Verdict::Absent => {
                    return Err(incomplete(
                        "it does not exist".to_owned(),
                        "`kubectl get mutatingwebhookconfigurations` lists those that do",
                    ));
                }
                Verdict::NoEntry => {
                    return Err(incomplete(
                        "no entry in it is an injector's".to_owned(),
                        "names of injectors' entries end in sidecar-injector.istio.io",
                    ));
                }
                Verdict::Write { patch, entries } => match self.patch(object, &patch).await {
                    Err(ClusterError::Conflict { .. }) if attempt < ATTEMPTS => {
                        attempt += 1;
                        sleep(jittered(std::time::Duration::from_millis(100))).await;
                    }
                    other => return other.map(|_| entries),
                },
            }
        }
    }
}
