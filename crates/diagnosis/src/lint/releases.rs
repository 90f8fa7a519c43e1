//! Fields and functions of templates that not all releases have.

use std::cell::RefCell;
use std::collections::BTreeMap;

use gotext::{Argument, Functions, Rules, Template};
use injection::Version;

/// What a template uses that the release before the one it is of, or a later one, does not have: line and sentence.
/// `of_sprig` are the functions that releases with sprig have besides.
pub fn specific(template: &Template, version: Version, of_sprig: &Functions) -> Vec<(usize, String)> {
    let used = Used::default();
    template.printed(Mark::Root, &used);
    let all: Vec<Version> = Version::all().filter(|other| other.layout == version.layout).collect();
    let at = all.iter().position(|other| *other == version).unwrap_or_default();
    let before = at.checked_sub(1).and_then(|at| all.get(at));
    let mut found = Vec::new();
    for ((kind, name), line) in used.0.into_inner() {
        let has = |version: &Version| match kind {
            Kind::Field => version.has_field(&name),
            Kind::Function => {
                version.has_function(&name) || (version.sprig && of_sprig.find(&name).is_some())
            }
        };
        let Some(first) = all.iter().find(|version| has(version)) else { continue };
        if let Some(last) =
            all.last().filter(|latest| !has(latest)).and(all.iter().rfind(|version| has(version)))
        {
            found.push((line, format!("the {kind} `{name}` is gone after Istio {last}")));
        } else if before.is_some_and(|before| !has(before)) {
            found.push((line, format!("the {kind} `{name}` came with Istio {first}")));
        }
    }
    found
}

/// What differs between releases.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Field,
    Function,
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if *self == Kind::Field { "field" } else { "function" })
    }
}

#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Mark {
    #[default]
    Else,
    Root,
}

/// The fields of the data and the functions that are used, each with its first line.
#[derive(Default)]
struct Used(RefCell<BTreeMap<(Kind, String), usize>>);

impl Used {
    fn add(&self, line: usize, kind: Kind, name: &str) {
        let mut all = self.0.borrow_mut();
        let known = all.entry((kind, name.to_owned())).or_insert(line);
        *known = line.min(*known);
    }
}

impl Rules<Mark> for Used {
    fn field(&self, of: Mark, name: &str, line: usize) -> Mark {
        if of == Mark::Root {
            self.add(line, Kind::Field, name);
        }
        Mark::Else
    }

    fn call(&self, function: &str, _: &[Argument<'_, Mark>], line: usize) -> Mark {
        self.add(line, Kind::Function, function);
        Mark::Else
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use injection::config::parse_template;

    use super::*;

    #[test]
    fn what_the_release_before_or_a_later_one_lacks_is_found() {
        for version in Version::all() {
            for name in version.fields_since() {
                let template = parse_template(
                    &format!("a\n{}.{name}{}", version.delimiters.0, version.delimiters.1),
                    version,
                    &BTreeMap::new(),
                );
                let Ok(template) = template else { continue };
                let found = specific(&template, version, &Functions::new());
                let is_first = Version::all().find(|other| other.layout == version.layout) == Some(version);
                assert!(
                    is_first || found.iter().any(|(line, said)| *line == 2 && said.contains(name)),
                    "{name} {version}: {found:?}"
                );
            }
        }
    }
}
