//! Quantities such as `500m` and `1.5Gi`: Kubernetes' canonical form of them, and their value.
//!
//! Source: k8s.io/apimachinery `resource.Quantity`, `ParseQuantity` and `CanonicalizeBytes`.

mod decimal;
mod scan;

use std::borrow::Cow;

use decimal::Decimal;
use scan::{Family, Scanned};

/// Why a text is not a quantity, with Go's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// Not a number with a suffix.
    #[error("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    Format,
    /// A number without digits.
    #[error("unable to parse numeric part of quantity")]
    Numeric,
    /// A suffix that is unknown.
    #[error("unable to parse quantity's suffix")]
    Suffix,
}

/// A quantity, exact to a billionth.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    value: Decimal,
    family: Family,
}

/// The text that Kubernetes writes for a quantity read from the JSON text `text`: borrowed when it stays as it is,
/// but for blanks around it.
pub fn canonical(text: &str) -> Result<Cow<'_, str>, QuantityError> {
    let text = text.trim_matches(go_space);
    let scanned = scan::scan(text)?;
    if text == "0" || scanned.is_kept() {
        return Ok(Cow::Borrowed(text));
    }
    Ok(Cow::Owned(Quantity::read(&scanned)?.to_string()))
}

/// The blanks that Kubernetes takes away. It does so in the raw JSON, where line ends and the like are escapes.
fn go_space(c: char) -> bool {
    c.is_whitespace() && c >= ' ' && !matches!(c, '\u{2028}' | '\u{2029}')
}

impl Quantity {
    /// Reads a quantity; blanks around it are errors.
    pub fn parse(text: &str) -> Result<Quantity, QuantityError> {
        Quantity::read(&scan::scan(text)?)
    }

    fn read(scanned: &Scanned<'_>) -> Result<Quantity, QuantityError> {
        let fast = scanned.is_fast();
        if !fast && !scanned.has_digits {
            return Err(QuantityError::Numeric);
        }
        let mut value = Decimal::new(scanned.negative, scanned.whole, scanned.fraction);
        let mut family = scanned.family;
        match family {
            Family::Binary => value.double(scanned.exponent),
            _ => value.shift(scanned.exponent),
        }
        value.round_up(-9);
        if family == Family::Binary && !fast {
            value.cap();
            if value.is_fraction() && !value.is_negative() {
                family = Family::Decimal;
            }
        }
        Ok(Quantity { value, family })
    }

    /// The value rounded away from zero to a whole number (cores, bytes); nothing when it does not fit.
    pub fn ceil(&self) -> Option<i64> {
        self.scaled(0)
    }

    /// The value in thousandths, rounded away from zero; nothing when it does not fit.
    pub fn milli(&self) -> Option<i64> {
        self.scaled(-3)
    }

    /// A whole number without a suffix.
    pub fn of(number: i64) -> Quantity {
        let digits = number.unsigned_abs().to_string();
        Quantity { value: Decimal::new(number < 0, &digits, ""), family: Family::Decimal }
    }

    /// The value in units of ten to the power of `exponent`, rounded away from zero; nothing when it does not fit.
    pub fn scaled_to(&self, exponent: i64) -> Option<i64> {
        self.scaled(exponent)
    }

    /// Which of two quantities is greater.
    pub fn compare(&self, other: &Quantity) -> std::cmp::Ordering {
        self.value.compare(&other.value)
    }

    /// The nearest float.
    pub fn to_f64(&self) -> f64 {
        self.value.to_f64()
    }

    fn scaled(&self, exponent: i64) -> Option<i64> {
        let mut value = self.value.clone();
        value.round_up(exponent);
        value.to_i64(exponent)
    }
}

/// The canonical form.
impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.value.is_zero() {
            return f.write_str("0");
        }
        if self.family == Family::Binary && self.value.is_whole() && self.value.reaches(1024) {
            let (mantissa, times) = self.value.without_1024();
            let suffix = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].get(times).unwrap_or(&"");
            return write!(f, "{mantissa}{suffix}");
        }
        let (mantissa, exponent) = self.value.by_thousands();
        f.write_str(&mantissa)?;
        match (self.family, exponent) {
            (_, 0) => Ok(()),
            (Family::Exponent, _) => write!(f, "e{exponent}"),
            // A multiple beyond the suffixes is written without one: so does Kubernetes.
            _ => f.write_str(scan::DECIMAL.iter().find(|(_, e)| *e == exponent).map_or("", |(s, _)| s)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Exponents that keep Go's code busy for minutes: work by the exponent would never end here.
    #[test]
    fn work_goes_by_the_digits_and_not_by_the_exponent() {
        let digits = "9".repeat(1_000_000);
        let cases = [
            ("1e2147483646".to_owned(), "1e2147483646"),
            ("10e2147483645".to_owned(), "1e2147483646"),
            ("123456789012345678901e-2147483647".to_owned(), "1e-9"),
            ("0.00e2147483647".to_owned(), "0"),
            (format!("{digits}Gi"), "9223372036854775807"),
            (format!("0.{digits}Ki"), "1Ki"),
            (format!("0.{}1", "0".repeat(1_000_000)), "1n"),
        ];
        for (text, canonical_text) in &cases {
            assert_eq!(canonical(text).unwrap(), *canonical_text);
            let _ = Quantity::parse(text).unwrap().milli();
        }
    }

    #[test]
    fn quantities_compare_by_value() {
        use std::cmp::Ordering::{Equal, Greater, Less};
        for (a, b, order) in [
            ("1", "1000m", Equal),
            ("1Ki", "1k", Greater),
            ("-1", "1", Less),
            ("-2", "-1", Less),
            ("0", "-0", Equal),
            ("100m", "1", Less),
            ("1e30", "1e29", Greater),
            ("1500m", "1.6", Less),
        ] {
            let [x, y] = [a, b].map(|text| Quantity::parse(text).unwrap());
            assert_eq!(x.compare(&y), order, "{a} {b}");
        }
        assert_eq!(Quantity::of(-5).to_f64(), -5.0);
        assert_eq!(Quantity::parse("1500m").unwrap().to_f64(), 1.5);
    }

    #[test]
    fn values_beyond_64_bits_are_none() {
        for text in ["1e30", "-1e30", "9223372036854775808", "100E"] {
            assert_eq!(Quantity::parse(text).unwrap().ceil(), None, "{text}");
        }
        assert_eq!(Quantity::parse("9223372036854775807").unwrap().ceil(), Some(i64::MAX));
    }
}
