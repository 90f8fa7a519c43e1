//! Writing JSON as Go does. Source: Go 1.26 encoding/json, Marshal and MarshalIndent.

use std::fmt::Write as _;

use golang::json::{self, Escape};
use golang::time::{RFC3339_NANO, format};

use crate::sprig::{dates, semver};
use crate::value::{JsonField, Omit};
use crate::{Fault, FloatType, List, Map, Meter, Struct, Value};

/// Values nested deeper are refused.
const DEEPEST: usize = 200;

/// How JSON is written.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// What is escaped in strings; what structs of others write has `<`, `>` and `&` escaped in any case.
    pub(super) escape: Escape,
    /// Two spaces per level and line breaks.
    pub(super) pretty: bool,
}

/// The value as JSON. A message is what Go says about a value that is none.
pub(super) fn write(value: &Value<'_>, style: Style, meter: &Meter) -> Result<String, Fault> {
    let mut writer = Writer { out: String::new(), style, meter, depth: 0, charged: 0 };
    writer.value(value)?;
    writer.charge()?;
    if !style.pretty {
        return Ok(writer.out);
    }
    indented(&writer.out, meter)
}

/// Compact JSON with line breaks and two spaces per level. Source: Go 1.26 encoding/json, Indent.
fn indented(compact: &str, meter: &Meter) -> Result<String, Fault> {
    meter.charge(compact.len().saturating_mul(2))?;
    let mut out = String::with_capacity(compact.len() * 2);
    let (mut depth, mut in_string, mut escaped, mut opened) = (0_usize, false, false, false);
    for c in compact.chars() {
        if in_string {
            in_string = escaped || c != '"';
            escaped = !escaped && c == '\\';
            out.push(c);
            continue;
        }
        let closes = matches!(c, '}' | ']');
        if closes {
            depth = depth.saturating_sub(1);
        }
        // An empty list or object stays on its line.
        if opened != closes {
            line_break(&mut out, depth, meter)?;
        }
        opened = matches!(c, '{' | '[');
        depth += usize::from(opened);
        in_string = c == '"';
        out.push(c);
        match c {
            ',' => line_break(&mut out, depth, meter)?,
            ':' => out.push(' '),
            _ => {}
        }
    }
    Ok(out)
}

fn line_break(out: &mut String, depth: usize, meter: &Meter) -> Result<(), Fault> {
    meter.charge(1 + 2 * depth)?;
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
    Ok(())
}

struct Writer<'m> {
    out: String,
    style: Style,
    meter: &'m Meter,
    depth: usize,
    charged: usize,
}

impl Writer<'_> {
    /// Takes what was written since the last time from the budget.
    fn charge(&mut self) -> Result<(), Fault> {
        self.meter.step(1)?;
        self.meter.charge(self.out.len() - self.charged)?;
        self.charged = self.out.len();
        Ok(())
    }

    fn value(&mut self, value: &Value<'_>) -> Result<(), Fault> {
        self.charge()?;
        match value {
            Value::Missing | Value::Nil | Value::NilPointer(_) => self.out.push_str("null"),
            Value::Bool(b) => self.out.push_str(if *b { "true" } else { "false" }),
            Value::Int(i, _) | Value::Enum(_, i) => self.display(i),
            Value::Uint(u, _) => self.display(u),
            Value::Float(f, kind) => self.float(*f, *kind)?,
            Value::Str(s) | Value::NamedStr(_, s) => self.string(s)?,
            Value::List(list) if list.is_nil() => self.out.push_str("null"),
            Value::List(list) => self.list(list)?,
            Value::Map(map) if map.is_nil() => self.out.push_str("null"),
            Value::Map(map) => self.map(map)?,
            Value::Struct(structure) => self.structure(value, structure)?,
            Value::Pointer(pointer) => self.value(&pointer.target())?,
            Value::Func(_) | Value::Complex(..) => {
                return Err(format!("json: unsupported type: {}", value.type_name()).into());
            }
        }
        Ok(())
    }

    fn display(&mut self, number: &dyn std::fmt::Display) {
        // Writing to a String cannot fail.
        let _ = write!(self.out, "{number}");
    }

    fn float(&mut self, f: f64, kind: FloatType) -> Result<(), Fault> {
        if !f.is_finite() {
            let word = golang::float::format(f, 'g', None, kind.size());
            return Err(format!("json: unsupported value: {word}").into());
        }
        golang::float::push_json(&mut self.out, f, kind.size());
        Ok(())
    }

    fn string(&mut self, s: &str) -> Result<(), Fault> {
        // The escapes are longer than what they stand for, and take longer; `charge` counts what comes of them.
        self.meter.read(s.len())?;
        json::push_quoted(&mut self.out, s, self.style.escape);
        self.charge()
    }

    fn open(&mut self, bracket: char) -> Result<(), Fault> {
        if self.depth >= DEEPEST {
            return Err(Fault::Depth);
        }
        self.depth += 1;
        self.out.push(bracket);
        Ok(())
    }

    fn close(&mut self, bracket: char) {
        self.depth -= 1;
        self.out.push(bracket);
    }

    fn separate(&mut self, is_first: bool) {
        if !is_first {
            self.out.push(',');
        }
    }

    fn list(&mut self, list: &List<'_>) -> Result<(), Fault> {
        self.open('[')?;
        for (index, item) in list.iter().enumerate() {
            self.separate(index == 0);
            self.value(&item)?;
        }
        self.close(']');
        Ok(())
    }

    fn entry(&mut self, key: &str, value: &Value<'_>, is_first: bool) -> Result<(), Fault> {
        self.separate(is_first);
        self.string(key)?;
        self.out.push(':');
        self.value(value)
    }

    fn map(&mut self, map: &Map<'_>) -> Result<(), Fault> {
        self.open('{')?;
        let mut is_empty = true;
        for (key, value) in map.iter() {
            match &key {
                Value::Int(i, _) => self.entry(&i.to_string(), &value, is_empty)?,
                Value::Uint(u, _) => self.entry(&u.to_string(), &value, is_empty)?,
                key => self.entry(key.as_str().unwrap_or(""), &value, is_empty)?,
            }
            is_empty = false;
        }
        self.close('}');
        Ok(())
    }

    /// Dates and versions as text; other structs as their type writes them, or else with their fields' Go names.
    fn structure(&mut self, value: &Value<'_>, structure: &Struct<'_>) -> Result<(), Fault> {
        if let Some(moment) = dates::moment(value) {
            return self.string(&format(&moment, RFC3339_NANO));
        }
        if let Some(version) = semver::version_of(value) {
            return self.string(&version.to_string());
        }
        let Struct::Typed(kind, data) = structure else { return self.record(structure) };
        if let Some(json) = kind.marshal_json(data, self.meter)? {
            self.marshalled(&json);
            return self.charge();
        }
        self.open('{')?;
        let mut is_empty = true;
        for index in 0.. {
            let Some(JsonField { name, value, omit }) = kind.json_field_at(data, index) else { break };
            let is_left_out = match omit {
                Omit::Never => false,
                Omit::Empty => is_empty_value(&value),
                Omit::Now => true,
            };
            if !is_left_out {
                self.entry(name, &value, is_empty)?;
                is_empty = false;
            }
        }
        self.close('}');
        Ok(())
    }

    fn record(&mut self, structure: &Struct<'_>) -> Result<(), Fault> {
        self.open('{')?;
        let mut index = 0;
        while let Some((name, field)) = structure.field_at(index) {
            self.entry(name, &field, index == 0)?;
            index += 1;
        }
        self.close('}');
        Ok(())
    }

    /// What a type's own method wrote. Source: Go 1.26 encoding/json, appendCompact.
    fn marshalled(&mut self, json: &str) {
        let escaped = |c: char| matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
        if self.style.escape == Escape::Least || !json.contains(escaped) {
            self.out.push_str(json);
            return;
        }
        for c in json.chars() {
            match c {
                c if escaped(c) => self.display(&format_args!("\\u{:04x}", u32::from(c))),
                c => self.out.push(c),
            }
        }
    }
}

/// What `omitempty` leaves out. Source: Go 1.26 encoding/json, isEmptyValue.
fn is_empty_value(value: &Value<'_>) -> bool {
    !matches!(value, Value::Struct(_) | Value::Func(_)) && !value.is_true()
}
