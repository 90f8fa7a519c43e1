//! Who a workload is: `spiffe://TRUST_DOMAIN/ns/NAMESPACE/sa/SERVICE_ACCOUNT`.
//!
//! Source: SPIFFE-ID.md of the SPIFFE standards, sections 2.1 to 2.4; Istio 1.30 pkg/spiffe/spiffe.go, ParseIdentity and
//! genSpiffeURI.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

const SCHEME: &str = "spiffe://";
/// The longest ID, in bytes.
const LONGEST_ID: usize = 2048;
/// The longest trust domain, in bytes.
const LONGEST_DOMAIN: usize = 255;

/// The name that the identities of a mesh begin with, such as `cluster.local`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TrustDomain(String);

/// The identity of a workload in a mesh.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SpiffeId {
    trust_domain: TrustDomain,
    namespace: String,
    service_account: String,
}

/// A text is not an identity.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum IdentityError {
    /// A part is empty, or has characters that no SPIFFE ID has.
    #[error(
        "the {part} {text:?} cannot be part of a SPIFFE ID; letters, digits, `.`, `-` and `_` can, and at least one is \
         needed"
    )]
    Part {
        /// Which part.
        part: &'static str,
        /// What it is.
        text: String,
    },
    /// It is longer than SPIFFE allows.
    #[error("the {part} has {bytes} bytes; SPIFFE allows {most}")]
    TooLong {
        /// Which part, or the whole.
        part: &'static str,
        /// How long it is.
        bytes: usize,
        /// How long it may be.
        most: usize,
    },
    /// It is not of Istio's form.
    #[error("{text:?} is not of the form spiffe://TRUST_DOMAIN/ns/NAMESPACE/sa/SERVICE_ACCOUNT")]
    Form {
        /// The beginning of it.
        text: String,
    },
}

impl TrustDomain {
    /// Reads a trust domain. An `@`, which old meshes have, becomes a dot, as in Istio. Letters of either case are taken:
    /// SPIFFE wants lower case, and Istio does not look.
    ///
    /// # Errors
    /// It is empty, too long, or has characters that no trust domain has.
    pub fn new(text: &str) -> Result<TrustDomain, IdentityError> {
        const PART: &str = "trust domain";
        let text = text.replace('@', ".");
        if text.len() > LONGEST_DOMAIN {
            return Err(IdentityError::TooLong { part: PART, bytes: text.len(), most: LONGEST_DOMAIN });
        }
        segment(&text, PART).map(TrustDomain)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TrustDomain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for TrustDomain {
    type Err = IdentityError;

    fn from_str(text: &str) -> Result<TrustDomain, IdentityError> {
        TrustDomain::new(text)
    }
}

impl SpiffeId {
    /// The identity of a service account.
    ///
    /// # Errors
    /// A part is empty or has characters that no SPIFFE ID has, or the whole is too long.
    pub fn new(
        trust_domain: TrustDomain,
        namespace: &str,
        service_account: &str,
    ) -> Result<SpiffeId, IdentityError> {
        let id = SpiffeId {
            trust_domain,
            namespace: segment(namespace, "namespace")?,
            service_account: segment(service_account, "service account")?,
        };
        let bytes = id.to_string().len();
        if bytes > LONGEST_ID {
            return Err(IdentityError::TooLong { part: "SPIFFE ID", bytes, most: LONGEST_ID });
        }
        Ok(id)
    }

    /// The trust domain.
    pub fn trust_domain(&self) -> &TrustDomain {
        &self.trust_domain
    }

    /// The namespace.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The service account.
    pub fn service_account(&self) -> &str {
        &self.service_account
    }
}

impl fmt::Display for SpiffeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}{}/ns/{}/sa/{}", self.trust_domain, self.namespace, self.service_account)
    }
}

impl FromStr for SpiffeId {
    type Err = IdentityError;

    fn from_str(text: &str) -> Result<SpiffeId, IdentityError> {
        if text.len() > LONGEST_ID {
            return Err(IdentityError::TooLong { part: "SPIFFE ID", bytes: text.len(), most: LONGEST_ID });
        }
        let form = || IdentityError::Form { text: text.chars().take(80).collect() };
        let path = text.strip_prefix(SCHEME).ok_or_else(form)?;
        let parts: Vec<&str> = path.split('/').collect();
        let [domain, "ns", namespace, "sa", account] = parts.as_slice() else { return Err(form()) };
        // An `@` would read as a dot, and an ID must say one thing only.
        if domain.contains('@') {
            return Err(form());
        }
        SpiffeId::new(TrustDomain::new(domain)?, namespace, account)
    }
}

/// A part of an ID: `.` and `..` would be read as directions.
fn segment(text: &str, part: &'static str) -> Result<String, IdentityError> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    if text.is_empty() || matches!(text, "." | "..") || !text.bytes().all(allowed) {
        return Err(IdentityError::Part { part, text: text.chars().take(80).collect() });
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_as_it_is_read() {
        for text in [
            "spiffe://cluster.local/ns/default/sa/sleep",
            "spiffe://Example_1.com/ns/istio-system/sa/istiod.v1",
            "spiffe://a/ns/b/sa/c",
        ] {
            let id: SpiffeId = text.parse().unwrap();
            assert_eq!(id.to_string(), text);
        }
        let id: SpiffeId = "spiffe://td/ns/n/sa/s".parse().unwrap();
        assert_eq!((id.trust_domain().as_str(), id.namespace(), id.service_account()), ("td", "n", "s"));
    }

    #[test]
    fn an_old_account_is_a_trust_domain_but_not_in_an_id() {
        assert_eq!(TrustDomain::new("mesh@project.iam").unwrap().as_str(), "mesh.project.iam");
        assert!("spiffe://mesh@project/ns/a/sa/b".parse::<SpiffeId>().is_err());
    }

    #[test]
    fn what_is_not_an_id_is_refused() {
        let long = format!("spiffe://a/ns/{}/sa/c", "n".repeat(2040));
        for text in [
            "",
            "cluster.local/ns/a/sa/b",
            "SPIFFE://td/ns/a/sa/b",
            "spiffe://td/ns/a/sa",
            "spiffe://td/ns/a/sa/b/",
            "spiffe://td/ns/a/sa/b/c",
            "spiffe://td/sa/a/ns/b",
            "spiffe:///ns/a/sa/b",
            "spiffe://td/ns//sa/b",
            "spiffe://td/ns/a/sa/",
            "spiffe://td/ns/../sa/b",
            "spiffe://td/ns/./sa/b",
            "spiffe://td/ns/a b/sa/c",
            "spiffe://td/ns/ä/sa/c",
            "spiffe://td/ns/a%2f/sa/c",
            "spiffe://td:80/ns/a/sa/c",
            "spiffe://td/ns/a/sa/c?x",
            "spiffe://td/ns/a/sa/c#x",
            "spiffe://td/ns/a,spiffe:/sa/c",
            "spiffe://td/ns/a\n/sa/c",
            &long,
        ] {
            assert!(text.parse::<SpiffeId>().is_err(), "{text}");
        }
        assert!(TrustDomain::new(&"a".repeat(255)).is_ok());
        assert!(TrustDomain::new(&"a".repeat(256)).is_err());
    }
}
