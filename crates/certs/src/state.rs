//! What replicas keep together, and its form in a Secret.

use std::collections::BTreeMap;
use std::time::SystemTime;

use crate::{Authority, Certificate, CertsError, Leaf, ca_bundle, times};

/// The keys of the Secret's entries.
pub mod entry {
    /// The served certificate.
    pub(crate) const LEAF: &str = "tls.crt";
    /// Its key.
    pub(crate) const LEAF_KEY: &str = "tls.key";
    /// What is published: the bundle of certificate authorities. For people and other programs: it is written, not read.
    pub const BUNDLE: &str = "ca.crt";
    /// The authority that signs.
    pub(crate) const AUTHORITY: &str = "signing-ca.crt";
    /// Its key.
    pub(crate) const AUTHORITY_KEY: &str = "signing-ca.key";
    /// The authority that will sign.
    pub(crate) const NEXT: &str = "next-ca.crt";
    /// Its key.
    pub(crate) const NEXT_KEY: &str = "next-ca.key";
    /// Since when the next authority is published, in seconds since 1970.
    pub(crate) const NEXT_SINCE: &str = "next-ca.since";
    /// The authority that signed before.
    pub(crate) const PREVIOUS: &str = "previous-ca.crt";
    /// Since when it signs no more, in seconds since 1970.
    pub(crate) const PREVIOUS_SINCE: &str = "previous-ca.since";
}

/// The entries of a Secret, decoded from base64.
pub type Data = BTreeMap<String, Vec<u8>>;

/// The certificate authority that signs, the leaf that is served, and the authority that is published beside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The authority that signs.
    pub authority: Authority,
    /// What is served.
    pub leaf: Leaf,
    /// The authority beside it, while it is being replaced.
    pub beside: Option<Beside>,
}

/// An authority beside the one that signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beside {
    /// It will sign, once everybody trusts it.
    Next {
        /// The authority.
        authority: Authority,
        /// Since when it is published.
        since: SystemTime,
    },
    /// It signed before, and leaves of it may still be served.
    Previous {
        /// Its certificate; the key is gone.
        certificate: Certificate,
        /// Since when it signs no more.
        since: SystemTime,
    },
}

impl State {
    /// What is to be trusted, in PEM: the authority that signs, and the one beside it.
    pub fn bundle(&self) -> String {
        let beside = self.beside.as_ref().map(|beside| match beside {
            Beside::Next { authority, .. } => authority.certificate(),
            Beside::Previous { certificate, .. } => certificate,
        });
        ca_bundle::write([self.authority.certificate()].into_iter().chain(beside))
    }

    /// Reads the entries of a Secret; `None` if there is none of ours in it.
    ///
    /// # Errors
    /// Something is missing or broken. The entries may then be somebody else's: `tls.crt` and `tls.key` without
    /// `signing-ca.key` are, for instance, cert-manager's.
    pub fn read(data: &Data) -> Result<Option<State>, CertsError> {
        if data.values().all(Vec::is_empty) {
            return Ok(None);
        }
        let beside = if data.contains_key(entry::NEXT) {
            let authority = Authority::from_pem(text(data, entry::NEXT)?, text(data, entry::NEXT_KEY)?)?;
            Some(Beside::Next { authority, since: since(data, entry::NEXT_SINCE)? })
        } else if data.contains_key(entry::PREVIOUS) {
            let certificate =
                Certificate::from_pem(text(data, entry::PREVIOUS)?, "the previous certificate authority")?;
            Some(Beside::Previous { certificate, since: since(data, entry::PREVIOUS_SINCE)? })
        } else {
            None
        };
        Ok(Some(State {
            authority: Authority::from_pem(text(data, entry::AUTHORITY)?, text(data, entry::AUTHORITY_KEY)?)?,
            leaf: Leaf::from_pem(text(data, entry::LEAF)?, text(data, entry::LEAF_KEY)?)?,
            beside,
        }))
    }

    /// The entries of the Secret; entries that are not among them are to be removed.
    ///
    /// # Errors
    /// A time cannot be expressed.
    pub fn write(&self) -> Result<Data, CertsError> {
        let mut entries = vec![
            (entry::LEAF, self.leaf.certificate().pem().to_owned()),
            (entry::LEAF_KEY, self.leaf.key().pem().to_owned()),
            (entry::BUNDLE, self.bundle()),
            (entry::AUTHORITY, self.authority.certificate().pem().to_owned()),
            (entry::AUTHORITY_KEY, self.authority.key().pem().to_owned()),
        ];
        match &self.beside {
            None => {}
            Some(Beside::Next { authority, since }) => entries.extend([
                (entry::NEXT, authority.certificate().pem().to_owned()),
                (entry::NEXT_KEY, authority.key().pem().to_owned()),
                (entry::NEXT_SINCE, times::seconds(*since)?.to_string()),
            ]),
            Some(Beside::Previous { certificate, since }) => entries.extend([
                (entry::PREVIOUS, certificate.pem().to_owned()),
                (entry::PREVIOUS_SINCE, times::seconds(*since)?.to_string()),
            ]),
        }
        Ok(entries.into_iter().map(|(key, text)| (key.to_owned(), text.into_bytes())).collect())
    }
}

fn text<'a>(data: &'a Data, entry: &'static str) -> Result<&'a str, CertsError> {
    let bytes = data.get(entry).ok_or(CertsError::Missing { entry })?;
    std::str::from_utf8(bytes).map_err(|e| CertsError::Pem { what: entry, cause: e.to_string() })
}

fn since(data: &Data, entry: &'static str) -> Result<SystemTime, CertsError> {
    let seconds: i64 = text(data, entry)?.trim().parse().map_err(|_| CertsError::Since { entry })?;
    if seconds < 0 {
        return Err(CertsError::Since { entry });
    }
    Ok(times::from_seconds(seconds))
}
