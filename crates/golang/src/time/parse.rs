//! Reading a moment by a layout.

use std::fmt;

use super::calendar::{days_from_civil, days_in, is_leap};
use super::layout::{DAYS, MONTHS, Offset, Part, next_part};
use super::moment::Moment;
use super::quoted;
use super::take::{
    Stop, has_fraction, take_digits, take_either, take_fraction, take_name, take_number, take_offset,
    take_short_year, within, zone_name_length,
};
use super::zone::Zone;

/// Why a text is not a time of a layout. The texts are those of Go's `time.ParseError`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// A part of the text is not what stands there in the layout.
    Syntax {
        /// The whole text.
        text: String,
        /// The layout.
        layout: String,
        /// The rest of the text, from the fault on.
        found: String,
        /// The part of the layout that should stand there.
        wanted: String,
    },
    /// The parts do not make a date, such as with a 13th month.
    Date {
        /// The whole text.
        text: String,
        /// What is wrong, such as `month out of range`.
        cause: String,
    },
    /// Something follows the time.
    Extra {
        /// The whole text.
        text: String,
        /// What follows.
        extra: String,
    },
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParseError::Syntax { text, layout, found, wanted } => {
                let [text, layout, found, wanted] = [text, layout, found, wanted].map(|part| quoted(part));
                write!(f, "parsing time {text} as {layout}: cannot parse {found} as {wanted}")
            }
            ParseError::Date { text, cause } => write!(f, "parsing time {}: {cause}", quoted(text)),
            ParseError::Extra { text, extra } => {
                write!(f, "parsing time {}: extra text: {}", quoted(text), quoted(extra))
            }
        }
    }
}

impl std::error::Error for ParseError {}

/// The moment that `value` shows by `layout`; without a zone in UTC.
///
/// Source: Go 1.26 time.ParseInLocation with UTC as location.
///
/// # Errors
/// It does not show one, with Go's text.
pub fn parse(layout: &str, value: &str) -> Result<Moment, ParseError> {
    let cannot = |found: &str, wanted: &str| ParseError::Syntax {
        text: value.to_owned(),
        layout: layout.to_owned(),
        found: found.to_owned(),
        wanted: wanted.to_owned(),
    };
    let no_date = |cause: String| ParseError::Date { text: value.to_owned(), cause };
    let mut fields = Fields::default();
    let (mut layout_rest, mut rest) = (layout, value);
    loop {
        let (prefix, part, suffix) = next_part(layout_rest);
        rest = skip(rest, prefix).map_err(|at| cannot(at, prefix))?;
        let Some((part, part_text)) = part else {
            if rest.is_empty() {
                return fields.finish().map_err(|cause| no_date(cause.to_owned()));
            }
            return Err(ParseError::Extra { text: value.to_owned(), extra: rest.to_owned() });
        };
        layout_rest = suffix;
        rest = fields.read(part, rest, layout_rest).map_err(|stop| match stop {
            Stop::Bad => cannot(rest, part_text),
            Stop::Range(what) => no_date(format!("{what} out of range")),
        })?;
    }
}

/// `value` after `prefix`; a space in `prefix` stands for any number of them. Source: Go time skip.
fn skip<'v>(mut value: &'v str, prefix: &str) -> Result<&'v str, &'v str> {
    let mut prefix = prefix;
    while let Some(wanted) = prefix.chars().next() {
        if wanted == ' ' {
            if value.starts_with(|c| c != ' ') {
                return Err(value);
            }
            prefix = prefix.trim_start_matches(' ');
            value = value.trim_start_matches(' ');
            continue;
        }
        value = value.strip_prefix(wanted).ok_or(value)?;
        prefix = prefix.strip_prefix(wanted).unwrap_or("");
    }
    Ok(value)
}

/// What has been read so far.
#[derive(Default)]
struct Fields {
    year: i64,
    month: Option<i64>,
    day: Option<i64>,
    year_day: Option<i64>,
    hour: i64,
    minute: i64,
    second: i64,
    nanos: u32,
    afternoon: Option<bool>,
    utc: bool,
    offset: Option<i64>,
    zone_name: String,
}

impl Fields {
    /// Reads one part and gives what is left.
    fn read<'v>(&mut self, part: Part, value: &'v str, layout_rest: &str) -> Result<&'v str, Stop> {
        let mut rest = value;
        match part {
            Part::Year => {
                let year = take_short_year(&mut rest)?;
                self.year = year + if year >= 69 { 1900 } else { 2000 };
            }
            Part::LongYear => self.year = take_digits(&mut rest, 4)?,
            Part::Month => self.month = Some(1 + take_name(&mut rest, &MONTHS, 3)?),
            Part::LongMonth => self.month = Some(1 + take_name(&mut rest, &MONTHS, usize::MAX)?),
            Part::NumMonth | Part::ZeroMonth => {
                let month = take_number(&mut rest, part == Part::ZeroMonth, 2)?;
                self.month = Some(within(month, 1, 12, "month")?);
            }
            Part::Weekday => drop(take_name(&mut rest, &DAYS, 3)?),
            Part::LongWeekday => drop(take_name(&mut rest, &DAYS, usize::MAX)?),
            Part::Day | Part::UnderDay | Part::ZeroDay => {
                if part == Part::UnderDay {
                    rest = rest.strip_prefix(' ').unwrap_or(rest);
                }
                self.day = Some(take_number(&mut rest, part == Part::ZeroDay, 2)?);
            }
            Part::UnderYearDay | Part::ZeroYearDay => {
                for _ in 0..2 {
                    if part == Part::UnderYearDay {
                        rest = rest.strip_prefix(' ').unwrap_or(rest);
                    }
                }
                self.year_day = Some(take_number(&mut rest, part == Part::ZeroYearDay, 3)?);
            }
            Part::Hour => self.hour = within(take_number(&mut rest, false, 2)?, 0, 23, "hour")?,
            Part::Hour12 | Part::ZeroHour12 => {
                self.hour = within(take_number(&mut rest, part == Part::ZeroHour12, 2)?, 0, 12, "hour")?;
            }
            Part::Minute | Part::ZeroMinute => {
                self.minute = within(take_number(&mut rest, part == Part::ZeroMinute, 2)?, 0, 59, "minute")?;
            }
            Part::Second | Part::ZeroSecond => {
                self.second = within(take_number(&mut rest, part == Part::ZeroSecond, 2)?, 0, 59, "second")?;
                let in_layout = matches!(next_part(layout_rest).1, Some((Part::Fraction { .. }, _)));
                if !in_layout && has_fraction(rest) {
                    self.nanos = take_fraction(&mut rest, usize::MAX)?;
                }
            }
            Part::UpperPm => self.afternoon = Some(take_either(&mut rest, "AM", "PM")?),
            Part::LowerPm => self.afternoon = Some(take_either(&mut rest, "am", "pm")?),
            Part::Offset(Offset { z: true, .. }) if rest.starts_with('Z') => {
                self.utc = true;
                rest = rest.strip_prefix('Z').unwrap_or(rest);
            }
            Part::Offset(form) => self.offset = Some(take_offset(&mut rest, form)?),
            Part::ZoneName => self.read_zone_name(&mut rest)?,
            Part::Fraction { digits, keep_zeros: true, .. } => self.nanos = take_fraction(&mut rest, digits)?,
            Part::Fraction { .. } if !has_fraction(rest) => {}
            Part::Fraction { .. } => self.nanos = take_fraction(&mut rest, usize::MAX)?,
        }
        Ok(rest)
    }

    fn read_zone_name(&mut self, rest: &mut &str) -> Result<(), Stop> {
        if let Some(tail) = rest.strip_prefix("UTC") {
            (self.utc, *rest) = (true, tail);
            return Ok(());
        }
        let length = zone_name_length(rest).ok_or(Stop::Bad)?;
        let (name, tail) = rest.split_at_checked(length).ok_or(Stop::Bad)?;
        (self.zone_name, *rest) = (name.to_owned(), tail);
        Ok(())
    }

    /// The moment; the error is what Go says about the date.
    fn finish(mut self) -> Result<Moment, &'static str> {
        match self.afternoon {
            Some(true) if self.hour < 12 => self.hour += 12,
            Some(false) if self.hour == 12 => self.hour = 0,
            _ => {}
        }
        let (month, day) = match self.year_day {
            Some(year_day) => self.date_of(year_day)?,
            None => (self.month.unwrap_or(1), self.day.unwrap_or(1)),
        };
        if day < 1 || day > days_in(month, self.year) {
            return Err("day out of range");
        }
        let clock = (self.hour * 60 + self.minute) * 60 + self.second;
        let seconds = days_from_civil(self.year, month, day) * 86400 + clock;
        let zone = self.zone();
        // A name without a number says nothing about the offset, except GMT+3.
        let shift = if self.offset.is_some() && !self.utc { zone.offset } else { 0 };
        Ok(Moment { seconds: seconds - shift, nanos: self.nanos, zone })
    }

    fn zone(&self) -> Zone {
        match self.offset {
            _ if self.utc => Zone::utc(),
            Some(0) if matches!(&*self.zone_name, "" | "UTC") => Zone::utc(),
            // Go takes -1 for "no offset": no text gives it.
            Some(offset) => Zone::fixed(&self.zone_name, offset),
            None if self.zone_name.is_empty() => Zone::utc(),
            None => {
                let hours =
                    self.zone_name.strip_prefix("GMT").and_then(|hours| hours.parse().ok()).unwrap_or(0_i64);
                Zone::fixed(&self.zone_name, hours * 3600)
            }
        }
    }

    fn date_of(&self, year_day: i64) -> Result<(i64, i64), &'static str> {
        let last = if is_leap(self.year) { 366 } else { 365 };
        if year_day < 1 || year_day > last {
            return Err("day-of-year out of range");
        }
        let (mut month, mut day) = (1, year_day);
        while day > days_in(month, self.year) {
            day -= days_in(month, self.year);
            month += 1;
        }
        match (self.month, self.day) {
            (Some(given), _) if given != month => Err("day-of-year does not match month"),
            (_, Some(given)) if given != day => Err("day-of-year does not match day"),
            _ => Ok((month, day)),
        }
    }
}
