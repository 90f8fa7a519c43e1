//! Text to lists and back.

use crate::sprig::cast;
use crate::{Call, Fault, Functions, List, Text, Type, Value};

/// What one item of a list takes of the budget.
const ITEM: usize = 48;

/// Declares the functions that divide and join.
pub(super) fn declare(functions: &mut Functions) {
    functions.def("splitList", &[Type::STR, Type::STR], Type::STR_LIST, |call| {
        Ok(Value::strings(parts(call, call.str(0), call.text(1), -1)?))
    });
    functions.def("split", &[Type::STR, Type::STR], Type::STR_MAP, |call| {
        numbered(call, parts(call, call.str(0), call.text(1), -1)?)
    });
    functions.def("splitn", &[Type::STR, Type::INT, Type::STR], Type::STR_MAP, |call| {
        numbered(call, parts(call, call.str(0), call.text(2), call.int(1))?)
    });
    functions.def("toStrings", &[Type::ANY], Type::STR_LIST, |call| {
        if let Value::List(list) = call.arg(0)
            && list.elem() == Type::STR
        {
            return Ok(call.arg(0).clone());
        }
        Ok(Value::strings(texts(call, call.arg(0))?))
    });
    functions.def("sortAlpha", &[Type::ANY], Type::STR_LIST, |call| {
        let mut items = match call.arg(0) {
            Value::List(_) => texts(call, call.arg(0))?,
            other => vec![cast::to_text(call, other)?],
        };
        // Each text is compared as often as the number of all can be halved.
        let length: usize = items.iter().map(|item| item.len() + ITEM).sum();
        call.read(length.saturating_mul(usize::try_from(items.len().max(2).ilog2()).unwrap_or(1)))?;
        items.sort();
        Ok(Value::strings(items))
    });
    functions.def("join", &[Type::STR, Type::ANY], Type::STR, |call| {
        let items = texts(call, call.arg(1))?;
        let separators = call.str(0).len().saturating_mul(items.len());
        call.charge(items.iter().map(|item| item.len()).fold(separators, usize::saturating_add))?;
        let items: Vec<&str> = items.iter().map(|item| &**item).collect();
        Ok(items.join(call.str(0)).into())
    });
}

/// `s` divided at `separator` in at most `limit` parts; all when it is negative, none when it is 0. Without a separator
/// into characters. Source: Go strings.SplitN.
fn parts<'a>(call: &Call<'_, 'a>, separator: &str, s: Text<'a>, limit: i64) -> Result<Vec<Text<'a>>, Fault> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if limit == 0 {
        return Ok(Vec::new());
    }
    let count = match separator {
        "" => s.chars().count(),
        separator => s.matches(separator).count(),
    };
    call.charge(count.min(limit).saturating_mul(ITEM).saturating_add(s.len()))?;
    let ends: Vec<(usize, usize)> = match separator {
        "" => s.char_indices().skip(1).map(|(at, _)| (at, at)).take(limit - 1).collect(),
        separator => {
            s.match_indices(separator).map(|(at, text)| (at, at + text.len())).take(limit - 1).collect()
        }
    };
    if separator.is_empty() && s.is_empty() {
        return Ok(Vec::new());
    }
    let mut start = 0;
    let mut parts = Vec::with_capacity(ends.len() + 1);
    for (end, next) in ends.into_iter().chain([(s.len(), s.len())]) {
        parts.push(s.slice(start..end).unwrap_or(Text::EMPTY));
        start = next;
    }
    Ok(parts)
}

/// A map with the keys `_0`, `_1` and so on.
fn numbered<'a>(call: &Call<'_, 'a>, parts: Vec<Text<'a>>) -> Result<Value<'a>, Fault> {
    call.charge(parts.len().saturating_mul(4 * ITEM))?;
    let key = |index: usize| Text::from(format!("_{index}"));
    Ok(Value::string_map(parts.into_iter().enumerate().map(|(index, part)| (key(index), part))))
}

/// The items of a list as text, nil ones left out; anything else is one item. Source: sprig strslice.
pub(super) fn texts<'a>(call: &Call<'_, 'a>, value: &Value<'a>) -> Result<Vec<Text<'a>>, Fault> {
    match value {
        Value::Nil | Value::Missing => Ok(Vec::new()),
        Value::List(list) => list_texts(call, list),
        other => Ok(vec![cast::to_text(call, other)?]),
    }
}

fn list_texts<'a>(call: &Call<'_, 'a>, list: &List<'a>) -> Result<Vec<Text<'a>>, Fault> {
    call.charge(list.len().saturating_mul(ITEM))?;
    list.iter()
        .filter(|item| !matches!(item, Value::Nil | Value::Missing))
        .map(|item| cast::to_text(call, &item))
        .collect()
}
