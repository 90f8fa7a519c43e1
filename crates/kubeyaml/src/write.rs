//! Writing YAML.

mod order;
mod scalar;
mod style;

use golang::float::{Size, push_general, push_json};

use crate::{Map, Value};

/// Spaces beyond this column become line breaks.
const WIDTH: usize = 80;

/// The value as YAML: sorted keys, two spaces of indent, lists not indented under their key, long text folded after
/// column 80, a final newline.
/// Source: sigs.k8s.io/yaml 1.6 Marshal, go-yaml v2.4 encode.go and emitterc.go.
pub fn write(value: &Value) -> String {
    let mut out = String::new();
    write_into(&mut out, value);
    out
}

/// What becomes of long lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// Spaces beyond column 80 become line breaks, as go-yaml v2 does, but for 2.3.
    Folded,
    /// They stay, as in go-yaml v2.3.
    Whole,
}

impl Lines {
    /// The column beyond which spaces become line breaks.
    fn width(self) -> usize {
        match self {
            Lines::Folded => WIDTH,
            Lines::Whole => usize::MAX,
        }
    }
}

/// As [`write()`], appended to `out`, which should be empty or end with a newline.
pub fn write_into(out: &mut String, value: &Value) {
    write_lines_into(out, value, Lines::Folded);
}

/// As [`write_into`], with long lines as they are to be.
pub fn write_lines_into(out: &mut String, value: &Value, lines: Lines) {
    let mut writer = Writer { out, width: lines.width() };
    match value {
        Value::Map(map) if !map.is_empty() => writer.map(map, 0, true),
        Value::List(items) if !items.is_empty() => writer.list(items, 0, true),
        other => {
            writer.scalar(other, 2);
            writer.end_line();
        }
    }
}

/// Where an entry of a mapping is written.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The column of its key.
    pub indent: usize,
    /// Whether the line has begun already, as behind the `- ` of a list.
    pub placed: bool,
    /// What becomes of long lines.
    pub lines: Lines,
}

/// Appends one entry of a mapping, as [`write()`] writes it there: for mappings too large to be held as a whole.
pub fn write_entry_into(out: &mut String, key: &str, value: &Value, place: Place) {
    let mut writer = Writer { out, width: place.lines.width() };
    writer.entries(std::iter::once((key, value)), place.indent, place.placed);
}

/// Appends one item of a list at column `indent`, as [`write()`] writes it there: for lists too large to be held as a whole.
pub fn write_item_into(out: &mut String, item: &Value, indent: usize, lines: Lines) {
    Writer { out, width: lines.width() }.list(std::slice::from_ref(item), indent, false);
}

struct Writer<'a> {
    out: &'a mut String,
    width: usize,
}

impl Writer<'_> {
    /// The entries of a mapping at column `indent`; `placed`: the first one follows on the line begun.
    fn map(&mut self, map: &Map, indent: usize, placed: bool) {
        if order::is_natural(map) {
            self.entries(map.iter(), indent, placed);
        } else {
            self.entries(order::natural(map).into_iter(), indent, placed);
        }
    }

    fn entries<'v>(
        &mut self,
        entries: impl Iterator<Item = (&'v str, &'v Value)>,
        indent: usize,
        placed: bool,
    ) {
        for (i, (key, value)) in entries.enumerate() {
            if i > 0 || !placed {
                self.indent(indent);
            }
            if scalar::is_simple_key(key) {
                scalar::key(self.out, key);
                self.out.push(':');
                self.value(value, indent);
            } else {
                self.out.push_str("? ");
                scalar::text(self.out, key, indent + 2, self.width);
                self.end_line();
                self.indent(indent);
                self.out.push_str(": ");
                self.item(value, indent);
            }
        }
    }

    /// What follows `key:` of a mapping at column `indent`, up to the end of its last line.
    fn value(&mut self, value: &Value, indent: usize) {
        match value {
            Value::Map(map) if !map.is_empty() => {
                self.out.push('\n');
                self.map(map, indent + 2, false);
            }
            Value::List(items) if !items.is_empty() => {
                self.out.push('\n');
                self.list(items, indent, false);
            }
            other => {
                self.out.push(' ');
                self.scalar(other, indent + 2);
                self.end_line();
            }
        }
    }

    /// The items of a list at column `indent`.
    fn list(&mut self, items: &[Value], indent: usize, placed: bool) {
        for (i, item) in items.iter().enumerate() {
            if i > 0 || !placed {
                self.indent(indent);
            }
            self.out.push_str("- ");
            self.item(item, indent);
        }
    }

    /// What follows the `- ` of a list (or `: ` of a long key) at column `indent`.
    fn item(&mut self, item: &Value, indent: usize) {
        match item {
            Value::Map(map) if !map.is_empty() => self.map(map, indent + 2, true),
            Value::List(items) if !items.is_empty() => self.list(items, indent + 2, true),
            other => {
                self.scalar(other, indent + 2);
                self.end_line();
            }
        }
    }

    /// A scalar or something empty; `indent` is the column its further lines start at.
    fn scalar(&mut self, value: &Value, indent: usize) {
        match value {
            Value::Null => self.out.push_str("null"),
            Value::Bool(true) => self.out.push_str("true"),
            Value::Bool(false) => self.out.push_str("false"),
            Value::Int(i) => self.out.push_str(itoa::Buffer::new().format(*i)),
            Value::Uint(u) => self.out.push_str(itoa::Buffer::new().format(*u)),
            Value::Float(f) => push_float(self.out, *f),
            Value::String(text) => scalar::text(self.out, text, indent, self.width),
            Value::List(_) => self.out.push_str("[]"),
            Value::Map(_) => self.out.push_str("{}"),
        }
    }

    /// Ends the line, unless a block of text just did.
    fn end_line(&mut self) {
        if !self.out.ends_with(style::is_break) {
            self.out.push('\n');
        }
    }

    fn indent(&mut self, indent: usize) {
        scalar::spaces(self.out, indent);
    }
}

/// A float goes through its JSON text, so that whole ones up to 64 bits come out as integers.
fn push_float(out: &mut String, number: f64) {
    let start = out.len();
    push_json(out, number, Size::Bits64);
    let json = out.get(start..).unwrap_or_default();
    if json == "-0" {
        out.truncate(start);
        out.push('0');
    } else if number.is_finite() && json.parse::<i64>().is_err() && json.parse::<u64>().is_err() {
        out.truncate(start);
        push_general(out, number, Size::Bits64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_folded_or_not() {
        let long = format!("{} b", "a".repeat(80));
        for (text, folded, unfolded) in [
            ("a b", "k: a b\n", "k: a b\n"),
            (&*long, "k: A\n  b\n", "k: A b\n"),
            (&*format!("{long}: "), "k: 'A\n  b: '\n", "k: 'A b: '\n"),
            (&*format!("{long}\u{1}"), "k: \"A\n  b\\x01\"\n", "k: \"A b\\x01\"\n"),
        ] {
            let mut value = Value::Null;
            value.become_map().insert("k", text);
            let short = |text: String| text.replace(&"a".repeat(80), "A");
            assert_eq!(short(write(&value)), folded, "{text}");
            let mut whole = String::new();
            write_lines_into(&mut whole, &value, Lines::Whole);
            assert_eq!(short(whole), unfolded, "{text}");
        }
    }
}
