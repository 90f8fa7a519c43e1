//! Who calls, and whom they may speak for. Each decision is one function here, with a table.

use thiserror::Error;

use crate::{SpiffeId, TrustDomain};

const USER: &str = "system:serviceaccount:";
const GROUP: &str = "system:serviceaccounts";

/// Somebody whose identity is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The identity.
    pub id: SpiffeId,
    /// The pod that the token was given to, where that is known.
    pub pod: Option<String>,
}

/// What an API server says of a token: a TokenReview's status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Whether the token is good.
    pub authenticated: bool,
    /// Whose it is.
    pub username: String,
    /// The groups that is in.
    pub groups: Vec<String>,
    /// Which of the audiences that were asked about the token is for.
    pub audiences: Vec<String>,
    /// The pod it was given to: `authentication.kubernetes.io/pod-name` of the user's extra.
    pub pod: Option<String>,
    /// What went wrong.
    pub error: String,
}

/// Why somebody is not a caller. For the log: who is refused learns nothing of it.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NotACaller {
    /// The API server says no.
    #[error("the API server does not accept the token: {error}")]
    NotAuthenticated {
        /// What it says.
        error: String,
    },
    /// The token is for something else.
    #[error("the token is for {found:?}, not for {wanted:?}")]
    Audience {
        /// What it is for.
        found: Vec<String>,
        /// What it should be for.
        wanted: Vec<String>,
    },
    /// The token is not a service account's.
    #[error("the token is of {username:?}, which is not a service account")]
    NotAServiceAccount {
        /// Whose it is.
        username: String,
    },
    /// The certificate has no identity of this mesh.
    #[error("the certificate is for {uris:?}, none of which is of trust domain {trust_domain}")]
    Certificate {
        /// What it is for.
        uris: Vec<String>,
        /// The mesh's.
        trust_domain: TrustDomain,
    },
}

/// Who a proxy says that it is, in its first request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node<'a> {
    /// The pod of the node's ID.
    pub pod: &'a str,
    /// The namespace of the node's ID.
    pub namespace: &'a str,
    /// `SERVICE_ACCOUNT` of its metadata; empty if there is none.
    pub service_account: &'a str,
}

/// Why a caller may not speak for a node.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{id} may not speak for {what} {claimed:?}")]
pub struct Mismatch {
    /// The caller.
    pub id: SpiffeId,
    /// What does not fit.
    pub what: &'static str,
    /// What the node says.
    pub claimed: String,
}

impl Caller {
    /// The service account whose token an API server has reviewed, for one of the audiences that were asked about.
    ///
    /// Source: Istio 1.30 security/pkg/k8s/tokenreview/k8sauthn.go, getTokenReviewResult; that the audience has to be in the
    /// answer, too, is ours: servers that know no audiences leave it out.
    ///
    /// # Errors
    /// The token is not good, not for us, or not a service account's.
    pub fn of_review(
        review: &Review,
        audiences: &[String],
        trust_domain: &TrustDomain,
    ) -> Result<Caller, NotACaller> {
        if !review.error.is_empty() || !review.authenticated {
            return Err(NotACaller::NotAuthenticated { error: review.error.clone() });
        }
        if !review.audiences.iter().any(|found| audiences.contains(found)) {
            let (found, wanted) = (review.audiences.clone(), audiences.to_vec());
            return Err(NotACaller::Audience { found, wanted });
        }
        let stranger = || NotACaller::NotAServiceAccount { username: review.username.clone() };
        let account = review.username.strip_prefix(USER).and_then(|account| account.split_once(':'));
        let (namespace, account) = account.ok_or_else(stranger)?;
        if !review.groups.iter().any(|group| group == GROUP) {
            return Err(stranger());
        }
        let id = SpiffeId::new(trust_domain.clone(), namespace, account).map_err(|_| stranger())?;
        Ok(Caller { id, pod: review.pod.clone().filter(|pod| !pod.is_empty()) })
    }

    /// The workload of a client certificate that has been verified against our roots.
    ///
    /// # Errors
    /// None of its URIs is an identity of our trust domain, or more than one is.
    pub fn of_certificate(uris: &[String], trust_domain: &TrustDomain) -> Result<Caller, NotACaller> {
        let ids = uris.iter().filter_map(|uri| uri.parse::<SpiffeId>().ok());
        let mut ours = ids.filter(|id| id.trust_domain() == trust_domain);
        match (ours.next(), ours.next()) {
            (Some(id), None) => Ok(Caller { id, pod: None }),
            _ => Err(NotACaller::Certificate { uris: uris.to_vec(), trust_domain: trust_domain.clone() }),
        }
    }

    /// Whether the caller may speak for a node: its namespace and service account are the caller's, and its pod is the one
    /// that the token was given to. A node without a service account is taken, as in Istio; one without a namespace is not.
    ///
    /// Source: Istio 1.30 pilot/pkg/xds/auth.go, checkConnectionIdentity; the pod is ours.
    ///
    /// # Errors
    /// It may not.
    pub fn speaks_for(&self, node: &Node<'_>) -> Result<(), Mismatch> {
        let refused =
            |what, claimed: &str| Mismatch { id: self.id.clone(), what, claimed: claimed.to_owned() };
        if node.namespace != self.id.namespace() {
            return Err(refused("namespace", node.namespace));
        }
        if !node.service_account.is_empty() && node.service_account != self.id.service_account() {
            return Err(refused("service account", node.service_account));
        }
        match &self.pod {
            Some(pod) if pod != node.pod => Err(refused("pod", node.pod)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domain() -> TrustDomain {
        TrustDomain::new("cluster.local").unwrap()
    }

    fn good() -> Review {
        Review {
            authenticated: true,
            username: "system:serviceaccount:default:sleep".to_owned(),
            groups: vec!["system:serviceaccounts".to_owned(), "system:authenticated".to_owned()],
            audiences: vec!["istio-ca".to_owned()],
            pod: Some("sleep-1".to_owned()),
            error: String::new(),
        }
    }

    type Row = (&'static str, fn(&mut Review), Result<String, &'static str>);

    #[test]
    fn a_review_says_who_calls() {
        let audiences = ["istio-ca".to_owned(), "other".to_owned()];
        let of = |change: fn(&mut Review)| {
            let mut review = good();
            change(&mut review);
            Caller::of_review(&review, &audiences, &domain())
                .map(|caller| format!("{} {}", caller.id, caller.pod.unwrap_or_default()))
                .map_err(|e| e.to_string())
        };
        let sleep = "spiffe://cluster.local/ns/default/sa/sleep";
        let cases: [Row; 15] = [
            ("good", |_| {}, Ok(format!("{sleep} sleep-1"))),
            ("no pod", |r| r.pod = None, Ok(format!("{sleep} "))),
            ("empty pod", |r| r.pod = Some(String::new()), Ok(format!("{sleep} "))),
            ("two audiences", |r| r.audiences.insert(0, "x".to_owned()), Ok(format!("{sleep} sleep-1"))),
            (
                "the other audience",
                |r| r.audiences = vec!["other".to_owned()],
                Ok(format!("{sleep} sleep-1")),
            ),
            ("not good", |r| r.authenticated = false, Err("does not accept")),
            ("error", |r| r.error = "expired".to_owned(), Err("expired")),
            ("nothing", |r| *r = Review::default(), Err("does not accept")),
            ("no audience", |r| r.audiences.clear(), Err("is for []")),
            ("wrong audience", |r| r.audiences = vec!["vault".to_owned()], Err("is for [\"vault\"]")),
            ("a person", |r| r.username = "alice".to_owned(), Err("not a service account")),
            ("a node", |r| r.username = "system:node:n1".to_owned(), Err("not a service account")),
            ("too few", |r| r.username = "system:serviceaccount:a".to_owned(), Err("not a service account")),
            ("too many", |r| r.username += ":x", Err("not a service account")),
            (
                "no group",
                |r| {
                    r.groups.remove(0);
                },
                Err("not a service account"),
            ),
        ];
        for (case, change, want) in cases {
            match (of(change), want) {
                (Ok(found), Ok(want)) => assert_eq!(found, want, "{case}"),
                (Err(found), Err(want)) => assert!(found.contains(want), "{case}: {found}"),
                (found, want) => panic!("{case}: {found:?}, not {want:?}"),
            }
        }
    }

    #[test]
    fn a_certificate_says_who_calls() {
        for (uris, want) in [
            (&["spiffe://cluster.local/ns/a/sa/b"][..], true),
            (&["https://x", "spiffe://cluster.local/ns/a/sa/b"], true),
            (&["spiffe://other/ns/a/sa/b", "spiffe://cluster.local/ns/a/sa/b"], true),
            (&[], false),
            (&["spiffe://other/ns/a/sa/b"], false),
            (&["spiffe://cluster.local.evil/ns/a/sa/b"], false),
            (&["spiffe://cluster.local/ns/a/sa/b", "spiffe://cluster.local/ns/a/sa/c"], false),
            (&["spiffe://cluster.local/a/b"], false),
        ] {
            let uris: Vec<String> = uris.iter().map(|uri| (*uri).to_owned()).collect();
            let caller = Caller::of_certificate(&uris, &domain());
            assert_eq!(caller.is_ok(), want, "{uris:?}");
            assert!(caller.is_err() || caller.is_ok_and(|c| c.id.namespace() == "a"), "{uris:?}");
        }
    }

    #[test]
    fn a_caller_speaks_for_its_own_pod() {
        let id: SpiffeId = "spiffe://cluster.local/ns/default/sa/sleep".parse().unwrap();
        let bound = Caller { id: id.clone(), pod: Some("sleep-1".to_owned()) };
        let unbound = Caller { id, pod: None };
        for (caller, pod, namespace, service_account, refused) in [
            (&bound, "sleep-1", "default", "sleep", None),
            (&bound, "sleep-1", "default", "", None),
            (&unbound, "sleep-1", "default", "sleep", None),
            (&unbound, "any", "default", "sleep", None),
            (&bound, "sleep-2", "default", "sleep", Some("pod")),
            (&bound, "", "default", "sleep", Some("pod")),
            (&bound, "sleep-1", "other", "sleep", Some("namespace")),
            (&bound, "sleep-1", "", "sleep", Some("namespace")),
            (&unbound, "sleep-1", "", "", Some("namespace")),
            (&bound, "sleep-1", "default", "httpbin", Some("service account")),
            (&bound, "sleep-1", "Default", "sleep", Some("namespace")),
        ] {
            let node = Node { pod, namespace, service_account };
            let found = caller.speaks_for(&node).err().map(|mismatch| mismatch.what);
            assert_eq!(found, refused, "{node:?}");
        }
    }
}
