//! A point in time with a zone, and the calendar.

use std::sync::Arc;

/// A time zone: a name and a fixed offset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Zone {
    /// What `MST` in a layout prints; "" prints the offset.
    pub(crate) name: Arc<str>,
    /// Seconds east of Greenwich.
    pub(crate) offset: i64,
    /// Whether it is Go's `time.Local`.
    pub(crate) is_local: bool,
}

impl Zone {
    /// Coordinated universal time.
    pub(crate) fn utc() -> Zone {
        Zone::fixed("UTC", 0)
    }

    /// Local time, which is UTC here.
    pub(crate) fn local() -> Zone {
        Zone { is_local: true, ..Zone::utc() }
    }

    /// A zone of one offset.
    pub(crate) fn fixed(name: &str, offset: i64) -> Zone {
        Zone { name: name.into(), offset, is_local: false }
    }

    /// The zone of that name in the tz database, as far as it needs no database: UTC, GMT, and the fixed offsets
    /// `Etc/GMT+5`, `EST`, `MST`, `HST`. `None` for all others. `Local` is UTC: there is no local zone here.
    pub(crate) fn named(name: &str) -> Option<Zone> {
        if let Some(hours) = name.strip_prefix("Etc/GMT") {
            let west: i64 = if matches!(hours, "" | "0") { 0 } else { hours.parse().ok()? };
            return match west {
                0 => Some(Zone::fixed("GMT", 0)),
                -14..=12 => Some(Zone::fixed(
                    &format!("{}{:02}", if west > 0 { '-' } else { '+' }, west.abs()),
                    -west * 3600,
                )),
                _ => None,
            };
        }
        match name {
            "" | "UTC" | "Local" | "Etc/UTC" | "Etc/UCT" | "Etc/Universal" | "Etc/Zulu" | "UCT"
            | "Universal" | "Zulu" => Some(Zone::utc()),
            "GMT" | "GMT0" | "GMT+0" | "GMT-0" | "Greenwich" | "Etc/Greenwich" => Some(Zone::fixed("GMT", 0)),
            "EST" => Some(Zone::fixed("EST", -5 * 3600)),
            "MST" => Some(Zone::fixed("MST", -7 * 3600)),
            "HST" => Some(Zone::fixed("HST", -10 * 3600)),
            _ => None,
        }
    }
}

/// Go's `time.Time`: an instant, and the zone it is shown in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Seconds since 1970-01-01 00:00:00 UTC.
    pub(crate) seconds: i64,
    /// Nanoseconds after that.
    pub(crate) nanos: u32,
    /// The zone it is shown in.
    pub(crate) zone: Zone,
}

/// A moment as a calendar and a clock show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Civil {
    pub(crate) year: i64,
    /// 1–12
    pub(crate) month: i64,
    /// 1–31
    pub(crate) day: i64,
    /// 1–366
    pub(crate) year_day: i64,
    /// 0 is Sunday.
    pub(crate) weekday: i64,
    pub(crate) hour: i64,
    pub(crate) minute: i64,
    pub(crate) second: i64,
}

impl Moment {
    /// An instant in UTC.
    pub(crate) fn utc(seconds: i64, nanos: u32) -> Moment {
        Moment { seconds, nanos, zone: Zone::utc() }
    }

    /// Go's zero time: January 1 of year 1.
    pub(crate) fn zero() -> Moment {
        Moment::utc(days_before(1, 1, 1) * 86400, 0)
    }

    /// The moment `nanos` nanoseconds later.
    pub(crate) fn later(&self, nanos: i64) -> Moment {
        let total = i64::from(self.nanos) + nanos.rem_euclid(1_000_000_000);
        let seconds = nanos.div_euclid(1_000_000_000) + total.div_euclid(1_000_000_000);
        Moment {
            seconds: self.seconds.saturating_add(seconds),
            nanos: u32::try_from(total.rem_euclid(1_000_000_000)).unwrap_or(0),
            zone: self.zone.clone(),
        }
    }

    /// The last multiple of `unit` nanoseconds since Go's zero time that is not later; itself without a unit.
    pub(crate) fn truncated(&self, unit: i64) -> Moment {
        self.later(-self.beyond(unit))
    }

    /// The nearest such multiple, halves up.
    pub(crate) fn rounded(&self, unit: i64) -> Moment {
        match self.beyond(unit) {
            beyond if beyond < unit - beyond => self.later(-beyond),
            beyond => self.later(unit.max(0) - beyond),
        }
    }

    fn beyond(&self, unit: i64) -> i64 {
        if unit <= 0 {
            return 0;
        }
        let seconds = i128::from(self.seconds) - i128::from(Moment::zero().seconds);
        let nanos = seconds * 1_000_000_000 + i128::from(self.nanos);
        i64::try_from(nanos.rem_euclid(unit.into())).unwrap_or(0)
    }

    /// The same time of day that many years, months and days later, at most a billion of each; a date that the
    /// calendar does not have is as many days after the last one.
    pub(crate) fn later_date(&self, years: i64, months: i64, days: i64) -> Moment {
        let bounded = |n: i64| n.clamp(-1_000_000_000, 1_000_000_000);
        let civil = self.civil();
        let first = days_before(civil.year + bounded(years), civil.month + bounded(months), 1);
        let day = first + civil.day - 1 + bounded(days);
        let of_day = civil.hour * 3600 + civil.minute * 60 + civil.second;
        Moment {
            seconds: day * 86400 + of_day - self.zone.offset,
            nanos: self.nanos,
            zone: self.zone.clone(),
        }
    }

    /// Nanoseconds since `earlier`, at most what fits. Source: Go time.Time.Sub.
    pub(crate) fn since(&self, earlier: &Moment) -> i64 {
        let seconds = i128::from(self.seconds) - i128::from(earlier.seconds);
        let nanos = seconds * 1_000_000_000 + i128::from(self.nanos) - i128::from(earlier.nanos);
        i64::try_from(nanos).unwrap_or(if nanos < 0 { i64::MIN } else { i64::MAX })
    }

    /// What calendar and clock show in its zone.
    pub(crate) fn civil(&self) -> Civil {
        let local = self.seconds.saturating_add(self.zone.offset);
        let (days, clock) = (local.div_euclid(86400), local.rem_euclid(86400));
        let (year, month, day) = calendar(days);
        Civil {
            year,
            month,
            day,
            year_day: days - days_before(year, 1, 1) + 1,
            weekday: (days + 4).rem_euclid(7),
            hour: clock / 3600,
            minute: clock / 60 % 60,
            second: clock % 60,
        }
    }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar; `month` may be beyond 12 or below 1.
pub(crate) fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = (year + (month - 1).div_euclid(12), (month - 1).rem_euclid(12) + 1);
    // Years begin in March here, so that the leap day is the last one.
    let (shifted_year, shifted_month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (shifted_year.div_euclid(400), shifted_year.rem_euclid(400));
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * shifted_month + 2) / 5 + day
        - 1
        - 719_468
}

/// Year, month and day of the day that is `days` after 1970-01-01.
fn calendar(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

/// Whether a year has a February 29.
pub(crate) fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The days of a month, 1–12.
pub(crate) fn days_in(month: i64, year: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_calendar() {
        for (days, date) in [
            (0, (1970, 1, 1)),
            (-1, (1969, 12, 31)),
            (11_016, (2000, 2, 29)),
            (19_782, (2024, 2, 29)),
            (-719_162, (1, 1, 1)),
            (-719_528, (0, 1, 1)),
        ] {
            assert_eq!(calendar(days), date);
            assert_eq!(days_before(date.0, date.1, date.2), days);
        }
        assert_eq!(Moment::utc(1_514_678_400, 0).civil().year_day, 365);
        assert_eq!(Moment::utc(i64::MAX, 0).later(i64::MAX).seconds, i64::MAX);
    }
}
