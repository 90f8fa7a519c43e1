//! How templates see a message: Go's fields, getters, enums, wrappers and durations, read where they lie.

use std::any::Any;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use gotext::{
    Call, Data, EnumType, Fault, FloatType, IntType, List, ListType, MapType, Pointer, Signature, StructType,
    Target, Text, Type, UintType,
};
use kubeyaml::{Map, NULL, Value};

use crate::{Enum, Field, Getter, Kind, Message, Shape, Wrapper};

/// A pointer to a message, as templates see it. `document` is in canonical form.
pub fn message_value<'a>(message: &'static Message, document: &'a Value) -> gotext::Value<'a> {
    gotext::Value::pointer(message, Data::of(document))
}

impl StructType for Message {
    #[expect(clippy::misnamed_getters, reason = "templates know the type by its name in Go")]
    fn name(&self) -> &str {
        self.go
    }

    fn declared(&'static self) -> Option<&'static dyn Any> {
        Some(self)
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<gotext::Value<'a>> {
        let document = node(data);
        if let Some(field) = self.go_field(name) {
            return Some(field_value(field, document.get(field.json)));
        }
        let oneof = self.go_oneof(name)?;
        Some(match self.set_member(oneof, document) {
            Some((field, value)) => member(self, field, value),
            None => gotext::Value::Nil,
        })
    }

    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, gotext::Value<'a>)> {
        let field = self.fields.get(index)?;
        Some((field.go, field_value(field, node(data).get(field.json))))
    }

    fn is_interface(&self, name: &str) -> bool {
        self.go_oneof(name).is_some()
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        match self.getter(name)? {
            Getter::Field(field) => Some(getter_signature(field)),
            Getter::Oneof(_) => Some(&ANY_GETTER),
        }
    }

    fn call_method<'a>(
        &self,
        name: &str,
        data: Option<&Data<'a>>,
        _call: &mut Call<'_, 'a>,
    ) -> Result<gotext::Value<'a>, Fault> {
        let document = data.map_or(&NULL, node);
        match self.getter(name) {
            Some(Getter::Field(field)) => Ok(getter_value(field, document.get(field.json))),
            Some(Getter::Oneof(oneof)) => Ok(match self.set_member(oneof, document) {
                Some((field, value)) => member(self, field, value),
                None => gotext::Value::Nil,
            }),
            None => Err(format!("{} has no method {name}", self.go).into()),
        }
    }
}

const ANY_GETTER: Signature = Signature::getter(Type::ANY);

fn node<'a>(data: &Data<'a>) -> &'a Value {
    data.borrowed::<Value>().unwrap_or(&NULL)
}

/// What Go's struct field holds: a pointer where an unset scalar can be told from a zero one.
fn field_value<'a>(field: &'static Field, value: Option<&'a Value>) -> gotext::Value<'a> {
    if field.shape != Shape::One || !field.has_presence {
        return getter_value(field, value);
    }
    match (value, element(field.kind, value)) {
        (_, pointer @ (gotext::Value::Pointer(_) | gotext::Value::NilPointer(_))) => pointer,
        (None, _) => target(field.kind).map_or(gotext::Value::Nil, gotext::Value::NilPointer),
        (Some(_), gotext::Value::Bool(b)) => gotext::Value::Pointer(Pointer::Bool(b)),
        (Some(_), gotext::Value::Int(i, t)) => gotext::Value::Pointer(Pointer::Int(i, t)),
        (Some(_), gotext::Value::Uint(u, t)) => gotext::Value::Pointer(Pointer::Uint(u, t)),
        (Some(_), gotext::Value::Float(f, t)) => gotext::Value::Pointer(Pointer::Float(f, t)),
        (Some(_), gotext::Value::Str(s)) => gotext::Value::Pointer(Pointer::Str(s)),
        (Some(_), gotext::Value::Enum(t, i)) => gotext::Value::Pointer(Pointer::Enum(t, i)),
        (Some(_), other) => other,
    }
}

/// What a getter gives: the zero value for what is unset.
fn getter_value<'a>(field: &'static Field, value: Option<&'a Value>) -> gotext::Value<'a> {
    match (field.shape, value) {
        (Shape::One, value) => element(field.kind, value),
        (Shape::List, None) => gotext::Value::List(List::nil(elem_type(field))),
        (Shape::List, Some(list)) => gotext::Value::List(List::lazy(field, Data::of(list))),
        (Shape::Map, None) => gotext::Value::Map(gotext::Map::nil(&Type::Str, elem_type(field))),
        (Shape::Map, Some(map)) => gotext::Value::Map(gotext::Map::lazy(field, Data::of(map))),
    }
}

fn element<'a>(kind: Kind, value: Option<&'a Value>) -> gotext::Value<'a> {
    let node = value.unwrap_or(&NULL);
    let int = node.as_i64().unwrap_or(0);
    let float = match node {
        Value::Float(f) => *f,
        _ => int as f64,
    };
    match kind {
        Kind::Bool => gotext::Value::Bool(node.as_bool().unwrap_or(false)),
        Kind::Int32 => gotext::Value::Int(int, IntType::Int32),
        Kind::Int64 => gotext::Value::Int(int, IntType::Int64),
        Kind::Uint32 => gotext::Value::Uint(unsigned(node), UintType::Uint32),
        Kind::Uint64 => gotext::Value::Uint(unsigned(node), UintType::Uint64),
        Kind::Float => gotext::Value::Float(float, FloatType::Float32),
        Kind::Double => gotext::Value::Float(float, FloatType::Float64),
        Kind::String => gotext::Value::Str(Text::borrowed(node.as_str().unwrap_or_default())),
        Kind::Enum(of) => gotext::Value::Enum(of, number_of(of, node)),
        Kind::Message(of) => pointer(of, value),
        Kind::Duration => pointer(&DURATION, value),
        Kind::Wrapper(of) => pointer(of.as_static(), value),
        Kind::Struct => pointer(&STRUCT, value),
    }
}

fn unsigned(node: &Value) -> u64 {
    match node {
        Value::Uint(u) => *u,
        other => other.as_i64().and_then(|i| u64::try_from(i).ok()).unwrap_or(0),
    }
}

fn number_of(of: &Enum, node: &Value) -> i64 {
    match node.as_str() {
        Some(name) => of.number(name).unwrap_or(0).into(),
        None => node.as_i64().unwrap_or(0),
    }
}

fn pointer<'a>(of: &'static dyn StructType, value: Option<&'a Value>) -> gotext::Value<'a> {
    match value {
        Some(node) => gotext::Value::pointer(of, Data::of(node)),
        None => gotext::Value::NilPointer(Target::Struct(of)),
    }
}

/// The struct around a member of a oneof, as Go has it.
fn member<'a>(message: &Message, field: &'static Field, value: &'a Value) -> gotext::Value<'a> {
    let name = kept_name(field, || format!("{}_{}", message.go, field.go));
    gotext::Value::record(name, vec![(field.go, getter_value(field, Some(value)))])
}

fn target(kind: Kind) -> Option<Target> {
    Some(match kind {
        Kind::Bool => Target::Bool,
        Kind::Int32 => Target::Int(IntType::Int32),
        Kind::Int64 => Target::Int(IntType::Int64),
        Kind::Uint32 => Target::Uint(UintType::Uint32),
        Kind::Uint64 => Target::Uint(UintType::Uint64),
        Kind::Float => Target::Float(FloatType::Float32),
        Kind::Double => Target::Float(FloatType::Float64),
        Kind::String => Target::Str,
        Kind::Enum(of) => Target::Enum(of),
        Kind::Message(_) | Kind::Duration | Kind::Wrapper(_) | Kind::Struct => return None,
    })
}

fn type_of(kind: Kind) -> Type {
    match kind {
        Kind::Message(of) => Type::Pointer(Target::Struct(of)),
        Kind::Duration => Type::Pointer(Target::Struct(&DURATION)),
        Kind::Wrapper(of) => Type::Pointer(Target::Struct(of.as_static())),
        Kind::Struct => Type::Pointer(Target::Struct(&STRUCT)),
        scalar => target(scalar).map_or(Type::Any, Target::to_type),
    }
}

/// What is made once per field and kept: the tables hold a fixed number of fields.
struct Kept<T: 'static>(OnceLock<RwLock<HashMap<usize, &'static T>>>);

impl<T: Sync> Kept<T> {
    fn of(&self, field: &Field, make: impl FnOnce() -> T) -> &'static T {
        let all = self.0.get_or_init(RwLock::default);
        let key = std::ptr::from_ref(field).addr();
        if let Some(known) = all.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known;
        }
        let new = make();
        all.write()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(key)
            .or_insert_with(|| Box::leak(Box::new(new)))
    }
}

fn elem_type(field: &Field) -> &'static Type {
    static TYPES: Kept<Type> = Kept(OnceLock::new());
    match field.kind {
        Kind::String => &Type::Str,
        kind => TYPES.of(field, || type_of(kind)),
    }
}

fn getter_signature(field: &'static Field) -> &'static Signature {
    static SIGNATURES: Kept<Signature> = Kept(OnceLock::new());
    SIGNATURES.of(field, || {
        Signature::getter(match field.shape {
            Shape::One => type_of(field.kind),
            Shape::List => Type::List(elem_type(field)),
            Shape::Map => Type::Map(&Type::Str, elem_type(field)),
        })
    })
}

fn kept_name(field: &Field, make: impl FnOnce() -> String) -> &'static str {
    static NAMES: Kept<String> = Kept(OnceLock::new());
    NAMES.of(field, make)
}

impl ListType for Field {
    fn elem(&self) -> &'static Type {
        elem_type(self)
    }

    fn len(&self, data: &Data<'_>) -> usize {
        node(data).as_list().map_or(0, <[Value]>::len)
    }

    fn item<'a>(&self, data: &Data<'a>, index: usize) -> Option<gotext::Value<'a>> {
        node(data).as_list()?.get(index).map(|item| element(self.kind, Some(item)))
    }
}

impl MapType for Field {
    fn elem(&self) -> &'static Type {
        elem_type(self)
    }

    fn len(&self, data: &Data<'_>) -> usize {
        node(data).as_map().map_or(0, Map::len)
    }

    fn lookup<'a>(&self, data: &Data<'a>, key: &str) -> Option<gotext::Value<'a>> {
        node(data).get(key).map(|value| element(self.kind, Some(value)))
    }

    fn entry<'a>(&self, data: &Data<'a>, index: usize) -> Option<(gotext::Value<'a>, gotext::Value<'a>)> {
        let (key, value) = node(data).as_map()?.nth(index)?;
        Some((gotext::Value::Str(Text::borrowed(key)), element(self.kind, Some(value))))
    }
}

impl EnumType for Enum {
    #[expect(clippy::misnamed_getters, reason = "templates know the type by its name in Go")]
    fn name(&self) -> &str {
        self.go
    }

    fn text_of(&self, value: i64) -> Option<Cow<'static, str>> {
        let name = i32::try_from(value).ok().and_then(|number| self.name_of(number));
        Some(name.map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed))
    }
}

impl Wrapper {
    fn as_static(self) -> &'static Wrapper {
        match self {
            Wrapper::Bool => &Wrapper::Bool,
            Wrapper::Int32 => &Wrapper::Int32,
            Wrapper::Int64 => &Wrapper::Int64,
            Wrapper::Uint32 => &Wrapper::Uint32,
            Wrapper::Uint64 => &Wrapper::Uint64,
            Wrapper::Double => &Wrapper::Double,
            Wrapper::Float => &Wrapper::Float,
            Wrapper::String => &Wrapper::String,
        }
    }

    fn getter(self) -> &'static Signature {
        const fn of(target: Type) -> Signature {
            Signature::getter(target)
        }
        static SIGNATURES: [Signature; 8] = [
            of(Type::Bool),
            of(Type::Int(IntType::Int32)),
            of(Type::Int(IntType::Int64)),
            of(Type::Uint(UintType::Uint32)),
            of(Type::Uint(UintType::Uint64)),
            of(Type::Float(FloatType::Float64)),
            of(Type::Float(FloatType::Float32)),
            of(Type::Str),
        ];
        let [bool, int32, int64, uint32, uint64, double, float, string] = &SIGNATURES;
        match self {
            Wrapper::Bool => bool,
            Wrapper::Int32 => int32,
            Wrapper::Int64 => int64,
            Wrapper::Uint32 => uint32,
            Wrapper::Uint64 => uint64,
            Wrapper::Double => double,
            Wrapper::Float => float,
            Wrapper::String => string,
        }
    }
}

impl StructType for Wrapper {
    fn name(&self) -> &str {
        self.go()
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<gotext::Value<'a>> {
        (name == "Value").then(|| element(self.value_kind(), Some(node(data))))
    }

    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, gotext::Value<'a>)> {
        (index == 0).then(|| ("Value", element(self.value_kind(), Some(node(data)))))
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        (name == "GetValue").then(|| self.getter())
    }

    fn call_method<'a>(
        &self,
        _name: &str,
        data: Option<&Data<'a>>,
        _call: &mut Call<'_, 'a>,
    ) -> Result<gotext::Value<'a>, Fault> {
        Ok(element(self.value_kind(), data.map(node)))
    }

    fn text<'a>(&self, data: &Data<'a>) -> Option<Text<'a>> {
        // Protobuf's own text of the message.
        Some(match node(data) {
            Value::String(s) => format!("value:{s:?}").into(),
            Value::Null | Value::Bool(false) | Value::Int(0) => Text::EMPTY,
            other => format!("value:{}", kubeyaml::to_json(other)).into(),
        })
    }
}

/// `durationpb.Duration`, in a document the text of its JSON (`1.500s`).
struct Duration;

static DURATION: Duration = Duration;

impl Duration {
    fn part<'a>(data: Option<&Data<'_>>, name: &str) -> Option<gotext::Value<'a>> {
        let text = data.and_then(|d| node(d).as_str()).unwrap_or("0s").trim_end_matches('s');
        let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
        match name {
            "Seconds" => Some(gotext::Value::Int(sign * seconds.parse::<i64>().unwrap_or(0), IntType::Int64)),
            "Nanos" => Some(gotext::Value::Int(
                sign * format!("{fraction:0<9}").parse::<i64>().unwrap_or(0),
                IntType::Int32,
            )),
            _ => None,
        }
    }
}

impl StructType for Duration {
    fn name(&self) -> &str {
        "durationpb.Duration"
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<gotext::Value<'a>> {
        Duration::part(Some(data), name)
    }

    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, gotext::Value<'a>)> {
        let name = *["Seconds", "Nanos"].get(index)?;
        Some((name, Duration::part(Some(data), name)?))
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        static SECONDS: Signature = Signature::getter(Type::INT64);
        static NANOS: Signature = Signature::getter(Type::INT32);
        match name {
            "GetSeconds" => Some(&SECONDS),
            "GetNanos" => Some(&NANOS),
            _ => None,
        }
    }

    fn call_method<'a>(
        &self,
        name: &str,
        data: Option<&Data<'a>>,
        _call: &mut Call<'_, 'a>,
    ) -> Result<gotext::Value<'a>, Fault> {
        let part = name.strip_prefix("Get").and_then(|part| Duration::part(data, part));
        part.ok_or_else(|| format!("durationpb.Duration has no method {name}").into())
    }

    fn text<'a>(&self, data: &Data<'a>) -> Option<Text<'a>> {
        let part = |name| Duration::part(Some(data), name).and_then(|v| v.as_int()).unwrap_or(0);
        let parts = [("seconds", part("Seconds")), ("nanos", part("Nanos"))];
        let set = parts.iter().filter(|(_, n)| *n != 0).map(|(name, n)| format!("{name}:{n}"));
        Some(set.collect::<Vec<_>>().join(" ").into())
    }
}

/// `structpb.Struct`: any mapping.
struct AnyStruct;

static STRUCT: AnyStruct = AnyStruct;

impl StructType for AnyStruct {
    fn name(&self) -> &str {
        "structpb.Struct"
    }

    fn field<'a>(&self, _data: &Data<'a>, _name: &str) -> Option<gotext::Value<'a>> {
        None
    }

    fn field_at<'a>(&self, _data: &Data<'a>, _index: usize) -> Option<(&str, gotext::Value<'a>)> {
        None
    }

    fn text<'a>(&self, data: &Data<'a>) -> Option<Text<'a>> {
        Some(kubeyaml::to_json(node(data)).into())
    }
}
