//! What comes over a stream, message by message.

use std::marker::PhantomData;

use bytes::{Buf, BytesMut};
use envoy_api::Message;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use tonic::Status;

/// The longest message that is read.
const LONGEST: usize = 4 << 20;
/// How much stands before a message of gRPC: whether it is compressed, and its length.
const PREFIX: usize = 5;

/// Requests of a stream. A proxy's first ones are long, with all the names that it has, and later ones short: what the long
/// ones took is given back, as there are thousands of streams.
pub(crate) struct Hearing<R> {
    body: Incoming,
    read: BytesMut,
    message: PhantomData<fn() -> R>,
}

impl<R: Message + Default> Hearing<R> {
    /// Requests of a body.
    pub(crate) fn new(body: Incoming) -> Hearing<R> {
        Hearing { body, read: BytesMut::new(), message: PhantomData }
    }

    /// The next request; `None` when the client has said all. Nothing is lost where nobody waits for the end of this.
    ///
    /// # Errors
    /// What comes is not a request, is too long, or the connection ends.
    pub(crate) async fn next(&mut self) -> Result<Option<R>, Status> {
        loop {
            if let Some(message) = next_of(&mut self.read)? {
                return R::decode(message).map(Some).map_err(|e| Status::invalid_argument(e.to_string()));
            }
            match self.body.frame().await {
                Some(Ok(frame)) => {
                    if let Some(data) = frame.data_ref() {
                        self.read.extend_from_slice(data);
                    }
                }
                Some(Err(error)) => return Err(Status::cancelled(error.to_string())),
                None if self.read.is_empty() => return Ok(None),
                None => return Err(Status::invalid_argument("the stream ends within a message")),
            }
        }
    }
}

/// Takes the next message out of what was read; `None` if it is not all there.
fn next_of(read: &mut BytesMut) -> Result<Option<BytesMut>, Status> {
    let Some([compressed, len @ ..]) = read.first_chunk::<PREFIX>() else { return Ok(None) };
    if *compressed != 0 {
        return Err(Status::unimplemented("compressed requests are not read here"));
    }
    let len = usize::try_from(u32::from_be_bytes(*len)).unwrap_or(usize::MAX);
    if len > LONGEST {
        return Err(Status::resource_exhausted(format!(
            "a request of {len} bytes; at most {LONGEST} are read"
        )));
    }
    if read.len() - PREFIX < len {
        return Ok(None);
    }
    read.advance(PREFIX);
    let message = read.split_to(len);
    if read.is_empty() {
        *read = BytesMut::new();
    }
    Ok(Some(message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_taken_out_when_they_are_whole() {
        let all = b"\0\0\0\0\x02ab\0\0\0\0\0\0\0\0\0\x01c";
        let mut read = BytesMut::new();
        let mut found = Vec::new();
        for byte in all {
            read.extend_from_slice(&[*byte]);
            while let Some(message) = next_of(&mut read).unwrap() {
                found.push(message.to_vec());
            }
        }
        assert_eq!(found, [b"ab".to_vec(), vec![], b"c".to_vec()]);
        assert_eq!((read.len(), read.capacity()), (0, 0));
        for (start, code) in [
            (&b"\x01\0\0\0\x01a"[..], tonic::Code::Unimplemented),
            (b"\0\xff\xff\xff\xff", tonic::Code::ResourceExhausted),
            (b"\0\0\x40\0\x01", tonic::Code::ResourceExhausted),
        ] {
            assert_eq!(next_of(&mut BytesMut::from(start)).unwrap_err().code(), code);
        }
        assert_eq!(next_of(&mut BytesMut::from(&b"\0\0\x40\0\0"[..])).unwrap(), None);
    }
}
