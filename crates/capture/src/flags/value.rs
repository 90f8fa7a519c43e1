//! The values of flags and variables, as Go reads them.

use std::time::Duration;

use super::table::Kind;

/// A value, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, as it was given.
    Text(String),
    /// A truth value.
    Truth(bool),
    /// A port.
    Port(u16),
    /// A duration.
    Duration(Duration),
}

impl Value {
    /// Reads a value of this kind.
    ///
    /// # Errors
    /// Says why it cannot be one.
    pub fn read(kind: Kind, text: &str) -> Result<Value, &'static str> {
        Ok(match kind {
            Kind::Text | Kind::TextOr(_) | Kind::TextOrEmpty => Value::Text(text.to_owned()),
            Kind::Truth => Value::Truth(boolean(text)?),
            Kind::Port => Value::Port(text.parse().map_err(|_| "it is not a number from 0 to 65535")?),
            Kind::Duration => Value::Duration(duration(text)?),
        })
    }

    /// The value of a flag that stands alone; `None` for those that need one.
    #[must_use]
    pub fn alone(kind: Kind) -> Option<Value> {
        match kind {
            Kind::Truth => Some(Value::Truth(true)),
            Kind::TextOr(text) => Some(Value::Text(text.to_owned())),
            Kind::Text | Kind::TextOrEmpty | Kind::Port | Kind::Duration => None,
        }
    }
}

/// A truth value as Go reads it.
///
/// # Errors
/// It is neither.
pub fn boolean(text: &str) -> Result<bool, &'static str> {
    match text {
        "1" | "t" | "T" | "TRUE" | "true" | "True" => Ok(true),
        "0" | "f" | "F" | "FALSE" | "false" | "False" => Ok(false),
        _ => Err("it is neither true nor false"),
    }
}

/// A time as Go writes it, such as `5s`, `500ms` or `1m30s`.
///
/// Source: Go 1.26 time.ParseDuration, without its signs: no time here may be negative.
fn duration(text: &str) -> Result<Duration, &'static str> {
    let failed = || "it is not a duration, such as 5s, 500ms or 1m30s";
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
