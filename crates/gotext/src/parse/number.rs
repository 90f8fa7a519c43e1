//! Number literals.
//!
//! Source: Go 1.26 text/template/parse node.go, newNumber, and strconv.

use crate::format::{quote, unquote_char};
use crate::lex::Kind;
use crate::parse::ast::Number;

/// The number that a token says, or Go's message.
pub(super) fn parse_number(kind: Kind, text: &str) -> Result<Number, String> {
    let number = Number { text: text.into(), ..Number::default() };
    match kind {
        Kind::CharConstant => character(number, text),
        Kind::Complex => complex(text)
            .map(|value| simplified(number, value))
            .ok_or_else(|| "syntax error scanning complex number".to_owned()),
        _ => match text.strip_suffix('i').and_then(parse_float) {
            Some(imaginary) => Ok(simplified(number, (0.0, imaginary))),
            None => real(number, text),
        },
    }
}

fn character(number: Number, text: &str) -> Result<Number, String> {
    let inner = text.strip_prefix('\'').unwrap_or(text);
    let Some((value, tail)) = unquote_char(inner, '\'') else { return Err("invalid syntax".to_owned()) };
    if tail != "'" {
        return Err(format!("malformed character constant: {text}"));
    }
    let code = value.code();
    Ok(Number { int: Some(code.into()), uint: Some(code.into()), float: Some(code.into()), ..number })
}

fn real(mut number: Number, text: &str) -> Result<Number, String> {
    number.uint = parse_uint(text);
    number.int = parse_int(text);
    if number.int == Some(0) {
        number.uint = Some(0);
    }
    #[expect(clippy::cast_precision_loss, reason = "as Go converts")]
    match (number.int, number.uint) {
        (Some(i), _) => number.float = Some(i as f64),
        (None, Some(u)) => number.float = Some(u as f64),
        (None, None) => {
            let Some(f) = parse_float(text) else {
                return Err(format!("illegal number syntax: {}", quote(text)));
            };
            if !text.contains(['.', 'e', 'E', 'p', 'P']) {
                return Err(format!("integer overflow: {}", quote(text)));
            }
            integral(&mut number, f);
        }
    }
    Ok(number)
}

fn simplified(mut number: Number, value: (f64, f64)) -> Number {
    number.complex = Some(value);
    if value.1 == 0.0 {
        integral(&mut number, value.0);
    }
    number
}

/// Sets the float, and the integers where nothing is lost.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the ranges are checked")]
fn integral(number: &mut Number, f: f64) {
    number.float = Some(f);
    if f.trunc() == f {
        let beyond = 2_f64.powi(63);
        number.int = (-beyond..beyond).contains(&f).then_some(f as i64);
        number.uint = (0.0..2.0 * beyond).contains(&f).then_some(f as u64);
    }
}

fn complex(text: &str) -> Option<(f64, f64)> {
    let text = text.strip_suffix('i')?;
    let middle = text
        .char_indices()
        .skip(1)
        .filter(|(i, c)| {
            matches!(c, '+' | '-') && !text.get(..*i).is_some_and(|t| t.ends_with(['e', 'E', 'p', 'P']))
        })
        .last()?
        .0;
    let (re, im) = text.split_at_checked(middle)?;
    Some((parse_float(re)?, parse_float(im)?))
}

fn parse_int(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let magnitude = parse_uint(digits)?;
    if negative { 0_i64.checked_sub_unsigned(magnitude) } else { i64::try_from(magnitude).ok() }
}

fn parse_uint(text: &str) -> Option<u64> {
    let (base, digits) = base_of(text);
    if !underscores_fit(text) {
        return None;
    }
    let digits: String = digits.chars().filter(|c| *c != '_').collect();
    if digits.is_empty() || !digits.bytes().all(|b| char::from(b).is_digit(base)) {
        return None;
    }
    u64::from_str_radix(&digits, base).ok()
}

fn base_of(text: &str) -> (u32, &str) {
    let after = |count: usize| text.get(count..).unwrap_or("");
    match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, after(2)),
        [b'0', b'b' | b'B', ..] => (2, after(2)),
        [b'0', b'o' | b'O', ..] => (8, after(2)),
        [b'0', _, ..] => (8, after(1)),
        _ => (10, text),
    }
}

/// Underscores only between digits, the base's prefix counting as one.
///
/// Source: Go 1.26 strconv atoi.go, underscoreOK.
fn underscores_fit(text: &str) -> bool {
    if !text.contains('_') {
        return true;
    }
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let hexadecimal = matches!(text.as_bytes(), [b'0', b'x' | b'X', ..]);
    let prefixed = matches!(text.as_bytes(), [b'0', b'x' | b'X' | b'b' | b'B' | b'o' | b'O', ..]);
    let mut last = if prefixed { '0' } else { '^' };
    for c in text.chars().skip(if prefixed { 2 } else { 0 }) {
        let is_digit = c.is_ascii_digit() || (hexadecimal && c.is_ascii_hexdigit());
        match (c, last) {
            ('_', '0') => last = '_',
            ('_', _) => return false,
            (_, '_') if !is_digit => return false,
            _ => last = if is_digit { '0' } else { '!' },
        }
    }
    last != '_'
}

fn parse_float(text: &str) -> Option<f64> {
    if !underscores_fit(text) {
        return None;
    }
    let text: String = text.chars().filter(|c| *c != '_').collect();
    let (negative, magnitude) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let value = match magnitude.strip_prefix("0x").or_else(|| magnitude.strip_prefix("0X")) {
        Some(rest) => hexadecimal_float(rest)?,
        None if magnitude.starts_with(|c: char| c.is_ascii_digit() || c == '.') => magnitude.parse().ok()?,
        None => return None,
    };
    if f64::is_infinite(value) {
        return None;
    }
    Some(if negative { -value } else { value })
}

/// `1.8p-2` after its `0x`; the exponent must be there.
fn hexadecimal_float(text: &str) -> Option<f64> {
    let (mantissa, exponent) = text.split_once(['p', 'P'])?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut exponent: i32 = exponent.parse().ok().filter(|e: &i32| e.abs() < 100_000)?;
    let mut bits: u64 = 0;
    for (i, c) in whole.chars().chain(fraction.chars()).enumerate() {
        let digit = c.to_digit(16)?;
        let is_fraction = i >= whole.len();
        if bits >> 59 == 0 {
            bits = bits << 4 | u64::from(digit);
            exponent -= if is_fraction { 4 } else { 0 };
        } else {
            bits |= u64::from(digit != 0);
            exponent += if is_fraction { 0 } else { 4 };
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "rounding is what a float does")]
    let value = bits as f64;
    // In two steps, so that neither power leaves the range before the value does.
    Some(value * 2_f64.powi(exponent / 2) * 2_f64.powi(exponent - exponent / 2))
}
