//! One certificate and what there is to know of it.

use std::net::IpAddr;
use std::time::SystemTime;

use rcgen::PublicKeyData;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::FromDer;

use crate::pem::{self, Block};
use crate::times;
use crate::{CertsError, Key};

/// A certificate in PEM, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    pem: String,
    der: Vec<u8>,
    /// From when on it is valid.
    pub not_before: SystemTime,
    /// Until when it is valid.
    pub not_after: SystemTime,
    /// Whom it is about.
    pub subject: String,
    /// The DNS names it is valid for.
    pub names: Vec<String>,
    /// The addresses it is valid for.
    pub addresses: Vec<IpAddr>,
    /// The URIs it is valid for, such as a SPIFFE ID.
    pub uris: Vec<String>,
    /// Who signed it.
    pub issuer: String,
    /// Whether it is one of a certificate authority.
    pub is_authority: bool,
}

impl Certificate {
    /// Reads a text with one certificate; `what` names it in errors.
    ///
    /// # Errors
    /// It is something else.
    pub fn from_pem(text: &str, what: &'static str) -> Result<Certificate, CertsError> {
        let block = pem::only_block(text, what)?;
        if block.label != "CERTIFICATE" {
            return Err(CertsError::PemType { found: block.label });
        }
        Certificate::read(block, text.trim_end().to_owned() + "\n")
    }

    /// Reads a text with certificates, at least one, and nothing else in PEM; `what` names it in errors.
    ///
    /// # Errors
    /// It is something else, or a certificate is broken.
    pub fn all_from_pem(text: &str, what: &'static str) -> Result<Vec<Certificate>, CertsError> {
        let blocks = pem::blocks(text, what)?;
        if blocks.is_empty() {
            return Err(CertsError::NoPem);
        }
        let certificate = |block: Block| {
            if block.label != "CERTIFICATE" {
                return Err(CertsError::PemType { found: block.label });
            }
            let text = pem::encode(&block);
            Certificate::read(block, text)
        };
        blocks.into_iter().map(certificate).collect()
    }

    /// The certificates of a file that may hold more, such as a key, in their order; at least one. `what` names it in
    /// errors.
    ///
    /// # Errors
    /// There is none in it, or one is broken.
    pub fn all_in(text: &str, what: &'static str) -> Result<Vec<Certificate>, CertsError> {
        Certificate::each_in(text, what)?.into_iter().collect()
    }

    /// The same, each by itself.
    ///
    /// # Errors
    /// There is none in it.
    pub fn each_in(
        text: &str,
        what: &'static str,
    ) -> Result<Vec<Result<Certificate, CertsError>>, CertsError> {
        let blocks = pem::blocks(text, what)?;
        let certificates = blocks.into_iter().filter(|block| block.label == "CERTIFICATE").map(|block| {
            let text = pem::encode(&block);
            Certificate::read(block, text)
        });
        let certificates: Vec<_> = certificates.collect();
        if certificates.is_empty() {
            return Err(CertsError::Pem { what, cause: "there is no certificate in it".to_owned() });
        }
        Ok(certificates)
    }

    /// Reads a certificate in DER.
    ///
    /// # Errors
    /// It is something else.
    pub fn from_der(der: &[u8]) -> Result<Certificate, CertsError> {
        let block = Block { label: "CERTIFICATE".to_owned(), content: der.to_vec() };
        let text = pem::encode(&block);
        Certificate::read(block, text)
    }

    /// A certificate of a block, with the text that says so.
    fn read(block: Block, pem: String) -> Result<Certificate, CertsError> {
        let invalid = |cause: String| CertsError::Certificate { cause };
        let (rest, x509) = X509Certificate::from_der(&block.content).map_err(|e| invalid(e.to_string()))?;
        if !rest.is_empty() {
            return Err(invalid("something follows it".to_owned()));
        }
        let alternative = x509.subject_alternative_name().map_err(|e| invalid(e.to_string()))?;
        let constraints = x509.basic_constraints().map_err(|e| invalid(e.to_string()))?;
        let others: &[GeneralName<'_>] = match &alternative {
            Some(alternative) => &alternative.value.general_names,
            None => &[],
        };
        Ok(Certificate {
            not_before: times::from_seconds(x509.validity().not_before.timestamp()),
            not_after: times::from_seconds(x509.validity().not_after.timestamp()),
            subject: x509.subject().to_string(),
            issuer: x509.issuer().to_string(),
            names: others.iter().filter_map(dns_name).collect(),
            addresses: others.iter().filter_map(address).collect(),
            uris: others.iter().filter_map(uri).collect(),
            is_authority: constraints.is_some_and(|c| c.value.ca),
            der: block.content,
            pem,
        })
    }

    /// The certificate in PEM, with a line end.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// The certificate in DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Whether the time is within its validity.
    pub fn is_valid_at(&self, now: SystemTime) -> bool {
        self.not_before <= now && now <= self.not_after
    }

    /// Whether the other certificate's key signed this one.
    pub fn is_signed_by(&self, authority: &Certificate) -> bool {
        let (Ok((_, this)), Ok((_, authority))) =
            (X509Certificate::from_der(&self.der), X509Certificate::from_der(&authority.der))
        else {
            return false;
        };
        this.issuer() == authority.subject() && this.verify_signature(Some(authority.public_key())).is_ok()
    }

    /// Whether it is of this key's pair; `what` names the key in errors.
    ///
    /// # Errors
    /// The key is broken.
    pub fn has_key(&self, key: &Key, what: &'static str) -> Result<bool, CertsError> {
        Ok(key.signer(what)?.subject_public_key_info() == self.public_key())
    }

    /// The public key with its algorithm, in DER.
    fn public_key(&self) -> Vec<u8> {
        X509Certificate::from_der(&self.der)
            .map(|(_, x509)| x509.public_key().raw.to_vec())
            .unwrap_or_default()
    }
}

fn dns_name(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        _ => None,
    }
}

fn address(name: &GeneralName<'_>) -> Option<IpAddr> {
    let GeneralName::IPAddress(bytes) = name else { return None };
    let four = <[u8; 4]>::try_from(*bytes).map(IpAddr::from);
    four.or_else(|_| <[u8; 16]>::try_from(*bytes).map(IpAddr::from)).ok()
}

fn uri(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::URI(uri) => Some((*uri).to_owned()),
        _ => None,
    }
}
