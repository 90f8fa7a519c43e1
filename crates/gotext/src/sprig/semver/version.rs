//! Semantic versions as Masterminds/semver 3.3 reads them: `v1`, `1.2` and `1.2.3-beta+meta`.

use std::cmp::Ordering;
use std::fmt;

/// A version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Version {
    pub(super) major: u64,
    pub(super) minor: u64,
    pub(super) patch: u64,
    pub(super) pre: String,
    pub(super) metadata: String,
    pub(super) original: String,
}

/// Why a text is not a version, with Masterminds' words.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum VersionError {
    #[error("Invalid Semantic Version")]
    Shape,
    #[error("Version segment starts with 0")]
    LeadingZero,
    #[error("Error parsing version segment: strconv.ParseUint: parsing \"{0}\": value out of range")]
    TooLarge(String),
}

/// The texts of a version's parts; absent ones are "".
pub(super) struct Segments<'t> {
    pub(super) numbers: [&'t str; 3],
    pub(super) pre: &'t str,
    pub(super) metadata: &'t str,
    /// What follows.
    pub(super) rest: &'t str,
}

impl<'t> Segments<'t> {
    /// The longest version at the start of `text`, after an optional `v`, where `is_digit` says what a number is made
    /// of. `None` when there is no number.
    pub(super) fn scan(text: &'t str, is_digit: fn(char) -> bool) -> Option<Segments<'t>> {
        let mut rest = text.strip_prefix('v').unwrap_or(text);
        let mut numbers = [""; 3];
        for (index, number) in numbers.iter_mut().enumerate() {
            let body = if index == 0 { Some(rest) } else { rest.strip_prefix('.') };
            let (digits, tail) = body.map(|body| run(body, is_digit)).unwrap_or_default();
            if digits.is_empty() {
                if index == 0 {
                    return None;
                }
                break;
            }
            (*number, rest) = (digits, tail);
        }
        let (pre, rest) = rest.strip_prefix('-').and_then(identifiers).unwrap_or(("", rest));
        let (metadata, rest) = rest.strip_prefix('+').and_then(identifiers).unwrap_or(("", rest));
        Some(Segments { numbers, pre, metadata, rest })
    }
}

fn run(s: &str, accepts: impl Fn(char) -> bool) -> (&str, &str) {
    let end = s.find(|c| !accepts(c)).unwrap_or(s.len());
    s.split_at_checked(end).unwrap_or((s, ""))
}

/// Identifiers with single dots between them, at least one.
fn identifiers(s: &str) -> Option<(&str, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut end = run(s, is_part).0.len();
    if end == 0 {
        return None;
    }
    while let Some(next) = s.get(end..).and_then(|tail| tail.strip_prefix('.')) {
        match run(next, is_part).0.len() {
            0 => break,
            length => end += 1 + length,
        }
    }
    s.split_at_checked(end)
}

impl Version {
    /// Reads a version. Source: semver.NewVersion.
    pub(super) fn parse(text: &str) -> Result<Version, VersionError> {
        let segments = Segments::scan(text, |c| c.is_ascii_digit()).ok_or(VersionError::Shape)?;
        if !segments.rest.is_empty() {
            return Err(VersionError::Shape);
        }
        Version::build(segments.numbers, segments.pre, segments.metadata, text)
    }

    /// A version of the texts of its parts.
    pub(super) fn build(
        numbers: [&str; 3],
        pre: &str,
        metadata: &str,
        original: &str,
    ) -> Result<Version, VersionError> {
        let number = |s: &str| match s {
            "" => Ok(0),
            s => s.parse().map_err(|_| VersionError::TooLarge(s.to_owned())),
        };
        let [major, minor, patch] = numbers;
        let (major, minor, patch) = (number(major)?, number(minor)?, number(patch)?);
        let has_leading_zero =
            |id: &str| id.len() > 1 && id.starts_with('0') && id.bytes().all(|b| b.is_ascii_digit());
        if pre.split('.').any(has_leading_zero) {
            return Err(VersionError::LeadingZero);
        }
        let (pre, metadata, original) = (pre.to_owned(), metadata.to_owned(), original.to_owned());
        Ok(Version { major, minor, patch, pre, metadata, original })
    }

    /// How many bytes of text it holds.
    pub(super) fn length(&self) -> usize {
        self.pre.len() + self.metadata.len() + self.original.len()
    }

    /// The order of versions; metadata does not count. Source: semver Version.Compare.
    pub(super) fn compare(&self, other: &Version) -> Ordering {
        let numbers = |v: &Version| (v.major, v.minor, v.patch);
        numbers(self).cmp(&numbers(other)).then_with(|| match (self.pre.as_str(), other.pre.as_str()) {
            ("", "") => Ordering::Equal,
            ("", _) => Ordering::Greater,
            (_, "") => Ordering::Less,
            (a, b) => compare_pre(a, b),
        })
    }

    /// The version with the next number at a place; what is smaller becomes 0. A pre-release only loses its suffix when
    /// the patch is asked for.
    pub(super) fn next(&self, place: &str) -> Version {
        let (major, minor, patch) = match place {
            "IncMajor" => (self.major.wrapping_add(1), 0, 0),
            "IncMinor" => (self.major, self.minor.wrapping_add(1), 0),
            _ if self.pre.is_empty() => (self.major, self.minor, self.patch.wrapping_add(1)),
            _ => (self.major, self.minor, self.patch),
        };
        let mut next = Version { major, minor, patch, ..Version::default() };
        let v = if self.original.starts_with('v') { "v" } else { "" };
        next.original = format!("{v}{next}");
        next
    }
}

/// Source: semver comparePrerelease; numbers are less than words.
pub(super) fn compare_pre(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.split('.'), b.split('.'));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(a), Some(b)) => match (a.parse::<u64>(), b.parse::<u64>()) {
                (Ok(a), Ok(b)) => a.cmp(&b),
                (Ok(_), Err(_)) => Ordering::Less,
                (Err(_), Ok(_)) => Ordering::Greater,
                (Err(_), Err(_)) => a.cmp(b),
            },
        };
        if order.is_ne() {
            return order;
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)?;
        if !self.pre.is_empty() {
            write!(f, "-{}", self.pre)?;
        }
        if !self.metadata.is_empty() {
            write!(f, "+{}", self.metadata)?;
        }
        Ok(())
    }
}
