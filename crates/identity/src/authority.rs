//! The authority that signs the certificates of a mesh's workloads.

use std::time::{Duration, SystemTime};

use aws_lc_rs::rand;
use certs::served::{Fault, path_faults};
use certs::{Authority, Data, Names};
use rcgen::{
    CertificateParams, DistinguishedName, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    SanType, SerialNumber, SubjectPublicKeyInfo,
};
use x509_parser::certification_request::X509CertificationRequest;
use x509_parser::prelude::FromDer;

use crate::chain::Pair;
use crate::{AuthorityError, Certificate, CertsError, Key, SpiffeId, TrustDomain};

/// How long a certificate is valid if nothing is asked for.
pub const DEFAULT_LIFETIME: Duration = Duration::from_secs(24 * 3600);
/// The most that is given (Istio's `MAX_WORKLOAD_CERT_TTL`).
pub const MAX_LIFETIME: Duration = Duration::from_secs(90 * 24 * 3600);
/// How long a new authority is valid.
const OWN_LIFETIME: Duration = Duration::from_secs(3650 * 24 * 3600);
/// How far certificates reach back, for workloads whose clocks are late.
const BACK: Duration = Duration::from_secs(120);
/// Requests for certificates have one or two kilobytes.
const LONGEST_REQUEST: usize = 64 * 1024;

/// The keys of the entries of Istio's Secrets `cacerts` and `istio-ca-secret`.
pub mod entry {
    /// The certificate that signs.
    pub const CERTIFICATE: &str = "ca-cert.pem";
    /// Its key.
    pub const KEY: &str = "ca-key.pem";
    /// What lies between it and the root.
    pub const CHAIN: &str = "cert-chain.pem";
    /// What is to be trusted.
    pub const ROOT: &str = "root-cert.pem";
    /// In a Secret of type `kubernetes.io/tls`: the certificate that signs, and what lies between it and the root.
    pub(crate) const TLS_CERTIFICATE: &str = "tls.crt";
    /// The key.
    pub(crate) const TLS_KEY: &str = "tls.key";
    /// The root.
    pub(crate) const TLS_ROOT: &str = "ca.crt";
}

/// An authority, ready to sign.
pub struct Ca {
    authority: Authority,
    issuer: Issuer<'static, KeyPair>,
    /// What follows a workload's certificate, in PEM: one element each, and the roots together.
    following: Vec<String>,
    intermediates: Vec<Certificate>,
    roots: String,
}

impl Ca {
    /// A new authority: ECDSA on P-256, its own root, valid for ten years.
    ///
    /// Source: Istio 1.30 security/pkg/pki/ca/ca.go, NewSelfSignedIstioCAOptions, which makes RSA 2048.
    ///
    /// # Errors
    /// The time cannot be expressed, or there are no random numbers.
    pub fn create(trust_domain: &TrustDomain, now: SystemTime) -> Result<Ca, AuthorityError> {
        let authority = Authority::create_root(trust_domain.as_str(), now, OWN_LIFETIME)?;
        let root = authority.certificate().clone();
        Ca::of(authority, Vec::new(), &[root], now)
    }

    /// The authority of a Secret `cacerts` or `istio-ca-secret`, whatever the kind of its key; `None` if there is none in
    /// it. A Secret of type `kubernetes.io/tls` will do, as for Istio.
    ///
    /// # Errors
    /// Something is missing or broken, the key is another's, or the certificate does not lead to the root.
    pub fn from_secret(data: &Data, now: SystemTime) -> Result<Option<Ca>, AuthorityError> {
        let has = |entry: &str| data.get(entry).is_some_and(|value| !value.is_empty());
        let [certificate, key, chain, root] = if has(entry::CERTIFICATE) || has(entry::KEY) {
            [entry::CERTIFICATE, entry::KEY, entry::CHAIN, entry::ROOT]
        } else if has(entry::TLS_CERTIFICATE) || has(entry::TLS_KEY) {
            [entry::TLS_CERTIFICATE, entry::TLS_KEY, entry::TLS_CERTIFICATE, entry::TLS_ROOT]
        } else {
            return Ok(None);
        };
        let needed = |entry| match text(data, entry)? {
            "" => Err(AuthorityError::Missing { entry }),
            text => Ok(text),
        };
        let signing = Certificate::all_in(needed(certificate)?, certificate)?;
        let signing = signing.first().ok_or(AuthorityError::Missing { entry: certificate })?;
        let key = Key::find(needed(key)?, key)?;
        let authority = Authority::from_pem(signing.pem(), key.pem())?;
        let some = |text: &str, entry| match text.is_empty() {
            true => Ok(Vec::new()),
            false => Certificate::all_in(text, entry),
        };
        let chain = some(text(data, chain)?, chain)?;
        // `istio-ca-secret` has a root of its own: what signs.
        let roots = some(text(data, root)?, root)?;
        let roots = if roots.is_empty() { vec![signing.clone()] } else { roots };
        Ca::of(authority, chain, &roots, now).map(Some)
    }

    fn of(
        authority: Authority,
        chain: Vec<Certificate>,
        roots: &[Certificate],
        now: SystemTime,
    ) -> Result<Ca, AuthorityError> {
        let signing = authority.certificate();
        let mut path = vec![signing.clone()];
        path.extend(chain.into_iter().filter(|certificate| certificate != signing));
        let faults = path_faults(&path, roots, now);
        if faults.iter().any(|fault| matches!(fault, Fault::UnknownAuthority { .. })) {
            return Err(AuthorityError::Path { subject: signing.subject.clone() });
        }
        // Roots are sent once, at the end.
        path.retain(|certificate| roots.iter().all(|root| root.der() != certificate.der()));
        let bundle = certs::ca_bundle::write(roots);
        let mut following: Vec<String> =
            path.iter().map(|certificate| certificate.pem().to_owned()).collect();
        following.push(bundle.clone());
        let issuer = authority.issuer()?;
        Ok(Ca { authority, issuer, following, intermediates: path, roots: bundle })
    }

    /// The same authority, which has these roots trusted.
    pub(crate) fn trusting(mut self, roots: &[Certificate]) -> Ca {
        self.roots = certs::ca_bundle::write(roots);
        self.following.pop();
        self.following.push(self.roots.clone());
        self
    }

    /// Signs a workload's certificate: gives its PEM, those of what lies between it and the root, and the roots last.
    ///
    /// Of the request only the public key counts; its signature shows that who asks has the key. The name is the caller's
    /// identity. `None` or a day is the lifetime if nothing is asked for; nothing outlives the authority.
    ///
    /// Source: Istio 1.30 security/pkg/pki/ca/ca.go, sign; security/pkg/pki/util/generate_cert.go, genCertTemplateFromCSR.
    ///
    /// # Errors
    /// The request cannot be read or was not signed by its key, more lifetime is asked for than there is, the authority has
    /// expired, or there are no random numbers.
    pub fn sign(
        &self,
        request: &str,
        id: &SpiffeId,
        now: SystemTime,
        lifetime: Option<Duration>,
    ) -> Result<Vec<String>, AuthorityError> {
        let public_key = public_key(request)?;
        let asked = lifetime.unwrap_or(DEFAULT_LIFETIME);
        if asked > MAX_LIFETIME {
            return Err(AuthorityError::Lifetime { asked, most: MAX_LIFETIME });
        }
        let own = self.authority.certificate();
        if !own.is_valid_at(now) {
            return Err(AuthorityError::Expired);
        }
        let from = now.checked_sub(BACK).ok_or(CertsError::Time)?.max(own.not_before);
        let until = now.checked_add(asked).ok_or(CertsError::Time)?.min(own.not_after);
        let params = leaf(id, from, until)?;
        let certificate = params.signed_by(&public_key, &self.issuer).map_err(making)?;
        let mut chain = vec![certificate.pem()];
        chain.extend(self.following.iter().cloned());
        Ok(chain)
    }

    /// A certificate with a new key for a server of the control plane itself, with what leads to the root.
    ///
    /// # Errors
    /// The time cannot be expressed, or there are no random numbers.
    pub fn serve(&self, names: &Names, now: SystemTime, lifetime: Duration) -> Result<Pair, AuthorityError> {
        let leaf = self.authority.issue(names, now, lifetime)?;
        let mut chain = vec![leaf.certificate().clone()];
        chain.extend(self.intermediates.iter().cloned());
        Pair::of(&chain, leaf.key().clone()).map_err(|e| AuthorityError::Request { cause: e.to_string() })
    }

    /// The entries of a Secret `istio-ca-secret` that keep it: its certificate and key.
    pub fn entries(&self) -> Data {
        let (certificate, key) = (self.authority.certificate().pem(), self.authority.key().pem());
        [(entry::CERTIFICATE, certificate), (entry::KEY, key)]
            .map(|(entry, text)| (entry.to_owned(), text.as_bytes().to_vec()))
            .into()
    }

    /// What is to be trusted, in PEM, as `istio-ca-root-cert` publishes it.
    pub fn roots(&self) -> &str {
        &self.roots
    }

    /// The certificate that signs.
    pub fn certificate(&self) -> &Certificate {
        self.authority.certificate()
    }
}

/// A workload's certificate, but for the key.
fn leaf(id: &SpiffeId, from: SystemTime, until: SystemTime) -> Result<CertificateParams, AuthorityError> {
    let mut params = CertificateParams::default();
    // Without a subject the name is critical.
    params.distinguished_name = DistinguishedName::new();
    params.subject_alt_names = vec![SanType::URI(id.to_string().try_into().map_err(making)?)];
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyEncipherment];
    params.extended_key_usages =
        vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    params.use_authority_key_identifier_extension = true;
    params.serial_number = Some(serial_number()?);
    params.not_before = from.into();
    params.not_after = until.into();
    Ok(params)
}

/// The key of a request that its own signature speaks for.
fn public_key(request: &str) -> Result<SubjectPublicKeyInfo, AuthorityError> {
    let unusable = |cause: &str| AuthorityError::Request { cause: cause.to_owned() };
    if request.len() > LONGEST_REQUEST {
        return Err(unusable("it is longer than any request"));
    }
    let (_, pem) =
        x509_parser::pem::parse_x509_pem(request.as_bytes()).map_err(|_| unusable("it is not in PEM"))?;
    if !matches!(&*pem.label, "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST") {
        return Err(unusable("its PEM is not of a certificate request"));
    }
    let (rest, request) = X509CertificationRequest::from_der(&pem.contents)
        .map_err(|_| unusable("it is not a certificate request (PKCS#10)"))?;
    if !rest.is_empty() {
        return Err(unusable("something follows it"));
    }
    request
        .verify_signature()
        .map_err(|_| unusable("its signature is not of its key, or of a kind not used"))?;
    let key = SubjectPublicKeyInfo::from_der(request.certification_request_info.subject_pki.raw);
    key.map_err(|_| unusable("its key is of a kind that is not used"))
}

/// Twenty bytes of chance, the first bits such that the number is positive and of full length.
fn serial_number() -> Result<SerialNumber, AuthorityError> {
    let mut bytes = [0u8; 20];
    rand::fill(&mut bytes).map_err(|_| AuthorityError::Random)?;
    let [first, ..] = &mut bytes;
    *first = (*first & 0x7f) | 0x40;
    Ok(SerialNumber::from_slice(&bytes))
}

fn text<'a>(data: &'a Data, entry: &'static str) -> Result<&'a str, AuthorityError> {
    let bytes = data.get(entry).map(Vec::as_slice).unwrap_or_default();
    std::str::from_utf8(bytes).map_err(|_| AuthorityError::NotText { entry })
}

fn making(error: rcgen::Error) -> CertsError {
    CertsError::Making { cause: error.to_string() }
}
