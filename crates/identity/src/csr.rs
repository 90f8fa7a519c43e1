//! The request for a workload's certificate.

use rcgen::{CertificateParams, DistinguishedName, SanType};

use crate::{CertsError, Key, SpiffeId};

/// A request for a certificate of the key, in PEM, as the service that signs takes it: one name, the identity's URI, and no
/// subject. Istio's authority goes by who asks, not by this name, so that a workload may leave it out that does not know it.
///
/// Source: Istio 1.30 security/pkg/pki/util/generate_csr.go, GenCSR.
///
/// # Errors
/// The key is broken.
pub fn create(id: Option<&SpiffeId>, key: &Key) -> Result<String, CertsError> {
    let making = |e: rcgen::Error| CertsError::Making { cause: e.to_string() };
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    if let Some(id) = id {
        params.subject_alt_names = vec![SanType::URI(id.to_string().try_into().map_err(making)?)];
    }
    let request = params.serialize_request(&key.signer("the workload's key")?).map_err(making)?;
    request.pem().map_err(making)
}

#[cfg(test)]
mod tests {
    use rcgen::CertificateSigningRequestParams;

    use super::*;
    use crate::KeyType;

    #[test]
    fn a_request_of_each_kind_of_key_has_the_one_name_or_none() {
        let id: SpiffeId = "spiffe://cluster.local/ns/default/sa/sleep".parse().unwrap();
        for kind in [KeyType::EcdsaP256, KeyType::EcdsaP384, KeyType::Rsa2048] {
            let key = Key::generate_of(kind).unwrap();
            let name = SanType::URI(id.to_string().try_into().unwrap());
            for (id, names) in [(Some(&id), vec![name]), (None, vec![])] {
                let request = create(id, &key).unwrap();
                let read = CertificateSigningRequestParams::from_pem(&request).unwrap();
                assert_eq!(read.params.subject_alt_names, names, "{kind:?}");
                assert_eq!(read.params.distinguished_name, DistinguishedName::new(), "{kind:?}");
            }
        }
    }
}
