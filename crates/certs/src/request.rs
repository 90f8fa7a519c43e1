//! Asking somebody else to sign.

use rcgen::CertificateParams;

use crate::authority::{distinguished, making};
use crate::{CertsError, Key, Names};

/// A request for a certificate of the key, in PEM, as a CertificateSigningRequest's `spec.request` takes it.
///
/// What the certificate is for is not in it: signers go by the object's `spec.usages`.
///
/// # Errors
/// The key is none that can sign.
pub fn create(names: &Names, key: &Key) -> Result<String, CertsError> {
    let mut params = CertificateParams::new(names.dns()).map_err(making)?;
    params.distinguished_name = distinguished(names.common_name());
    let request = params.serialize_request(&key.signer("the new key")?).map_err(making)?;
    request.pem().map_err(making)
}

#[cfg(test)]
mod tests {
    use rcgen::CertificateSigningRequestParams;

    use super::*;

    #[test]
    fn a_request_names_the_service() {
        let key = Key::generate().unwrap();
        let request = create(&Names::of_service("injector", "mesh").unwrap(), &key).unwrap();
        assert!(request.starts_with("-----BEGIN CERTIFICATE REQUEST-----\n"), "{request}");
        let read = CertificateSigningRequestParams::from_pem(&request).unwrap();
        assert_eq!(read.params.subject_alt_names.len(), 3);
    }
}
