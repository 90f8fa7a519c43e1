//! Private keys, which never show themselves.

use std::fmt;

use rcgen::KeyPair;

use crate::CertsError;
use crate::pem;

/// A private key in PEM. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// A new key: ECDSA on P-256 (COMPATIBILITY K7), in PKCS#8.
    ///
    /// # Errors
    /// The system gives no random numbers.
    pub fn generate() -> Result<Key, CertsError> {
        let pair = KeyPair::generate().map_err(|e| CertsError::Making { cause: e.to_string() })?;
        Ok(Key(pair.serialize_pem()))
    }

    /// Reads a key (PKCS#8, PKCS#1 or SEC1); `what` names it in errors.
    ///
    /// # Errors
    /// It is not PEM with exactly one key.
    pub fn from_pem(text: &str, what: &'static str) -> Result<Key, CertsError> {
        pem::only_block(text, what)?;
        let key = Key(text.to_owned());
        key.pair(what)?;
        Ok(key)
    }

    /// The key in PEM: for storing and serving, not for printing.
    pub fn pem(&self) -> &str {
        &self.0
    }

    pub(crate) fn pair(&self, what: &'static str) -> Result<KeyPair, CertsError> {
        KeyPair::from_pem(&self.0).map_err(|e| CertsError::Key { what, cause: e.to_string() })
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_does_not_show_itself() {
        let key = Key::generate().unwrap();
        assert_eq!(format!("{key:?}"), "Key(…)");
        assert_eq!(Key::from_pem(key.pem(), "the key").unwrap(), key);
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
