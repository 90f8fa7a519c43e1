//! Reading a request's body within bounds.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use thiserror::Error;
use tokio::sync::Notify;
use tokio::time::timeout;

use crate::limits::Limits;
use crate::pool::{Grant, Holder, Need, Pool};

/// How much of a body that is too large is read and thrown away, so that the client gets to read the answer.
const DISCARDED: usize = 128 << 20;
/// How much of a body that nobody asked for is read and thrown away, so that the connection can be kept.
const UNWANTED: usize = 64 << 10;
/// How long such a body may take.
const SOON: Duration = Duration::from_millis(100);
/// What a request takes besides its body.
const REQUEST: usize = 4 << 10;

/// A body cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum BodyError {
    /// It is too large. The text is Kubernetes'.
    #[error("Request entity too large: limit is {0}")]
    TooLarge(usize),
    /// It came too slowly.
    #[error("the request's body did not come in time")]
    TooSlow,
    /// Too many others are in memory.
    #[error("too many requests at once, try again")]
    Busy,
    /// The connection broke.
    #[error("the request's body broke off")]
    Broken,
}

/// The memory for bodies: small ones have their own, so that large ones never keep them out.
#[derive(Debug)]
pub(crate) struct BodyMemory {
    small: Arc<Pool>,
    large: Arc<Pool>,
}

impl BodyMemory {
    /// The memory that these limits grant.
    pub fn new(limits: &Limits) -> BodyMemory {
        BodyMemory { small: Pool::new(limits.small_bodies), large: Pool::new(limits.buffered) }
    }
}

/// A body, and the memory that it was granted.
#[derive(Debug)]
pub struct Whole {
    /// The body.
    pub bytes: Bytes,
    granted: Option<Grant>,
    is_small: bool,
}

impl Whole {
    /// Takes the memory of a small body from that of large ones, as it will be there for longer than small ones may; false if
    /// there is none.
    pub fn stays(&mut self, memory: &BodyMemory) -> bool {
        if self.is_small {
            let Some(granted) = memory.large.try_take(REQUEST + self.bytes.len()) else { return false };
            (self.granted, self.is_small) = (Some(granted), false);
        }
        true
    }
}

#[cfg(test)]
impl Whole {
    /// A body for which nothing was granted.
    pub fn of_test(bytes: Vec<u8>) -> Whole {
        Whole { bytes: bytes.into(), granted: None, is_small: true }
    }
}

/// Reads a body whole. While it comes, others may need its memory.
///
/// # Errors
/// It is too large or too slow, or breaks off; or there is no memory for it.
pub async fn read(
    body: &mut Incoming,
    waits_for_continue: bool,
    limits: &Limits,
    memory: &BodyMemory,
) -> Result<Whole, BodyError> {
    let declared = body.size_hint().lower();
    if waits_for_continue && declared > limits.body as u64 {
        return Err(BodyError::TooLarge(limits.body));
    }
    let mut reading = Reading::new(limits, memory);
    let read = timeout(limits.body_time, reading.whole(body)).await.unwrap_or(Err(BodyError::TooSlow));
    drop(reading);
    if let Err(BodyError::TooLarge(_) | BodyError::Busy) = read {
        let _ = timeout(limits.body_time, discard(body, DISCARDED)).await;
    }
    read
}

/// Whether a body that is not of use is at its end. What has come of it, and is not much, is thrown away; nobody waits for
/// more.
pub async fn is_at_end(body: &mut Incoming, waits_for_continue: bool) -> bool {
    body.is_end_stream()
        || (!waits_for_continue && timeout(SOON, discard(body, UNWANTED)).await.unwrap_or(false))
}

/// A body that is being read.
struct Reading<'a> {
    limits: &'a Limits,
    memory: &'a BodyMemory,
    /// Where its memory is from.
    pool: &'a Arc<Pool>,
    gives_back: Arc<Notify>,
    /// Among those who hold memory of that pool.
    holder: Holder,
}

impl<'a> Reading<'a> {
    fn new(limits: &'a Limits, memory: &'a BodyMemory) -> Reading<'a> {
        let gives_back = Arc::new(Notify::new());
        let holder = memory.small.hold(&gives_back);
        Reading { limits, memory, pool: &memory.small, gives_back, holder }
    }

    async fn whole(&mut self, body: &mut Incoming) -> Result<Whole, BodyError> {
        let mut granted = self.grant(REQUEST, Need::First).await?;
        let mut all: Vec<u8> = Vec::new();
        while let Some(data) = self.next(body).await? {
            let length = all.len() + data.len();
            if length > self.limits.body {
                return Err(BodyError::TooLarge(self.limits.body));
            }
            if all.is_empty() && body.is_end_stream() {
                // Most bodies come in one piece, which need not be copied.
                self.more(&mut granted, 0, length).await?;
                return Ok(self.done(data, granted));
            }
            if length > all.capacity() {
                let (before, room) = (all.capacity(), self.room(body, length));
                self.more(&mut granted, before, room).await?;
                all.reserve_exact(room - all.len());
            }
            all.extend_from_slice(&data);
        }
        Ok(self.done(Bytes::from(all), granted))
    }

    fn done(&self, bytes: Bytes, granted: Grant) -> Whole {
        Whole { bytes, granted: Some(granted), is_small: Arc::ptr_eq(self.pool, &self.memory.small) }
    }

    /// How much to make room for when so much is there: the whole body if it says its length, else twice as much.
    fn room(&self, body: &Incoming, length: usize) -> usize {
        let rest = body.size_hint().upper().and_then(|rest| usize::try_from(rest).ok()).unwrap_or(length);
        length.saturating_add(rest.min(length)).min(self.limits.body)
    }

    /// Room for `wanted` bytes where there was some for `before`.
    async fn more(&mut self, granted: &mut Grant, before: usize, wanted: usize) -> Result<(), BodyError> {
        if Arc::ptr_eq(self.pool, &self.memory.small) && wanted > self.limits.small_body {
            self.pool = &self.memory.large;
            self.holder = self.pool.hold(&self.gives_back);
            *granted = self.grant(REQUEST + wanted, Need::First).await?;
        } else {
            granted.merge(self.grant(wanted.saturating_sub(before), Need::More).await?);
        }
        Ok(())
    }

    async fn grant(&self, bytes: usize, need: Need) -> Result<Grant, BodyError> {
        self.pool.take(bytes, need).await.ok_or(BodyError::Busy)
    }

    /// The next piece, unless others need the memory.
    async fn next(&self, body: &mut Incoming) -> Result<Option<Bytes>, BodyError> {
        tokio::select! {
            biased;
            piece = next(body) => piece,
            () = self.gives_back.notified() => Err(BodyError::Busy),
        }
    }
}

/// The next piece of data; `None` at the end.
async fn next(body: &mut Incoming) -> Result<Option<Bytes>, BodyError> {
    while let Some(frame) = body.frame().await {
        // Trailers are passed over.
        if let Ok(data) = frame.map_err(|_| BodyError::Broken)?.into_data()
            && !data.is_empty()
        {
            return Ok(Some(data));
        }
    }
    Ok(None)
}

/// Throws so many bytes of a body away; whether that was all.
async fn discard(body: &mut Incoming, most: usize) -> bool {
    let mut left = most;
    loop {
        match next(body).await {
            Ok(Some(data)) => match left.checked_sub(data.len()) {
                Some(less) => left = less,
                None => return false,
            },
            Ok(None) => return true,
            Err(_) => return false,
        }
    }
}
