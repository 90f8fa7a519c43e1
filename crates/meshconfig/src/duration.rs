//! Durations as templates print them.

use protoschema::duration::{go_text, nanoseconds};

use crate::era::Era;

/// What the template function `formatDuration` prints of a document's duration (`45s`, `90.500s`): `45s`, `1m30.5s`.
/// Nothing is `0s`, in the legacy eras `1s`.
///
/// Source: Istio 1.30 template.go, formatDuration; Istio 1.1 inject.go, formatDuration.
pub fn format_duration(duration: Option<&str>, era: Era) -> String {
    match duration.and_then(nanoseconds) {
        Some(nanoseconds) => go_text(nanoseconds),
        None if era.is_legacy() => "1s".to_owned(),
        None => "0s".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_duration_prints_as_each_era_does() {
        for (duration, era, text) in [
            (Some("90.500s"), Era::TODAY, "1m30.5s"),
            (None, Era::TODAY, "0s"),
            (None, Era::V1_1, "1s"),
            (Some("60s"), Era::V1_0, "1m0s"),
        ] {
            assert_eq!(format_duration(duration, era), text);
        }
    }
}
