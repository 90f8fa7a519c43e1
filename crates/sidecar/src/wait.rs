//! `wait`: returns when the proxy is ready, so that an application starts with a network.
//!
//! Source: Istio 1.30 pilot/cmd/pilot-agent/app/wait.go. There the first try comes after one period; here at once, and the
//! next ones soon: a pod starts half a second earlier.

use std::time::Duration;

use bytes::Bytes;
use hyper::{Method, Uri};
use tokio::time::{Instant, sleep, timeout_at};

use crate::http::{Bounds, ask};
use crate::url::addresses;
use crate::words::{Words, WordsError};

/// The first pause between tries. Each further one is twice as long, up to the period.
const FIRST: Duration = Duration::from_millis(20);
/// Bytes of an answer, of which only the status counts.
const ANSWER: usize = 64 << 10;

/// What is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wait {
    url: String,
    timeout: Duration,
    request_timeout: Duration,
    period: Duration,
}

impl Wait {
    /// Reads the words after `wait`.
    ///
    /// # Errors
    /// A value is missing or is not a number.
    pub(crate) fn read(words: &mut Words) -> Result<Wait, WordsError> {
        let milliseconds =
            |words: &mut Words, flag, default| words.number(flag, default).map(Duration::from_millis);
        Ok(Wait {
            url: words.text("url")?.unwrap_or_else(|| "http://localhost:15021/healthz/ready".to_owned()),
            timeout: Duration::from_secs(words.number("timeoutSeconds", 60)?),
            request_timeout: milliseconds(words, "requestTimeoutMillis", 500)?,
            period: milliseconds(words, "periodMillis", 500)?,
        })
    }

    /// Waits.
    ///
    /// # Errors
    /// It was not ready in time: what was the matter last.
    pub(crate) async fn run(&self) -> Result<(), String> {
        let uri: Uri =
            self.url.parse().map_err(|error| format!("--url {:?} is not a URL: {error}", self.url))?;
        let end = Instant::now() + self.timeout;
        tracing::info!(
            "Waiting for Envoy proxy to be ready (timeout: {} seconds)...",
            self.timeout.as_secs()
        );
        let (mut pause, mut last) = (FIRST, "no answer yet".to_owned());
        loop {
            match timeout_at(end, self.is_ready(&uri)).await {
                Ok(Ok(())) => {
                    tracing::info!("Envoy is ready!");
                    return Ok(());
                }
                Ok(Err(why)) => last = why,
                Err(_) => {}
            }
            tracing::debug!("Not ready yet: {last}");
            if timeout_at(end, sleep(pause)).await.is_err() {
                return Err(format!("timeout waiting for Envoy proxy to become ready. Last error: {last}"));
            }
            pause = (pause * 2).min(self.period);
        }
    }

    async fn is_ready(&self, uri: &Uri) -> Result<(), String> {
        let (addresses, host) = addresses(uri).await?;
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let bounds = Bounds { time: self.request_timeout, bytes: ANSWER };
        match ask(&addresses, &host, (Method::GET, path, Bytes::new()), bounds).await {
            Ok(answer) if answer.status == 200 => Ok(()),
            Ok(answer) => Err(format!("HTTP status code {}", answer.status)),
            Err(error) => Err(error.to_string()),
        }
    }
}
