//! Texts as floats.
//!
//! Source: Go 1.26 strconv atof.go.

use super::Size;
use crate::number::{NumFault, underscores_fit};

/// Reads a float as Go's literals have it: decimal, or hexadecimal with an exponent of two; also `inf`, `infinity` and
/// `nan`, in any case. A `float32` is given as the `float64` of its value.
///
/// Source: Go 1.26 strconv, ParseFloat.
///
/// # Errors
/// It is not a float, or is beyond the largest one.
pub fn parse(text: &str, size: Size) -> Result<f64, NumFault> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if !unsigned.starts_with(|c: char| c == '.' || c.is_ascii_digit()) {
        return match unsigned {
            _ if unsigned.eq_ignore_ascii_case("inf") || unsigned.eq_ignore_ascii_case("infinity") => {
                Ok(if negative { f64::NEG_INFINITY } else { f64::INFINITY })
            }
            _ if text.eq_ignore_ascii_case("nan") => Ok(f64::NAN),
            _ => Err(NumFault::Syntax),
        };
    }
    // Of what begins with a digit or a point, the standard library reads what has neither prefix nor underscores.
    if let Some(value) = decimal(unsigned, size) {
        return signed(negative, value);
    }
    let separated = unsigned.contains('_');
    if separated && !underscores_fit(unsigned.as_bytes()) {
        return Err(NumFault::Syntax);
    }
    let without;
    let plain = if separated {
        without = unsigned.replace('_', "");
        &without
    } else {
        unsigned
    };
    let value = match plain.strip_prefix("0x").or_else(|| plain.strip_prefix("0X")) {
        Some(digits) => hexadecimal(digits, size)?,
        None => decimal(plain, size).ok_or(NumFault::Syntax)?,
    };
    signed(negative, value)
}

fn signed(negative: bool, value: f64) -> Result<f64, NumFault> {
    match value.is_finite() {
        true if negative => Ok(-value),
        true => Ok(value),
        false => Err(NumFault::Range),
    }
}

fn decimal(text: &str, size: Size) -> Option<f64> {
    match size {
        Size::Bits32 => text.parse::<f32>().ok().map(f64::from),
        Size::Bits64 => text.parse().ok(),
    }
}

/// `1.8p-2` after its `0x`; the exponent must be there. What is too large is infinite.
fn hexadecimal(text: &str, size: Size) -> Result<f64, NumFault> {
    let (mantissa, exponent) = text.split_once(['p', 'P']).ok_or(NumFault::Syntax)?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return Err(NumFault::Syntax);
    }
    let mut exponent = exponent_of(exponent)?;
    let mut bits: u64 = 0;
    for (place, c) in whole.chars().chain(fraction.chars()).enumerate() {
        let digit = c.to_digit(16).ok_or(NumFault::Syntax)?;
        let is_fraction = place >= whole.len();
        if bits >> 58 == 0 {
            bits = bits << 4 | u64::from(digit);
            exponent -= if is_fraction { 4 } else { 0 };
        } else {
            // What no longer fits only counts as being there.
            bits |= u64::from(digit != 0);
            exponent += if is_fraction { 0 } else { 4 };
        }
    }
    Ok(rounded(bits, exponent, size))
}

/// An exponent in decimal, as far as it can count.
fn exponent_of(text: &str) -> Result<i64, NumFault> {
    const FAR: i64 = 10_000_000_000;
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NumFault::Syntax);
    }
    let size = digits.parse::<i64>().unwrap_or(FAR).min(FAR);
    Ok(if negative { -size } else { size })
}

/// `bits × 2^exponent` as a float of that size, rounded once, halves to even.
#[expect(clippy::cast_precision_loss, reason = "as few bits are left as the float holds")]
fn rounded(bits: u64, exponent: i64, size: Size) -> f64 {
    let (precision, least, most) = match size {
        Size::Bits32 => (24, -149, 128),
        Size::Bits64 => (53, -1074, 1024),
    };
    let length = i64::from(64 - bits.leading_zeros());
    if length == 0 {
        return 0.0;
    }
    // The exponent of the last bit that is kept: of the precision, or of the smallest float.
    let last = (exponent + length - precision).max(least);
    let kept = match last - exponent {
        ..=0 => bits,
        drop @ 1..64 => {
            let (kept, lost, half) = (bits >> drop, bits & ((1 << drop) - 1), 1 << (drop - 1));
            kept + u64::from(lost > half || (lost == half && kept & 1 == 1))
        }
        // Less than half of the smallest float, or just half of it.
        _ => 0,
    };
    let exponent = exponent.max(last);
    if kept == 0 {
        return 0.0;
    }
    if exponent + i64::from(64 - kept.leading_zeros()) > most {
        return f64::INFINITY;
    }
    // In two steps, so that no power is beyond the range; both are exact.
    let exponent = i32::try_from(exponent).unwrap_or(0);
    kept as f64 * 2_f64.powi(exponent / 2) * 2_f64.powi(exponent - exponent / 2)
}
