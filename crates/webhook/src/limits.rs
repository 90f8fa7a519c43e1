//! How much a client may ask of the server.

use std::time::Duration;

/// Bounds on what is read, kept and done at once.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at once. When there are more, idle ones are closed.
    pub connections: u32,
    /// Requests at once on one HTTP/2 connection.
    pub streams: u32,
    /// Bytes of a request's body.
    pub body: usize,
    /// Bytes of all bodies that are in memory at once.
    pub buffered: u32,
    /// Bodies of this many bytes are heavy: they are worked on beside the others, few at once.
    pub heavy_body: usize,
    /// Heavy bodies that are worked on at once.
    pub heavy_at_once: u32,
    /// Time for a TLS handshake.
    pub handshake_time: Duration,
    /// Time for the head of the first request of a connection of HTTP/1.1.
    pub header_time: Duration,
    /// Time for the body of a request.
    pub body_time: Duration,
    /// Time that a connection is kept after a request: longer than API servers keep it (90 s), so that it is they who end
    /// it and no call meets its end.
    pub idle_time: Duration,
}

impl Default for Limits {
    /// Istio's bounds where it has any: 6 MiB of body, 30 s for a head, 90 s idle.
    ///
    /// Source: Istio 1.30 pkg/kube/util.go, HTTPConfigReader; pilot/pkg/bootstrap/server.go.
    fn default() -> Limits {
        Limits {
            connections: 4096,
            streams: 250,
            body: 6 << 20,
            buffered: 64 << 20,
            heavy_body: 128 << 10,
            heavy_at_once: 2,
            handshake_time: Duration::from_secs(10),
            header_time: Duration::from_secs(30),
            body_time: Duration::from_secs(10),
            idle_time: Duration::from_secs(120),
        }
    }
}
