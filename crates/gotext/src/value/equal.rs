//! Deep equality.

use crate::budget::Meter;
use crate::fault::Fault;
use crate::value::{Struct, Value};

/// Values nested deeper than this cannot be compared.
const DEEPEST: usize = 200;

impl Value<'_> {
    /// Whether both are deeply equal, types included: an `int` 1 is not an `int64` 1, a nil slice not an empty one.
    /// Takes a step per pair of values, and those for reading their texts; errors when none are left, or when values nest too deeply.
    ///
    /// Source: Go 1.26 reflect, DeepEqual.
    pub(crate) fn deep_equal_metered(&self, other: &Value<'_>, meter: &Meter) -> Result<bool, Fault> {
        equal(self, other, meter, DEEPEST)
    }
}

fn equal(a: &Value<'_>, b: &Value<'_>, meter: &Meter, depth: usize) -> Result<bool, Fault> {
    meter.step(1)?;
    let depth = depth.checked_sub(1).ok_or(Fault::Depth)?;
    Ok(match (a, b) {
        (Value::Missing | Value::Nil, Value::Missing | Value::Nil) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Int(a, s), Value::Int(b, t)) => a == b && s == t,
        (Value::Uint(a, s), Value::Uint(b, t)) => a == b && s == t,
        (Value::Float(a, s), Value::Float(b, t)) => a == b && s == t,
        (Value::Complex(a, b), Value::Complex(c, d)) => a == c && b == d,
        (Value::Enum(s, a), Value::Enum(t, b)) => a == b && s.name() == t.name(),
        (Value::Str(a), Value::Str(b)) => equal_texts(a, b, meter)?,
        (Value::NamedStr(s, a), Value::NamedStr(t, b)) => s.name() == t.name() && equal_texts(a, b, meter)?,
        (Value::List(a), Value::List(b)) => {
            if a.is_same(b) {
                return Ok(true);
            }
            if a.elem() != b.elem() || a.is_nil() != b.is_nil() || a.len() != b.len() {
                return Ok(false);
            }
            for (a, b) in a.iter().zip(b.iter()) {
                if !equal(&a, &b, meter, depth)? {
                    return Ok(false);
                }
            }
            true
        }
        (Value::Map(a), Value::Map(b)) => {
            if a.is_same(b) {
                return Ok(true);
            }
            let alike = a.key() == b.key() && a.elem() == b.elem() && a.is_nil() == b.is_nil();
            if !alike || a.len() != b.len() {
                return Ok(false);
            }
            for (a, b) in a.iter().zip(b.iter()) {
                if !equal(&a.0, &b.0, meter, depth)? || !equal(&a.1, &b.1, meter, depth)? {
                    return Ok(false);
                }
            }
            true
        }
        (Value::Struct(a), Value::Struct(b)) => equal_fields(a, b, meter, depth)?,
        (Value::Pointer(a), Value::Pointer(b)) => equal(&a.target(), &b.target(), meter, depth)?,
        (Value::NilPointer(a), Value::NilPointer(b)) => a.to_type() == b.to_type(),
        _ => false,
    })
}

fn equal_texts(a: &str, b: &str, meter: &Meter) -> Result<bool, Fault> {
    if a.len() != b.len() {
        return Ok(false);
    }
    meter.read(a.len())?;
    Ok(a == b)
}

fn equal_fields(a: &Struct<'_>, b: &Struct<'_>, meter: &Meter, depth: usize) -> Result<bool, Fault> {
    if a.name() != b.name() {
        return Ok(false);
    }
    for index in 0.. {
        match (a.field_at(index), b.field_at(index)) {
            (None, None) => break,
            (Some((_, a)), Some((_, b))) if equal(&a, &b, meter, depth)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}
