//! Defaults, choice, failure and reflection.

use crate::{Functions, Type, Value};

/// Declares `default empty coalesce all any ternary fail kindOf kindIs typeOf typeIs typeIsLike`.
/// Source: sprig 3.3 defaults.go, reflect.go.
pub(super) fn declare(functions: &mut Functions) {
    functions.variadic("default", &[Type::ANY], Type::ANY, Type::ANY, |call| {
        let given = call.rest(1).first().filter(|value| value.is_true());
        Ok(given.unwrap_or(call.arg(0)).clone())
    });
    functions.def("empty", &[Type::ANY], Type::BOOL, |call| Ok((!call.arg(0).is_true()).into()));
    functions.variadic("coalesce", &[], Type::ANY, Type::ANY, |call| {
        Ok(call.args().iter().find(|value| value.is_true()).cloned().unwrap_or(Value::Nil))
    });
    functions.variadic("all", &[], Type::ANY, Type::BOOL, |call| {
        Ok(call.args().iter().all(Value::is_true).into())
    });
    functions.variadic("any", &[], Type::ANY, Type::BOOL, |call| {
        Ok(call.args().iter().any(Value::is_true).into())
    });
    functions.def("ternary", &[Type::ANY, Type::ANY, Type::BOOL], Type::ANY, |call| {
        Ok(call.arg(if call.bool(2) { 0 } else { 1 }).clone())
    });
    functions.def("fail", &[Type::STR], Type::STR, |call| Err(call.str(0).into()));
    functions.def("kindOf", &[Type::ANY], Type::STR, |call| Ok(call.arg(0).kind().into()));
    functions.def("kindIs", &[Type::STR, Type::ANY], Type::BOOL, |call| {
        Ok((call.str(0) == call.arg(1).kind()).into())
    });
    functions.def("typeOf", &[Type::ANY], Type::STR, |call| Ok(call.arg(0).type_name().into()));
    functions.def("typeIs", &[Type::STR, Type::ANY], Type::BOOL, |call| {
        Ok((call.str(0) == call.arg(1).type_name()).into())
    });
    functions.def("typeIsLike", &[Type::STR, Type::ANY], Type::BOOL, |call| {
        let name = call.arg(1).type_name();
        Ok((call.str(0) == name || name.strip_prefix('*') == Some(call.str(0))).into())
    });
    functions.passing_on(&[
        "default",
        "empty",
        "coalesce",
        "all",
        "any",
        "ternary",
        "kindOf",
        "kindIs",
        "typeOf",
        "typeIs",
        "typeIsLike",
    ]);
}
