//! Values that were worked out before execution.

use std::fmt;

use crate::value::{EnumType, FloatType, IntType, StringType, Target, Text, UintType, Value};

/// What stands in a template for an expression of which the value was worked out before.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub value: Constant,
    /// The name of its static type, if that is an interface.
    pub interface: Option<&'static &'static str>,
    /// Whether the place that it was taken from has an address.
    pub has_address: bool,
    /// The expression, as Go prints it within another one.
    pub text: Box<str>,
    /// What is at fault, by its byte and as Go prints it, where nothing has been looked at since.
    pub left_at: (usize, Box<str>),
}

/// A value without parts, for threads to share.
#[derive(Clone)]
pub(crate) enum Constant {
    Missing,
    Nil,
    Bool(bool),
    Int(i64, IntType),
    Uint(u64, UintType),
    Float(f64, FloatType),
    Enum(&'static dyn EnumType, i64),
    Str(Box<str>),
    NamedStr(&'static dyn StringType, Box<str>),
    NilPointer(Target),
}

impl Constant {
    /// The value as a constant; `None` for one with parts.
    pub(crate) fn of(value: &Value<'_>) -> Option<Constant> {
        Some(match value {
            Value::Missing => Constant::Missing,
            Value::Nil => Constant::Nil,
            Value::Bool(b) => Constant::Bool(*b),
            Value::Int(i, kind) => Constant::Int(*i, *kind),
            Value::Uint(u, kind) => Constant::Uint(*u, *kind),
            Value::Float(f, kind) => Constant::Float(*f, *kind),
            Value::Enum(kind, i) => Constant::Enum(*kind, *i),
            Value::Str(s) => Constant::Str(s.as_str().into()),
            Value::NamedStr(kind, s) => Constant::NamedStr(*kind, s.as_str().into()),
            Value::NilPointer(target) => Constant::NilPointer(*target),
            _ => return None,
        })
    }

    /// The constant as a value.
    pub(crate) fn value(&self) -> Value<'_> {
        match self {
            Constant::Missing => Value::Missing,
            Constant::Nil => Value::Nil,
            Constant::Bool(b) => Value::Bool(*b),
            Constant::Int(i, kind) => Value::Int(*i, *kind),
            Constant::Uint(u, kind) => Value::Uint(*u, *kind),
            Constant::Float(f, kind) => Value::Float(*f, *kind),
            Constant::Enum(kind, i) => Value::Enum(*kind, *i),
            Constant::Str(s) => Value::Str(Text::borrowed(s)),
            Constant::NamedStr(kind, s) => Value::NamedStr(*kind, Text::borrowed(s)),
            Constant::NilPointer(target) => Value::NilPointer(*target),
        }
    }

    /// Whether both are surely the same.
    pub(crate) fn is_same(&self, other: &Constant) -> bool {
        match (self, other) {
            (Constant::Missing, Constant::Missing) | (Constant::Nil, Constant::Nil) => true,
            (Constant::Bool(a), Constant::Bool(b)) => a == b,
            (Constant::Int(a, of), Constant::Int(b, and)) => a == b && of == and,
            (Constant::Uint(a, of), Constant::Uint(b, and)) => a == b && of == and,
            (Constant::Float(a, of), Constant::Float(b, and)) => a.to_bits() == b.to_bits() && of == and,
            (Constant::Enum(of, a), Constant::Enum(and, b)) => a == b && of.name() == and.name(),
            (Constant::Str(a), Constant::Str(b)) => a == b,
            (Constant::NamedStr(of, a), Constant::NamedStr(and, b)) => a == b && of.name() == and.name(),
            _ => false,
        }
    }
}

impl fmt::Debug for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value().as_str() {
            Some(text) => fmt::Debug::fmt(text, f),
            None => f.write_str(&self.value().type_name()),
        }
    }
}
