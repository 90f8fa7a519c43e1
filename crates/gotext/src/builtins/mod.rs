//! The functions that every template has.
//!
//! Source: Go 1.26 text/template funcs.go.

mod collections;
mod compare;
mod escape;

pub(crate) use collections::zero;
pub(crate) use escape::print_printable;

use crate::budget::Meter;
use crate::exec::text_length;
use crate::format::{sprint, sprintf, sprintln};
use crate::functions::{Fault, Signature};
use crate::value::{Type, Value};

/// A function that every template has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Builtin {
    And,
    Call,
    Eq,
    Ge,
    Gt,
    Html,
    Index,
    Js,
    Le,
    Len,
    Lt,
    Ne,
    Not,
    Or,
    Print,
    Printf,
    Println,
    Slice,
    Urlquery,
}

const ONE: Signature = Signature { params: &[Type::Raw], variadic: None, result: Type::Raw };
const TWO: Signature = Signature { params: &[Type::Raw, Type::Raw], variadic: None, result: Type::Raw };
const ONE_AND_MORE: Signature =
    Signature { params: &[Type::Raw], variadic: Some(Type::Raw), result: Type::Raw };
const ANY_NUMBER: Signature = Signature { params: &[], variadic: Some(Type::Any), result: Type::Str };
const FORMAT: Signature = Signature { params: &[Type::Str], variadic: Some(Type::Any), result: Type::Str };

impl Builtin {
    /// The function called `name`.
    pub(crate) fn find(name: &str) -> Option<Builtin> {
        Some(match name {
            "and" => Builtin::And,
            "call" => Builtin::Call,
            "eq" => Builtin::Eq,
            "ge" => Builtin::Ge,
            "gt" => Builtin::Gt,
            "html" => Builtin::Html,
            "index" => Builtin::Index,
            "js" => Builtin::Js,
            "le" => Builtin::Le,
            "len" => Builtin::Len,
            "lt" => Builtin::Lt,
            "ne" => Builtin::Ne,
            "not" => Builtin::Not,
            "or" => Builtin::Or,
            "print" => Builtin::Print,
            "printf" => Builtin::Printf,
            "println" => Builtin::Println,
            "slice" => Builtin::Slice,
            "urlquery" => Builtin::Urlquery,
            _ => return None,
        })
    }

    /// The types of its parameters.
    pub(crate) fn signature(self) -> &'static Signature {
        use Builtin::*;
        match self {
            Not | Len => &ONE,
            Ne | Lt | Le | Gt | Ge => &TWO,
            And | Or | Eq | Index | Slice | Call => &ONE_AND_MORE,
            Print | Println | Html | Js | Urlquery => &ANY_NUMBER,
            Printf => &FORMAT,
        }
    }

    /// Whether it looks at its texts as a whole.
    fn reads(self) -> bool {
        use Builtin::*;
        match self {
            Eq | Ne | Lt | Le | Gt | Ge | Html | Js | Urlquery | Print | Println | Printf | Index => true,
            And | Or | Not | Call | Len | Slice => false,
        }
    }

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
