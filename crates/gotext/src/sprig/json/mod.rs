//! `toJson`, `fromJson` and their variants.

mod read;
mod write;

use read::read;
use write::{Style, write};

use golang::json::Escape;

use crate::{Fault, Functions, Meter, Type, Value};

const COMPACT: Style = Style { escape: Escape::Html, pretty: false };
const PRETTY: Style = Style { escape: Escape::Html, pretty: true };
const RAW: Style = Style { escape: Escape::Least, pretty: false };

/// The value as `encoding/json` writes it: compact, with `<`, `>` and `&` escaped. Errors with Go's text when it has no
/// JSON, such as a function, or when the budget does not hold it.
///
/// Source: Go 1.26 encoding/json, Marshal.
pub fn to_json(value: &Value<'_>, meter: &Meter) -> Result<String, Fault> {
    write(value, COMPACT, meter)
}

/// Declares the JSON functions. Source: sprig 3.3 defaults.go.
pub(super) fn declare(functions: &mut Functions) {
    for (name, style) in [("toJson", COMPACT), ("toPrettyJson", PRETTY)] {
        functions.def(name, &[Type::ANY], Type::STR, move |call| {
            match write(call.arg(0), style, call.meter()) {
                Err(Fault::Message(_)) => Ok("".into()),
                Err(fault) => Err(fault),
                Ok(text) => Ok(text.into()),
            }
        });
    }
    for (name, style) in
        [("mustToJson", COMPACT), ("mustToPrettyJson", PRETTY), ("toRawJson", RAW), ("mustToRawJson", RAW)]
    {
        functions.def(name, &[Type::ANY], Type::STR, move |call| {
            Ok(write(call.arg(0), style, call.meter())?.into())
        });
    }
    functions.def("fromJson", &[Type::STR], Type::ANY, |call| {
        call.charge(call.str(0).len().saturating_mul(16))?;
        Ok(read(call.str(0)).map_or(Value::Nil, |document| document.value))
    });
    functions.def("mustFromJson", &[Type::STR], Type::ANY, |call| {
        call.charge(call.str(0).len().saturating_mul(16))?;
        let document = read(call.str(0))?;
        match document.overflow {
            None => Ok(document.value),
            Some(number) => {
                Err(format!("json: cannot unmarshal number {number} into Go value of type float64").into())
            }
        }
    });
}
