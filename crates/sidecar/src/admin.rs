//! Envoy's admin interface, as far as the agent needs it.

use std::net::SocketAddr;
use std::time::Duration;

use agent::drain::{self, Count};
use agent::readiness::{self, NotReady, Stats};
use bytes::Bytes;
use hyper::Method;

use crate::http::{Bounds, HttpError, ask};

/// What is asked of it are a few lines.
const BOUNDS: Bounds = Bounds { time: Duration::from_secs(3), bytes: 1 << 20 };

/// Where it answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Admin(pub(crate) SocketAddr);

/// What became of a request to drain.
#[derive(Debug)]
pub(crate) enum Drained {
    /// Envoy drains.
    Draining,
    /// Envoy has not come as far as to listen, so that there is nothing to drain.
    Nothing,
    /// It cannot be asked, and why.
    Failed(String),
}

impl Admin {
    /// How far Envoy has come.
    ///
    /// # Errors
    /// It does not answer, or not with stats.
    pub(crate) async fn stats(self) -> Result<Stats, NotReady> {
        let answer = self.ask(Method::GET, readiness::QUESTION).await.map_err(NotReady::NoAnswer)?;
        Stats::parse(&answer)
    }

    /// How many connections applications have open.
    pub(crate) async fn connections(self, own_ports: [u16; 2]) -> Count {
        match self.ask(Method::GET, drain::CONNECTIONS).await {
            Ok(answer) => drain::connections(&answer, own_ports),
            Err(why) => {
                tracing::warn!("unable to get listener stats from Envoy: {why}");
                Count::Failed
            }
        }
    }

    /// How many clusters Envoy has and does not use yet.
    ///
    /// # Errors
    /// It does not answer, or not with stats.
    pub(crate) async fn warming(self) -> Result<u64, String> {
        const PATH: &str = "/stats?filter=^cluster_manager%5C.warming_clusters$";
        let answer = self.ask(Method::GET, PATH).await?;
        let count = answer.trim().strip_prefix("cluster_manager.warming_clusters: ");
        count.and_then(|count| count.parse().ok()).ok_or_else(|| format!("not a stat: {answer:?}"))
    }

    /// Asks Envoy to drain.
    pub(crate) async fn drain(self, path: &str) -> Drained {
        match self.request(Method::POST, path).await {
            Ok(_) => Drained::Draining,
            Err(error) if error.is_refused() => Drained::Nothing,
            Err(error) => Drained::Failed(error.to_string()),
        }
    }

    async fn ask(self, method: Method, path: &str) -> Result<String, String> {
        let answer = self.request(method, path).await.map_err(|error| error.to_string())?;
        if answer.status != 200 {
            return Err(format!("HTTP status code {}", answer.status));
        }
        Ok(String::from_utf8_lossy(&answer.body).into_owned())
    }

    async fn request(self, method: Method, path: &str) -> Result<crate::http::Answer, HttpError> {
        ask(&[self.0], &self.0.to_string(), (method, path, Bytes::new()), BOUNDS).await
    }
}
