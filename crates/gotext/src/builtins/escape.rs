//! `html`, `js` and `urlquery`.

use std::borrow::Cow;
use std::fmt::Write;

use crate::budget::Meter;
use crate::fault::Fault;
use crate::format::{print_to, push_hex, sprint};
use crate::functions::Receiver;
use crate::value::{Pointer, Value};
use golang::quote::is_print;

/// The arguments as one text, pointers followed as when they are printed.
pub(super) fn text_of<'v>(args: &'v [Value<'_>], meter: &Meter) -> Result<Cow<'v, str>, Fault> {
    if let [Value::Str(s)] = args {
        return Ok(Cow::Borrowed(s));
    }
    let mut printed = Vec::with_capacity(args.len());
    for arg in args {
        // A pointer with a text is printed as such, any other by what it points to.
        let has_text = match arg {
            Value::Pointer(Pointer::Struct(s)) => s.text(Receiver::Pointer, meter)?.is_some(),
            _ => false,
        };
        printed.push(if has_text { arg.clone() } else { printable(arg) });
    }
    sprint(&printed, meter).map(Cow::Owned)
}

/// What is printed for a value: the text `<no value>` for none, and what a pointer points to.
pub(crate) fn printable<'a>(value: &Value<'a>) -> Value<'a> {
    match value {
        Value::Nil | Value::Missing => Value::text("<no value>"),
        Value::Pointer(pointer) => pointer.target(),
        value => value.clone(),
    }
}

/// Adds a value as an action prints it: by the `String` method of its pointer, where it has an address.
///
/// Source: Go 1.26 text/template exec.go, printableValue.
pub(crate) fn print_printable(
    out: &mut String,
    value: &Value<'_>,
    has_address: bool,
    meter: &Meter,
) -> Result<(), Fault> {
    let addressed = match value {
        Value::Struct(s) if has_address => Some(s),
        Value::Pointer(Pointer::Struct(s)) => Some(s),
        _ => None,
    };
    if let Some(text) = addressed.map(|s| s.text(Receiver::Pointer, meter)).transpose()?.flatten() {
        meter.charge(text.len())?;
        out.push_str(&text);
        return Ok(());
    }
    match value {
        Value::Nil | Value::Missing | Value::Pointer(_) => print_to(out, &printable(value), meter),
        value => print_to(out, value, meter),
    }
}

/// HTML's special characters as references.
pub(super) fn html(text: &str, meter: &Meter) -> Result<String, Fault> {
    meter.charge(text.len().saturating_mul(5))?;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\0' => out.push('\u{fffd}'),
            '"' => out.push_str("&#34;"),
            '\'' => out.push_str("&#39;"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    Ok(out)
}

/// JavaScript's special characters as escapes.
pub(super) fn js(text: &str, meter: &Meter) -> Result<String, Fault> {
    meter.charge(text.len().saturating_mul(6))?;
    if !text.is_ascii() {
        meter.read(text.len().saturating_mul(8))?;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '\'' | '"' => out.extend(['\\', c]),
            '<' | '>' | '&' | '=' | '\0'..' ' => _ = write!(out, "\\u{:04X}", u32::from(c)),
            c if c.is_ascii() || is_print(c) => out.push(c),
            c => _ = write!(out, "\\u{:04X}", u32::from(c)),
        }
    }
    Ok(out)
}

/// Everything but letters, digits and `-_.~` percent-encoded, and spaces as `+`.
pub(super) fn urlquery(text: &str, meter: &Meter) -> Result<String, Fault> {
    meter.charge(text.len().saturating_mul(3))?;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(byte.into()),
            b' ' => out.push('+'),
            byte => {
                out.push('%');
                push_hex(&mut out, byte, true);
            }
        }
    }
    Ok(out)
}
