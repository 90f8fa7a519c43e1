//! Changes of a text, and the text with them.

use std::ops::Range;

use crate::place::has_crlf;

/// A part of a text that was put in the place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes in the new text.
    pub new: Range<usize>,
    /// The bytes of the other in the old one.
    pub old: Range<usize>,
}

/// What takes the place of parts of a text.
#[derive(Debug)]
pub struct Changes<'a> {
    text: &'a str,
    /// Whether new lines end in CRLF, as those of the text do.
    has_crlf: bool,
    changes: Vec<(Range<usize>, String)>,
}

impl<'a> Changes<'a> {
    /// None yet.
    pub fn of(text: &'a str) -> Changes<'a> {
        Changes { text, has_crlf: has_crlf(text), changes: Vec::new() }
    }

    /// Puts `new`, whose lines end in `\n`, in the place of `old`; several at one place in the order in which they come.
    pub fn put(&mut self, old: Range<usize>, new: impl Into<String>) {
        let new = new.into();
        let new = if self.has_crlf { new.replace('\n', "\r\n") } else { new };
        self.changes.push((old, new));
    }

    /// Puts whole lines before the line that begins at `place`, or behind the last line.
    pub fn put_lines(&mut self, place: usize, lines: &str) {
        let is_open = place == self.text.len() && !self.text.is_empty() && !self.text.ends_with('\n');
        match is_open {
            true => self.put(place..place, format!("\n{}", lines.trim_end_matches('\n'))),
            false => self.put(place..place, lines),
        }
    }

    /// Takes whole lines out; behind the last line that stays, what ends it goes with them where nothing ended the last one.
    pub fn cut_lines(&mut self, lines: Range<usize>) {
        let mut start = lines.start;
        if let Some((last, new)) = self.changes.last()
            && new.is_empty()
            && last.end == start
        {
            start = last.start;
            self.changes.pop();
        }
        let is_open = lines.end == self.text.len() && !self.text.ends_with('\n');
        if is_open && let Some(before) = self.text.get(..start).and_then(|before| before.strip_suffix('\n')) {
            start = before.strip_suffix('\r').unwrap_or(before).len();
        }
        self.changes.push((start..lines.end, String::new()));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Takes back all but the first so many.
    pub fn truncate(&mut self, count: usize) {
        self.changes.truncate(count);
    }

    /// The text with all of them, and where they are in it and were; `None` if two of them change the same.
    pub fn applied(mut self) -> Option<(String, Vec<Piece>)> {
        // The sort is stable, and what is put somewhere comes before what is taken from there.
        self.changes.sort_by_key(|(old, _)| (old.start, old.end));
        let added: usize = self.changes.iter().map(|(_, new)| new.len()).sum();
        let mut out = String::with_capacity(self.text.len() + added);
        let mut pieces = Vec::with_capacity(self.changes.len());
        let mut at = 0;
        for (old, new) in self.changes {
            out.push_str(self.text.get(at..old.start)?);
            let start = out.len();
            out.push_str(&new);
            at = old.end;
            pieces.push(Piece { new: start..out.len(), old });
        }
        out.push_str(self.text.get(at..)?);
        Some((out, pieces))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_made_at_their_places_and_never_twice() {
        for (text, changes, want) in [
            ("abc", vec![(1..2, "X")], Some("aXc")),
            ("abc", vec![(2..3, "Y"), (0..0, "1"), (0..0, "2"), (0..1, "")], Some("12bY")),
            ("abc", vec![(0..2, "X"), (1..3, "Y")], None),
            ("a\r\nb\r\n", vec![(3..3, "x\ny\n")], Some("a\r\nx\r\ny\r\nb\r\n")),
        ] {
            let mut all = Changes::of(text);
            changes.into_iter().for_each(|(old, new)| all.put(old, new));
            assert_eq!(all.applied().map(|(text, _)| text).as_deref(), want, "{text:?}");
        }
    }

    #[test]
    fn lines_behind_an_open_one_keep_the_end_open() {
        for (text, want) in [("a\n", "a\nb\n"), ("a", "a\nb"), ("", "b\n")] {
            let mut changes = Changes::of(text);
            changes.put_lines(text.len(), "b\n");
            assert_eq!(changes.applied().map(|(text, _)| text).as_deref(), Some(want));
        }
    }

    #[test]
    fn lines_that_go_leave_the_end_as_open_as_it_was() {
        for (text, cuts, want) in [
            ("a\nb\n", &[(2, 4)][..], "a\n"),
            ("a\nb", &[(2, 3)], "a"),
            ("a\r\nb\r\nc", &[(3, 6), (6, 7)], "a"),
            ("a", &[(0, 1)], ""),
        ] {
            let mut changes = Changes::of(text);
            cuts.iter().for_each(|(start, end)| changes.cut_lines(*start..*end));
            assert_eq!(changes.applied().map(|(text, _)| text).as_deref(), Some(want), "{text:?}");
        }
    }
}
