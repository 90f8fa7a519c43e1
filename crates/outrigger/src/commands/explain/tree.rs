//! An explanation for people: a tree of rules, what is the matter, and what to do.

use diagnosis::explain::{Explanation, Flip, Flips, Outcome, Step};
use diagnosis::finding::{Code, Finding};

use crate::failure::{one_line, shown};
use crate::findings::Form;
use crate::table::{self, Cell, Colour};

/// How it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Whether marks are coloured.
    pub is_coloured: bool,
    /// Whether what does not matter is shown, too.
    pub is_verbose: bool,
}

/// The codes of findings: their level and what they say.
pub fn codes(all: &[&Code]) -> String {
    let rows: Vec<Vec<Cell>> = std::iter::once(["CODE", "LEVEL", "TITLE"].map(Cell::from).to_vec())
        .chain(all.iter().map(|code| vec![code.id.into(), code.level.name().into(), code.title.into()]))
        .collect();
    table::text(&rows, 2)
}

/// An explanation as text.
pub fn text(explanation: &Explanation, flips: &Flips, style: Style) -> String {
    let said = match explanation.injects {
        Some(true) => "injected",
        Some(false) if explanation.code == "refused" => "refused",
        Some(false) => "not injected",
        None => "not known",
    };
    let by = match &explanation.revision {
        Some(revision) if !revision.is_empty() => format!(" by revision {revision}"),
        _ => String::new(),
    };
    let head = format!("{}: {said}{by}: {} ({})", explanation.place, explanation.cause, explanation.code);
    let mut out = format!("{}\n\n", line(&head));
    for step in &explanation.steps {
        add(&mut out, step, 0, style);
    }
    let findings: Vec<&Finding> = explanation.findings.iter().collect();
    if !findings.is_empty() {
        out.push('\n');
        out.push_str(&Form::Table.text("explain", &findings));
    }
    out.push('\n');
    out.push_str(&flips_text(flips));
    out
}

fn add(out: &mut String, step: &Step, depth: usize, style: Style) {
    let blanks = "  ".repeat(depth);
    out.push_str(&format!("{blanks}{} {}\n", mark(step.outcome, style.is_coloured), line(&step.text)));
    if style.is_verbose {
        for (name, value) in &step.values {
            out.push_str(&format!("{blanks}    {name}: {}\n", line(value)));
        }
    }
    // Of a webhook that is not called only what stands in the way is of interest.
    let is_passed_over = step.rule == "webhook" && step.outcome == Outcome::No && !style.is_verbose;
    let matters = |below: &&Step| !is_passed_over || below.outcome != Outcome::Yes;
    for below in step.steps.iter().filter(matters) {
        add(out, below, depth + 1, style);
    }
}

fn mark(outcome: Outcome, is_coloured: bool) -> String {
    let (mark, colour) = match outcome {
        Outcome::Yes => ("✔", Some(Colour::Green)),
        Outcome::No => ("✘", Some(Colour::Red)),
        Outcome::Unknown => ("?", Some(Colour::Yellow)),
        Outcome::Neutral => ("·", None),
    };
    match colour.filter(|_| is_coloured) {
        Some(colour) => Cell::coloured(mark, colour).printed(),
        None => mark.to_owned(),
    }
}

fn flips_text(flips: &Flips) -> String {
    let goal = if flips.to_inject { "have it injected" } else { "have it not injected" };
    if let Some(none) = &flips.none {
        return format!("No change was found to {goal}: {}\n", line(none));
    }
    let mut out = format!("The smallest change to {goal}, each tried:\n");
    for (i, flip) in flips.found.iter().enumerate() {
        out.push_str(&format!("{} {}\n", if i == 0 { "-" } else { "- or:" }, line(&edits(flip))));
        for command in &flip.commands {
            out.push_str(&format!("    {}\n", line(command)));
        }
    }
    out
}

fn edits(flip: &Flip) -> String {
    flip.edits.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// A text on one line, not longer than anybody reads.
fn line(text: &str) -> String {
    one_line(&shown(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_pod_steers_a_terminal() {
        let below = Step::new("term", Outcome::Yes, "\u{1b}[2J\nnext\u{9b}");
        let step = Step::new("webhook", Outcome::No, "a\rb").value("label", "\u{7}\u{1b}").of([below]);
        for is_verbose in [false, true] {
            let mut out = String::new();
            add(&mut out, &step, 0, Style { is_coloured: false, is_verbose });
            assert!(!out.chars().any(|c| c.is_control() && c != '\n'), "{out:?}");
            assert_eq!(out.lines().count(), if is_verbose { 3 } else { 1 });
        }
        assert_eq!(mark(Outcome::No, true), "\u{1b}[31m✘\u{1b}[0m");
    }
}
