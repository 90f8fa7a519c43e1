//! Reading a request's body within bounds.

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use thiserror::Error;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

use crate::limits::Limits;

/// How much of a body that is too large is read and thrown away, so that the client gets to read the answer.
const DISCARDED: usize = 128 << 20;

/// A body cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BodyError {
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

/// A body, and the memory that it was granted.
#[derive(Debug)]
pub struct Whole<'a> {
    /// The body.
    pub bytes: Bytes,
    _granted: SemaphorePermit<'a>,
}

/// Reads a body whole. `memory` holds a permit for each byte that all bodies together may take.
///
/// # Errors
/// It is too large or too slow, or breaks off.
pub async fn read<'a>(
    body: Incoming,
    waits_for_continue: bool,
    limits: &Limits,
    memory: &'a Semaphore,
) -> Result<Whole<'a>, BodyError> {
    let declared = body.size_hint().lower();
    if waits_for_continue && declared > limits.body as u64 {
        return Err(BodyError::TooLarge(limits.body));
    }
    timeout(limits.body_time, read_untimed(body, limits, memory)).await.unwrap_or(Err(BodyError::TooSlow))
}

async fn read_untimed<'a>(
    mut body: Incoming,
    limits: &Limits,
    memory: &'a Semaphore,
) -> Result<Whole<'a>, BodyError> {
    let mut granted = memory.try_acquire_many(0).map_err(|_| BodyError::Busy)?;
    let mut first = Bytes::new();
    let mut all: Vec<u8> = Vec::new();
    while let Some(data) = next(&mut body).await? {
        let length = all.len().max(first.len()) + data.len();
        if length > limits.body {
            drop((all, first, granted));
            discard(body).await;
            return Err(BodyError::TooLarge(limits.body));
        }
        let more = u32::try_from(data.len()).map_err(|_| BodyError::Busy)?;
        granted.merge(memory.try_acquire_many(more).map_err(|_| BodyError::Busy)?);
        if first.is_empty() && all.is_empty() {
            // Most bodies come in one piece, which need not be copied.
            first = data;
        } else {
            all.extend_from_slice(&first);
            first = Bytes::new();
            all.extend_from_slice(&data);
        }
    }
    let bytes = if all.is_empty() { first } else { Bytes::from(all) };
    Ok(Whole { bytes, _granted: granted })
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

async fn discard(mut body: Incoming) {
    let mut left = DISCARDED;
    while let Ok(Some(data)) = next(&mut body).await {
        let Some(less) = left.checked_sub(data.len()) else { return };
        left = less;
    }
}
