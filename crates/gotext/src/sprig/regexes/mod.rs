//! Regular expressions in Go's syntax.

mod class;
mod re2;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use golang::quote::{can_backquote, quote};
use re2::Rewritten;
use regex::{Captures, Regex, RegexBuilder};

use crate::{Call, Fault, Functions, List, Text, Type, Value};

/// Bytes a compiled expression may take.
const LARGEST: usize = 1 << 20;
/// Steps that compiling an expression costs, besides one per byte and those for its states.
const COMPILE_STEPS: u64 = 200;
/// Steps that a category or script (`\pL`) costs, the name of which is looked up.
const PROPERTY_STEPS: u64 = 200;
/// Memory that a compiled expression takes, besides that of its states.
const COMPILED: usize = 16 << 10;
/// States of all compiled expressions that are kept from one execution to the next: templates use few, again and again.
const KEPT_STATES: usize = 20_000;
/// What one item of a list takes of the budget.
const ITEM: usize = 48;

/// An expression that was compiled.
struct Compiled {
    regex: Regex,
    /// The names of its groups, the whole match first.
    names: Vec<String>,
    /// About how many states it has.
    states: usize,
    /// How long a match can be at most.
    longest: usize,
}

impl Compiled {
    /// Pays for a search through so many bytes: in the worst case, all states are looked at for each of them.
    fn search(&self, call: &Call<'_, '_>, bytes: usize) -> Result<(), Fault> {
        call.read(bytes.saturating_mul(self.states / 2))
    }

    /// Pays for going on behind a match, with so many bytes left. The next search begins there, though this one may have
    /// looked further: as far as a match can reach.
    fn search_on(&self, call: &Call<'_, '_>, left: usize) -> Result<(), Fault> {
        call.charge(ITEM)?;
        self.search(call, left.min(self.longest))
    }
}

/// Expressions by their text.
#[derive(Clone, Default)]
struct Cache(Arc<Mutex<HashMap<String, Arc<Compiled>>>>);

impl Cache {
    /// The expression in an argument; the error is Go's text. Each execution pays for what it uses, as if it had compiled
    /// it itself.
    fn compiled(&self, call: &Call<'_, '_>, pattern: &str) -> Result<Arc<Compiled>, Fault> {
        let kept = call.meter().kept(pattern, || {
            call.step(COMPILE_STEPS.saturating_add(u64::try_from(pattern.len()).unwrap_or(u64::MAX)))?;
            let properties = pattern.matches("\\p").count() + pattern.matches("\\P").count();
            call.step(PROPERTY_STEPS.saturating_mul(u64::try_from(properties).unwrap_or(u64::MAX)))?;
            if let Some(found) = self.lock().get(pattern) {
                charge(call, found.states)?;
                return Ok(Arc::clone(found));
            }
            let rewritten = re2::rewrite(pattern).map_err(unparsable)?;
            charge(call, rewritten.states)?;
            let made = Arc::new(compile(pattern, rewritten).map_err(unparsable)?);
            self.keep(pattern, &made);
            Ok(made)
        })?;
        Ok(Arc::clone(&kept))
    }

    fn keep(&self, pattern: &str, made: &Arc<Compiled>) {
        let mut kept = self.lock();
        if kept.values().map(|c| c.states + COMPILED / 100).sum::<usize>() > KEPT_STATES {
            kept.clear();
        }
        kept.insert(pattern.to_owned(), Arc::clone(made));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Arc<Compiled>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Pays for compiling an expression of so many states, and for keeping it.
fn charge(call: &Call<'_, '_>, states: usize) -> Result<(), Fault> {
    call.charge(states.saturating_mul(100).saturating_add(COMPILED))
}

fn unparsable(error: String) -> Fault {
    Fault::Message(format!("error parsing regexp: {error}"))
}

fn compile(pattern: &str, rewritten: Rewritten) -> Result<Compiled, String> {
    let Rewritten { pattern: text, names, states, longest } = rewritten;
    let regex = RegexBuilder::new(&text).size_limit(LARGEST).dfa_size_limit(LARGEST / 4).build();
    let regex = regex.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => format!("expression too large: `{pattern}`"),
        _ => format!("expression nests too deeply: `{pattern}`"),
    })?;
    Ok(Compiled { regex, names, states, longest })
}

/// What a function does with an expression and the call that holds its arguments.
type Operation = for<'c, 'a> fn(&Call<'c, 'a>, &Compiled) -> Result<Value<'a>, Fault>;

const STR: Type = Type::STR;

/// Declares the functions. The plain form of each panics in Go where the `must` form gives an error, which shows in the
/// text. Source: sprig 3.3 regex.go.
pub(super) fn declare(functions: &mut Functions) {
    let cache = Cache::default();
    let mut both = |names: [&str; 2], params: &'static [Type], result: Type, operation: Operation| {
        for (index, name) in names.into_iter().enumerate() {
            let (cache, is_plain) = (cache.clone(), index == 0);
            functions.def(name, params, result, move |call| {
                let compiled = cache.compiled(call, call.str(0)).map_err(|fault| match fault {
                    Fault::Message(text) if is_plain => {
                        Fault::Message(format!("regexp: Compile({}): {text}", quoted(call.str(0))))
                    }
                    fault => fault,
                })?;
                compiled.search(call, call.str(1).len())?;
                operation(call, &compiled)
            });
        }
    };
    both(["regexFind", "mustRegexFind"], &[STR, STR], STR, |call, compiled| {
        let found = compiled.regex.find(call.str(1)).map(|found| found.range());
        Ok(found.and_then(|range| call.text(1).slice(range)).unwrap_or(Text::EMPTY).into())
    });
    both(["regexFindAll", "mustRegexFindAll"], &[STR, STR, Type::INT], Type::STR_LIST, find_all);
    both(["regexSplit", "mustRegexSplit"], &[STR, STR, Type::INT], Type::STR_LIST, split);
    both(["regexReplaceAll", "mustRegexReplaceAll"], &[STR, STR, STR], STR, |call, compiled| {
        replace(call, compiled, |out, captures| expand(out, call.str(2), captures, &compiled.names))
    });
    both(
        ["regexReplaceAllLiteral", "mustRegexReplaceAllLiteral"],
        &[STR, STR, STR],
        STR,
        |call, compiled| replace(call, compiled, |out, _| out.push_str(call.str(2))),
    );
    declare_matching(functions, &cache);
}

fn declare_matching(functions: &mut Functions, cache: &Cache) {
    let kept = cache.clone();
    functions.def("mustRegexMatch", &[STR, STR], Type::BOOL, move |call| {
        matches(call, &*kept.compiled(call, call.str(0))?)
    });
    let kept = cache.clone();
    functions.def("regexMatch", &[STR, STR], Type::BOOL, move |call| {
        match kept.compiled(call, call.str(0)) {
            Ok(compiled) => matches(call, &compiled),
            Err(Fault::Message(_)) => Ok(false.into()),
            Err(fault) => Err(fault),
        }
    });
    functions.def("regexQuoteMeta", &[STR], STR, |call| {
        let s = call.str(0);
        call.charge(s.len().saturating_mul(2))?;
        call.read(s.len())?;
        let mut out = String::with_capacity(s.len() + 8);
        for c in s.chars() {
            if r"\.+*?()|[]{}^$".contains(c) {
                out.push('\\');
            }
            out.push(c);
        }
        Ok(out.into())
    });
}

fn matches<'a>(call: &Call<'_, 'a>, compiled: &Compiled) -> Result<Value<'a>, Fault> {
    compiled.search(call, call.str(1).len())?;
    Ok(compiled.regex.is_match(call.str(1)).into())
}

/// An expression as Go's panic shows it: in back quotes where that is possible.
fn quoted(pattern: &str) -> String {
    if can_backquote(pattern) { format!("`{pattern}`") } else { quote(pattern) }
}

fn find_all<'a>(call: &Call<'_, 'a>, compiled: &Compiled) -> Result<Value<'a>, Fault> {
    let limit = usize::try_from(call.int(2)).unwrap_or(usize::MAX);
    let mut found = Vec::new();
    for part in compiled.regex.find_iter(call.str(1)).take(limit) {
        compiled.search_on(call, call.str(1).len() - part.end())?;
        call.charge(part.len())?;
        found.push(Value::Str(call.text(1).slice(part.range()).unwrap_or(Text::EMPTY)));
    }
    Ok(Value::List(if found.is_empty() { List::nil(&Type::Str) } else { List::new(&Type::Str, found) }))
}

/// Source: Go regexp.Split.
fn split<'a>(call: &Call<'_, 'a>, compiled: &Compiled) -> Result<Value<'a>, Fault> {
    let (s, text) = (call.str(1), call.text(1));
    let limit = match usize::try_from(call.int(2)) {
        Ok(0) => return Ok(Value::List(List::nil(&Type::Str))),
        Ok(limit) => limit,
        Err(_) => usize::MAX,
    };
    if !call.str(0).is_empty() && s.is_empty() {
        return Ok(Value::strings([Text::EMPTY]));
    }
    let (mut start, mut end) = (0, 0);
    let mut parts = Vec::new();
    for found in compiled.regex.find_iter(s).take(limit) {
        if parts.len() >= limit - 1 {
            break;
        }
        compiled.search_on(call, s.len() - found.end())?;
        call.charge(found.start() - start.min(found.start()))?;
        end = found.start();
        if found.end() != 0 {
            parts.push(text.slice(start..end).unwrap_or(Text::EMPTY));
        }
        start = found.end();
    }
    if end != s.len() {
        parts.push(text.slice(start..s.len()).unwrap_or(Text::EMPTY));
    }
    Ok(Value::strings(parts))
}

fn replace<'a>(
    call: &Call<'_, 'a>,
    compiled: &Compiled,
    write: impl Fn(&mut String, &Captures<'_>),
) -> Result<Value<'a>, Fault> {
    let s = call.str(1);
    let mut out = String::new();
    let mut start = 0;
    for captures in compiled.regex.captures_iter(s) {
        let Some(whole) = captures.get(0) else { continue };
        compiled.search_on(call, s.len() - whole.end())?;
        // The groups are looked for in the match once more, and then in the text that replaces it.
        compiled.search(call, whole.len())?;
        call.read(call.str(2).len().saturating_mul(8 + compiled.names.len()))?;
        let before = out.len();
        out.push_str(s.get(start..whole.start()).unwrap_or(""));
        write(&mut out, &captures);
        call.charge(out.len() - before)?;
        start = whole.end();
    }
    out.push_str(s.get(start..).unwrap_or(""));
    call.charge(s.len())?;
    Ok(out.into())
}

/// Writes `template` with `$1`, `${name}` and `$$` replaced. Source: Go regexp expand.
fn expand(out: &mut String, template: &str, captures: &Captures<'_>, names: &[String]) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        if let Some(after) = after.strip_prefix('$') {
            out.push('$');
            rest = after;
            continue;
        }
        let Some((name, after)) = group_name(after) else {
            out.push('$');
            rest = after;
            continue;
        };
        rest = after;
        let is_number =
            name.bytes().all(|b| b.is_ascii_digit()) && (name.len() == 1 || !name.starts_with('0'));
        let group = if is_number {
            name.parse().ok().and_then(|index: usize| captures.get(index))
        } else {
            let same = names.iter().enumerate().filter(|(_, group)| *group == name);
            same.filter_map(|(index, _)| captures.get(index)).next()
        };
        out.push_str(group.map_or("", |group| group.as_str()));
    }
    out.push_str(rest);
}

/// `name` or `{name}` at the start, and what follows. Source: Go regexp extract.
fn group_name(s: &str) -> Option<(&str, &str)> {
    let inside = s.strip_prefix('{').unwrap_or(s);
    let end = inside.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(inside.len());
    let (name, rest) = inside.split_at_checked(end)?;
    let rest = if inside.len() < s.len() { rest.strip_prefix('}')? } else { rest };
    (!name.is_empty()).then_some((name, rest))
}
