//! Merging dictionaries. Source: mergo 1.0.1, deepMerge, as sprig's `merge` and `mergeOverwrite` call it.

use crate::{Call, Fault, Map, Text, Value};

/// Dictionaries nested deeper are not merged.
const DEEPEST: usize = 200;

/// Fills `target` with what `source` has: what is absent or empty there, or everything with `overwrite`. Dictionaries
/// in both are merged; lists are never.
pub(super) fn merge<'a>(
    call: &Call<'_, 'a>,
    target: &Map<'a>,
    source: &Map<'a>,
    overwrite: bool,
) -> Result<(), Fault> {
    merge_into(call, target, source, overwrite, DEEPEST)
}

fn merge_into<'a>(
    call: &Call<'_, 'a>,
    target: &Map<'a>,
    source: &Map<'a>,
    overwrite: bool,
    depth: usize,
) -> Result<(), Fault> {
    let depth = depth.checked_sub(1).ok_or(Fault::Depth)?;
    if target.is_same(source) {
        return Ok(());
    }
    for (key, new) in source.iter() {
        call.step(1)?;
        let Value::Str(key) = key else { continue };
        let old = target.get(&key);
        if matches!(new, Value::Nil | Value::Missing) {
            // Absent keys stay absent unless nil overwrites.
            if overwrite {
                put(call, target, key, new)?;
            }
            continue;
        }
        if let (Value::Map(new), Some(Value::Map(old))) = (&new, &old) {
            merge_into(call, old, new, overwrite, depth)?;
            if !old.is_empty() {
                continue;
            }
        }
        // Whatever is not empty stays, unless something else overwrites it.
        let stays = old.as_ref().is_some_and(|old| !is_empty(old));
        if !stays || overwrite {
            put(call, target, key, new)?;
        }
    }
    Ok(())
}

fn put<'a>(call: &Call<'_, 'a>, target: &Map<'a>, key: Text<'a>, value: Value<'a>) -> Result<(), Fault> {
    call.charge(64)?;
    target.insert(call.meter(), key, value)
}

/// Source: mergo isEmptyValue: a struct is never empty, what a pointer points to may be.
fn is_empty(value: &Value<'_>) -> bool {
    match value {
        Value::Pointer(pointer) => is_empty(&pointer.target()),
        other => !other.is_true(),
    }
}
