//! Timestamps as `metav1.Time` reads and writes them: RFC 3339, in UTC, to the second.

/// Go's name of the layout, in its errors.
const LAYOUT: &str = "2006-01-02T15:04:05Z07:00";

/// Why a text is no timestamp, with Go's text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// A part of the text is not what stands there in a timestamp.
    #[error("parsing time {} as \"{LAYOUT}\": cannot parse {} as \"{wanted}\"", quoted(text), quoted(found))]
    Syntax {
        /// The whole text.
        text: String,
        /// The rest of it, from the fault on.
        found: String,
        /// The part of the layout that should stand there.
        wanted: &'static str,
    },
    /// A number is too large, such as a 13th month.
    #[error("parsing time {}: {what} out of range", quoted(text))]
    Range {
        /// The whole text.
        text: String,
        /// What is too large: `month`, `day`, `hour`, `time zone offset hour`.
        what: &'static str,
    },
    /// Something follows the timestamp.
    #[error("parsing time {}: extra text: {}", quoted(text), quoted(extra))]
    Extra {
        /// The whole text.
        text: String,
        /// What follows.
        extra: String,
    },
}

/// The timestamp in UTC without fractions of a second; `None` for Go's zero time, which is written as null.
pub(crate) fn canonical(text: &str) -> Result<Option<String>, TimeError> {
    seconds_of(text).map(written)
}

/// Seconds since 1970 of a timestamp, without fractions; `None` when it is none.
#[cfg(feature = "templates")]
pub(crate) fn unix_seconds(text: &str) -> Option<i64> {
    seconds_of(text).ok()
}

fn seconds_of(text: &str) -> Result<i64, TimeError> {
    let mut parts = Parts { text, rest: text };
    let year = parts.year()?;
    let month = parts.after("-", |p| p.number("01", "month", 12))?;
    if month == 0 {
        return Err(parts.range("month"));
    }
    let day = parts.after("-", |p| p.number("02", "day", 99))?;
    let hour = parts.after("T", Parts::hour)?;
    let minute = parts.after(":", |p| p.number("04", "minute", 59))?;
    let second = parts.after(":", |p| p.number("05", "second", 59))?;
    parts.skip_fraction();
    let offset = parts.zone()?;
    if !parts.rest.is_empty() {
        return Err(TimeError::Extra { text: text.to_owned(), extra: parts.rest.to_owned() });
    }
    if day == 0 || day > days_in(year, month) {
        return Err(parts.range("day"));
    }
    Ok(days_from_civil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset)
}

struct Parts<'a> {
    text: &'a str,
    rest: &'a str,
}

impl<'a> Parts<'a> {
    fn year(&mut self) -> Result<i64, TimeError> {
        let digits = self.rest.get(..4).filter(|d| d.bytes().all(|b| b.is_ascii_digit()));
        let year = digits.and_then(|d| d.parse().ok()).ok_or_else(|| self.syntax("2006"))?;
        self.advance(4);
        Ok(year)
    }

    fn after(
        &mut self,
        prefix: &'static str,
        read: impl FnOnce(&mut Parts<'a>) -> Result<i64, TimeError>,
    ) -> Result<i64, TimeError> {
        self.rest = self.rest.strip_prefix(prefix).ok_or_else(|| self.syntax(prefix))?;
        read(self)
    }

    /// Two digits.
    fn number(&mut self, wanted: &'static str, what: &'static str, most: i64) -> Result<i64, TimeError> {
        let number = self.two_digits(0).ok_or_else(|| self.syntax(wanted))?;
        self.advance(2);
        if number > most { Err(self.range(what)) } else { Ok(number) }
    }

    /// One or two digits: Go is lenient here.
    fn hour(&mut self) -> Result<i64, TimeError> {
        if self.two_digits(0).is_some() {
            return self.number("15", "hour", 23);
        }
        let digit = self.rest.bytes().next().filter(u8::is_ascii_digit).ok_or_else(|| self.syntax("15"))?;
        self.advance(1);
        Ok(i64::from(digit - b'0'))
    }

    fn skip_fraction(&mut self) {
        let digits = self.rest.strip_prefix(['.', ',']).unwrap_or("");
        let count = digits.bytes().take_while(u8::is_ascii_digit).count();
        if count > 0 {
            self.advance(count + 1);
        }
    }

    /// The distance from UTC in seconds.
    fn zone(&mut self) -> Result<i64, TimeError> {
        if let Some(rest) = self.rest.strip_prefix('Z') {
            self.rest = rest;
            return Ok(0);
        }
        let wrong = self.syntax("Z07:00");
        if self.rest.len() < 6 || self.rest.as_bytes().get(3) != Some(&b':') {
            return Err(wrong);
        }
        let (hours, minutes) =
            (self.two_digits(1), self.two_digits(4).filter(|_| self.two_digits(1).is_some()));
        if hours.is_some_and(|h| h > 24) {
            return Err(self.range("time zone offset hour"));
        }
        if minutes.is_some_and(|m| m > 60) {
            return Err(self.range("time zone offset minute"));
        }
        let sign = match self.rest.bytes().next() {
            Some(b'+') => 1,
            Some(b'-') => -1,
            _ => return Err(wrong),
        };
        let (Some(hours), Some(minutes)) = (hours, minutes) else { return Err(wrong) };
        self.advance(6);
        Ok(sign * (hours * 3_600 + minutes * 60))
    }

    fn two_digits(&self, at: usize) -> Option<i64> {
        let digits = self.rest.as_bytes().get(at..at + 2)?;
        digits.iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + i64::from(b - b'0')))
    }

    /// Leaves `count` bytes behind, all ASCII.
    fn advance(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or("");
    }

    fn syntax(&self, wanted: &'static str) -> TimeError {
        TimeError::Syntax { text: self.text.to_owned(), found: self.rest.to_owned(), wanted }
    }

    fn range(&self, what: &'static str) -> TimeError {
        TimeError::Range { text: self.text.to_owned(), what }
    }
}

fn days_in(year: i64, month: i64) -> i64 {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the Gregorian calendar. Years are counted from March, so that a leap day comes last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// The text of a number of seconds since 1970; nothing for Go's zero time, the first second of the year 1.
fn written(seconds: i64) -> Option<String> {
    let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil_from_days(days);
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    let zero = (year, month, day, of_day) == (1, 1, 1, 0);
    let sign = if year < 0 { "-" } else { "" };
    let year = year.abs();
    (!zero).then(|| format!("{sign}{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

/// A text as Go's time package quotes it: bytes that are not printable ASCII as `\xNN`.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='\u{7f}' => out.push(c),
            _ => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    out.push_str(&format!("\\x{byte:02x}"));
                }
            }
        }
    }
    out.push('"');
    out
}
