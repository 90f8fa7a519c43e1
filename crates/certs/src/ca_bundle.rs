//! Whether a text may be published as a caBundle.

use crate::{Certificate, CertsError, pem};

/// The certificates of a CA bundle: PEM, each block a certificate that can be read.
///
/// The texts of the errors are Istio's; Istio looks at the first block only (COMPATIBILITY K5).
/// Source: Istio 1.30 pkg/webhooks/webhookpatch.go, verifyCABundle.
///
/// # Errors
/// There is no PEM, a block is not a certificate, or a certificate is broken.
pub fn read(text: &str) -> Result<Vec<Certificate>, CertsError> {
    const WHAT: &str = "the CA bundle";
    let blocks = pem::blocks(text, WHAT).map_err(|e| match e {
        // To Go a block that cannot be decoded is none.
        CertsError::Pem { .. } => CertsError::NoPem,
        other => other,
    })?;
    if blocks.iter().any(|b| b.label.ends_with("PRIVATE KEY")) {
        return Err(CertsError::KeyInBundle);
    }
    Certificate::all_from_pem(text, WHAT)
}

/// The text of a CA bundle, each certificate once, in the given order, with nothing between them.
pub fn write<'a>(certificates: impl IntoIterator<Item = &'a Certificate>) -> String {
    let mut seen: Vec<&[u8]> = Vec::new();
    let mut text = String::new();
    for certificate in certificates {
        if !seen.contains(&certificate.der()) {
            seen.push(certificate.der());
            text.push_str(certificate.pem());
        }
    }
    text
}
