//! Go's regular expression syntax, checked with Go's error texts and rewritten for the `regex` crate.
//!
//! The two differ: `\d`, `\w` and `\s` are ASCII in Go, groups may share a name, `\Q…\E` exists; classes of the crate
//! know set operations, which Go takes literally. Source: Go 1.26 regexp/syntax.

use super::class;

/// The highest repeat count, also of nested repeats multiplied. Source: Go regexp/syntax.
const MOST_REPEATS: u64 = 1000;

/// An expression for the `regex` crate.
#[derive(Debug)]
pub(super) struct Rewritten {
    /// Its text.
    pub(super) pattern: String,
    /// The names of its groups; the whole match comes first, with no name.
    pub(super) names: Vec<String>,
    /// About how many states it takes to search for it: one for each byte or class of bytes, repeats written out.
    pub(super) states: usize,
    /// How many bytes a match can have at most.
    pub(super) longest: usize,
}

/// The states of a class that has characters outside ASCII, about.
const CLASS_STATES: usize = 16;
/// The states of a category or script (`\pL`), about.
const PROPERTY_STATES: usize = 400;

/// Rewrites `pattern`; the error is what Go says after `error parsing regexp: `.
pub(super) fn rewrite(pattern: &str) -> Result<Rewritten, String> {
    let mut rewriter = Rewriter {
        whole: pattern,
        rest: pattern,
        last_posix: pattern.rfind(":]").map_or(0, |at| pattern.len() - at),
        out: String::with_capacity(pattern.len() * 2),
        names: vec![String::new()],
        open: vec![Group::default()],
        last_repeat: None,
        flags: String::new(),
    };
    while let Some(c) = rewriter.rest.chars().next() {
        rewriter.step(c)?;
    }
    if rewriter.open.len() > 1 {
        return Err(format!("missing closing ): `{pattern}`"));
    }
    let whole = rewriter.open.pop().unwrap_or_default();
    Ok(Rewritten {
        pattern: rewriter.out,
        names: rewriter.names,
        states: whole.states.saturating_add(2),
        longest: whole.longest,
    })
}

/// What is known of an open group.
#[derive(Clone, Copy, Default)]
struct Group {
    /// There is something that a repetition can apply to.
    has_operand: bool,
    /// The largest product of repeats inside.
    repeats: u64,
    /// The product of repeats inside the last operand.
    operand_repeats: u64,
    /// The states of all operands, and those of the last one.
    states: usize,
    operand_states: usize,
    /// The most bytes that all operands can match, and the last one.
    longest: usize,
    operand_longest: usize,
}

impl Group {
    /// One more operand.
    fn add(&mut self, states: usize, longest: usize) {
        (self.operand_states, self.operand_longest) = (states, longest);
        self.states = self.states.saturating_add(states);
        self.longest = self.longest.saturating_add(longest);
    }

    /// The last operand so many times, or without end.
    fn multiply(&mut self, times: usize, is_endless: bool) {
        let states = self.operand_states.saturating_mul(times).saturating_add(1);
        let longest = if is_endless { usize::MAX } else { self.operand_longest.saturating_mul(times) };
        self.states = self.states.saturating_sub(self.operand_states);
        self.longest = self.longest.saturating_sub(self.operand_longest);
        self.add(states, longest);
    }
}

struct Rewriter<'p> {
    whole: &'p str,
    rest: &'p str,
    /// How long the text is from the last `:]` on.
    last_posix: usize,
    out: String,
    names: Vec<String>,
    /// The outermost is the whole expression.
    open: Vec<Group>,
    /// Where the repetition just read begins, when the last thing read was one.
    last_repeat: Option<&'p str>,
    /// Flags such as `(?s)` that are still to be written: in Go a repetition behind them belongs to what is before.
    flags: String,
}

impl<'p> Rewriter<'p> {
    fn step(&mut self, c: char) -> Result<(), String> {
        let last_repeat = self.last_repeat.take();
        match c {
            '(' => self.open_group(last_repeat),
            ')' => self.close_group(),
            '|' => {
                self.take(1);
                self.write("|");
                self.group().has_operand = false;
                Ok(())
            }
            '*' | '+' | '?' => self.repeat(last_repeat, 1, 1, c != '?'),
            '{' => match counts(self.rest) {
                None => self.literal('{'),
                Some((size, low, high)) => self.repeat_counted(last_repeat, size, low, high),
            },
            '[' => {
                let (text, rest) = class::bracket(self.rest, self.last_posix)?;
                self.operand(&text, rest)
            }
            '\\' => self.escape(),
            '^' | '$' | '.' => {
                let rest = self.rest.get(1..).unwrap_or("");
                self.operand(&c.to_string(), rest)
            }
            c => self.literal(c),
        }
    }

    fn write(&mut self, text: &str) {
        self.out.push_str(&self.flags);
        self.flags.clear();
        self.out.push_str(text);
    }

    fn take(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or("");
    }

    fn group(&mut self) -> &mut Group {
        if self.open.is_empty() {
            self.open.push(Group::default());
        }
        self.open.last_mut().expect("one was pushed when there was none")
    }

    /// Writes something that can be repeated.
    fn operand(&mut self, text: &str, rest: &'p str) -> Result<(), String> {
        self.write(text);
        self.rest = rest;
        let states = states_of(text);
        let group = self.group();
        (group.has_operand, group.operand_repeats) = (true, 1);
        // A character has four bytes at most.
        group.add(states, 4);
        Ok(())
    }

    fn literal(&mut self, c: char) -> Result<(), String> {
        let rest = self.rest.get(c.len_utf8()..).unwrap_or("");
        self.operand(&regex::escape(c.encode_utf8(&mut [0; 4])), rest)
    }

    /// `*`, `+`, `?` or `{n,m}` of `size` bytes, with `?` behind it perhaps; repeats its operand up to `times`, or without
    /// end.
    fn repeat(
        &mut self,
        last_repeat: Option<&'p str>,
        size: usize,
        times: u64,
        is_endless: bool,
    ) -> Result<(), String> {
        let start = self.rest;
        let is_lazy = start.get(size..).is_some_and(|rest| rest.starts_with('?'));
        let size = size + usize::from(is_lazy);
        let operator = start.get(..size).unwrap_or(start);
        self.take(size);
        if let Some(last) = last_repeat {
            let both = last.get(..last.len() - self.rest.len()).unwrap_or(last);
            return Err(format!("invalid nested repetition operator: `{both}`"));
        }
        let group = self.group();
        if !group.has_operand {
            return Err(format!("missing argument to repetition operator: `{operator}`"));
        }
        group.multiply(usize::try_from(times).unwrap_or(usize::MAX), is_endless);
        group.operand_repeats = group.operand_repeats.max(1).saturating_mul(times);
        group.repeats = group.repeats.max(group.operand_repeats);
        if times > 1 && group.operand_repeats > MOST_REPEATS {
            return Err(format!("invalid repeat count: `{operator}`"));
        }
        self.out.push_str(operator);
        self.last_repeat = Some(start);
        Ok(())
    }

    fn repeat_counted(
        &mut self,
        last_repeat: Option<&'p str>,
        size: usize,
        low: Option<u64>,
        high: Option<u64>,
    ) -> Result<(), String> {
        let is_valid = low.is_some_and(|low| {
            low <= MOST_REPEATS && high.is_none_or(|high| low <= high && high <= MOST_REPEATS)
        });
        if !is_valid {
            return Err(format!("invalid repeat count: `{}`", self.rest.get(..size).unwrap_or("")));
        }
        self.repeat(last_repeat, size, high.or(low).unwrap_or(1).max(1), high.is_none())
    }

    fn open_group(&mut self, last_repeat: Option<&'p str>) -> Result<(), String> {
        let (text, size, is_group) = self.group_start()?;
        self.take(size);
        if is_group {
            self.write(&text);
            self.open.push(Group::default());
        } else {
            self.flags.push_str(&text);
            self.last_repeat = last_repeat;
        }
        Ok(())
    }

    /// What begins with `(`: the text to write, the bytes read, and whether a group opens.
    fn group_start(&mut self) -> Result<(String, usize, bool), String> {
        let Some(flags) = self.rest.strip_prefix("(?") else {
            self.names.push(String::new());
            return Ok(("(".to_owned(), 1, true));
        };
        if let Some(named) = flags.strip_prefix("P<").or_else(|| flags.strip_prefix('<')) {
            let start = self.rest.len() - named.len();
            let Some(end) = named.find('>') else {
                return Err(format!("invalid named capture: `{}`", self.rest));
            };
            let name = named.get(..end).unwrap_or("");
            let size = start + end + 1;
            if name.is_empty() || !name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric()) {
                return Err(format!("invalid named capture: `{}`", self.rest.get(..size).unwrap_or("")));
            }
            self.names.push(name.to_owned());
            return Ok(("(".to_owned(), size, true));
        }
        let (mut saw_sign, mut saw_flag) = (false, false);
        for (at, c) in flags.char_indices() {
            match c {
                'i' | 'm' | 's' | 'U' => saw_flag = true,
                '-' if !saw_sign => (saw_sign, saw_flag) = (true, false),
                ':' | ')' if saw_flag || !saw_sign => {
                    let text = self.rest.get(..at + 3).unwrap_or("");
                    // `(?)` says nothing, and the crate refuses it.
                    let text = if text == "(?)" { "" } else { text };
                    return Ok((text.to_owned(), at + 3, c == ':'));
                }
                c => {
                    let bad = self.rest.get(..2 + at + c.len_utf8()).unwrap_or(self.rest);
                    return Err(format!("invalid or unsupported Perl syntax: `{bad}`"));
                }
            }
        }
        Err(format!("invalid or unsupported Perl syntax: `{}`", self.rest))
    }

    fn close_group(&mut self) -> Result<(), String> {
        if self.open.len() < 2 {
            return Err(format!("unexpected ): `{}`", self.whole));
        }
        let closed = self.open.pop().unwrap_or_default();
        self.take(1);
        self.write(")");
        let group = self.group();
        (group.has_operand, group.operand_repeats) = (true, closed.repeats.max(1));
        group.add(closed.states.saturating_add(2), closed.longest);
        group.repeats = group.repeats.max(closed.repeats);
        Ok(())
    }

    fn escape(&mut self) -> Result<(), String> {
        if let Some(quoted) = self.rest.strip_prefix("\\Q") {
            let (text, rest) = quoted.split_once("\\E").unwrap_or((quoted, ""));
            // Only the last character is repeated, as in Go.
            for c in text.chars() {
                self.operand(&regex::escape(c.encode_utf8(&mut [0; 4])), rest)?;
            }
            self.rest = rest;
            return Ok(());
        }
        let rest = self.rest.get(2..).unwrap_or("");
        match self.rest.chars().nth(1) {
            Some('A') => self.operand(r"\A", rest),
            Some('b') => self.operand(r"(?-u:\b)", rest),
            // The crate has no ASCII form of this one for text.
            Some('B') => self.operand(r"\B", rest),
            Some('z') => self.operand(r"\z", rest),
            Some('C') => Err("invalid escape sequence: `\\C`".to_owned()),
            _ => {
                let (text, rest) = match class::set(self.rest)? {
                    Some((set, rest)) => (format!("[{set}]"), rest),
                    None => class::character(self.rest).map(|(c, rest)| (class::written(c), rest))?,
                };
                self.operand(&text, rest)
            }
        }
    }
}

/// About how many states an operand takes, as it is written for the crate.
fn states_of(text: &str) -> usize {
    match text.strip_prefix('[') {
        None => match text {
            "." => CLASS_STATES,
            text if text.contains("\\p") || text.contains("\\P") => PROPERTY_STATES,
            text => text.len(),
        },
        Some(inside) => {
            let properties = inside.matches("\\p").count() + inside.matches("\\P").count();
            // Characters outside ASCII have more than two digits, or a first one above 7.
            let is_ascii = |code: &str| matches!(code.as_bytes(), [_, b'}', ..] | [b'0'..=b'7', _, b'}', ..]);
            let wide = inside.split("\\x{").skip(1).filter(|code| !is_ascii(code)).count();
            let negated = usize::from(inside.contains('^'));
            1 + properties * PROPERTY_STATES + (wide + negated) * CLASS_STATES
        }
    }
}

/// `{n}`, `{n,}` or `{n,m}` at the start: its size and numbers; `None` where it is not of that form. A number that is
/// too large is none.
fn counts(s: &str) -> Option<(usize, Option<u64>, Option<u64>)> {
    let inside = s.strip_prefix('{')?;
    let inside = inside.get(..inside.find(|c: char| !c.is_ascii_digit() && c != ',')?)?;
    if !s.get(1 + inside.len()..)?.starts_with('}') {
        return None;
    }
    let number = |s: &str| {
        let is_number =
            !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit()) && !(s.len() > 1 && s.starts_with('0'));
        is_number.then(|| s.parse().unwrap_or(u64::MAX))
    };
    let size = inside.len() + 2;
    Some(match inside.split_once(',') {
        None => {
            let count = number(inside)?;
            (size, Some(count), Some(count))
        }
        Some((low, "")) => (size, Some(number(low)?), None),
        Some((low, high)) => (size, Some(number(low)?), Some(number(high)?)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rewrites_for_the_crate() {
        for (go, ours) in [
            ("a.b", "a.b"),
            (r"\d+", "[0-9]+"),
            (r"[^\W]", r"[^[^0-9A-Za-z_]]"),
            ("[a&&b]", r"[a\x{26}\x{26}b]"),
            ("[[:alpha:]-]", r"[[:alpha:]\x{2d}]"),
            (r"\Qa.b\E*", r"a\.b*"),
            ("(?P<n>x)(?P<n>y)", "(x)(y)"),
            ("(?i:a)(?s).", "(?i:a)(?s)."),
            ("a(?s)+.", "a+(?s)."),
            ("a{,2}", r"a\{,2\}"),
            ("[]a]", r"[\x{5d}a]"),
        ] {
            assert_eq!(rewrite(go).map(|r| r.pattern).as_deref(), Ok(ours), "{go}");
        }
    }

    #[test]
    fn refuses_what_would_grow() {
        for pattern in ["(a{1000}){2}", "((a{100}){100}){100}", "a{1001}"] {
            assert!(rewrite(pattern).is_err(), "{pattern}");
        }
        assert!(rewrite("(a{10}){100}b{1000}").is_ok());
    }
}
