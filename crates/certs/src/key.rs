//! Private keys, which never show themselves.

use std::fmt;

use aws_lc_rs::encoding::{AsDer, EcPrivateKeyRfc5915Der, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm,
};
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_RSA_SHA256, SignatureAlgorithm};
use x509_parser::asn1_rs::{Any, FromDer, Tag};

use crate::CertsError;
use crate::pem;

/// A private key in PEM. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(String);

/// What kind of key is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyType {
    /// ECDSA on P-256.
    #[default]
    EcdsaP256,
    /// ECDSA on P-384.
    EcdsaP384,
    /// RSA of 2048 bits.
    Rsa2048,
    /// RSA of 3072 bits.
    Rsa3072,
    /// RSA of 4096 bits.
    Rsa4096,
    /// RSA of 8192 bits, which takes seconds to make.
    Rsa8192,
}

/// The text a key is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyForm {
    /// `PRIVATE KEY`, whatever the kind (RFC 5958).
    #[default]
    Pkcs8,
    /// `EC PRIVATE KEY` (RFC 5915) or `RSA PRIVATE KEY` (RFC 8017), as OpenSSL and Go write without being asked for
    /// PKCS#8.
    Traditional,
}

impl Key {
    /// A new key: ECDSA on P-256 (COMPATIBILITY K7), in PKCS#8.
    ///
    /// # Errors
    /// The system gives no random numbers.
    pub fn generate() -> Result<Key, CertsError> {
        Key::generate_of(KeyType::default())
    }

    /// A new key of a kind, in PKCS#8.
    ///
    /// # Errors
    /// The system gives no random numbers.
    pub fn generate_of(kind: KeyType) -> Result<Key, CertsError> {
        let size = match kind {
            KeyType::EcdsaP256 => return Key::ecdsa(&PKCS_ECDSA_P256_SHA256),
            KeyType::EcdsaP384 => return Key::ecdsa(&PKCS_ECDSA_P384_SHA384),
            KeyType::Rsa2048 => KeySize::Rsa2048,
            KeyType::Rsa3072 => KeySize::Rsa3072,
            KeyType::Rsa4096 => KeySize::Rsa4096,
            KeyType::Rsa8192 => KeySize::Rsa8192,
        };
        let making = |_| CertsError::Making { cause: "the library makes no RSA key".to_owned() };
        let pair = RsaKeyPair::generate(size).map_err(making)?;
        let der: Pkcs8V1Der<'_> = pair.as_der().map_err(making)?;
        let block = pem::Block { label: "PRIVATE KEY".to_owned(), content: der.as_ref().to_vec() };
        Ok(Key(pem::encode(&block)))
    }

    fn ecdsa(algorithm: &'static SignatureAlgorithm) -> Result<Key, CertsError> {
        let pair = KeyPair::generate_for(algorithm);
        let pair = pair.map_err(|e| CertsError::Making { cause: e.to_string() })?;
        Ok(Key(pair.serialize_pem()))
    }

    /// The key in another form. A key that has no traditional form, such as Ed25519, is an error.
    ///
    /// # Errors
    /// There is no such form of it.
    pub fn in_form(&self, form: KeyForm) -> Result<Key, CertsError> {
        const WHAT: &str = "the key";
        let no_form =
            || CertsError::Key { what: WHAT, cause: "there is no traditional form of it".to_owned() };
        let block = pem::only_block(&self.0, WHAT)?;
        let is_pkcs8 = block.label == "PRIVATE KEY";
        if form == KeyForm::Pkcs8 || !is_pkcs8 {
            return Ok(self.clone());
        }
        let algorithm = self.signer(WHAT)?;
        let (label, content) = match traditional(algorithm.algorithm()) {
            Some(Traditional::Rsa) => ("RSA PRIVATE KEY", pkcs1(&block.content)),
            Some(Traditional::Ec(curve)) => ("EC PRIVATE KEY", rfc5915(&block.content, curve)),
            None => return Err(no_form()),
        };
        let content = content.ok_or_else(no_form)?;
        Ok(Key(pem::encode(&pem::Block { label: label.to_owned(), content })))
    }

    /// Reads a key (PKCS#8, PKCS#1 or SEC1); `what` names it in errors.
    ///
    /// # Errors
    /// It is not PEM with exactly one key.
    pub fn from_pem(text: &str, what: &'static str) -> Result<Key, CertsError> {
        pem::only_block(text, what)?;
        let key = Key(text.to_owned());
        key.signer(what)?;
        Ok(key)
    }

    /// The first key of a file that may hold more, such as the curve's parameters or a certificate; `what` names it in
    /// errors.
    ///
    /// # Errors
    /// There is none in it, or it is broken.
    pub fn find(text: &str, what: &'static str) -> Result<Key, CertsError> {
        let mut blocks = pem::blocks(text, what)?.into_iter();
        let block = blocks.find(|block| block.label.ends_with("PRIVATE KEY"));
        let block = block.ok_or_else(|| CertsError::Key {
            what,
            cause: "there is no block `PRIVATE KEY` in it".to_owned(),
        })?;
        Key::from_pem(&pem::encode(&block), what)
    }

    /// The key in PEM: for storing and serving, not for printing.
    pub fn pem(&self) -> &str {
        &self.0
    }

    /// The key ready to sign; `what` names it in errors. Reading it takes longer than signing with it: keep it.
    ///
    /// # Errors
    /// It is broken.
    pub fn signer(&self, what: &'static str) -> Result<KeyPair, CertsError> {
        KeyPair::from_pem(&self.0).map_err(|e| CertsError::Key { what, cause: e.to_string() })
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

enum Traditional {
    Rsa,
    Ec(&'static EcdsaSigningAlgorithm),
}

fn traditional(algorithm: &SignatureAlgorithm) -> Option<Traditional> {
    match algorithm {
        rsa if *rsa == PKCS_RSA_SHA256 => Some(Traditional::Rsa),
        p256 if *p256 == PKCS_ECDSA_P256_SHA256 => Some(Traditional::Ec(&ECDSA_P256_SHA256_ASN1_SIGNING)),
        p384 if *p384 == PKCS_ECDSA_P384_SHA384 => Some(Traditional::Ec(&ECDSA_P384_SHA384_ASN1_SIGNING)),
        _ => None,
    }
}

/// What PKCS#8 wraps: version, algorithm, and the key itself in an octet string.
fn pkcs1(pkcs8: &[u8]) -> Option<Vec<u8>> {
    let (_, outer) = Any::from_der(pkcs8).ok()?;
    let (rest, _version) = Any::from_der(outer.data).ok()?;
    let (rest, _algorithm) = Any::from_der(rest).ok()?;
    let (_, key) = Any::from_der(rest).ok()?;
    (key.tag() == Tag::OctetString).then(|| key.data.to_vec())
}

/// Inside PKCS#8 the curve is left out, which a file of its own needs: the library writes it anew.
fn rfc5915(pkcs8: &[u8], curve: &'static EcdsaSigningAlgorithm) -> Option<Vec<u8>> {
    let pair = EcdsaKeyPair::from_private_key_der(curve, pkcs8).ok()?;
    let der: EcPrivateKeyRfc5915Der<'_> = pair.private_key().as_der().ok()?;
    Some(der.as_ref().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_made_and_read_again_in_either_form() {
        for (kind, label) in [
            (KeyType::EcdsaP256, "EC PRIVATE KEY"),
            (KeyType::EcdsaP384, "EC PRIVATE KEY"),
            (KeyType::Rsa2048, "RSA PRIVATE KEY"),
        ] {
            let key = Key::generate_of(kind).unwrap();
            let public = |key: &Key| key.signer("the key").unwrap().public_key_pem();
            assert!(key.pem().starts_with("-----BEGIN PRIVATE KEY-----\n"), "{kind:?}");
            assert_eq!(key.in_form(KeyForm::Pkcs8).unwrap(), key);
            let traditional = key.in_form(KeyForm::Traditional).unwrap();
            assert!(traditional.pem().starts_with(&format!("-----BEGIN {label}-----\n")), "{kind:?}");
            let read = Key::from_pem(traditional.pem(), "the key").unwrap();
            assert_eq!(public(&read), public(&key), "{kind:?}");
            assert_eq!(read.in_form(KeyForm::Traditional).unwrap(), read, "{kind:?}");
        }
    }

    #[test]
    fn a_key_without_a_traditional_form_says_so() {
        let key = Key(KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap().serialize_pem());
        let error = key.in_form(KeyForm::Traditional).unwrap_err().to_string();
        assert!(error.contains("no traditional form"), "{error}");
    }

    #[test]
    fn a_key_does_not_show_itself() {
        let key = Key::generate().unwrap();
        assert_eq!(format!("{key:?}"), "Key(…)");
        assert_eq!(Key::from_pem(key.pem(), "the key").unwrap(), key);
    }

    #[test]
    fn a_key_is_found_among_other_blocks() {
        let key = Key::generate().unwrap();
        let parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        let found = Key::find(&format!("{parameters}{}", key.pem()), "the key").unwrap();
        assert_eq!(found.pem(), key.pem());
        for text in ["", parameters, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
            assert!(Key::find(text, "the key").is_err(), "{text}");
        }
    }

    #[test]
    fn an_unusable_key_is_refused() {
        let key = Key::generate().unwrap();
        let twice = format!("{0}{0}", key.pem());
        let cut: String = key.pem().chars().take(100).collect();
        let broken = key.pem().replacen("MIG", "AAA", 1);
        for text in ["", "key", &twice, &cut, &broken] {
            let error = Key::from_pem(text, "the key").unwrap_err().to_string();
            assert!(error.contains("the key"), "{error}");
        }
    }
}
