//! Go's types, as far as templates can tell them apart.

use std::borrow::Cow;
use std::fmt;

use crate::functions::Signature;
use crate::value::StructType;

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
    NamedStr(&'static str),
    /// A named integer type.
    Enum(&'static dyn EnumType),
    /// A slice of an element type.
    List(&'static Type),
    /// A map: key and element type.
    Map(&'static Type, &'static Type),
    /// A struct.
    Struct(&'static dyn StructType),
    /// A struct whose fields are known by value only ([`crate::Record`]).
    Record(&'static str),
    /// A pointer.
    Pointer(Target),
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
    NamedStr(&'static str),
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
            Type::Any | Type::Raw => "interface",
            Type::Bool => "bool",
            Type::Int(t) => t.name(),
            Type::Uint(t) => t.name(),
            Type::Float(t) => t.name(),
            Type::Complex => "complex128",
            Type::Str | Type::NamedStr(_) => "string",
            Type::Enum(t) => t.kind().name(),
            Type::List(_) => "slice",
            Type::Map(..) => "map",
            Type::Struct(_) | Type::Record(_) => "struct",
            Type::Pointer(_) => "ptr",
            Type::Func(_) => "func",
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
            (Type::NamedStr(a), Type::NamedStr(b)) | (Type::Record(a), Type::Record(b)) => a == b,
            (Type::Enum(a), Type::Enum(b)) => a.name() == b.name(),
            (Type::Struct(a), Type::Struct(b)) => a.name() == b.name(),
            (Type::Struct(a), Type::Record(b)) | (Type::Record(b), Type::Struct(a)) => a.name() == *b,
            (Type::List(a), Type::List(b)) => a == b,
            (Type::Map(k, a), Type::Map(l, b)) => k == l && a == b,
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
            Type::NamedStr(name) | Type::Record(name) => f.write_str(name),
            Type::Enum(t) => f.write_str(t.name()),
            Type::List(elem) => write!(f, "[]{elem}"),
            Type::Map(key, elem) => write!(f, "map[{key}]{elem}"),
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
