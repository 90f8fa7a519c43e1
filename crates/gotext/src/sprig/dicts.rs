//! Dictionaries. `set`, `unset` and the merges change them in place, as in Go.

use std::collections::BTreeSet;

use super::cast::to_text;
use super::merge::merge;
use crate::functions::Nature;
use crate::{Call, Fault, Functions, List, Map, Text, Type, Value};

/// What one entry of a map takes of the budget.
const ENTRY: usize = 64;
/// Values nested deeper are not copied.
const DEEPEST: usize = 200;

/// Declares the dictionary functions. Source: sprig 3.3 dict.go.
pub(super) fn declare(functions: &mut Functions) {
    functions.variadic("dict", &[], Type::ANY, Type::ANY_MAP, |call| {
        call.charge(call.args().len() * ENTRY)?;
        let mut entries: Vec<(Text<'_>, Value<'_>)> = Vec::with_capacity(call.args().len().div_ceil(2));
        for pair in call.args().chunks(2) {
            if let [key, value @ ..] = pair {
                entries.push((to_text(call, key)?, value.first().cloned().unwrap_or_else(|| "".into())));
            }
        }
        // Each key is compared as often as the number of all can be halved.
        let length: usize = entries.iter().map(|(key, _)| key.len()).sum();
        call.read(length.saturating_mul(usize::try_from(entries.len().max(2).ilog2()).unwrap_or(1)))?;
        Ok(Value::map(entries))
    });
    declare_access(functions);
    declare_views(functions);
    for (name, overwrite) in
        [("merge", false), ("mustMerge", false), ("mergeOverwrite", true), ("mustMergeOverwrite", true)]
    {
        functions
            .variadic(name, &[Type::ANY_MAP], Type::ANY_MAP, Type::ANY, move |call| merged(call, overwrite));
        functions.of_nature(Nature::Changes, &[name]);
    }
    functions.variadic("dig", &[], Type::ANY, Type::ANY, dig);
    for name in ["deepCopy", "mustDeepCopy"] {
        functions.def(name, &[Type::ANY], Type::ANY, |call| match call.arg(0) {
            Value::Nil | Value::Missing => Err("reflect: call of reflect.Value.Type on zero Value".into()),
            value => copied(call, value, DEEPEST),
        });
    }
    functions.def("deepEqual", &[Type::ANY, Type::ANY], Type::BOOL, |call| {
        Ok(call.arg(0).deep_equal_metered(call.arg(1), call.meter())?.into())
    });
}

/// The map at `index`; a nil one when there is none.
fn map<'a>(call: &Call<'_, 'a>, index: usize) -> Map<'a> {
    call.map(index).cloned().unwrap_or(Map::nil(&Type::Str, &Type::Any))
}

fn declare_access(functions: &mut Functions) {
    functions.def("get", &[Type::ANY_MAP, Type::STR], Type::ANY, |call| {
        Ok(map(call, 0).get(call.str(1)).unwrap_or_else(|| "".into()))
    });
    functions.def("hasKey", &[Type::ANY_MAP, Type::STR], Type::BOOL, |call| {
        Ok(map(call, 0).contains(call.str(1)).into())
    });
    functions.def("set", &[Type::ANY_MAP, Type::STR, Type::ANY], Type::ANY_MAP, |call| {
        let map = map(call, 0);
        call.charge(ENTRY)?;
        call.read(call.str(1).len())?;
        map.insert(call.meter(), call.text(1), call.arg(2).clone())?;
        Ok(map.into())
    });
    functions.def("unset", &[Type::ANY_MAP, Type::STR], Type::ANY_MAP, |call| {
        let map = map(call, 0);
        map.remove(call.meter(), call.str(1))?;
        Ok(map.into())
    });
    functions.passing_on(&["set"]);
    functions.of_nature(Nature::Dict, &["dict"]);
    functions.of_nature(Nature::Changes, &["set", "unset"]);
}

fn declare_views(functions: &mut Functions) {
    functions.variadic("pluck", &[Type::STR], Type::ANY_MAP, Type::ANY_LIST, |call| {
        call.charge(call.args().len().saturating_mul(ENTRY))?;
        call.read(call.str(0).len().saturating_mul(call.args().len()))?;
        let maps = call.rest(1).iter();
        Ok(Value::list(maps.filter_map(|value| as_map(value)?.get(call.str(0))).collect()))
    });
    functions.variadic("keys", &[], Type::ANY_MAP, Type::STR_LIST, |call| {
        let mut keys = Vec::new();
        for map in call.args().iter().filter_map(as_map) {
            call.charge(map.len().saturating_mul(ENTRY))?;
            keys.extend(map.iter().map(|(key, _)| key));
        }
        Ok(Value::List(List::new(&Type::Str, keys)))
    });
    functions.def("values", &[Type::ANY_MAP], Type::ANY_LIST, |call| {
        let map = map(call, 0);
        call.charge(map.len().saturating_mul(ENTRY))?;
        Ok(Value::list(map.iter().map(|(_, value)| value).collect()))
    });
    functions.variadic("pick", &[Type::ANY_MAP], Type::STR, Type::ANY_MAP, |call| {
        let map = map(call, 0);
        call.charge(call.args().len().saturating_mul(ENTRY))?;
        let keys = call.rest(1).iter().filter_map(as_text);
        Ok(Value::map(keys.filter_map(|key| map.get(&key).map(|value| (key, value)))))
    });
    functions.variadic("omit", &[Type::ANY_MAP], Type::STR, Type::ANY_MAP, |call| {
        let map = map(call, 0);
        call.charge(map.len().saturating_mul(ENTRY))?;
        let omitted: BTreeSet<Text<'_>> = call.rest(1).iter().filter_map(as_text).collect();
        call.read(
            map.len().saturating_mul(usize::try_from(omitted.len().max(1).ilog2()).unwrap_or(0) * ENTRY),
        )?;
        let entries = map.iter().filter_map(|(key, value)| as_text(&key).map(|key| (key, value)));
        Ok(Value::map(entries.filter(|(key, _)| !omitted.contains(key))))
    });
}

fn as_map<'v, 'a>(value: &'v Value<'a>) -> Option<&'v Map<'a>> {
    match value {
        Value::Map(map) => Some(map),
        _ => None,
    }
}

fn as_text<'a>(value: &Value<'a>) -> Option<Text<'a>> {
    match value {
        Value::Str(text) | Value::NamedStr(_, text) => Some(text.clone()),
        _ => None,
    }
}

fn merged<'a>(call: &Call<'_, 'a>, overwrite: bool) -> Result<Value<'a>, Fault> {
    let mut target = map(call, 0);
    for source in call.rest(1).iter().filter_map(as_map) {
        if target.is_nil() && !source.is_nil() {
            target = Map::new(&Type::Any, []);
        }
        merge(call, &target, source, overwrite)?;
    }
    Ok(target.into())
}

/// The value at a path of keys, or the default before the last argument. Source: sprig dig.
fn dig<'a>(call: &mut Call<'_, 'a>) -> Result<Value<'a>, Fault> {
    let [keys @ .., default, last] = call.args() else {
        return Err("dig needs at least three arguments".into());
    };
    if keys.is_empty() {
        return Err("dig needs at least three arguments".into());
    }
    let is_not = |value: &Value<'_>, wanted: &str| {
        let found = value.to_type().map_or_else(|| "nil".to_owned(), |t| t.to_string());
        Fault::Message(format!("interface conversion: interface {{}} is {found}, not {wanted}"))
    };
    let dictionary = |value: &Value<'a>| match value {
        Value::Map(map) if map.key() == Type::Str && map.elem() == Type::Any => Ok(map.clone()),
        other => Err(is_not(other, "map[string]interface {}")),
    };
    let mut map = dictionary(last)?;
    let keys = keys.iter().map(|key| match key {
        Value::Str(key) => Ok(&**key),
        other => Err(is_not(other, "string")),
    });
    let keys: Vec<&str> = keys.collect::<Result<_, _>>()?;
    let mut found = Value::Nil;
    for (index, key) in keys.iter().enumerate() {
        if index > 0 {
            map = dictionary(&found)?;
        }
        match map.get(key) {
            Some(value) => found = value,
            None => return Ok(default.clone()),
        }
    }
    Ok(found)
}

/// A copy that shares no map with the value. Everything copied is paid for: shared parts are copied once per place.
fn copied<'a>(call: &Call<'_, 'a>, value: &Value<'a>, depth: usize) -> Result<Value<'a>, Fault> {
    let depth = depth.checked_sub(1).ok_or(Fault::Depth)?;
    match value {
        Value::List(list) if !list.is_nil() => {
            call.charge(list.len().saturating_mul(ENTRY).saturating_add(ENTRY))?;
            let items = list.iter().map(|item| copied(call, &item, depth)).collect::<Result<_, _>>()?;
            Ok(Value::List(list.with_items(items)))
        }
        Value::Map(map) if !map.is_nil() && matches!(map.key(), Type::Str | Type::NamedStr(_)) => {
            call.charge(map.len().saturating_mul(ENTRY).saturating_add(ENTRY))?;
            let mut entries = Vec::with_capacity(map.len());
            for (key, value) in map.iter() {
                entries.push((as_text(&key).unwrap_or(Text::EMPTY), copied(call, &value, depth)?));
            }
            Ok(Value::Map(map.with_entries(entries)))
        }
        other => Ok(other.clone()),
    }
}
