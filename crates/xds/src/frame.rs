//! What a relay has to know of a message. Resources are not decoded: a frame is read once, nothing of it is copied.

use prost::encoding::{WireType, decode_key, decode_varint};
use thiserror::Error;

use crate::ask::Protocol;

/// A frame is not a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FrameError {
    /// It ends within a field, or a field cannot be read.
    #[error("not a message of protocol buffers")]
    Broken,
    /// A text is not UTF-8.
    #[error("a text that is not UTF-8")]
    Text,
}

/// What a request says first of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestHead<'a> {
    /// The type of the resources.
    pub type_url: &'a str,
    /// Which response is acknowledged; empty if none.
    pub nonce: &'a str,
    /// Why it is not taken: the bytes of a `google.rpc.Status`.
    pub error: Option<&'a [u8]>,
}

/// What a response says first of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResponseHead<'a> {
    /// The type of the resources.
    pub type_url: &'a str,
    /// What names it in its acknowledgement.
    pub nonce: &'a str,
    /// How many resources it has.
    pub resources: usize,
}

/// The numbers of the fields of a request. Source: envoy.service.discovery.v3.
fn numbers(protocol: Protocol) -> (u32, u32, u32) {
    match protocol {
        Protocol::Delta => (2, 6, 7),
        Protocol::World => (4, 5, 6),
    }
}

/// Reads a request.
///
/// # Errors
/// It is not a message.
pub fn request(protocol: Protocol, frame: &[u8]) -> Result<RequestHead<'_>, FrameError> {
    let (type_url, nonce, error) = numbers(protocol);
    let mut head = RequestHead { type_url: "", nonce: "", error: None };
    fields(frame, |number, value| {
        match number {
            number if number == type_url => head.type_url = text(value)?,
            number if number == nonce => head.nonce = text(value)?,
            number if number == error => head.error = Some(value),
            _ => {}
        }
        Ok(())
    })?;
    Ok(head)
}

/// Reads a response; those of both forms of the protocol have the same numbers here.
///
/// # Errors
/// It is not a message.
pub fn response(frame: &[u8]) -> Result<ResponseHead<'_>, FrameError> {
    let mut head = ResponseHead { type_url: "", nonce: "", resources: 0 };
    fields(frame, |number, value| {
        match number {
            2 => head.resources += 1,
            4 => head.type_url = text(value)?,
            5 => head.nonce = text(value)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(head)
}

fn text(value: &[u8]) -> Result<&str, FrameError> {
    std::str::from_utf8(value).map_err(|_| FrameError::Text)
}

/// Gives each field that has a length, in the order of the message.
fn fields<'a>(
    frame: &'a [u8],
    mut each: impl FnMut(u32, &'a [u8]) -> Result<(), FrameError>,
) -> Result<(), FrameError> {
    let mut rest = frame;
    while !rest.is_empty() {
        let (number, wire_type) = decode_key(&mut rest).map_err(|_| FrameError::Broken)?;
        match wire_type {
            WireType::Varint => drop(decode_varint(&mut rest).map_err(|_| FrameError::Broken)?),
            WireType::SixtyFourBit => _ = taken(&mut rest, 8)?,
            WireType::ThirtyTwoBit => _ = taken(&mut rest, 4)?,
            WireType::LengthDelimited => {
                let len = decode_varint(&mut rest).map_err(|_| FrameError::Broken)?;
                let len = usize::try_from(len).map_err(|_| FrameError::Broken)?;
                each(number, taken(&mut rest, len)?)?;
            }
            // No message of today has groups.
            WireType::StartGroup | WireType::EndGroup => return Err(FrameError::Broken),
        }
    }
    Ok(())
}

fn taken<'a>(rest: &mut &'a [u8], len: usize) -> Result<&'a [u8], FrameError> {
    let (value, after) = rest.split_at_checked(len).ok_or(FrameError::Broken)?;
    *rest = after;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use envoy_api::{
        DeltaDiscoveryRequest, DeltaDiscoveryResponse, DiscoveryRequest, DiscoveryResponse, Message, Node,
        Status,
    };

    use super::*;

    #[test]
    fn heads_are_those_of_whole_messages() {
        let error = Some(Status { code: 3, message: "no".to_owned() });
        let node = Some(Node { id: "n".repeat(300), ..Node::default() });
        let delta = DeltaDiscoveryRequest {
            node: node.clone(),
            type_url: "t".to_owned(),
            resource_names_subscribe: vec!["a".to_owned()],
            initial_resource_versions: [("a".to_owned(), "1".to_owned())].into(),
            response_nonce: "n".to_owned(),
            error_detail: error.clone(),
            ..Default::default()
        };
        let world = DiscoveryRequest {
            version_info: "1".to_owned(),
            node,
            type_url: "t".to_owned(),
            response_nonce: "n".to_owned(),
            error_detail: error.clone(),
            ..Default::default()
        };
        for (protocol, bytes) in
            [(Protocol::Delta, delta.encode_to_vec()), (Protocol::World, world.encode_to_vec())]
        {
            let head = request(protocol, &bytes).unwrap();
            assert_eq!((head.type_url, head.nonce), ("t", "n"), "{protocol:?}");
            assert_eq!(head.error.map(|error| Status::decode(error).unwrap()), error, "{protocol:?}");
        }
        let delta = DeltaDiscoveryResponse {
            resources: vec![envoy_api::Resource::default(), envoy_api::Resource::default()],
            type_url: "t".to_owned(),
            nonce: "n".to_owned(),
            removed_resources: vec!["x".to_owned()],
            ..Default::default()
        };
        let world = DiscoveryResponse {
            version_info: "v".to_owned(),
            resources: vec![envoy_api::Any::default(); 2],
            type_url: "t".to_owned(),
            nonce: "n".to_owned(),
            ..Default::default()
        };
        for bytes in [delta.encode_to_vec(), world.encode_to_vec()] {
            assert_eq!(response(&bytes), Ok(ResponseHead { type_url: "t", nonce: "n", resources: 2 }));
        }
    }

    #[test]
    fn what_is_not_a_message_is_refused() {
        for (frame, want) in [
            (&b"\x12"[..], FrameError::Broken),
            (b"\x12\x05abc", FrameError::Broken),
            (b"\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", FrameError::Broken),
            (b"\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", FrameError::Broken),
            (b"\x13", FrameError::Broken),
            (b"\x08", FrameError::Broken),
            (b"\x0d\x00\x00", FrameError::Broken),
            (b"\x09\x00", FrameError::Broken),
            (b"\x00\x00", FrameError::Broken),
            (b"\x12\x01\xff", FrameError::Text),
        ] {
            assert_eq!(request(Protocol::Delta, frame), Err(want), "{frame:?}");
        }
        // Fields that are not known are passed over; of one that comes twice the last counts.
        let head = request(
            Protocol::Delta,
            b"\x78\x01\x7d\x00\x00\x00\x00\x79\x00\x00\x00\x00\x00\x00\x00\x00\x12\x01a\x12\x01b",
        );
        assert_eq!(head.unwrap().type_url, "b");
    }
}
