//! Durations: protobuf's text of them in documents (`45s`, `1.500s`), Go's text in configs and arguments (`1m30s`).

use std::fmt::Write;

/// Why a text is no duration. The texts are Go's.
///
/// Source: Go time.ParseDuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DurationError {
    /// No number, or one that does not fit 64 bits of nanoseconds.
    #[error("time: invalid duration {0}")]
    Invalid(String),
    /// A number without a unit.
    #[error("time: missing unit in duration {0}")]
    MissingUnit(String),
    /// A unit that Go does not know.
    #[error("time: unknown unit {unit} in duration {text}")]
    UnknownUnit {
        /// The unit, quoted.
        unit: String,
        /// The whole text, quoted.
        text: String,
    },
}

const SECOND: u64 = 1_000_000_000;

/// The nanoseconds of a document's duration; nothing when it is none.
pub fn nanoseconds(text: &str) -> Option<i64> {
    parse(text).ok()
}

/// Reads Go's text of a duration into nanoseconds.
pub fn parse(text: &str) -> Result<i64, DurationError> {
    let invalid = || DurationError::Invalid(quoted(text));
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if unsigned == "0" {
        return Ok(0);
    }
    let mut total: u64 = 0;
    let mut rest = unsigned;
    loop {
        let (part, after) = one_part(rest, text)?;
        total = total.checked_add(part).filter(|t| *t <= 1 << 63).ok_or_else(invalid)?;
        rest = after;
        if rest.is_empty() {
            break;
        }
    }
    let magnitude = i128::from(total);
    i64::try_from(if negative { -magnitude } else { magnitude }).map_err(|_| invalid())
}

/// A number with its unit at the start of `rest`, in nanoseconds, and what follows.
fn one_part<'a>(rest: &'a str, text: &str) -> Result<(u64, &'a str), DurationError> {
    let invalid = || DurationError::Invalid(quoted(text));
    let (whole, after_whole) = split_digits(rest);
    let (fraction, after) = match after_whole.strip_prefix('.') {
        Some(after) => split_digits(after),
        None => ("", after_whole),
    };
    if whole.is_empty() && fraction.is_empty() {
        return Err(invalid());
    }
    let end = after.find(|c: char| c == '.' || c.is_ascii_digit()).unwrap_or(after.len());
    let (unit, after) = after.split_at_checked(end).ok_or_else(invalid)?;
    if unit.is_empty() {
        return Err(DurationError::MissingUnit(quoted(text)));
    }
    let scale =
        unit_of(unit).ok_or_else(|| DurationError::UnknownUnit { unit: quoted(unit), text: quoted(text) })?;
    let whole = if whole.is_empty() { Some(0) } else { whole.parse::<u64>().ok() };
    let nanoseconds =
        whole.filter(|w| *w <= 1 << 63).and_then(|w| w.checked_mul(scale)).ok_or_else(invalid)?;
    let nanoseconds = nanoseconds.checked_add(fraction_of(fraction, scale)).filter(|n| *n <= 1 << 63);
    Ok((nanoseconds.ok_or_else(invalid)?, after))
}

fn split_digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn unit_of(unit: &str) -> Option<u64> {
    Some(match unit {
        "ns" => 1,
        "us" | "µs" | "μs" => 1_000,
        "ms" => 1_000_000,
        "s" => SECOND,
        "m" => 60 * SECOND,
        "h" => 3600 * SECOND,
        _ => return None,
    })
}

/// The part of a unit that the digits after a point are, cut off at what 63 bits hold, as Go does it.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "Go's own arithmetic"
)]
fn fraction_of(digits: &str, scale: u64) -> u64 {
    let mut value: u64 = 0;
    let mut divisor = 1.0_f64;
    for digit in digits.bytes().map(|b| u64::from(b.wrapping_sub(b'0'))) {
        match value.checked_mul(10).and_then(|v| v.checked_add(digit)).filter(|v| *v <= 1 << 63) {
            Some(next) => value = next,
            None => break,
        }
        divisor *= 10.0;
    }
    (value as f64 * (scale as f64 / divisor)) as u64
}

/// Protobuf's JSON text: seconds with no, three, six or nine digits after the point.
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

/// Go's text: `1h0m0s`, `1m30.5s`, `1.5ms`, `0s`.
///
/// Source: Go time.Duration.String.
pub fn go_text(nanoseconds: i64) -> String {
    let mut out = String::new();
    if nanoseconds < 0 {
        out.push('-');
    }
    let magnitude = nanoseconds.unsigned_abs();
    let written = match magnitude {
        0 => write!(out, "0s"),
        1..1_000 => write!(out, "{magnitude}ns"),
        1_000..1_000_000 => with_fraction(&mut out, magnitude, 1_000, 3, "µs"),
        1_000_000..SECOND => with_fraction(&mut out, magnitude, 1_000_000, 6, "ms"),
        _ => {
            let (minutes, rest) = (magnitude / (60 * SECOND), magnitude % (60 * SECOND));
            match (minutes / 60, minutes % 60) {
                (0, 0) => Ok(()),
                (0, minutes) => write!(out, "{minutes}m"),
                (hours, minutes) => write!(out, "{hours}h{minutes}m"),
            }
            .and_then(|()| with_fraction(&mut out, rest, SECOND, 9, "s"))
        }
    };
    written.map_or_else(|_| String::new(), |()| out)
}

/// `value / unit` with as many digits after the point as it has, and the unit's name.
fn with_fraction(out: &mut String, value: u64, unit: u64, digits: usize, name: &str) -> std::fmt::Result {
    write!(out, "{}", value / unit)?;
    let fraction = value % unit;
    if fraction > 0 {
        let text = format!("{fraction:0digits$}");
        write!(out, ".{}", text.trim_end_matches('0'))?;
    }
    out.write_str(name)
}

/// A text as Go's `time` quotes it: other bytes than printable ASCII escaped.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            ' '..='\u{7e}' => out.push(c),
            _ => {
                let mut buffer = [0; 4];
                for byte in c.encode_utf8(&mut buffer).bytes() {
                    out.push_str(&format!("\\x{byte:02x}"));
                }
            }
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_and_written_as_go_does() {
        for (text, proto, go) in [
            ("45s", "45s", "45s"),
            ("1m30s", "90s", "1m30s"),
            ("1.5h", "5400s", "1h30m0s"),
            ("0", "0s", "0s"),
            ("-1.5s", "-1.500s", "-1.5s"),
            ("+2ms", "0.002s", "2ms"),
            ("1ns", "0.000000001s", "1ns"),
            ("1500ns", "0.000001500s", "1.5µs"),
            ("2us", "0.000002s", "2µs"),
            (".5s", "0.500s", "500ms"),
            ("1.s", "1s", "1s"),
            ("1h2m3.004s", "3723.004s", "1h2m3.004s"),
            ("-9223372036854775808ns", "-9223372036.854775808s", "-2562047h47m16.854775808s"),
        ] {
            let nanoseconds = parse(text).unwrap();
            assert_eq!(
                (proto_text(nanoseconds).as_str(), go_text(nanoseconds).as_str()),
                (proto, go),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_duration_is_refused_in_go_s_words() {
        for (text, error) in [
            ("", r#"time: invalid duration """#),
            ("-", r#"time: invalid duration "-""#),
            ("10", r#"time: missing unit in duration "10""#),
            ("1d", r#"time: unknown unit "d" in duration "1d""#),
            ("1 s", r#"time: unknown unit " s" in duration "1 s""#),
            ("x", r#"time: invalid duration "x""#),
            (".s", r#"time: invalid duration ".s""#),
            ("9223372036854775808ns", r#"time: invalid duration "9223372036854775808ns""#),
            ("99999999999999999999h", r#"time: invalid duration "99999999999999999999h""#),
            ("1é", r#"time: unknown unit "\xc3\xa9" in duration "1\xc3\xa9""#),
        ] {
            assert_eq!(parse(text).unwrap_err().to_string(), error, "{text}");
        }
    }
}
