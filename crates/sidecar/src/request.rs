//! `request`: one request to Envoy's admin interface or the agent, as `istioctl proxy-config` and `lifecycle` handlers make it.
//!
//! Source: Istio 1.30 pilot/cmd/pilot-agent/app/request.go; pilot/pkg/request/command.go.

use std::time::Duration;

use bytes::Bytes;
use hyper::Method;

use crate::http::{Bounds, ask, localhost};
use crate::words::{Words, WordsError};

/// The configuration of a large mesh is some hundred megabytes.
const BOUNDS: Bounds = Bounds { time: Duration::from_secs(60), bytes: 1 << 30 };
/// Envoy's admin interface, its debugging interface, the agent, and Envoy's readiness.
const PORTS: [u64; 4] = [15000, 15004, 15020, 15021];

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    port: u16,
    method: String,
    path: String,
    body: String,
}

impl Request {
    /// Reads the words after `request`.
    ///
    /// # Errors
    /// Method or path are missing, or the port is none of those that may be asked.
    pub(crate) fn read(words: &mut Words) -> Result<Request, WordsError> {
        let port = words.number("debug-port", 15000)?;
        let allowed = u16::try_from(port).ok().filter(|_| PORTS.contains(&port));
        let port = allowed.ok_or(WordsError::Port(port))?;
        let mut rest = std::mem::take(&mut words.rest).into_iter();
        let (Some(method), Some(path)) = (rest.next(), rest.next()) else { return Err(WordsError::Request) };
        let path = format!("/{}", path.strip_prefix('/').unwrap_or(&path));
        Ok(Request { port, method, path, body: rest.next().unwrap_or_default() })
    }

    /// Asks. What is answered is to be printed, and nothing else.
    ///
    /// # Errors
    /// There is no answer, or one of failure.
    pub(crate) async fn run(self) -> Result<Bytes, String> {
        let method = Method::from_bytes(self.method.as_bytes());
        let method = method.map_err(|_| format!("{:?} is not a method of HTTP", self.method))?;
        let (addresses, host) = (localhost(self.port), format!("localhost:{}", self.port));
        let asked = ask(&addresses, &host, (method, &self.path, self.body.into()), BOUNDS).await;
        let answer = asked.map_err(|error| error.to_string())?;
        match answer.status {
            // Envoy says so of what it does not have, in words for people.
            ..400 | 404 => Ok(answer.body),
            status => {
                let said = String::from_utf8_lossy(&answer.body).into_owned();
                Err(format!("received unsuccessful status code {status}: {said}"))
            }
        }
    }
}
