//! Which annotations the injection config allows.

use crate::names::{INJECT, STATUS};

/// The annotations that pods may carry, of those that injection reads. Without a list all may.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowedAnnotations {
    patterns: Option<Vec<String>>,
}

impl AllowedAnnotations {
    /// Only those whose names match one of these patterns, in which `*` stands for any text.
    pub fn only(patterns: &[String]) -> AllowedAnnotations {
        AllowedAnnotations { patterns: Some(patterns.to_vec()) }
    }

    /// Whether a pod may carry an annotation of this name. Those that injection does not read are not its business, and
    /// a pod may always say whether it is injected and carry what says that it was.
    pub fn allows(&self, name: &str) -> bool {
        let Some(patterns) = &self.patterns else { return true };
        !is_read(name)
            || [INJECT, STATUS].contains(&name)
            || patterns.iter().any(|pattern| matches(pattern, name))
    }
}

/// Whether injection, or a template of Istio, reads annotations of this name.
fn is_read(name: &str) -> bool {
    let domain = name.split_once('/').map_or("", |(domain, _)| domain);
    domain == "istio.io" || domain.ends_with(".istio.io") || name == super::forms::DATADOG_ENV
}

/// Whether a name is a pattern's literal parts in their order, each `*` standing for any text between them.
fn matches(pattern: &str, name: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut left) = name.strip_prefix(head) else { return false };
    let (middle, tail) = rest.rsplit_once('*').unwrap_or(("", rest));
    for part in middle.split('*') {
        let Some((_, after)) = left.split_once(part) else { return false };
        left = after;
    }
    left.ends_with(tail)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_stand_for_any_text() {
        for (pattern, name, want) in [
            ("*", "", true),
            ("*", "a/b", true),
            ("a/*", "a/b", true),
            ("a/*", "b/a/", false),
            ("*/b", "a/b", true),
            ("a*b*c", "aXbYc", true),
            ("a*b*c", "aXc", false),
            ("a*a", "a", false),
            ("a**c", "abc", true),
            ("abc", "abcd", false),
            ("", "a", false),
        ] {
            assert_eq!(matches(pattern, name), want, "{pattern} {name}");
        }
    }
}
