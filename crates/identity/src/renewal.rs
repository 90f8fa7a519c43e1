//! When a workload asks for its certificate, and asks again: a machine over the clock.
//!
//! A certificate stays in force until the next one is there, and after that has failed, too. Two clocks are looked at, as
//! either may lie: the time of day, by which certificates are valid, may be set; the time that has passed may stand still
//! while the machine sleeps. Whichever of the two says first that it is time, is right.
//!
//! Source: Istio 1.30 security/pkg/nodeagent/cache/secretcache.go, rotateTime; Istio drops the old certificate first.

use std::time::{Duration, SystemTime};

use thiserror::Error;

use crate::backoff::{Backoff, bounded};

/// The longest wait before the clock is looked at again: it may have been set.
const LOOK: Duration = Duration::from_secs(60);
/// The wait after the first failure.
const FIRST_RETRY: Duration = Duration::from_millis(100);
/// The longest wait between tries while there is a certificate.
const RETRY: Duration = Duration::from_secs(60);
/// The longest wait between tries while there is none, or none that is valid: nothing works without.
const RETRY_WITHOUT: Duration = Duration::from_secs(10);
/// No certificate is renewed sooner, whatever its lifetime.
const YOUNGEST: Duration = Duration::from_millis(500);
/// Which part of the lifetime may be left when it is time, at most: the next certificate must not be due at once.
const MOST_LEFT: f64 = 0.95;
/// And at least: the next one has to come before the end.
const LEAST_LEFT: f64 = 0.02;
/// Under this part of the lifetime a certificate is low.
const LOW: f64 = 0.25;

/// When it is time to renew.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Policy {
    ratio: f64,
    jitter: f64,
}

/// A policy cannot be followed.
#[derive(Clone, Copy, Debug, Error, PartialEq)]
#[error("the {what} is {value}; a number from 0 to 1 is needed")]
pub struct PolicyError {
    /// Which number.
    pub what: &'static str,
    /// What it is.
    pub value: f64,
}

impl Policy {
    /// `ratio`: the part of a lifetime that is left when it is time; `jitter`: how far chance moves it either way. Both from
    /// 0 to 1. Of what comes of them, less than 0.02 counts as 0.02, more than 0.95 as 0.95.
    ///
    /// # Errors
    /// One is not such a number.
    pub fn new(ratio: f64, jitter: f64) -> Result<Policy, PolicyError> {
        for (what, value) in [("grace period ratio", ratio), ("grace period ratio's jitter", jitter)] {
            if !(0.0..=1.0).contains(&value) {
                return Err(PolicyError { what, value });
            }
        }
        Ok(Policy { ratio, jitter })
    }

    /// The part of the lifetime after which it is time, by a random number from 0 to 1.
    fn age(self, draw: f64) -> f64 {
        let left = self.ratio + self.jitter * (2.0 * bounded(draw) - 1.0);
        1.0 - left.clamp(LEAST_LEFT, MOST_LEFT)
    }
}

impl Default for Policy {
    /// Half of the lifetime, give or take a hundredth.
    fn default() -> Policy {
        Policy { ratio: 0.5, jitter: 0.01 }
    }
}

/// What the clocks say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The time of day.
    pub wall: SystemTime,
    /// The time that has passed since some moment, always the same one.
    pub passed: Duration,
}

/// What has to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Ask the authority for a certificate, and say what became of it: [`Renewal::issued`] or [`Renewal::failed`].
    Request,
    /// Ask again after this time: at most a minute, as clocks are set.
    Wait(Duration),
}

/// How a workload stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is no certificate.
    None,
    /// It is valid for this time.
    Valid(Duration),
    /// The same, but less than a quarter of its lifetime is left: renewing it has failed for long.
    Low(Duration),
    /// Its end has passed.
    Expired,
}

/// The certificate that is in force, as far as its renewal goes, and the tries to replace it.
#[derive(Clone, Debug, PartialEq)]
pub struct Renewal {
    policy: Policy,
    current: Option<Current>,
    retry: Option<Retry>,
}

#[derive(Clone, Debug, PartialEq)]
struct Current {
    received: Now,
    not_after: SystemTime,
    lifetime: Duration,
    age: Duration,
}

#[derive(Clone, Debug, PartialEq)]
struct Retry {
    backoff: Backoff,
    at: Duration,
}

impl Renewal {
    /// A workload without a certificate.
    pub fn new(policy: Policy) -> Renewal {
        Renewal { policy, current: None, retry: None }
    }

    /// What has to be done now.
    pub fn next(&self, now: Now) -> Step {
        if let Some(wait) = self.current.as_ref().and_then(|current| current.not_due_for(now)) {
            return Step::Wait(wait.min(LOOK));
        }
        match &self.retry {
            Some(retry) if retry.at > now.passed => Step::Wait(retry.at.saturating_sub(now.passed).min(LOOK)),
            _ => Step::Request,
        }
    }

    /// A certificate was issued, and is in force from now on. Its lifetime counts from now, whenever it began. `draw` is a
    /// random number from 0 to 1.
    pub fn issued(&mut self, not_after: SystemTime, now: Now, draw: f64) {
        let lifetime = not_after.duration_since(now.wall).unwrap_or_default();
        let age = lifetime.mul_f64(self.policy.age(draw)).max(YOUNGEST);
        self.current = Some(Current { received: now, not_after, lifetime, age });
        self.retry = None;
    }

    /// A request failed; what was in force stays so. `draw` is a random number from 0 to 1. Gives the time to the next try.
    pub fn failed(&mut self, now: Now, draw: f64) -> Duration {
        let mut backoff = self.retry.take().map_or_else(|| Backoff::new(FIRST_RETRY), |retry| retry.backoff);
        let most = match self.standing(now) {
            Standing::None | Standing::Expired => RETRY_WITHOUT,
            // Certificates that live for seconds leave no minute for waiting.
            Standing::Valid(left) | Standing::Low(left) => RETRY.min(left / 4),
        };
        let wait = backoff.next(most, draw);
        self.retry = Some(Retry { backoff, at: now.passed.saturating_add(wait) });
        wait
    }

    /// How many requests in a row have failed.
    pub fn failures(&self) -> u32 {
        self.retry.as_ref().map_or(0, |retry| retry.backoff.tries())
    }

    /// How the workload stands now.
    pub fn standing(&self, now: Now) -> Standing {
        let Some(current) = &self.current else { return Standing::None };
        let left = current.left(now);
        if left.is_zero() {
            Standing::Expired
        } else if left < current.lifetime.mul_f64(LOW) {
            Standing::Low(left)
        } else {
            Standing::Valid(left)
        }
    }
}

impl Current {
    /// How long it is not yet time; `None` if it is.
    fn not_due_for(&self, now: Now) -> Option<Duration> {
        let due = self.received.wall.checked_add(self.age).unwrap_or(self.not_after);
        let by_day = due.duration_since(now.wall).unwrap_or_default();
        let by_passing = self.age.saturating_sub(self.passed(now));
        let wait = by_day.min(by_passing);
        (!wait.is_zero()).then_some(wait)
    }

    /// The time to its end, by the clock that says less.
    fn left(&self, now: Now) -> Duration {
        let by_day = self.not_after.duration_since(now.wall).unwrap_or_default();
        by_day.min(self.lifetime.saturating_sub(self.passed(now)))
    }

    fn passed(&self, now: Now) -> Duration {
        now.passed.saturating_sub(self.received.passed)
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);
    const DAY: Duration = Duration::from_secs(24 * 3600);
    const START: Duration = Duration::from_secs(1_795_000_000);

    /// A machine whose clocks go apart when somebody sets one.
    struct Machine {
        renewal: Renewal,
        wall: SystemTime,
        passed: Duration,
    }

    impl Machine {
        fn with(policy: Policy) -> Machine {
            Machine { renewal: Renewal::new(policy), wall: UNIX_EPOCH + START, passed: HOUR }
        }

        /// Half of the lifetime, without chance.
        fn exact() -> Machine {
            Machine::with(Policy::new(0.5, 0.0).unwrap())
        }

        fn now(&self) -> Now {
            Now { wall: self.wall, passed: self.passed }
        }

        fn pass(&mut self, time: Duration) {
            self.wall += time;
            self.passed += time;
        }

        fn issued(&mut self, lifetime: Duration) {
            self.renewal.issued(self.wall + lifetime, self.now(), 0.5);
        }

        /// Waits as it is told to, until a request is due, at most so long. Gives how long it took.
        fn until_request(&mut self, most: Duration) -> Duration {
            let began = self.passed;
            while let Step::Wait(wait) = self.renewal.next(self.now()) {
                assert!(!wait.is_zero() && wait <= LOOK, "{wait:?}");
                self.pass(wait);
                assert!(self.passed - began <= most, "no request within {most:?}");
            }
            self.passed - began
        }
    }

    #[test]
    fn the_first_request_is_due_at_once_and_the_next_at_half_of_the_lifetime() {
        let mut machine = Machine::exact();
        assert_eq!(machine.renewal.standing(machine.now()), Standing::None);
        assert_eq!(machine.renewal.next(machine.now()), Step::Request);
        for _ in 0..3 {
            machine.issued(DAY);
            assert_eq!(machine.renewal.standing(machine.now()), Standing::Valid(DAY));
            assert_eq!(machine.until_request(DAY), 12 * HOUR);
        }
    }

    #[test]
    fn ratio_and_jitter_say_when() {
        for (ratio, jitter, draw, want) in [
            (0.5, 0.01, 0.0, 0.51),
            (0.5, 0.01, 1.0, 0.49),
            (0.5, 0.01, 0.5, 0.5),
            (0.1, 0.0, 0.5, 0.9),
            (0.0, 0.0, 0.5, 0.98),
            (1.0, 0.0, 0.5, 0.05),
            (0.9, 0.5, 1.0, 0.05),
            (0.5, 1.0, f64::NAN, 0.98),
        ] {
            let age = Policy::new(ratio, jitter).unwrap().age(draw);
            assert!((age - want).abs() < 1e-9, "{ratio} {jitter} {draw}: {age}");
        }
        for (ratio, jitter) in [(-0.1, 0.0), (1.1, 0.0), (f64::NAN, 0.0), (0.5, f64::INFINITY), (0.5, -0.01)]
        {
            assert!(Policy::new(ratio, jitter).is_err(), "{ratio} {jitter}");
        }
    }

    #[test]
    fn a_certificate_without_a_lifetime_is_not_renewed_without_end() {
        let mut machine = Machine::with(Policy::new(1.0, 1.0).unwrap());
        for lifetime in [Duration::ZERO, Duration::from_millis(1), Duration::from_secs(1)] {
            machine.issued(lifetime);
            assert!(machine.until_request(DAY) >= YOUNGEST, "{lifetime:?}");
        }
    }

    #[test]
    fn failures_are_tried_again_ever_more_slowly_and_the_old_one_stays() {
        let mut machine = Machine::exact();
        machine.issued(DAY);
        machine.until_request(DAY);
        let mut waits = Vec::new();
        while machine.renewal.standing(machine.now()) != Standing::Expired {
            let wait = machine.renewal.failed(machine.now(), 0.0);
            assert_eq!(machine.until_request(DAY), wait);
            waits.push(wait);
        }
        let longest = waits.iter().max();
        assert_eq!((waits[0], waits[1], longest), (FIRST_RETRY, FIRST_RETRY * 2, Some(&RETRY)));
        // Twelve hours of minutes, and a few steps at both ends.
        assert!((720..760).contains(&waits.len()), "{}", waits.len());
        assert_eq!(machine.renewal.failures() as usize, waits.len());
        assert!(machine.renewal.failed(machine.now(), 0.0) <= RETRY_WITHOUT);
        machine.issued(DAY);
        assert_eq!(machine.renewal.failures(), 0);
        assert_eq!(machine.until_request(DAY), 12 * HOUR);
    }

    #[test]
    fn a_short_certificate_gets_many_tries_before_its_end() {
        let mut machine = Machine::exact();
        machine.issued(Duration::from_secs(8));
        machine.until_request(DAY);
        let mut tries = 0;
        while machine.renewal.standing(machine.now()) != Standing::Expired {
            machine.renewal.failed(machine.now(), 1.0);
            machine.until_request(DAY);
            tries += 1;
        }
        assert!(tries > 8, "{tries}");
    }

    #[test]
    fn without_a_certificate_tries_are_seconds_apart() {
        let mut machine = Machine::exact();
        for _ in 0..100 {
            machine.renewal.failed(machine.now(), 0.0);
            assert!(machine.until_request(DAY) <= RETRY_WITHOUT);
        }
    }

    #[test]
    fn less_than_a_quarter_is_low() {
        let mut machine = Machine::exact();
        machine.issued(DAY);
        for (after, want) in [
            (18 * HOUR, Standing::Valid(6 * HOUR)),
            (HOUR, Standing::Low(5 * HOUR)),
            (5 * HOUR, Standing::Expired),
            (HOUR, Standing::Expired),
        ] {
            machine.pass(after);
            assert_eq!(machine.renewal.standing(machine.now()), want);
        }
    }

    type Set = (&'static str, fn(&mut Machine), Duration);

    /// F18: each row sets one of the clocks an hour after a certificate of a day was issued.
    #[test]
    fn a_clock_that_is_set_delays_no_renewal() {
        let set: [Set; 6] = [
            ("an hour ahead", |m| m.wall += HOUR, 10 * HOUR),
            ("past the renewal", |m| m.wall += 12 * HOUR, Duration::ZERO),
            ("past the end", |m| m.wall += 100 * DAY, Duration::ZERO),
            ("an hour back", |m| m.wall -= HOUR, 11 * HOUR),
            ("a year back", |m| m.wall -= 365 * DAY, 11 * HOUR),
            ("to 1970", |m| m.wall = UNIX_EPOCH, 11 * HOUR),
        ];
        for (case, change, want) in set {
            let mut machine = Machine::exact();
            machine.issued(DAY);
            machine.pass(HOUR);
            change(&mut machine);
            assert_eq!(machine.until_request(DAY), want, "{case}");
        }
    }

    #[test]
    fn a_clock_that_began_in_1970_renews_when_it_is_set() {
        let mut machine = Machine::exact();
        let right = machine.wall;
        machine.wall = UNIX_EPOCH;
        machine.renewal.issued(right + DAY, machine.now(), 0.5);
        assert!(matches!(machine.renewal.next(machine.now()), Step::Wait(_)));
        machine.wall = right;
        assert_eq!(machine.renewal.next(machine.now()), Step::Request);
    }

    #[test]
    fn a_machine_that_slept_renews_when_it_wakes() {
        let mut machine = Machine::exact();
        machine.issued(DAY);
        machine.wall += 13 * HOUR;
        assert_eq!(machine.renewal.next(machine.now()), Step::Request);
    }
}
