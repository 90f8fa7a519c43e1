//! `eq`, `lt` and the other comparisons.

use crate::budget::Meter;
use crate::fault::Fault;
use crate::format::reflected;
use crate::value::{Data, Pointer, Struct, Value};

/// What values can be compared as.
#[derive(Clone, Copy, PartialEq)]
enum Basic<'v> {
    Bool(bool),
    Int(i64),
    Uint(u64),
    Float(f64),
    Complex(f64, f64),
    Str(&'v str),
    /// Nothing that has an order.
    Other,
}

fn basic<'v>(value: &'v Value<'_>) -> Basic<'v> {
    match value {
        Value::Bool(b) => Basic::Bool(*b),
        Value::Int(i, _) | Value::Enum(_, i) => Basic::Int(*i),
        Value::Uint(u, _) => Basic::Uint(*u),
        Value::Float(f, _) => Basic::Float(*f),
        Value::Complex(re, im) => Basic::Complex(*re, *im),
        Value::Str(s) | Value::NamedStr(_, s) => Basic::Str(s),
        _ => Basic::Other,
    }
}

fn is_absent(value: &Value<'_>) -> bool {
    matches!(value, Value::Missing | Value::Nil)
}

/// Whether `first` equals any of `others`.
pub(super) fn equal(first: &Value<'_>, others: &[Value<'_>], meter: &Meter) -> Result<bool, Fault> {
    if others.is_empty() {
        return Err("missing argument for comparison".into());
    }
    for other in others {
        if equal_to(first, other, meter)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn equal_to(a: &Value<'_>, b: &Value<'_>, meter: &Meter) -> Result<bool, Fault> {
    use std::mem::discriminant;
    let (x, y) = (basic(a), basic(b));
    match (x, y) {
        (Basic::Other, Basic::Other) => other_equal(a, b, meter),
        (Basic::Int(i), Basic::Uint(u)) | (Basic::Uint(u), Basic::Int(i)) => Ok(u64::try_from(i) == Ok(u)),
        _ if discriminant(&x) == discriminant(&y) => Ok(x == y),
        _ if is_absent(a) || is_absent(b) => Ok(false),
        _ => Err(incompatible(a, b)),
    }
}

fn incompatible(a: &Value<'_>, b: &Value<'_>) -> Fault {
    Fault::Message(format!("incompatible types for comparison: {} and {}", a.type_name(), b.type_name()))
}

/// Maps, lists, structs, pointers and what is absent.
fn other_equal(a: &Value<'_>, b: &Value<'_>, meter: &Meter) -> Result<bool, Fault> {
    if a.kind() != b.kind() && !is_absent(a) && !is_absent(b) {
        return Err(Fault::Message(format!(
            "non-comparable types {}: {}, {}: {}",
            reflected(a, 's', meter)?,
            a.type_name(),
            b.type_name(),
            reflected(b, 'v', meter)?
        )));
    }
    if a.is_nil() || b.is_nil() {
        return Ok(a.is_nil() == b.is_nil());
    }
    if !is_comparable(b) {
        let text = reflected(b, 's', meter)?;
        return Err(Fault::Message(format!("non-comparable type {text}: {}", b.type_name())));
    }
    match (a, b) {
        (Value::Pointer(a), Value::Pointer(b)) => same_pointer(a, b, meter),
        _ => a.deep_equal_metered(b, meter),
    }
}

fn is_comparable(value: &Value<'_>) -> bool {
    match value {
        Value::List(_) | Value::Map(_) | Value::Func(_) => false,
        Value::Struct(s) => (0..).map_while(|i| s.field_at(i)).all(|(_, field)| match field {
            Value::Struct(_) => true,
            field => is_comparable(&field),
        }),
        _ => true,
    }
}

fn same_pointer(a: &Pointer<'_>, b: &Pointer<'_>, meter: &Meter) -> Result<bool, Fault> {
    Ok(match (a, b) {
        (Pointer::Struct(Struct::Record(a)), Pointer::Struct(Struct::Record(b))) => {
            std::ptr::addr_eq(std::rc::Rc::as_ptr(a), std::rc::Rc::as_ptr(b))
        }
        (
            Pointer::Struct(Struct::Typed(_, Data::Borrowed(a))),
            Pointer::Struct(Struct::Typed(_, Data::Borrowed(b))),
        ) => std::ptr::addr_eq(*a, *b),
        (Pointer::Struct(_), _) | (_, Pointer::Struct(_)) => false,
        (a, b) => a.target().deep_equal_metered(&b.target(), meter)?,
    })
}

/// Whether `a` is less than `b`.
pub(super) fn less(a: &Value<'_>, b: &Value<'_>) -> Result<bool, Fault> {
    let invalid = || Err("invalid type for comparison".into());
    match (basic(a), basic(b)) {
        (Basic::Other, _) | (_, Basic::Other) => invalid(),
        (Basic::Int(i), Basic::Uint(u)) => Ok(u64::try_from(i).map_or(true, |i| i < u)),
        (Basic::Uint(u), Basic::Int(i)) => Ok(u64::try_from(i).is_ok_and(|i| u < i)),
        (Basic::Int(a), Basic::Int(b)) => Ok(a < b),
        (Basic::Uint(a), Basic::Uint(b)) => Ok(a < b),
        (Basic::Float(a), Basic::Float(b)) => Ok(a < b),
        (Basic::Str(a), Basic::Str(b)) => Ok(a < b),
        (Basic::Bool(_), Basic::Bool(_)) | (Basic::Complex(..), Basic::Complex(..)) => invalid(),
        _ => Err(incompatible(a, b)),
    }
}

/// Whether `a` is not greater than `b`.
pub(super) fn less_or_equal(a: &Value<'_>, b: &Value<'_>, meter: &Meter) -> Result<bool, Fault> {
    Ok(less(a, b)? || equal_to(a, b, meter)?)
}
