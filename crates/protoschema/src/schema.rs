//! Messages as data: one table serves reading, writing, defaults and templates.

mod go;

pub use go::Getter;

/// A protobuf message: its fields in the order of their declaration.
#[derive(Debug)]
pub struct Message {
    /// Full protobuf name, `istio.mesh.v1alpha1.ProxyConfig`.
    pub name: &'static str,
    /// The type's name in Go, `v1alpha1.ProxyConfig`.
    pub go: &'static str,
    /// Its fields.
    pub fields: &'static [&'static Field],
    /// Its groups of fields of which at most one is set.
    pub oneofs: &'static [Oneof],
}

/// A field of a message.
#[derive(Debug)]
pub struct Field {
    /// Name in JSON, `statusPort`: the key in a canonical document.
    pub json: &'static str,
    /// Name in the protobuf file, `status_port`.
    pub proto: &'static str,
    /// Name in Go, `StatusPort`.
    pub go: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// How many of them.
    pub shape: Shape,
    /// The protobuf name of the oneof that it belongs to.
    pub oneof: Option<&'static str>,
    /// The name of Go's struct around it as a member of a oneof, `v1alpha1.Tracing_Zipkin_`; "" for others.
    pub member: &'static str,
    /// Whether its zero differs from its absence though it is a scalar.
    pub has_presence: bool,
}

/// A group of fields of which at most one is set.
#[derive(Debug)]
pub struct Oneof {
    /// Name in the protobuf file, `cluster_name`.
    pub proto: &'static str,
    /// Name of Go's interface field, `ClusterName`.
    pub go: &'static str,
    /// Name of that interface, `v1alpha1.isProxyConfig_ClusterName`.
    pub interface: &'static str,
}

/// An enumeration.
#[derive(Debug)]
pub struct Enum {
    /// Full protobuf name, `istio.mesh.v1alpha1.ProxyConfig.InboundInterceptionMode`.
    pub name: &'static str,
    /// The type's name in Go, `v1alpha1.ProxyConfig_InboundInterceptionMode`.
    pub go: &'static str,
    /// Names and numbers in the order of their declaration.
    pub values: &'static [(&'static str, i32)],
}

/// How many values a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One.
    One,
    /// A list.
    List,
    /// A map from text.
    Map,
}

/// What a field, or an element of its list or map, is.
///
/// In a canonical document: scalars are `Bool`, `Int`, `Uint`, `Float`, `String`; an enum is its name (its number when
/// it has none); a duration is the text of protobuf's JSON (`45s`, `1.500s`); a wrapper is its bare scalar; a message is
/// a mapping by JSON names.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A truth value.
    Bool,
    /// 32 signed bits.
    Int32,
    /// 64 signed bits.
    Int64,
    /// 32 bits.
    Uint32,
    /// 64 bits.
    Uint64,
    /// 32-bit float.
    Float,
    /// 64-bit float.
    Double,
    /// Text.
    String,
    /// A name of an enumeration.
    Enum(&'static Enum),
    /// A message.
    Message(&'static Message),
    /// `google.protobuf.Duration`.
    Duration,
    /// `google.protobuf.Struct`: any mapping.
    Struct,
    /// A scalar that may be unset: in Go a pointer to a struct with the field `Value`.
    Wrapper(Wrapper),
}

/// The well-known wrapper messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapper {
    /// `google.protobuf.BoolValue`.
    Bool,
    /// `google.protobuf.Int32Value`.
    Int32,
    /// `google.protobuf.Int64Value`.
    Int64,
    /// `google.protobuf.UInt32Value`.
    Uint32,
    /// `google.protobuf.UInt64Value`.
    Uint64,
    /// `google.protobuf.DoubleValue`.
    Double,
    /// `google.protobuf.FloatValue`.
    Float,
    /// `google.protobuf.StringValue`.
    String,
}

/// A field of one value without presence; what else it is follows ([`Field::list`] …).
pub const fn field(json: &'static str, proto: &'static str, go: &'static str, kind: Kind) -> Field {
    Field { json, proto, go, kind, shape: Shape::One, oneof: None, member: "", has_presence: false }
}

impl Field {
    /// As a list of them.
    pub const fn list(mut self) -> Field {
        self.shape = Shape::List;
        self
    }

    /// As a map from text to them.
    pub const fn map(mut self) -> Field {
        self.shape = Shape::Map;
        self
    }

    /// As a member of a oneof; `member` is the name of Go's struct around it.
    pub const fn of(mut self, oneof: &'static str, member: &'static str) -> Field {
        self.oneof = Some(oneof);
        self.member = member;
        self.has_presence = true;
        self
    }

    /// With a zero that differs from its absence.
    pub const fn optional(mut self) -> Field {
        self.has_presence = true;
        self
    }
}

impl Message {
    /// The field with this name in JSON.
    pub fn json_field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().copied().find(|f| f.json == name)
    }
}

impl Enum {
    /// The number of a name.
    pub fn number(&self, name: &str) -> Option<i32> {
        self.values.iter().find(|(n, _)| *n == name).map(|(_, number)| *number)
    }

    /// The first name of a number.
    pub(crate) fn name_of(&self, number: i32) -> Option<&'static str> {
        self.values.iter().find(|(_, n)| *n == number).map(|(name, _)| *name)
    }

    /// The name of zero: what an unset field prints as.
    pub fn zero(&self) -> &'static str {
        self.name_of(0).unwrap_or("0")
    }
}

impl Wrapper {
    /// The kind of the field `Value`.
    pub(crate) fn value_kind(self) -> Kind {
        match self {
            Wrapper::Bool => Kind::Bool,
            Wrapper::Int32 => Kind::Int32,
            Wrapper::Int64 => Kind::Int64,
            Wrapper::Uint32 => Kind::Uint32,
            Wrapper::Uint64 => Kind::Uint64,
            Wrapper::Double => Kind::Double,
            Wrapper::Float => Kind::Float,
            Wrapper::String => Kind::String,
        }
    }

    /// The type's name in Go, `wrapperspb.BoolValue`.
    pub fn go(self) -> &'static str {
        match self {
            Wrapper::Bool => "wrapperspb.BoolValue",
            Wrapper::Int32 => "wrapperspb.Int32Value",
            Wrapper::Int64 => "wrapperspb.Int64Value",
            Wrapper::Uint32 => "wrapperspb.UInt32Value",
            Wrapper::Uint64 => "wrapperspb.UInt64Value",
            Wrapper::Double => "wrapperspb.DoubleValue",
            Wrapper::Float => "wrapperspb.FloatValue",
            Wrapper::String => "wrapperspb.StringValue",
        }
    }
}
