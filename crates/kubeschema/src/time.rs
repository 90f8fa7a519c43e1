//! Timestamps as `metav1.Time` reads and writes them: RFC 3339, in UTC, to the second.

use golang::time::{Moment, ParseError, RFC3339, format, parse};

/// The timestamp in UTC without fractions of a second; `None` for Go's zero time, which is written as null.
pub(crate) fn canonical(text: &str) -> Result<Option<String>, ParseError> {
    let seconds = parse(RFC3339, text)?.seconds;
    let moment = Moment::utc(seconds, 0);
    Ok((moment != Moment::zero()).then(|| format(&moment, RFC3339)))
}

/// Seconds since 1970 of a timestamp, without fractions; `None` when it is none.
#[cfg(feature = "templates")]
pub(crate) fn unix_seconds(text: &str) -> Option<i64> {
    parse(RFC3339, text).ok().map(|moment| moment.seconds)
}
