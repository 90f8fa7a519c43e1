//! The command line of `proxy`: words → [`Flags`].

mod table;

use std::collections::BTreeMap;

pub use table::{Effect, FLAGS, Kind, Row};

use super::error::SettingsError;
use super::notice::{MOST, Notice};
use super::shown::shortened;

/// What runs: the first word of the command line that is not a flag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProxyKind {
    /// Beside an application.
    #[default]
    Sidecar,
    /// A gateway.
    Router,
    /// A waypoint of the ambient mesh.
    Waypoint,
}

impl ProxyKind {
    /// As the command line and the node id have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ProxyKind::Sidecar => "sidecar",
            ProxyKind::Router => "router",
            ProxyKind::Waypoint => "waypoint",
        }
    }

    fn named(word: &str) -> Option<ProxyKind> {
        [ProxyKind::Sidecar, ProxyKind::Router, ProxyKind::Waypoint]
            .into_iter()
            .find(|kind| kind.name() == word)
    }
}

/// The flags that were given, each value fit for its kind.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Flags {
    kind: ProxyKind,
    values: BTreeMap<&'static str, String>,
    notices: Vec<Notice>,
}

impl Flags {
    /// Reads the words after `proxy`. A flag may come again: the last one counts. What is not a flag of these is taken with
    /// the value behind it, and becomes a notice: one image serves injectors of every age.
    ///
    /// # Errors
    /// The proxy's type is unknown, or a flag's value is missing or cannot be used.
    /// Source: Istio 1.30 pilot-agent (both its commands allow unknown flags); pflag, stripUnknownFlagValue.
    pub fn read<W: AsRef<str>>(words: &[W]) -> Result<Flags, SettingsError> {
        let mut flags = Flags::default();
        let mut words = words.iter().map(AsRef::as_ref).peekable();
        let mut positional = Vec::new();
        while let Some(word) = words.next() {
            let Some(flag) = word.strip_prefix('-').filter(|rest| !rest.is_empty()) else {
                positional.push(word);
                continue;
            };
            if word == "--" {
                positional.extend(words.by_ref());
                break;
            }
            let flag = flag.strip_prefix('-').unwrap_or(flag);
            let (name, joined) = match flag.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (flag, None),
            };
            match table::named(name).filter(|_| word.starts_with("--")) {
                Some(row) => flags.take(row, joined, || words.next_if(|next| !next.starts_with("--")))?,
                None => {
                    if joined.is_none() {
                        words.next_if(|next| !next.starts_with('-'));
                    }
                    flags.pass_over(name);
                }
            }
        }
        flags.positional(&positional)?;
        Ok(flags)
    }

    fn take<'w>(
        &mut self,
        row: &'static Row,
        joined: Option<&'w str>,
        next: impl FnOnce() -> Option<&'w str>,
    ) -> Result<(), SettingsError> {
        let value = match (joined, row.kind) {
            (Some(value), _) => value,
            (None, Kind::Truth) => "true",
            (None, _) => next().ok_or(SettingsError::FlagWithoutValue { flag: row.name })?,
        };
        if let Some(expected) = misfit(row.kind, value) {
            return Err(SettingsError::Flag { flag: row.name, value: value.to_owned(), expected });
        }
        self.values.insert(row.name, value.to_owned());
        if let Effect::None(why) = row.effect {
            self.note(Notice::NoEffect { name: format!("--{}", row.name), why });
        }
        Ok(())
    }

    fn pass_over(&mut self, name: &str) {
        if self.notices.len() < MOST {
            let flag = shortened(name);
            self.note(Notice::UnknownFlag { similar: table::similar(&flag), flag });
        }
    }

    /// Says each thing once.
    fn note(&mut self, notice: Notice) {
        if !self.notices.contains(&notice) && self.notices.len() < MOST {
            self.notices.push(notice);
        }
    }

    fn positional(&mut self, words: &[&str]) -> Result<(), SettingsError> {
        let Some((first, rest)) = words.split_first() else { return Ok(()) };
        self.kind =
            ProxyKind::named(first).ok_or_else(|| SettingsError::ProxyKind { word: shortened(first) })?;
        for word in rest {
            self.note(Notice::NoEffect { name: shortened(word), why: "only the proxy's type is not a flag" });
        }
        Ok(())
    }

    /// What runs.
    #[must_use]
    pub fn kind(&self) -> ProxyKind {
        self.kind
    }

    /// What was given and does nothing.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The value of a flag, where it was given and is not empty.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Whether a truth value was given and is true.
    #[must_use]
    pub fn truth(&self, name: &str) -> bool {
        self.text(name).and_then(golang::number::parse_bool).unwrap_or_default()
    }

    /// The number of a flag, where it was given.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<i64> {
        self.text(name)?.parse().ok()
    }
}

/// Names only: a value may be a token.
impl std::fmt::Debug for Flags {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = self.values.keys().collect();
        f.debug_struct("Flags").field("kind", &self.kind).field("given", &names).finish_non_exhaustive()
    }
}

/// What a value of this kind looks like, where this one does not.
fn misfit(kind: Kind, value: &str) -> Option<&'static str> {
    let (fits, expected) = match kind {
        Kind::Text => (true, ""),
        Kind::Number => (value.parse::<i32>().is_ok(), "a number"),
        Kind::Truth => (golang::number::parse_bool(value).is_some(), "`true` or `false`"),
        Kind::Duration => (golang::duration::parse(value).is_ok(), "a duration such as `45s`"),
    };
    (!fits).then_some(expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Flags, SettingsError> {
        Flags::read(&line.split(' ').map(|word| if word == "''" { "" } else { word }).collect::<Vec<_>>())
    }

    #[test]
    fn each_way_to_write_a_flag_is_read() {
        for line in [
            "sidecar --domain a --log_as_json --concurrency 2",
            "--domain=a sidecar --log_as_json=1 --concurrency=2",
            "sidecar --domain b --domain a --log_as_json=t --concurrency 2",
            "--unknown sidecar sidecar --domain a --log_as_json --concurrency=2 --other --xyz=1 -v 2",
        ] {
            let flags = read(line).unwrap();
            assert_eq!((flags.text("domain"), flags.number("concurrency")), (Some("a"), Some(2)), "{line}");
            assert!(flags.truth("log_as_json") && flags.kind() == ProxyKind::Sidecar, "{line}");
        }
        assert_eq!(read("router --domain ''").unwrap().text("domain"), None);
        assert_eq!(Flags::read::<&str>(&[]).unwrap(), Flags::default());
    }

    #[test]
    fn what_does_nothing_is_named_once() {
        let line =
            "waypoint --profiling=false --nonsense 1 --nonsense=2 -v 4 --proxyLoglevel info --stsPort 0 more";
        let flags = read(line).unwrap();
        assert_eq!(flags.kind(), ProxyKind::Waypoint);
        let notices: Vec<String> = flags.notices().iter().map(ToString::to_string).collect();
        assert_eq!(
            notices,
            [
                "--profiling has no effect: there are no Go profiles of the agent",
                "flag --nonsense is not known and has no effect",
                "flag --v is not known and has no effect",
                "flag --proxyLoglevel is not known and has no effect; a flag with a similar name is --proxyLogLevel",
                "--stsPort has no effect: tokens are not exchanged with Google's service",
                "more has no effect: only the proxy's type is not a flag",
            ]
        );
    }

    #[test]
    fn a_command_line_that_cannot_be_meant_is_refused() {
        for (line, message) in [
            ("ztunnel", "there is no proxy of the type \"ztunnel\""),
            ("sidecar --domain", "--domain needs a value"),
            ("sidecar --domain --concurrency 2", "--domain needs a value"),
            ("sidecar --concurrency two", "--concurrency: \"two\" cannot be used: it must be a number"),
            (
                "sidecar --concurrency 99999999999",
                "--concurrency: \"99999999999\" cannot be used: it must be a number",
            ),
            (
                "sidecar --log_as_json=yes",
                "--log_as_json: \"yes\" cannot be used: it must be `true` or `false`",
            ),
            (
                "sidecar --drainDuration 45",
                "--drainDuration: \"45\" cannot be used: it must be a duration such as `45s`",
            ),
        ] {
            assert_eq!(read(line).unwrap_err().to_string(), message, "{line}");
        }
    }

    #[test]
    fn what_is_named_of_many_is_bounded() {
        let words: Vec<String> = (0..10_000).map(|i| format!("--{i}{}=x", "k".repeat(1_000))).collect();
        let flags = Flags::read(&words).unwrap();
        assert_eq!(flags.notices().len(), MOST);
        assert!(flags.notices().iter().all(|notice| notice.to_string().len() < 200));
    }

    #[test]
    fn no_value_is_shown_in_debug() {
        let flags = read("sidecar --lightstepAccessToken s3cret").unwrap();
        assert!(!format!("{flags:?}").contains("s3cret"));
    }
}
