//! The lines that differ between texts.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::problem::{Part, Problem};

/// Bytes of a text that are compared.
const MOST: usize = 4 << 20;
/// Lines of one side times lines of the other that are compared line by line: the time grows with their product.
const COMPARED: usize = 4_000_000;

/// Lines one after the other that have the same lot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// What became of them.
    pub lot: Lot,
    /// The lines, without their ends.
    pub lines: Vec<String>,
}

/// What became of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Lot {
    /// They stay.
    Same,
    /// They are no longer there.
    Removed,
    /// They are there now.
    Added,
}

/// Pieces of a text before and after.
#[derive(Debug, Default)]
pub struct Texts(Vec<(String, String)>);

impl Texts {
    /// Adds the next piece.
    pub fn push(&mut self, before: &str, after: String) {
        self.0.push((before.to_owned(), after));
    }
}

/// What a text becomes, piece by piece.
pub fn diff(texts: &Texts, problems: &mut Vec<Problem>) -> Vec<Run> {
    runs(texts.0.iter().map(|(before, after)| (before.as_str(), after.as_str())), problems)
}

/// From what one text became to what another did. Where one has fewer pieces, nothing stands in their place.
pub fn between(there: &Texts, here: &Texts, problems: &mut Vec<Problem>) -> Vec<Run> {
    let after =
        |texts: &'_ Texts, i: usize| texts.0.get(i).map_or("", |(_, after)| after.as_str()).to_owned();
    let pieces: Vec<(String, String)> =
        (0..there.0.len().max(here.0.len())).map(|i| (after(there, i), after(here, i))).collect();
    runs(pieces.iter().map(|(there, here)| (there.as_str(), here.as_str())), problems)
}

fn runs<'t>(
    pieces: impl Iterator<Item = (&'t str, &'t str)> + Clone,
    problems: &mut Vec<Problem>,
) -> Vec<Run> {
    let length = pieces.clone().map(|(before, after)| before.len().max(after.len())).sum::<usize>();
    if length > MOST {
        let text = format!("the result has {length} bytes and is not shown; {MOST} are");
        problems.push(Problem::error(Part::Manifest, None, text));
        return Vec::new();
    }
    let mut runs = Vec::new();
    for (before, after) in pieces {
        let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
        piece(&before, &after, &mut runs);
    }
    runs
}

fn piece(before: &[&str], after: &[&str], runs: &mut Vec<Run>) {
    let common = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let ((head, before), (_, after)) = (before.split_at(common), after.split_at(common));
    let common = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
    let (before, tail) = before.split_at(before.len() - common);
    let after = after.split_at(after.len() - common).0;
    push(runs, Lot::Same, head);
    if before.len().saturating_mul(after.len()) > COMPARED {
        push(runs, Lot::Removed, before);
        push(runs, Lot::Added, after);
    } else {
        for operation in capture_diff_slices(Algorithm::Myers, before, after) {
            let (old, new) = (operation.old_range(), operation.new_range());
            if let DiffOp::Equal { .. } = operation {
                push(runs, Lot::Same, before.get(old).unwrap_or_default());
            } else {
                push(runs, Lot::Removed, before.get(old).unwrap_or_default());
                push(runs, Lot::Added, after.get(new).unwrap_or_default());
            }
        }
    }
    push(runs, Lot::Same, tail);
}

/// Adds lines; those that have the lot of the ones before them are one run with these.
fn push(runs: &mut Vec<Run>, lot: Lot, lines: &[&str]) {
    if lines.is_empty() {
        return;
    }
    let lines = lines.iter().map(|line| (*line).to_owned());
    match runs.last_mut() {
        Some(last) if last.lot == lot => last.lines.extend(lines),
        _ => runs.push(Run { lot, lines: lines.collect() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[(&str, &str)]) -> String {
        let (mut texts, mut problems) = (Texts::default(), Vec::new());
        for (before, after) in pieces {
            texts.push(before, (*after).to_owned());
        }
        let shown = diff(&texts, &mut problems).into_iter().map(|run| {
            let mark = match run.lot {
                Lot::Same => ' ',
                Lot::Removed => '-',
                Lot::Added => '+',
            };
            run.lines.iter().map(|line| format!("{mark}{line}")).collect::<Vec<_>>().join("|")
        });
        let shown = shown.collect::<Vec<_>>().join("/");
        problems.iter().map(|problem| problem.text.as_str()).collect::<String>() + &shown
    }

    #[test]
    fn runs_of_lines_are_the_texts() {
        for (pieces, want) in [
            (&[("a\nb\n", "a\nx\nb\n")][..], " a/+x/ b"),
            (&[("a\r\nb", "a\nc\n")], " a/-b/+c"),
            (&[("a\n", "a\n"), ("---\n", "---\n"), ("b\n", "b\nc\n")], " a| ---| b/+c"),
            (&[("a\na\n", "a\n")], " a/-a"),
            (&[("", "")], ""),
            (&[], ""),
        ] {
            assert_eq!(shown(pieces), want, "{pieces:?}");
        }
    }

    #[test]
    fn what_is_too_much_to_compare_differs_as_a_whole() {
        let lines = |of: &str| (0..2001).map(|i| format!("{of}{i}\n")).collect::<String>();
        let (before, after) = (format!("a\n{}z\n", lines("b")), format!("a\n{}z\n", lines("c")));
        let shown = shown(&[(&before, &after)]);
        assert_eq!(shown.matches('/').count(), 3, "{shown}");
        assert!(shown.starts_with(" a/-b0|-b1") && shown.ends_with("+c2000/ z"), "{shown}");
        let long = "x".repeat(MOST + 1);
        assert!(self::shown(&[("", &long)]).starts_with("the result has 4194305 bytes"));
    }

    #[test]
    fn two_results_are_laid_beside_each_other() {
        let (mut there, mut here) = (Texts::default(), Texts::default());
        there.push("a\n", "a\nb\n".to_owned());
        here.push("a\n", "a\nc\n".to_owned());
        here.push("d\n", "d\n".to_owned());
        let runs = between(&there, &here, &mut Vec::new());
        let lots: Vec<Lot> = runs.iter().map(|run| run.lot).collect();
        assert_eq!(lots, [Lot::Same, Lot::Removed, Lot::Added]);
        assert_eq!(runs[2].lines, ["c", "d"]);
    }
}
