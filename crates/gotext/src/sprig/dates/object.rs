//! `time.Time` as templates see it: its text and its methods.

use std::borrow::Cow;
use std::rc::Rc;

use super::format::{format, month_name, weekday_name};
use super::moment::{Moment, Zone};
use super::span;
use crate::functions::Signature;
use crate::{Call, Data, EnumType, Fault, IntType, Struct, StructType, Text, Type, Value};

/// `time.Time`
pub(super) struct TimeType;

/// The one value of [`TimeType`].
pub(super) static TIME: TimeType = TimeType;

/// The type `time.Time`, for signatures.
pub(super) const TIME_TYPE: Type = Type::Struct(&TIME);

/// A moment as a value.
pub(super) fn value<'a>(moment: Moment) -> Value<'a> {
    Value::structure(&TIME, Data::Shared(Rc::new(moment)))
}

/// The moment in a `time.Time` or a pointer to one.
pub(super) fn moment_of(value: &Value<'_>) -> Option<Moment> {
    let target = match value {
        Value::Pointer(pointer) => pointer.target(),
        other => other.clone(),
    };
    match target {
        Value::Struct(Struct::Typed(_, data)) => data.peek::<Moment>().cloned(),
        _ => None,
    }
}

/// The text of a moment, as `String` gives it.
fn text(moment: &Moment) -> String {
    format(moment, "2006-01-02 15:04:05.999999999 -0700 MST")
}

/// An integer type with names.
struct Named {
    name: &'static str,
    kind: IntType,
    text: fn(i64) -> Cow<'static, str>,
}

impl EnumType for Named {
    fn name(&self) -> &str {
        self.name
    }

    fn kind(&self) -> IntType {
        self.kind
    }

    fn text_of(&self, value: i64) -> Option<Cow<'static, str>> {
        Some((self.text)(value))
    }
}

static MONTH: Named = Named { name: "time.Month", kind: IntType::Int, text: |m| month_name(m).into() };
static WEEKDAY: Named = Named { name: "time.Weekday", kind: IntType::Int, text: |d| weekday_name(d).into() };
static DURATION: Named =
    Named { name: "time.Duration", kind: IntType::Int64, text: |d| span::text(d).into() };

static INT: Signature = Signature::getter(Type::INT);
static INT64: Signature = Signature::getter(Type::INT64);
static STRING: Signature = Signature::getter(Type::STR);
static BOOL: Signature = Signature::getter(Type::BOOL);
static TIMES: Signature = Signature::getter(TIME_TYPE);
static MONTHS: Signature = Signature::getter(Type::Enum(&MONTH));
static WEEKDAYS: Signature = Signature::getter(Type::Enum(&WEEKDAY));
static FORMAT: Signature = Signature { params: &[Type::STR], variadic: None, result: Type::STR };
static COMPARE: Signature = Signature { params: &[TIME_TYPE], variadic: None, result: Type::BOOL };
static SUB: Signature = Signature { params: &[TIME_TYPE], variadic: None, result: Type::Enum(&DURATION) };
static ADD: Signature = Signature { params: &[Type::Enum(&DURATION)], variadic: None, result: TIME_TYPE };

impl StructType for TimeType {
    fn name(&self) -> &str {
        "time.Time"
    }

    fn field<'a>(&self, _data: &Data<'a>, _name: &str) -> Option<Value<'a>> {
        None
    }

    fn field_at<'a>(&self, _data: &Data<'a>, _index: usize) -> Option<(&str, Value<'a>)> {
        None
    }

    fn is_unexported(&self, name: &str) -> bool {
        matches!(name, "wall" | "ext" | "loc")
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        Some(match name {
            "Year" | "Day" | "YearDay" | "Hour" | "Minute" | "Second" | "Nanosecond" => &INT,
            "Unix" | "UnixMilli" | "UnixMicro" | "UnixNano" => &INT64,
            "String" => &STRING,
            "IsZero" => &BOOL,
            "UTC" | "Local" => &TIMES,
            "Month" => &MONTHS,
            "Weekday" => &WEEKDAYS,
            "Format" => &FORMAT,
            "Before" | "After" | "Equal" => &COMPARE,
            "Sub" => &SUB,
            "Add" => &ADD,
            _ => return None,
        })
    }

    fn call_method<'a>(
        &self,
        name: &str,
        data: Option<&Data<'a>>,
        call: &mut Call<'_, 'a>,
    ) -> Result<Value<'a>, Fault> {
        let moment = data
            .and_then(|data| data.peek::<Moment>())
            .ok_or("value method time.Time called using nil pointer")?;
        if let Some(number) = number_of(moment, name) {
            return Ok(number);
        }
        let other = moment_of(call.arg(0)).unwrap_or_else(Moment::zero);
        let order = (moment.seconds, moment.nanos).cmp(&(other.seconds, other.nanos));
        Ok(match name {
            "String" => text(moment).into(),
            "Format" => {
                call.charge(call.str(0).len().saturating_mul(5))?;
                call.read(call.str(0).len().saturating_mul(super::LAYOUT))?;
                format(moment, call.str(0)).into()
            }
            "UTC" | "Local" => value(Moment { zone: Zone::utc(), ..moment.clone() }),
            "Before" => order.is_lt().into(),
            "After" => order.is_gt().into(),
            "Equal" => order.is_eq().into(),
            "Sub" => Value::Enum(&DURATION, moment.since(&other)),
            "Add" => value(moment.later(call.int(0))),
            _ => return Err(format!("time.Time has no method {name}").into()),
        })
    }

    fn text<'a>(&self, data: &Data<'a>) -> Option<Text<'a>> {
        data.peek::<Moment>().map(|moment| text(moment).into())
    }
}

/// Methods without arguments that give a number.
fn number_of<'a>(moment: &Moment, name: &str) -> Option<Value<'a>> {
    let civil = moment.civil();
    let since_epoch = |per_second: i64, nanos_per: u32| {
        let whole = moment.seconds.wrapping_mul(per_second);
        Value::int64(whole.wrapping_add(i64::from(moment.nanos / nanos_per)))
    };
    Some(match name {
        "Year" => Value::int(civil.year),
        "Month" => Value::Enum(&MONTH, civil.month),
        "Day" => Value::int(civil.day),
        "YearDay" => Value::int(civil.year_day),
        "Weekday" => Value::Enum(&WEEKDAY, civil.weekday),
        "Hour" => Value::int(civil.hour),
        "Minute" => Value::int(civil.minute),
        "Second" => Value::int(civil.second),
        "Nanosecond" => Value::int(i64::from(moment.nanos)),
        "Unix" => Value::int64(moment.seconds),
        "UnixMilli" => since_epoch(1_000, 1_000_000),
        "UnixMicro" => since_epoch(1_000_000, 1_000),
        "UnixNano" => since_epoch(1_000_000_000, 1),
        "IsZero" => (moment.seconds == Moment::zero().seconds && moment.nanos == 0).into(),
        _ => return None,
    })
}
