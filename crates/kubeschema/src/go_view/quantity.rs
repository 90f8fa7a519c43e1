//! `resource.Quantity`, and the list of them that is `v1.ResourceList`.

use gotext::value::Target;
use gotext::{Call, Data, Fault, Meter, Method, Receiver, Record, Struct, Text};
use kubeyaml::Value;

use super::named::{FORMAT, SCALE};
use super::{bytes, methods, node};
use crate::quantity::Quantity;

/// `resource.Quantity`, in a document its canonical text.
pub(super) struct QuantityType;

pub(super) static QUANTITY: QuantityType = QuantityType;

/// Quantities of nothing, as the methods of a list give for a resource that it does not name.
static NONE: Value = Value::Null;
static NO_MEMORY: Value = Value::Bool(false);

const NAME: &str = "resource.Quantity";

fn text(node: &Value) -> &str {
    match node.as_str() {
        None | Some("") => "0",
        Some(text) => text,
    }
}

fn quantity(data: &Data<'_>) -> Result<Quantity, Fault> {
    Quantity::parse(text(node(data))).map_err(|e| Fault::from(e.to_string()))
}

/// The quantity in an argument; zero for none.
fn argument(value: &gotext::Value<'_>) -> Result<Quantity, Fault> {
    match value {
        gotext::Value::Struct(Struct::Typed(_, data)) => quantity(data),
        _ => quantity(&Data::of(&NONE)),
    }
}

/// The name of a quantity's format.
fn format(node: &Value) -> &'static str {
    let text = text(node);
    match node {
        Value::Bool(_) => "BinarySI",
        _ if text.ends_with('i') => "BinarySI",
        _ if text.contains(['e', 'E']) && !text.ends_with('E') => "DecimalExponent",
        _ => "DecimalSI",
    }
}

impl gotext::StructType for QuantityType {
    fn name(&self) -> &str {
        NAME
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<gotext::Value<'a>> {
        (name == "Format").then(|| gotext::Value::NamedStr(&FORMAT, Text::borrowed(format(node(data)))))
    }

    /// The inner fields, as Go prints a quantity that lies in a map.
    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, gotext::Value<'a>)> {
        let text = text(node(data));
        let parts = parts(text);
        Some(match index {
            0 => {
                let (value, scale) = parts.as_ref().map_or((0, 0), |parts| (parts.value, parts.scale));
                let fields = vec![
                    ("value", gotext::Value::int64(value)),
                    ("scale", gotext::Value::Enum(&SCALE, scale)),
                ];
                ("i", record("resource.int64Amount", fields))
            }
            1 => {
                let dec = match parts {
                    None => gotext::Value::record("inf.Dec", Vec::new()),
                    Some(_) => gotext::Value::NilPointer(Target::Record("inf.Dec")),
                };
                ("d", record("resource.infDecAmount", vec![("Dec", dec)]))
            }
            2 => {
                let kept = node(data).as_str().is_some() && parts.is_some_and(|parts| parts.keeps_text);
                ("s", gotext::Value::text(if kept { text } else { "" }))
            }
            3 => ("Format", gotext::Value::NamedStr(&FORMAT, Text::borrowed(format(node(data))))),
            _ => return None,
        })
    }

    fn full_name(&self) -> String {
        methods::full_name(NAME)
    }

    fn has_field(&self, name: &str) -> bool {
        name == "Format"
    }

    fn is_unexported(&self, name: &str) -> bool {
        matches!(name, "i" | "d" | "s")
    }

    fn method(&self, name: &str) -> Option<Method> {
        methods::find(NAME, name)
    }

    fn call_method<'a>(
        &self,
        name: &str,
        data: Option<&Data<'a>>,
        call: &mut Call<'_, 'a>,
    ) -> Result<gotext::Value<'a>, Fault> {
        let Some(data) = data else {
            return match name {
                "String" => Ok(gotext::Value::text("<nil>")),
                _ => Err("runtime error: invalid memory address or nil pointer dereference".into()),
            };
        };
        let own = quantity(data)?;
        let zero = argument(&gotext::Value::Nil)?;
        Ok(match name {
            "String" | "ToUnstructured" => gotext::Value::Str(text(node(data)).to_owned().into()),
            "Value" => gotext::Value::int64(own.ceil().unwrap_or(i64::MAX)),
            "MilliValue" => gotext::Value::int64(own.milli().unwrap_or(i64::MAX)),
            "ScaledValue" => gotext::Value::int64(own.scaled_to(call.int(0)).unwrap_or(i64::MAX)),
            "IsZero" => (own.compare(&zero).is_eq()).into(),
            "Sign" => gotext::Value::int(own.compare(&zero) as i64),
            "Cmp" => gotext::Value::int(own.compare(&argument(call.arg(0))?) as i64),
            "Equal" => own.compare(&argument(call.arg(0))?).is_eq().into(),
            "CmpInt64" => gotext::Value::int(own.compare(&Quantity::of(call.int(0))) as i64),
            "AsApproximateFloat64" => gotext::Value::float(approximate(text(node(data)), &own)),
            "AsFloat64Slow" => gotext::Value::float(own.to_f64()),
            "DeepCopy" => gotext::Value::structure(&QUANTITY, data.clone()),
            "MarshalJSON" => bytes(&format!("\"{}\"", text(node(data))), call.meter())?,
            "OpenAPIModelName" => gotext::Value::text(methods::model(NAME)),
            "OpenAPISchemaType" => gotext::Value::strings(["string".into()]),
            "OpenAPISchemaFormat" => gotext::Value::text(""),
            "OpenAPIV3OneOfTypes" => gotext::Value::strings(["string".into(), "number".into()]),
            _ => return Err(methods::not_provided(NAME, name)),
        })
    }

    fn text<'a>(
        &self,
        data: Option<&Data<'a>>,
        receiver: Receiver,
        _meter: &Meter,
    ) -> Result<Option<Text<'a>>, Fault> {
        let text = || data.map_or(Text::borrowed("<nil>"), |data| Text::borrowed(text(node(data))));
        Ok((receiver == Receiver::Pointer).then(text))
    }

    fn marshal_json(&self, data: &Data<'_>, _meter: &Meter) -> Result<Option<String>, Fault> {
        Ok(Some(format!("\"{}\"", text(node(data)))))
    }
}

/// Source: k8s.io/apimachinery 0.35 quantity.go, AsApproximateFloat64.
fn approximate(text: &str, own: &Quantity) -> f64 {
    match parts(text) {
        Some(Parts { value, scale: 0, .. }) => value as f64,
        Some(Parts { value, scale, .. }) => value as f64 * format!("1e{scale}").parse().unwrap_or(0.0),
        None => own.to_f64(),
    }
}

fn record<'a>(name: &'static str, fields: Vec<(&'static str, gotext::Value<'a>)>) -> gotext::Value<'a> {
    gotext::Value::Struct(Struct::Record(std::rc::Rc::new(Record { name, fields })))
}

/// What Go keeps of a quantity that it does not need a big number for.
#[derive(Debug, PartialEq)]
struct Parts {
    value: i64,
    scale: i64,
    /// Whether the text is kept as well, because it surely is canonical.
    keeps_text: bool,
}

/// The parts of a canonical quantity; `None` where Go keeps a big number.
///
/// Source: k8s.io/apimachinery 0.35 quantity.go, ParseQuantity.
fn parts(canonical: &str) -> Option<Parts> {
    let end = canonical.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(canonical.len());
    let (number, suffix) = canonical.split_at_checked(end)?;
    let digits = number.trim_start_matches('-');
    let count = i64::try_from(digits.len()).ok()?;
    let value: i64 = number.parse().ok()?;
    if let Some(power) = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].iter().position(|s| *s == suffix) {
        let power = i64::try_from(power).ok()? + 1;
        // Ten more bits are about three more digits.
        if count + 3 * power > 14 {
            return None;
        }
        let value_of_unit = value.checked_mul(1_i64.checked_shl(u32::try_from(10 * power).ok()?)?)?;
        return Some(Parts { value: value_of_unit, scale: 0, keeps_text: value & 7 != 0 });
    }
    let scale = match suffix {
        "n" => -9,
        "u" => -6,
        "m" => -3,
        "" => 0,
        "k" => 3,
        "M" => 6,
        "G" => 9,
        "T" => 12,
        "P" => 15,
        "E" => 18,
        exponent => exponent.strip_prefix(['e', 'E'])?.parse().ok()?,
    };
    let keeps_text =
        canonical == "0" || (scale % 3 == 0 && !digits.ends_with("000") && !digits.starts_with('0'));
    (count <= 18).then_some(Parts { value, scale, keeps_text })
}

/// Calls a method of `v1.ResourceList`; `resources` is null for a nil one.
pub(super) fn call_list<'a>(
    name: &str,
    resources: &'a Value,
    call: &mut Call<'_, 'a>,
) -> Result<gotext::Value<'a>, Fault> {
    let of = |name: &str, none: &'a Value| {
        gotext::Value::pointer(&QUANTITY, Data::of(resources.get(name).unwrap_or(none)))
    };
    Ok(match name {
        "Cpu" => of("cpu", &NONE),
        "Memory" => of("memory", &NO_MEMORY),
        "Storage" => of("storage", &NO_MEMORY),
        "Pods" => of("pods", &NONE),
        "StorageEphemeral" => of("ephemeral-storage", &NO_MEMORY),
        "Name" if call.str(1) == "BinarySI" => of(call.str(0), &NO_MEMORY),
        "Name" => of(call.str(0), &NONE),
        _ => return Err(methods::not_provided("v1.ResourceList", name)),
    })
}

#[cfg(test)]
mod tests {
    use super::{Parts, parts};

    #[test]
    fn a_quantity_has_the_parts_that_go_keeps() {
        for (canonical, want) in [
            ("1500m", Some((1500, -3, true))),
            ("1Gi", Some((1_073_741_824, 0, true))),
            ("64Mi", Some((67_108_864, 0, false))),
            ("0", Some((0, 0, true))),
            ("2k", Some((2, 3, true))),
            ("-1e3", Some((-1, 3, true))),
            ("1Ti", Some((1 << 40, 0, true))),
            ("1Pi", None),
            ("16Ei", None),
            ("1234567890123456789", None),
        ] {
            let want = want.map(|(value, scale, keeps_text)| Parts { value, scale, keeps_text });
            assert_eq!(parts(canonical), want, "{canonical}");
        }
    }
}
