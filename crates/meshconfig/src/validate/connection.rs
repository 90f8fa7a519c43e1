//! The settings of the proxy's connections.

use kubeyaml::Value;

use super::duration;
use crate::report::Report;

/// The least window of HTTP/2, which is its default.
const LEAST_WINDOW: i64 = 65535;

/// The numbers: their field, its name in messages, the least it may be, and how messages say that.
const NUMBERS: [(&str, &str, i64, &str); 7] = [
    (
        "listenerPerConnectionBufferLimitBytes",
        "listener_per_connection_buffer_limit_bytes",
        0,
        "non-negative",
    ),
    ("clusterPerConnectionBufferLimitBytes", "cluster_per_connection_buffer_limit_bytes", 0, "non-negative"),
    ("httpMaxConcurrentStreams", "http_max_concurrent_streams", 1, "positive"),
    ("http2InitialStreamWindowSize", "http2_initial_stream_window_size", LEAST_WINDOW, "at least 65535"),
    (
        "http2InitialConnectionWindowSize",
        "http2_initial_connection_window_size",
        LEAST_WINDOW,
        "at least 65535",
    ),
    ("listenerConnectionLimit", "listener_connection_limit", 1, "positive"),
    ("globalDownstreamConnectionLimit", "global_downstream_connection_limit", 1, "positive"),
];

/// The durations, and their names in messages.
const DURATIONS: [(&str, &str); 7] = [
    ("httpIdleTimeout", "http_idle_timeout"),
    ("httpMaxConnectionDuration", "http_max_connection_duration"),
    ("httpDrainTimeout", "http_drain_timeout"),
    ("httpRequestTimeout", "http_request_timeout"),
    ("httpRequestHeadersTimeout", "http_request_headers_timeout"),
    ("httpStreamIdleTimeout", "http_stream_idle_timeout"),
    ("httpMaxStreamDuration", "http_max_stream_duration"),
];

/// Checks the settings in Istio's order: the buffers, the durations, and the other numbers.
///
/// Source: Istio 1.31 validation.go, validateConnectionSettings.
pub(super) fn check_settings(settings: &Value) -> Report {
    let mut report = Report::default();
    let (buffers, others) = NUMBERS.split_at_checked(2).unwrap_or((&NUMBERS, &[]));
    buffers.iter().for_each(|number| check_number(settings, number, &mut report));
    for (field, name) in DURATIONS {
        if duration(settings, field) < 0 {
            report.push(format!("{name} must be non-negative"));
        }
    }
    others.iter().for_each(|number| check_number(settings, number, &mut report));
    report
}

fn check_number(settings: &Value, (field, name, least, must): &(&str, &str, i64, &str), report: &mut Report) {
    if settings.at(&[field]).as_i64().is_some_and(|number| number < *least) {
        report.push(format!("{name} must be {must}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_refused_in_istio_s_words() {
        for (settings, want) in [
            ("{}", ""),
            ("{profile: EDGE, httpIdleTimeout: 3600s, httpMaxConcurrentStreams: 100}", ""),
            ("{listenerPerConnectionBufferLimitBytes: 0, http2InitialStreamWindowSize: 65535}", ""),
            ("{httpMaxConcurrentStreams: 0}", "http_max_concurrent_streams must be positive"),
            (
                "{listenerPerConnectionBufferLimitBytes: -1}",
                "listener_per_connection_buffer_limit_bytes must be non-negative",
            ),
            ("{httpIdleTimeout: -1s}", "http_idle_timeout must be non-negative"),
            (
                "{http2InitialConnectionWindowSize: 1000}",
                "http2_initial_connection_window_size must be at least 65535",
            ),
            ("{globalDownstreamConnectionLimit: -5}", "global_downstream_connection_limit must be positive"),
        ] {
            let report = check_settings(&kubeyaml::read(settings).unwrap());
            let got = report.into_result().err().map(|r| r.to_string()).unwrap_or_default();
            assert!(got.contains(want) && got.is_empty() == want.is_empty(), "{settings}: {got}");
        }
    }
}
