//! The text of a message, as its method `String` gives it. Go puts one blank or two between fields, as a build happens to
//! do; here it is always one.
//!
//! Source: google.golang.org/protobuf 1.36 prototext, MarshalOptions.Format.

use std::fmt::Write as _;

use golang::float::push_general;
use gotext::{Fault, FloatType, Meter};
use kubeyaml::Value;

use super::{element, number_of};
use crate::duration::parts;
use crate::{Enum, Field, Kind, Message, Shape, Wrapper};

const NIL: &str = "<nil>";

/// The text of a message; without a document that of a nil pointer.
pub(super) fn of_message(
    message: &Message,
    document: Option<&Value>,
    meter: &Meter,
) -> Result<String, Fault> {
    written(document, meter, |writer, document| writer.message(message, document))
}

pub(super) fn of_wrapper(wrapper: Wrapper, value: Option<&Value>, meter: &Meter) -> Result<String, Fault> {
    written(value, meter, |writer, value| writer.wrapper(wrapper, value))
}

pub(super) fn of_duration(value: Option<&Value>, meter: &Meter) -> Result<String, Fault> {
    written(value, meter, |writer, value| writer.duration(value))
}

pub(super) fn of_struct(value: Option<&Value>, meter: &Meter) -> Result<String, Fault> {
    written(value, meter, |writer, value| writer.structure(value))
}

pub(super) fn of_value(value: Option<&Value>, meter: &Meter) -> Result<String, Fault> {
    written(value, meter, |writer, value| writer.any(value))
}

fn written(
    document: Option<&Value>,
    meter: &Meter,
    write: impl FnOnce(&mut Writer<'_>, &Value) -> Result<(), Fault>,
) -> Result<String, Fault> {
    let Some(document) = document else { return Ok(NIL.to_owned()) };
    let mut writer = Writer { out: String::new(), first: true, charged: 0, meter };
    write(&mut writer, document)?;
    writer.charge()?;
    Ok(writer.out)
}

struct Writer<'m> {
    out: String,
    /// Whether nothing stands before the next field in its message.
    first: bool,
    charged: usize,
    meter: &'m Meter,
}

impl Writer<'_> {
    /// Takes what was written since the last time from the budget.
    fn charge(&mut self) -> Result<(), Fault> {
        self.meter.charge(self.out.len() - self.charged)?;
        self.charged = self.out.len();
        Ok(())
    }

    fn name(&mut self, name: &str) {
        if !std::mem::replace(&mut self.first, false) {
            self.out.push(' ');
        }
        self.out.push_str(name);
        self.out.push(':');
    }

    /// `{...}`
    fn braced(&mut self, write: impl FnOnce(&mut Self) -> Result<(), Fault>) -> Result<(), Fault> {
        self.out.push('{');
        self.first = true;
        write(self)?;
        self.first = false;
        self.out.push('}');
        self.charge()
    }

    fn message(&mut self, message: &Message, document: &Value) -> Result<(), Fault> {
        self.meter.step(1)?;
        for field in message.fields {
            let Some(value) = document.get(field.json) else { continue };
            match (field.shape, value) {
                (Shape::List, Value::List(items)) => {
                    for item in items {
                        self.name(field.proto);
                        self.one(field.kind, item)?;
                    }
                }
                (Shape::Map, Value::Map(map)) => {
                    for (key, item) in map.iter() {
                        self.entry(field, key, item)?;
                    }
                }
                _ => {
                    self.name(field.proto);
                    self.one(field.kind, value)?;
                }
            }
        }
        Ok(())
    }

    fn entry(&mut self, field: &Field, key: &str, value: &Value) -> Result<(), Fault> {
        self.name(field.proto);
        self.braced(|writer| {
            writer.name("key");
            writer.string(key);
            writer.name("value");
            writer.one(field.kind, value)
        })
    }

    fn one(&mut self, kind: Kind, value: &Value) -> Result<(), Fault> {
        match kind {
            Kind::Message(message) => self.braced(|writer| writer.message(message, value)),
            Kind::Wrapper(wrapper) => self.braced(|writer| writer.wrapper(wrapper, value)),
            Kind::Duration => self.braced(|writer| writer.duration(value)),
            Kind::Struct => self.braced(|writer| writer.structure(value)),
            Kind::Enum(of) => {
                self.enumeration(of, value);
                Ok(())
            }
            Kind::String => {
                self.string(value.as_str().unwrap_or_default());
                self.charge()
            }
            scalar => {
                self.scalar(scalar, value);
                Ok(())
            }
        }
    }

    fn wrapper(&mut self, wrapper: Wrapper, value: &Value) -> Result<(), Fault> {
        let kind = wrapper.value_kind();
        if !element(kind, Some(value)).is_true() {
            return Ok(());
        }
        self.name("value");
        self.one(kind, value)
    }

    fn duration(&mut self, value: &Value) -> Result<(), Fault> {
        let (seconds, nanos) = parts(value.as_str());
        for (name, part) in [("seconds", seconds), ("nanos", nanos)] {
            if part != 0 {
                self.name(name);
                self.display(&part);
            }
        }
        Ok(())
    }

    /// The fields of a `google.protobuf.Struct`.
    fn structure(&mut self, value: &Value) -> Result<(), Fault> {
        for (key, item) in value.as_map().into_iter().flat_map(|map| map.iter()) {
            self.name("fields");
            self.braced(|writer| {
                writer.name("key");
                writer.string(key);
                writer.name("value");
                writer.braced(|writer| writer.any(item))
            })?;
        }
        Ok(())
    }

    /// The field of a `google.protobuf.Value`.
    fn any(&mut self, value: &Value) -> Result<(), Fault> {
        match value {
            Value::Null => {
                self.name("null_value");
                self.out.push_str("NULL_VALUE");
                Ok(())
            }
            Value::Bool(b) => {
                self.name("bool_value");
                self.display(b);
                Ok(())
            }
            Value::Int(_) | Value::Uint(_) | Value::Float(_) => {
                self.name("number_value");
                self.scalar(Kind::Double, value);
                Ok(())
            }
            Value::String(s) => {
                self.name("string_value");
                self.string(s);
                self.charge()
            }
            Value::Map(_) => {
                self.name("struct_value");
                self.braced(|writer| writer.structure(value))
            }
            Value::List(items) => {
                self.name("list_value");
                self.braced(|writer| {
                    for item in items {
                        writer.name("values");
                        writer.braced(|writer| writer.any(item))?;
                    }
                    Ok(())
                })
            }
        }
    }

    fn enumeration(&mut self, of: &Enum, value: &Value) {
        let number = number_of(of, value);
        match i32::try_from(number).ok().and_then(|number| of.name_of(number)) {
            Some(name) => self.out.push_str(name),
            None => self.display(&number),
        }
    }

    fn scalar(&mut self, kind: Kind, value: &Value) {
        match element(kind, Some(value)) {
            gotext::Value::Bool(b) => self.display(&b),
            gotext::Value::Int(i, _) => self.display(&i),
            gotext::Value::Uint(u, _) => self.display(&u),
            gotext::Value::Float(f, of) => self.float(f, of),
            _ => {}
        }
    }

    fn float(&mut self, f: f64, of: FloatType) {
        match () {
            () if f.is_nan() => self.out.push_str("nan"),
            () if f.is_infinite() => self.out.push_str(if f > 0.0 { "inf" } else { "-inf" }),
            () => push_general(&mut self.out, f, of.size()),
        }
    }

    fn display(&mut self, value: &dyn std::fmt::Display) {
        // Writing to a `String` cannot fail.
        let _ = write!(self.out, "{value}");
    }

    fn string(&mut self, text: &str) {
        self.out.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => self.out.extend(['\\', c]),
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                '\0'..=' ' | '\u{7f}' if c != ' ' => self.display(&format_args!("\\x{:02x}", u32::from(c))),
                '\u{80}'..='\u{9f}' => self.display(&format_args!("\\u{:04x}", u32::from(c))),
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }
}
