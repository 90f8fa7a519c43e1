//! How long to wait between tries.

use std::time::Duration;

/// Waits that double from try to try, up to a bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backoff {
    first: Duration,
    tries: u32,
}

impl Backoff {
    /// Waits that begin with `first`.
    pub fn new(first: Duration) -> Backoff {
        Backoff { first, tries: 0 }
    }

    /// The next wait: at most `most`, and up to a fifth shorter by `draw`, a random number from 0 to 1, so that those who
    /// failed together do not try together.
    pub fn next(&mut self, most: Duration, draw: f64) -> Duration {
        let doubled = 2u32.checked_pow(self.tries).unwrap_or(u32::MAX);
        self.tries = self.tries.saturating_add(1);
        let wait = self.first.saturating_mul(doubled).min(most.max(self.first));
        wait.mul_f64(1.0 - 0.2 * bounded(draw))
    }

    /// How many waits there were.
    pub fn tries(&self) -> u32 {
        self.tries
    }
}

/// A number from 0 to 1; what is not a number is 0.
pub(crate) fn bounded(number: f64) -> f64 {
    if number.is_nan() { 0.0 } else { number.clamp(0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_bound() {
        let ms = Duration::from_millis;
        let mut backoff = Backoff::new(ms(100));
        let waits: Vec<_> = (0..6).map(|_| backoff.next(ms(1500), 0.0)).collect();
        assert_eq!(waits, [ms(100), ms(200), ms(400), ms(800), ms(1500), ms(1500)]);
        for _ in 0..100 {
            assert_eq!(backoff.next(Duration::MAX, 0.0).min(ms(6400)), ms(6400));
        }
        assert_eq!(backoff.tries(), 106);
        let mut backoff = Backoff::new(ms(100));
        assert_eq!(backoff.next(ms(1), 1.0), ms(80));
        assert_eq!(backoff.next(ms(1), f64::NAN), ms(100));
    }
}
