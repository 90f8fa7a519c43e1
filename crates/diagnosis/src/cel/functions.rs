//! Operators and functions of expressions.

use std::cmp::Ordering;

use regex::RegexBuilder;

use super::value::{Cel, Stop};

/// Bytes that a regular expression may take.
const REGEX_SIZE: usize = 1 << 20;

type Answer<'a> = Result<Cel<'a>, Stop>;

/// What an operator makes of two values.
///
/// Source: cel-spec, standard definitions; cel-go, ext/strings.
///
/// # Errors
/// It is not defined for them, or fails.
pub fn binary<'a>(operator: &str, left: &Cel<'a>, right: &Cel<'a>) -> Answer<'a> {
    let truth = match operator {
        "==" => left.equals(right)?,
        "!=" => !left.equals(right)?,
        "in" => is_in(left, right)?,
        "<" | "<=" | ">" | ">=" => {
            let order = left.order(right).ok_or_else(Stop::no_overload)?;
            match operator {
                "<" => order == Ordering::Less,
                "<=" => order != Ordering::Greater,
                ">" => order == Ordering::Greater,
                _ => order != Ordering::Less,
            }
        }
        _ => return arithmetic(operator, left, right),
    };
    Ok(Cel::Bool(truth))
}

fn is_in(item: &Cel<'_>, of: &Cel<'_>) -> Result<bool, Stop> {
    if let (Cel::Fields(..), Cel::Text(key)) = (of, item) {
        return Ok(of.field(key)?.is_some());
    }
    for candidate in of.items()? {
        if candidate.equals(item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn arithmetic<'a>(operator: &str, left: &Cel<'a>, right: &Cel<'a>) -> Answer<'a> {
    let overflow = || Stop::Failed("integer overflow".to_owned());
    let is_division = matches!(operator, "/" | "%");
    match (left, right) {
        (Cel::Int(_), Cel::Int(0)) | (Cel::Uint(_), Cel::Uint(0)) if is_division => {
            let name = if operator == "/" { "division" } else { "modulus" };
            Err(Stop::Failed(format!("{name} by zero")))
        }
        (Cel::Int(one), Cel::Int(two)) => match operator {
            "+" => one.checked_add(*two),
            "-" => one.checked_sub(*two),
            "*" => one.checked_mul(*two),
            "/" => one.checked_div(*two),
            _ => one.checked_rem(*two),
        }
        .map(Cel::Int)
        .ok_or_else(overflow),
        (Cel::Uint(one), Cel::Uint(two)) => match operator {
            "+" => one.checked_add(*two),
            "-" => one.checked_sub(*two),
            "*" => one.checked_mul(*two),
            "/" => one.checked_div(*two),
            _ => one.checked_rem(*two),
        }
        .map(Cel::Uint)
        .ok_or_else(overflow),
        (Cel::Double(one), Cel::Double(two)) => match operator {
            "+" => Ok(Cel::Double(one + two)),
            "-" => Ok(Cel::Double(one - two)),
            "*" => Ok(Cel::Double(one * two)),
            "/" => Ok(Cel::Double(one / two)),
            _ => Err(Stop::no_overload()),
        },
        (Cel::Text(one), Cel::Text(two)) if operator == "+" => Ok(Cel::Text(format!("{one}{two}").into())),
        (Cel::List(_) | Cel::Items(..), Cel::List(_) | Cel::Items(..)) if operator == "+" => {
            Ok(Cel::List([left.items()?, right.items()?].concat()))
        }
        _ => Err(Stop::no_overload()),
    }
}

/// The value with the other sign.
///
/// # Errors
/// It is not a number, or cannot be turned.
pub fn minus<'a>(value: &Cel<'a>) -> Answer<'a> {
    match value {
        Cel::Int(value) => {
            value.checked_neg().map(Cel::Int).ok_or_else(|| Stop::Failed("integer overflow".to_owned()))
        }
        Cel::Double(value) => Ok(Cel::Double(-value)),
        _ => Err(Stop::no_overload()),
    }
}

/// What a function gives; a method's object is its first argument.
///
/// # Errors
/// It is not known, not defined for these arguments, or fails.
pub fn call<'a>(name: &str, arguments: &[Cel<'a>]) -> Answer<'a> {
    match (name, arguments) {
        ("startsWith", [Cel::Text(of), Cel::Text(with)]) => Ok(Cel::Bool(of.starts_with(&**with))),
        ("endsWith", [Cel::Text(of), Cel::Text(with)]) => Ok(Cel::Bool(of.ends_with(&**with))),
        ("contains", [Cel::Text(of), Cel::Text(part)]) => Ok(Cel::Bool(of.contains(&**part))),
        ("matches", [Cel::Text(of), Cel::Text(pattern)]) => matches(of, pattern).map(Cel::Bool),
        ("lowerAscii", [Cel::Text(of)]) => Ok(Cel::Text(of.to_ascii_lowercase().into())),
        ("upperAscii", [Cel::Text(of)]) => Ok(Cel::Text(of.to_ascii_uppercase().into())),
        ("trim", [Cel::Text(of)]) => Ok(Cel::Text(of.trim().to_owned().into())),
        ("split", [Cel::Text(of), Cel::Text(by)]) if !by.is_empty() => {
            Ok(Cel::List(of.split(&**by).map(|part| Cel::Text(part.to_owned().into())).collect()))
        }
        ("size", [Cel::Text(of)]) => Ok(length(of.chars().count())),
        ("size", [of @ (Cel::List(_) | Cel::Items(..) | Cel::Fields(..))]) => Ok(length(of.items()?.len())),
        ("string", [Cel::Text(of)]) => Ok(Cel::Text(of.clone())),
        ("string", [Cel::Int(of)]) => Ok(Cel::Text(of.to_string().into())),
        ("string", [Cel::Uint(of)]) => Ok(Cel::Text(of.to_string().into())),
        ("string", [Cel::Bool(of)]) => Ok(Cel::Text(of.to_string().into())),
        ("int", [Cel::Int(of)]) => Ok(Cel::Int(*of)),
        ("int", [Cel::Text(of)]) => {
            let number = of.parse().ok().map(Cel::Int);
            number.ok_or_else(|| Stop::Failed("type conversion error from 'string' to 'int'".to_owned()))
        }
        ("bool", [Cel::Bool(of)]) => Ok(Cel::Bool(*of)),
        ("dyn", [of]) => Ok(of.clone()),
        (
            "startsWith" | "endsWith" | "contains" | "matches" | "lowerAscii" | "upperAscii" | "trim"
            | "size",
            _,
        ) => Err(Stop::no_overload()),
        _ => {
            let name: String = name.chars().take(40).collect();
            Err(Stop::Untold(format!("the function `{name}` is not understood")))
        }
    }
}

fn length<'a>(length: usize) -> Cel<'a> {
    Cel::Int(i64::try_from(length).unwrap_or(i64::MAX))
}

/// Source: RE2, whose syntax the crate's is but for little; what it does not take is not known to fail.
fn matches(text: &str, pattern: &str) -> Result<bool, Stop> {
    let pattern = RegexBuilder::new(pattern).size_limit(REGEX_SIZE).dfa_size_limit(REGEX_SIZE).build();
    let pattern =
        pattern.map_err(|_| Stop::Untold("a regular expression in it is not understood".to_owned()))?;
    Ok(pattern.is_match(text))
}
