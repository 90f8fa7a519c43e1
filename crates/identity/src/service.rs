//! The service that signs, without a server: a request and who asks → certificates, or a status.
//!
//! Source: Istio 1.30 security/pkg/server/ca/server.go, CreateCertificate; security/pkg/pki/error/error.go, HTTPErrorCode.

use std::time::{Duration, SystemTime};

use crate::{AuthorityError, Ca, Caller};

/// What is asked for: `istio.v1.auth.IstioCertificateRequest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request<'a> {
    /// The request for a certificate, in PEM.
    pub csr: &'a str,
    /// The lifetime in seconds; the default if it is not positive.
    pub validity_duration: i64,
    /// `CertSigner` of the metadata; empty if there is none.
    pub cert_signer: &'a str,
    /// `ImpersonatedIdentity` of the metadata; empty if there is none.
    pub impersonated_identity: &'a str,
}

/// gRPC's codes that are answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// 3
    InvalidArgument,
    /// 13
    Internal,
    /// 16
    Unauthenticated,
}

/// Why there is no certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The status.
    pub code: Code,
    /// What who asks is told; it tells a stranger nothing.
    pub message: String,
    /// What the log is told in addition.
    pub reason: String,
}

/// The certificates for a caller, the workload's own first and the roots last. `caller` is `None`, if nobody knows who asks.
///
/// # Errors
/// Nobody knows who asks, or they ask for another's certificate (UNAUTHENTICATED); the request or its lifetime cannot be
/// had, or another signer is asked for (INVALID_ARGUMENT); the authority cannot sign (INTERNAL).
pub fn answer(
    ca: &Ca,
    caller: Option<&Caller>,
    request: &Request<'_>,
    now: SystemTime,
) -> Result<Vec<String>, Refusal> {
    let caller = caller.ok_or_else(stranger)?;
    if !request.impersonated_identity.is_empty() {
        return Err(Refusal {
            code: Code::Unauthenticated,
            message: "request impersonation authentication failure".to_owned(),
            reason: format!("{} asks for a certificate of {:?}", caller.id, request.impersonated_identity),
        });
    }
    if !request.cert_signer.is_empty() {
        let message = format!("there is no signer {:?}: leave CertSigner out", request.cert_signer);
        return Err(Refusal { code: Code::InvalidArgument, message, reason: String::new() });
    }
    let lifetime = u64::try_from(request.validity_duration).ok().filter(|seconds| *seconds > 0);
    ca.sign(request.csr, &caller.id, now, lifetime.map(Duration::from_secs)).map_err(refused)
}

/// What is answered to who is not known, however that was found out.
pub fn stranger() -> Refusal {
    Refusal {
        code: Code::Unauthenticated,
        message: "request authenticate failure".to_owned(),
        reason: String::new(),
    }
}

fn refused(error: AuthorityError) -> Refusal {
    let code = match error {
        AuthorityError::Request { .. } | AuthorityError::Lifetime { .. } => Code::InvalidArgument,
        _ => Code::Internal,
    };
    Refusal { code, message: format!("CSR signing error ({error})"), reason: String::new() }
}
