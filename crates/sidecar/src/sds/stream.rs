//! One stream of secrets, as a machine: what is asked, what was sent, and what Envoy says of it.

use std::collections::BTreeMap;

use envoy_api::{Any, DiscoveryRequest, DiscoveryResponse, type_url};

/// More names than a stream ever has: Envoy asks for each secret on a stream of its own.
const MOST_NAMES: usize = 100;

/// A stream.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// What is asked for, and which bytes of it were sent last.
    asked: BTreeMap<String, Option<Vec<u8>>>,
    sent: u64,
}

/// What a request means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// These names are new: what they stand for is to be sent.
    New(Vec<String>),
    /// Nothing is to be done.
    Nothing,
    /// Envoy does not take what was sent, for this reason. It keeps what it had.
    Refused(String),
}

/// The request cannot be answered: the stream ends with this.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Invalid(pub(super) String);

impl Stream {
    /// Takes a request.
    ///
    /// # Errors
    /// It is for something else than secrets, or for more than there are.
    pub(super) fn asks(&mut self, request: DiscoveryRequest) -> Result<Asked, Invalid> {
        if !request.type_url.is_empty() && request.type_url != type_url::SECRET {
            return Err(Invalid(format!("only {} is served here", type_url::SECRET)));
        }
        if request.resource_names.len() > MOST_NAMES {
            let count = request.resource_names.len();
            return Err(Invalid(format!("{count} secrets on one stream are more than {MOST_NAMES}")));
        }
        // An answer to anything but the last response is about what is no more.
        if !request.response_nonce.is_empty() && request.response_nonce != self.nonce() {
            return Ok(Asked::Nothing);
        }
        let mut before = std::mem::take(&mut self.asked);
        let mut new = Vec::new();
        for name in request.resource_names {
            let sent = before.remove(&name).unwrap_or_else(|| {
                new.push(name.clone());
                None
            });
            self.asked.insert(name, sent);
        }
        if let Some(error) = request.error_detail {
            return Ok(Asked::Refused(error.message));
        }
        Ok(if new.is_empty() { Asked::Nothing } else { Asked::New(new) })
    }

    /// All names that are asked for.
    pub(super) fn names(&self) -> Vec<String> {
        self.asked.keys().cloned().collect()
    }

    /// The response that has these secrets, by their names; `None` if Envoy has them all already.
    pub(super) fn sends(&mut self, secrets: Vec<(String, Vec<u8>)>) -> Option<DiscoveryResponse> {
        let mut resources = Vec::new();
        for (name, bytes) in secrets {
            let Some(sent) = self.asked.get_mut(&name) else { continue };
            if sent.as_ref() != Some(&bytes) {
                *sent = Some(bytes.clone());
                resources.push(Any { type_url: type_url::SECRET.to_owned(), value: bytes });
            }
        }
        if resources.is_empty() {
            return None;
        }
        self.sent += 1;
        Some(DiscoveryResponse {
            version_info: self.sent.to_string(),
            resources,
            type_url: type_url::SECRET.to_owned(),
            nonce: self.nonce(),
            ..DiscoveryResponse::default()
        })
    }

    /// Of the last response.
    fn nonce(&self) -> String {
        self.sent.to_string()
    }
}

#[cfg(test)]
mod tests {
    use envoy_api::Status;

    use super::*;

    fn request(names: &[&str], nonce: &str) -> DiscoveryRequest {
        DiscoveryRequest {
            type_url: type_url::SECRET.to_owned(),
            resource_names: names.iter().map(|name| (*name).to_owned()).collect(),
            response_nonce: nonce.to_owned(),
            ..DiscoveryRequest::default()
        }
    }

    fn secret(name: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
        vec![(name.to_owned(), bytes.to_vec())]
    }

    fn new(names: &[&str]) -> Result<Asked, Invalid> {
        Ok(Asked::New(names.iter().map(|name| (*name).to_owned()).collect()))
    }

    #[test]
    fn what_is_asked_is_sent_once_and_again_when_it_changes() {
        let mut stream = Stream::default();
        assert_eq!(stream.asks(request(&["default"], "")), new(&["default"]));
        let first = stream.sends(secret("default", b"one")).unwrap();
        assert_eq!((&*first.nonce, &*first.resources[0].value), ("1", &b"one"[..]));
        assert_eq!(stream.asks(request(&["default"], "1")), Ok(Asked::Nothing));
        assert_eq!(stream.sends(secret("default", b"one")), None);
        let second = stream.sends(secret("default", b"two")).unwrap();
        assert_eq!((&*second.nonce, &*second.version_info), ("2", "2"));
        // The answer to the first arrives late.
        assert_eq!(stream.asks(request(&["default", "other"], "1")), Ok(Asked::Nothing));
        assert_eq!(stream.asks(request(&["default"], "2")), Ok(Asked::Nothing));
    }

    #[test]
    fn names_come_and_go() {
        let mut stream = Stream::default();
        assert_eq!(stream.asks(request(&["a"], "")), new(&["a"]));
        assert_eq!(stream.sends(secret("a", b"1")).unwrap().nonce, "1");
        assert_eq!(stream.asks(request(&["a", "b"], "1")), new(&["b"]));
        assert_eq!(stream.names(), ["a", "b"]);
        assert_eq!(stream.sends([secret("a", b"1"), secret("b", b"1")].concat()).unwrap().resources.len(), 1);
        assert_eq!(stream.asks(request(&["b"], "2")), Ok(Asked::Nothing));
        assert_eq!(stream.sends(secret("a", b"2")), None);
        // Asked for again it is sent again.
        assert_eq!(stream.asks(request(&["a", "b"], "2")), new(&["a"]));
        assert!(stream.sends(secret("a", b"1")).is_some());
    }

    #[test]
    fn what_envoy_refuses_is_not_sent_again_until_it_changes() {
        let mut stream = Stream::default();
        _ = stream.asks(request(&["a"], ""));
        _ = stream.sends(secret("a", b"1"));
        let mut refusal = request(&["a"], "1");
        refusal.error_detail = Some(Status { message: "bad key".to_owned(), ..Status::default() });
        assert_eq!(stream.asks(refusal), Ok(Asked::Refused("bad key".to_owned())));
        assert_eq!(stream.sends(secret("a", b"1")), None);
        assert!(stream.sends(secret("a", b"2")).is_some());
    }

    #[test]
    fn only_secrets_and_not_too_many_are_served() {
        let cluster = DiscoveryRequest { type_url: type_url::CLUSTER.to_owned(), ..request(&["a"], "") };
        assert!(Stream::default().asks(cluster).is_err());
        let names: Vec<String> = (0..=MOST_NAMES).map(|n| n.to_string()).collect();
        let many = DiscoveryRequest { resource_names: names, ..request(&[], "") };
        assert!(Stream::default().asks(many).is_err());
        // Envoy leaves the type out where the method says it.
        let plain = DiscoveryRequest { type_url: String::new(), ..request(&["a"], "") };
        assert_eq!(Stream::default().asks(plain), new(&["a"]));
    }
}
