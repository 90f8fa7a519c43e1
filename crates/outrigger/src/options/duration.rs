//! Durations on the command line, as Go writes them.

use std::time::Duration;

/// Reads `2s`, `500ms`, `1m30s`, `1.5h`, or `0`.
///
/// Source: Go time.ParseDuration, without what is below zero.
///
/// # Errors
/// It is not such a duration.
pub fn duration(text: &str) -> Result<Duration, String> {
    let nanoseconds = golang::duration::parse(text).ok().and_then(|n| u64::try_from(n).ok());
    nanoseconds
        .map(Duration::from_nanos)
        .ok_or_else(|| format!("{text:?} is not a duration such as 2s, 500ms or 1m30s"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_gos() {
        for (text, millis) in [
            ("0", Some(0)),
            ("2s", Some(2000)),
            ("500ms", Some(500)),
            ("1m30s", Some(90_000)),
            ("1.5h", Some(5_400_000)),
            ("1500us", Some(1)),
            ("-0", Some(0)),
            ("", None),
            ("5", None),
            ("s", None),
            ("1d", None),
            ("-1s", None),
            ("1.2.3s", None),
            ("99999999999999999999h", None),
        ] {
            assert_eq!(duration(text).ok().map(|d| d.as_millis()), millis, "{text}");
        }
    }
}
