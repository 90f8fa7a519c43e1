//! Which parts of an injection config nothing reads. Istio passes over them without a word.

use kubeyaml::Value;
use meshconfig::spelling::nearest;
use meshconfig::{Unread, below};

/// What a config may have, of either layout. Source: Istio 1.31 inject.go, Config.
const PARTS: [&str; 9] = [
    "aliases",
    "allowedAnnotations",
    "alwaysInjectSelector",
    "defaultTemplates",
    "injectedAnnotations",
    "neverInjectSelector",
    "policy",
    "template",
    "templates",
];

/// The parts that are lists of selectors.
const SELECTORS: [&str; 2] = ["alwaysInjectSelector", "neverInjectSelector"];

/// What a selector has.
const OF_SELECTOR: [&str; 2] = ["matchExpressions", "matchLabels"];

/// The keys of a config, and of its selectors, that nothing reads.
pub fn unread(document: &Value) -> Unread {
    let mut unread = Unread::default();
    for (key, value) in document.as_map().into_iter().flat_map(|config| config.iter()) {
        if !is_among(&PARTS, key) {
            unread.add("", key, || nearest(key, PARTS).map(str::to_owned));
        } else if is_among(&SELECTORS, key) {
            of_selectors(key, value, &mut unread);
        }
    }
    unread
}

fn of_selectors(part: &str, selectors: &Value, unread: &mut Unread) {
    for (i, selector) in selectors.as_list().into_iter().flatten().enumerate() {
        let path = format!("{part}[{i}]");
        for key in selector.as_map().into_iter().flat_map(|selector| selector.keys()) {
            if !is_among(&OF_SELECTOR, key) {
                unread.add(&path, key, || nearest(key, OF_SELECTOR).map(|meant| below(&path, meant)));
            }
        }
    }
}

/// Upper and lower case are alike, as Go reads JSON.
fn is_among(names: &[&str], key: &str) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nothing_reads_is_named_with_what_was_meant() {
        for (config, want) in [
            ("{policy: enabled, Templates: {}, template: x, allowedAnnotations: []}", vec![]),
            (
                "{polcy: x, alwaysInjectSelectors: []}",
                vec![("alwaysInjectSelectors", Some("alwaysInjectSelector")), ("polcy", Some("policy"))],
            ),
            (
                "{allowedAnotations: [], foo: 1}",
                vec![("allowedAnotations", Some("allowedAnnotations")), ("foo", None)],
            ),
            (
                "{neverInjectSelector: [{matchLabels: {a: b}}, {matchLables: {a: b}}]}",
                vec![("neverInjectSelector[1].matchLables", Some("neverInjectSelector[1].matchLabels"))],
            ),
            ("{neverInjectSelector: 1}", vec![]),
            ("[]", vec![]),
        ] {
            let unread = unread(&kubeyaml::read(config).unwrap());
            let found: Vec<_> = unread.keys.iter().map(|k| (k.path.as_str(), k.meant.as_deref())).collect();
            assert_eq!(found, want, "{config}");
        }
    }
}
