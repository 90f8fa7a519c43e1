//! A document as the text of a template.

use kubeyaml::Value;

use super::{condition, setting};
use crate::node::{Condition, Node, Part};
use crate::objects::Object;

/// A part of a document: on the line of its key, or on lines of its own.
enum Lines {
    One(String),
    Many(Vec<String>),
}

/// The template of an object.
pub fn object(object: &Object) -> String {
    let mut lines = match lines(&object.node()) {
        Lines::One(line) => vec![line],
        Lines::Many(lines) => lines,
    };
    if !object.conditions.is_empty() {
        // The first line of a file: there is nothing before it to be trimmed.
        lines.insert(0, format!("{{{{- if {} }}}}", all_of(&object.conditions)));
        lines.push("{{- end }}".to_owned());
    }
    let mut text =
        "{{- /* Written by outrigger: a test compares it with what `outrigger install` prints. */ -}}\n"
            .to_owned();
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

fn lines(node: &Node) -> Lines {
    match node {
        Node::Fixed(value) => Lines::One(scalar(value)),
        Node::Text(parts) => Lines::One(format!("\"{}\"", parts.iter().map(part).collect::<String>())),
        Node::Setting(it) if setting(*it).starts_with("template ") => {
            Lines::One(format!("\"{{{{ {} }}}}\"", setting(*it)))
        }
        Node::Setting(it) => Lines::One(format!("{{{{ {} | toJson }}}}", setting(*it))),
        Node::List(items) if items.is_empty() => Lines::One("[]".to_owned()),
        Node::List(items) => Lines::Many(joined(items.iter().map(item))),
        Node::Map(entries) if entries.is_empty() => Lines::One("{}".to_owned()),
        Node::Map(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            Lines::Many(joined(entries.into_iter().map(|(key, node)| entry(key, node))))
        }
        // Those are items and entries, which know what to leave out, and that text is a block.
        Node::When(_, node) | Node::Embedded(node) => lines(node),
    }
}

fn entry(key: &str, node: &Node) -> Vec<String> {
    if let Node::When(conditions, node) = node {
        return guarded(conditions, || entry(key, node));
    }
    if let Node::Embedded(document) = node {
        let lines = match lines(document) {
            Lines::One(line) => vec![line],
            Lines::Many(lines) => lines,
        };
        let lines = lines.into_iter().map(|line| format!("  {line}"));
        return [format!("{key}: |")].into_iter().chain(lines).collect();
    }
    match lines(node) {
        Lines::One(line) => vec![format!("{key}: {line}")],
        Lines::Many(lines) => {
            let indent = if matches!(node, Node::List(_)) { "" } else { "  " };
            let lines = lines.into_iter().map(|line| format!("{indent}{line}"));
            [format!("{key}:")].into_iter().chain(lines).collect()
        }
    }
}

fn item(node: &Node) -> Vec<String> {
    if let Node::When(conditions, node) = node {
        return guarded(conditions, || item(node));
    }
    match lines(node) {
        Lines::One(line) => vec![format!("- {line}")],
        Lines::Many(lines) if lines.first().is_some_and(|line| line.starts_with("{{-")) => {
            // What is trimmed must not be the dash.
            ["-".to_owned()].into_iter().chain(lines.into_iter().map(|line| format!("  {line}"))).collect()
        }
        Lines::Many(lines) => {
            let lead = |place| if place == 0 { "- " } else { "  " };
            lines.iter().enumerate().map(|(place, line)| format!("{}{line}", lead(place))).collect()
        }
    }
}

/// Blocks one after the other; neighbours that depend on the same share their `if`.
fn joined(blocks: impl Iterator<Item = Vec<String>>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut guard = None;
    for mut block in blocks {
        let start = block.first().filter(|line| line.starts_with("{{- if ")).cloned();
        if start.is_some() && start == guard {
            all.pop();
            block.remove(0);
        }
        guard = start;
        all.extend(block);
    }
    all
}

fn guarded(conditions: &[Condition], lines: impl FnOnce() -> Vec<String>) -> Vec<String> {
    // Helm keeps the record.
    if conditions.contains(&Condition::Recorded) {
        return Vec::new();
    }
    let start = format!("{{{{- if {} }}}}", all_of(conditions));
    [start].into_iter().chain(lines()).chain(["{{- end }}".to_owned()]).collect()
}

fn all_of(conditions: &[Condition]) -> String {
    match conditions {
        [only] => {
            let text = condition(*only);
            text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(text).to_owned()
        }
        several => {
            let texts: Vec<_> = several.iter().map(|c| condition(*c)).collect();
            format!("and {}", texts.join(" "))
        }
    }
}

/// Fixed parts are names and paths: nothing in them has to be escaped within quotes.
fn part(part: &Part) -> String {
    match part {
        Part::Fixed(text) => (*text).to_owned(),
        Part::Setting(it) => format!("{{{{ {} }}}}", setting(*it)),
    }
}

fn scalar(value: &Value) -> String {
    kubeyaml::write(value).trim_end().to_owned()
}
