//! A stream that notes how long its client has not taken what is written.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::unwritten::Unwritten;

/// A connection's stream. An answer whose last part TLS has taken is written as far as HTTP knows, though its client has
/// read nothing of it: only the stream sees that.
#[derive(Debug)]
pub struct Writes<S> {
    stream: S,
    unwritten: Arc<Unwritten>,
}

impl<S: Unpin> Writes<S> {
    /// Notes of this stream what waits.
    pub fn of(stream: S, unwritten: Arc<Unwritten>) -> Writes<S> {
        Writes { stream, unwritten }
    }

    fn noted<T>(&mut self, write: impl FnOnce(Pin<&mut S>) -> Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        let written = write(Pin::new(&mut self.stream));
        self.unwritten.note_blocked(written.is_pending());
        written
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Writes<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Writes<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.noted(|stream| stream.poll_write(context, bytes))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.noted(|stream| stream.poll_write_vectored(context, parts))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.noted(|stream| stream.poll_flush(context))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.noted(|stream| stream.poll_shutdown(context))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    #[tokio::test]
    async fn a_write_that_waits_is_old_until_the_client_reads() {
        let (server, mut client) = tokio::io::duplex(8);
        let unwritten = Arc::new(Unwritten::new(0));
        let mut writes = Writes::of(server, Arc::clone(&unwritten));
        writes.write_all(b"12345678").await.unwrap();
        assert_eq!(unwritten.oldest(), None, "there was room for it");
        let writing = tokio::spawn(async move { writes.write_all(b"9").await });
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(unwritten.oldest().is_some(), "there is none now");
        client.read_exact(&mut [0; 9]).await.unwrap();
        writing.await.unwrap().unwrap();
        assert_eq!(unwritten.oldest(), None);
    }
}
