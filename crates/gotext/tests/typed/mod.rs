//! The typed value `.T` of the oracle: a Go struct pointer with every kind of field and method.

use std::borrow::Cow;

use gotext::{
    Call, Data, EnumType, Fault, IntType, Map, MapType, Method, Pointer, Signature, StringType, Struct,
    StructType, Target, Text, Type, UintType, Value,
};

/// `*main.T`
pub fn value() -> Value<'static> {
    Value::pointer(&T, Data::of(&()))
}

struct T;

const ADD: Signature = Signature { params: &[Type::INT, Type::INT], variadic: None, result: Type::INT };

impl StructType for T {
    fn name(&self) -> &str {
        "main.T"
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<Value<'a>> {
        (0..).map_while(|i| self.field_at(data, i)).find(|(n, _)| *n == name && *n != "name").map(|(_, v)| v)
    }

    fn field_at<'a>(&self, _data: &Data<'a>, index: usize) -> Option<(&str, Value<'a>)> {
        Some(match index {
            0 => ("Name", Value::text("svc")),
            1 => ("Port", Value::int(80)),
            2 => ("MSS", Value::string_map([("x".into(), "1".into()), ("y".into(), "two".into())])),
            3 => ("Mode", Value::Enum(&Mode, 0)),
            4 => ("Ptr", Value::pointer(&P, Data::of(&()))),
            5 => ("NilPtr", Value::NilPointer(Target::Struct(&P))),
            6 => ("IntMap", Value::Map(Map::lazy(&IntMap, Data::of(&())))),
            7 => ("I32", Value::int32(7)),
            8 => ("U32", Value::Uint(8, UintType::Uint32)),
            9 => ("Pt", Value::structure(&Pt, Data::of(&()))),
            10 => ("Iface", Value::map([("x".into(), Value::int(1))])),
            11 => ("StrPtr", Value::NilPointer(Target::Str)),
            12 => ("Named", Value::NamedStr(&NamedS, "nm".into())),
            13 => ("IntPtr", Value::Pointer(Pointer::Int(5, IntType::Int64))),
            14 => ("name", Value::text("hidden")),
            _ => return None,
        })
    }

    fn interface(&self, name: &str) -> Option<&'static &'static str> {
        (name == "Iface").then_some(&"interface {}")
    }

    fn is_unexported(&self, name: &str) -> bool {
        name == "name"
    }

    fn method(&self, name: &str) -> Option<Method> {
        match name {
            "Add" => Some(Method::new(ADD)),
            "Self" => Some(Method::getter(Type::Pointer(Target::Struct(&T)))),
            _ => None,
        }
    }

    fn call_method<'a>(
        &self,
        name: &str,
        data: Option<&Data<'a>>,
        call: &mut Call<'_, 'a>,
    ) -> Result<Value<'a>, Fault> {
        match (name, data) {
            ("Add", _) => Ok(Value::int(call.int(0) + call.int(1))),
            (_, Some(data)) => Ok(Value::Pointer(Pointer::Struct(Struct::Typed(&T, data.clone())))),
            (_, None) => Ok(Value::NilPointer(Target::Struct(&T))),
        }
    }
}

/// An int enum.
struct Mode;

impl EnumType for Mode {
    fn name(&self) -> &str {
        "main.Mode"
    }

    fn kind(&self) -> IntType {
        IntType::Int
    }

    fn text_of(&self, value: i64) -> Option<Cow<'static, str>> {
        Some(match value {
            0 => "REDIRECT".into(),
            1 => "TPROXY".into(),
            2 => "NONE".into(),
            other => format!("Mode({other})").into(),
        })
    }
}

/// `main.P`, with a method that is safe on nil.
struct P;

impl StructType for P {
    fn name(&self) -> &str {
        "main.P"
    }

    fn field<'a>(&self, _data: &Data<'a>, name: &str) -> Option<Value<'a>> {
        (name == "Name").then(|| Value::text("pp"))
    }

    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, Value<'a>)> {
        (index == 0).then(|| ("Name", self.field(data, "Name").unwrap_or(Value::Nil)))
    }

    fn has_field(&self, name: &str) -> bool {
        name == "Name"
    }

    fn method(&self, name: &str) -> Option<Method> {
        (name == "GetName").then(|| Method::getter(Type::STR).of_pointers())
    }

    fn call_method<'a>(
        &self,
        _name: &str,
        data: Option<&Data<'a>>,
        _call: &mut Call<'_, 'a>,
    ) -> Result<Value<'a>, Fault> {
        Ok(Value::Str(data.map_or(Text::EMPTY, |_| "pp".into())))
    }
}

/// `main.Pt`
struct Pt;

impl StructType for Pt {
    fn name(&self) -> &str {
        "main.Pt"
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<Value<'a>> {
        (0..).map_while(|i| self.field_at(data, i)).find(|(n, _)| *n == name).map(|(_, v)| v)
    }

    fn field_at<'a>(&self, _data: &Data<'a>, index: usize) -> Option<(&str, Value<'a>)> {
        match index {
            0 => Some(("X", Value::int(1))),
            1 => Some(("Y", Value::text("y"))),
            _ => None,
        }
    }
}

/// `map[int]string`
struct IntMap;

const ENTRIES: [(i64, &str); 3] = [(-1, "m"), (9, "n"), (10, "t")];

impl MapType for IntMap {
    fn key(&self) -> Type {
        Type::INT
    }

    fn elem(&self) -> Type {
        Type::STR
    }

    fn len(&self, _data: &Data<'_>) -> usize {
        ENTRIES.len()
    }

    fn lookup<'a>(&self, _data: &Data<'a>, _key: &str) -> Option<Value<'a>> {
        None
    }

    fn lookup_key<'a>(&self, _data: &Data<'a>, key: &Value<'_>) -> Option<Value<'a>> {
        let key = key.as_int()?;
        ENTRIES.iter().find(|(k, _)| *k == key).map(|(_, v)| Value::text(*v))
    }

    fn entry<'a>(&self, _data: &Data<'a>, index: usize) -> Option<(Value<'a>, Value<'a>)> {
        ENTRIES.get(index).map(|(k, v)| (Value::int(*k), Value::text(*v)))
    }
}

/// `main.NamedS`
struct NamedS;

impl StringType for NamedS {
    fn name(&self) -> &str {
        "main.NamedS"
    }
}
