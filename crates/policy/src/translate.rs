//! Functions of templates in CEL.

use gotext::{Fault, Value};

use crate::cel::quoted;
use crate::hole::{self, Of};
use crate::unknown::Unknown;

/// Functions that hand texts on without looking at them.
const HAND_ON: [&str; 22] = [
    "append",
    "concat",
    "dict",
    "first",
    "get",
    "index",
    "join",
    "kindIs",
    "kindOf",
    "last",
    "len",
    "list",
    "mustAppend",
    "prepend",
    "print",
    "quote",
    "set",
    "ternary",
    "toJSON",
    "toJson",
    "tuple",
    "typeOf",
];

/// What a function gives for texts that are not known; `None` where its own body says it.
///
/// # Errors
/// It has no translation.
pub fn call<'a>(unknown: Unknown<'_>, name: &str, args: &[Value<'a>]) -> Result<Option<Value<'a>>, Fault> {
    let cel = |text: &str| unknown.state.borrow().cel(text);
    let texts: Option<Vec<&str>> = args.iter().map(Value::as_str).collect();
    match (name, texts.as_deref(), args) {
        ("len" | "index", _, [first, ..]) if first.as_str().is_some() => Err(unknown.refusal(name, args)),
        ("first" | "last", _, [list]) if list.as_str().is_some() => Err(unknown.refusal(name, args)),
        ("index" | "get" | "set", _, [_, key, ..]) if key.as_str().is_some_and(hole::is_in) => {
            Err(unknown.refusal(name, args))
        }
        ("dict", ..) if args.iter().step_by(2).any(|key| key.as_str().is_some_and(hole::is_in)) => {
            Err(unknown.refusal(name, args))
        }
        (name, ..) if HAND_ON.contains(&name) => Ok(None),
        ("printf", _, [format, ..]) if format.as_str().is_some_and(prints_plainly) => Ok(None),
        ("default", _, [_, value]) if value.as_str().is_none() => Ok(None),
        ("default", Some([otherwise, text]), _) if hole::is_in(text) => {
            if !unknown.state.borrow().may_be_empty(text) {
                return Ok(None);
            }
            let (Some(this), Some(that)) = (cel(text), cel(otherwise)) else {
                return Err(unknown.refusal(name, args));
            };
            let may_be_empty = otherwise.is_empty() || unknown.state.borrow().may_be_empty(otherwise);
            Ok(Some(unknown.made(
                format!("{this} != '' ? {this} : {that}"),
                may_be_empty,
                &[text, otherwise],
            )))
        }
        ("default", Some(_), _) => Ok(None),
        ("valueOrDefault", Some([text, otherwise]), _) => {
            let is_filled = if hole::is_in(text) { unknown.is_filled(text)? } else { !text.is_empty() };
            Ok(Some(Value::text(if is_filled { *text } else { *otherwise }.to_owned())))
        }
        ("eq" | "ne", Some([one, other]), _) => {
            let Some(equal) = equal(unknown, one, other) else { return Err(unknown.refusal(name, args)) };
            Ok(Some(Value::Bool(equal == (name == "eq"))))
        }
        ("not" | "empty", _, [value]) => Ok(Some(Value::Bool(!unknown.truth(value)?))),
        ("contains" | "hasPrefix" | "hasSuffix", Some([part, text]), _) => {
            let method = match name {
                "contains" => "contains",
                "hasPrefix" => "startsWith",
                _ => "endsWith",
            };
            let (Some(text_cel), Some(part)) = (cel(text), cel(part)) else {
                return Err(unknown.refusal(name, args));
            };
            let mut state = unknown.state.borrow_mut();
            let annotations = state.annotations_of(text);
            Ok(Some(Value::Bool(state.ask(format!("({text_cel}).{method}({part})"), annotations))))
        }
        _ => changed(unknown, name, args).map(Some),
    }
}

/// What is made of one text.
fn changed<'a>(unknown: Unknown<'_>, name: &str, args: &[Value<'a>]) -> Result<Value<'a>, Fault> {
    let refused = || unknown.refusal(name, args);
    let text = args.last().and_then(Value::as_str).ok_or_else(refused)?;
    // Each text is a variable, so that naming it again does not repeat it.
    let this = unknown.state.borrow().cel(text).filter(|_| hole::only(text).is_some()).ok_or_else(refused)?;
    let cel = match (name, args) {
        ("toLower" | "lower", [_]) => format!("{this}.lowerAscii()"),
        ("toUpper" | "upper", [_]) => format!("{this}.upperAscii()"),
        ("trunc", [length, _]) => {
            let length = length.as_int().filter(|length| *length > 0).ok_or_else(refused)?;
            format!("size({this}) > {length} ? {this}.substring(0, {length}) : {this}")
        }
        ("trimSuffix", [suffix, _]) => {
            let suffix = suffix.as_str().filter(|s| !s.is_empty() && !hole::is_in(s)).ok_or_else(refused)?;
            let (length, suffix) = (suffix.chars().count(), quoted(suffix));
            format!("{this}.endsWith({suffix}) ? {this}.substring(0, size({this}) - {length}) : {this}")
        }
        ("trimAll", [set, _]) => {
            let set = set.as_str().filter(|s| !s.is_empty() && !hole::is_in(s)).ok_or_else(refused)?;
            let class: String = set.chars().map(|c| format!("\\{c}")).collect();
            let is_punctuation = set.bytes().all(|b| b.is_ascii_punctuation());
            let class = Some(class).filter(|_| is_punctuation).ok_or_else(refused)?;
            format!("{this}.find({})", quoted(&format!("[^{class}](.*[^{class}])?")))
        }
        _ => return Err(refused()),
    };
    Ok(unknown.made(cel, true, &[text]))
}

/// Whether two texts are equal; `None` where that cannot be asked.
fn equal(unknown: Unknown<'_>, one: &str, other: &str) -> Option<bool> {
    let mut state = unknown.state.borrow_mut();
    let (text, fixed) = if hole::is_in(one) { (one, other) } else { (other, one) };
    let is_container = |state: &crate::state::State| {
        let number = hole::only(text)?;
        matches!(state.holes.get(number)?.of, Of::Container(_)).then_some(())
    };
    if !hole::is_in(fixed) && is_container(&state).is_some() {
        // No pod whose containers have that name is injected by the policy.
        state.reserved.insert(fixed.to_owned());
        return Some(false);
    }
    let (this, that) = (state.cel(text)?, state.cel(fixed)?);
    let mut annotations = state.annotations_of(text);
    annotations.extend(state.annotations_of(fixed));
    Some(state.ask(format!("{this} == {that}"), annotations))
}

/// Whether a format of `printf` prints texts as they are.
fn prints_plainly(format: &str) -> bool {
    let mut rest = format;
    while let Some((_, after)) = rest.split_once('%') {
        let Some(after) = after.strip_prefix(['s', 'v', '%']) else { return false };
        rest = after;
    }
    true
}

/// Whether a provider of the mesh config asks for attributes of pods: then `otelResourceAttributes` looks at the pod.
pub fn enriches(mesh: &Value<'_>) -> bool {
    let (Value::Pointer(gotext::Pointer::Struct(gotext::Struct::Typed(_, data)))
    | Value::Struct(gotext::Struct::Typed(_, data))) = mesh
    else {
        return true;
    };
    let Some(mesh) = data.peek::<kubeyaml::Value>() else { return true };
    mesh.items_at(&["extensionProviders"])
        .iter()
        .any(|provider| !provider.at(&["opentelemetry", "serviceAttributeEnrichment"]).is_null())
}
