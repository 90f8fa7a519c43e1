//! What an agent passes on between Envoy and the control plane, and what it asks for itself.
//!
//! Source: Istio 1.30 pkg/istio-agent/xds_proxy.go, xds_proxy_delta.go.

use std::collections::BTreeSet;

use bytes::Bytes;
use envoy_api::{
    DeltaDiscoveryRequest, DeltaDiscoveryResponse, DiscoveryRequest, DiscoveryResponse, Message, Status,
    type_url,
};
use thiserror::Error;

use crate::ask::Protocol;
use crate::frame::{self, FrameError};

/// How many bytes a response to the agent itself may have.
const OWN_BYTES: usize = 50 << 20;

/// A code of gRPC: what was sent cannot be used.
const INVALID_ARGUMENT: i32 = 3;

/// What types that Envoy knows begin with.
const ENVOYS: &str = "type.googleapis.com/envoy.";

/// Another type that is passed on.
const WORKLOAD: &str = "type.googleapis.com/istio.workload.";

/// Where a frame goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the control plane.
    Up,
    /// To Envoy.
    Down,
}

/// A frame cannot be passed on, and the stream has to end.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{from} sent {cause}")]
pub struct RelayError {
    /// Who sent it.
    from: &'static str,
    /// What it is.
    cause: FrameError,
}

/// A frame on its way.
pub type Forwarded = (Direction, Bytes);

/// What the agent itself was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// The type.
    pub type_url: &'static str,
    /// The resource; `None` if there is none.
    pub body: Option<Vec<u8>>,
}

/// What the agent should know of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Envoy asked for a type, or acknowledged a response.
    Request {
        /// The type.
        type_url: String,
    },
    /// The control plane answered with a type, and Envoy is passed it.
    Response {
        /// The type.
        type_url: String,
        /// How many resources it has.
        resources: usize,
    },
    /// Envoy accepted a response.
    Accepted {
        /// The type.
        type_url: String,
    },
    /// Envoy refused a response, and goes on with what it had.
    Rejected {
        /// The type.
        type_url: String,
        /// Which response.
        nonce: String,
        /// Envoy's text.
        error: String,
    },
    /// The agent was sent what it asked for.
    Own(Own),
    /// What the agent was sent cannot be used; the control plane is told.
    OwnRejected {
        /// The type.
        type_url: &'static str,
        /// Why.
        error: String,
    },
    /// The control plane sent a type that Envoy does not know, and Envoy is not sent it.
    Dropped {
        /// The type.
        type_url: String,
    },
}

/// One stream of Envoy's.
#[derive(Clone, Debug)]
pub struct Relay {
    protocol: Protocol,
    own: BTreeSet<&'static str>,
    has_asked: bool,
}

impl Relay {
    /// A stream on which nothing was said. `own` are the types that the agent asks for itself, of
    /// [`type_url::NAME_TABLE`] and [`type_url::PROXY_CONFIG`].
    pub fn new(protocol: Protocol, own: impl IntoIterator<Item = &'static str>) -> Relay {
        Relay { protocol, own: own.into_iter().collect(), has_asked: false }
    }

    /// A frame of Envoy's: what is sent in its place, in this order, and what there is to know of it.
    ///
    /// # Errors
    /// It is not a message.
    pub fn envoy(&mut self, frame: Bytes) -> Result<(Vec<Forwarded>, Vec<Notice>), RelayError> {
        let head =
            frame::request(self.protocol, &frame).map_err(|cause| RelayError { from: "Envoy", cause })?;
        let type_url = head.type_url.to_owned();
        let mut notices = vec![Notice::Request { type_url: type_url.clone() }];
        match head.error {
            Some(error) => {
                let error = Status::decode(error).map(|status| status.message);
                let error = error.unwrap_or_else(|error| error.to_string());
                notices.push(Notice::Rejected { type_url, nonce: head.nonce.to_owned(), error });
            }
            None if !head.nonce.is_empty() => notices.push(Notice::Accepted { type_url }),
            None => {}
        }
        // What the agent asks for comes after Envoy's first requests: those say whom it is for.
        let is_time = head.type_url == type_url::LISTENER && !self.has_asked;
        let mut frames = vec![(Direction::Up, frame.clone())];
        if is_time {
            self.has_asked = true;
            frames.extend(self.own.iter().map(|own| (Direction::Up, self.ask(own, "", None))));
        }
        Ok((frames, notices))
    }

    /// A frame of the control plane's: as [`Relay::envoy`].
    ///
    /// # Errors
    /// It is not a message.
    pub fn control_plane(&mut self, frame: Bytes) -> Result<(Vec<Forwarded>, Vec<Notice>), RelayError> {
        let from = "the control plane";
        let head = frame::response(&frame).map_err(|cause| RelayError { from, cause })?;
        if let Some(own) = self.own.get(head.type_url).copied() {
            return Ok(self.take(own, head.nonce, &frame));
        }
        let type_url = head.type_url.to_owned();
        if !type_url.starts_with(ENVOYS) && !type_url.starts_with(WORKLOAD) {
            return Ok((Vec::new(), vec![Notice::Dropped { type_url }]));
        }
        let notice = Notice::Response { type_url, resources: head.resources };
        Ok((vec![(Direction::Down, frame.clone())], vec![notice]))
    }

    /// Takes what the agent asked for, and acknowledges it.
    fn take(&self, own: &'static str, nonce: &str, frame: &Bytes) -> (Vec<Forwarded>, Vec<Notice>) {
        match self.resource(frame) {
            Ok(body) => {
                let ack = (Direction::Up, self.ask(own, nonce, None));
                (vec![ack], vec![Notice::Own(Own { type_url: own, body })])
            }
            Err(error) => {
                let nack = (Direction::Up, self.ask(own, nonce, Some(error.clone())));
                (vec![nack], vec![Notice::OwnRejected { type_url: own, error }])
            }
        }
    }

    /// The first resource of a response.
    fn resource(&self, frame: &Bytes) -> Result<Option<Vec<u8>>, String> {
        if frame.len() > OWN_BYTES {
            return Err(format!("a response of {} bytes, more than {OWN_BYTES}", frame.len()));
        }
        let any = match self.protocol {
            Protocol::Delta => {
                let response = DeltaDiscoveryResponse::decode(frame.clone()).map_err(|e| e.to_string())?;
                response.resources.into_iter().next().and_then(|resource| resource.resource)
            }
            Protocol::World => {
                let response = DiscoveryResponse::decode(frame.clone()).map_err(|e| e.to_string())?;
                response.resources.into_iter().next()
            }
        };
        Ok(any.map(|any| any.value))
    }

    /// A request of the agent's own: its first one, or the answer to a response.
    fn ask(&self, own: &str, nonce: &str, error: Option<String>) -> Bytes {
        let type_url = own.to_owned();
        let response_nonce = nonce.to_owned();
        let error_detail = error.map(|message| Status { code: INVALID_ARGUMENT, message });
        let bytes = match self.protocol {
            Protocol::Delta => {
                DeltaDiscoveryRequest { type_url, response_nonce, error_detail, ..Default::default() }
                    .encode_to_vec()
            }
            Protocol::World => {
                DiscoveryRequest { type_url, response_nonce, error_detail, ..Default::default() }
                    .encode_to_vec()
            }
        };
        bytes.into()
    }
}

#[cfg(test)]
mod tests {
    use envoy_api::Any;

    use super::*;

    fn asks(protocol: Protocol, type_url: &str, nonce: &str, error: Option<&str>) -> Bytes {
        let relay = Relay::new(protocol, []);
        relay.ask(type_url, nonce, error.map(str::to_owned))
    }

    fn answer(type_url: &str, resources: &[&[u8]]) -> Bytes {
        let resource = |value: &&[u8]| envoy_api::Resource {
            resource: Some(Any { type_url: type_url.to_owned(), value: value.to_vec() }),
            ..Default::default()
        };
        let response = DeltaDiscoveryResponse {
            resources: resources.iter().map(resource).collect(),
            type_url: type_url.to_owned(),
            nonce: "7".to_owned(),
            ..Default::default()
        };
        response.encode_to_vec().into()
    }

    fn request(type_url: &str) -> Notice {
        Notice::Request { type_url: type_url.to_owned() }
    }

    #[test]
    fn the_agent_asks_once_after_the_first_request_for_listeners() {
        for protocol in [Protocol::Delta, Protocol::World] {
            let mut relay = Relay::new(protocol, [type_url::NAME_TABLE]);
            let own = (Direction::Up, asks(protocol, type_url::NAME_TABLE, "", None));
            for (type_url, follows) in
                [(type_url::CLUSTER, false), (type_url::LISTENER, true), (type_url::LISTENER, false)]
            {
                let frame = asks(protocol, type_url, "", None);
                let (frames, notices) = relay.envoy(frame.clone()).unwrap();
                let mut want = vec![(Direction::Up, frame)];
                want.extend(follows.then(|| own.clone()));
                assert_eq!((frames, notices), (want, vec![request(type_url)]), "{protocol:?} {type_url}");
            }
        }
    }

    #[test]
    fn what_envoy_says_of_responses_is_known() {
        let mut relay = Relay::new(Protocol::Delta, []);
        let accepted = Notice::Accepted { type_url: type_url::CLUSTER.to_owned() };
        let rejected = Notice::Rejected {
            type_url: type_url::CLUSTER.to_owned(),
            nonce: "2".to_owned(),
            error: "unknown field".to_owned(),
        };
        for (nonce, error, want) in
            [("", None, None), ("1", None, Some(accepted)), ("2", Some("unknown field"), Some(rejected))]
        {
            let frame = asks(Protocol::Delta, type_url::CLUSTER, nonce, error);
            let (frames, notices) = relay.envoy(frame.clone()).unwrap();
            assert_eq!(frames, [(Direction::Up, frame)]);
            assert_eq!(
                notices,
                [Some(request(type_url::CLUSTER)), want].into_iter().flatten().collect::<Vec<_>>()
            );
        }
        assert!(relay.envoy(Bytes::from_static(b"\x12")).unwrap_err().to_string().starts_with("Envoy sent "));
    }

    #[test]
    fn only_envoys_types_reach_envoy() {
        let mut relay = Relay::new(Protocol::Delta, [type_url::NAME_TABLE]);
        for (type_url, goes) in [
            (type_url::CLUSTER, true),
            ("type.googleapis.com/istio.workload.Workload", true),
            ("type.googleapis.com/istio.mesh.v1alpha1.ProxyConfig", false),
            ("istio.io/debug/syncz", false),
            ("", false),
        ] {
            let frame = answer(type_url, &[b"x"]);
            let (frames, notices) = relay.control_plane(frame.clone()).unwrap();
            let (type_url, is_one) = (type_url.to_owned(), frames.len() == 1);
            assert_eq!(is_one, goes, "{type_url}");
            match goes {
                true => {
                    assert_eq!(frames, [(Direction::Down, frame)]);
                    assert_eq!(notices, [Notice::Response { type_url, resources: 1 }]);
                }
                false => assert_eq!(notices, [Notice::Dropped { type_url }]),
            }
        }
    }

    #[test]
    fn what_the_agent_asked_for_stays_with_it() {
        let mut relay = Relay::new(Protocol::Delta, [type_url::NAME_TABLE]);
        for (resources, body) in [(&[&b"x"[..]][..], Some(b"x".to_vec())), (&[], None)] {
            let (frames, notices) = relay.control_plane(answer(type_url::NAME_TABLE, resources)).unwrap();
            assert_eq!(frames, [(Direction::Up, asks(Protocol::Delta, type_url::NAME_TABLE, "7", None))]);
            assert_eq!(notices, [Notice::Own(Own { type_url: type_url::NAME_TABLE, body })]);
        }
        // A resource that is not one: the head can be read, the whole cannot.
        let broken = [&answer(type_url::NAME_TABLE, &[])[..], b"\x12\x01\xff"].concat();
        let (frames, notices) = relay.control_plane(broken.into()).unwrap();
        let [(Direction::Up, nack)] = &frames[..] else { panic!("{frames:?}") };
        assert!(frame::request(Protocol::Delta, nack).unwrap().error.is_some());
        assert!(matches!(&notices[..], [Notice::OwnRejected { .. }]), "{notices:?}");
    }
}
