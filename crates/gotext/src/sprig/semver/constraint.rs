//! Constraints such as `>=1.2 <2 || ~3.1.x`. Source: Masterminds/semver 3.3 constraints.go.

use super::version::{Segments, Version};

/// Longer ones first where one begins another.
const OPERATORS: [&str; 11] = ["!=", ">=", "=>", "<=", "=<", "~>", "=", ">", "<", "~", "^"];

/// Alternatives, each of parts that must all hold.
pub(super) struct Constraints(Vec<Vec<Constraint>>);

struct Constraint {
    operator: &'static str,
    version: Version,
    /// Some number is a wildcard or absent.
    is_open: bool,
    minor_open: bool,
    patch_open: bool,
}

impl Constraints {
    /// Reads constraints; the error is Masterminds' text.
    pub(super) fn parse(text: &str) -> Result<Constraints, String> {
        let text = without_ranges(text);
        let alternatives = text.split("||").map(|part| {
            parse_all(part).map_err(|error| error.unwrap_or_else(|| format!("improper constraint: {part}")))
        });
        Ok(Constraints(alternatives.collect::<Result<_, _>>()?))
    }

    /// Whether a version fits.
    pub(super) fn allow(&self, version: &Version) -> bool {
        self.0.iter().any(|all| all.iter().all(|constraint| constraint.allows(version)))
    }
}

fn is_number(c: char) -> bool {
    matches!(c, '0'..='9' | 'x' | 'X' | '*' | '|')
}

fn is_wildcard(number: &str) -> bool {
    matches!(number, "" | "x" | "X" | "*")
}

/// White space as the pattern `\s` of Go has it.
fn trim_space(s: &str) -> &str {
    s.trim_start_matches([' ', '\t', '\n', '\r', '\u{c}'])
}

/// Constraints one after the other, with spaces or commas between them. The error is `None` where the whole is no
/// constraint.
fn parse_all(text: &str) -> Result<Vec<Constraint>, Option<String>> {
    let mut found = Vec::new();
    let mut rest = trim_space(text);
    loop {
        let operator = OPERATORS.iter().find(|operator| rest.starts_with(**operator)).copied().unwrap_or("");
        let body = trim_space(rest.strip_prefix(operator).unwrap_or(rest));
        let segments = Segments::scan(body, is_number).ok_or(None)?;
        let tail = trim_space(segments.rest);
        let is_divided = tail.len() < segments.rest.len();
        found.push((operator, segments));
        rest = match tail.strip_prefix(',') {
            Some(tail) => trim_space(tail),
            None if tail.is_empty() => break,
            None if is_divided => tail,
            None => return Err(None),
        };
    }
    found.iter().map(|(operator, segments)| build(operator, segments)).collect()
}

fn build(operator: &'static str, segments: &Segments<'_>) -> Result<Constraint, Option<String>> {
    let [major, minor, patch] = segments.numbers;
    let (numbers, is_open, minor_open, patch_open) = match segments.numbers.map(is_wildcard) {
        [true, _, _] => (["0", "0", "0"], true, false, false),
        [_, true, _] => ([major, "0", "0"], true, true, false),
        [_, _, true] => ([major, minor, "0"], true, false, true),
        _ => ([major, minor, patch], false, false, false),
    };
    // What the wildcard cut off is dropped, and with it the metadata.
    let metadata = if is_open { "" } else { segments.metadata };
    let is_plain = numbers.iter().all(|n| n.bytes().all(|b| b.is_ascii_digit()));
    let version = Version::build(numbers, segments.pre, metadata, "").ok().filter(|_| is_plain);
    let version = version.ok_or_else(|| Some("constraint Parser Error".to_owned()))?;
    Ok(Constraint { operator, version, is_open, minor_open, patch_open })
}

/// `1.2 - 1.4` as `>= 1.2, <= 1.4 `.
fn without_ranges(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        match range_at(rest) {
            Some((low, high, tail)) => {
                out.push_str(&format!(">= {low}, <= {high} "));
                rest = tail;
            }
            None => {
                // On to the next place where a version may begin.
                let space = rest.len() - trim_space(rest).len();
                let one = rest.chars().next().map_or(1, char::len_utf8);
                let size = if space > 0 { space } else { version_text(rest).map_or(one, str::len) };
                let (done, tail) = rest.split_at_checked(size).unwrap_or((rest, ""));
                out.push_str(done);
                rest = tail;
            }
        }
    }
    out
}

fn version_text(s: &str) -> Option<&str> {
    let tail = Segments::scan(s, is_number)?.rest;
    s.get(..s.len() - tail.len())
}

/// Both ends of a range at the start of `s`, and what follows it.
fn range_at(s: &str) -> Option<(&str, &str, &str)> {
    let start = trim_space(s);
    let low = version_text(start)?;
    let after_low = start.strip_prefix(low)?;
    let dash = trim_space(after_low);
    let after_dash = dash.strip_prefix('-')?;
    let high_start = trim_space(after_dash);
    if dash.len() == after_low.len() || high_start.len() == after_dash.len() {
        return None;
    }
    let high = version_text(high_start)?;
    Some((low, high, trim_space(high_start.strip_prefix(high)?)))
}

impl Constraint {
    fn allows(&self, v: &Version) -> bool {
        let c = &self.version;
        // A pre-release fits only what names one.
        let is_unwanted_pre = !v.pre.is_empty() && c.pre.is_empty();
        match self.operator {
            "!=" => self.differs(v, is_unwanted_pre),
            _ if is_unwanted_pre => false,
            ">" => self.is_above(v),
            "<" => v.compare(c).is_lt(),
            ">=" | "=>" => v.compare(c).is_ge(),
            "<=" | "=<" if !self.is_open => v.compare(c).is_le(),
            "<=" | "=<" => v.major < c.major || v.major == c.major && (v.minor <= c.minor || self.minor_open),
            "~" | "~>" => self.is_near(v),
            "^" => self.is_compatible(v),
            _ if self.is_open => self.is_near(v),
            _ => v.compare(c).is_eq(),
        }
    }

    fn differs(&self, v: &Version, is_unwanted_pre: bool) -> bool {
        let c = &self.version;
        if !self.is_open {
            return v.compare(c).is_ne();
        }
        if is_unwanted_pre {
            return false;
        }
        if c.major != v.major || (c.minor != v.minor && !self.minor_open) {
            return true;
        }
        if self.minor_open {
            return false;
        }
        if self.patch_open {
            return (!v.pre.is_empty() || !c.pre.is_empty())
                && super::version::compare_pre(&v.pre, &c.pre).is_ne();
        }
        c.patch != v.patch || v.compare(c).is_ne()
    }

    /// `>`: above what the constraint covers, so that `>11` means 12 and more.
    fn is_above(&self, v: &Version) -> bool {
        let c = &self.version;
        if !self.is_open || v.major != c.major {
            return v.compare(c).is_gt() && (v.major != c.major || !self.is_open);
        }
        if self.minor_open {
            return false;
        }
        if self.patch_open { v.minor > c.minor } else { v.compare(c).is_gt() }
    }

    /// `~`: the same minor version, or major where that is all there is.
    fn is_near(&self, v: &Version) -> bool {
        let c = &self.version;
        if v.compare(c).is_lt() {
            return false;
        }
        if (c.major, c.minor, c.patch) == (0, 0, 0) && !self.minor_open && !self.patch_open {
            return true;
        }
        v.major == c.major && (v.minor == c.minor || self.minor_open)
    }

    /// `^`: nothing that is not 0 on the left changes.
    fn is_compatible(&self, v: &Version) -> bool {
        let c = &self.version;
        if v.compare(c).is_lt() {
            return false;
        }
        if c.major > 0 || self.minor_open {
            return v.major == c.major;
        }
        if v.major > 0 {
            return false;
        }
        if c.minor > 0 || self.patch_open {
            return v.minor == c.minor;
        }
        v.minor == 0 && v.patch == c.patch
    }
}
