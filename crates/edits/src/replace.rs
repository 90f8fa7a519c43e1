//! A node that is written anew in its place.

use kubeyaml::{
    Lines, Node, Place, Shape, Value, json_quoted, to_json, write_entry_into, write_item_into,
    write_lines_into,
};

use crate::place::{next_line, rest_of_line};
use crate::plan::{Holder, Plan};

impl Plan<'_, '_> {
    /// Plans a new text for a node; `None` if it is the document itself, or an anchor would go with it.
    pub fn replace(&mut self, node: &Node, after: &Value, holder: Holder) -> Option<()> {
        if node.has_properties() {
            return None;
        }
        match holder {
            Holder::Document => None,
            Holder::Flow => {
                self.changes.put(node.span.clone(), to_json(after));
                Some(())
            }
            Holder::Entry { behind, .. } | Holder::Item { behind, .. } => {
                match self.on_its_line(node, after) {
                    Some(inline) if node.span.is_empty() => {
                        let rest = rest_of_line(self.text, behind);
                        let blanks = if rest.trim().is_empty() { rest.len() } else { 0 };
                        self.changes.put(behind..behind + blanks, format!(" {inline}"));
                    }
                    Some(inline) => self.changes.put(node.span.clone(), inline),
                    None => self.in_lines(node, after, holder, behind),
                }
                Some(())
            }
        }
    }

    /// What takes the place of a node of one line, quoted as that was; `None` if either needs more lines.
    fn on_its_line(&self, node: &Node, after: &Value) -> Option<String> {
        let old = self.text.get(node.span.clone())?;
        let is_flow = matches!(node.shape, Shape::Map(_) | Shape::List(_)) && self.is_flow(node);
        let is_line = matches!(node.shape, Shape::Scalar | Shape::Alias) || is_flow;
        let holds = matches!(after, Value::Map(map) if !map.is_empty())
            || matches!(after, Value::List(l) if !l.is_empty());
        if !is_line || old.contains('\n') || old.starts_with(['|', '>']) {
            return None;
        }
        if holds {
            // What is empty becomes a block, as people write it; what is not stays in its brackets.
            let is_empty = !matches!(&node.shape, Shape::Map(e) if !e.is_empty())
                && !matches!(&node.shape, Shape::List(i) if !i.is_empty());
            return (!is_empty).then(|| to_json(after));
        }
        let Value::String(text) = after else { return Some(written(after)) };
        let is_plain = |c: char| !c.is_control() && !matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}');
        let quoted = match old.as_bytes().first() {
            Some(b'\'') if text.chars().all(is_plain) => format!("'{}'", text.replace('\'', "''")),
            Some(b'"') => json(text),
            _ => written(after),
        };
        Some(if quoted.contains('\n') || quoted.starts_with(['|', '>']) { json(text) } else { quoted })
    }

    /// Lines that take the place of a node; a comment behind it stays on the line of its key.
    fn in_lines(&mut self, node: &Node, after: &Value, holder: Holder, behind: usize) {
        let mut new = String::new();
        match holder {
            Holder::Entry { column, .. } => {
                let place = Place { indent: column, placed: true, lines: Lines::Whole };
                write_entry_into(&mut new, "k", after, place);
                new.drain(.."k:".len());
            }
            Holder::Item { column, .. } => {
                write_item_into(&mut new, after, column, Lines::Whole);
                new.drain(..=column);
            }
            Holder::Document | Holder::Flow => return,
        }
        let end = node.span.end;
        if let Some(lines) = new.strip_prefix('\n')
            && !rest_of_line(self.text, end).trim().is_empty()
        {
            self.changes.put(behind..end, "");
            self.changes.put_lines(next_line(self.text, end), lines);
            return;
        }
        new.truncate(new.trim_end_matches('\n').len());
        self.changes.put(behind..end.max(behind), new);
    }
}

fn written(value: &Value) -> String {
    let mut text = String::new();
    write_lines_into(&mut text, value, Lines::Whole);
    text.truncate(text.trim_end_matches('\n').len());
    text
}

fn json(text: &str) -> String {
    let mut out = String::new();
    json_quoted(&mut out, text);
    out
}
