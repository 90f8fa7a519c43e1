//! What a certificate authority answered, or what is mounted: read once, checked, and kept as the texts that are served.

use std::fmt;
use std::time::SystemTime;

use certs::ca_bundle;
use certs::served::{Fault, path_faults};
use thiserror::Error;

use crate::{Certificate, CertsError, Key, SpiffeId};

/// No authority answers with more certificates.
pub const MAX_ELEMENTS: usize = 32;

/// A certificate with those that lead to its root, and its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    chain: String,
    key: Key,
    uris: Vec<String>,
    not_before: SystemTime,
    not_after: SystemTime,
}

/// A workload's certificate as it was issued, with what the workload is to trust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The certificate and its key.
    pub pair: Pair,
    /// What is to be trusted.
    pub roots: Roots,
    /// What is odd about it, but no reason not to use it.
    pub notices: Vec<Notice>,
}

/// Certificates of authorities that are trusted, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roots {
    certificates: Vec<Certificate>,
    unreadable: usize,
}

/// What is odd about a certificate that is used all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// It is for somebody else than was asked: the authority decides.
    Name {
        /// Who was asked for.
        asked: String,
        /// Whom it is for.
        issued: Vec<String>,
    },
    /// By this machine's clock it is not valid yet.
    NotYetValid {
        /// Its beginning.
        not_before: SystemTime,
    },
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Notice::Name { asked, issued } if issued.is_empty() => {
                write!(f, "the certificate has no URI; {asked} was asked for")
            }
            Notice::Name { asked, issued } => {
                write!(f, "the certificate is for {}; {asked} was asked for", issued.join(", "))
            }
            Notice::NotYetValid { .. } => {
                f.write_str("by this machine's clock the certificate is not valid yet; look at the clock")
            }
        }
    }
}

/// What an authority answered cannot be used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ChainError {
    /// The certificate alone is not enough: what to trust comes last.
    #[error("the authority answered with {count} certificates; a workload's own and a root are needed")]
    TooFew {
        /// How many there are.
        count: usize,
    },
    /// There are more than any chain has.
    #[error("the authority answered with {count} certificates; more than {MAX_ELEMENTS} are not read")]
    TooMany {
        /// How many there are.
        count: usize,
    },
    /// It is of another key.
    #[error("the certificate is not of the key that it was asked for")]
    Key,
    /// It does not lead to the root, or an end has passed.
    #[error("the certificate cannot be used: {fault}")]
    Fault {
        /// Why.
        fault: Fault,
    },
    /// A certificate or the key is broken.
    #[error(transparent)]
    Certs(#[from] CertsError),
}

impl Issued {
    /// Reads what an authority answered, the workload's certificate first and the root, or several, last, against the key
    /// and the identity that were asked for; `None` if the authority was to decide that.
    ///
    /// # Errors
    /// There are fewer than two, the first is not of the key, does not lead to the last, or has expired.
    /// Source: Istio 1.30 security/pkg/nodeagent/caclient/providers/citadel/client.go, CSRSign; the rest is ours.
    pub fn read(
        elements: &[String],
        key: Key,
        asked: Option<&SpiffeId>,
        now: SystemTime,
    ) -> Result<Issued, ChainError> {
        const WHAT: &str = "the authority's answer";
        let count = elements.len();
        if count > MAX_ELEMENTS {
            return Err(ChainError::TooMany { count });
        }
        let Some((last, leading @ [_, ..])) = elements.split_last() else {
            return Err(ChainError::TooFew { count });
        };
        let mut chain = Vec::new();
        for element in leading {
            chain.extend(Certificate::all_from_pem(element, WHAT)?);
        }
        let roots = Certificate::all_from_pem(last, WHAT)?;
        let mut notices = Vec::new();
        for fault in path_faults(&chain, &roots, now) {
            match fault {
                Fault::NotYetValid { not_before, .. } => notices.push(Notice::NotYetValid { not_before }),
                fault => return Err(ChainError::Fault { fault }),
            }
        }
        chain.extend(roots.iter().cloned());
        let pair = Pair::of(&chain, key)?;
        if let Some(asked) = asked.map(ToString::to_string)
            && !pair.uris.contains(&asked)
        {
            notices.push(Notice::Name { asked, issued: pair.uris.clone() });
        }
        Ok(Issued { pair, roots: Roots::of(roots), notices })
    }
}

impl Pair {
    /// Reads the two files of a mounted certificate. What else is in them is passed over; the key is that of the first
    /// certificate.
    ///
    /// # Errors
    /// One of them is broken, or they do not belong together: they may be in the middle of being replaced.
    pub fn read(chain: &str, key: &str) -> Result<Pair, ChainError> {
        let chain = Certificate::all_in(chain, "the certificate chain's file")?;
        Pair::of(&chain, Key::find(key, "the key's file")?)
    }

    pub(crate) fn of(chain: &[Certificate], key: Key) -> Result<Pair, ChainError> {
        let leaf = chain.first().ok_or(ChainError::TooFew { count: 0 })?;
        if !leaf.has_key(&key, "the workload's key")? {
            return Err(ChainError::Key);
        }
        Ok(Pair {
            chain: ca_bundle::write(chain),
            key,
            uris: leaf.uris.clone(),
            not_before: leaf.not_before,
            not_after: leaf.not_after,
        })
    }

    /// The certificates in PEM, the workload's own first.
    pub fn chain(&self) -> &str {
        &self.chain
    }

    /// The key.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// The URIs that it is for.
    pub fn uris(&self) -> &[String] {
        &self.uris
    }

    /// From when on it is valid.
    pub fn not_before(&self) -> SystemTime {
        self.not_before
    }

    /// Until when it is valid.
    pub fn not_after(&self) -> SystemTime {
        self.not_after
    }
}

impl Roots {
    /// Reads a file of roots. A certificate that cannot be read is left out: old ones break rules of today, and Envoy would
    /// refuse all for the sake of one.
    ///
    /// Source: Istio 1.30 security/pkg/pki/util/crypto.go, ParseRootCerts.
    ///
    /// # Errors
    /// There is no certificate in it that can be read.
    pub fn read(text: &str) -> Result<Roots, CertsError> {
        let (mut certificates, mut broken) = (Vec::new(), Vec::new());
        for certificate in Certificate::each_in(text, "the roots' file")? {
            match certificate {
                Ok(certificate) => certificates.push(certificate),
                Err(why) => broken.push(why),
            }
        }
        let unreadable = broken.len();
        match broken.into_iter().next() {
            Some(why) if certificates.is_empty() => Err(why),
            _ => Ok(Roots { certificates, unreadable }),
        }
    }

    fn of(certificates: Vec<Certificate>) -> Roots {
        Roots { certificates, unreadable: 0 }
    }

    /// How many certificates were left out.
    pub fn unreadable(&self) -> usize {
        self.unreadable
    }

    /// These and others.
    pub fn and(&self, others: &Roots) -> Roots {
        Roots::of(self.certificates.iter().chain(&others.certificates).cloned().collect())
    }

    /// The certificates.
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// In PEM, each once.
    pub fn pem(&self) -> String {
        ca_bundle::write(&self.certificates)
    }
}
