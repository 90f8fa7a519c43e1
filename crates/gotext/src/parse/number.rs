//! Number literals.
//!
//! Source: Go 1.26 text/template/parse node.go, newNumber, and strconv.

use golang::float::{self, Size};
use golang::number::{parse_int, parse_uint};
use golang::quote::{quote, unquote_char};

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
    number.uint = parse_uint(text, 0, 64).ok();
    number.int = parse_int(text, 0, 64).ok();
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

fn parse_float(text: &str) -> Option<f64> {
    float::parse(text, Size::Bits64).ok()
}
