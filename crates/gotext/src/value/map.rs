//! Maps: made by functions and changed in place by them, or read where they lie in the data.

use std::cell::RefCell;
use std::rc::Rc;

use crate::budget::Meter;
use crate::fault::Fault;
use crate::functions::{Call, Method};
use crate::value::{Data, Text, Type, Value};

/// Up to this many entries looking through all of them is faster than a binary search.
const SMALL: usize = 48;

/// What looking at one value costs that is not followed further.
const LOOK: usize = 8;

/// A kind of map in somebody's data. Entries are made when they are asked for.
pub trait MapType: Sync {
    /// The name of the type, if it has one.
    fn name(&self) -> Option<&str> {
        None
    }

    /// The key type.
    fn key(&self) -> Type {
        Type::Str
    }

    /// Whether a text without a type of its own can be a key.
    fn takes_plain_keys(&self) -> bool {
        matches!(self.key(), Type::Str | Type::Any)
    }

    /// The element type.
    fn elem(&self) -> Type;

    /// How many entries `data` has.
    fn len(&self, data: &Data<'_>) -> usize;

    /// Whether `data` has no entries.
    fn is_empty(&self, data: &Data<'_>) -> bool {
        self.len(data) == 0
    }

    /// The element at a string key; `None` when it is absent.
    fn lookup<'a>(&self, data: &Data<'a>, key: &str) -> Option<Value<'a>>;

    /// The element at a key of the key type, where that is not a string.
    fn lookup_key<'a>(&self, data: &Data<'a>, key: &Value<'_>) -> Option<Value<'a>> {
        self.lookup(data, key.as_str()?)
    }

    /// Key and element at `index` in Go's order of keys.
    fn entry<'a>(&self, data: &Data<'a>, index: usize) -> Option<(Value<'a>, Value<'a>)>;

    /// The method `name` of the type, if it has one.
    fn method(&self, _name: &str) -> Option<Method> {
        None
    }

    /// Calls the method `name`; `data` is `None` for a nil map.
    fn call_method<'a>(
        &'static self,
        name: &str,
        _data: Option<&Data<'a>>,
        _call: &mut Call<'_, 'a>,
    ) -> Result<Value<'a>, Fault> {
        Err(format!("{} has no method {name}", Type::ANY_MAP).into())
    }
}

/// A Go map. Cloning shares it: what one changes, all see, as in Go.
#[derive(Clone)]
pub struct Map<'a>(Repr<'a>);

#[derive(Clone)]
enum Repr<'a> {
    Nil(Declared),
    Owned(Rc<Owned<'a>>),
    Lazy(&'static dyn MapType, Data<'a>),
}

/// What the type is known by.
#[derive(Clone, Copy)]
enum Declared {
    Types(&'static Type, &'static Type),
    Kind(&'static dyn MapType),
}

struct Owned<'a> {
    declared: Declared,
    entries: RefCell<Rc<Entries<'a>>>,
}

#[derive(Clone)]
struct Entries<'a>(Vec<(Text<'a>, Value<'a>)>);

impl<'a> Map<'a> {
    /// A nil map.
    pub const fn nil(key: &'static Type, elem: &'static Type) -> Map<'a> {
        Map(Repr::Nil(Declared::Types(key, elem)))
    }

    /// A nil map of a declared type.
    pub const fn nil_of(kind: &'static dyn MapType) -> Map<'a> {
        Map(Repr::Nil(Declared::Kind(kind)))
    }

    /// A map with string keys and elements of type `elem`; of equal keys the last one counts.
    pub fn new(elem: &'static Type, entries: impl IntoIterator<Item = (Text<'a>, Value<'a>)>) -> Map<'a> {
        Map::of(Declared::Types(&Type::Str, elem), entries)
    }

    /// A map of the type of this one, with other entries; of equal keys the last one counts.
    pub(crate) fn with_entries(&self, entries: impl IntoIterator<Item = (Text<'a>, Value<'a>)>) -> Map<'a> {
        Map::of(self.declared(), entries)
    }

    fn of(declared: Declared, entries: impl IntoIterator<Item = (Text<'a>, Value<'a>)>) -> Map<'a> {
        let mut entries: Vec<_> = entries.into_iter().collect();
        if !entries.is_sorted_by(|a, b| a.0 < b.0) {
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            entries.dedup_by(|later, kept| {
                let is_same = later.0 == kept.0;
                if is_same {
                    std::mem::swap(later, kept);
                }
                is_same
            });
        }
        Map(Repr::Owned(Rc::new(Owned { declared, entries: RefCell::new(Rc::new(Entries(entries))) })))
    }

    /// A map in the data.
    pub const fn lazy(kind: &'static dyn MapType, data: Data<'a>) -> Map<'a> {
        Map(Repr::Lazy(kind, data))
    }

    /// The key type.
    pub fn key(&self) -> Type {
        match self.declared() {
            Declared::Types(key, _) => *key,
            Declared::Kind(kind) => kind.key(),
        }
    }

    /// The element type.
    pub fn elem(&self) -> Type {
        match self.declared() {
            Declared::Types(_, elem) => *elem,
            Declared::Kind(kind) => kind.elem(),
        }
    }

    /// The type.
    pub fn to_type(&self) -> Type {
        match self.declared() {
            Declared::Types(key, elem) => Type::Map(key, elem),
            Declared::Kind(kind) => Type::Mapped(kind),
        }
    }

    /// Whether a field name can be a key: a text without a type of its own, or an interface.
    #[inline]
    pub(crate) fn takes_plain_keys(&self) -> bool {
        match &self.0 {
            Repr::Lazy(kind, _) | Repr::Nil(Declared::Kind(kind)) => kind.takes_plain_keys(),
            _ => matches!(self.key(), Type::Str | Type::Any),
        }
    }

    /// Whether elements are interfaces.
    #[inline]
    pub(crate) fn holds_interfaces(&self) -> bool {
        match self.declared() {
            Declared::Types(_, elem) => matches!(elem, Type::Any),
            Declared::Kind(kind) => matches!(kind.elem(), Type::Any),
        }
    }

    /// The declared type, and the data that is of it unless the map is nil or was made by a function.
    pub(crate) fn declaration(&self) -> Option<(&'static dyn MapType, Option<&Data<'a>>)> {
        match &self.0 {
            Repr::Lazy(kind, data) => Some((*kind, Some(data))),
            Repr::Nil(Declared::Kind(kind)) => Some((*kind, None)),
            _ => None,
        }
    }

    #[inline]
    fn declared(&self) -> Declared {
        match &self.0 {
            Repr::Nil(declared) => *declared,
            Repr::Owned(owned) => owned.declared,
            Repr::Lazy(kind, _) => Declared::Kind(*kind),
        }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Repr::Nil(_) => 0,
            Repr::Owned(owned) => owned.entries.borrow().0.len(),
            Repr::Lazy(kind, data) => kind.len(data),
        }
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether this is Go's nil map.
    pub fn is_nil(&self) -> bool {
        matches!(self.0, Repr::Nil(_))
    }

    /// Whether both are the same map, so that a change of one shows in the other.
    pub fn is_same(&self, other: &Map<'_>) -> bool {
        match (&self.0, &other.0) {
            (Repr::Owned(a), Repr::Owned(b)) => std::ptr::addr_eq(Rc::as_ptr(a), Rc::as_ptr(b)),
            _ => false,
        }
    }

    /// The element at a string key; [`Value::Nil`] is a nil element of `map[string]interface {}`.
    pub fn get(&self, key: &str) -> Option<Value<'a>> {
        match &self.0 {
            Repr::Nil(_) => None,
            Repr::Owned(owned) => owned.entries.borrow().get(key).cloned(),
            Repr::Lazy(kind, data) => kind.lookup(data, key),
        }
    }

    /// The element at a key of the key type.
    pub(crate) fn get_key(&self, key: &Value<'_>) -> Option<Value<'a>> {
        match &self.0 {
            Repr::Lazy(kind, data) => kind.lookup_key(data, key),
            _ => self.get(key.as_str()?),
        }
    }

    /// Whether there is an entry at a string key.
    pub fn contains(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The entries in Go's order of keys, as they are now: later changes do not show.
    pub fn iter(&self) -> MapIter<'a> {
        let source = match &self.0 {
            Repr::Nil(_) => Source::Empty,
            Repr::Owned(owned) => Source::Owned(Rc::clone(&owned.entries.borrow()), self.key()),
            Repr::Lazy(kind, data) => Source::Lazy(*kind, data.clone()),
        };
        MapIter { source, next: 0 }
    }

    /// Sets an entry in place.
    ///
    /// Errors with Go's text on a nil map; when the map lies in the data, which is never changed; and when the map
    /// would contain itself, which Go allows and then never comes back from. Costs steps of `meter` for the values that are
    /// looked through for that, and for the entries that are moved.
    pub fn insert(&self, meter: &Meter, key: Text<'a>, value: Value<'a>) -> Result<(), Fault> {
        let owned = self.owned()?;
        if self.is_within(&value, meter)? {
            return Err("a map cannot contain itself".into());
        }
        let mut entries = owned.entries.borrow_mut();
        let place = entries.find(&key);
        let entries = changeable(&mut entries, place.unwrap_or_else(|at| at), meter)?;
        match place {
            Ok(index) => {
                if let Some(entry) = entries.0.get_mut(index) {
                    entry.1 = value;
                }
            }
            Err(index) => entries.0.insert(index, (key, value)),
        }
        Ok(())
    }

    /// Takes an entry out in place. Errors when the map lies in the data, which is never changed. Costs steps for the entries
    /// that are moved.
    pub fn remove(&self, meter: &Meter, key: &str) -> Result<(), Fault> {
        if self.is_nil() {
            return Ok(());
        }
        let owned = self.owned()?;
        let mut entries = owned.entries.borrow_mut();
        if let Ok(index) = entries.find(key) {
            changeable(&mut entries, index, meter)?.0.remove(index);
        }
        Ok(())
    }

    fn owned(&self) -> Result<&Rc<Owned<'a>>, Fault> {
        match &self.0 {
            Repr::Owned(owned) => Ok(owned),
            Repr::Nil(_) => Err("assignment to entry in nil map".into()),
            Repr::Lazy(..) => Err("a map of the template's data cannot be changed; use deepCopy".into()),
        }
    }

    fn is_within(&self, value: &Value<'a>, meter: &Meter) -> Result<bool, Fault> {
        if !matches!(value, Value::Map(_) | Value::List(_)) {
            return Ok(false);
        }
        let mut open = vec![value.clone()];
        while let Some(value) = open.pop() {
            meter.step(1)?;
            match &value {
                Value::Map(map) if map.is_same(self) => return Ok(true),
                Value::Map(Map(Repr::Owned(owned))) => {
                    let entries = &owned.entries.borrow().0;
                    meter.read(entries.len().saturating_mul(LOOK))?;
                    open.extend(entries.iter().filter(|e| e.1.is_container()).map(|e| e.1.clone()));
                }
                Value::List(list) => {
                    meter.read(list.len().saturating_mul(LOOK))?;
                    open.extend(list.containers());
                }
                _ => {}
            }
        }
        Ok(false)
    }

    /// Takes the elements out when nobody else has this map; for taking deep values apart without recursion.
    pub(crate) fn into_owned_values(self) -> Option<Vec<Value<'a>>> {
        let Repr::Owned(owned) = self.0 else { return None };
        let entries = Rc::into_inner(owned)?.entries.into_inner();
        let mut entries = Rc::into_inner(entries)?;
        Some(std::mem::take(&mut entries.0).into_iter().map(|(_, value)| value).collect())
    }
}

/// The entries, to be changed at `place`: what moves behind it is paid for, and so is a copy where somebody goes through
/// them as they are.
fn changeable<'e, 'a>(
    entries: &'e mut Rc<Entries<'a>>,
    place: usize,
    meter: &Meter,
) -> Result<&'e mut Entries<'a>, Fault> {
    const ENTRY: usize = size_of::<(Text<'_>, Value<'_>)>();
    let length = entries.0.len();
    // Moved as one block, at many times the speed at which they are looked at.
    meter.read((length - place.min(length)).saturating_mul(ENTRY / 64))?;
    if Rc::strong_count(entries) > 1 {
        meter.charge(length.saturating_mul(ENTRY))?;
    }
    Ok(Rc::make_mut(entries))
}

impl<'a> Entries<'a> {
    fn get(&self, key: &str) -> Option<&Value<'a>> {
        // Most maps are small, and few keys have the same length: comparing lengths mostly settles it.
        if self.0.len() <= SMALL {
            return self.0.iter().find(|(k, _)| k.as_str() == key).map(|(_, value)| value);
        }
        self.0.get(self.find(key).ok()?).map(|(_, value)| value)
    }

    fn find(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(k, _)| k.as_str().cmp(key))
    }
}

/// Maps may nest deeper than the stack: taken apart one after the other.
impl Drop for Entries<'_> {
    fn drop(&mut self) {
        if self.0.iter().any(|(_, value)| value.is_container()) {
            let mut values = std::mem::take(&mut self.0).into_iter().map(|(_, value)| value).collect();
            super::take_apart(&mut values);
        }
    }
}

/// The entries of a map in Go's order of keys.
pub struct MapIter<'a> {
    source: Source<'a>,
    next: usize,
}

enum Source<'a> {
    Empty,
    Owned(Rc<Entries<'a>>, Type),
    Lazy(&'static dyn MapType, Data<'a>),
}

impl<'a> Iterator for MapIter<'a> {
    type Item = (Value<'a>, Value<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let index = self.next;
        self.next += 1;
        match &self.source {
            Source::Empty => None,
            Source::Owned(entries, key_type) => entries.0.get(index).map(|(key, value)| {
                let key = match key_type {
                    Type::NamedStr(kind) => Value::NamedStr(*kind, key.clone()),
                    _ => Value::Str(key.clone()),
                };
                (key, value.clone())
            }),
            Source::Lazy(kind, data) => kind.entry(data, index),
        }
    }
}
