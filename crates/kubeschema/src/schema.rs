//! What is known of a Go type: plain static data, no behaviour beyond look-ups.

/// How a value is written in JSON, with Go's name of the type where it is not a plain one.
#[derive(Debug)]
pub enum Kind {
    /// Text; the Go type, `string` or a named one such as `v1.Protocol`.
    String(&'static str),
    /// `true` or `false`.
    Bool,
    /// A number of 32 signed bits.
    Int32,
    /// A number of 64 signed bits.
    Int64,
    /// A `resource.Quantity`.
    Quantity,
    /// An `intstr.IntOrString`.
    IntOrString,
    /// A `v1.Time`: RFC 3339 to the second.
    Time,
    /// Bytes, as base64 text.
    Bytes,
    /// Any JSON, kept as it is; the Go type.
    Raw(&'static str),
    /// A list of this; the Go type, such as `[]v1.Container`.
    List(&'static Kind, &'static str),
    /// A mapping from text to this; the Go type, such as `v1.ResourceList`.
    Map(&'static Kind, &'static str),
    /// A struct.
    Struct(&'static StructType),
    /// A pointer to this: absent and zero differ.
    Pointer(&'static Kind),
}

/// How a strategic merge combines a list or a mapping that both sides have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Merge {
    /// As its kind does: mappings are merged, lists replaced.
    Default,
    /// The items of a list are merged by this field of theirs.
    ByKey(&'static str),
    /// A list of scalars: the items of both.
    Union,
}

/// One field of a struct.
#[derive(Debug)]
pub struct Field {
    /// The name in JSON.
    pub json: &'static str,
    /// The name in Go.
    pub go: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it is written even when it holds its zero value (no `omitempty`, or one without effect).
    pub always: bool,
    /// How a strategic merge combines it.
    pub merge: Merge,
    /// Whether a strategic merge heeds `$retainKeys` in it.
    pub retain_keys: bool,
    /// The embedded structs it comes from, outermost first, when it is not declared in the struct itself.
    pub via: &'static [&'static str],
}

/// A struct that Go embeds and JSON inlines, such as `VolumeSource` in `Volume`.
#[derive(Debug)]
pub struct Embedded {
    /// The name in Go.
    pub go: &'static str,
    /// The embedded type; its fields stand among those of the embedding struct.
    pub of: &'static StructType,
}

/// A Go struct type.
#[derive(Debug)]
pub struct StructType {
    /// Go's name with its package, such as `v1.Container`.
    pub name: &'static str,
    /// The fields in the order in which Go writes them, those of inlined structs in their place.
    pub fields: &'static [Field],
    /// Places in `fields`, sorted by the JSON name.
    pub by_json: &'static [u8],
    /// The inlined structs.
    pub embedded: &'static [Embedded],
}

/// What a Go field name stands for.
#[derive(Clone, Copy, Debug)]
pub enum GoField {
    /// A field: the entry `json` of the mapping.
    Field(&'static Field),
    /// An inlined struct: the same mapping, seen as this type.
    Inline(&'static StructType),
    /// A field of the embedded struct `through` (`.Labels` of a pod is `.ObjectMeta.Labels`).
    Promoted {
        /// The embedded struct's field.
        through: &'static Field,
        /// The field within.
        field: &'static Field,
    },
}

/// How the generated tables are written.
impl Field {
    pub(crate) const fn new(json: &'static str, go: &'static str, kind: Kind) -> Field {
        Field { json, go, kind, always: false, merge: Merge::Default, retain_keys: false, via: &[] }
    }

    pub(crate) const fn always(mut self) -> Field {
        self.always = true;
        self
    }

    pub(crate) const fn by_key(mut self, key: &'static str) -> Field {
        self.merge = Merge::ByKey(key);
        self
    }

    pub(crate) const fn union(mut self) -> Field {
        self.merge = Merge::Union;
        self
    }

    pub(crate) const fn retain_keys(mut self) -> Field {
        self.retain_keys = true;
        self
    }

    pub(crate) const fn via(mut self, embedded: &'static [&'static str]) -> Field {
        self.via = embedded;
        self
    }
}

impl StructType {
    /// The Go name without its package, as `encoding/json` prints it.
    pub(crate) fn short_name(&self) -> &'static str {
        self.name.rsplit_once('.').map_or(self.name, |(_, name)| name)
    }

    /// The field that JSON calls exactly so.
    pub fn field(&self, json: &str) -> Option<&'static Field> {
        let at = self.by_json.binary_search_by(|i| self.json_name(*i).cmp(json)).ok()?;
        self.fields.get(usize::from(*self.by_json.get(at)?))
    }

    /// As [`StructType::field`], upper and lower case alike when there is no exact match, as `encoding/json` does.
    pub(crate) fn field_folded(&self, json: &str) -> Option<&'static Field> {
        self.field(json).or_else(|| self.fields.iter().find(|f| folds_to(json, f.json)))
    }

    /// What Go calls so: a field, an inlined struct, or a field promoted from an embedded one.
    pub fn go_field(&self, go: &str) -> Option<GoField> {
        if let Some(field) = self.fields.iter().find(|f| f.go == go) {
            return Some(GoField::Field(field));
        }
        if let Some(embedded) = self.embedded.iter().find(|e| e.go == go) {
            return Some(GoField::Inline(embedded.of));
        }
        let through = self.fields.iter().find(|f| f.go == "ObjectMeta" || f.go == "ListMeta")?;
        let Kind::Struct(of) = &through.kind else { return None };
        let field = of.fields.iter().find(|f| f.go == go)?;
        Some(GoField::Promoted { through, field })
    }

    fn json_name(&self, place: u8) -> &'static str {
        self.fields.get(usize::from(place)).map_or("", |f| f.json)
    }
}

impl Kind {
    /// Go's name of the type, as its errors print it (`[]v1.Container`, `*int64` as `int64`).
    pub fn go_type(&self) -> &'static str {
        match self {
            Kind::String(go) | Kind::Raw(go) | Kind::List(_, go) | Kind::Map(_, go) => go,
            Kind::Bool => "bool",
            Kind::Int32 => "int32",
            Kind::Int64 => "int64",
            Kind::Quantity => "resource.Quantity",
            Kind::IntOrString => "intstr.IntOrString",
            Kind::Time => "v1.Time",
            Kind::Bytes => "[]uint8",
            Kind::Struct(of) => of.name,
            Kind::Pointer(to) => to.go_type(),
        }
    }

    /// What is behind the pointer; any other kind is itself.
    pub(crate) fn pointee(&self) -> &Kind {
        match self {
            Kind::Pointer(to) => to.pointee(),
            other => other,
        }
    }

    /// The struct, directly or behind a pointer.
    pub fn as_struct(&self) -> Option<&'static StructType> {
        match self.pointee() {
            Kind::Struct(of) => Some(of),
            _ => None,
        }
    }
}

/// Whether `key` is the ASCII name `name` but for case. Go folds two more letters to ASCII ones:
/// the long s and the Kelvin sign.
fn folds_to(key: &str, name: &str) -> bool {
    let fold = |c: char| match c {
        'ſ' => 's',
        'K' => 'k',
        c => c.to_ascii_lowercase(),
    };
    key.chars().map(fold).eq(name.chars().map(|c| c.to_ascii_lowercase()))
}

/// A walk along the fields in order of their JSON names, for a document whose keys are sorted too.
pub(crate) struct Cursor {
    of: &'static StructType,
    rest: &'static [u8],
}

impl StructType {
    pub(crate) fn cursor(&'static self) -> Cursor {
        Cursor { of: self, rest: self.by_json }
    }
}

impl Cursor {
    /// The field that `key` names, its place in the struct, and whether the type spells it so too; keys must come in
    /// ascending order.
    pub(crate) fn next_field(&mut self, key: &str) -> Option<(usize, &'static Field, bool)> {
        while let Some((place, rest)) = self.rest.split_first() {
            let place = usize::from(*place);
            let field = self.of.fields.get(place)?;
            // Most fields differ in their first letter: checking it saves a call.
            let first = |text: &str| text.as_bytes().first().copied();
            match first(field.json).cmp(&first(key)).then_with(|| field.json.cmp(key)) {
                std::cmp::Ordering::Less => self.rest = rest,
                std::cmp::Ordering::Equal => return Some((place, field, true)),
                std::cmp::Ordering::Greater => break,
            }
        }
        let mut fields = self.of.fields.iter().enumerate();
        fields.find(|(_, f)| folds_to(key, f.json)).map(|(place, field)| (place, field, false))
    }
}
