//! The lines of a file that differ, as `diff -u` and `git apply` know them.

use std::fmt::Write;

use similar::udiff::UnifiedHunkHeader;
use similar::{Algorithm, ChangeTag, DiffOp, capture_diff_slices, group_diff_ops};

use super::file::Texts;

/// Lines around those that differ.
const CONTEXT: usize = 3;

/// The lines that differ. Each document is compared with what it became: the time for a whole file would grow with the
/// square of its length.
pub fn diff(name: &str, texts: &Texts) -> String {
    let (mut old, mut new, mut operations) = (Vec::new(), Vec::new(), Vec::new());
    for (before, after) in parts(texts) {
        let (offset, new_offset) = (old.len(), new.len());
        old.extend(before.split_inclusive('\n'));
        new.extend(after.split_inclusive('\n'));
        let (before, after) =
            (old.get(offset..).unwrap_or_default(), new.get(new_offset..).unwrap_or_default());
        for operation in capture_diff_slices(Algorithm::Myers, before, after) {
            push(&mut operations, moved(operation, offset, new_offset));
        }
    }
    let mut out = format!("--- a/{name}\n+++ b/{name}\n");
    for hunk in group_diff_ops(operations, CONTEXT) {
        let _ = writeln!(out, "{}", UnifiedHunkHeader::new(&hunk));
        for change in hunk.iter().flat_map(|operation| operation.iter_changes(&old[..], &new[..])) {
            out.push(match change.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            });
            out.push_str(change.value());
            if !change.value().ends_with('\n') {
                out.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    out
}

/// The documents and what stands between them, before and after.
fn parts(texts: &Texts) -> impl Iterator<Item = (&str, &str)> {
    let Texts { before, after, documents } = texts;
    let ends = std::iter::once((0, 0)).chain(documents.iter().map(|(old, new)| (old.end, new.end)));
    let starts = documents.iter().map(|(old, new)| (old.start, new.start));
    let between = ends
        .zip(starts.chain([(before.len(), after.len())]))
        .map(|(end, start)| (end.0..start.0, end.1..start.1));
    let mut documents = documents.iter().cloned();
    let part = |(old, new)| (before.get(old).unwrap_or_default(), after.get(new).unwrap_or_default());
    between.flat_map(move |gap| std::iter::once(gap).chain(documents.next())).map(part)
}

fn moved(operation: DiffOp, old: usize, new: usize) -> DiffOp {
    let mut operation = operation;
    match &mut operation {
        DiffOp::Equal { old_index, new_index, .. }
        | DiffOp::Delete { old_index, new_index, .. }
        | DiffOp::Insert { old_index, new_index, .. }
        | DiffOp::Replace { old_index, new_index, .. } => {
            *old_index += old;
            *new_index += new;
        }
    }
    operation
}

/// Adds an operation; what stays the same on both sides of an end of a document is one.
fn push(operations: &mut Vec<DiffOp>, operation: DiffOp) {
    if let (Some(DiffOp::Equal { len, .. }), DiffOp::Equal { len: more, .. }) =
        (operations.last_mut(), operation)
    {
        *len += more;
        return;
    }
    operations.push(operation);
}

#[cfg(test)]
mod tests {
    use similar::TextDiff;

    use super::*;

    #[test]
    fn lines_differ_as_in_a_diff_of_the_whole_file() {
        for parts in [
            &[("a\nb\n", "a\nx\nb\n"), ("---\n", "---\n"), ("c\nd\n", "c\nd\n"), ("e\n", "f\n")][..],
            &[("---\n", "---\n"), ("a\n", "a\nb\n"), ("---\n", "---\n"), ("c", "c\nd")],
            &[("a\n", "b\n"), ("1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\n5\n6\n7\n8\n"), ("z\n", "y\n")],
        ] {
            let mut texts = Texts { before: String::new(), after: String::new(), documents: Vec::new() };
            for (before, after) in parts {
                let start = (texts.before.len(), texts.after.len());
                texts.before.push_str(before);
                texts.after.push_str(after);
                if *before != "---\n" {
                    texts.documents.push((start.0..texts.before.len(), start.1..texts.after.len()));
                }
            }
            let whole = TextDiff::from_lines(&texts.before, &texts.after);
            let want = whole.unified_diff().context_radius(CONTEXT).header("a/f", "b/f").to_string();
            assert_eq!(diff("f", &texts), want, "{parts:?}");
        }
    }
}
