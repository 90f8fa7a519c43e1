//! The page of metrics: the agent's, then Envoy's, then the application's, as they come and never as a whole.
//!
//! Source: Istio 1.30 pilot/cmd/pilot-agent/status/server.go, handleStats.

use std::sync::Arc;
use std::time::Duration;

use agent::merge::{self, Source};
use bytes::{Bytes, BytesMut};
use http_body_util::channel::{Channel, Sender};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::{ACCEPT, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use hyper::{Request, Response, StatusCode};
use tokio::time::{Instant, timeout_at};

use super::Site;
use super::answer::Answer;
use crate::http::{connect, localhost, send};

const TIMEOUT: HeaderName = HeaderName::from_static("x-prometheus-scrape-timeout-seconds");
/// How long a page may take where the scraper does not say how long it waits: as long as Prometheus does.
const PATIENCE: Duration = Duration::from_secs(10);
/// Pieces of a page that wait to be read.
const PIECES: usize = 2;
/// A line that is longer is passed on in pieces.
const LINE: usize = 64 << 10;
/// How OpenMetrics end.
const END: &[u8] = b"# EOF";

/// Answers with what can be had. What cannot is left out and counted.
pub(super) async fn answer(request: &Request<Incoming>, site: Arc<Site>) -> Answer {
    site.shared.metrics.scrapes.inc();
    let headers = request.headers();
    let header = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let accept = header(ACCEPT).unwrap_or_default();
    let deadline = Instant::now() + header(TIMEOUT).and_then(merge::timeout).unwrap_or(PATIENCE);

    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let of_envoy = (site.answers.envoy_metrics, format!("/stats/prometheus{query}"));
    let of_application = site.answers.scrape.as_ref().map(|scrape| (scrape.port, scrape.path.clone()));
    let ask = async |whose: &'static str, (port, path): (u16, String), source| {
        let accept = merge::accepted(accept, source);
        let asked = timeout_at(deadline, ask(port, &path, &accept, headers)).await;
        let asked = asked.unwrap_or_else(|_| Err("it took too long".to_owned()));
        asked.inspect_err(|why| failed(&site, whose, why)).ok()
    };
    let (envoy, application) = tokio::join!(ask(ENVOY, of_envoy, Source::Envoy), async {
        ask(APPLICATION, of_application?, Source::Application).await
    });

    let content = application.as_ref().and_then(|answer| answer.headers().get(CONTENT_TYPE)?.to_str().ok());
    let content = merge::page_type(content);
    let (body, parts) = (Channel::new(PIECES), [(ENVOY, envoy), (APPLICATION, application)]);
    let (sender, body): (Sender<Bytes>, _) = body;
    let ends = content != merge::TEXT;
    tokio::spawn(write(Page { sender, last: BytesMut::new() }, site, parts, deadline, ends));
    let mut answer = Response::new(body.boxed_unsync());
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content));
    answer
}

const ENVOY: &str = "envoy";
const APPLICATION: &str = "application";

fn failed(site: &Site, whose: &'static str, why: &str) {
    tracing::warn!("failed scraping {whose} metrics: {why}");
    site.shared.metrics.failed(whose);
}

async fn ask(port: u16, path: &str, accept: &str, like: &HeaderMap) -> Result<Response<Incoming>, String> {
    let mut request = Request::get(path).header(ACCEPT, accept).header(HOST, format!("localhost:{port}"));
    for name in [USER_AGENT, TIMEOUT] {
        if let Some(value) = like.get(&name) {
            request = request.header(name, value);
        }
    }
    let request = request.body(Full::default()).map_err(|error| error.to_string())?;
    let stream = connect(&localhost(port)).await.map_err(|error| error.to_string())?;
    let answer = send(stream, request).await.map_err(|error| error.to_string())?;
    match answer.status() {
        StatusCode::OK => Ok(answer),
        status => Err(format!("status code: {}", status.as_u16())),
    }
}

async fn write(
    mut page: Page,
    site: Arc<Site>,
    parts: [(&'static str, Option<Response<Incoming>>); 2],
    deadline: Instant,
    ends: bool,
) {
    let own = site.shared.metrics.text(site.shared.gate.took());
    if page.piece(own.into()).await.is_err() {
        return;
    }
    for (whose, answer) in parts {
        let Some(answer) = answer else { continue };
        match timeout_at(deadline, page.part(answer.into_body())).await {
            Ok(Ok(())) => {}
            Ok(Err(Broken::Reader)) => return,
            Ok(Err(Broken::Part(why))) => failed(&site, whose, &why),
            Err(_) => failed(&site, whose, "it took too long"),
        }
        if page.end_line().await.is_err() {
            return;
        }
    }
    // Without its end a page of OpenMetrics is none, and all of it would be lost.
    if ends && !page.has_end() {
        _ = page.piece(Bytes::from_static(b"# EOF\n")).await;
    }
}

/// Why a page does not go on.
enum Broken {
    /// Nobody reads it.
    Reader,
    /// The part that is being copied breaks off.
    Part(String),
}

/// A page that is being written.
struct Page {
    sender: Sender<Bytes>,
    /// The end of what came, from the last line's begin on: not sent while it may become longer.
    last: BytesMut,
}

impl Page {
    async fn piece(&mut self, piece: Bytes) -> Result<(), Broken> {
        self.sender.send_data(piece).await.map_err(|_| Broken::Reader)
    }

    /// Copies a part in whole lines: what breaks off within one would make the whole page unreadable.
    async fn part(&mut self, mut body: Incoming) -> Result<(), Broken> {
        self.last.clear();
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|error| Broken::Part(error.to_string()))?;
            let Ok(data) = frame.into_data() else { continue };
            self.last.extend_from_slice(&data);
            // The last line is kept, even if it is complete: it may be the page's end.
            let before = self.last.strip_suffix(b"\n").unwrap_or(&self.last);
            let lines = match before.iter().rposition(|byte| *byte == b'\n') {
                Some(place) => place + 1,
                None if self.last.len() > LINE => self.last.len(),
                None => 0,
            };
            if lines > 0 {
                let lines = self.last.split_to(lines).freeze();
                self.piece(lines).await?;
            }
        }
        if !self.last.is_empty() && !self.last.ends_with(b"\n") {
            self.last.extend_from_slice(b"\n");
        }
        Ok(())
    }

    /// Sends the last line of a part if it is complete.
    async fn end_line(&mut self) -> Result<(), Broken> {
        if self.last.ends_with(b"\n") {
            let last = Bytes::copy_from_slice(&self.last);
            self.piece(last).await?;
        } else {
            self.last.clear();
        }
        Ok(())
    }

    fn has_end(&self) -> bool {
        self.last.trim_ascii_end() == END
    }
}
