//! The environment as a value, and the reader of it.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Bound;
use std::time::Duration;

use super::notice::{MOST, Notice};
use super::shown::shortened;

/// The variables that the agent was started with.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Environment {
    variables: BTreeMap<String, String>,
}

impl Environment {
    /// The value of a variable, where it is set and not empty.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The variables whose names have a prefix: what is behind it, and the value; in order of names.
    pub fn with_prefix<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let from = self.variables.range::<str, _>((Bound::Included(prefix), Bound::Unbounded));
        from.map_while(move |(name, value)| Some((name.strip_prefix(prefix)?, value.as_str())))
    }
}

impl FromIterator<(String, String)> for Environment {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(variables: I) -> Environment {
        Environment { variables: variables.into_iter().collect() }
    }
}

impl<'a> FromIterator<(&'a str, &'a str)> for Environment {
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str)>>(variables: I) -> Environment {
        variables.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }
}

/// Names only: values may be tokens.
impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.variables.keys()).finish()
    }
}

/// Reads variables as their types. A value that cannot be read becomes a notice, and the default counts, as in Istio.
pub(super) struct Reader<'a> {
    environment: &'a Environment,
    notices: Vec<Notice>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(environment: &'a Environment, notices: &[Notice]) -> Reader<'a> {
        Reader { environment, notices: notices.to_vec() }
    }

    pub(super) fn environment(&self) -> &'a Environment {
        self.environment
    }

    pub(super) fn note(&mut self, notice: Notice) {
        if self.notices.len() < 4 * MOST && !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    pub(super) fn into_notices(self) -> Vec<Notice> {
        self.notices
    }

    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.environment.text(name)
    }

    pub(super) fn truth(&mut self, name: &str, default: bool) -> bool {
        self.read(name, "`true` or `false`", default, default, golang::number::parse_bool)
    }

    /// A truth value that makes a difference where it is set.
    pub(super) fn truth_if_set(&mut self, name: &str) -> Option<bool> {
        self.read(name, "`true` or `false`", None, "none", |text| golang::number::parse_bool(text).map(Some))
    }

    pub(super) fn duration(&mut self, name: &str, default: Duration) -> Duration {
        let nanoseconds = i64::try_from(default.as_nanos()).unwrap_or(i64::MAX);
        let shown = golang::duration::text(nanoseconds);
        self.read(name, "a duration such as `5s`, not below zero", default, shown, |text| {
            u64::try_from(golang::duration::parse(text).ok()?).ok().map(Duration::from_nanos)
        })
    }

    pub(super) fn port(&mut self, name: &str, default: u16) -> u16 {
        self.read(name, "a port", default, default, |text| text.parse().ok().filter(|port| *port != 0))
    }

    /// A value by a parser of its own.
    pub(super) fn read<T>(
        &mut self,
        name: &str,
        expected: &str,
        default: T,
        shown: impl fmt::Display,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> T {
        let Some(text) = self.text(name) else { return default };
        parse(text).unwrap_or_else(|| {
            self.note(Notice::Unreadable {
                name: name.to_owned(),
                why: format!("{:?} is not {expected}", shortened(text)),
                instead: shown.to_string(),
            });
            default
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_named_and_the_default_counts() {
        let environment: Environment = [
            ("A", "yes"),
            ("B", "5"),
            ("C", "-1s"),
            ("D", "0"),
            ("E", "T"),
            ("F", "1m"),
            ("G", ""),
            ("H", "x"),
        ]
        .into_iter()
        .collect();
        let mut reader = Reader::new(&environment, &[]);
        assert!(reader.truth("A", true) && reader.truth("E", false) && reader.truth("G", true));
        let second = Duration::from_secs(1);
        assert_eq!(reader.duration("B", second), second);
        assert_eq!(reader.duration("C", second), second);
        assert_eq!(reader.duration("F", second), 60 * second);
        assert_eq!((reader.port("D", 7), reader.port("B", 7)), (7, 5));
        assert_eq!((reader.truth_if_set("E"), reader.truth_if_set("H")), (Some(true), None));
        let notices: Vec<String> = reader.into_notices().iter().map(ToString::to_string).collect();
        assert_eq!(
            notices,
            [
                "A cannot be used: \"yes\" is not `true` or `false`; true counts",
                "B cannot be used: \"5\" is not a duration such as `5s`, not below zero; 1s counts",
                "C cannot be used: \"-1s\" is not a duration such as `5s`, not below zero; 1s counts",
                "D cannot be used: \"0\" is not a port; 7 counts",
                "H cannot be used: \"x\" is not `true` or `false`; none counts",
            ]
        );
    }

    #[test]
    fn prefixes_are_taken_off() {
        let environment: Environment =
            [("XDS_HEADER_", "0"), ("XDS_HEADER_a", "1"), ("XDS_HEADERS", "2"), ("XDS", "3"), ("Z", "4")]
                .into_iter()
                .collect();
        let found: Vec<_> = environment.with_prefix("XDS_HEADER_").collect();
        assert_eq!(found, [("", "0"), ("a", "1")]);
        assert!(!format!("{environment:?}").contains('4'));
    }
}
