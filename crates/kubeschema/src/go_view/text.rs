//! The text of a Kubernetes struct, as its method `String` gives it.
//!
//! Source: the code that gogo/protobuf generates in k8s.io/api 0.35, generated.pb.go.

use gotext::{Fault, Meter};
use kubeyaml::{NULL, Value};

use super::{go_value, methods};
use crate::schema::{GoField, Kind, StructType};

/// The text of a pointer to a struct; `nil` for a nil one.
pub(super) fn of_struct(of: &StructType, document: Option<&Value>, meter: &Meter) -> Result<String, Fault> {
    let Some(document) = document else { return Ok("nil".to_owned()) };
    let mut writer = Writer { out: String::from("&"), meter };
    writer.structure(of, document)?;
    Ok(writer.out)
}

struct Writer<'m> {
    out: String,
    meter: &'m Meter,
}

impl Writer<'_> {
    fn put(&mut self, text: &str) -> Result<(), Fault> {
        self.meter.charge(text.len())?;
        self.out.push_str(text);
        Ok(())
    }

    /// `Name{Field:value,...}`
    fn structure(&mut self, of: &StructType, document: &Value) -> Result<(), Fault> {
        self.meter.step(1)?;
        self.put(of.short_name())?;
        self.put("{")?;
        match methods::text_order(of.name) {
            Some(order) => {
                for name in order {
                    self.field(of, name, document)?;
                }
            }
            None => {
                let mut embedded = None;
                for field in of.fields {
                    match field.via.first() {
                        Some(through) if embedded == Some(through) => {}
                        Some(through) => {
                            embedded = Some(through);
                            self.field(of, through, document)?;
                        }
                        None => self.field(of, field.go, document)?,
                    }
                }
            }
        }
        self.put("}")
    }

    fn field(&mut self, of: &StructType, name: &str, document: &Value) -> Result<(), Fault> {
        self.put(name)?;
        self.put(":")?;
        match of.go_field(name) {
            Some(GoField::Field(field)) => {
                self.value(of, &field.kind, document.get(field.json).unwrap_or(&NULL))?
            }
            Some(GoField::Inline(inner)) => self.structure(inner, document)?,
            Some(GoField::Promoted { .. }) | None => {}
        }
        self.put(",")
    }

    fn value(&mut self, of: &StructType, kind: &'static Kind, node: &Value) -> Result<(), Fault> {
        match kind {
            Kind::List(Kind::Struct(item), _) if is_neighbour(of, item) => {
                self.put("[]")?;
                self.put(item.short_name())?;
                self.put("{")?;
                for node in node.as_list().unwrap_or_default() {
                    self.structure(item, node)?;
                    self.put(",")?;
                }
                self.put("}")
            }
            Kind::Map(elem, go) => {
                self.put(go.strip_prefix("v1.").unwrap_or(go))?;
                self.put("{")?;
                for (key, node) in node.as_map().into_iter().flat_map(|map| map.iter()) {
                    self.put(key)?;
                    self.put(": ")?;
                    self.printed(elem, node)?;
                    self.put(",")?;
                }
                self.put("}")
            }
            Kind::Struct(inner) if is_neighbour(of, inner) => self.structure(inner, node),
            Kind::Struct(_) | Kind::Quantity | Kind::IntOrString | Kind::Time => {
                let start = self.out.len();
                self.printed(kind, node)?;
                let text = self.out.split_off(start);
                let name = kind.go_type();
                let short = name.rsplit_once('.').map_or(name, |(_, short)| short);
                let name = if is_neighbour_named(of, name) { short } else { name };
                self.put(&text.replacen(short, name, 1).replacen('&', "", 1))
            }
            Kind::Pointer(Kind::Struct(_)) if node.is_null() => self.put("nil"),
            Kind::Pointer(Kind::Struct(inner)) => {
                self.put("&")?;
                if !is_neighbour(of, inner) {
                    self.put("v1.")?;
                }
                self.structure(inner, node)
            }
            Kind::Pointer(Kind::Quantity | Kind::IntOrString | Kind::Time | Kind::Raw(_)) => {
                self.printed(kind, node)
            }
            Kind::Pointer(_) if node.is_null() => self.put("nil"),
            Kind::Pointer(to) => {
                self.put("*")?;
                self.printed(to, node)
            }
            _ => self.printed(kind, node),
        }
    }

    /// As `fmt` prints the value.
    fn printed(&mut self, kind: &'static Kind, node: &Value) -> Result<(), Fault> {
        gotext::format::print_to(&mut self.out, &go_value(kind, node), self.meter)
    }
}

/// Whether two types are of one package.
fn is_neighbour(of: &StructType, other: &StructType) -> bool {
    is_neighbour_named(of, other.name)
}

fn is_neighbour_named(of: &StructType, other: &str) -> bool {
    let package = |name| methods::model(name).rsplit_once('.').map(|(package, _)| package);
    package(of.name) == package(other)
}
