//! Floats as text.
//!
//! Source: Go 1.26 strconv ftoa.go.

use crate::value::FloatType;

/// Digits beyond this are all zero: no float64 has more.
const MOST_DIGITS: usize = 1100;

/// `value` as `strconv.FormatFloat` gives it: `verb` is one of `e E f g G b x X`, `None` the shortest precision that reads
/// back as the same number.
pub fn format_float(value: f64, verb: char, precision: Option<usize>, kind: FloatType) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    let mut out = String::new();
    if value.is_sign_negative() {
        out.push('-');
    }
    let value = value.abs();
    match verb {
        'b' => binary(&mut out, value, kind),
        'x' | 'X' => hexadecimal(&mut out, value, precision, verb),
        'f' | 'F' => {
            let digits = match precision {
                None => Digits::shortest(value, kind),
                Some(precision) => Digits::fixed(&format!("{value:.*}", precision.min(MOST_DIGITS))),
            };
            digits.plain(&mut out, precision.unwrap_or_else(|| digits.after_point()));
        }
        'e' | 'E' => {
            let digits = match precision {
                None => Digits::shortest(value, kind),
                Some(precision) => Digits::scientific(&format!("{value:.*e}", precision.min(MOST_DIGITS))),
            };
            digits.exponent(&mut out, precision.unwrap_or(digits.count().saturating_sub(1)), verb);
        }
        _ => general(&mut out, value, verb, precision, kind),
    }
    out
}

fn general(out: &mut String, value: f64, verb: char, precision: Option<usize>, kind: FloatType) {
    let digits = match precision {
        None => Digits::shortest(value, kind),
        Some(precision) => Digits::scientific(&format!("{value:.*e}", precision.clamp(1, MOST_DIGITS) - 1)),
    };
    let (count, point) = (digits.count(), digits.point);
    let precision = match precision {
        None => count,
        Some(precision) => precision.max(1),
    };
    let mut limit = i32::try_from(precision).unwrap_or(i32::MAX);
    let count_signed = i32::try_from(count).unwrap_or(i32::MAX);
    if limit > count_signed && count_signed >= point {
        limit = count_signed;
    }
    if precision == count && digits.is_shortest {
        limit = 6;
    }
    let exponent = point - 1;
    if exponent < -4 || exponent >= limit {
        digits.exponent(out, precision.min(count).saturating_sub(1), if verb == 'G' { 'E' } else { 'e' });
    } else {
        digits.plain(out, digits.after_point());
    }
}

/// A decimal number: `0.DIGITS * 10^point`, without trailing zeros.
struct Digits {
    digits: String,
    point: i32,
    is_shortest: bool,
}

impl Digits {
    fn shortest(value: f64, kind: FloatType) -> Digits {
        #[expect(clippy::cast_possible_truncation, reason = "the value is a float32's")]
        let text = match kind {
            FloatType::Float32 => format!("{:e}", value as f32),
            FloatType::Float64 => format!("{value:e}"),
        };
        Digits { is_shortest: true, ..Digits::scientific(&text) }
    }

    fn scientific(text: &str) -> Digits {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let exponent: i32 = exponent.parse().unwrap_or(0);
        Digits::trimmed(mantissa.chars().filter(|c| *c != '.').collect(), exponent + 1)
    }

    fn fixed(text: &str) -> Digits {
        let whole = text.find('.').unwrap_or(text.len());
        let digits: String = text.chars().filter(|c| *c != '.').collect();
        let zeros = digits.bytes().take_while(|&b| b == b'0').count();
        let point = i32::try_from(whole).unwrap_or(0) - i32::try_from(zeros).unwrap_or(0);
        Digits::trimmed(digits.trim_start_matches('0').to_owned(), point)
    }

    fn trimmed(mut digits: String, point: i32) -> Digits {
        digits.truncate(digits.trim_end_matches('0').len());
        let point = if digits.is_empty() { 0 } else { point };
        Digits { digits, point, is_shortest: false }
    }

    fn count(&self) -> usize {
        self.digits.len()
    }

    /// How many digits follow the point when all are written plainly.
    fn after_point(&self) -> usize {
        let count = i32::try_from(self.count()).unwrap_or(i32::MAX);
        usize::try_from(count - self.point).unwrap_or(0)
    }

    fn exponent(&self, out: &mut String, precision: usize, e: char) {
        let mut digits = self.digits.chars().chain(std::iter::repeat('0'));
        out.extend(digits.next());
        if precision > 0 {
            out.push('.');
            out.extend(digits.take(precision));
        }
        let exponent = if self.digits.is_empty() { 0 } else { self.point - 1 };
        let sign = if exponent < 0 { '-' } else { '+' };
        out.push_str(&format!("{e}{sign}{:02}", exponent.abs()));
    }

    fn plain(&self, out: &mut String, precision: usize) {
        let mut digits = self.digits.chars().chain(std::iter::repeat('0'));
        match usize::try_from(self.point) {
            Ok(point) if point > 0 => out.extend(digits.by_ref().take(point)),
            _ => out.push('0'),
        }
        if precision > 0 {
            out.push('.');
            let zeros = usize::try_from(-self.point).unwrap_or(0).min(precision);
            out.extend(std::iter::repeat_n('0', zeros));
            out.extend(digits.take(precision - zeros));
        }
    }
}

/// `%b`: mantissa, `p`, exponent of two.
fn binary(out: &mut String, value: f64, kind: FloatType) {
    let (mantissa, exponent) = match kind {
        FloatType::Float64 => {
            let bits = value.to_bits();
            let exponent = i64::from((bits >> 52) as u32 & 0x7ff);
            let fraction = bits & ((1 << 52) - 1);
            if exponent == 0 { (fraction, 1 - 1075) } else { (fraction | 1 << 52, exponent - 1075) }
        }
        #[expect(clippy::cast_possible_truncation, reason = "the value is a float32's")]
        FloatType::Float32 => {
            let bits = (value as f32).to_bits();
            let exponent = i64::from(bits >> 23 & 0xff);
            let fraction = u64::from(bits & ((1 << 23) - 1));
            if exponent == 0 { (fraction, 1 - 150) } else { (fraction | 1 << 23, exponent - 150) }
        }
    };
    out.push_str(&format!("{mantissa}p{}{}", if exponent < 0 { '-' } else { '+' }, exponent.abs()));
}

/// `%x`: a hexadecimal mantissa with the point after its first digit, `p`, exponent of two.
fn hexadecimal(out: &mut String, value: f64, precision: Option<usize>, verb: char) {
    let bits = value.to_bits();
    let mut exponent = i64::from((bits >> 52) as u32 & 0x7ff);
    let mut mantissa = bits & ((1 << 52) - 1);
    match exponent {
        0 if mantissa == 0 => {}
        0 => {
            let shift = mantissa.leading_zeros() - 11;
            mantissa <<= shift;
            exponent = -1022 - i64::from(shift);
        }
        _ => {
            mantissa |= 1 << 52;
            exponent -= 1023;
        }
    }
    if let Some(precision) = precision.filter(|p| *p < 13) {
        let shift = 52 - 4 * u32::try_from(precision).unwrap_or(0);
        let (kept, lost) = (mantissa >> shift, mantissa & ((1 << shift) - 1));
        let half = 1_u64 << (shift - 1);
        let up = lost > half || (lost == half && kept & 1 == 1);
        mantissa = (kept + u64::from(up)) << shift;
        if mantissa >> 53 != 0 {
            mantissa >>= 1;
            exponent += 1;
        }
    }
    let mut fraction = format!("{:013x}", mantissa & ((1 << 52) - 1));
    match precision {
        None => fraction.truncate(fraction.trim_end_matches('0').len()),
        Some(precision) if precision < 13 => fraction.truncate(precision),
        Some(precision) => fraction.extend(std::iter::repeat_n('0', precision - 13)),
    }
    let point = if fraction.is_empty() { "" } else { "." };
    let sign = if exponent < 0 { '-' } else { '+' };
    let text = format!("0x{}{point}{fraction}p{sign}{:02}", mantissa >> 52, exponent.abs());
    if verb == 'X' {
        out.push_str(&text.to_uppercase());
    } else {
        out.push_str(&text);
    }
}
