//! Durations as templates print them.

use protoschema::duration::nanoseconds;

use crate::version::Version;

/// What the template function `formatDuration` prints of a document's duration (`45s`, `90.500s`): `45s`, `1m30.5s`.
/// Nothing is `0s`, in older versions `1s`.
///
/// Source: Istio 1.30 template.go, formatDuration; Istio 1.1 inject.go, formatDuration.
pub fn format_duration(duration: Option<&str>, version: Version) -> String {
    match duration.and_then(nanoseconds) {
        Some(nanoseconds) => golang::duration::text(nanoseconds),
        None => version.nil_duration.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_duration_prints_as_each_version_does() {
        for (duration, version, text) in [
            (Some("90.500s"), Version::LATEST, "1m30.5s"),
            (None, Version::LATEST, "0s"),
            (None, Version::V1_1, "1s"),
            (Some("60s"), Version::V1_0, "1m0s"),
        ] {
            assert_eq!(format_duration(duration, version), text);
        }
    }
}
