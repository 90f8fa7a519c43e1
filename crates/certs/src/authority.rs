//! A certificate authority of our own, and the leaves that it signs.

use std::time::{Duration, SystemTime};

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyPair, KeyUsagePurpose,
};

use crate::{Certificate, CertsError, Key, Names, times};

/// How far certificates reach back, for clocks that are late.
pub(crate) const BACK: Duration = Duration::from_secs(15 * 60);

/// The certificate and key of a certificate authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    certificate: Certificate,
    key: Key,
}

/// The certificate and key of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    certificate: Certificate,
    key: Key,
}

impl Authority {
    /// Makes an authority that is valid from a little before `now` on.
    ///
    /// # Errors
    /// The time cannot be expressed, or there are no random numbers.
    pub fn create(subject: &str, now: SystemTime, validity: Duration) -> Result<Authority, CertsError> {
        let mut params = CertificateParams::default();
        params.distinguished_name = distinguished(Some(subject));
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        Authority::self_signed(params, now, validity)
    }

    /// Makes the root of a mesh: its subject is an organisation, and authorities may stand below it.
    ///
    /// Source: Istio 1.30 security/pkg/pki/ca/ca.go, NewSelfSignedIstioCAOptions.
    ///
    /// # Errors
    /// The time cannot be expressed, or there are no random numbers.
    pub fn create_root(
        organization: &str,
        now: SystemTime,
        validity: Duration,
    ) -> Result<Authority, CertsError> {
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::OrganizationName, organization);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Authority::self_signed(params, now, validity)
    }

    fn self_signed(
        mut params: CertificateParams,
        now: SystemTime,
        validity: Duration,
    ) -> Result<Authority, CertsError> {
        let key = Key::generate()?;
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
        params.not_before = times::whole(times::before(now, BACK))?.into();
        params.not_after = times::whole(times::after(now, validity))?.into();
        let certificate = params.self_signed(&key.signer("the new key")?).map_err(making)?;
        Ok(Authority { certificate: Certificate::from_pem(&certificate.pem(), "the new certificate")?, key })
    }

    /// An authority that was made before.
    ///
    /// # Errors
    /// One of the two is broken, they do not belong together, or the certificate is none of an authority.
    pub fn from_pem(certificate: &str, key: &str) -> Result<Authority, CertsError> {
        let (certificate, key) = pair(certificate, key, "the certificate authority")?;
        if !certificate.is_authority {
            return Err(CertsError::NoAuthority { subject: certificate.subject });
        }
        Ok(Authority { certificate, key })
    }

    /// Signs a leaf with a new key. It does not outlive the authority.
    ///
    /// # Errors
    /// The time cannot be expressed, or there are no random numbers.
    pub fn issue(&self, names: &Names, now: SystemTime, validity: Duration) -> Result<Leaf, CertsError> {
        let key = Key::generate()?;
        let from = times::before(now, BACK).max(self.certificate.not_before);
        let until = times::after(now, validity).min(self.certificate.not_after);
        let mut params = CertificateParams::new(names.dns()).map_err(making)?;
        params.distinguished_name = distinguished(names.common_name());
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        params.not_before = times::whole(from)?.into();
        params.not_after = times::whole(until)?.into();
        let certificate = params.signed_by(&key.signer("the new key")?, &self.issuer()?).map_err(making)?;
        Ok(Leaf { certificate: Certificate::from_pem(&certificate.pem(), "the new certificate")?, key })
    }

    /// Its name and key ready to sign. Reading the key takes longer than signing with it: keep it.
    ///
    /// # Errors
    /// The certificate's name cannot be written into others.
    pub fn issuer(&self) -> Result<Issuer<'static, KeyPair>, CertsError> {
        let signer = self.key.signer("the certificate authority's key")?;
        Issuer::from_ca_cert_der(&self.certificate.der().into(), signer).map_err(making)
    }

    /// Its certificate, which is published.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Its key, which is kept.
    pub fn key(&self) -> &Key {
        &self.key
    }
}

impl Leaf {
    /// A leaf that was made before.
    ///
    /// # Errors
    /// One of the two is broken, or they do not belong together.
    pub fn from_pem(certificate: &str, key: &str) -> Result<Leaf, CertsError> {
        let (certificate, key) = pair(certificate, key, "the server's certificate")?;
        Ok(Leaf { certificate, key })
    }

    /// Its certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Its key.
    pub fn key(&self) -> &Key {
        &self.key
    }
}

fn pair(certificate: &str, key: &str, what: &'static str) -> Result<(Certificate, Key), CertsError> {
    let certificate = Certificate::from_pem(certificate, what)?;
    let key = Key::from_pem(key, what)?;
    if !certificate.has_key(&key, what)? {
        return Err(CertsError::Pair { what });
    }
    Ok((certificate, key))
}

pub(crate) fn distinguished(common_name: Option<&str>) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    if let Some(common_name) = common_name {
        name.push(DnType::CommonName, common_name);
    }
    name
}

pub(crate) fn making(error: rcgen::Error) -> CertsError {
    CertsError::Making { cause: error.to_string() }
}
