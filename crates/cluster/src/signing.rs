//! A certificate from one of the cluster's signers, through a CertificateSigningRequest.

use std::time::Duration;

use golang::base64;
use kubeyaml::{Map, Value};
use tokio::time::{Instant, sleep};

use crate::access::Cluster;
use crate::error::ClusterError;
use crate::requests::{Object, Only};
use objects::kinds;

/// How often it is looked whether the certificate is there.
const LOOK: Duration = Duration::from_millis(250);

/// What is asked of a signer.
#[derive(Clone, Debug)]
pub struct SigningRequest {
    /// The name of the object; one of that name that asks the same signer is replaced, as the old script did.
    pub name: String,
    /// The signer, such as `example.com/internal`.
    pub signer: String,
    /// The request in PEM.
    pub request: String,
    /// Whether to approve it. Without the right to approve, the request waits for somebody else.
    pub approve: bool,
    /// How long to wait.
    pub patience: Duration,
}

impl Cluster {
    /// Asks a signer for a certificate, approves it if asked to, and gives the chain in PEM. The object stays, as
    /// a record of who approved what.
    ///
    /// Source: Istio 0.5 webhook-create-signed-cert.sh, without its race (it read the certificate before there was one).
    ///
    /// # Errors
    /// The request is denied or fails, nothing is signed in time, or the API server cannot be asked.
    pub async fn sign(&self, wanted: &SigningRequest) -> Result<String, ClusterError> {
        let object = Object { kind: kinds::SIGNING_REQUEST, namespace: None, name: &wanted.name };
        if let Some(before) = self.get(object).await? {
            let signer = before.str_at(&["spec", "signerName"]).unwrap_or_default();
            if signer != wanted.signer {
                return Err(ClusterError::Incomplete {
                    place: format!("CertificateSigningRequest {}", wanted.name),
                    cause: format!("it exists, and asks another signer, {signer:?}"),
                    remedy: "delete it if it is not needed".to_owned(),
                });
            }
            self.delete(object, Only { uid: before.str_at(&["metadata", "uid"]).map(str::to_owned) }).await?;
        }
        let mut request = self.create(object, &signing_request(wanted)).await?;
        if wanted.approve {
            *request.map_entry("status").entry("conditions") = Value::List(vec![approval()]);
            self.replace_part(object, "approval", &request).await?;
        }
        let end = Instant::now() + wanted.patience;
        loop {
            let Some(now) = self.get(object).await? else {
                return Err(self.failed(wanted, "it was deleted before it was signed".to_owned()));
            };
            match outcome(&now) {
                Outcome::Signed(chain) => return Ok(chain),
                Outcome::Failed(why) => return Err(self.failed(wanted, why)),
                Outcome::Pending if Instant::now() >= end => {
                    return Err(ClusterError::Late {
                        what: format!("the signing of CertificateSigningRequest {} by {}", wanted.name, wanted.signer),
                        seconds: wanted.patience.as_secs(),
                        remedy: "look whether something in the cluster signs for that signer, and whether the request \
                                 is approved; without a signer leave --signer-name out: an own certificate authority \
                                 is made"
                            .to_owned(),
                    });
                }
                Outcome::Pending => sleep(LOOK).await,
            }
        }
    }

    fn failed(&self, wanted: &SigningRequest, why: String) -> ClusterError {
        ClusterError::Incomplete {
            place: format!("CertificateSigningRequest {}", wanted.name),
            cause: format!("{} does not sign: {why}", wanted.signer),
            remedy: "name a signer that signs certificates of servers with --signer-name, or leave it out: an own \
                     certificate authority is made"
                .to_owned(),
        }
    }
}

fn signing_request(wanted: &SigningRequest) -> Value {
    let mut object = Value::Null;
    object.map_entry("metadata").insert("name", wanted.name.as_str());
    let usages = ["digital signature", "key encipherment", "server auth"];
    let spec = object.map_entry("spec");
    spec.insert("request", base64::encode(&wanted.request));
    spec.insert("signerName", wanted.signer.as_str());
    spec.insert("usages", usages.map(Value::from).to_vec());
    let fields = object.become_map();
    fields.insert("apiVersion", kinds::SIGNING_REQUEST.api_version());
    fields.insert("kind", kinds::SIGNING_REQUEST.kind);
    object
}

fn approval() -> Value {
    let mut condition = Map::new();
    condition.insert("type", "Approved");
    condition.insert("status", "True");
    condition.insert("reason", "OutriggerCertsCreate");
    condition.insert("message", "approved by outrigger certs create");
    condition.into()
}

enum Outcome {
    Signed(String),
    Failed(String),
    Pending,
}

fn outcome(request: &Value) -> Outcome {
    for condition in request.items_at(&["status", "conditions"]) {
        let part = |key| condition.str_at(&[key]).unwrap_or_default();
        if matches!(part("type"), "Denied" | "Failed") {
            return Outcome::Failed(format!("{} {}: {}", part("type"), part("reason"), part("message")));
        }
    }
    match request.str_at(&["status", "certificate"]) {
        None | Some("") => Outcome::Pending,
        Some(encoded) => match base64::decode(encoded).map(String::from_utf8) {
            Ok(Ok(chain)) => Outcome::Signed(chain),
            _ => Outcome::Failed("the certificate in its status is not PEM".to_owned()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outcome_is_read_from_the_status() {
        for (status, want) in [
            ("{}", "pending"),
            ("{certificate: ''}", "pending"),
            ("{conditions: [{type: Approved}]}", "pending"),
            ("{conditions: [{type: Approved}], certificate: UEVN}", "PEM"),
            ("{conditions: [{type: Denied, reason: Nope, message: never}]}", "Denied Nope: never"),
            (
                "{conditions: [{type: Approved}, {type: Failed, reason: SignerValidationFailure, message: m}]}",
                "Failed SignerValidationFailure: m",
            ),
            ("{certificate: '%'}", "the certificate in its status is not PEM"),
        ] {
            let request = kubeyaml::read(&format!("status: {status}")).unwrap();
            let found = match outcome(&request) {
                Outcome::Signed(text) | Outcome::Failed(text) => text,
                Outcome::Pending => "pending".to_owned(),
            };
            assert_eq!(found, want, "{status}");
        }
    }
}
