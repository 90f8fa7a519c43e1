//! Structs and pointers: their types are declared by whoever has the data, and fields are read where they lie.

use std::any::Any;
use std::rc::Rc;

use crate::budget::Meter;
use crate::fault::Fault;
use crate::functions::{Call, Method, Receiver};
use crate::value::{EnumType, FloatType, IntType, StringType, Target, Text, Type, UintType, Value};

/// Somebody's data behind a struct, list or map: borrowed, or shared when a function made it.
#[derive(Clone)]
pub enum Data<'a> {
    /// Borrowed for the execution.
    Borrowed(&'a (dyn Any + Send + Sync)),
    /// Made during the execution.
    Shared(Rc<dyn Any + Send + Sync>),
}

impl<'a> Data<'a> {
    /// Borrowed data.
    pub const fn of<T: Any + Send + Sync>(data: &'a T) -> Data<'a> {
        Data::Borrowed(data)
    }

    /// The data as a `T` for the whole execution; `None` when it is something else or shared.
    pub fn borrowed<T: Any>(&self) -> Option<&'a T> {
        match self {
            Data::Borrowed(data) => data.downcast_ref(),
            Data::Shared(_) => None,
        }
    }

    /// The data as a `T` for as long as this handle; `None` when it is something else.
    pub fn peek<T: Any>(&self) -> Option<&T> {
        match self {
            Data::Borrowed(data) => data.downcast_ref(),
            Data::Shared(data) => data.downcast_ref(),
        }
    }
}

/// A struct type: how its fields are read and its methods called. One `static` serves all values of the type.
pub trait StructType: Sync {
    /// The name as Go prints it: `v1.ObjectMeta`.
    fn name(&self) -> &str;

    /// The name with the path of its package, as a panic names it; the name alone where that is not known.
    fn full_name(&self) -> String {
        self.name().to_owned()
    }

    /// The declaration of the type, for functions that know it: `downcast_ref` says whether it is one of theirs.
    fn declared(&'static self) -> Option<&'static dyn Any> {
        None
    }

    /// The exported field `name`; `None` when there is no such field.
    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<Value<'a>>;

    /// Name and value of the field at `index` in declaration order, for printing with `%v`; `None` past the end.
    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, Value<'a>)>;

    /// Whether there is a field `name`, when there is no data to look at: on a nil pointer.
    fn has_field(&self, _name: &str) -> bool {
        true
    }

    /// The interface that the field `name` is declared as, if it is one: `interface {}`, `v1alpha1.isTracing_Tracer`.
    fn interface(&self, _name: &str) -> Option<&'static &'static str> {
        None
    }

    /// Whether there is a field `name` that is not exported.
    fn is_unexported(&self, _name: &str) -> bool {
        false
    }

    /// The method `name`, if there is one. No type has a field and a method of one name.
    fn method(&self, _name: &str) -> Option<Method> {
        None
    }

    /// Calls the method `name`; `data` is `None` on a nil pointer.
    fn call_method<'a>(
        &'static self,
        name: &str,
        _data: Option<&Data<'a>>,
        _call: &mut Call<'_, 'a>,
    ) -> Result<Value<'a>, Fault> {
        Err(format!("{} has no method {name}", self.name()).into())
    }

    /// What the `String` (or `Error`) method gives: `None` when neither a value nor, for [`Receiver::Pointer`], a
    /// pointer has one. `data` is `None` for a nil pointer.
    fn text<'a>(
        &self,
        _data: Option<&Data<'a>>,
        _receiver: Receiver,
        _meter: &Meter,
    ) -> Result<Option<Text<'a>>, Fault> {
        Ok(None)
    }

    /// What the method `GoString` gives, which `%#v` prints; `None` when the type has none.
    fn go_text(&self, _data: &Data<'_>) -> Option<String> {
        None
    }

    /// What the method `MarshalJSON` gives: `None` when the type has none, and encoding/json writes its fields.
    fn marshal_json(&self, _data: &Data<'_>, _meter: &Meter) -> Result<Option<String>, Fault> {
        Ok(None)
    }

    /// The field at `index` as encoding/json writes it, embedded structs that it inlines taken apart; `None` past the
    /// end. Without tags these are the fields under their Go names.
    fn json_field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<JsonField<'_, 'a>> {
        self.field_at(data, index).map(|(name, value)| JsonField { name, value, omit: Omit::Never })
    }
}

/// A field as encoding/json writes it.
pub struct JsonField<'s, 'a> {
    /// Its name in JSON.
    pub name: &'s str,
    /// What it holds.
    pub value: Value<'a>,
    /// When it is left out.
    pub omit: Omit,
}

/// When encoding/json leaves out a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Omit {
    /// Never.
    Never,
    /// When it is false, zero, nil, or an empty text, list or map: `omitempty`.
    Empty,
    /// This time: it is `omitzero`, and zero.
    Now,
}

/// A struct whose fields are given by value: the data a template is executed on.
#[derive(Clone)]
pub struct Record<'a> {
    /// The type's name as Go prints it: `inject.SidecarTemplateData`.
    pub name: &'static str,
    /// The fields in declaration order.
    pub fields: Vec<(&'static str, Value<'a>)>,
}

impl<'a> Record<'a> {
    /// The field `name`.
    pub fn field(&self, name: &str) -> Option<&Value<'a>> {
        self.fields.iter().find(|(n, _)| *n == name).map(|(_, value)| value)
    }
}

/// A Go struct. Cloning never copies it.
#[derive(Clone)]
pub enum Struct<'a> {
    /// Fields read by a declared type.
    Typed(&'static dyn StructType, Data<'a>),
    /// Fields given by value.
    Record(Rc<Record<'a>>),
}

impl<'a> Struct<'a> {
    /// The type's name.
    pub fn name(&self) -> &str {
        match self {
            Struct::Typed(kind, _) => kind.name(),
            Struct::Record(record) => record.name,
        }
    }

    /// The declaration of the type as a `T`, if it is one; see [`StructType::declared`].
    pub fn declared<T: Any>(&self) -> Option<&'static T> {
        match self {
            Struct::Typed(kind, _) => kind.declared()?.downcast_ref(),
            Struct::Record(_) => None,
        }
    }

    /// The exported field `name`; `None` when there is no such field.
    pub fn field(&self, name: &str) -> Option<Value<'a>> {
        match self {
            Struct::Typed(kind, data) => kind.field(data, name),
            Struct::Record(record) => record.field(name).cloned(),
        }
    }

    /// Name and value of the field at `index` in declaration order.
    pub fn field_at(&self, index: usize) -> Option<(&str, Value<'a>)> {
        match self {
            Struct::Typed(kind, data) => kind.field_at(data, index),
            Struct::Record(record) => record.fields.get(index).map(|(n, v)| (*n, v.clone())),
        }
    }

    /// What its `String` method gives, if it has one.
    pub fn text(&self, receiver: Receiver, meter: &Meter) -> Result<Option<Text<'a>>, Fault> {
        match self {
            Struct::Typed(kind, data) => kind.text(Some(data), receiver, meter),
            Struct::Record(_) => Ok(None),
        }
    }

    /// The type.
    pub(crate) fn to_target(&self) -> Target {
        match self {
            Struct::Typed(kind, _) => Target::Struct(*kind),
            Struct::Record(record) => Target::Record(record.name),
        }
    }
}

/// A pointer that is not nil.
#[derive(Clone)]
#[expect(missing_docs, reason = "the same as in `Value`")]
pub enum Pointer<'a> {
    Bool(bool),
    Int(i64, IntType),
    Uint(u64, UintType),
    Float(f64, FloatType),
    Str(Text<'a>),
    NamedStr(&'static dyn StringType, Text<'a>),
    Enum(&'static dyn EnumType, i64),
    Struct(Struct<'a>),
}

impl<'a> Pointer<'a> {
    /// What it points to.
    pub fn target(&self) -> Value<'a> {
        match self {
            Pointer::Bool(b) => Value::Bool(*b),
            Pointer::Int(i, t) => Value::Int(*i, *t),
            Pointer::Uint(u, t) => Value::Uint(*u, *t),
            Pointer::Float(f, t) => Value::Float(*f, *t),
            Pointer::Str(s) => Value::Str(s.clone()),
            Pointer::NamedStr(t, s) => Value::NamedStr(*t, s.clone()),
            Pointer::Enum(t, i) => Value::Enum(*t, *i),
            Pointer::Struct(s) => Value::Struct(s.clone()),
        }
    }

    /// The type of what it points to.
    pub(crate) fn to_target(&self) -> Target {
        match self {
            Pointer::Bool(_) => Target::Bool,
            Pointer::Int(_, t) => Target::Int(*t),
            Pointer::Uint(_, t) => Target::Uint(*t),
            Pointer::Float(_, t) => Target::Float(*t),
            Pointer::Str(_) => Target::Str,
            Pointer::NamedStr(t, _) => Target::NamedStr(*t),
            Pointer::Enum(t, _) => Target::Enum(*t),
            Pointer::Struct(s) => s.to_target(),
        }
    }

    /// Its type.
    pub fn to_type(&self) -> Type {
        Type::Pointer(self.to_target())
    }
}
