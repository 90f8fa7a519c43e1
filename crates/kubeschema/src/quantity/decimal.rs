//! Decimal numbers of any length. Every operation takes time in proportion to the digits given, not to the exponent.

use std::cmp::Ordering;

/// A decimal number: `digits * 10^exponent`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Decimal {
    negative: bool,
    /// Decimal digits 0 to 9, the highest first, without leading zeros; none is zero.
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    /// The number `whole.fraction`, both ASCII digits.
    pub(super) fn new(negative: bool, whole: &str, fraction: &str) -> Decimal {
        let digits =
            whole.bytes().chain(fraction.bytes()).map(|b| b - b'0').skip_while(|d| *d == 0).collect();
        Decimal { negative, digits, exponent: -(fraction.len() as i64) }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    pub(super) fn is_negative(&self) -> bool {
        self.negative
    }

    /// Multiplies with a power of ten.
    pub(super) fn shift(&mut self, exponent: i64) {
        self.exponent += exponent;
    }

    /// Multiplies with a power of two, at most 2^60.
    pub(super) fn double(&mut self, exponent: i64) {
        let factor = 1u128 << exponent.clamp(0, 60);
        let mut carry = 0u128;
        for digit in self.digits.iter_mut().rev() {
            let product = u128::from(*digit) * factor + carry;
            *digit = (product % 10) as u8;
            carry = product / 10;
        }
        let mut front = Vec::new();
        while carry > 0 {
            front.push((carry % 10) as u8);
            carry /= 10;
        }
        front.reverse();
        self.digits.splice(0..0, front);
    }

    /// Leaves no digit below `10^exponent`, rounding away from zero.
    pub(super) fn round_up(&mut self, exponent: i64) {
        if self.is_zero() || self.exponent >= exponent {
            return;
        }
        let surplus = usize::try_from(exponent - self.exponent).unwrap_or(usize::MAX).min(self.digits.len());
        let below = self.digits.split_off(self.digits.len() - surplus);
        self.exponent = exponent;
        if below.iter().any(|d| *d != 0) {
            self.increment();
        }
    }

    fn increment(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
    }

    /// Makes anything above `i64::MAX` that, and the like below zero.
    pub(super) fn cap(&mut self) {
        const MOST: i64 = i64::MAX;
        let above = match self.magnitude(0) {
            None => true,
            Some(whole) => whole > MOST as u128 || (whole == MOST as u128 && !self.is_whole()),
        };
        if above {
            self.digits = MOST.to_string().bytes().map(|b| b - b'0').collect();
            self.exponent = 0;
        }
    }

    /// The number without its sign in units of `10^exponent`, digits below cut off; nothing when it exceeds 30 digits.
    fn magnitude(&self, exponent: i64) -> Option<u128> {
        let zeros = self.exponent.saturating_sub(exponent);
        let length = (self.digits.len() as i64).saturating_add(zeros);
        if self.is_zero() || length <= 0 {
            return Some(0);
        }
        let length = usize::try_from(length).ok().filter(|l| *l <= 30)?;
        let digits = self.digits.iter().chain(std::iter::repeat(&0)).take(length);
        Some(digits.fold(0, |n, d| n * 10 + u128::from(*d)))
    }

    /// The number in units of `10^exponent`, when that fits.
    pub(super) fn to_i64(&self, exponent: i64) -> Option<i64> {
        let magnitude = i64::try_from(self.magnitude(exponent)?).ok()?;
        Some(if self.negative { -magnitude } else { magnitude })
    }

    /// Which of two numbers is greater.
    pub(super) fn compare(&self, other: &Decimal) -> Ordering {
        let sign = |d: &Decimal| {
            if d.is_zero() {
                0
            } else if d.negative {
                -1
            } else {
                1
            }
        };
        match (sign(self), sign(other)) {
            (0, 0) => Ordering::Equal,
            (a, b) if a != b => a.cmp(&b),
            (sign, _) => {
                let magnitudes = self.compare_magnitudes(other);
                if sign < 0 { magnitudes.reverse() } else { magnitudes }
            }
        }
    }

    fn compare_magnitudes(&self, other: &Decimal) -> Ordering {
        let length = |d: &Decimal| (d.digits.len() as i64).saturating_add(d.exponent);
        let count = self.digits.len().max(other.digits.len());
        let digits = |d: &Decimal| d.digits.iter().copied().chain(std::iter::repeat(0)).take(count).collect();
        length(self).cmp(&length(other)).then_with(|| {
            let (a, b): (Vec<u8>, Vec<u8>) = (digits(self), digits(other));
            a.cmp(&b)
        })
    }

    /// The nearest float.
    pub(super) fn to_f64(&self) -> f64 {
        let sign = if self.negative { "-" } else { "" };
        let digits: String = self.digits.iter().map(|d| char::from(b'0' + d)).collect();
        format!("{sign}0{digits}e{}", self.exponent).parse().unwrap_or(0.0)
    }

    /// Whether the number lies between -1 and 1.
    pub(super) fn is_fraction(&self) -> bool {
        self.magnitude(0) == Some(0)
    }

    /// Whether the number has no digits behind the point.
    pub(super) fn is_whole(&self) -> bool {
        let below = usize::try_from(-self.exponent).unwrap_or(0);
        self.digits.iter().rev().take(below).all(|d| *d == 0)
    }

    /// Whether the number is at least `bound`, or at most `-bound`.
    pub(super) fn reaches(&self, bound: u128) -> bool {
        self.magnitude(0).is_none_or(|m| m >= bound)
    }

    /// The whole number as text, divided by 1024 as often as that leaves a whole number, and how often.
    pub(super) fn without_1024(&self) -> (String, usize) {
        let (mut magnitude, mut times) = (self.magnitude(0).unwrap_or(0), 0);
        while magnitude != 0 && magnitude.is_multiple_of(1024) {
            magnitude /= 1024;
            times += 1;
        }
        let sign = if self.negative { "-" } else { "" };
        (format!("{sign}{magnitude}"), times)
    }

    /// The number as the shortest whole number times a power of 1000, given as a power of ten.
    pub(super) fn by_thousands(&self) -> (String, i64) {
        let zeros = self.digits.iter().rev().take_while(|d| **d == 0).count();
        let mut exponent = self.exponent + zeros as i64;
        let kept = self.digits.len() - zeros;
        let mut text = String::with_capacity(kept + 4);
        if self.negative {
            text.push('-');
        }
        text.extend(self.digits.iter().take(kept).map(|d| char::from(b'0' + d)));
        while exponent.rem_euclid(3) != 0 {
            text.push('0');
            exponent -= 1;
        }
        (text, exponent)
    }
}
