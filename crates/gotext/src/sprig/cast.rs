//! Any value as a number or a text. Source: spf13/cast 1.7 and sprig strval.

use golang::float::{self, Size};
use golang::number::{NumFault, parse_int};

use crate::format::sprint;
use crate::{Call, Fault, Text, Value};

/// The value as `int64`; 0 for what is not a number. Source: cast.ToInt64, ToInt.
pub(super) fn to_int(value: &Value<'_>) -> i64 {
    match value {
        Value::Int(i, _) => *i,
        Value::Uint(u, _) => u.cast_signed(),
        Value::Float(f, _) => float_to_int(*f),
        Value::Bool(b) => i64::from(*b),
        Value::Str(s) => parse_int(without_zero_decimals(s), 0, 64).unwrap_or(0),
        Value::Enum(kind, i) if matches!(kind.name(), "time.Month" | "time.Weekday") => *i,
        Value::Pointer(pointer) => to_int(&pointer.target()),
        _ => 0,
    }
}

/// The value as `float64`; 0 for what is not a number. Source: cast.ToFloat64.
#[expect(clippy::cast_precision_loss, reason = "as in Go")]
pub(super) fn to_float(value: &Value<'_>) -> f64 {
    match value {
        Value::Float(f, _) => *f,
        Value::Uint(u, _) => *u as f64,
        Value::Str(s) => float::parse(s, Size::Bits64).unwrap_or(0.0),
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

/// A decimal integer; when it does not fit, the nearest that does, and 0 for what is not one: what Go gives beside its
/// error. Source: strconv.Atoi.
pub(super) fn decimal(s: &str) -> i64 {
    parse_int(s, 10, 64).unwrap_or_else(|fault| match fault {
        NumFault::Syntax => 0,
        NumFault::Range if s.starts_with('-') => i64::MIN,
        NumFault::Range => i64::MAX,
    })
}
