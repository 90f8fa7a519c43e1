//! The application's metrics are scraped through the agent, in CEL.
//!
//! Source: Istio 1.31 webhook.go, applyPrometheusMerge; `injection`'s step of Prometheus.

use crate::cel::{ANNOTATIONS, quoted, texts};
use crate::probes::{PLAIN, json_text};

/// The annotations that are followed, as they are usually spelled.
pub const KEYS: [&str; 3] = ["prometheus.io/scrape", "prometheus.io/path", "prometheus.io/port"];

/// Texts that Go reads as false.
///
/// Source: Go 1.26 strconv, ParseBool.
const FALSE: [&str; 6] = ["0", "f", "F", "false", "FALSE", "False"];

/// The question whether the annotations stay as they are: they refuse, or name the agent's port already.
pub fn stay(port: i64) -> String {
    let of = |key: &str| format!("variables.annotations[?{}].orValue('')", quoted(key));
    let [scrape, _, number] = KEYS.map(of);
    format!("{scrape} in {} || {number} == '{port}'", texts(FALSE))
}

/// The variable that tells the agent where they pointed; empty where they say nothing.
pub fn variable() -> (String, String) {
    let of = |key: &str| format!("variables.annotations[?{}].orValue('')", quoted(key));
    let [scrape, path, port] = KEYS.map(of);
    let json = [("scrape", &scrape), ("path", &path), ("port", &port)]
        .map(|(name, text)| format!("'\"{name}\":' + {}", json_text(text)));
    let cel = format!("{scrape} + {path} + {port} == '' ? '' : '{{' + {} + '}}'", json.join(" + ',' + "));
    ("scraped".to_owned(), cel)
}

/// What holds for pods whose annotations are followed: keys of the usual spelling, and texts that are plain.
pub fn are_plain() -> String {
    let (keys, form) = (texts(KEYS), quoted("^prometheus.io."));
    let plain = quoted(PLAIN);
    format!("{ANNOTATIONS}.all(k, !k.matches({form}) || (k in {keys} && {ANNOTATIONS}[k].matches({plain})))")
}
