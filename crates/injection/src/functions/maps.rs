//! Maps from text to text.

use std::collections::BTreeSet;

use gotext::{Call, Fault, Functions, Map, Text, Type, Value};

/// What one entry of a map takes of the budget.
const ENTRY: usize = 64;

/// `omit`, `strdict`, `mergeMaps`, `toJsonMap`.
pub fn declare(functions: &mut Functions) {
    functions.variadic("omit", &[Type::STR_MAP], Type::STR, Type::STR_MAP, |call| {
        let left_out: BTreeSet<&str> = call.rest(1).iter().filter_map(Value::as_str).collect();
        charge(call, call.map(0), left_out.len())?;
        let kept = entries(call.map(0)).filter(|(key, _)| !left_out.contains(key.as_str()));
        Ok(Value::string_map(kept.collect::<Vec<_>>()))
    });
    functions.variadic("strdict", &[], Type::STR, Type::STR_MAP, |call| {
        call.charge(call.args().len().saturating_mul(ENTRY))?;
        let texts: Vec<Text<'_>> = (0..call.args().len()).map(|i| call.text(i)).collect();
        Ok(Value::string_map(texts.chunks(2).filter_map(pair).collect::<Vec<_>>()))
    });
    functions.variadic("mergeMaps", &[], Type::STR_MAP, Type::STR_MAP, merge);
    functions.variadic("toJsonMap", &[], Type::STR_MAP, Type::STR, |call| {
        let merged = merge(call)?;
        Ok(gotext::to_json(&merged, call.meter())?.into())
    });
}

/// Pays for going through a map and copying it, each key being looked for among so many.
fn charge(call: &Call<'_, '_>, map: Option<&Map<'_>>, among: usize) -> Result<(), Fault> {
    let rounds = usize::try_from(among.max(1).ilog2()).unwrap_or(0) + 1;
    call.charge(map.map_or(0, Map::len).saturating_mul(ENTRY * rounds))
}

/// A key without a value gets an empty one.
fn pair<'a>(pair: &[Text<'a>]) -> Option<(Text<'a>, Text<'a>)> {
    let (key, value) = pair.split_first()?;
    Some((key.clone(), value.first().cloned().unwrap_or(Text::EMPTY)))
}

fn merge<'a>(call: &mut Call<'_, 'a>) -> Result<Value<'a>, Fault> {
    if call.args().is_empty() {
        return Ok(Value::Map(Map::nil(&Type::Str, &Type::Str)));
    }
    for index in 0..call.args().len() {
        charge(call, call.map(index), 1)?;
    }
    let all = (0..call.args().len()).flat_map(|i| entries(call.map(i)));
    Ok(Value::string_map(all.collect::<Vec<_>>()))
}

fn entries<'m, 'a>(map: Option<&'m Map<'a>>) -> impl Iterator<Item = (Text<'a>, Text<'a>)> + use<'m, 'a> {
    map.into_iter().flat_map(Map::iter).filter_map(|(key, value)| match (key, value) {
        (Value::Str(key) | Value::NamedStr(_, key), Value::Str(value) | Value::NamedStr(_, value)) => {
            Some((key, value))
        }
        _ => None,
    })
}
