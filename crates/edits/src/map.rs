//! Mappings: entries that change, go, and come.

use std::collections::HashSet;
use std::ops::Range;

use kubeyaml::{Entry, Lines, Map, Place, Value, json_quoted, to_json, write_entry_into};

use crate::place::{begins_line, behind, column, line_start, next_line};
use crate::plan::{Holder, Plan};

impl Plan<'_, '_> {
    /// A mapping in a block: new entries come last.
    pub fn block_map(&mut self, entries: &[Entry], before: &Map, after: &Map) -> Option<()> {
        let (first, last) = (entries.first()?, entries.last()?);
        let own = column(self.text, first.key_node.start);
        let keys = keys_of(entries)?;
        if first.key_node.has_properties() {
            return None;
        }
        for (i, entry) in entries.iter().enumerate() {
            let Some(key) = entry.key.as_deref() else { continue };
            let was = before.get(key)?;
            match after.get(key) {
                Some(is) => {
                    let behind = self.behind_colon(entry)?;
                    self.node(&entry.value, was, is, Holder::Entry { column: own, behind })?;
                }
                None => self.take_entry(entry, entries.get(i + 1), own)?,
            }
        }
        // What came by `<<` and is not wanted cannot be taken out here.
        if before.iter().any(|(key, _)| !keys.contains(key) && !after.contains(key)) {
            return None;
        }
        let mut lines = String::new();
        for (key, value) in
            after.iter().filter(|(key, value)| !keys.contains(key) && before.get(key) != Some(*value))
        {
            write_entry_into(
                &mut lines,
                key,
                value,
                Place { indent: own, placed: false, lines: Lines::Whole },
            );
        }
        if !lines.is_empty() {
            self.changes.put_lines(behind(self.text, last.value.span.end, own), &lines);
        }
        Some(())
    }

    /// Takes an entry out with its lines; where it begins behind a `-`, the next one comes there.
    fn take_entry(&mut self, entry: &Entry, next: Option<&Entry>, own: usize) -> Option<()> {
        let start = entry.key_node.start;
        match begins_line(self.text, start) {
            true => {
                let end = behind(self.text, entry.value.span.end, own + 1);
                self.changes.cut_lines(line_start(self.text, start)..end);
            }
            false => self.changes.put(start..next?.key_node.start, ""),
        }
        Some(())
    }

    /// The byte behind the `:` of an entry. That of a long key stands on a line of its own, maybe below comments.
    pub fn behind_colon(&self, entry: &Entry) -> Option<usize> {
        let mut at = entry.key_node.span.end;
        loop {
            let rest = self.text.get(at..)?;
            let content = rest.trim_start();
            at += rest.len() - content.len();
            match content.bytes().next()? {
                b':' => return Some(at + 1),
                b'#' => at = next_line(self.text, at),
                _ => return None,
            }
        }
    }

    /// A mapping in braces: new entries come last.
    pub fn flow_map(&mut self, entries: &[Entry], before: &Map, after: &Map) -> Option<()> {
        if keys_of(entries)?.len() < entries.len() {
            return None;
        }
        let mut stays = Vec::with_capacity(entries.len());
        for entry in entries {
            let key = entry.key.as_deref()?;
            let is = after.get(key);
            if let Some(is) = is {
                self.node(&entry.value, before.get(key)?, is, Holder::Flow)?;
            }
            stays.push((entry.key_node.start..entry.value.span.end, is.is_some()));
        }
        self.cut_between(&stays)?;
        let mut new = String::new();
        for (key, value) in after.iter().filter(|(key, _)| !before.contains(key)) {
            new.push_str(", ");
            push_flow_entry(&mut new, key, value);
        }
        let end = stays.iter().rev().find(|(_, stays)| *stays)?.0.end;
        if !new.is_empty() {
            self.changes.put(end..end, new);
        }
        Some(())
    }

    /// Takes out the parts of brackets or braces that do not stay, each with the comma before it, or else behind it; `None`
    /// if none stays.
    pub fn cut_between(&mut self, parts: &[(Range<usize>, bool)]) -> Option<()> {
        let first = parts.iter().position(|(_, stays)| *stays)?;
        let (gone, left) = parts.split_at(first);
        let mut end = left.first()?.0.start;
        if let Some((gone, _)) = gone.first() {
            self.changes.put(gone.start..end, "");
        }
        let mut cut_from = None;
        for (part, stays) in left.iter().chain([&(0..0, true)]) {
            match (stays, cut_from) {
                (false, None) => cut_from = Some(end),
                (true, Some(from)) => {
                    self.changes.put(from..end, "");
                    cut_from = None;
                }
                _ => {}
            }
            end = part.end;
        }
        Some(())
    }
}

fn push_flow_entry(out: &mut String, key: &str, value: &Value) {
    json_quoted(out, key);
    out.push_str(": ");
    out.push_str(&to_json(value));
}

/// The keys that are text; `None` if one stands twice: the last one counts, and what is edited must be the one that counts.
fn keys_of(entries: &[Entry]) -> Option<HashSet<&str>> {
    let mut keys = HashSet::with_capacity(entries.len());
    entries.iter().filter_map(|entry| entry.key.as_deref()).all(|key| keys.insert(key)).then_some(keys)
}
