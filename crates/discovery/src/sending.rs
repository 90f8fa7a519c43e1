//! What a stream says, as the body of an answer over HTTP.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{BufMut, Bytes, BytesMut};
use http::{HeaderMap, HeaderValue, header};
use hyper::body::{Body, Frame};
use tokio::sync::mpsc;
use tonic::Status;

/// How much of a response is written at once: what goes into one frame of HTTP/2, and one record of TLS.
const PIECE: usize = 16 << 10;
/// How much stands before a message of gRPC: whether it is compressed, and its length.
const PREFIX: usize = 5;

/// What a stream says, written as it goes out. However long a response is and however slowly it is read, no more of it than a
/// piece is in memory, beyond what all streams share.
pub(crate) struct Sending {
    said: mpsc::Receiver<Result<xds::Response, Status>>,
    current: Option<xds::Response>,
    has_ended: bool,
}

impl Sending {
    /// Sends what comes out of the channel.
    pub(crate) fn new(said: mpsc::Receiver<Result<xds::Response, Status>>) -> Sending {
        Sending { said, current: None, has_ended: false }
    }

    /// The answer with this body.
    pub(crate) fn into_http(self) -> http::Response<tonic::body::Body> {
        let mut response = http::Response::new(tonic::body::Body::new(self));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/grpc"));
        response
    }

    /// The first piece of a response.
    fn begin(&mut self, mut response: xds::Response) -> Result<Bytes, Status> {
        let len = u32::try_from(response.left())
            .map_err(|_| Status::resource_exhausted("what there is to say is longer than gRPC allows"))?;
        let first = response.next_piece(PIECE - PREFIX).unwrap_or_default();
        let mut piece = BytesMut::with_capacity(PREFIX + first.len());
        piece.put_u8(0);
        piece.put_u32(len);
        piece.put(first);
        self.current = Some(response);
        Ok(piece.freeze())
    }

    /// What stands after everything that is said.
    fn end(&mut self, status: &Status) -> Frame<Bytes> {
        self.has_ended = true;
        self.said.close();
        let mut trailers = HeaderMap::new();
        if status.add_header(&mut trailers).is_err() {
            trailers.insert("grpc-status", HeaderValue::from_static("13"));
        }
        Frame::trailers(trailers)
    }
}

impl Body for Sending {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Some(piece) = self.current.as_mut().and_then(|response| response.next_piece(PIECE)) {
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        self.current = None;
        if self.has_ended {
            return Poll::Ready(None);
        }
        let piece = match ready!(self.said.poll_recv(cx)) {
            Some(Ok(response)) => self.begin(response),
            Some(Err(status)) => Err(status),
            None => Err(Status::ok("")),
        };
        Poll::Ready(Some(Ok(match piece {
            Ok(piece) => Frame::data(piece),
            Err(status) => self.end(&status),
        })))
    }
}
