//! `time.Duration`, `time.Month` and `time.Weekday`: integers with names and methods.

use std::borrow::Cow;

use golang::time::{month_name, weekday_name};

use crate::functions::{Method, Signature};
use crate::{Call, EnumType, Fault, IntType, Type, Value};

/// `time.Month`
pub(super) static MONTH: Named = Named { name: "time.Month", text: |m| month_name(m).into() };
/// `time.Weekday`
pub(super) static WEEKDAY: Named = Named { name: "time.Weekday", text: |d| weekday_name(d).into() };

/// An integer type with names.
pub(super) struct Named {
    name: &'static str,
    text: fn(i64) -> Cow<'static, str>,
}

impl EnumType for Named {
    fn name(&self) -> &str {
        self.name
    }

    fn kind(&self) -> IntType {
        IntType::Int
    }

    fn text_of(&self, value: i64) -> Option<Cow<'static, str>> {
        Some((self.text)(value))
    }
}

/// `time.Duration`
pub(super) struct Duration;

pub(super) static DURATION: Duration = Duration;

/// The type `time.Duration`.
pub const DURATION_TYPE: Type = Type::Enum(&DURATION);

/// A duration of that many nanoseconds.
pub fn duration<'a>(nanoseconds: i64) -> Value<'a> {
    Value::Enum(&DURATION, nanoseconds)
}

impl EnumType for Duration {
    fn name(&self) -> &str {
        "time.Duration"
    }

    fn kind(&self) -> IntType {
        IntType::Int64
    }

    fn text_of(&self, value: i64) -> Option<Cow<'static, str>> {
        Some(golang::duration::text(value).into())
    }

    fn method(&self, name: &str) -> Option<Method> {
        const TO_UNIT: Signature =
            Signature { params: &[DURATION_TYPE], variadic: None, result: DURATION_TYPE };
        Some(match name {
            "Hours" | "Minutes" | "Seconds" => Method::getter(Type::FLOAT),
            "Milliseconds" | "Microseconds" | "Nanoseconds" => Method::getter(Type::INT64),
            "Abs" => Method::getter(DURATION_TYPE),
            "Round" | "Truncate" => Method::new(TO_UNIT),
            _ => return None,
        })
    }

    /// Source: Go 1.26 time.go, the methods of Duration.
    fn call_method<'a>(&self, name: &str, d: i64, call: &mut Call<'_, 'a>) -> Result<Value<'a>, Fault> {
        let unit = call.int(0);
        Ok(match name {
            "Hours" => Value::float(in_units(d, 3_600_000_000_000)),
            "Minutes" => Value::float(in_units(d, 60_000_000_000)),
            "Seconds" => Value::float(in_units(d, 1_000_000_000)),
            "Milliseconds" => Value::int64(d / 1_000_000),
            "Microseconds" => Value::int64(d / 1_000),
            "Nanoseconds" => Value::int64(d),
            "Abs" => duration(d.checked_abs().unwrap_or(i64::MAX)),
            "Truncate" if unit > 0 => duration(d - d % unit),
            "Round" if unit > 0 => duration(round(d, unit)),
            "Truncate" | "Round" => duration(d),
            _ => return Err(format!("time.Duration has no method {name}").into()),
        })
    }
}

fn in_units(d: i64, unit: i64) -> f64 {
    (d / unit) as f64 + (d % unit) as f64 / unit as f64
}

/// To the nearest multiple of `unit`, halves away from zero, at most what fits.
fn round(d: i64, unit: i64) -> i64 {
    let rest = d % unit;
    let is_less_than_half = rest.unsigned_abs() * 2 < unit.unsigned_abs();
    match (is_less_than_half, d < 0) {
        (true, _) => d - rest,
        (false, true) => (d - rest).saturating_sub(unit),
        (false, false) => (d - rest).saturating_add(unit),
    }
}
