//! `semver` and `semverCompare`, by the rules of Masterminds/semver.

mod constraint;
mod version;

use std::cmp::Ordering;
use std::rc::Rc;

use constraint::Constraints;
pub(crate) use version::Version;

use crate::functions::{Method, Receiver, Signature};
use crate::value::Target;
use crate::{Call, Data, Fault, Functions, Meter, Pointer, Struct, StructType, Text, Type, UintType, Value};

/// Declares the version functions. Source: sprig 3.3 semver.go.
pub(super) fn declare(functions: &mut Functions) {
    functions.def("semver", &[Type::STR], POINTER, |call| {
        call.charge(call.str(0).len().saturating_mul(2))?;
        Ok(pointer(parsed(call.str(0))?))
    });
    functions.def("semverCompare", &[Type::STR, Type::STR], Type::BOOL, |call| {
        call.charge(call.str(0).len().saturating_mul(16))?;
        let constraints = Constraints::parse(call.str(0))?;
        Ok(constraints.allow(&parsed(call.str(1))?).into())
    });
}

fn parsed(text: &str) -> Result<Version, Fault> {
    Version::parse(text).map_err(|error| Fault::Message(error.to_string()))
}

/// The version in a `semver.Version` or a pointer to one.
pub(super) fn version_of(value: &Value<'_>) -> Option<Version> {
    let structure = match value {
        Value::Pointer(Pointer::Struct(structure)) | Value::Struct(structure) => structure,
        _ => return None,
    };
    match structure {
        Struct::Typed(_, data) => data.peek::<Version>().cloned(),
        Struct::Record(_) => None,
    }
}

/// `semver.Version`
struct VersionType;

static VERSION: VersionType = VersionType;
const POINTER: Type = Type::Pointer(Target::Struct(&VERSION));

fn pointer<'a>(version: Version) -> Value<'a> {
    Value::pointer(&VERSION, Data::Shared(Rc::new(version)))
}

const fn relation(result: Type) -> Method {
    Method::new(Signature { params: &[POINTER], variadic: None, result }).of_pointers()
}

impl StructType for VersionType {
    fn name(&self) -> &str {
        "semver.Version"
    }

    fn field<'a>(&self, _data: &Data<'a>, _name: &str) -> Option<Value<'a>> {
        None
    }

    fn field_at<'a>(&self, _data: &Data<'a>, _index: usize) -> Option<(&str, Value<'a>)> {
        None
    }

    fn is_unexported(&self, name: &str) -> bool {
        matches!(name, "major" | "minor" | "patch" | "pre" | "metadata" | "original")
    }

    fn method(&self, name: &str) -> Option<Method> {
        Some(match name {
            "Major" | "Minor" | "Patch" => Method::getter(Type::Uint(UintType::Uint64)),
            "Prerelease" | "Metadata" | "String" => Method::getter(Type::STR),
            "Original" => Method::getter(Type::STR).of_pointers(),
            "IncMajor" | "IncMinor" | "IncPatch" => Method::getter(Type::Struct(&VERSION)),
            "Compare" => relation(Type::INT),
            "LessThan" | "LessThanEqual" | "GreaterThan" | "GreaterThanEqual" | "Equal" => {
                relation(Type::BOOL)
            }
            _ => return None,
        })
    }

    fn call_method<'a>(
        &self,
        name: &str,
        data: Option<&Data<'a>>,
        call: &mut Call<'_, 'a>,
    ) -> Result<Value<'a>, Fault> {
        let nil = "runtime error: invalid memory address or nil pointer dereference";
        let version = data.and_then(|data| data.peek::<Version>()).ok_or(nil)?;
        // Identifiers are compared one by one.
        call.charge(version.length().saturating_mul(4))?;
        let order = || match version_of(call.arg(0)) {
            Some(other) => {
                call.charge(other.length().saturating_mul(4))?;
                Ok(version.compare(&other))
            }
            None => Err(Fault::from(nil)),
        };
        Ok(match name {
            "Major" => Value::Uint(version.major, UintType::Uint64),
            "Minor" => Value::Uint(version.minor, UintType::Uint64),
            "Patch" => Value::Uint(version.patch, UintType::Uint64),
            "Prerelease" => version.pre.clone().into(),
            "Metadata" => version.metadata.clone().into(),
            "Original" => version.original.clone().into(),
            "String" => version.to_string().into(),
            "IncMajor" | "IncMinor" | "IncPatch" => {
                Value::structure(&VERSION, Data::Shared(Rc::new(version.next(name))))
            }
            "Compare" => Value::int(order()? as i64),
            "LessThan" => (order()? == Ordering::Less).into(),
            "LessThanEqual" => (order()? != Ordering::Greater).into(),
            "GreaterThan" => (order()? == Ordering::Greater).into(),
            "GreaterThanEqual" => (order()? != Ordering::Less).into(),
            "Equal" => (order()? == Ordering::Equal).into(),
            _ => return Err(format!("semver.Version has no method {name}").into()),
        })
    }

    fn text<'a>(
        &self,
        data: Option<&Data<'a>>,
        _receiver: Receiver,
        _meter: &Meter,
    ) -> Result<Option<Text<'a>>, Fault> {
        let version = data.and_then(|data| data.peek::<Version>());
        Ok(Some(version.map_or_else(|| Text::borrowed("<nil>"), |version| version.to_string().into())))
    }
}
