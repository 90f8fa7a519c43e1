//! Who is at the other end.

use identity::Caller;

/// Who is at the other end of a stream.
#[derive(Clone, Debug)]
pub(crate) enum Peer {
    /// Somebody whose identity is known.
    Known(Caller),
    /// Somebody on the port without TLS, where nobody is asked.
    Unasked,
}
