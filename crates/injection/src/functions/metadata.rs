//! Annotations, defaults and what is set.

use gotext::format::sprint;
use gotext::{Functions, Type, Value};

use super::types::OBJECT_META;

/// `annotation`, `isset`, `valueOrDefault`.
pub fn declare(functions: &mut Functions) {
    functions.def("annotation", &[OBJECT_META, Type::STR, Type::ANY], Type::STR, |call| {
        Ok(match annotation(call.arg(0), call.str(1)) {
            Some(present) => present,
            None => match call.arg(2) {
                text @ Value::Str(_) => text.clone(),
                other => sprint(std::slice::from_ref(other), call.meter())?.into(),
            },
        })
    });
    functions.def("isset", &[Type::STR_MAP, Type::STR], Type::BOOL, |call| {
        Ok(Value::Bool(call.map(0).is_some_and(|m| m.contains(call.str(1)))))
    });
    functions.def("valueOrDefault", &[Type::ANY, Type::ANY], Type::ANY, |call| {
        let value = call.arg(0);
        let unset = matches!(value, Value::Nil) || matches!(value, Value::Str(s) if s.is_empty());
        Ok(if unset { call.arg(1).clone() } else { value.clone() })
    });
    functions.looking_at("Annotations", &["annotation"]);
    functions.passing_on(&["valueOrDefault"]);
}

/// An annotation of an `ObjectMeta`, present even if empty.
fn annotation<'a>(meta: &Value<'a>, name: &str) -> Option<Value<'a>> {
    let fields = match meta {
        Value::Struct(fields) => fields,
        Value::Pointer(gotext::Pointer::Struct(fields)) => fields,
        _ => return None,
    };
    match fields.field("Annotations")? {
        Value::Map(annotations) => annotations.get(name),
        _ => None,
    }
}
