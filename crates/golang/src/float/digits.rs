//! The decimal digits of a float.

use super::Size;

/// Digits beyond this are all zero: no float has more.
const MOST: usize = 1100;

/// A decimal number: `0.TEXT × 10^point`, without trailing zeros. Zero has no digits.
pub(super) struct Digits {
    pub(super) text: String,
    pub(super) point: i32,
}

impl Digits {
    /// The shortest digits that read back as the same number of that size; of two as near the even ones. The number is
    /// finite; its sign does not count.
    pub(super) fn shortest(value: f64, size: Size) -> Digits {
        let mut buffer = ryu::Buffer::new();
        let text = match size {
            #[expect(clippy::cast_possible_truncation, reason = "rounding to 32 bits is what Go does here")]
            Size::Bits32 => buffer.format_finite(value as f32),
            Size::Bits64 => buffer.format_finite(value),
        };
        Digits::of(text)
    }

    /// As many digits as there are after the point, rounded.
    pub(super) fn fixed(value: f64, after_point: usize) -> Digits {
        Digits::of(&format!("{value:.*}", after_point.min(MOST)))
    }

    /// That many digits in all, rounded.
    pub(super) fn rounded(value: f64, count: usize) -> Digits {
        Digits::of(&format!("{value:.*e}", count.clamp(1, MOST) - 1))
    }

    /// From a text such as `-12.50e-3`.
    fn of(text: &str) -> Digits {
        let text = text.strip_prefix('-').unwrap_or(text);
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits = String::with_capacity(mantissa.len());
        digits.push_str(whole.trim_start_matches('0'));
        let mut point = signed(digits.len());
        if digits.is_empty() {
            let significant = fraction.trim_start_matches('0');
            point = signed(significant.len()) - signed(fraction.len());
            digits.push_str(significant);
        } else {
            digits.push_str(fraction);
        }
        digits.truncate(digits.trim_end_matches('0').len());
        let point = if digits.is_empty() { 0 } else { point + exponent.parse().unwrap_or(0) };
        Digits { text: digits, point }
    }

    pub(super) fn count(&self) -> usize {
        self.text.len()
    }

    /// The exponent of ten of the first digit; 0 of zero.
    pub(super) fn exponent(&self) -> i32 {
        if self.text.is_empty() { 0 } else { self.point - 1 }
    }

    /// How many digits follow the point when all are written plainly.
    pub(super) fn after_point(&self) -> usize {
        usize::try_from(signed(self.count()) - self.point).unwrap_or(0)
    }

    /// Appends the number without an exponent, with that many digits after the point.
    pub(super) fn push_plain(&self, out: &mut String, after_point: usize) {
        let whole = usize::try_from(self.point).unwrap_or(0);
        match self.text.split_at_checked(whole) {
            _ if whole == 0 => out.push('0'),
            Some((before, _)) => out.push_str(before),
            None => {
                out.push_str(&self.text);
                push_zeros(out, whole - self.count());
            }
        }
        if after_point == 0 {
            return;
        }
        out.push('.');
        let zeros = usize::try_from(-self.point).unwrap_or(0).min(after_point);
        push_zeros(out, zeros);
        let rest = self.text.get(whole..).unwrap_or_default();
        let shown = rest.get(..after_point - zeros).unwrap_or(rest);
        out.push_str(shown);
        push_zeros(out, after_point - zeros - shown.len());
    }

    /// Appends the number with one digit before the point and that many after it, and an exponent of at least `least`
    /// digits after `e`.
    pub(super) fn push_exponent(&self, out: &mut String, after_point: usize, e: char, least: usize) {
        let (first, rest) = self.text.split_at_checked(1).unwrap_or(("0", ""));
        out.push_str(first);
        if after_point > 0 {
            out.push('.');
            let shown = rest.get(..after_point).unwrap_or(rest);
            out.push_str(shown);
            push_zeros(out, after_point - shown.len());
        }
        let exponent = self.exponent();
        out.push(e);
        out.push(if exponent < 0 { '-' } else { '+' });
        let exponent = exponent.unsigned_abs();
        let digits = exponent.checked_ilog10().map_or(1, |log| log as usize + 1);
        push_zeros(out, least.saturating_sub(digits));
        // Writing to a `String` cannot fail.
        let _ = std::fmt::Write::write_fmt(out, format_args!("{exponent}"));
    }
}

fn push_zeros(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n('0', count));
}

fn signed(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
