//! Responses, put together from resources that are encoded already.

use bytes::{BufMut, Bytes, BytesMut};
use prost::encoding::{WireType, encode_key, encode_varint, encoded_len_varint, key_len};

use crate::ask::Protocol;
use crate::push::Push;
use crate::source::{Resource, version_text};

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

/// A response.
pub(crate) fn response(
    protocol: Protocol,
    type_url: &str,
    nonce: &str,
    push: &Push,
    control_plane: &str,
) -> Bytes {
    let bodies: usize =
        push.send.iter().map(|one| one.body.len() + one.name.len() + type_url.len() + 64).sum();
    let mut buffer = BytesMut::with_capacity(bodies + 256);
    if protocol == Protocol::World {
        text(field::VERSION, nonce, &mut buffer);
    }
    for resource in &push.send {
        match protocol {
            Protocol::Delta => delta_resource(type_url, resource, &mut buffer),
            Protocol::World => any(field::RESOURCES, type_url, &resource.body, &mut buffer),
        }
    }
    text(field::TYPE_URL, type_url, &mut buffer);
    text(field::NONCE, nonce, &mut buffer);
    if protocol == Protocol::Delta {
        push.remove.iter().for_each(|name| text(field::REMOVED, name, &mut buffer));
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

fn delta_resource(type_url: &str, resource: &Resource, buffer: &mut BytesMut) {
    let version = version_text(resource.version);
    let within = any_len(type_url, &resource.body);
    let len = text_len(field::RESOURCE_VERSION, &version)
        + key_len(field::RESOURCE)
        + encoded_len_varint(within as u64)
        + within
        + text_len(field::NAME, &resource.name);
    begin(field::RESOURCES, len, buffer);
    text(field::RESOURCE_VERSION, &version, buffer);
    any(field::RESOURCE, type_url, &resource.body, buffer);
    text(field::NAME, &resource.name, buffer);
}

fn any(field: u32, type_url: &str, body: &Bytes, buffer: &mut BytesMut) {
    begin(field, any_len(type_url, body), buffer);
    text(field::ANY_TYPE, type_url, buffer);
    bytes(field::ANY_VALUE, body, buffer);
}

fn any_len(type_url: &str, body: &Bytes) -> usize {
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
        len => key_len(field) + encoded_len_varint(len as u64) + len,
    }
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
        let made = response(Protocol::Delta, "t", "1", &push(), "me");
        assert_eq!(DeltaDiscoveryResponse::decode(made).unwrap(), delta);
        let world = DiscoveryResponse {
            version_info: "1".to_owned(),
            resources: push().send.iter().map(any).collect(),
            type_url: "t".to_owned(),
            nonce: "1".to_owned(),
            control_plane: plane,
        };
        let made = response(Protocol::World, "t", "1", &push(), "me");
        assert_eq!(DiscoveryResponse::decode(made).unwrap(), world);
    }
}
