//! Durations: `1h30m` and back.

use std::fmt::Write as _;

const UNITS: [(&str, u64); 8] = [
    ("ns", 1),
    ("us", 1_000),
    ("\u{b5}s", 1_000),
    ("\u{3bc}s", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

/// Nanoseconds of a duration such as `-1.5h` or `2h45m`; the error is Go's text. Source: Go 1.26 time.ParseDuration.
pub(crate) fn parse(text: &str) -> Result<i64, String> {
    let fail = |what: &str| Err(format!("time: {what} {}", quoted(text)));
    let (negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Ok(0);
    }
    if rest.is_empty() {
        return fail("invalid duration");
    }
    let mut total = 0_u64;
    while !rest.is_empty() {
        let (number, after) = leading_digits(rest);
        let (fraction, after) = after.strip_prefix('.').map_or(("", after), leading_digits);
        if number.is_empty() && fraction.is_empty() {
            return fail("invalid duration");
        }
        let Some(whole) = digits_value(number) else { return fail("invalid duration") };
        let end = after.find(|c: char| c == '.' || c.is_ascii_digit()).unwrap_or(after.len());
        let (unit, tail) = after.split_at_checked(end).unwrap_or((after, ""));
        if unit.is_empty() {
            return fail("missing unit in duration");
        }
        let Some((_, size)) = UNITS.iter().find(|(name, _)| *name == unit) else {
            return fail(&format!("unknown unit {} in duration", quoted(unit)));
        };
        let value = whole.checked_mul(*size).and_then(|v| v.checked_add(fraction_of(fraction, *size)));
        match value.and_then(|value| total.checked_add(value)).filter(|&sum| sum <= 1 << 63) {
            Some(sum) => total = sum,
            None => return fail("invalid duration"),
        }
        rest = tail;
    }
    match i64::try_from(total) {
        Ok(nanos) => Ok(if negative { -nanos } else { nanos }),
        Err(_) if negative => Ok(i64::MIN),
        Err(_) => fail("invalid duration"),
    }
}

fn leading_digits(s: &str) -> (&str, &str) {
    let end = s.find(|c: char| !c.is_ascii_digit()).unwrap_or(s.len());
    s.split_at_checked(end).unwrap_or((s, ""))
}

fn digits_value(digits: &str) -> Option<u64> {
    if digits.is_empty() { Some(0) } else { digits.parse().ok().filter(|&v: &u64| v <= 1 << 63) }
}

/// Source: Go time leadingFraction: digits beyond what 63 bits hold are dropped.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "as in Go"
)]
fn fraction_of(digits: &str, unit: u64) -> u64 {
    let (mut value, mut scale) = (0_u64, 1.0);
    for digit in digits.bytes().map(|b| u64::from(b - b'0')) {
        if value > (i64::MAX as u64) / 10 {
            break;
        }
        value = value * 10 + digit;
        scale *= 10.0;
    }
    (value as f64 * (unit as f64 / scale)) as u64
}

/// A duration as Go prints it: `1h1m1s`, `1.5s`, `10ms`, `0s`. Source: Go 1.26 time.Duration.String.
pub(crate) fn text(nanos: i64) -> String {
    let size = nanos.unsigned_abs();
    let sign = if nanos < 0 { "-" } else { "" };
    let decimals = |unit: u64| {
        let (whole, fraction) = (size / unit, size % unit);
        let width = unit.ilog10() as usize;
        let digits = format!("{fraction:0width$}");
        match digits.trim_end_matches('0') {
            "" => whole.to_string(),
            digits => format!("{whole}.{digits}"),
        }
    };
    match size {
        0 => "0s".to_owned(),
        1..1_000 => format!("{sign}{size}ns"),
        1_000..1_000_000 => format!("{sign}{}\u{b5}s", decimals(1_000)),
        1_000_000..1_000_000_000 => format!("{sign}{}ms", decimals(1_000_000)),
        _ => {
            let mut out = sign.to_owned();
            let minutes = size / 60_000_000_000;
            // Writing to a String cannot fail.
            let _ = match minutes {
                0 => Ok(()),
                1..60 => write!(out, "{minutes}m"),
                _ => write!(out, "{}h{}m", minutes / 60, minutes % 60),
            };
            let seconds = size % 60_000_000_000;
            let digits = format!("{:09}", seconds % 1_000_000_000);
            let _ = match digits.trim_end_matches('0') {
                "" => write!(out, "{}s", seconds / 1_000_000_000),
                digits => write!(out, "{}.{digits}s", seconds / 1_000_000_000),
            };
            out
        }
    }
}

/// A duration in its largest whole unit: `2h`, `3mo`, `59s`. Source: sprig durationRound.
pub(super) fn rounded(nanos: i64) -> String {
    const HOUR: u64 = 3_600_000_000_000;
    let size = nanos.unsigned_abs();
    let units = [
        (HOUR * 24 * 365, "y"),
        (HOUR * 24 * 30, "mo"),
        (HOUR * 24, "d"),
        (HOUR, "h"),
        (HOUR / 60, "m"),
        (HOUR / 3600, "s"),
    ];
    let largest = units.iter().find(|(unit, _)| size > *unit);
    largest.map_or_else(|| "0s".to_owned(), |(unit, name)| format!("{}{name}", size / unit))
}

/// Text in quotes as Go's `time` package writes it: what is not printable ASCII as bytes in hex.
pub(super) fn quoted(s: &str) -> String {
    let mut out = String::from("\"");
    for byte in s.bytes() {
        match byte {
            b'"' | b'\\' => out.extend(['\\', char::from(byte)]),
            b' '..=0x7f => out.push(char::from(byte)),
            // Writing to a String cannot fail.
            _ => drop(write!(out, "\\x{byte:02x}")),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_as_go() {
        for (nanos, want) in [
            (0, "0s"),
            (1, "1ns"),
            (1_100, "1.1µs"),
            (2_200_000, "2.2ms"),
            (1_500_000_000, "1.5s"),
            (-90_000_000_000, "-1m30s"),
            (3_661_000_000_000, "1h1m1s"),
            (i64::MIN, "-2562047h47m16.854775808s"),
        ] {
            assert_eq!(text(nanos), want);
            assert_eq!(parse(want), Ok(nanos));
        }
    }
}
