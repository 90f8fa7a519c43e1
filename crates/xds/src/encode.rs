//! Responses, put together from resources that are encoded already.

use std::sync::Arc;

use bytes::{BufMut, Bytes, BytesMut};
use prost::encoding::{WireType, encode_key, encode_varint, encoded_len_varint, key_len};

use crate::ask::Protocol;
use crate::push::Push;
use crate::source::{Resource, VERSION_LEN, version_text};

/// The numbers of the fields. Source: envoy.service.discovery.v3, and Any.
mod field {
    /// Those of `DeltaDiscoveryResponse`; `DiscoveryResponse` has the same but for `REMOVED`.
    pub(super) const VERSION: u32 = 1;
    pub(super) const RESOURCES: u32 = 2;
    pub(super) const TYPE_URL: u32 = 4;
    pub(super) const NONCE: u32 = 5;
    pub(super) const REMOVED: u32 = 6;
    pub(super) const CONTROL_PLANE_OF_WORLD: u32 = 6;
    pub(super) const CONTROL_PLANE_OF_DELTA: u32 = 7;
    /// Those of `Resource`.
    pub(super) const RESOURCE_VERSION: u32 = 1;
    pub(super) const RESOURCE: u32 = 2;
    pub(super) const NAME: u32 = 3;
    /// Those of `Any`.
    pub(super) const ANY_TYPE: u32 = 1;
    pub(super) const ANY_VALUE: u32 = 2;
    /// That of `ControlPlane`.
    pub(super) const IDENTIFIER: u32 = 1;
}

/// A response that is written as it is sent. It refers to its resources, which all streams share, so that one that waits for
/// a client which reads slowly costs no copy of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    protocol: Protocol,
    type_url: Arc<str>,
    resources: Vec<Resource>,
    /// How many of the resources are begun.
    begun: usize,
    /// What is begun and not written yet.
    pending: Bytes,
    /// What comes after the resources.
    tail: Bytes,
    /// How many bytes are not written yet.
    left: usize,
}

impl Response {
    pub(crate) fn new(
        protocol: Protocol,
        type_url: &Arc<str>,
        nonce: &str,
        push: Push,
        control_plane: &str,
    ) -> Response {
        let mut head = BytesMut::new();
        if protocol == Protocol::World {
            text(field::VERSION, nonce, &mut head);
        }
        let tail = tail(protocol, type_url, nonce, &push.remove, control_plane);
        let resources = push.send.iter().map(|one| entry_len(protocol, type_url, one)).sum::<usize>();
        Response {
            protocol,
            type_url: Arc::clone(type_url),
            left: head.len() + resources + tail.len(),
            resources: push.send,
            begun: 0,
            pending: head.freeze(),
            tail,
        }
    }

    /// How many bytes are not written yet.
    pub fn left(&self) -> usize {
        self.left
    }

    /// The next bytes of it: about `most`, or all that are left if those are fewer; `None` after the last.
    pub fn next_piece(&mut self, most: usize) -> Option<Bytes> {
        // The last thing that is begun may go beyond it by a name.
        let mut piece = BytesMut::with_capacity(most.saturating_add(1024).min(self.left));
        while piece.len() < most {
            if self.pending.is_empty() && !self.begin(&mut piece) {
                break;
            }
            let taken = self.pending.len().min(most.saturating_sub(piece.len()));
            piece.put(self.pending.split_to(taken));
        }
        self.left = self.left.saturating_sub(piece.len());
        (!piece.is_empty()).then(|| piece.freeze())
    }

    /// All that is left of it.
    pub fn whole(mut self) -> Bytes {
        self.next_piece(usize::MAX).unwrap_or_default()
    }

    /// Begins with the next resource, or what comes after the last; whether there is more.
    fn begin(&mut self, piece: &mut BytesMut) -> bool {
        match self.resources.get(self.begun) {
            Some(resource) => {
                begin_entry(self.protocol, &self.type_url, resource, piece);
                self.pending = resource.body.clone();
                self.begun += 1;
                true
            }
            None => {
                self.pending = std::mem::take(&mut self.tail);
                !self.pending.is_empty()
            }
        }
    }
}

/// One that is encoded already.
impl From<Bytes> for Response {
    fn from(whole: Bytes) -> Response {
        Response {
            protocol: Protocol::World,
            type_url: "".into(),
            resources: Vec::new(),
            begun: 0,
            left: whole.len(),
            pending: whole,
            tail: Bytes::new(),
        }
    }
}

fn tail(protocol: Protocol, type_url: &str, nonce: &str, removed: &[Arc<str>], control_plane: &str) -> Bytes {
    let mut buffer = BytesMut::new();
    text(field::TYPE_URL, type_url, &mut buffer);
    text(field::NONCE, nonce, &mut buffer);
    if protocol == Protocol::Delta {
        removed.iter().for_each(|name| text(field::REMOVED, name, &mut buffer));
    }
    if !control_plane.is_empty() {
        let field = match protocol {
            Protocol::Delta => field::CONTROL_PLANE_OF_DELTA,
            Protocol::World => field::CONTROL_PLANE_OF_WORLD,
        };
        begin(field, text_len(field::IDENTIFIER, control_plane), &mut buffer);
        text(field::IDENTIFIER, control_plane, &mut buffer);
    }
    buffer.freeze()
}

/// A resource among others, but for its body, which comes last.
fn begin_entry(protocol: Protocol, type_url: &str, resource: &Resource, buffer: &mut BytesMut) {
    if protocol == Protocol::Delta {
        begin(field::RESOURCES, within_entry(type_url, resource), buffer);
        text(field::RESOURCE_VERSION, &version_text(resource.version), buffer);
        text(field::NAME, &resource.name, buffer);
    }
    let field = match protocol {
        Protocol::Delta => field::RESOURCE,
        Protocol::World => field::RESOURCES,
    };
    begin(field, within_any(type_url, &resource.body), buffer);
    text(field::ANY_TYPE, type_url, buffer);
    if !resource.body.is_empty() {
        begin(field::ANY_VALUE, resource.body.len(), buffer);
    }
}

fn entry_len(protocol: Protocol, type_url: &str, resource: &Resource) -> usize {
    framed_len(
        field::RESOURCES,
        match protocol {
            Protocol::Delta => within_entry(type_url, resource),
            Protocol::World => within_any(type_url, &resource.body),
        },
    )
}

fn within_entry(type_url: &str, resource: &Resource) -> usize {
    framed_len(field::RESOURCE_VERSION, VERSION_LEN)
        + text_len(field::NAME, &resource.name)
        + framed_len(field::RESOURCE, within_any(type_url, &resource.body))
}

fn within_any(type_url: &str, body: &Bytes) -> usize {
    text_len(field::ANY_TYPE, type_url) + bytes_len(field::ANY_VALUE, body)
}

fn text(field: u32, text: &str, buffer: &mut BytesMut) {
    bytes(field, text.as_bytes(), buffer);
}

fn text_len(field: u32, text: &str) -> usize {
    bytes_len(field, text.as_bytes())
}

fn bytes(field: u32, bytes: &[u8], buffer: &mut BytesMut) {
    if !bytes.is_empty() {
        begin(field, bytes.len(), buffer);
        buffer.put_slice(bytes);
    }
}

fn bytes_len(field: u32, bytes: &[u8]) -> usize {
    match bytes.len() {
        0 => 0,
        len => framed_len(field, len),
    }
}

fn framed_len(field: u32, len: usize) -> usize {
    key_len(field) + encoded_len_varint(len as u64) + len
}

fn begin(field: u32, len: usize, buffer: &mut BytesMut) {
    encode_key(field, WireType::LengthDelimited, buffer);
    encode_varint(len as u64, buffer);
}

#[cfg(test)]
mod tests {
    use envoy_api::{Any, ControlPlane, DeltaDiscoveryResponse, DiscoveryResponse, Message};

    use super::*;

    fn push() -> Push {
        let resource = |name: &str, body: &'static [u8]| Resource {
            name: name.into(),
            version: 0xab,
            body: Bytes::from_static(body),
        };
        let long: &'static [u8] = &[7; 300];
        Push {
            send: vec![resource("a", b"xy"), resource("", b""), resource("long", long)],
            remove: vec!["gone".into()],
        }
    }

    #[test]
    fn bytes_are_those_of_the_whole_message() {
        let any = |one: &Resource| Any { type_url: "t".to_owned(), value: one.body.to_vec() };
        let plane = Some(ControlPlane { identifier: "me".to_owned() });
        let delta = DeltaDiscoveryResponse {
            resources: push()
                .send
                .iter()
                .map(|one| envoy_api::Resource {
                    name: one.name.to_string(),
                    version: "00000000000000ab".to_owned(),
                    resource: Some(any(one)),
                })
                .collect(),
            type_url: "t".to_owned(),
            removed_resources: vec!["gone".to_owned()],
            nonce: "1".to_owned(),
            control_plane: plane.clone(),
            ..Default::default()
        };
        let made = Response::new(Protocol::Delta, &"t".into(), "1", push(), "me").whole();
        assert_eq!(DeltaDiscoveryResponse::decode(made).unwrap(), delta);
        let world = DiscoveryResponse {
            version_info: "1".to_owned(),
            resources: push().send.iter().map(any).collect(),
            type_url: "t".to_owned(),
            nonce: "1".to_owned(),
            control_plane: plane,
        };
        let made = Response::new(Protocol::World, &"t".into(), "1", push(), "me").whole();
        assert_eq!(DiscoveryResponse::decode(made).unwrap(), world);
    }

    #[test]
    fn pieces_are_the_whole() {
        for protocol in [Protocol::Delta, Protocol::World] {
            for most in [1, 7, 100, 299, 1000] {
                let mut response = Response::new(protocol, &"t".into(), "1", push(), "me");
                let (whole, mut pieces) = (response.clone().whole(), Vec::new());
                assert_eq!(response.left(), whole.len());
                while let Some(piece) = response.next_piece(most) {
                    assert!(piece.len() < most + 100, "{} of {most}", piece.len());
                    pieces.extend_from_slice(&piece);
                    assert_eq!(response.left(), whole.len() - pieces.len());
                }
                assert_eq!(pieces, whole, "{protocol:?}, {most}");
                assert_eq!(Response::from(whole.clone()).whole(), whole);
            }
        }
    }
}
