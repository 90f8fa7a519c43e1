//! Maps from text to text.

use gotext::{Call, Fault, Functions, Map, Text, Type, Value};

/// `omit`, `strdict`, `mergeMaps`, `toJsonMap`.
pub fn declare(functions: &mut Functions) {
    functions.variadic("omit", &[Type::STR_MAP], Type::STR, Type::STR_MAP, |call| {
        let left_out: Vec<&str> = call.rest(1).iter().filter_map(Value::as_str).collect();
        let kept = entries(call.map(0)).filter(|(key, _)| !left_out.contains(&key.as_str()));
        Ok(Value::string_map(kept.collect::<Vec<_>>()))
    });
    functions.variadic("strdict", &[], Type::STR, Type::STR_MAP, |call| {
        let texts: Vec<Text<'_>> = (0..call.args().len()).map(|i| call.text(i)).collect();
        Ok(Value::string_map(texts.chunks(2).filter_map(pair).collect::<Vec<_>>()))
    });
    functions.variadic("mergeMaps", &[], Type::STR_MAP, Type::STR_MAP, merge);
    functions.variadic("toJsonMap", &[], Type::STR_MAP, Type::STR, |call| {
        let merged = merge(call)?;
        Ok(kubeyaml::to_json(&super::document_of(&merged)).into())
    });
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
