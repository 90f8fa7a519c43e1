//! Times as certificates have them: whole seconds between 1970 and 9999.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::CertsError;

/// The last second of the year 9999.
const LAST: u64 = 253_402_300_799;

/// Seconds since 1970.
pub(crate) fn seconds(time: SystemTime) -> Result<u64, CertsError> {
    let seconds = time.duration_since(UNIX_EPOCH).map_err(|_| CertsError::Time)?.as_secs();
    if seconds > LAST { Err(CertsError::Time) } else { Ok(seconds) }
}

/// The time of so many seconds since 1970; outside of what can be expressed, the nearest one.
pub(crate) fn from_seconds(seconds: i64) -> SystemTime {
    let seconds = u64::try_from(seconds).unwrap_or(0).min(LAST);
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds)).unwrap_or(UNIX_EPOCH)
}

/// A time in whole seconds.
///
/// # Errors
/// A certificate cannot express it.
pub(crate) fn whole(time: SystemTime) -> Result<SystemTime, CertsError> {
    seconds(time).map(|s| from_seconds(i64::try_from(s).unwrap_or(0)))
}

/// A later time, at most the last one.
pub(crate) fn after(time: SystemTime, duration: Duration) -> SystemTime {
    let last = from_seconds(i64::MAX);
    time.checked_add(duration).map_or(last, |t| t.min(last))
}

/// An earlier time, at least the first one.
pub(crate) fn before(time: SystemTime, duration: Duration) -> SystemTime {
    time.checked_sub(duration).map_or(UNIX_EPOCH, |t| t.max(UNIX_EPOCH))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_stay_within_what_certificates_express() {
        assert_eq!(from_seconds(-1), UNIX_EPOCH);
        assert_eq!(seconds(from_seconds(i64::MAX)), Ok(LAST));
        assert_eq!(seconds(after(from_seconds(i64::MAX), Duration::from_secs(1))), Ok(LAST));
        assert_eq!(after(UNIX_EPOCH, Duration::MAX), from_seconds(i64::MAX));
        assert_eq!(before(UNIX_EPOCH, Duration::MAX), UNIX_EPOCH);
        assert_eq!(seconds(UNIX_EPOCH - Duration::from_secs(1)), Err(CertsError::Time));
        assert_eq!(whole(UNIX_EPOCH + Duration::from_millis(1999)), Ok(from_seconds(1)));
    }
}
