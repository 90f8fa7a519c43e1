//! Go's types, as far as templates can tell them apart.

use std::borrow::Cow;
use std::fmt;

use golang::float::Size;

use crate::fault::Fault;
use crate::functions::{Call, Method, Signature};
use crate::value::{ListType, MapType, StructType, Value};

/// A signed integer type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum IntType {
    Int,
    Int8,
    Int16,
    Int32,
    Int64,
}

/// An unsigned integer type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum UintType {
    Uint,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
    Uintptr,
}

/// A floating point type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum FloatType {
    Float32,
    Float64,
}

/// A named string type, such as `v1.Protocol`.
pub trait StringType: Sync {
    /// The name as Go prints it.
    fn name(&self) -> &str;

    /// Whether it has a method `String`, which gives the text.
    fn has_string_method(&self) -> bool {
        false
    }
}

/// An interface type that is not empty: what it holds has its methods.
#[derive(Debug)]
pub struct Interface {
    /// The name as Go prints it.
    pub name: &'static str,
    /// Whether a value that is not nil has the methods.
    pub is_met_by: fn(&Value<'_>) -> bool,
}

/// A named integer type: an enum, or one such as `time.Duration`.
pub trait EnumType: Sync {
    /// The name as Go prints it: `v1alpha1.ProxyConfig_InboundInterceptionMode`.
    fn name(&self) -> &str;

    /// The integer type behind it.
    fn kind(&self) -> IntType {
        IntType::Int32
    }

    /// What its `String` method gives; `None` when the type has no such method.
    fn text_of(&self, value: i64) -> Option<Cow<'static, str>>;

    /// The method `name`; `String` there is wherever [`EnumType::text_of`] has a text.
    fn method(&self, _name: &str) -> Option<Method> {
        None
    }

    /// Calls the method `name` that [`EnumType::method`] knows.
    fn call_method<'a>(
        &'static self,
        name: &str,
        _value: i64,
        _call: &mut Call<'_, 'a>,
    ) -> Result<Value<'a>, Fault> {
        Err(format!("{} has no method {name}", self.name()).into())
    }
}

/// A Go type.
#[derive(Clone, Copy)]
pub enum Type {
    /// `interface {}`: anything.
    Any,
    /// `bool`
    Bool,
    /// `int`, `int32` …
    Int(IntType),
    /// `uint`, `uint8` …
    Uint(UintType),
    /// `float32`, `float64`
    Float(FloatType),
    /// `complex128`
    Complex,
    /// `string`
    Str,
    /// A named string type, such as `v1.Protocol`.
    NamedStr(&'static dyn StringType),
    /// A named integer type.
    Enum(&'static dyn EnumType),
    /// A slice of an element type.
    List(&'static Type),
    /// A slice of somebody's data, perhaps with a name.
    Listed(&'static dyn ListType),
    /// A map: key and element type.
    Map(&'static Type, &'static Type),
    /// A map of somebody's data, perhaps with a name.
    Mapped(&'static dyn MapType),
    /// A struct.
    Struct(&'static dyn StructType),
    /// A struct whose fields are known by value only ([`crate::Record`]).
    Record(&'static str),
    /// A pointer.
    Pointer(Target),
    /// An interface that is not empty. Only a parameter's or a result's type: values have the type of what it holds.
    Interface(&'static Interface),
    /// An interface that only types of its own package meet. Only a result's type.
    Sealed(&'static &'static str),
    /// A function; `None` when the signature is not known.
    Func(Option<&'static Signature>),
    /// What reflection sees as it is, absent values too. Only a builtin's parameter.
    Raw,
}

/// What a pointer type points to.
#[derive(Clone, Copy)]
#[expect(missing_docs, reason = "the same as in `Type`")]
pub enum Target {
    Bool,
    Int(IntType),
    Uint(UintType),
    Float(FloatType),
    Str,
    NamedStr(&'static dyn StringType),
    Enum(&'static dyn EnumType),
    Struct(&'static dyn StructType),
    Record(&'static str),
}

impl Target {
    /// The type pointed to.
    pub fn to_type(self) -> Type {
        match self {
            Target::Bool => Type::Bool,
            Target::Int(t) => Type::Int(t),
            Target::Uint(t) => Type::Uint(t),
            Target::Float(t) => Type::Float(t),
            Target::Str => Type::Str,
            Target::NamedStr(n) => Type::NamedStr(n),
            Target::Enum(t) => Type::Enum(t),
            Target::Struct(t) => Type::Struct(t),
            Target::Record(n) => Type::Record(n),
        }
    }
}

impl Type {
    /// `interface {}`
    pub const ANY: Type = Type::Any;
    /// `bool`
    pub const BOOL: Type = Type::Bool;
    /// `int`
    pub const INT: Type = Type::Int(IntType::Int);
    /// `int32`
    pub const INT32: Type = Type::Int(IntType::Int32);
    /// `int64`
    pub const INT64: Type = Type::Int(IntType::Int64);
    /// `float64`
    pub const FLOAT: Type = Type::Float(FloatType::Float64);
    /// `string`
    pub const STR: Type = Type::Str;
    /// `[]interface {}`
    pub const ANY_LIST: Type = Type::List(&Type::Any);
    /// `[]string`
    pub const STR_LIST: Type = Type::List(&Type::Str);
    /// `map[string]interface {}`
    pub const ANY_MAP: Type = Type::Map(&Type::Str, &Type::Any);
    /// `map[string]string`
    pub const STR_MAP: Type = Type::Map(&Type::Str, &Type::Str);

    /// The name of its `reflect.Kind`: `string`, `slice`, `struct`, `ptr` …
    pub fn kind(&self) -> &'static str {
        match self {
            Type::Any | Type::Raw | Type::Interface(_) | Type::Sealed(_) => "interface",
            Type::Bool => "bool",
            Type::Int(t) => t.name(),
            Type::Uint(t) => t.name(),
            Type::Float(t) => t.name(),
            Type::Complex => "complex128",
            Type::Str | Type::NamedStr(_) => "string",
            Type::Enum(t) => t.kind().name(),
            Type::List(_) | Type::Listed(_) => "slice",
            Type::Map(..) | Type::Mapped(_) => "map",
            Type::Struct(_) | Type::Record(_) => "struct",
            Type::Pointer(_) => "ptr",
            Type::Func(_) => "func",
        }
    }

    /// Whether a value of this type can stand where `other` is wanted: the same type, an interface that it meets, or
    /// the same slice or map, one of the two without a name.
    ///
    /// Source: Go's specification, Assignability, as far as templates can come across it.
    pub(crate) fn is_assignable_to(&self, other: &Type) -> bool {
        match (self, other) {
            (_, Type::Any) => true,
            (Type::List(_) | Type::Listed(_), Type::List(_) | Type::Listed(_))
            | (Type::Map(..) | Type::Mapped(_), Type::Map(..) | Type::Mapped(_)) => {
                self == other
                    || ((self.name().is_none() || other.name().is_none())
                        && self.key() == other.key()
                        && self.elem() == other.elem())
            }
            _ => self == other,
        }
    }

    /// The element type of a slice or map.
    pub fn elem(&self) -> Option<Type> {
        match self {
            Type::List(elem) | Type::Map(_, elem) => Some(**elem),
            Type::Listed(kind) => Some(kind.elem()),
            Type::Mapped(kind) => Some(kind.elem()),
            _ => None,
        }
    }

    fn key(&self) -> Option<Type> {
        match self {
            Type::Map(key, _) => Some(**key),
            Type::Mapped(kind) => Some(kind.key()),
            _ => None,
        }
    }

    /// The name of a slice or map type that has one.
    fn name(&self) -> Option<&str> {
        match self {
            Type::Listed(kind) => kind.name(),
            Type::Mapped(kind) => kind.name(),
            _ => None,
        }
    }
}

impl IntType {
    /// Go's name.
    pub fn name(self) -> &'static str {
        match self {
            IntType::Int => "int",
            IntType::Int8 => "int8",
            IntType::Int16 => "int16",
            IntType::Int32 => "int32",
            IntType::Int64 => "int64",
        }
    }
}

impl UintType {
    /// Go's name.
    pub fn name(self) -> &'static str {
        match self {
            UintType::Uint => "uint",
            UintType::Uint8 => "uint8",
            UintType::Uint16 => "uint16",
            UintType::Uint32 => "uint32",
            UintType::Uint64 => "uint64",
            UintType::Uintptr => "uintptr",
        }
    }
}

impl FloatType {
    /// Go's name.
    pub fn name(self) -> &'static str {
        match self {
            FloatType::Float32 => "float32",
            FloatType::Float64 => "float64",
        }
    }

    /// The size that its text depends on.
    pub fn size(self) -> Size {
        match self {
            FloatType::Float32 => Size::Bits32,
            FloatType::Float64 => Size::Bits64,
        }
    }
}

/// Types are equal when Go gives them one name.
impl PartialEq for Type {
    fn eq(&self, other: &Type) -> bool {
        match (self, other) {
            (Type::Any, Type::Any)
            | (Type::Bool, Type::Bool)
            | (Type::Complex, Type::Complex)
            | (Type::Str, Type::Str)
            | (Type::Func(_), Type::Func(_))
            | (Type::Raw, Type::Raw) => true,
            (Type::Int(a), Type::Int(b)) => a == b,
            (Type::Uint(a), Type::Uint(b)) => a == b,
            (Type::Float(a), Type::Float(b)) => a == b,
            (Type::NamedStr(a), Type::NamedStr(b)) => a.name() == b.name(),
            (Type::Record(a), Type::Record(b)) => a == b,
            (Type::Sealed(a), Type::Sealed(b)) => a == b,
            (Type::Interface(a), Type::Interface(b)) => a.name == b.name,
            (Type::Enum(a), Type::Enum(b)) => a.name() == b.name(),
            (Type::Struct(a), Type::Struct(b)) => a.name() == b.name(),
            (Type::Struct(a), Type::Record(b)) | (Type::Record(b), Type::Struct(a)) => a.name() == *b,
            (Type::List(a), Type::List(b)) => a == b,
            (Type::Map(k, a), Type::Map(l, b)) => k == l && a == b,
            (Type::List(_) | Type::Listed(_), Type::List(_) | Type::Listed(_))
            | (Type::Map(..) | Type::Mapped(_), Type::Map(..) | Type::Mapped(_)) => {
                match (self.name(), other.name()) {
                    (None, None) => self.key() == other.key() && self.elem() == other.elem(),
                    (a, b) => a == b,
                }
            }
            (Type::Pointer(a), Type::Pointer(b)) => a.to_type() == b.to_type(),
            _ => false,
        }
    }
}

/// The type as Go prints it with `%T`.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Any | Type::Raw => f.write_str("interface {}"),
            Type::Bool => f.write_str("bool"),
            Type::Int(t) => f.write_str(t.name()),
            Type::Uint(t) => f.write_str(t.name()),
            Type::Float(t) => f.write_str(t.name()),
            Type::Complex => f.write_str("complex128"),
            Type::Str => f.write_str("string"),
            Type::NamedStr(t) => f.write_str(t.name()),
            Type::Record(name) => f.write_str(name),
            Type::Sealed(name) => f.write_str(name),
            Type::Interface(t) => f.write_str(t.name),
            Type::Enum(t) => f.write_str(t.name()),
            Type::List(elem) => write!(f, "[]{elem}"),
            Type::Map(key, elem) => write!(f, "map[{key}]{elem}"),
            Type::Listed(kind) => match kind.name() {
                Some(name) => f.write_str(name),
                None => write!(f, "[]{}", kind.elem()),
            },
            Type::Mapped(kind) => match kind.name() {
                Some(name) => f.write_str(name),
                None => write!(f, "map[{}]{}", kind.key(), kind.elem()),
            },
            Type::Struct(t) => f.write_str(t.name()),
            Type::Pointer(target) => write!(f, "*{}", target.to_type()),
            Type::Func(None) => f.write_str("func()"),
            Type::Func(Some(signature)) => signature.fmt(f),
        }
    }
}

impl fmt::Debug for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The signature as Go prints a function's type: `func(string, ...interface {}) string`.
impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("func(")?;
        for (i, param) in self.params.iter().enumerate() {
            write!(f, "{}{param}", if i > 0 { ", " } else { "" })?;
        }
        if let Some(rest) = self.variadic {
            write!(f, "{}...{rest}", if self.params.is_empty() { "" } else { ", " })?;
        }
        write!(f, ") {}", self.result)
    }
}
