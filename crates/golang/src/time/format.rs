//! Writing a moment by a layout.

use std::fmt::Write as _;

use super::layout::{DAYS, MONTHS, Offset, Part, next_part};
use super::moment::{Civil, Moment};

/// `moment` as `layout` shows it. Source: Go 1.26 time.Time.Format.
pub fn format(moment: &Moment, layout: &str) -> String {
    let civil = moment.civil();
    let mut out = String::with_capacity(layout.len() + 10);
    let mut rest = layout;
    loop {
        let (prefix, part, suffix) = next_part(rest);
        out.push_str(prefix);
        let Some((part, _)) = part else { return out };
        // Writing to a String cannot fail.
        let _ = write_part(&mut out, part, moment, &civil);
        rest = suffix;
    }
}

fn name(names: &[&'static str], index: i64) -> &'static str {
    usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or("")
}

/// The name of a weekday, 0 is Sunday.
pub fn weekday_name(weekday: i64) -> &'static str {
    name(&DAYS, weekday)
}

/// The name of a month, 1–12.
pub fn month_name(month: i64) -> &'static str {
    name(&MONTHS, month - 1)
}

fn write_part(out: &mut String, part: Part, moment: &Moment, civil: &Civil) -> std::fmt::Result {
    let hour12 = (civil.hour + 11) % 12 + 1;
    let short = |name: &'static str| name.get(..3).unwrap_or(name);
    match part {
        Part::LongMonth => out.write_str(month_name(civil.month)),
        Part::Month => out.write_str(short(month_name(civil.month))),
        Part::NumMonth => write!(out, "{}", civil.month),
        Part::ZeroMonth => write!(out, "{:02}", civil.month),
        Part::LongWeekday => out.write_str(weekday_name(civil.weekday)),
        Part::Weekday => out.write_str(short(weekday_name(civil.weekday))),
        Part::Day => write!(out, "{}", civil.day),
        Part::UnderDay => write!(out, "{:2}", civil.day),
        Part::ZeroDay => write!(out, "{:02}", civil.day),
        Part::UnderYearDay => write!(out, "{:3}", civil.year_day),
        Part::ZeroYearDay => write!(out, "{:03}", civil.year_day),
        Part::Hour => write!(out, "{:02}", civil.hour),
        Part::Hour12 => write!(out, "{hour12}"),
        Part::ZeroHour12 => write!(out, "{hour12:02}"),
        Part::Minute => write!(out, "{}", civil.minute),
        Part::ZeroMinute => write!(out, "{:02}", civil.minute),
        Part::Second => write!(out, "{}", civil.second),
        Part::ZeroSecond => write!(out, "{:02}", civil.second),
        // The sign comes before four digits.
        Part::LongYear if civil.year < 0 => write!(out, "-{:04}", -civil.year),
        Part::LongYear => write!(out, "{:04}", civil.year),
        Part::Year => write!(out, "{:02}", civil.year.abs() % 100),
        Part::UpperPm => out.write_str(if civil.hour >= 12 { "PM" } else { "AM" }),
        Part::LowerPm => out.write_str(if civil.hour >= 12 { "pm" } else { "am" }),
        Part::ZoneName if moment.zone.name.is_empty() => {
            let offset = Offset { z: false, colon: false, minutes: true, seconds: false };
            write_offset(out, moment.zone.offset, offset)
        }
        Part::ZoneName => out.write_str(&moment.zone.name),
        Part::Offset(offset) => write_offset(out, moment.zone.offset, offset),
        Part::Fraction { digits, keep_zeros, separator } => {
            write_fraction(out, moment.nanos, digits, keep_zeros, separator);
            Ok(())
        }
    }
}

fn write_offset(out: &mut String, seconds: i64, form: Offset) -> std::fmt::Result {
    if form.z && seconds == 0 {
        return out.write_char('Z');
    }
    // Go looks at the sign of the whole minutes.
    let sign = if seconds / 60 < 0 { '-' } else { '+' };
    let (size, colon) = (seconds.abs(), if form.colon { ":" } else { "" });
    write!(out, "{sign}{:02}", size / 3600)?;
    if form.minutes {
        write!(out, "{colon}{:02}", size / 60 % 60)?;
    }
    if form.seconds {
        write!(out, "{colon}{:02}", size % 60)?;
    }
    Ok(())
}

fn write_fraction(out: &mut String, nanos: u32, digits: usize, keep_zeros: bool, separator: char) {
    if !keep_zeros && nanos == 0 {
        return;
    }
    let text = format!("{nanos:09}");
    let shown = text.get(..digits.min(9)).unwrap_or(&text);
    let shown = if keep_zeros { shown } else { shown.trim_end_matches('0') };
    if keep_zeros || !shown.is_empty() {
        out.push(separator);
        out.push_str(shown);
    }
}
