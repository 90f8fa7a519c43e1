//! The functions that every template has.
//!
//! Source: Go 1.26 text/template funcs.go.

mod collections;
mod compare;
mod escape;
pub(crate) mod kinds;

use self::kinds::Builtin;
pub(crate) use collections::zero;
pub(crate) use escape::print_printable;

use crate::budget::Meter;
use crate::fault::Fault;
use crate::format::{sprint, sprintf, sprintln};
use crate::value::{Value, text_length};

impl Builtin {
    /// Runs it. `and`, `or` and `call` are the engine's own, as they evaluate arguments or call others.
    pub(crate) fn run<'a>(self, args: &[Value<'a>], meter: &Meter) -> Result<Value<'a>, Fault> {
        let first = args.first().unwrap_or(&Value::Missing);
        let rest = args.get(1..).unwrap_or(&[]);
        let second = rest.first().unwrap_or(&Value::Missing);
        if self.reads() {
            meter.read(text_length(args))?;
        }
        match self {
            Builtin::And | Builtin::Or | Builtin::Call => Ok(Value::Missing),
            Builtin::Not => Ok(Value::Bool(!first.is_true())),
            Builtin::Eq => compare::equal(first, rest, meter).map(Value::Bool),
            Builtin::Ne => compare::equal(first, rest, meter).map(|equal| Value::Bool(!equal)),
            Builtin::Lt => compare::less(first, second).map(Value::Bool),
            Builtin::Ge => compare::less(first, second).map(|less| Value::Bool(!less)),
            Builtin::Le => compare::less_or_equal(first, second, meter).map(Value::Bool),
            Builtin::Gt => compare::less_or_equal(first, second, meter).map(|le| Value::Bool(!le)),
            Builtin::Len => collections::length(first),
            Builtin::Index => collections::index(first, rest),
            Builtin::Slice => collections::slice(first, rest, meter),
            Builtin::Print => sprint(args, meter).map(Value::from),
            Builtin::Println => sprintln(args, meter).map(Value::from),
            Builtin::Printf => sprintf(first.as_str().unwrap_or(""), rest, meter).map(Value::from),
            Builtin::Html => escape::html(&escape::text_of(args, meter)?, meter).map(Value::from),
            Builtin::Js => escape::js(&escape::text_of(args, meter)?, meter).map(Value::from),
            Builtin::Urlquery => escape::urlquery(&escape::text_of(args, meter)?, meter).map(Value::from),
        }
    }
}
