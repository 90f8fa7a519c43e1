//! Text: trimming, casing, searching, replacing.

mod casing;
mod letters;
mod split;
mod wrapping;

use wrapping::{abbreviate, abbreviate_both, initials, substring, truncated, without_space, wrap};

use super::cast;
use crate::format::sprint;
use crate::{Call, Fault, Functions, Text, Type, Value};

/// Declares the text functions. Source: sprig 3.3 strings.go and functions.go.
pub(super) fn declare(functions: &mut Functions) {
    declare_casing(functions);
    declare_trimming(functions);
    declare_cutting(functions);
    declare_filling(functions);
    declare_printing(functions);
    split::declare(functions);
    functions.def("hello", &[], Type::STR, |_| Ok("Hello!".into()));
    let mut test = |name: &str, holds: fn(&str, &str) -> bool| {
        functions.def(name, &[Type::STR, Type::STR], Type::BOOL, move |call| {
            // Of a beginning or end, only as much of the text is looked at as it is long.
            call.read(call.str(0).len())?;
            Ok(holds(call.str(1), call.str(0)).into())
        });
    };
    test("contains", |s, part| s.contains(part));
    test("hasPrefix", |s, part| s.starts_with(part));
    test("hasSuffix", |s, part| s.ends_with(part));
    functions.def("plural", &[Type::STR, Type::STR, Type::INT], Type::STR, |call| {
        Ok(call.text(if call.int(2) == 1 { 0 } else { 1 }).into())
    });
    functions.passing_on(&["hasPrefix", "hasSuffix", "plural", "substr", "toString", "trunc"]);
}

/// Text that is at most a few times as long as the arguments.
fn made<'a>(call: &Call<'_, 'a>, text: String) -> Result<Value<'a>, Fault> {
    call.charge(text.len())?;
    Ok(text.into())
}

/// The part `range` of an argument; what is left of a cut character becomes U+FFFD.
fn part<'a>(call: &Call<'_, 'a>, index: usize, range: std::ops::Range<usize>) -> Result<Value<'a>, Fault> {
    call.charge(range.len())?;
    if let Some(text) = call.text(index).slice(range.clone()) {
        return Ok(text.into());
    }
    let bytes = call.str(index).as_bytes().get(range).unwrap_or_default();
    made(call, String::from_utf8_lossy(bytes).into_owned())
}

/// A part that was found inside an argument, as a range of it.
fn inside<'a>(call: &Call<'_, 'a>, index: usize, start: usize, length: usize) -> Result<Value<'a>, Fault> {
    part(call, index, start..start + length)
}

/// How much longer than others a character outside ASCII takes whose category has to be found.
const NOT_ASCII: usize = 16;

fn declare_casing(functions: &mut Functions) {
    let mut map = |name: &str, compute: fn(&str) -> String| {
        functions.def(name, &[Type::STR], Type::STR, move |call| {
            let s = call.str(0);
            call.charge(s.len())?;
            if !s.is_ascii() {
                call.read(s.len().saturating_mul(NOT_ASCII))?;
            }
            made(call, compute(s))
        });
    };
    map("upper", casing::to_upper);
    map("lower", casing::to_lower);
    map("title", casing::title);
    map("untitle", casing::untitle);
    map("swapcase", casing::swap);
    map("camelcase", casing::camel);
    map("snakecase", |s| casing::divided(s, '_'));
    map("kebabcase", |s| casing::divided(s, '-'));
    map("initials", initials);
}

fn declare_trimming(functions: &mut Functions) {
    functions.def("trim", &[Type::STR], Type::STR, |call| {
        let s = call.str(0);
        let start = s.len() - s.trim_start().len();
        inside(call, 0, start, s.trim().len())
    });
    for name in ["trimAll", "trimall"] {
        functions.def(name, &[Type::STR, Type::STR], Type::STR, |call| {
            let s = call.str(1);
            let mut set: Vec<char> = call.str(0).chars().collect();
            call.read(set.len().saturating_mul(16).saturating_add(s.len()))?;
            set.sort_unstable();
            let is_in_set = |c: char| set.binary_search(&c).is_ok();
            let after = s.trim_start_matches(is_in_set);
            inside(call, 1, s.len() - after.len(), after.trim_end_matches(is_in_set).len())
        });
    }
    functions.def("trimPrefix", &[Type::STR, Type::STR], Type::STR, |call| {
        let (prefix, s) = (call.str(0), call.str(1));
        let length = s.strip_prefix(prefix).unwrap_or(s).len();
        inside(call, 1, s.len() - length, length)
    });
    functions.def("trimSuffix", &[Type::STR, Type::STR], Type::STR, |call| {
        let (suffix, s) = (call.str(0), call.str(1));
        inside(call, 1, 0, s.strip_suffix(suffix).unwrap_or(s).len())
    });
    functions.def("nospace", &[Type::STR], Type::STR, |call| match without_space(call.str(0)) {
        Some(text) => made(call, text),
        None => Ok(call.text(0).into()),
    });
}

fn declare_cutting(functions: &mut Functions) {
    functions.def("trunc", &[Type::INT, Type::STR], Type::STR, |call| {
        match truncated(call.str(1), call.int(0)) {
            Some(range) => part(call, 1, range),
            None => Ok(call.text(1).into()),
        }
    });
    functions.def("substr", &[Type::INT, Type::INT, Type::STR], Type::STR, |call| {
        part(call, 2, substring(call.str(2), call.int(0), call.int(1))?)
    });
    functions.def("abbrev", &[Type::INT, Type::STR], Type::STR, |call| {
        made(call, abbreviate(call.str(1), call.int(0)))
    });
    functions.def("abbrevboth", &[Type::INT, Type::INT, Type::STR], Type::STR, |call| {
        made(call, abbreviate_both(call.str(2), call.int(0), call.int(1)))
    });
}

/// Takes the budget for text that is made `count` times over.
fn charge_times(call: &Call<'_, '_>, count: usize, bytes: usize) -> Result<(), Fault> {
    call.charge(count.saturating_mul(bytes))
}

fn declare_filling(functions: &mut Functions) {
    functions.def("repeat", &[Type::INT, Type::STR], Type::STR, |call| {
        let count = usize::try_from(call.int(0)).map_err(|_| "strings: negative Repeat count")?;
        charge_times(call, count, call.str(1).len())?;
        Ok(if call.str(1).is_empty() { "".into() } else { call.str(1).repeat(count).into() })
    });
    functions.def("replace", &[Type::STR, Type::STR, Type::STR], Type::STR, |call| {
        let (old, new, s) = (call.str(0), call.str(1), call.str(2));
        let count = s.matches(old).count();
        if count == 0 {
            return Ok(call.text(2).into());
        }
        charge_times(call, count, new.len())?;
        made(call, s.replace(old, new))
    });
    functions.def("indent", &[Type::INT, Type::STR], Type::STR, |call| indented(call, ""));
    functions.def("nindent", &[Type::INT, Type::STR], Type::STR, |call| indented(call, "\n"));
    functions.def("wrap", &[Type::INT, Type::STR], Type::STR, |call| {
        made(call, wrap(call.str(1), call.int(0), "\n", false))
    });
    functions.def("wrapWith", &[Type::INT, Type::STR, Type::STR], Type::STR, |call| {
        // Of two lines that follow each other, one word more would have been too much for the first.
        let width = usize::try_from(call.int(0)).unwrap_or(1).max(1);
        charge_times(call, call.str(2).len() / width * 2 + 2, call.str(1).len())?;
        made(call, wrap(call.str(2), call.int(0), call.str(1), true))
    });
}

/// Every line after `count` spaces, empty ones too, and all that after `start`.
fn indented<'a>(call: &Call<'_, 'a>, start: &str) -> Result<Value<'a>, Fault> {
    let count = usize::try_from(call.int(0)).map_err(|_| "strings: negative Repeat count")?;
    let s = call.str(1);
    let lines = s.split('\n').count();
    let size = count.saturating_mul(lines).saturating_add(s.len() + start.len());
    call.charge(size)?;
    let mut out = String::with_capacity(size);
    out.push_str(start);
    for (index, line) in s.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        out.extend(std::iter::repeat_n(' ', count));
        out.push_str(line);
    }
    Ok(out.into())
}

fn declare_printing(functions: &mut Functions) {
    functions.variadic("quote", &[], Type::ANY, Type::STR, |call| {
        printed(call, |out, value| push_quoted(call, out, &cast::to_text(call, value)?))
    });
    functions.variadic("squote", &[], Type::ANY, Type::STR, |call| {
        printed(call, |out, value| {
            out.extend(["'", &*cast::to_text(call, value)?, "'"]);
            Ok(())
        })
    });
    functions.variadic("cat", &[], Type::ANY, Type::STR, |call| {
        printed(call, |out, value| {
            out.push_str(&cast::to_text(call, value)?);
            Ok(())
        })
    });
    functions.def("toString", &[Type::ANY], Type::STR, |call| Ok(cast::to_text(call, call.arg(0))?.into()));
}

/// What `write` makes of each argument that is not nil, with spaces between.
fn printed<'a>(
    call: &Call<'_, 'a>,
    write: impl Fn(&mut String, &Value<'a>) -> Result<(), Fault>,
) -> Result<Value<'a>, Fault> {
    let length: usize = call.args().iter().map(|value| value.as_str().map_or(0, str::len) + 3).sum();
    call.charge(length)?;
    let mut out = String::with_capacity(length);
    let mut is_first = true;
    for value in call.args().iter().filter(|value| !matches!(value, Value::Nil | Value::Missing)) {
        if !is_first {
            out.push(' ');
        }
        is_first = false;
        write(&mut out, value)?;
    }
    made(call, out)
}

/// As `%q`: most text needs no escapes.
fn push_quoted(call: &Call<'_, '_>, out: &mut String, text: &Text<'_>) -> Result<(), Fault> {
    if text.bytes().all(|b| matches!(b, b' '..=b'~') && b != b'"' && b != b'\\') {
        out.push('"');
        out.push_str(text);
        out.push('"');
        return Ok(());
    }
    out.push_str(&crate::format::sprintf("%q", &[Value::Str(text.clone())], call.meter())?);
    Ok(())
}

/// The values as `fmt.Sprint` prints one of them.
pub(super) fn display(call: &Call<'_, '_>, value: &Value<'_>) -> Result<String, Fault> {
    sprint(std::slice::from_ref(value), call.meter())
}
