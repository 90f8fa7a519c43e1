//! Truth values and integers, and why a text is neither.
//!
//! Source: Go 1.26 strconv atob.go and atoi.go.

use std::fmt;

use crate::quote::quote;

/// Why a text is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumFault {
    /// It has not the form of one.
    Syntax,
    /// It does not fit.
    Range,
}

impl NumFault {
    /// The error as that function of `strconv` reports it, such as `ParseInt` or `Atoi`.
    pub fn of<'t>(self, function: &'static str, text: &'t str) -> NumError<'t> {
        NumError { function, text, fault: self }
    }
}

/// Go's `strconv.NumError`: `strconv.ParseInt: parsing "x": invalid syntax`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumError<'t> {
    function: &'static str,
    text: &'t str,
    fault: NumFault,
}

impl fmt::Display for NumError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cause = match self.fault {
            NumFault::Syntax => "invalid syntax",
            NumFault::Range => "value out of range",
        };
        write!(f, "strconv.{}: parsing {}: {cause}", self.function, quote(self.text))
    }
}

impl std::error::Error for NumError<'_> {}

/// Reads a truth value: `1 t T TRUE true True`, or `0 f F FALSE false False`;
/// `None` for all else, which is [`NumFault::Syntax`] to Go.
///
/// Source: Go 1.26 strconv, ParseBool.
pub fn parse_bool(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "TRUE" | "true" | "True" => Some(true),
        "0" | "f" | "F" | "FALSE" | "false" | "False" => Some(false),
        _ => None,
    }
}

/// Reads a signed integer of `bits` bits, 1 to 64. Base 0 takes the base from the prefix (`0x`, `0b`, `0o`, or `0` for
/// octal) and allows underscores between digits.
///
/// Source: Go 1.26 strconv, ParseInt.
///
/// # Errors
/// It is not such a number, or does not fit.
pub fn parse_int(text: &str, base: u32, bits: u32) -> Result<i64, NumFault> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    let magnitude = unsigned(digits, base, most_of(bits))?;
    let half = 1_u64 << (bits.clamp(1, 64) - 1);
    match i64::try_from(magnitude) {
        _ if negative && magnitude <= half => Ok(0_i64.wrapping_sub_unsigned(magnitude)),
        Ok(value) if !negative && magnitude < half => Ok(value),
        _ => Err(NumFault::Range),
    }
}

/// Reads an integer of `bits` bits, 1 to 64, without a sign. The base is as for [`parse_int`].
///
/// Source: Go 1.26 strconv, ParseUint.
///
/// # Errors
/// It is not such a number, or does not fit.
pub fn parse_uint(text: &str, base: u32, bits: u32) -> Result<u64, NumFault> {
    unsigned(text.as_bytes(), base, most_of(bits))
}

fn most_of(bits: u32) -> u64 {
    u64::MAX >> (64 - bits.clamp(1, 64))
}

fn unsigned(text: &[u8], base: u32, most: u64) -> Result<u64, NumFault> {
    if matches!((base, text), (10, [_, ..]) | (0, [b'1'..=b'9', ..]))
        && let Some(sum) = short_decimal(text)
    {
        return if sum <= most { Ok(sum) } else { Err(NumFault::Range) };
    }
    let (base, digits, may_separate) = match (base, text) {
        (_, []) => return Err(NumFault::Syntax),
        (0, [b'0', b'x' | b'X', digits @ ..]) if !digits.is_empty() => (16, digits, true),
        (0, [b'0', b'b' | b'B', digits @ ..]) if !digits.is_empty() => (2, digits, true),
        (0, [b'0', b'o' | b'O', digits @ ..]) if !digits.is_empty() => (8, digits, true),
        (0, [b'0', digits @ ..]) => (8, digits, true),
        (0, digits) => (10, digits, true),
        (base, digits) => (base, digits, false),
    };
    let mut sum: u64 = 0;
    let mut separated = false;
    for byte in digits {
        let Some(digit) = char::from(*byte).to_digit(base) else {
            if *byte == b'_' && may_separate {
                separated = true;
                continue;
            }
            return Err(NumFault::Syntax);
        };
        // What does not fit is refused before what follows is looked at.
        let next = sum.checked_mul(base.into()).and_then(|sum| sum.checked_add(digit.into()));
        sum = next.filter(|sum| *sum <= most).ok_or(NumFault::Range)?;
    }
    if separated && !underscores_fit(text) { Err(NumFault::Syntax) } else { Ok(sum) }
}

/// The value of decimal digits that are too few to be too large: the usual case.
fn short_decimal(text: &[u8]) -> Option<u64> {
    const FEW: usize = 18;
    let digit = |byte: &u8| Some(u64::from(byte.wrapping_sub(b'0'))).filter(|digit| *digit <= 9);
    if text.len() > FEW { None } else { text.iter().try_fold(0, |sum, byte| Some(sum * 10 + digit(byte)?)) }
}

/// Whether underscores stand only between digits, the prefix of a base counting as one.
///
/// Source: Go 1.26 strconv atoi.go, underscoreOK.
pub(crate) fn underscores_fit(text: &[u8]) -> bool {
    let text = match text {
        [b'+' | b'-', rest @ ..] => rest,
        _ => text,
    };
    let (text, prefixed, hexadecimal) = match text {
        [b'0', b'x' | b'X', rest @ ..] => (rest, true, true),
        [b'0', b'b' | b'B' | b'o' | b'O', rest @ ..] => (rest, true, false),
        _ => (text, false, false),
    };
    /// What stood last.
    #[derive(PartialEq)]
    enum Last {
        Digit,
        Underscore,
        Other,
    }
    let mut last = if prefixed { Last::Digit } else { Last::Other };
    for byte in text {
        let is_digit = byte.is_ascii_digit() || (hexadecimal && byte.is_ascii_hexdigit());
        last = match (byte, &last) {
            (b'_', Last::Digit) => Last::Underscore,
            (b'_', _) => return false,
            (_, Last::Underscore) if !is_digit => return false,
            _ if is_digit => Last::Digit,
            _ => Last::Other,
        };
    }
    last != Last::Underscore
}
