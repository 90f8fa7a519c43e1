//! What is logged, and in which form.

use std::str::FromStr;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use injection::decide::Reason;
use tracing::Level;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::admission::{Outcome, Reply};

/// Complaints about requests that are logged in a second; the metrics count all of them.
const COMPLAINTS: u32 = 20;

/// The form of log lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Format, String> {
        match text {
            "text" => Ok(Format::Text),
            "json" => Ok(Format::Json),
            other => Err(format!("{other:?} is none of text, json")),
        }
    }
}

/// Makes the process log to standard error; of other libraries only what is wrong. Panics are logged as well where the
/// lines are JSON. Only the first call counts.
pub fn start(format: Format, level: Level) {
    let ours = ["webhook", "outrigger", "cluster", "discovery", "lab"].map(|target| (target, level));
    // The client of the API server tells of each failed request, and so do we, with what it was for.
    let silent = ["kube_client", "kube_runtime"].map(|target| (target, LevelFilter::OFF));
    let others = LevelFilter::WARN.min(level.into());
    let filter = Targets::new().with_default(others).with_targets(ours).with_targets(silent);
    let builder = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_target(false);
    // There is a logger already, as in tests: that one stays.
    let _ = match format {
        Format::Text => builder.finish().with(filter).try_init(),
        Format::Json => {
            std::panic::set_hook(Box::new(|panic| tracing::error!("{panic}")));
            builder.json().flatten_event(true).finish().with(filter).try_init()
        }
    };
}

/// Logs a decision: refusals always, others where that is asked for, and at debug level with what led to them.
pub(crate) fn decision(reply: &Reply, took: Duration, log_all: bool, quota: &Quota) {
    let Reply { namespace, name, code, message, dry_run, .. } = reply;
    let (decision, micros) = (reply.outcome.name(), u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
    if reply.outcome == Outcome::Refused {
        if quota.allows() {
            tracing::warn!(namespace, pod = name, decision, reason = code, micros, dry_run, "{message}");
        }
    } else if tracing::enabled!(Level::DEBUG) {
        let trace = reply.trace.iter().map(Reason::to_string).collect::<Vec<_>>().join("; ");
        let warnings = reply.warnings.join("; ");
        tracing::debug!(
            namespace,
            pod = name,
            decision,
            reason = code,
            micros,
            dry_run,
            trace,
            warnings,
            "admission"
        );
    } else if log_all {
        tracing::info!(namespace, pod = name, decision, reason = code, micros, dry_run, "admission");
    }
}

/// Logs that a request got no review for an answer.
pub(crate) fn complaint(reason: &str, status: u16, message: &str, quota: &Quota) {
    if quota.allows() {
        tracing::warn!(reason, status, "{message}");
    }
}

/// Bounds how much anybody can make the server log.
#[derive(Debug)]
pub(crate) struct Quota {
    /// When the current second began, and what was asked for in it.
    second: Mutex<(Instant, u32)>,
}

impl Quota {
    pub(crate) fn new() -> Quota {
        Quota { second: Mutex::new((Instant::now(), 0)) }
    }

    fn allows(&self) -> bool {
        let Ok(mut second) = self.second.lock() else { return false };
        if second.0.elapsed() >= Duration::from_secs(1) {
            if let Some(withheld @ 1..) = second.1.checked_sub(COMPLAINTS) {
                tracing::warn!(withheld, "more complaints about requests were not logged");
            }
            *second = (Instant::now(), 0);
        }
        second.1 = second.1.saturating_add(1);
        second.1 <= COMPLAINTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complaints_are_bounded_in_each_second() {
        let quota = Quota::new();
        assert_eq!((0..1000).filter(|_| quota.allows()).count(), 20);
        *quota.second.lock().unwrap() = (Instant::now().checked_sub(Duration::from_secs(2)).unwrap(), 1000);
        assert!(quota.allows());
    }
}
