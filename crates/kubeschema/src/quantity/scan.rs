//! Taking the text of a quantity apart.

use super::QuantityError;

/// The family of suffixes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Family {
    /// `m`, `k`, `M`: powers of 1000.
    Decimal,
    /// `Ki`, `Mi`: powers of 1024.
    Binary,
    /// `e3`: a power of ten.
    Exponent,
}

/// The decimal suffixes and their powers of ten.
pub(super) const DECIMAL: [(&str, i64); 10] =
    [("", 0), ("n", -9), ("u", -6), ("m", -3), ("k", 3), ("M", 6), ("G", 9), ("T", 12), ("P", 15), ("E", 18)];

/// The binary suffixes and their powers of two.
const BINARY: [(&str, i64); 6] = [("Ki", 10), ("Mi", 20), ("Gi", 30), ("Ti", 40), ("Pi", 50), ("Ei", 60)];

/// The parts of a quantity's text.
pub(super) struct Scanned<'a> {
    pub(super) negative: bool,
    /// The digits before the point, without leading zeros; `0` when there is none.
    pub(super) whole: &'a str,
    /// The digits after the point.
    pub(super) fraction: &'a str,
    /// Whether there was any digit, be it a leading zero.
    pub(super) has_digits: bool,
    pub(super) family: Family,
    /// A power of ten, or of two in the binary family.
    pub(super) exponent: i64,
}

pub(super) fn scan(text: &str) -> Result<Scanned<'_>, QuantityError> {
    if text.is_empty() {
        return Err(QuantityError::Format);
    }
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let significant = unsigned.trim_start_matches('0');
    let (whole, rest) = split_digits(significant);
    let (fraction, suffix) = rest.strip_prefix('.').map_or(("", rest), split_digits);
    let has_digits = unsigned.len() > significant.len() || !whole.is_empty() || !fraction.is_empty();
    let (family, exponent) = if rest.is_empty() {
        (Family::Decimal, 0)
    } else {
        check_suffix(suffix)?;
        interpret(suffix).ok_or(QuantityError::Suffix)?
    };
    // Go takes a sign without a number for zero.
    let has_digits = has_digits || significant.is_empty();
    let whole = if whole.is_empty() { "0" } else { whole };
    Ok(Scanned { negative, whole, fraction, has_digits, family, exponent })
}

fn split_digits(text: &str) -> (&str, &str) {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Letters, a sign, digits, and nothing else.
fn check_suffix(suffix: &str) -> Result<(), QuantityError> {
    let rest = suffix.trim_start_matches(|c| "eEinumkKMGTP".contains(c));
    let rest = rest.strip_prefix(['-', '+']).unwrap_or(rest);
    if rest.bytes().all(|b| b.is_ascii_digit()) { Ok(()) } else { Err(QuantityError::Format) }
}

fn interpret(suffix: &str) -> Option<(Family, i64)> {
    let known = |table: &[(&str, i64)]| table.iter().find(|(s, _)| *s == suffix).map(|(_, e)| *e);
    if let Some(exponent) = known(&DECIMAL) {
        return Some((Family::Decimal, exponent));
    }
    if let Some(exponent) = known(&BINARY) {
        return Some((Family::Binary, exponent));
    }
    let number: i64 = suffix.strip_prefix(['e', 'E'])?.parse().ok()?;
    // Go cuts the exponent to 32 bits.
    Some((Family::Exponent, i64::from(number as i32)))
}

impl Scanned<'_> {
    /// Whether Kubernetes keeps the number in 64 bits.
    pub(super) fn is_fast(&self) -> bool {
        let whole = self.whole.len() as i64;
        let fraction = self.fraction.len() as i64;
        match self.family {
            // Digits that fit once the power of two, which has 3 digits per 10, is multiplied in.
            Family::Binary => self.fraction.is_empty() && 14 - whole - self.exponent * 3 / 10 >= 0,
            _ => whole + fraction <= 18 && self.exponent - fraction >= -9,
        }
    }

    /// Whether Kubernetes keeps the text as it was written.
    pub(super) fn is_kept(&self) -> bool {
        if !self.is_fast() {
            return false;
        }
        match self.family {
            Family::Binary => !last_three(self.whole).is_multiple_of(8),
            _ => {
                let (whole, fraction) = (self.whole.as_bytes(), self.fraction.as_bytes());
                let mut last = fraction.iter().rev().chain(whole.iter().rev());
                let thousands = (0..3).all(|_| last.next() == Some(&b'0'));
                (self.exponent - fraction.len() as i64) % 3 == 0 && !thousands && whole.first() != Some(&b'0')
            }
        }
    }
}

/// The number that the last three digits are; a number and it have the same remainder by 8.
fn last_three(digits: &str) -> u32 {
    let start = digits.len().saturating_sub(3);
    digits.bytes().skip(start).fold(0, |n, b| n * 10 + u32::from(b - b'0'))
}
