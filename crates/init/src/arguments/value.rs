//! The values of flags and variables, as Go reads them.

use std::time::Duration;

use super::Environment;

/// A variable that is set to something.
pub(super) fn set(environment: Environment<'_>, name: &str) -> Option<String> {
    environment(name).filter(|value| !value.is_empty())
}

/// A flag, or the first variable that can be read as a truth value; others are passed over, as in Istio.
pub(super) fn truth(flag: Option<bool>, environment: Environment<'_>, variables: &[&str]) -> bool {
    let said = || variables.iter().find_map(|name| boolean(&set(environment, name)?).ok());
    flag.or_else(said).unwrap_or(false)
}

/// A truth value as Go reads it.
pub(super) fn boolean(text: &str) -> Result<bool, String> {
    match text {
        "1" | "t" | "T" | "TRUE" | "true" | "True" => Ok(true),
        "0" | "f" | "F" | "FALSE" | "false" | "False" => Ok(false),
        _ => Err("it is neither true nor false".to_owned()),
    }
}

/// A time as Go writes it, such as `5s`, `500ms` or `1m30s`.
///
/// Source: Go 1.26 time.ParseDuration, without its signs: no time here may be negative.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let failed = || "it is no time, such as 5s, 500ms or 1m30s".to_owned();
    if text == "0" {
        return Ok(Duration::ZERO);
    }
    let (mut seconds, mut rest) = (0.0, text);
    // Each pass takes a number and its unit; nobody writes more of them than there are units.
    for _ in 0..UNITS.len() {
        let digits = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        let (number, after) = rest.split_at_checked(digits).ok_or_else(failed)?;
        let (unit, scale) = UNITS.iter().find(|(unit, _)| after.starts_with(unit)).ok_or_else(failed)?;
        seconds += number.parse::<f64>().map_err(|_| failed())? * scale;
        rest = after.strip_prefix(unit).unwrap_or_default();
        if rest.is_empty() {
            return Duration::try_from_secs_f64(seconds).map_err(|_| failed());
        }
    }
    Err(failed())
}

/// Units of time in seconds; a unit that begins another one comes after it.
const UNITS: [(&str, f64); 8] = [
    ("ns", 1e-9),
    ("us", 1e-6),
    ("µs", 1e-6),
    ("μs", 1e-6),
    ("ms", 1e-3),
    ("s", 1.0),
    ("m", 60.0),
    ("h", 3600.0),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_as_in_go() {
        for (text, want) in [
            ("5s", Some(5000)),
            ("500ms", Some(500)),
            ("1.5m", Some(90_000)),
            ("1m30s", Some(90_000)),
            ("1h1m1s1ms1000us1000000ns", Some(3_661_003)),
            ("0", Some(0)),
            ("1s1", None),
            ("1s1s1s1s1s1s1s1s1s", None),
            ("", None),
            (".s", None),
            ("1..5s", None),
            ("5", None),
            ("s", None),
            ("-1s", None),
            ("1e9h", None),
        ] {
            assert_eq!(duration(text).ok().map(|d| d.as_millis()), want, "{text}");
        }
    }
}
