//! How much a client may ask of the server.

use std::time::Duration;

use kubeyaml::Tariff;

/// Bounds on what is read, kept and done at once.
///
/// What may be in memory at once, whatever is sent: bodies ([`Limits::small_bodies`] and [`Limits::buffered`]), what heavy
/// reviews are worked on with ([`Limits::heavy_at_once`] times [`Limits::heavy_memory`]), answers that nobody has read yet
/// ([`Limits::answers`]), and [`Limits::connections`]. Together with the program itself that stays below 200 MiB.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at once. When there are more, idle ones are closed.
    pub connections: u32,
    /// Connections at once on the port for health and metrics.
    pub operations_connections: u32,
    /// Requests at once on one HTTP/2 connection.
    pub streams: u32,
    /// Bytes of a request's body.
    pub body: usize,
    /// Bodies of at most this many bytes have memory of their own.
    pub small_body: usize,
    /// Bytes of all small bodies that are in memory at once, with what their requests take besides.
    pub small_bodies: u32,
    /// Bytes of all other bodies that are in memory at once.
    pub buffered: u32,
    /// Bodies of at most this many bytes are worked on at once; others wait for a turn.
    pub inline_body: usize,
    /// Bytes that a review may cost that is worked on at once.
    pub inline_memory: usize,
    /// Steps that its templates may take.
    pub inline_steps: u64,
    /// Turns: reviews that are worked on beside the others. A review that takes more than one turn grants takes all.
    pub heavy_at_once: u32,
    /// Bytes that a review may cost in one turn.
    pub heavy_memory: usize,
    /// Steps that its templates may take.
    pub heavy_steps: u64,
    /// Bytes of an answer.
    pub answer: usize,
    /// Bytes of all answers that were not written yet.
    pub answers: u32,
    /// Bytes of the answers of one connection that were not written yet.
    pub answers_of_connection: u32,
    /// Time for a TLS handshake.
    pub handshake_time: Duration,
    /// Time for the head of the first request of a connection of HTTP/1.1.
    pub header_time: Duration,
    /// Time for the body of a request.
    pub body_time: Duration,
    /// Time that the client may take to read an answer.
    pub answer_time: Duration,
    /// Time that a connection is kept after a request: longer than API servers keep it (90 s), so that it is they who end
    /// it and no call meets its end.
    pub idle_time: Duration,
}

impl Limits {
    /// What the parts of a review are charged. A mapping costs most: Kubernetes' types put in what it lacks, and it is
    /// copied for what the type makes of it, for the templates and for what comes out; text may come out again, escaped
    /// twice and in base64.
    pub const TARIFF: Tariff = Tariff { value: 100, mapping: 900, text: 24 };
    /// What each byte of an annotation is charged besides: it may hold a document of its own.
    pub(crate) const ANNOTATION_BYTE: usize = 100;
}

impl Default for Limits {
    /// Istio's bounds where it has any: 6 MiB of body, 30 s for a head.
    ///
    /// Source: Istio 1.30 pkg/kube/util.go, HTTPConfigReader; pilot/pkg/bootstrap/server.go.
    fn default() -> Limits {
        Limits {
            connections: 1024,
            operations_connections: 128,
            streams: 100,
            body: 6 << 20,
            small_body: 32 << 10,
            small_bodies: 8 << 20,
            buffered: 16 << 20,
            inline_body: 32 << 10,
            inline_memory: 2 << 20,
            inline_steps: 10_000,
            heavy_at_once: 2,
            heavy_memory: 32 << 20,
            heavy_steps: 200_000,
            answer: 4 << 20,
            answers: 16 << 20,
            answers_of_connection: 6 << 20,
            handshake_time: Duration::from_secs(10),
            header_time: Duration::from_secs(30),
            body_time: Duration::from_secs(10),
            answer_time: Duration::from_secs(10),
            idle_time: Duration::from_secs(120),
        }
    }
}
