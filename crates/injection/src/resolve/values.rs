//! The values of the templates: built in, then texts, then old flags, then single assignments.

use kubeyaml::Value;

use super::chosen::Chosen;
use super::error::ResolveError;
use super::legacy_flags;
use super::notes::Note;
use super::set::{alone, set};
use super::sources::{Purpose, Sources};
use crate::config::{Config, KnownValues, Values, lay_over};
use crate::defaults;

/// The values of the templates.
pub(super) fn values(
    sources: &Sources,
    chosen: &Chosen,
    config: &Config,
    purpose: Purpose,
    notes: &mut Vec<Note>,
) -> Result<Value, ResolveError> {
    let mut values = match purpose {
        Purpose::Install => over_built_in(sources, chosen, config, notes)?,
        _ => stated(sources, chosen, config, notes)?,
    };
    if let Some(legacy) = &sources.legacy {
        notes.extend(
            legacy_flags::apply(legacy, chosen.is_built_in(), &mut values).map_err(ResolveError::Flag)?,
        );
    }
    for assignment in &sources.set {
        set(&mut values, assignment).map_err(ResolveError::Set)?;
    }
    // Who types one has nothing but injection in mind: what only other parts of a mesh read is reported.
    if !sources.set.is_empty()
        && let Some(known) = known(chosen, config)
    {
        notes.extend(Note::unread("--set", known.unread(&alone(&sources.set))));
    }
    Ok(values)
}

/// Values for the built-in injection config are laid over the built-in ones, so that a few of them are enough. Those for
/// another config are all there are.
fn stated(
    sources: &Sources,
    chosen: &Chosen,
    config: &Config,
    notes: &mut Vec<Note>,
) -> Result<Value, ResolveError> {
    let mut own = Value::Null;
    let place = if let Some(operator) = &chosen.operator {
        own = operator.values();
        let known = with_charts(chosen, config);
        look_through(
            known.as_ref(),
            operator.own_values(),
            &format!("{}, spec.values", operator.place),
            notes,
        );
        operator.place.clone()
    } else if chosen.values.is_empty() {
        // Templates up to 1.3 have no use for values.
        if !chosen.is_built_in() && config.version().has_field("Values") {
            notes.push(Note::BuiltInValues);
        }
        return built_in(sources);
    } else {
        let known = with_charts(chosen, config);
        for text in &chosen.values {
            let values = Values::parse(&text.text).map_err(|error| text.config_error(error))?;
            look_through(known.as_ref(), values.document(), &text.place, notes);
            lay_over(&mut own, values.document());
        }
        let places: Vec<&str> = chosen.values.iter().map(|text| text.place.as_str()).collect();
        places.join(", ")
    };
    if !chosen.is_built_in() {
        return Ok(own);
    }
    notes.push(Note::LaidOver { place });
    let mut values = built_in(sources)?;
    lay_over(&mut values, &own);
    Ok(values)
}

/// All values, laid over the built-in ones as Helm lays them over a chart's.
fn over_built_in(
    sources: &Sources,
    chosen: &Chosen,
    config: &Config,
    notes: &mut Vec<Note>,
) -> Result<Value, ResolveError> {
    let known = with_charts(chosen, config);
    let mut values = built_in(sources)?;
    for text in &chosen.values {
        let own = Values::parse(&text.text).map_err(|error| text.config_error(error))?;
        look_through(known.as_ref(), own.document(), &text.place, notes);
        overlay(&mut values, own.document());
    }
    Ok(values)
}

fn built_in(sources: &Sources) -> Result<Value, ResolveError> {
    let debug = sources.debug || sources.legacy.as_ref().is_some_and(|l| l.debug == Some(true));
    kubeyaml::read(defaults::values(debug)).map_err(ResolveError::BuiltIn)
}

/// The values that are read, if the templates are of a version that has values.
fn known(chosen: &Chosen, config: &Config) -> Option<KnownValues> {
    if chosen.is_built_in() { Some(KnownValues::built_in()) } else { KnownValues::of(config) }
}

/// A text may hold what the other parts of a mesh read, too.
fn with_charts(chosen: &Chosen, config: &Config) -> Option<KnownValues> {
    known(chosen, config).map(KnownValues::with_charts)
}

fn look_through(known: Option<&KnownValues>, values: &Value, place: &str, notes: &mut Vec<Note>) {
    notes.extend(Note::numeric_tag(place, values));
    notes.extend(known.into_iter().flat_map(|known| Note::unread(place, known.unread(values))));
}

/// Mappings are merged, everything else is replaced, and null removes, as Helm has it. Documents are of bounded depth.
fn overlay(values: &mut Value, own: &Value) {
    let Value::Map(own) = own else {
        values.clone_from(own);
        return;
    };
    let values = values.become_map();
    for (key, value) in own.iter() {
        match value {
            Value::Null => drop(values.remove(key)),
            value => overlay(values.entry(key), value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_overlaid_as_helm_does() {
        for (own, want) in [
            ("{}", "{a: {b: 1, c: [1, 2]}, d: x}"),
            ("{a: {b: 2}}", "{a: {b: 2, c: [1, 2]}, d: x}"),
            ("{a: {c: [3]}, e: {f: 1}}", "{a: {b: 1, c: [3]}, d: x, e: {f: 1}}"),
            ("{a: null}", "{d: x}"),
            ("{d: {e: 1}, a: 1}", "{a: 1, d: {e: 1}}"),
        ] {
            let mut values = kubeyaml::read("{a: {b: 1, c: [1, 2]}, d: x}").unwrap();
            overlay(&mut values, &kubeyaml::read(own).unwrap());
            assert_eq!(values, kubeyaml::read(want).unwrap(), "{own}");
        }
    }
}
