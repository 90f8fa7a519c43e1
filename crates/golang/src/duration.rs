//! Durations: `1h30m` and back, in nanoseconds.
//!
//! Source: Go 1.26 time, ParseDuration and Duration.String.

use std::fmt::{self, Write};

use crate::time::quoted;

const MICROSECOND: u64 = 1_000;
const MILLISECOND: u64 = 1_000 * MICROSECOND;
const SECOND: u64 = 1_000 * MILLISECOND;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

/// The most nanoseconds that fit, with a sign.
const MOST: u64 = 1 << 63;

/// Why a text is not a duration. The texts are Go's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DurationError {
    /// A number is missing, or does not fit 64 bits of nanoseconds.
    Invalid {
        /// The whole text.
        text: String,
    },
    /// A number without a unit.
    MissingUnit {
        /// The whole text.
        text: String,
    },
    /// A unit that Go does not know.
    UnknownUnit {
        /// The unit.
        unit: String,
        /// The whole text.
        text: String,
    },
}

impl fmt::Display for DurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DurationError::Invalid { text } => write!(f, "time: invalid duration {}", quoted(text)),
            DurationError::MissingUnit { text } => {
                write!(f, "time: missing unit in duration {}", quoted(text))
            }
            DurationError::UnknownUnit { unit, text } => {
                write!(f, "time: unknown unit {} in duration {}", quoted(unit), quoted(text))
            }
        }
    }
}

impl std::error::Error for DurationError {}

/// The nanoseconds of a duration such as `-1.5h`, `2h45m` or `0`.
///
/// # Errors
/// It is not a duration, or does not fit.
pub fn parse(text: &str) -> Result<i64, DurationError> {
    let invalid = || DurationError::Invalid { text: text.to_owned() };
    let (negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Ok(0);
    }
    let mut total: u64 = 0;
    loop {
        let (part, after) = one_part(rest, text)?;
        total = total.checked_add(part).filter(|total| *total <= MOST).ok_or_else(invalid)?;
        rest = after;
        if rest.is_empty() {
            break;
        }
    }
    let value = if negative { 0_i64.checked_sub_unsigned(total) } else { i64::try_from(total).ok() };
    value.ok_or_else(invalid)
}

/// A number with its unit at the start of `rest`, in nanoseconds, and what follows.
fn one_part<'a>(rest: &'a str, text: &str) -> Result<(u64, &'a str), DurationError> {
    let invalid = || DurationError::Invalid { text: text.to_owned() };
    let (whole, after) = leading_digits(rest);
    let (fraction, after) = after.strip_prefix('.').map_or(("", after), leading_digits);
    if whole.is_empty() && fraction.is_empty() {
        return Err(invalid());
    }
    let value = if whole.is_empty() { Some(0) } else { whole.parse().ok() };
    let value = value.filter(|value: &u64| *value <= MOST).ok_or_else(invalid)?;
    let end = after.find(|c: char| c == '.' || c.is_ascii_digit()).unwrap_or(after.len());
    let (unit, after) = after.split_at_checked(end).unwrap_or((after, ""));
    if unit.is_empty() {
        return Err(DurationError::MissingUnit { text: text.to_owned() });
    }
    let size = size_of(unit)
        .ok_or_else(|| DurationError::UnknownUnit { unit: unit.to_owned(), text: text.to_owned() })?;
    let value = value.checked_mul(size).and_then(|value| value.checked_add(fraction_of(fraction, size)));
    Ok((value.filter(|value| *value <= MOST).ok_or_else(invalid)?, after))
}

fn leading_digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn size_of(unit: &str) -> Option<u64> {
    Some(match unit {
        "ns" => 1,
        "us" | "\u{b5}s" | "\u{3bc}s" => MICROSECOND,
        "ms" => MILLISECOND,
        "s" => SECOND,
        "m" => MINUTE,
        "h" => HOUR,
        _ => return None,
    })
}

/// The part of a unit that the digits after a point are. Digits beyond what 63 bits hold are dropped.
///
/// Source: Go 1.26 time, leadingFraction.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "Go's own arithmetic"
)]
fn fraction_of(digits: &str, unit: u64) -> u64 {
    let (mut value, mut scale) = (0_u64, 1.0);
    for digit in digits.bytes().map(|b| u64::from(b.wrapping_sub(b'0'))) {
        if value > (MOST - 1) / 10 {
            break;
        }
        let next = value * 10 + digit;
        if next > MOST {
            break;
        }
        value = next;
        scale *= 10.0;
    }
    (value as f64 * (unit as f64 / scale)) as u64
}

/// A duration as Go prints it: `1h1m1s`, `1.5s`, `10ms`, `0s`.
pub fn text(nanoseconds: i64) -> String {
    let mut out = String::new();
    let size = nanoseconds.unsigned_abs();
    if nanoseconds < 0 {
        out.push('-');
    }
    // Writing to a `String` cannot fail.
    let _ = match size {
        0 => out.write_str("0s"),
        1..MICROSECOND => write!(out, "{size}ns"),
        MICROSECOND..MILLISECOND => with_fraction(&mut out, size, MICROSECOND, "\u{b5}s"),
        MILLISECOND..SECOND => with_fraction(&mut out, size, MILLISECOND, "ms"),
        _ => {
            let (minutes, rest) = (size / MINUTE, size % MINUTE);
            let _ = match (minutes / 60, minutes % 60) {
                (0, 0) => Ok(()),
                (0, minutes) => write!(out, "{minutes}m"),
                (hours, minutes) => write!(out, "{hours}h{minutes}m"),
            };
            with_fraction(&mut out, rest, SECOND, "s")
        }
    };
    out
}

/// `size / unit` with as many digits after the point as it has, and the unit's name.
fn with_fraction(out: &mut String, size: u64, unit: u64, name: &str) -> fmt::Result {
    write!(out, "{}", size / unit)?;
    let fraction = size % unit;
    if fraction > 0 {
        let width = unit.ilog10() as usize;
        write!(out, ".{fraction:0width$}")?;
        out.truncate(out.trim_end_matches('0').len());
    }
    out.write_str(name)
}
