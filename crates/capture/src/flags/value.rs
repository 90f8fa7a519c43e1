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
    golang::number::parse_bool(text).ok_or("it is neither true nor false")
}

/// A time as Go writes it, such as `5s`, `500ms` or `1m30s`; none may be negative.
fn duration(text: &str) -> Result<Duration, &'static str> {
    let nanoseconds = golang::duration::parse(text).ok().and_then(|found| u64::try_from(found).ok());
    nanoseconds.map(Duration::from_nanos).ok_or("it is not a duration, such as 5s, 500ms or 1m30s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_as_in_go_and_not_negative() {
        for (text, want) in [
            ("5s", Some(5000)),
            ("500ms", Some(500)),
            ("1.5m", Some(90_000)),
            ("1m30s", Some(90_000)),
            ("1h1m1s1ms1000us1000000ns", Some(3_661_003)),
            ("0", Some(0)),
            ("1s1", None),
            ("1s1s1s1s1s1s1s1s1s", Some(9000)),
            (".5s", Some(500)),
            ("+5s", Some(5000)),
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
