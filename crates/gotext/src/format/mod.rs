//! Go's `fmt`: printing values with `%v` and the other verbs.

mod flags;
mod print;
mod verbs;

use std::fmt::Write as _;

use golang::quote::is_print;

use crate::budget::Meter;
use crate::fault::Fault;
use crate::value::Value;
use flags::{Flags, Sink};
use print::Printer;

/// The values as `fmt.Sprint` prints them: a space between two that are both no strings.
pub fn sprint(values: &[Value<'_>], meter: &Meter) -> Result<String, Fault> {
    let mut out = String::new();
    let mut after_string = true;
    for value in values {
        let is_string = value.as_str().is_some();
        if !is_string && !after_string {
            out.push(' ');
        }
        print_to(&mut out, value, meter)?;
        after_string = is_string;
    }
    Ok(out)
}

/// The values as `fmt.Sprintln` prints them: spaces between all, a line break at the end.
pub(crate) fn sprintln(values: &[Value<'_>], meter: &Meter) -> Result<String, Fault> {
    let mut out = String::new();
    for (i, value) in values.iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        print_to(&mut out, value, meter)?;
    }
    out.push('\n');
    Ok(out)
}

/// The values as `fmt.Sprintf` prints them by `format`.
pub fn sprintf(format: &str, values: &[Value<'_>], meter: &Meter) -> Result<String, Fault> {
    let mut out = String::with_capacity(format.len());
    let mut printer = printer(&mut out, meter);
    verbs::printf(&mut printer, format, values)?;
    Ok(out)
}

/// Adds `value` to `out` as `%v` prints it.
pub fn print_to(out: &mut String, value: &Value<'_>, meter: &Meter) -> Result<(), Fault> {
    match value {
        Value::Str(s) => {
            meter.charge(s.len())?;
            out.push_str(s);
            Ok(())
        }
        Value::Bool(b) => {
            out.push_str(if *b { "true" } else { "false" });
            Ok(())
        }
        Value::Int(i, _) => {
            // Writing to a `String` cannot fail.
            meter.charge(20)?;
            let _ = write!(out, "{i}");
            Ok(())
        }
        value => printer(out, meter).arg(value, 'v'),
    }
}

/// `value` as `%s` prints it; for messages, where Go prints a reflected value.
pub(crate) fn reflected(value: &Value<'_>, verb: char, meter: &Meter) -> Result<String, Fault> {
    let mut out = String::new();
    match value {
        Value::Missing => out.push_str("<invalid reflect.Value>"),
        value => printer(&mut out, meter).arg(value, verb)?,
    }
    Ok(out)
}

/// A character as `%#U` prints it: `U+0061 'a'`.
pub(crate) fn code_point(c: char) -> String {
    let mut out = format!("U+{:04X}", u32::from(c));
    if is_print(c) {
        out.extend([" '", c.encode_utf8(&mut [0; 4]), "'"]);
    }
    out
}

/// Adds a byte in two hexadecimal digits.
pub(crate) fn push_hex(out: &mut String, byte: u8, upper: bool) {
    for digit in [byte >> 4, byte & 15] {
        let digit = char::from_digit(digit.into(), 16).unwrap_or('0');
        out.push(if upper { digit.to_ascii_uppercase() } else { digit });
    }
}

fn printer<'p>(out: &'p mut String, meter: &'p Meter) -> Printer<'p> {
    Printer { sink: Sink { out, meter, flags: Flags::default() }, erroring: false }
}
