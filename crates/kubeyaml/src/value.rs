//! A document as a tree of values: what JSON can say, with map keys in sorted order.

use compact_str::CompactString;

use crate::map::Map;

/// Text of a document. Up to 24 bytes are kept inline, so most keys and values cost no allocation.
pub type Text = CompactString;

/// One node of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer that fits 64 signed bits.
    Int(i64),
    /// An integer above `i64::MAX`.
    Uint(u64),
    /// Any other number.
    Float(f64),
    /// Text.
    String(Text),
    /// A list.
    List(Vec<Value>),
    /// A mapping.
    Map(Map),
}

/// The null that absent things are read as.
pub static NULL: Value = Value::Null;

impl Value {
    /// A text node.
    pub fn text(s: impl AsRef<str>) -> Value {
        Value::String(Text::new(s.as_ref()))
    }

    /// The text, if this is text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(s) => Some(s),
            _ => None,
        }
    }

    /// The truth value, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(b) => Some(*b),
            _ => None,
        }
    }

    /// The integer, if this is one and fits.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Value::Int(i) => Some(*i),
            Value::Uint(u) => i64::try_from(*u).ok(),
            _ => None,
        }
    }

    /// The mapping, if this is one.
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Value::Map(m) => Some(m),
            _ => None,
        }
    }

    /// The mapping, if this is one.
    pub fn as_map_mut(&mut self) -> Option<&mut Map> {
        match self {
            Value::Map(m) => Some(m),
            _ => None,
        }
    }

    /// The list, if this is one.
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Value::List(l) => Some(l),
            _ => None,
        }
    }

    /// The list, if this is one.
    pub fn as_list_mut(&mut self) -> Option<&mut Vec<Value>> {
        match self {
            Value::List(l) => Some(l),
            _ => None,
        }
    }

    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// The entry `key` of a mapping; `None` when absent or when this is not a mapping.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_map()?.get(key)
    }

    /// The entry `key` of a mapping; `None` when absent or when this is not a mapping.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.as_map_mut()?.get_mut(key)
    }

    /// The node below a path of keys; [`NULL`] when anything on the way is absent.
    pub fn at(&self, path: &[&str]) -> &Value {
        path.iter().try_fold(self, |node, key| node.get(key)).unwrap_or(&NULL)
    }

    /// The text below a path of keys, when it is there and is text.
    pub fn str_at(&self, path: &[&str]) -> Option<&str> {
        self.at(path).as_str()
    }

    /// The items of the list below a path of keys; none when it is absent or no list.
    pub fn items_at(&self, path: &[&str]) -> &[Value] {
        self.at(path).as_list().unwrap_or(&[])
    }

    /// The mapping at `key` of this mapping, made there when it is absent or something else.
    /// A value that is not a mapping becomes one first.
    pub fn map_entry(&mut self, key: &str) -> &mut Map {
        self.become_map().entry(key).become_map()
    }

    /// The list at `key` of this mapping, made there when it is absent or something else.
    /// A value that is not a mapping becomes one first.
    pub fn list_entry(&mut self, key: &str) -> &mut Vec<Value> {
        self.become_map().entry(key).become_list()
    }

    /// This node as a mapping; anything else is replaced by an empty one.
    pub fn become_map(&mut self) -> &mut Map {
        if !matches!(self, Value::Map(_)) {
            *self = Value::Map(Map::new());
        }
        match self {
            Value::Map(m) => m,
            _ => unreachable_map(),
        }
    }

    /// This node as a list; anything else is replaced by an empty one.
    pub fn become_list(&mut self) -> &mut Vec<Value> {
        if !matches!(self, Value::List(_)) {
            *self = Value::List(Vec::new());
        }
        match self {
            Value::List(l) => l,
            _ => unreachable_list(),
        }
    }

    /// What JSON calls this kind of node: `null`, `bool`, `number`, `string`, `array` or `object`,
    /// as Go's decoder names them in its errors.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "bool",
            Value::Int(_) | Value::Uint(_) | Value::Float(_) => "number",
            Value::String(_) => "string",
            Value::List(_) => "array",
            Value::Map(_) => "object",
        }
    }
}

#[expect(clippy::unreachable, reason = "the caller has just put a mapping there")]
fn unreachable_map() -> ! {
    unreachable!("a mapping was put here")
}

#[expect(clippy::unreachable, reason = "the caller has just put a list there")]
fn unreachable_list() -> ! {
    unreachable!("a list was put here")
}

impl From<&str> for Value {
    fn from(s: &str) -> Value {
        Value::text(s)
    }
}

impl From<String> for Value {
    fn from(s: String) -> Value {
        Value::String(Text::from(s))
    }
}

impl From<Text> for Value {
    fn from(s: Text) -> Value {
        Value::String(s)
    }
}

impl From<i32> for Value {
    fn from(i: i32) -> Value {
        Value::Int(i.into())
    }
}

impl From<i64> for Value {
    fn from(i: i64) -> Value {
        Value::Int(i)
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Value {
        Value::Bool(b)
    }
}

impl From<Map> for Value {
    fn from(m: Map) -> Value {
        Value::Map(m)
    }
}

impl From<Vec<Value>> for Value {
    fn from(l: Vec<Value>) -> Value {
        Value::List(l)
    }
}
