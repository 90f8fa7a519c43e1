//! Any value as a number or a text. Source: spf13/cast 1.7 and sprig strval.

use crate::format::sprint;
use crate::{Call, Fault, Text, Value};

/// The value as `int64`; 0 for what is no number. Source: cast.ToInt64, ToInt.
pub(super) fn to_int(value: &Value<'_>) -> i64 {
    match value {
        Value::Int(i, _) => *i,
        Value::Uint(u, _) => u.cast_signed(),
        Value::Float(f, _) => float_to_int(*f),
        Value::Bool(b) => i64::from(*b),
        Value::Str(s) => integer(without_zero_decimals(s)).unwrap_or(0),
        Value::Enum(kind, i) if matches!(kind.name(), "time.Month" | "time.Weekday") => *i,
        Value::Pointer(pointer) => to_int(&pointer.target()),
        _ => 0,
    }
}

/// The value as `float64`; 0 for what is no number. Source: cast.ToFloat64.
#[expect(clippy::cast_precision_loss, reason = "as in Go")]
pub(super) fn to_float(value: &Value<'_>) -> f64 {
    match value {
        Value::Float(f, _) => *f,
        Value::Uint(u, _) => *u as f64,
        Value::Str(s) => float(s).unwrap_or(0.0),
        Value::Pointer(pointer) => to_float(&pointer.target()),
        other => to_int(other) as f64,
    }
}

/// The value as text: strings as they are, others as `%v` prints them. Source: sprig strval.
pub(super) fn to_text<'a>(call: &Call<'_, 'a>, value: &Value<'a>) -> Result<Text<'a>, Fault> {
    match value {
        Value::Str(s) | Value::NamedStr(_, s) => Ok(s.clone()),
        other => Ok(sprint(std::slice::from_ref(other), call.meter())?.into()),
    }
}

/// The integer part; what does not fit is the smallest number, as on amd64.
#[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
fn float_to_int(f: f64) -> i64 {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&f) { f as i64 } else { i64::MIN }
}

/// `10.00` as `10`: what follows the point is dropped when it is only zeros.
fn without_zero_decimals(s: &str) -> &str {
    match s.rsplit_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => whole,
        _ => s,
    }
}

/// An integer as Go literals are written: `0x1F`, `0b11`, `0o17`, `017`, `1_000`. Source: strconv.ParseInt, base 0.
pub(super) fn integer(s: &str) -> Option<i64> {
    let (negative, digits) = signed(s);
    let (radix, number) = match digits.as_bytes() {
        [b'0', b'x' | b'X', _, ..] => (16, digits.get(2..)?),
        [b'0', b'b' | b'B', _, ..] => (2, digits.get(2..)?),
        [b'0', b'o' | b'O', _, ..] => (8, digits.get(2..)?),
        [b'0', _, ..] => (8, digits.get(1..)?),
        _ => (10, digits),
    };
    if number.contains('_') && !underscores_fit(digits) {
        return None;
    }
    let plain: String = number.chars().filter(|&c| c != '_').collect();
    parse_radix(negative, &plain, radix)
}

/// A decimal integer as `strconv.ParseInt` with base 10 reads it; when it does not fit, the nearest that does.
/// The flag says whether it was one that fits.
pub(super) fn decimal(s: &str) -> (i64, bool) {
    let (negative, digits) = signed(s);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return (0, false);
    }
    match parse_radix(negative, digits, 10) {
        Some(number) => (number, true),
        None => (if negative { i64::MIN } else { i64::MAX }, false),
    }
}

/// An integer in base 8, as `toDecimal` takes it.
pub(super) fn octal(s: &str) -> Option<i64> {
    let (negative, digits) = signed(s);
    parse_radix(negative, digits, 8)
}

fn signed(s: &str) -> (bool, &str) {
    match s.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, s.strip_prefix('+').unwrap_or(s)),
    }
}

fn parse_radix(negative: bool, digits: &str, radix: u32) -> Option<i64> {
    // Rust would take a second sign.
    if digits.starts_with(['+', '-']) {
        return None;
    }
    let size = i128::from(u64::from_str_radix(digits, radix).ok()?);
    i64::try_from(if negative { -size } else { size }).ok()
}

/// Underscores stand between digits, or between a prefix and a digit. Source: strconv underscoreOK.
fn underscores_fit(digits: &str) -> bool {
    let after_prefix = match digits.as_bytes() {
        [b'0', b'x' | b'X' | b'b' | b'B' | b'o' | b'O', ..] => digits.get(2..).unwrap_or(""),
        _ => digits.trim_start_matches('_'),
    };
    let doubled = after_prefix.contains("__") || digits.starts_with('_');
    !doubled && !after_prefix.ends_with('_')
}

/// A float as Go reads it: decimal or hexadecimal, `inf`, `nan`; `None` also when it does not fit.
/// Source: strconv.ParseFloat.
pub(super) fn float(s: &str) -> Option<f64> {
    let (negative, digits) = signed(s);
    if digits.starts_with(['+', '-']) {
        return None;
    }
    let size = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => hex_float(digits.get(2..)?)?,
        _ if digits.eq_ignore_ascii_case("inf") || digits.eq_ignore_ascii_case("infinity") => f64::INFINITY,
        _ if digits.eq_ignore_ascii_case("nan") => return Some(f64::NAN),
        _ => decimal_float(digits)?,
    };
    Some(if negative { -size } else { size })
}

fn decimal_float(digits: &str) -> Option<f64> {
    if !digits.contains('_') {
        return digits.parse::<f64>().ok().filter(|f| f.is_finite());
    }
    let between = digits.split('_').all(|part| {
        part.starts_with(|c: char| c.is_ascii_digit()) && part.ends_with(|c: char| c.is_ascii_digit())
    });
    let plain: String = digits.chars().filter(|&c| c != '_').collect();
    if between { plain.parse::<f64>().ok().filter(|f| f.is_finite()) } else { None }
}

/// `1.8p3`: hexadecimal digits and a binary exponent.
fn hex_float(s: &str) -> Option<f64> {
    let (mantissa, exponent) = s.split_once(['p', 'P'])?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: String = whole.chars().chain(fraction.chars()).filter(|&c| c != '_').collect();
    if digits.is_empty() || digits.len() > 1000 {
        return None;
    }
    let mut value = 0.0;
    for digit in digits.chars() {
        value = value * 16.0 + f64::from(digit.to_digit(16)?);
    }
    let shift = i32::try_from(fraction.chars().filter(|&c| c != '_').count()).ok()? * 4;
    let exponent: i32 = exponent.parse().ok()?;
    let scaled = value * 2_f64.powi(exponent.checked_sub(shift)?);
    scaled.is_finite().then_some(scaled)
}
