//! Dates and durations. There is no zone database here: UTC and fixed offsets are known, `Local` is UTC.

mod duration;
mod object;
mod zone;

use std::time::UNIX_EPOCH;

use golang::time::{self, Moment, Zone, format};

pub use duration::{DURATION_TYPE, duration};
pub use object::{TIME_TYPE, TimeType};
use object::{moment_of, value};

use super::sources::Sources;
use crate::{Call, Fault, Functions, IntType, Type, Value};

/// A moment in local time, which is UTC here, as a value: seconds since 1970, and nanoseconds after that.
pub fn local<'a>(seconds: i64, nanoseconds: u32) -> Value<'a> {
    value(Moment { zone: Zone::local(), ..Moment::utc(seconds, nanoseconds) })
}

/// Go's zero time as a value: January 1 of year 1.
pub fn zero<'a>() -> Value<'a> {
    value(Moment::zero())
}

/// The moment in a `time.Time`, for those who write it otherwise than its text.
pub(super) fn moment(value: &Value<'_>) -> Option<Moment> {
    moment_of(value)
}

/// Declares the date functions; `now`, `ago` and dates that are not dates need the clock of `sources`.
/// Source: sprig 3.3 date.go.
pub(super) fn declare(functions: &mut Functions, sources: &Sources) {
    declare_formats(functions, sources);
    declare_clock(functions, sources);
    functions.varying(&["now", "ago", "durationRound", "date", "dateInZone", "date_in_zone"]);
    functions.varying(&["htmlDate", "htmlDateInZone"]);
    declare_parsing(functions);
    functions.def("duration", &[Type::ANY], Type::STR, |call| {
        let seconds = match call.arg(0) {
            Value::Str(text) => super::cast::decimal(text),
            Value::Int(seconds, IntType::Int64) => *seconds,
            _ => 0,
        };
        Ok(golang::duration::text(seconds.wrapping_mul(1_000_000_000)).into())
    });
    functions.def("unixEpoch", &[TIME_TYPE], Type::STR, |call| {
        Ok(moment_of(call.arg(0)).map_or_else(String::new, |moment| moment.seconds.to_string()).into())
    });
}

/// How much longer than others a character of a layout takes: it may begin any of the parts.
pub(super) const LAYOUT: usize = 16;

fn declare_formats(functions: &mut Functions, sources: &Sources) {
    let clock = sources.clone();
    functions.def("date", &[Type::STR, Type::ANY], Type::STR, move |call| {
        shown(call, "date", call.str(0), call.arg(1), "Local", &clock)
    });
    for name in ["dateInZone", "date_in_zone"] {
        let clock = sources.clone();
        functions.def(name, &[Type::STR, Type::ANY, Type::STR], Type::STR, move |call| {
            shown(call, name, call.str(0), call.arg(1), call.str(2), &clock)
        });
    }
    let clock = sources.clone();
    functions.def("htmlDate", &[Type::ANY], Type::STR, move |call| {
        shown(call, "htmlDate", "2006-01-02", call.arg(0), "Local", &clock)
    });
    let clock = sources.clone();
    functions.def("htmlDateInZone", &[Type::ANY, Type::STR], Type::STR, move |call| {
        shown(call, "htmlDateInZone", "2006-01-02", call.arg(0), call.str(1), &clock)
    });
}

/// `date` in a zone; what is not a date is now, as in sprig.
fn shown<'a>(
    call: &Call<'_, 'a>,
    function: &str,
    layout: &str,
    date: &Value<'a>,
    zone: &str,
    sources: &Sources,
) -> Result<Value<'a>, Fault> {
    let moment = match date {
        Value::Int(seconds, IntType::Int | IntType::Int32 | IntType::Int64) => Moment::utc(*seconds, 0),
        other => moment_of(other).map_or_else(|| now(function, sources), Ok)?,
    };
    let zone = Zone::named(zone).ok_or_else(|| {
        format!("time zone {zone:?} is not known here; use UTC or a fixed offset such as Etc/GMT-2")
    })?;
    call.charge(layout.len().saturating_mul(5))?;
    call.read(layout.len().saturating_mul(LAYOUT))?;
    Ok(format(&Moment { zone, ..moment }, layout).into())
}

fn now(function: &str, sources: &Sources) -> Result<Moment, Fault> {
    let time = sources.now(function)?;
    let (duration, before) = match time.duration_since(UNIX_EPOCH) {
        Ok(duration) => (duration, false),
        Err(error) => (error.duration(), true),
    };
    let seconds = i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    let nanos = i64::from(duration.subsec_nanos());
    Ok(if before { Moment::utc(-seconds, 0).later(-nanos) } else { Moment::utc(seconds, 0).later(nanos) })
}

fn declare_clock(functions: &mut Functions, sources: &Sources) {
    let clock = sources.clone();
    functions.def("now", &[], TIME_TYPE, move |_| Ok(value(now("now", &clock)?)));
    let clock = sources.clone();
    functions.def("ago", &[Type::ANY], Type::STR, move |call| {
        let moment = match call.arg(0) {
            Value::Int(seconds, IntType::Int | IntType::Int64) => Moment::utc(*seconds, 0),
            other => match moment_of(other) {
                Some(moment) => moment,
                None => return Ok("0s".into()),
            },
        };
        let nanos = now("ago", &clock)?.since(&moment);
        // Rounded to seconds, halves away from zero.
        let half = if nanos < 0 { -500_000_000 } else { 500_000_000 };
        Ok(golang::duration::text(nanos.saturating_add(half) / 1_000_000_000 * 1_000_000_000).into())
    });
    let clock = sources.clone();
    functions.def("durationRound", &[Type::ANY], Type::STR, move |call| {
        let nanos = match call.arg(0) {
            Value::Str(text) => {
                call.read(text.len().saturating_mul(2))?;
                golang::duration::parse(text).unwrap_or(0)
            }
            Value::Int(nanos, IntType::Int64) => *nanos,
            other => match moment_of(other) {
                Some(moment) => now("durationRound", &clock)?.since(&moment),
                None => 0,
            },
        };
        Ok(rounded(nanos).into())
    });
}

/// A duration in its largest whole unit: `2h`, `3mo`, `59s`. Source: sprig durationRound.
fn rounded(nanos: i64) -> String {
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

fn declare_parsing(functions: &mut Functions) {
    functions.def("toDate", &[Type::STR, Type::STR], TIME_TYPE, |call| {
        call.read(call.str(0).len().saturating_mul(2 * LAYOUT))?;
        Ok(value(time::parse(call.str(0), call.str(1)).unwrap_or_else(|_| Moment::zero())))
    });
    functions.def("mustToDate", &[Type::STR, Type::STR], TIME_TYPE, |call| {
        call.read(call.str(0).len().saturating_mul(2 * LAYOUT))?;
        Ok(value(time::parse(call.str(0), call.str(1)).map_err(|e| e.to_string())?))
    });
    for name in ["dateModify", "date_modify"] {
        functions.def(name, &[Type::STR, TIME_TYPE], TIME_TYPE, |call| {
            call.read(call.str(0).len().saturating_mul(2))?;
            let moment = moment_of(call.arg(1)).unwrap_or_else(Moment::zero);
            Ok(golang::duration::parse(call.str(0))
                .map_or_else(|_| call.arg(1).clone(), |nanos| value(moment.later(nanos))))
        });
    }
    for name in ["mustDateModify", "must_date_modify"] {
        functions.def(name, &[Type::STR, TIME_TYPE], TIME_TYPE, |call| {
            call.read(call.str(0).len().saturating_mul(2))?;
            let moment = moment_of(call.arg(1)).unwrap_or_else(Moment::zero);
            Ok(value(moment.later(golang::duration::parse(call.str(0)).map_err(|e| e.to_string())?)))
        });
    }
}
