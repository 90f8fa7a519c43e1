//! Structs that a document has as a scalar: quantities, times, numbers that may be names.

use gotext::{Call, Data, Fault, IntType, Signature, Text, Type};
use kubeyaml::{NULL, Value};

use super::{node, text};
use crate::quantity::Quantity;

static TEXT: Signature = Signature::getter(Type::STR);
static TRUTH: Signature = Signature::getter(Type::BOOL);
static INT: Signature = Signature::getter(Type::INT);
static INT64: Signature = Signature::getter(Type::INT64);

/// `resource.Quantity` where Go can take its address.
pub(super) struct AddressableQuantity;

pub(super) static QUANTITY: AddressableQuantity = AddressableQuantity;

impl gotext::StructType for AddressableQuantity {
    fn name(&self) -> &str {
        "resource.Quantity"
    }

    fn field<'a>(&self, _data: &Data<'a>, _name: &str) -> Option<gotext::Value<'a>> {
        None
    }

    fn field_at<'a>(&self, _data: &Data<'a>, _index: usize) -> Option<(&str, gotext::Value<'a>)> {
        None
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        match name {
            "String" => Some(&TEXT),
            "IsZero" => Some(&TRUTH),
            "Value" | "MilliValue" => Some(&INT64),
            _ => None,
        }
    }

    fn call_method<'a>(
        &self,
        name: &str,
        data: Option<&Data<'a>>,
        _call: &mut Call<'_, 'a>,
    ) -> Result<gotext::Value<'a>, Fault> {
        let text = data.map_or("0", |d| node(d).as_str().unwrap_or("0"));
        let quantity = Quantity::parse(text).map_err(|e| Fault::from(e.to_string()))?;
        Ok(match name {
            "Value" => gotext::Value::int64(quantity.ceil().unwrap_or(i64::MAX)),
            "MilliValue" => gotext::Value::int64(quantity.milli().unwrap_or(i64::MAX)),
            "IsZero" => gotext::Value::Bool(quantity.milli() == Some(0)),
            _ => gotext::Value::Str(text.to_owned().into()),
        })
    }

    fn text<'a>(&self, data: &Data<'a>) -> Option<Text<'a>> {
        Some(match text(node(data)) {
            empty if empty.is_empty() => "0".into(),
            text => text,
        })
    }
}

/// `resource.Quantity` in a map: Go prints its inner fields.
pub(super) struct MappedQuantity;

pub(super) static MAPPED_QUANTITY: MappedQuantity = MappedQuantity;

impl gotext::StructType for MappedQuantity {
    fn name(&self) -> &str {
        "resource.Quantity"
    }

    fn field<'a>(&self, _data: &Data<'a>, _name: &str) -> Option<gotext::Value<'a>> {
        None
    }

    fn field_at<'a>(&self, _data: &Data<'a>, _index: usize) -> Option<(&str, gotext::Value<'a>)> {
        None
    }

    fn text<'a>(&self, data: &Data<'a>) -> Option<Text<'a>> {
        let canonical = node(data).as_str().unwrap_or("0");
        Some(inner_fields(canonical).map_or_else(|| text(node(data)), Text::from))
    }
}

/// Value, scale and format of a canonical quantity as Go prints the struct; `None` where it holds a big number.
fn inner_fields(canonical: &str) -> Option<String> {
    let end = canonical.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    let (number, suffix) = canonical.split_at_checked(end)?;
    let value: i64 = number.parse().ok()?;
    let (value, scale, format) = match suffix {
        "n" => (value, -9, "DecimalSI"),
        "u" => (value, -6, "DecimalSI"),
        "m" => (value, -3, "DecimalSI"),
        "" => (value, 0, "DecimalSI"),
        "k" => (value, 3, "DecimalSI"),
        "M" => (value, 6, "DecimalSI"),
        "G" => (value, 9, "DecimalSI"),
        "T" => (value, 12, "DecimalSI"),
        "P" => (value, 15, "DecimalSI"),
        "E" => (value, 18, "DecimalSI"),
        binary => {
            let power = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].iter().position(|s| *s == binary)?;
            (value.checked_mul(1_i64.checked_shl(10 * (u32::try_from(power).ok()? + 1))?)?, 0, "BinarySI")
        }
    };
    Some(format!("{{{{{value} {scale}}} {{<nil>}} {canonical} {format}}}"))
}

/// `intstr.IntOrString`
pub(super) struct IntOrString;

pub(super) static INT_OR_STRING: IntOrString = IntOrString;

impl gotext::StructType for IntOrString {
    fn name(&self) -> &str {
        "intstr.IntOrString"
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<gotext::Value<'a>> {
        let at = ["Type", "IntVal", "StrVal"].iter().position(|f| *f == name)?;
        self.field_at(data, at).map(|(_, value)| value)
    }

    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, gotext::Value<'a>)> {
        let node = node(data);
        match index {
            0 => Some(("Type", gotext::Value::int64(i64::from(node.as_str().is_some())))),
            1 => Some(("IntVal", gotext::Value::Int(node.as_i64().unwrap_or(0), IntType::Int32))),
            2 => Some(("StrVal", gotext::Value::Str(text(node)))),
            _ => None,
        }
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        match name {
            "String" => Some(&TEXT),
            "IntValue" => Some(&INT),
            _ => None,
        }
    }

    fn call_method<'a>(
        &self,
        name: &str,
        data: Option<&Data<'a>>,
        _call: &mut Call<'_, 'a>,
    ) -> Result<gotext::Value<'a>, Fault> {
        let node = data.map_or(&NULL, node);
        Ok(match (name, node.as_str()) {
            ("IntValue", Some(text)) => gotext::Value::int(text.parse().unwrap_or(0)),
            ("IntValue", None) => gotext::Value::int(node.as_i64().unwrap_or(0)),
            _ => gotext::Value::Str(port_text(node)),
        })
    }

    fn text<'a>(&self, data: &Data<'a>) -> Option<Text<'a>> {
        Some(port_text(node(data)))
    }
}

fn port_text(node: &Value) -> Text<'_> {
    match node.as_str() {
        Some(name) => Text::borrowed(name),
        None => node.as_i64().unwrap_or(0).to_string().into(),
    }
}

/// `v1.Time`
pub(super) struct Time;

pub(super) static TIME: Time = Time;

impl gotext::StructType for Time {
    fn name(&self) -> &str {
        "v1.Time"
    }

    fn field<'a>(&self, _data: &Data<'a>, _name: &str) -> Option<gotext::Value<'a>> {
        None
    }

    fn field_at<'a>(&self, _data: &Data<'a>, _index: usize) -> Option<(&str, gotext::Value<'a>)> {
        None
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        match name {
            "String" => Some(&TEXT),
            "IsZero" => Some(&TRUTH),
            _ => None,
        }
    }

    fn call_method<'a>(
        &self,
        name: &str,
        data: Option<&Data<'a>>,
        _call: &mut Call<'_, 'a>,
    ) -> Result<gotext::Value<'a>, Fault> {
        let node = data.map_or(&NULL, node);
        match name {
            "IsZero" => Ok(gotext::Value::Bool(node.is_null())),
            _ => Ok(gotext::Value::Str(time_text(node).into())),
        }
    }

    fn text<'a>(&self, data: &Data<'a>) -> Option<Text<'a>> {
        Some(time_text(node(data)).into())
    }
}

/// As Go prints a time in UTC: `2026-03-04 05:06:07 +0000 UTC`.
fn time_text(node: &Value) -> String {
    match node.as_str().and_then(|t| t.strip_suffix('Z')?.split_once('T')) {
        Some((date, time)) => format!("{date} {time} +0000 UTC"),
        None => "0001-01-01 00:00:00 +0000 UTC".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::inner_fields;

    #[test]
    fn a_quantity_in_a_map_prints_as_gos_struct() {
        for (canonical, want) in [
            ("1500m", Some("{{1500 -3} {<nil>} 1500m DecimalSI}")),
            ("1Gi", Some("{{1073741824 0} {<nil>} 1Gi BinarySI}")),
            ("0", Some("{{0 0} {<nil>} 0 DecimalSI}")),
            ("2k", Some("{{2 3} {<nil>} 2k DecimalSI}")),
            ("16Ei", None),
            ("1e3", None),
        ] {
            assert_eq!(inner_fields(canonical).as_deref(), want, "{canonical}");
        }
    }
}
