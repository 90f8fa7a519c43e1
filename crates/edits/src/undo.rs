//! What takes an edit back to the byte, kept in a comment at the end of the edited text.
//!
//! The comment says of each run of lines that was put in how many they are, what their checksum is, and what stood there
//! before. It holds as long as these lines stay, whatever else changes in the text.

use std::ops::Range;

use kubeyaml::{Value, from_json, json_quoted, outline};

use crate::Edited;
use crate::change::Piece;
use crate::place::{has_crlf, line_start, next_line};

/// How the comment begins.
const MARK: &str = "# outrigger uninject: ";

/// Lines, and what stood in their place.
#[derive(Clone, Debug, PartialEq)]
struct Hunk {
    /// How many lines.
    lines: usize,
    /// Their checksum.
    sum: u64,
    /// What stood there.
    old: String,
}

/// A text that has such a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// It without the comment.
    pub text: String,
    /// The text before the edit, with what was changed in it since then; `None` if lines are not there any more that the
    /// edit had put in.
    pub before: Option<String>,
    /// Whether nothing was changed in it since then.
    pub is_unchanged: bool,
}

/// An edited text with a comment that takes the edit back; `None` where it can have none, as JSON, or needs none.
pub fn with_record(before: &str, edited: &Edited) -> Option<String> {
    let text = &edited.text;
    if edited.pieces.is_empty() {
        return None;
    }
    let root = outline(before).ok()??;
    let root = before.as_bytes().get(root.span.start..root.span.end)?;
    if root.starts_with(b"{") && from_json(root).is_ok() {
        return None;
    }
    let of = |pieces: &[Piece]| {
        Some(hunks(before, text, pieces)).filter(|hunks| applied(hunks, text).as_deref() == Some(before))
    };
    let hunks = of(&edited.pieces).or_else(|| of(&[differing(before, text)]))?;
    let end = if has_crlf(text) { "\r\n" } else { "\n" };
    let comment = comment(sum_of(text), &hunks);
    Some(if text.ends_with('\n') { format!("{text}{comment}{end}") } else { format!("{text}{end}{comment}") })
}

/// What such a comment in a text says; `None` if there is none that can be read.
pub fn recorded(text: &str) -> Option<Recorded> {
    let at = text.rfind(MARK).filter(|at| line_start(text, *at) == *at)?;
    let end = next_line(text, at);
    let line = text.get(at..end)?;
    let (sum, hunks) = read(line.get(MARK.len()..)?.trim_end())?;
    let mut without = text.get(..at)?.to_owned();
    if !line.ends_with('\n') {
        // The comment has ended the line before it.
        without.truncate(without.trim_end_matches('\n').trim_end_matches('\r').len());
    }
    without.push_str(text.get(end..)?);
    let before = applied(&hunks, &without);
    Some(Recorded { is_unchanged: sum_of(&without) == sum, text: without, before })
}

/// The lines in which two texts differ, from the first to the last.
pub fn differing(old: &str, new: &str) -> Piece {
    let same = |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let head = line_start(old, floor(old, same(old, new)));
    let (old_rest, new_rest) = (old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
    let tail: usize = old_rest
        .split_inclusive('\n')
        .rev()
        .zip(new_rest.split_inclusive('\n').rev())
        .take_while(|(old, new)| old == new)
        .map(|(line, _)| line.len())
        .sum();
    Piece { new: head..new.len() - tail, old: head..old.len() - tail }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whole lines around pieces; those that meet are one.
fn hunks(before: &str, after: &str, pieces: &[Piece]) -> Vec<Hunk> {
    let mut whole = Vec::new();
    let mut open: Option<Piece> = None;
    for piece in pieces {
        let start = line_start(after, piece.new.start);
        if let Some(last) = &mut open {
            let ended = to_line_end(last, before, after);
            if start < ended.new.end {
                last.new.end = piece.new.end;
                last.old.end = piece.old.end;
                continue;
            }
            whole.push(ended);
        }
        let old = piece.old.start.saturating_sub(piece.new.start - start);
        open = Some(Piece { new: start..piece.new.end, old: old..piece.old.end });
    }
    whole.extend(open.map(|last| to_line_end(&last, before, after)));
    let hunk = |Piece { new, old }: Piece| {
        let lines = after.get(new)?;
        Some(Hunk {
            lines: lines.split_inclusive('\n').count(),
            sum: sum_of(lines),
            old: before.get(old)?.to_owned(),
        })
    };
    whole.into_iter().filter_map(hunk).collect()
}

/// A piece that ends where lines end in both texts; one that is empty takes the next line along, or the one before it.
fn to_line_end(piece: &Piece, before: &str, after: &str) -> Piece {
    let Piece { mut new, mut old } = piece.clone();
    let mut extend = |new: &mut Range<usize>| {
        let rest = next_line(after, new.end) - new.end;
        (new.end, old.end) = (new.end + rest, (old.end + rest).min(before.len()));
    };
    if !at_line(after, new.end) || !at_line(before, piece.old.end) {
        extend(&mut new);
    }
    if new.is_empty() {
        extend(&mut new);
    }
    if new.is_empty() && new.start > 0 {
        let line = new.start - line_start(after, new.start - 1);
        (new.start, old.start) = (new.start - line, old.start.saturating_sub(line));
    }
    Piece { new, old }
}

/// Whether a place is the begin of a line, or the end of the text.
fn at_line(text: &str, at: usize) -> bool {
    at == text.len() || line_start(text, at) == at
}

/// The text with what stood in the place of the lines of each hunk; `None` if they are not there, in this order.
fn applied(hunks: &[Hunk], text: &str) -> Option<String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    // The checksum of all lines before each, and what a checksum is multiplied by for so many lines behind it.
    let (mut sums, mut powers) = (vec![0u64], vec![1u64]);
    let (mut sum, mut power) = (0u64, 1u64);
    for line in &lines {
        (sum, power) = (joined(sum, line_sum(line)), power.wrapping_mul(FACTOR));
        sums.push(sum);
        powers.push(power);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for hunk in hunks {
        let sum_of = |start: usize| {
            let before = sums.get(start)?.wrapping_mul(*powers.get(hunk.lines)?);
            Some(sums.get(start + hunk.lines)?.wrapping_sub(before))
        };
        let last = lines.len().checked_sub(hunk.lines)?;
        let start = (at..=last).find(|start| sum_of(*start) == Some(hunk.sum))?;
        lines.get(at..start)?.iter().for_each(|line| out.push_str(line));
        out.push_str(&hunk.old);
        at = start + hunk.lines;
    }
    lines.get(at..)?.iter().for_each(|line| out.push_str(line));
    Some(out)
}

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// The checksum of lines.
fn sum_of(lines: &str) -> u64 {
    lines.split_inclusive('\n').fold(0, |sum, line| joined(sum, line_sum(line)))
}

/// The checksum of lines with one more behind them.
fn joined(sum: u64, line: u64) -> u64 {
    sum.wrapping_mul(FACTOR).wrapping_add(line)
}

/// The checksum of a line, whatever ends it: FNV-1a.
fn line_sum(line: &str) -> u64 {
    let bytes = line.trim_end_matches('\n').trim_end_matches('\r').bytes();
    bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The checksum of the whole text, and the hunks, as JSON.
fn comment(sum: u64, hunks: &[Hunk]) -> String {
    let mut json = format!("[\"{sum:016x}\"");
    for Hunk { lines, sum, old } in hunks {
        json.push_str(&format!(",[{lines},\"{sum:016x}\","));
        json_quoted(&mut json, old);
        json.push(']');
    }
    json.push(']');
    // What ends a line in YAML, or may not stand in it, ends no line of JSON.
    let is_plain = |c: char| !c.is_control() && !matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}');
    json.chars().fold(MARK.to_owned(), |mut out, c| {
        match is_plain(c) {
            true => out.push(c),
            false => out.push_str(&format!("\\u{:04x}", u32::from(c))),
        }
        out
    })
}

fn read(json: &str) -> Option<(u64, Vec<Hunk>)> {
    let read = from_json(json.as_bytes()).ok()?;
    let sum = |sum: &Value| u64::from_str_radix(sum.as_str()?, 16).ok();
    let hunk = |hunk: &Value| {
        let [lines, of_lines, old] = hunk.as_list()? else { return None };
        Some(Hunk {
            lines: usize::try_from(lines.as_i64()?).ok().filter(|lines| *lines > 0)?,
            sum: sum(of_lines)?,
            old: old.as_str()?.to_owned(),
        })
    };
    let (whole, hunks) = read.as_list()?.split_first()?;
    Some((sum(whole)?, hunks.iter().map(hunk).collect::<Option<_>>()?))
}

#[cfg(test)]
mod tests {
    use kubeyaml::read;

    use super::*;
    use crate::{Kept, edit};

    /// A text edited to read as another, with its comment.
    fn recorded_edit(text: &str, after: &str) -> String {
        let edited = edit(text, &read(text).unwrap(), &read(after).unwrap()).unwrap();
        with_record(text, &edited).unwrap()
    }

    #[test]
    fn an_edit_is_taken_back_to_the_byte() {
        for (text, after) in [
            ("a: 1 # one\nb: 'x'\n", "{a: 2, b: x, c: 3}"),
            ("a: 1\nb: {x: 1,  y: 2}\nc: 3", "{a: 1, b: {y: 4}, d: 5}"),
            ("a: &x {k: 1}\nb: *x\n", "{a: {k: 1}, b: {k: 2}}"),
            ("a: 1\r\n# of b\r\nb: 2\r\n", "{a: 1, c: 1}"),
            ("l:\n- a\n- b\n", "{l: [x, a, y]}"),
            ("l:\n- a\n- b\nm: 1", "{l: [a, b], n: [1]}"),
            ("? a\n: 1\n", "{a: {b: 1}}"),
            ("\u{feff}a: \"\u{85}\\tx\"\n", "{a: z}"),
        ] {
            let edited = recorded_edit(text, after);
            assert_eq!(read(&edited), read(after), "{edited:?}");
            let recorded = recorded(&edited).unwrap();
            assert_eq!((recorded.before.as_deref(), recorded.is_unchanged), (Some(text), true), "{edited}");
        }
    }

    #[test]
    fn what_changes_beside_an_edit_stays() {
        let edited = recorded_edit("a: 1\nb: 2\nc: 3\n", "{a: 1, b: 5, c: 3, d: 4}");
        for (old, new, want) in [
            ("a: 1", "a: 9\nx: 0", Some("a: 9\nx: 0\nb: 2\nc: 3\n")),
            ("c: 3", "# c", Some("a: 1\nb: 2\n# c\n")),
            ("\n", "\r\n", Some("a: 1\r\nb: 2\nc: 3\r\n")),
            ("b: 5", "b: 6", None),
        ] {
            let recorded = recorded(&edited.replace(old, new)).unwrap();
            assert_eq!(recorded.before.as_deref(), want, "{old} {new}");
            assert!(!recorded.text.contains(MARK) && recorded.is_unchanged == (new == "\r\n"));
        }
    }

    #[test]
    fn comments_that_say_nothing_are_not_read() {
        for hunk in ["", "[", "[1]", "[0,\"0\",\"x\"]", "[1,\"z\",\"x\"]", "[-1,\"0\",\"\"]", "{}"] {
            assert_eq!(recorded(&format!("a: 1\n{MARK}[\"0\",{hunk}]\n")), None, "{hunk}");
        }
        for json in ["", "[]", "{}", "[1]"] {
            assert_eq!(recorded(&format!("a: 1\n{MARK}{json}\n")), None, "{json}");
        }
        let endless = format!("a: 1\n{MARK}[\"0\",[9223372036854775807,\"0\",\"\"]]\n");
        assert_eq!(recorded(&endless).unwrap().before, None);
        assert_eq!(recorded(&format!("a: 'x {MARK}[]'\n")), None);
    }

    #[test]
    fn json_has_no_comments() {
        let text = "{\"a\": 1}\n";
        let edited = edit(text, &read(text).unwrap(), &read("{a: 2}").unwrap()).unwrap();
        assert_eq!((edited.kept, with_record(text, &edited)), (Kept::Rest, None));
    }
}
