//! Exact decimal arithmetic for `addf`, `subf`, `mulf` and `divf`.
//!
//! Numbers come from floats as their shortest digits and go back to the nearest float, so a vector of digits is
//! enough. Source: shopspring/decimal 1.4, as sprig's execDecimalOp uses it.

use std::cmp::Ordering;

use crate::Fault;

/// Digits after the point that a quotient keeps. Source: shopspring/decimal DivisionPrecision.
const DIVISION_PRECISION: i64 = 16;

/// `digits * 10^exponent`; digits are 0–9, most significant first, without leading zeros.
#[derive(Clone, Debug)]
pub(super) struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    /// The shortest decimal that reads back as `float`. Errors for NaN and infinities with Go's text.
    pub(super) fn from_float(float: f64) -> Result<Decimal, Fault> {
        if !float.is_finite() {
            let name = if float.is_nan() {
                "NaN"
            } else if float > 0.0 {
                "+Inf"
            } else {
                "-Inf"
            };
            return Err(Fault::Message(format!("Cannot create a Decimal from {name}")));
        }
        let text = format!("{:e}", float.abs());
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let fraction = mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
        let exponent = exponent.parse().unwrap_or(0) - i64::try_from(fraction).unwrap_or(0);
        Ok(Decimal { negative: float < 0.0, digits: trimmed(digits), exponent })
    }

    /// The nearest float.
    pub(super) fn to_float(&self) -> f64 {
        let digits: String = self.digits.iter().map(|&d| char::from(b'0' + d)).collect();
        let size = format!("0{digits}e{}", self.exponent).parse().unwrap_or(f64::INFINITY);
        if self.negative && size != 0.0 { -size } else { size }
    }

    /// How many decimal places an operation with `other` works on, for the budget.
    pub(super) fn places_with(&self, other: &Decimal) -> usize {
        let apart = usize::try_from(self.exponent.abs_diff(other.exponent)).unwrap_or(usize::MAX);
        apart.saturating_add(self.digits.len()).saturating_add(other.digits.len())
    }

    /// The sum.
    pub(super) fn plus(&self, other: &Decimal) -> Decimal {
        let exponent = self.exponent.min(other.exponent);
        let (left, right) = (self.scaled(exponent), other.scaled(exponent));
        if self.negative == other.negative {
            return Decimal { negative: self.negative, digits: added(&left, &right), exponent };
        }
        match compared(&left, &right) {
            Ordering::Less => {
                Decimal { negative: other.negative, digits: subtracted(&right, &left), exponent }
            }
            _ => Decimal { negative: self.negative, digits: subtracted(&left, &right), exponent },
        }
    }

    /// The difference.
    pub(super) fn minus(&self, other: &Decimal) -> Decimal {
        self.plus(&Decimal { negative: !other.negative, ..other.clone() })
    }

    /// The product.
    pub(super) fn times(&self, other: &Decimal) -> Decimal {
        let mut sums = vec![0_u64; self.digits.len() + other.digits.len()];
        for (i, &a) in self.digits.iter().rev().enumerate() {
            for (j, &b) in other.digits.iter().rev().enumerate() {
                if let Some(sum) = sums.get_mut(i + j) {
                    *sum += u64::from(a) * u64::from(b);
                }
            }
        }
        let mut carry = 0;
        let mut digits: Vec<u8> = sums.iter().map(|&sum| digit_of(sum, &mut carry)).collect();
        digits.reverse();
        Decimal {
            negative: self.negative != other.negative,
            digits: trimmed(digits),
            exponent: self.exponent + other.exponent,
        }
    }

    /// The quotient, rounded half away from zero at 16 places. Errors for a zero divisor with Go's text.
    pub(super) fn over(&self, other: &Decimal) -> Result<Decimal, Fault> {
        if other.digits.is_empty() {
            return Err("decimal division by 0".into());
        }
        let shift = self.exponent - other.exponent + DIVISION_PRECISION;
        let zeros = usize::try_from(shift.unsigned_abs()).unwrap_or(0);
        let (mut above, mut below) = (self.digits.clone(), other.digits.clone());
        let longer = if shift >= 0 { &mut above } else { &mut below };
        longer.resize(longer.len() + zeros, 0);
        let (mut digits, rest) = divided(&trimmed(above), &below);
        if compared(&added(&rest, &rest), &below) != Ordering::Less {
            digits = added(&digits, &[1]);
        }
        Ok(Decimal { negative: self.negative != other.negative, digits, exponent: -DIVISION_PRECISION })
    }

    /// The digits at a smaller exponent.
    fn scaled(&self, exponent: i64) -> Vec<u8> {
        let zeros = usize::try_from(self.exponent - exponent).unwrap_or(0);
        let mut digits = self.digits.clone();
        if !digits.is_empty() {
            digits.resize(digits.len() + zeros, 0);
        }
        digits
    }
}

fn trimmed(mut digits: Vec<u8>) -> Vec<u8> {
    let zeros = digits.iter().take_while(|&&d| d == 0).count();
    digits.drain(..zeros);
    digits
}

fn digit_of(sum: u64, carry: &mut u64) -> u8 {
    let total = sum + *carry;
    *carry = total / 10;
    u8::try_from(total % 10).unwrap_or(0)
}

fn compared(left: &[u8], right: &[u8]) -> Ordering {
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}

fn added(left: &[u8], right: &[u8]) -> Vec<u8> {
    let length = left.len().max(right.len()) + 1;
    let padded = |digits: &[u8]| {
        digits.iter().rev().copied().chain(std::iter::repeat(0)).take(length).collect::<Vec<_>>()
    };
    let mut carry = 0;
    let pairs = padded(left).into_iter().zip(padded(right));
    let mut digits: Vec<u8> = pairs.map(|(a, b)| digit_of(u64::from(a + b), &mut carry)).collect();
    digits.reverse();
    trimmed(digits)
}

/// `left - right` where `left` is not smaller.
fn subtracted(left: &[u8], right: &[u8]) -> Vec<u8> {
    let mut borrow = 0;
    let right = right.iter().rev().copied().chain(std::iter::repeat(0));
    let mut digits: Vec<u8> = left
        .iter()
        .rev()
        .zip(right)
        .map(|(&a, b)| {
            let taken = b + borrow;
            borrow = u8::from(a < taken);
            a + 10 * borrow - taken
        })
        .collect();
    digits.reverse();
    trimmed(digits)
}

/// Long division: quotient and rest.
fn divided(above: &[u8], below: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let mut rest: Vec<u8> = Vec::with_capacity(below.len() + 1);
    let mut quotient = Vec::with_capacity(above.len());
    for &digit in above {
        if !rest.is_empty() || digit != 0 {
            rest.push(digit);
        }
        let mut times = 0;
        while compared(&rest, below) != Ordering::Less {
            rest = subtracted(&rest, below);
            times += 1;
        }
        quotient.push(times);
    }
    (trimmed(quotient), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn computes_exactly() {
        let d = |f: f64| Decimal::from_float(f).unwrap();
        for (got, want) in [
            (d(0.1).plus(&d(0.2)), 0.3),
            (d(0.3).minus(&d(0.1)), 0.2),
            (d(0.1).minus(&d(0.3)), -0.2),
            (d(1.1).times(&d(1.1)), 1.21),
            (d(1.0).over(&d(3.0)).unwrap(), 0.3333333333333333),
            (d(2.0).over(&d(-3.0)).unwrap(), -0.6666666666666667),
            (d(1.0).over(&d(3e20)).unwrap(), 0.0),
            (d(1e20).over(&d(3.0)).unwrap(), 3.333333333333333e19),
            (d(1e300).plus(&d(1e-300)), 1e300),
            (d(0.0).times(&d(5.0)), 0.0),
            (d(1e200).times(&d(1e200)), f64::INFINITY),
        ] {
            assert!(
                (got.to_float() - want).abs() <= want.abs() * 1e-15 || got.to_float() == want,
                "{got:?} {want}"
            );
        }
        assert!(d(1.0).over(&d(0.0)).is_err() && Decimal::from_float(f64::NAN).is_err());
    }
}
