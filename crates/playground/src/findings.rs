//! What is the matter with a configuration that can be used.

use diagnosis::codes::lint::{DOCUMENT, NUMERIC_TAG, UNREAD};
use diagnosis::finding::{Finding, Level};
use diagnosis::lint::{File, lint};
use injection::resolve::{Note, Resolution};

use crate::asked::Asked;
use crate::place;
use crate::problem::{Part, Problem};

/// All of it: what nothing reads, and what `outrigger lint` finds. What is
/// only good to know is left out.
pub fn of_resolution(resolution: &Resolution, asked: &Asked) -> Vec<Problem> {
    let mut problems: Vec<Problem> =
        resolution.notes.iter().filter_map(|note| of_note(note, asked)).collect();
    let file = File { name: Part::Config.name(), text: &asked.config };
    let of_notes = [UNREAD.id, NUMERIC_TAG.id, DOCUMENT.id];
    let found = lint(resolution, Some(file));
    let found = found.iter().filter(|finding| !of_notes.contains(&finding.code.id));
    problems.extend(found.filter(|finding| finding.code.level <= Level::Warning).map(of_finding));
    problems
}

fn of_finding(finding: &Finding) -> Problem {
    let Finding { code, place, reference, cause, remedy } = finding;
    let text =
        if place.kind == "Template" { format!("template `{}`, {cause}", place.name) } else { cause.clone() };
    Problem {
        part: Part::Config,
        line: reference.as_ref().map(|reference| reference.line),
        level: if code.level == Level::Error { "error" } else { "warning" },
        code: Some(code.id),
        text,
        hint: Some(remedy.to_string()),
    }
}

fn of_note(note: &Note, asked: &Asked) -> Option<Problem> {
    let (place, path, code) = match note {
        Note::Unread { place, key } => (place, key.path.as_str(), Some(UNREAD.id)),
        Note::UnreadMore { place, .. } => (place, "", Some(UNREAD.id)),
        Note::NumericTag { place, .. } => (place, "global.tag", Some(NUMERIC_TAG.id)),
        Note::MoreDocuments { place } => (place, "", Some(DOCUMENT.id)),
        Note::NoEffect { .. } => return Some(Problem::warning(Part::Config, None, note.to_string())),
        _ => return None,
    };
    let part = Part::named(place);
    let line = place::of_key(part.text(asked), path);
    Some(Problem { code, ..Problem::warning(part, line, note.to_string()) })
}
