//! What Envoy is sent: frames of gRPC around messages that are not copied, and how the stream ended.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{BufMut, Bytes, BytesMut};
use http::HeaderMap;
use hyper::body::{Body, Frame};
use tokio::sync::mpsc;
use tonic::Status;

/// The body of a response.
pub(super) struct Answers {
    messages: mpsc::Receiver<Result<Bytes, Status>>,
    /// A message whose head was sent.
    next: Option<Bytes>,
    is_over: bool,
}

impl Answers {
    /// Messages, and the status that a stream ends with; without one it ends well.
    pub(super) fn new(messages: mpsc::Receiver<Result<Bytes, Status>>) -> Answers {
        Answers { messages, next: None, is_over: false }
    }
}

impl Body for Answers {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Some(message) = self.next.take() {
            return Poll::Ready(Some(Ok(Frame::data(message))));
        }
        if self.is_over {
            return Poll::Ready(None);
        }
        let status = match self.messages.poll_recv(cx) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(Some(Ok(message))) => match head(&message) {
                Some(head) => {
                    self.next = Some(message).filter(|message| !message.is_empty());
                    return Poll::Ready(Some(Ok(Frame::data(head))));
                }
                None => Status::resource_exhausted("a message of more than 4 GB"),
            },
            Poll::Ready(Some(Err(status))) => status,
            Poll::Ready(None) => Status::ok(""),
        };
        self.is_over = true;
        Poll::Ready(Some(Ok(Frame::trailers(trailers(&status)))))
    }
}

/// What stands before a message: that it is not compressed, and how long it is.
fn head(message: &Bytes) -> Option<Bytes> {
    let mut head = BytesMut::with_capacity(5);
    head.put_u8(0);
    head.put_u32(u32::try_from(message.len()).ok()?);
    Some(head.freeze())
}

fn trailers(status: &Status) -> HeaderMap {
    let mut trailers = HeaderMap::new();
    // A status whose text cannot be sent is sent without it.
    if status.add_header(&mut trailers).is_err() {
        trailers.clear();
        _ = Status::new(status.code(), "").add_header(&mut trailers);
    }
    trailers
}
