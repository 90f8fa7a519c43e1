//! `time.Time` as templates see it: its text and its methods.

use std::rc::Rc;

use golang::time::{Moment, RFC3339_NANO, Zone, format, month_name, quoted};

use super::duration::{DURATION_TYPE, MONTH, WEEKDAY, duration};
use super::zone::{LOCATION_TYPE, location, zone_of};
use crate::fault::Unfit;
use crate::functions::{Method, Receiver, Signature};
use crate::{Call, Data, Fault, List, Meter, Struct, StructType, Text, Type, UintType, Value};

/// `time.Time`
pub struct TimeType;

/// The one value of [`TimeType`].
pub(super) static TIME: TimeType = TimeType;

/// The type `time.Time`, for signatures.
pub const TIME_TYPE: Type = Type::Struct(&TIME);

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

/// The text of a moment in JSON.
fn rfc3339(moment: &Moment) -> Result<String, Fault> {
    match moment.civil().year {
        0..=9999 => Ok(format(moment, RFC3339_NANO)),
        _ => Err("Time.MarshalJSON: year outside of range [0,9999]".into()),
    }
}

/// Text as `[]byte`.
fn bytes<'a>(text: &str) -> Value<'a> {
    let byte = |byte: u8| Value::Uint(byte.into(), UintType::Uint8);
    Value::List(List::new(&Type::Uint(UintType::Uint8), text.bytes().map(byte).collect()))
}

/// Source: Go 1.26 time format.go, GoString.
fn go_text(moment: &Moment) -> String {
    let civil = moment.civil();
    let zone = match &moment.zone {
        zone if zone.is_local => "time.Local".to_owned(),
        zone if *zone == Zone::utc() => "time.UTC".to_owned(),
        zone => quoted_zone(zone),
    };
    format!(
        "time.Date({}, time.{}, {}, {}, {}, {}, {}, {zone})",
        civil.year,
        month_name(civil.month),
        civil.day,
        civil.hour,
        civil.minute,
        civil.second,
        moment.nanos,
    )
}

fn quoted_zone(zone: &Zone) -> String {
    format!("time.Location({})", quoted(&zone.name))
}

/// The text of a moment, as `String` gives it.
fn text(moment: &Moment) -> String {
    format(moment, "2006-01-02 15:04:05.999999999 -0700 MST")
}

/// What `error` is to those who look at a signature.
const ERROR: Type = Type::Record("error");

const fn of(params: &'static [Type], result: Type) -> Method {
    Method::new(Signature { params, variadic: None, result })
}

impl StructType for TimeType {
    fn name(&self) -> &str {
        "time.Time"
    }

    fn field<'a>(&self, _data: &Data<'a>, _name: &str) -> Option<Value<'a>> {
        None
    }

    /// The fields that are not exported, which verbs print that do not call `String`.
    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, Value<'a>)> {
        let moment = data.peek::<Moment>()?;
        Some(match index {
            0 => ("wall", Value::Uint(moment.nanos.into(), UintType::Uint64)),
            1 => ("ext", Value::int64(moment.seconds.wrapping_sub(Moment::zero().seconds))),
            2 => ("loc", location(&moment.zone)),
            _ => return None,
        })
    }

    fn has_field(&self, _name: &str) -> bool {
        false
    }

    fn go_text(&self, data: &Data<'_>) -> Option<String> {
        data.peek::<Moment>().map(go_text)
    }

    fn is_unexported(&self, name: &str) -> bool {
        matches!(name, "wall" | "ext" | "loc")
    }

    fn method(&self, name: &str) -> Option<Method> {
        const BYTES: Type = Type::List(&Type::Uint(UintType::Uint8));
        Some(match name {
            "Year" | "Day" | "YearDay" | "Hour" | "Minute" | "Second" | "Nanosecond" => of(&[], Type::INT),
            "Unix" | "UnixMilli" | "UnixMicro" | "UnixNano" => of(&[], Type::INT64),
            "String" | "GoString" => of(&[], Type::STR),
            "IsZero" | "IsDST" => of(&[], Type::BOOL),
            "UTC" | "Local" => of(&[], TIME_TYPE),
            "Month" => of(&[], Type::Enum(&MONTH)),
            "Weekday" => of(&[], Type::Enum(&WEEKDAY)),
            "Location" => of(&[], LOCATION_TYPE),
            "In" => of(&[LOCATION_TYPE], TIME_TYPE),
            "Format" => of(&[Type::STR], Type::STR),
            "Before" | "After" | "Equal" => of(&[TIME_TYPE], Type::BOOL),
            "Compare" => of(&[TIME_TYPE], Type::INT),
            "Sub" => of(&[TIME_TYPE], DURATION_TYPE),
            "Add" | "Round" | "Truncate" => of(&[DURATION_TYPE], TIME_TYPE),
            "AddDate" => of(&[Type::INT, Type::INT, Type::INT], TIME_TYPE),
            "MarshalJSON" | "MarshalText" | "MarshalBinary" | "GobEncode" => of(&[], BYTES),
            "AppendBinary" | "AppendText" => of(&[BYTES], BYTES),
            "AppendFormat" => of(&[BYTES, Type::STR], BYTES),
            "UnmarshalJSON" | "UnmarshalText" | "UnmarshalBinary" | "GobDecode" => {
                of(&[BYTES], ERROR).of_pointers()
            }
            "Clock" | "Date" => Method { unfit: Some(Unfit::Count(3)), ..of(&[], Type::INT) },
            "ISOWeek" => Method { unfit: Some(Unfit::Second("int")), ..of(&[], Type::INT) },
            "Zone" => Method { unfit: Some(Unfit::Second("int")), ..of(&[], Type::STR) },
            "ZoneBounds" => Method { unfit: Some(Unfit::Second("time.Time")), ..of(&[], TIME_TYPE) },
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
            "GoString" => go_text(moment).into(),
            "Format" => {
                call.charge(call.str(0).len().saturating_mul(5))?;
                call.read(call.str(0).len().saturating_mul(super::LAYOUT))?;
                format(moment, call.str(0)).into()
            }
            "MarshalJSON" => bytes(&format!("\"{}\"", rfc3339(moment)?)),
            "MarshalText" => bytes(&rfc3339(moment)?),
            "UTC" => value(Moment { zone: Zone::utc(), ..moment.clone() }),
            "Local" => value(Moment { zone: Zone::local(), ..moment.clone() }),
            "Location" => location(&moment.zone),
            "In" => match zone_of(call.arg(0)) {
                Some(zone) => value(Moment { zone, ..moment.clone() }),
                None => return Err("time: missing Location in call to Time.In".into()),
            },
            "Before" => order.is_lt().into(),
            "After" => order.is_gt().into(),
            "Equal" => order.is_eq().into(),
            "Compare" => Value::int(order as i64),
            "Sub" => duration(moment.since(&other)),
            "Add" => value(moment.later(call.int(0))),
            "Round" => value(moment.rounded(call.int(0))),
            "Truncate" => value(moment.truncated(call.int(0))),
            "AddDate" => value(moment.later_date(call.int(0), call.int(1), call.int(2))),
            "AppendBinary" | "AppendText" | "AppendFormat" | "MarshalBinary" | "GobEncode" => {
                return Err("not provided: a template has no use for a time's bytes".into());
            }
            "UnmarshalJSON" | "UnmarshalText" | "UnmarshalBinary" | "GobDecode" => {
                return Err("not provided: the data of a template cannot be changed".into());
            }
            _ => return Err(format!("time.Time has no method {name}").into()),
        })
    }

    fn marshal_json(&self, data: &Data<'_>, _meter: &Meter) -> Result<Option<String>, Fault> {
        let json = |moment: &Moment| Ok(format!("\"{}\"", rfc3339(moment)?));
        data.peek::<Moment>().map(json).transpose()
    }

    fn text<'a>(
        &self,
        data: Option<&Data<'a>>,
        _receiver: Receiver,
        _meter: &Meter,
    ) -> Result<Option<Text<'a>>, Fault> {
        let moment = data.and_then(|data| data.peek::<Moment>());
        Ok(Some(moment.map_or_else(|| Text::borrowed("<nil>"), |moment| text(moment).into())))
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
        "IsDST" => false.into(),
        "IsZero" => (moment.seconds == Moment::zero().seconds && moment.nanos == 0).into(),
        _ => return None,
    })
}
