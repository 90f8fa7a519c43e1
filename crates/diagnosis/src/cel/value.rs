//! Values of expressions, and how much of them is known.

use std::borrow::Cow;
use std::cmp::Ordering;

use kubeyaml::{Map, Value};
use thiserror::Error;

/// Why an expression has no value.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Stop {
    /// It fails in an API server, too.
    #[error("it fails: {0}")]
    Failed(String),
    /// It depends on what is not known or not understood.
    #[error("it cannot be evaluated: {0}")]
    Untold(String),
}

impl Stop {
    pub(super) fn no_overload() -> Stop {
        Stop::Failed("no such overload".to_owned())
    }

    pub(super) fn unknown(field: &str) -> Stop {
        Stop::Untold(format!("`{field}` is not known"))
    }
}

/// How much is known of a mapping or a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// A pod before the API server has filled it in, or what a snapshot keeps of it.
    Pod,
    /// The metadata of such a pod.
    Metadata,
    /// The spec of such a pod.
    Spec,
    /// The containers of such a pod: all of them, and of each a part.
    Containers,
    /// A part of it.
    Open,
}

impl Extent {
    fn of_field(self, field: &str) -> Extent {
        match (self, field) {
            (Extent::Whole, _) => Extent::Whole,
            (Extent::Pod, "metadata") => Extent::Metadata,
            (Extent::Pod, "spec") => Extent::Spec,
            (Extent::Metadata, "labels" | "annotations" | "ownerReferences") => Extent::Whole,
            (Extent::Spec, "containers" | "initContainers") => Extent::Containers,
            _ => Extent::Open,
        }
    }

    fn of_item(self) -> Extent {
        if self == Extent::Whole { Extent::Whole } else { Extent::Open }
    }

    /// Whether a field that is absent is known to be absent.
    fn lacks(self, field: &str) -> bool {
        const METADATA: [&str; 6] =
            ["annotations", "generateName", "labels", "name", "namespace", "ownerReferences"];
        match self {
            Extent::Whole => true,
            Extent::Metadata => METADATA.contains(&field),
            Extent::Spec => ["hostNetwork", "containers", "initContainers"].contains(&field),
            Extent::Pod | Extent::Containers | Extent::Open => false,
        }
    }
}

/// A value.
#[derive(Clone, Debug)]
pub enum Cel<'a> {
    /// `null`.
    Null,
    /// A truth value.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// An integer without sign.
    Uint(u64),
    /// Any other number.
    Double(f64),
    /// A string.
    Text(Cow<'a, str>),
    /// A list that the expression makes.
    List(Vec<Cel<'a>>),
    /// A list of an object.
    Items(&'a [Value], Extent),
    /// A mapping of an object.
    Fields(&'a Map, Extent),
}

impl<'a> Cel<'a> {
    /// The value of a part of an object of which so much is known.
    pub fn of(value: &'a Value, extent: Extent) -> Cel<'a> {
        match value {
            Value::Null => Cel::Null,
            Value::Bool(value) => Cel::Bool(*value),
            Value::Int(value) => Cel::Int(*value),
            Value::Uint(value) => Cel::Uint(*value),
            Value::Float(value) => Cel::Double(*value),
            Value::String(text) => Cel::Text(Cow::Borrowed(text)),
            Value::List(items) => Cel::Items(items, extent),
            Value::Map(fields) => Cel::Fields(fields, extent),
        }
    }

    /// The name of its type.
    pub fn type_name(&self) -> &'static str {
        match self {
            Cel::Null => "null",
            Cel::Bool(_) => "bool",
            Cel::Int(_) => "int",
            Cel::Uint(_) => "uint",
            Cel::Double(_) => "double",
            Cel::Text(_) => "string",
            Cel::List(_) | Cel::Items(..) => "list",
            Cel::Fields(..) => "map",
        }
    }

    /// A field of a mapping, which may be absent.
    pub(super) fn field(&self, name: &str) -> Result<Option<Cel<'a>>, Stop> {
        let Cel::Fields(fields, extent) = self else { return Err(Stop::no_overload()) };
        match fields.get(name) {
            Some(value) => Ok(Some(Cel::of(value, extent.of_field(name)))),
            None if extent.lacks(name) => Ok(None),
            None => Err(Stop::unknown(name)),
        }
    }

    /// What a list holds, or the keys of a mapping.
    pub(super) fn items(&self) -> Result<Vec<Cel<'a>>, Stop> {
        match self {
            Cel::List(items) => Ok(items.clone()),
            Cel::Items(items, extent @ (Extent::Whole | Extent::Containers)) => {
                Ok(items.iter().map(|item| Cel::of(item, extent.of_item())).collect())
            }
            Cel::Fields(fields, Extent::Whole) => {
                Ok(fields.keys().map(|key| Cel::Text(Cow::Borrowed(key))).collect())
            }
            Cel::Items(..) | Cel::Fields(..) => {
                Err(Stop::Untold("not all of a list or map that it asks for is known".to_owned()))
            }
            _ => Err(Stop::no_overload()),
        }
    }

    /// Whether two values are equal; those of different types are not.
    pub(super) fn equals(&self, other: &Cel<'a>) -> Result<bool, Stop> {
        match (self, other) {
            (Cel::Fields(one, Extent::Whole), Cel::Fields(two, Extent::Whole)) => Ok(one == two),
            (Cel::Fields(..), Cel::Fields(..)) => {
                Err(Stop::Untold("not all of a map that it compares is known".to_owned()))
            }
            (Cel::List(_) | Cel::Items(..), Cel::List(_) | Cel::Items(..)) => {
                let (one, two) = (self.items()?, other.items()?);
                if one.len() != two.len() {
                    return Ok(false);
                }
                for (one, two) in one.iter().zip(&two) {
                    if !one.equals(two)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            (Cel::Null, Cel::Null) => Ok(true),
            _ => Ok(self.order(other) == Some(Ordering::Equal)),
        }
    }

    /// The order of two values that have one.
    pub(super) fn order(&self, other: &Cel<'_>) -> Option<Ordering> {
        match (self, other) {
            (Cel::Bool(one), Cel::Bool(two)) => Some(one.cmp(two)),
            (Cel::Text(one), Cel::Text(two)) => Some(one.cmp(two)),
            _ => match (self.integer(), other.integer()) {
                (Some(one), Some(two)) => Some(one.cmp(&two)),
                _ => self.double()?.partial_cmp(&other.double()?),
            },
        }
    }

    fn integer(&self) -> Option<i128> {
        match self {
            Cel::Int(value) => Some((*value).into()),
            Cel::Uint(value) => Some((*value).into()),
            _ => None,
        }
    }

    #[allow(clippy::cast_precision_loss, reason = "numbers of different types are compared as doubles")]
    fn double(&self) -> Option<f64> {
        match self {
            Cel::Double(value) => Some(*value),
            _ => self.integer().map(|value| value as f64),
        }
    }
}
