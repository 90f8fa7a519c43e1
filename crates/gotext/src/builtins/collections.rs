//! `len`, `index` and `slice`.

use crate::budget::Meter;
use crate::fault::Fault;
use crate::value::{List, Map, Text, Type, UintType, Value};

/// What a value is behind pointers; `None` for a nil pointer.
fn indirect<'a>(value: &Value<'a>) -> Option<Value<'a>> {
    match value {
        Value::NilPointer(_) | Value::Nil => None,
        Value::Pointer(pointer) => Some(pointer.target()),
        value => Some(value.clone()),
    }
}

/// How long a text, list or map is.
pub(super) fn length<'a>(value: &Value<'a>) -> Result<Value<'a>, Fault> {
    let length = match indirect(value) {
        None => return Err("len of nil pointer".into()),
        Some(Value::Missing) => return Err("reflect: call of reflect.Value.Type on zero Value".into()),
        Some(Value::Str(s) | Value::NamedStr(_, s)) => s.len(),
        Some(Value::List(list)) => list.len(),
        Some(Value::Map(map)) => map.len(),
        Some(other) => return Err(Fault::Message(format!("len of type {}", other.type_name()))),
    };
    Ok(Value::int(i64::try_from(length).unwrap_or(i64::MAX)))
}

/// `index x 1 "a"`: `x[1]["a"]`.
pub(super) fn index<'a>(value: &Value<'a>, indexes: &[Value<'a>]) -> Result<Value<'a>, Fault> {
    if matches!(value, Value::Missing | Value::Nil) {
        return Err("index of untyped nil".into());
    }
    let mut item = value.clone();
    for index in indexes {
        item = match indirect(&item) {
            None => return Err("index of nil pointer".into()),
            Some(Value::List(list)) => {
                let i = position(index, list.len())?;
                list.item(i).ok_or("reflect: slice index out of range")?
            }
            Some(Value::Str(s) | Value::NamedStr(_, s)) => {
                let i = position(index, s.len())?;
                let byte = s.as_bytes().get(i).ok_or("reflect: string index out of range")?;
                Value::Uint((*byte).into(), UintType::Uint8)
            }
            Some(Value::Map(map)) => entry(&map, index)?,
            Some(other) => {
                return Err(Fault::Message(format!("can't index item of type {}", other.type_name())));
            }
        };
    }
    Ok(item)
}

fn position(index: &Value<'_>, most: usize) -> Result<usize, Fault> {
    let position = match index {
        Value::Missing | Value::Nil => return Err("cannot index slice/array with nil".into()),
        Value::Int(i, _) | Value::Enum(_, i) => *i,
        Value::Uint(u, _) => u.cast_signed(),
        other => {
            return Err(Fault::Message(format!("cannot index slice/array with type {}", other.type_name())));
        }
    };
    match usize::try_from(position) {
        Ok(i) if i <= most => Ok(i),
        _ => Err(Fault::Message(format!("index out of range: {position}"))),
    }
}

fn entry<'a>(map: &Map<'a>, key: &Value<'a>) -> Result<Value<'a>, Fault> {
    let want = map.key();
    let found = match key {
        Value::Missing | Value::Nil if want == Type::Any => None,
        Value::Missing | Value::Nil => {
            return Err(Fault::Message(format!("value is nil; should be of type {want}")));
        }
        key if want == Type::Any || key.to_type() == Some(want) => map.get_key(key),
        Value::Int(..) | Value::Uint(..) | Value::Enum(..)
            if matches!(want, Type::Int(_) | Type::Uint(_) | Type::Enum(_)) =>
        {
            map.get_key(key)
        }
        other => {
            return Err(Fault::Message(format!("value has type {}; should be {want}", other.type_name())));
        }
    };
    Ok(found.unwrap_or_else(|| zero(&map.elem())))
}

/// The zero value of a type, as far as an absent map entry needs one.
pub(crate) fn zero<'a>(of: &Type) -> Value<'a> {
    match of {
        Type::Any
        | Type::Raw
        | Type::Func(_)
        | Type::Struct(_)
        | Type::Record(_)
        | Type::Interface(_)
        | Type::Sealed(_) => Value::Nil,
        Type::Bool => Value::Bool(false),
        Type::Int(t) => Value::Int(0, *t),
        Type::Uint(t) => Value::Uint(0, *t),
        Type::Float(t) => Value::Float(0.0, *t),
        Type::Complex => Value::Complex(0.0, 0.0),
        Type::Str => Value::Str(Text::EMPTY),
        Type::NamedStr(kind) => Value::NamedStr(*kind, Text::EMPTY),
        Type::Enum(kind) => Value::Enum(*kind, 0),
        Type::List(elem) => Value::List(List::nil(elem)),
        Type::Listed(kind) => Value::List(List::nil_of(*kind)),
        Type::Map(key, elem) => Value::Map(Map::nil(key, elem)),
        Type::Mapped(kind) => Value::Map(Map::nil_of(*kind)),
        Type::Pointer(target) => Value::NilPointer(*target),
    }
}

/// `slice x 1 2`: `x[1:2]`.
pub(super) fn slice<'a>(value: &Value<'a>, indexes: &[Value<'a>], meter: &Meter) -> Result<Value<'a>, Fault> {
    if matches!(value, Value::Missing | Value::Nil) {
        return Err("slice of untyped nil".into());
    }
    let Some(item) = indirect(value) else { return Err("slice of nil pointer".into()) };
    if indexes.len() > 3 {
        return Err(Fault::Message(format!("too many slice indexes: {}", indexes.len())));
    }
    let length = match &item {
        Value::Str(_) | Value::NamedStr(..) if indexes.len() == 3 => {
            return Err("cannot 3-index slice a string".into());
        }
        Value::Str(s) | Value::NamedStr(_, s) => s.len(),
        Value::List(list) => list.len(),
        other => {
            return Err(Fault::Message(format!("can't slice item of type {}", other.type_name())));
        }
    };
    let mut bounds = [0, length, length];
    for (bound, index) in bounds.iter_mut().zip(indexes) {
        *bound = position(index, length)?;
    }
    let [from, to, most] = bounds;
    for (low, high) in [(from, to), (to, most)] {
        if low > high {
            return Err(Fault::Message(format!("invalid slice index: {low} > {high}")));
        }
    }
    cut(item, from, to, meter)
}

fn cut<'a>(item: Value<'a>, from: usize, to: usize, meter: &Meter) -> Result<Value<'a>, Fault> {
    let text = |s: &Text<'a>| -> Result<Text<'a>, Fault> {
        meter.charge(to - from)?;
        Ok(s.slice(from..to).unwrap_or_else(|| {
            let bytes = s.as_bytes().get(from..to).unwrap_or(&[]);
            Text::from(String::from_utf8_lossy(bytes).into_owned())
        }))
    };
    Ok(match item {
        Value::List(list) => {
            meter.charge((to - from).saturating_mul(size_of::<Value<'_>>()))?;
            let items = (from..to).filter_map(|i| list.item(i)).collect();
            Value::List(list.with_items(items))
        }
        Value::Str(s) => Value::Str(text(&s)?),
        Value::NamedStr(kind, s) => Value::NamedStr(kind, text(&s)?),
        other => other,
    })
}
