//! Durations of documents: protobuf's text of them (`45s`, `1.500s`). Configs have Go's text, such as `1m30s`.

const SECOND: u64 = 1_000_000_000;

/// The nanoseconds of a document's duration; nothing when it is not one.
pub fn nanoseconds(text: &str) -> Option<i64> {
    golang::duration::parse(text).ok()
}

/// Seconds and nanoseconds of a document's duration; nothing is zero.
#[cfg(feature = "templates")]
pub(crate) fn parts(text: Option<&str>) -> (i64, i64) {
    let total = text.and_then(nanoseconds).unwrap_or(0);
    (total / 1_000_000_000, total % 1_000_000_000)
}

/// Protobuf's JSON text of nanoseconds: seconds with no, three, six or nine digits after the point.
pub fn proto_text(nanoseconds: i64) -> String {
    let sign = if nanoseconds < 0 { "-" } else { "" };
    let magnitude = nanoseconds.unsigned_abs();
    let (seconds, fraction) = (magnitude / SECOND, magnitude % SECOND);
    match fraction {
        0 => format!("{sign}{seconds}s"),
        f if f % 1_000_000 == 0 => format!("{sign}{seconds}.{:03}s", f / 1_000_000),
        f if f % 1_000 == 0 => format!("{sign}{seconds}.{:06}s", f / 1_000),
        f => format!("{sign}{seconds}.{f:09}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_written_as_protobuf_does() {
        for (nanoseconds, text) in [
            (0, "0s"),
            (45_000_000_000, "45s"),
            (-1_500_000_000, "-1.500s"),
            (2_000_000, "0.002s"),
            (1_500, "0.000001500s"),
            (2_000, "0.000002s"),
            (1, "0.000000001s"),
            (i64::MIN, "-9223372036.854775808s"),
        ] {
            assert_eq!(proto_text(nanoseconds), text);
            assert_eq!(super::nanoseconds(text), Some(nanoseconds));
        }
    }
}
