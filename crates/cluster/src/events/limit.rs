//! How often the same is recorded. The clock is an argument.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::Instant;

/// The same thing of the same owner is recorded again after this time.
const SAME: Duration = Duration::from_secs(10 * 60);
/// Owners and reasons that are remembered.
const REMEMBERED: usize = 4096;
/// Events that may be written at once.
const BURST: f64 = 25.0;
/// Events that may be written in a second in the long run.
const RATE: f64 = 2.0;

/// What was recorded lately.
#[derive(Debug)]
pub(super) struct Limit {
    recorded: BTreeMap<(String, &'static str), Instant>,
    left: f64,
    filled: Instant,
}

impl Limit {
    pub(super) fn new(now: Instant) -> Limit {
        Limit { recorded: BTreeMap::new(), left: BURST, filled: now }
    }

    /// Whether this reason may be recorded of this owner now.
    pub(super) fn allows(&mut self, owner: &str, reason: &'static str, now: Instant) -> bool {
        let key = (owner.to_owned(), reason);
        if self.recorded.get(&key).is_some_and(|at| now.duration_since(*at) < SAME) {
            return false;
        }
        self.left = (self.left + now.duration_since(self.filled).as_secs_f64() * RATE).min(BURST);
        self.filled = now;
        if self.left < 1.0 {
            return false;
        }
        if self.recorded.len() >= REMEMBERED {
            self.recorded.retain(|_, at| now.duration_since(*at) < SAME);
        }
        if self.recorded.len() >= REMEMBERED {
            return false;
        }
        self.left -= 1.0;
        self.recorded.insert(key, now);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_events_are_limited_one_by_one_and_altogether() {
        let start = Instant::now();
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        let mut limit = Limit::new(start);
        for (owner, reason, seconds, want) in [
            ("a", "x", 0, true),
            ("a", "x", 1, false),
            ("a", "y", 1, true),
            ("b", "x", 1, true),
            ("a", "x", 599, false),
            ("a", "x", 601, true),
        ] {
            assert_eq!(limit.allows(owner, reason, at(seconds)), want, "{owner} {reason} {seconds}");
        }
        let many = |limit: &mut Limit, seconds: u64| {
            (0..1000).filter(|i| limit.allows(&format!("{seconds}-{i}"), "z", at(seconds))).count()
        };
        assert_eq!(many(&mut limit, 700), 25);
        assert_eq!(many(&mut limit, 705), 10);
        assert_eq!(many(&mut limit, 1000), 25);
    }

    #[test]
    fn memory_is_bounded() {
        let start = Instant::now();
        let mut limit = Limit::new(start);
        for i in 0..20_000_u32 {
            limit.allows(&i.to_string(), "x", start + Duration::from_millis(500) * i);
            assert!(limit.recorded.len() <= REMEMBERED);
        }
    }
}
