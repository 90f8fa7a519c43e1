//! The service that signs certificates, as it is asked over gRPC.

use std::time::SystemTime;

use envoy_api::istio::v1::auth::{IstioCertificateRequest, IstioCertificateResponse};
use envoy_api::structs;
use identity::Caller;
use identity::service::{self, Code, Request};
use tonic::Status;

use crate::plane::Plane;

/// The certificates for a caller; `None` is somebody whom nobody knows.
pub(crate) fn create(
    plane: &Plane,
    caller: Option<&Caller>,
    request: &IstioCertificateRequest,
) -> Result<IstioCertificateResponse, Status> {
    let metadata =
        |key| request.metadata.as_ref().and_then(|all| structs::text(all, key)).unwrap_or_default();
    let asked = Request {
        csr: &request.csr,
        validity_duration: request.validity_duration,
        cert_signer: metadata("CertSigner"),
        impersonated_identity: metadata("ImpersonatedIdentity"),
    };
    let answer = service::answer(&plane.ca, caller, &asked, SystemTime::now());
    plane.metrics.signed(answer.is_ok());
    let who = caller.map(|caller| caller.id.to_string()).unwrap_or_default();
    match answer {
        Ok(cert_chain) => {
            tracing::info!(who, "a certificate is signed");
            Ok(IstioCertificateResponse { cert_chain })
        }
        Err(refusal) => {
            tracing::warn!(
                who,
                message = refusal.message,
                reason = refusal.reason,
                "no certificate is signed"
            );
            let code = match refusal.code {
                Code::InvalidArgument => tonic::Code::InvalidArgument,
                Code::Internal => tonic::Code::Internal,
                Code::Unauthenticated => tonic::Code::Unauthenticated,
            };
            Err(Status::new(code, refusal.message))
        }
    }
}
