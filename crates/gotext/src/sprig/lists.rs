//! Lists. Each function has a `must` form; here both fail with the same text, as a panic and an error do in Go.

use super::cast::to_int;
use crate::{Call, Fault, Functions, List, Type, Value};

/// What a nil argument does to reflection in Go.
const NIL: &str = "runtime error: invalid memory address or nil pointer dereference";
/// What one item of a list takes of the budget.
const ITEM: usize = 48;
/// `[][]interface {}`
const CHUNKS: Type = Type::List(&Type::ANY_LIST);

/// Declares the list functions. Source: sprig 3.3 list.go.
pub(super) fn declare(functions: &mut Functions) {
    for name in ["list", "tuple"] {
        functions.variadic(name, &[], Type::ANY, Type::ANY_LIST, |call| {
            call.charge(call.args().len() * ITEM)?;
            Ok(Value::list(call.args().to_vec()))
        });
    }
    declare_growing(functions);
    declare_ends(functions);
    declare_filters(functions);
    declare_parts(functions);
}

/// The list at `index`; `verb` says in the error what cannot be done with anything else.
fn list<'c, 'a>(call: &Call<'c, 'a>, index: usize, verb: &str) -> Result<&'c List<'a>, Fault> {
    match call.arg(index) {
        Value::List(list) => Ok(list),
        Value::Nil | Value::Missing => Err(NIL.into()),
        other => Err(format!("Cannot {verb} type {}", other.kind()).into()),
    }
}

/// As [`list`], of a list that is gone through or copied.
fn whole_list<'c, 'a>(call: &Call<'c, 'a>, index: usize, verb: &str) -> Result<&'c List<'a>, Fault> {
    let list = list(call, index, verb)?;
    call.charge(list.len().saturating_mul(ITEM))?;
    Ok(list)
}

fn declare_growing(functions: &mut Functions) {
    for name in ["append", "push", "mustAppend", "mustPush"] {
        functions.def(name, &[Type::ANY, Type::ANY], Type::ANY_LIST, |call| {
            let old = list(call, 0, "push on")?;
            call.charge(ITEM)?;
            let copied = |length: usize| call.charge(length.saturating_mul(ITEM));
            Ok(Value::List(old.with(call.arg(1).clone(), copied)?))
        });
    }
    for name in ["prepend", "mustPrepend"] {
        functions.def(name, &[Type::ANY, Type::ANY], Type::ANY_LIST, |call| {
            let old = whole_list(call, 0, "prepend on")?;
            Ok(Value::list(std::iter::once(call.arg(1).clone()).chain(old.iter()).collect()))
        });
    }
    functions.variadic("concat", &[], Type::ANY, Type::ANY, |call| {
        let mut items = Vec::new();
        for value in call.args() {
            match value {
                Value::List(list) => {
                    call.charge(list.len().saturating_mul(ITEM))?;
                    items.extend(list.iter());
                }
                Value::Nil | Value::Missing => return Err(NIL.into()),
                other => return Err(format!("Cannot concat type {} as list", other.kind()).into()),
            }
        }
        Ok(if items.is_empty() { nil_list() } else { Value::list(items) })
    });
}

/// A nil `[]interface {}`, which some functions give for an empty list.
fn nil_list<'a>() -> Value<'a> {
    Value::List(List::nil(&Type::Any))
}

fn declare_ends(functions: &mut Functions) {
    for name in ["first", "mustFirst"] {
        functions.def(name, &[Type::ANY], Type::ANY, |call| {
            Ok(list(call, 0, "find first on")?.item(0).unwrap_or(Value::Nil))
        });
    }
    for name in ["last", "mustLast"] {
        functions.def(name, &[Type::ANY], Type::ANY, |call| {
            Ok(list(call, 0, "find last on")?.iter().next_back().unwrap_or(Value::Nil))
        });
    }
    for name in ["rest", "mustRest"] {
        functions.def(name, &[Type::ANY], Type::ANY_LIST, |call| {
            let list = whole_list(call, 0, "find rest on")?;
            Ok(if list.is_empty() { nil_list() } else { Value::list(list.iter().skip(1).collect()) })
        });
    }
    for name in ["initial", "mustInitial"] {
        functions.def(name, &[Type::ANY], Type::ANY_LIST, |call| {
            let list = whole_list(call, 0, "find initial on")?;
            Ok(if list.is_empty() {
                nil_list()
            } else {
                Value::list(list.iter().take(list.len() - 1).collect())
            })
        });
    }
    for name in ["reverse", "mustReverse"] {
        functions.def(name, &[Type::ANY], Type::ANY_LIST, |call| {
            Ok(Value::list(whole_list(call, 0, "find reverse on")?.iter().rev().collect()))
        });
    }
}

/// Whether `needle` is among `items`, by deep equality.
fn contains<'a>(
    call: &Call<'_, 'a>,
    items: impl Iterator<Item = Value<'a>>,
    needle: &Value<'a>,
) -> Result<bool, Fault> {
    for item in items {
        if item.deep_equal_metered(needle, call.meter())? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn declare_filters(functions: &mut Functions) {
    for name in ["uniq", "mustUniq"] {
        functions.def(name, &[Type::ANY], Type::ANY_LIST, |call| {
            let mut kept: Vec<Value<'_>> = Vec::new();
            // Quadratic: every item is looked for among those before it, at a step for each.
            for item in whole_list(call, 0, "find uniq on")?.iter() {
                if !contains(call, kept.iter().cloned(), &item)? {
                    kept.push(item);
                }
            }
            Ok(Value::list(kept))
        });
    }
    for name in ["without", "mustWithout"] {
        functions.variadic(name, &[Type::ANY], Type::ANY, Type::ANY_LIST, |call| {
            let mut kept = Vec::new();
            for item in whole_list(call, 0, "find without on")?.iter() {
                if !contains(call, call.rest(1).iter().cloned(), &item)? {
                    kept.push(item);
                }
            }
            Ok(Value::list(kept))
        });
    }
    for name in ["compact", "mustCompact"] {
        functions.def(name, &[Type::ANY], Type::ANY_LIST, |call| {
            Ok(Value::list(whole_list(call, 0, "compact on")?.iter().filter(Value::is_true).collect()))
        });
    }
    for name in ["has", "mustHas"] {
        functions.def(name, &[Type::ANY, Type::ANY], Type::BOOL, |call| {
            if matches!(call.arg(1), Value::Nil | Value::Missing) {
                return Ok(false.into());
            }
            Ok(contains(call, list(call, 1, "find has on")?.iter(), call.arg(0))?.into())
        });
    }
}

fn declare_parts(functions: &mut Functions) {
    for name in ["slice", "mustSlice"] {
        functions.variadic(name, &[Type::ANY], Type::ANY, Type::ANY, |call| match call.arg(0) {
            Value::List(list) => sliced(call, list),
            Value::Nil | Value::Missing => Err(NIL.into()),
            other => Err(format!("list should be type of slice or array but {}", other.kind()).into()),
        });
    }
    for name in ["chunk", "mustChunk"] {
        functions
            .def(name, &[Type::INT, Type::ANY], CHUNKS, |call| chunks(call, whole_list(call, 1, "chunk")?));
    }
    functions.passing_on(&[
        "list",
        "tuple",
        "append",
        "push",
        "mustAppend",
        "mustPush",
        "prepend",
        "mustPrepend",
    ]);
}

/// `[start:end]` with the list's own element type; an empty list gives nil. Source: sprig mustSlice.
fn sliced<'a>(call: &Call<'_, 'a>, list: &List<'a>) -> Result<Value<'a>, Fault> {
    if list.is_empty() {
        return Ok(Value::Nil);
    }
    let bound = |index: usize| usize::try_from(to_int(call.arg(index))).ok().filter(|&n| n <= list.len());
    let start = bound(1);
    let end = if call.args().len() > 2 { bound(2) } else { Some(list.len()) };
    match (start, end) {
        (Some(start), Some(end)) if start <= end => {
            call.charge((end - start).saturating_mul(ITEM))?;
            let items = (start..end).filter_map(|index| list.item(index)).collect();
            Ok(Value::List(list.with_items(items)))
        }
        _ => Err("reflect.Value.Slice: slice index out of bounds".into()),
    }
}

/// Lists of `size` items each. A negative size gives what Go's arithmetic with floats makes of it.
/// Source: sprig mustChunk.
fn chunks<'a>(call: &Call<'_, 'a>, list: &List<'a>) -> Result<Value<'a>, Fault> {
    let size = call.int(0);
    // In the worst case each item gets a list of its own.
    call.charge(list.len().saturating_mul(2 * ITEM))?;
    let items = list.to_vec();
    let step = usize::try_from(size.unsigned_abs()).unwrap_or(usize::MAX);
    let chunks: Vec<Value<'a>> = match (size, items.len()) {
        (1.., _) | (..=-1, 1) => items.chunks(step).map(|chunk| Value::list(chunk.to_vec())).collect(),
        (..=-1, length @ 2..) if length - 1 <= step => Vec::new(),
        _ => return Err("runtime error: makeslice: len out of range".into()),
    };
    Ok(Value::List(List::new(&Type::ANY_LIST, chunks)))
}
