//! Floats as text.
//!
//! Source: Go 1.26 strconv ftoa.go.

use super::Size;
use super::digits::Digits;

/// A float as `strconv.FormatFloat` gives it: `verb` is one of `e E f F g G b x X`; without a precision it has as many
/// digits as are needed to read the same number back.
pub fn format(value: f64, verb: char, precision: Option<usize>, size: Size) -> String {
    let mut out = String::new();
    if push_word(&mut out, value) {
        return out;
    }
    if value.is_sign_negative() {
        out.push('-');
    }
    let value = value.abs();
    match verb {
        'b' => binary(&mut out, value, size),
        'x' | 'X' => hexadecimal(&mut out, value, precision, verb),
        'f' | 'F' => {
            let digits = precision.map_or_else(|| Digits::shortest(value, size), |p| Digits::fixed(value, p));
            digits.push_plain(&mut out, precision.unwrap_or_else(|| digits.after_point()));
        }
        'e' | 'E' => {
            let digits = match precision {
                None => Digits::shortest(value, size),
                Some(precision) => Digits::rounded(value, precision.saturating_add(1)),
            };
            let after_point = precision.unwrap_or(digits.count().saturating_sub(1));
            digits.push_exponent(&mut out, after_point, verb, 2);
        }
        _ => general(&mut out, value, verb, precision, size),
    }
    out
}

/// Appends a float as `%v` prints it: the shortest digits that read back, with an exponent below 1e-4 and from 1e+06 on
/// (`15020`, `0.5`, `1e+06`, `1.2345678e+07`, `1e-05`, `+Inf`, `NaN`).
///
/// Source: Go 1.26 strconv, FormatFloat(f, 'g', -1, bits).
pub fn push_general(out: &mut String, value: f64, size: Size) {
    if push_word(out, value) {
        return;
    }
    if value.is_sign_negative() {
        out.push('-');
    }
    general(out, value, 'g', None, size);
}

/// Appends a float as `encoding/json` writes it: with an exponent below 1e-6 and from 1e+21 on, `1e-7` rather than
/// `1e-07`. JSON has no infinities: these and not-a-number become `null`.
///
/// Source: Go 1.26 encoding/json, floatEncoder.
pub fn push_json(out: &mut String, value: f64, size: Size) {
    if !value.is_finite() {
        out.push_str("null");
        return;
    }
    if value.is_sign_negative() {
        out.push('-');
    }
    let digits = Digits::shortest(value, size);
    match digits.exponent() {
        -6..21 => digits.push_plain(out, digits.after_point()),
        exponent => {
            let least = if exponent < 0 { 1 } else { 2 };
            digits.push_exponent(out, digits.count().saturating_sub(1), 'e', least);
        }
    }
}

/// Appends Go's word for what has no digits; whether there is one.
fn push_word(out: &mut String, value: f64) -> bool {
    let word = match value {
        _ if value.is_nan() => "NaN",
        f64::INFINITY => "+Inf",
        f64::NEG_INFINITY => "-Inf",
        _ => return false,
    };
    out.push_str(word);
    true
}

/// Source: Go 1.26 strconv ftoa.go, formatDigits with %e for large exponents, else %f.
fn general(out: &mut String, value: f64, verb: char, precision: Option<usize>, size: Size) {
    let digits = precision.map_or_else(|| Digits::shortest(value, size), |p| Digits::rounded(value, p));
    let count = digits.count();
    let limit = match precision {
        // Go decides by a precision of 6 when it looks for the shortest digits, whatever their number.
        None => 6,
        Some(precision) => {
            let precision = i32::try_from(precision.max(1)).unwrap_or(i32::MAX);
            let count = i32::try_from(count).unwrap_or(i32::MAX);
            if precision > count && count >= digits.point { count } else { precision }
        }
    };
    // Zero, which has no digits, is plain.
    if (-4..limit).contains(&(digits.point - 1)) {
        digits.push_plain(out, digits.after_point());
    } else {
        let e = if verb == 'G' { 'E' } else { 'e' };
        digits.push_exponent(out, count.saturating_sub(1), e, 2);
    }
}

/// `%b`: mantissa, `p`, exponent of two.
fn binary(out: &mut String, value: f64, size: Size) {
    let (mantissa, exponent) = match size {
        Size::Bits64 => {
            let bits = value.to_bits();
            let exponent = i64::from((bits >> 52) as u32 & 0x7ff);
            let fraction = bits & ((1 << 52) - 1);
            if exponent == 0 { (fraction, 1 - 1075) } else { (fraction | 1 << 52, exponent - 1075) }
        }
        #[expect(clippy::cast_possible_truncation, reason = "the value is a float32's")]
        Size::Bits32 => {
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
