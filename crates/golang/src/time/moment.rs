//! A point in time with a zone.

use super::calendar::{civil_from_days, days_from_civil};
use super::zone::Zone;

/// Go's `time.Time`: an instant, and the zone it is shown in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Seconds since 1970-01-01 00:00:00 UTC.
    pub seconds: i64,
    /// Nanoseconds after that.
    pub nanos: u32,
    /// The zone it is shown in.
    pub zone: Zone,
}

/// A moment as a calendar and a clock show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    /// Before the year 1 it is 0 or less.
    pub year: i64,
    /// 1–12
    pub month: i64,
    /// 1–31
    pub day: i64,
    /// 1–366
    pub year_day: i64,
    /// 0 is Sunday.
    pub weekday: i64,
    /// 0–23
    pub hour: i64,
    /// 0–59
    pub minute: i64,
    /// 0–59
    pub second: i64,
}

impl Moment {
    /// An instant in UTC.
    pub fn utc(seconds: i64, nanos: u32) -> Moment {
        Moment { seconds, nanos, zone: Zone::utc() }
    }

    /// Go's zero time: January 1 of year 1.
    pub fn zero() -> Moment {
        Moment::utc(days_from_civil(1, 1, 1) * 86400, 0)
    }

    /// The moment `nanos` nanoseconds later.
    pub fn later(&self, nanos: i64) -> Moment {
        let total = i64::from(self.nanos) + nanos.rem_euclid(1_000_000_000);
        let seconds = nanos.div_euclid(1_000_000_000) + total.div_euclid(1_000_000_000);
        Moment {
            seconds: self.seconds.saturating_add(seconds),
            nanos: u32::try_from(total.rem_euclid(1_000_000_000)).unwrap_or(0),
            zone: self.zone.clone(),
        }
    }

    /// The last multiple of `unit` nanoseconds since Go's zero time that is not later; itself without a unit.
    pub fn truncated(&self, unit: i64) -> Moment {
        self.later(-self.beyond(unit))
    }

    /// The nearest such multiple, halves up.
    pub fn rounded(&self, unit: i64) -> Moment {
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
    pub fn later_date(&self, years: i64, months: i64, days: i64) -> Moment {
        let bounded = |n: i64| n.clamp(-1_000_000_000, 1_000_000_000);
        let civil = self.civil();
        let first = days_from_civil(civil.year + bounded(years), civil.month + bounded(months), 1);
        let day = first + civil.day - 1 + bounded(days);
        let of_day = civil.hour * 3600 + civil.minute * 60 + civil.second;
        Moment {
            seconds: day * 86400 + of_day - self.zone.offset,
            nanos: self.nanos,
            zone: self.zone.clone(),
        }
    }

    /// Nanoseconds since `earlier`, at most what fits. Source: Go time.Time.Sub.
    pub fn since(&self, earlier: &Moment) -> i64 {
        let seconds = i128::from(self.seconds) - i128::from(earlier.seconds);
        let nanos = seconds * 1_000_000_000 + i128::from(self.nanos) - i128::from(earlier.nanos);
        i64::try_from(nanos).unwrap_or(if nanos < 0 { i64::MIN } else { i64::MAX })
    }

    /// What calendar and clock show in its zone.
    pub fn civil(&self) -> Civil {
        let local = self.seconds.saturating_add(self.zone.offset);
        let (days, clock) = (local.div_euclid(86400), local.rem_euclid(86400));
        let (year, month, day) = civil_from_days(days);
        Civil {
            year,
            month,
            day,
            year_day: days - days_from_civil(year, 1, 1) + 1,
            weekday: (days + 4).rem_euclid(7),
            hour: clock / 3600,
            minute: clock / 60 % 60,
            second: clock % 60,
        }
    }
}
