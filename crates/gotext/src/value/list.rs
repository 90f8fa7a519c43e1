//! Lists: made by functions, or read where they lie in the data.

use std::cell::RefCell;
use std::rc::Rc;

use crate::value::{Data, Type, Value};

/// A kind of list in somebody's data: what a slice of a struct field is. Items are made when they are asked for.
pub trait ListType: Sync {
    /// The name of the type, if it has one.
    fn name(&self) -> Option<&str> {
        None
    }

    /// The element type.
    fn elem(&self) -> Type;

    /// How many items `data` has.
    fn len(&self, data: &Data<'_>) -> usize;

    /// Whether `data` has no items.
    fn is_empty(&self, data: &Data<'_>) -> bool {
        self.len(data) == 0
    }

    /// The item at `index`; `None` when it is out of range.
    fn item<'a>(&self, data: &Data<'a>, index: usize) -> Option<Value<'a>>;
}

/// A Go slice. Cloning shares it.
#[derive(Clone)]
pub struct List<'a>(Repr<'a>);

#[derive(Clone)]
enum Repr<'a> {
    Nil(Declared),
    /// The first so many of the items.
    Owned(Rc<Owned<'a>>, usize),
    Lazy(&'static dyn ListType, Data<'a>),
}

/// What the type is known by.
#[derive(Clone, Copy)]
enum Declared {
    Elem(&'static Type),
    Kind(&'static dyn ListType),
}

/// Items that lists share which grew out of each other, as slices in Go share an array: they are only ever added to.
struct Owned<'a> {
    declared: Declared,
    items: RefCell<Vec<Value<'a>>>,
}

impl<'a> List<'a> {
    /// A nil slice.
    pub const fn nil(elem: &'static Type) -> List<'a> {
        List(Repr::Nil(Declared::Elem(elem)))
    }

    /// A nil slice of a declared type.
    pub const fn nil_of(kind: &'static dyn ListType) -> List<'a> {
        List(Repr::Nil(Declared::Kind(kind)))
    }

    /// A slice of items that have the type `elem`.
    pub fn new(elem: &'static Type, items: Vec<Value<'a>>) -> List<'a> {
        List::of(Declared::Elem(elem), items)
    }

    /// A slice of the type of this one, with other items.
    pub(crate) fn with_items(&self, items: Vec<Value<'a>>) -> List<'a> {
        List::of(self.declared(), items)
    }

    fn of(declared: Declared, items: Vec<Value<'a>>) -> List<'a> {
        let length = items.len();
        List(Repr::Owned(Rc::new(Owned { declared, items: RefCell::new(items) }), length))
    }

    /// A slice in the data.
    pub const fn lazy(kind: &'static dyn ListType, data: Data<'a>) -> List<'a> {
        List(Repr::Lazy(kind, data))
    }

    /// The element type.
    pub fn elem(&self) -> Type {
        match self.declared() {
            Declared::Elem(elem) => *elem,
            Declared::Kind(kind) => kind.elem(),
        }
    }

    /// The type.
    pub fn to_type(&self) -> Type {
        match self.declared() {
            Declared::Elem(elem) => Type::List(elem),
            Declared::Kind(kind) => Type::Listed(kind),
        }
    }

    fn declared(&self) -> Declared {
        match &self.0 {
            Repr::Nil(declared) => *declared,
            Repr::Owned(owned, _) => owned.declared,
            Repr::Lazy(kind, _) => Declared::Kind(*kind),
        }
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Repr::Nil(_) => 0,
            Repr::Owned(_, length) => *length,
            Repr::Lazy(kind, data) => kind.len(data),
        }
    }

    /// Whether there is no item.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether this is Go's nil slice.
    pub fn is_nil(&self) -> bool {
        matches!(self.0, Repr::Nil(_))
    }

    /// Whether its items are in memory, and not made from the data one by one.
    pub(crate) fn is_made(&self) -> bool {
        matches!(self.0, Repr::Owned(..))
    }

    /// Whether both are the very same list, not just equal ones.
    pub fn is_same(&self, other: &List<'_>) -> bool {
        match (&self.0, &other.0) {
            (Repr::Owned(a, n), Repr::Owned(b, m)) => {
                n == m && std::ptr::addr_eq(Rc::as_ptr(a), Rc::as_ptr(b))
            }
            _ => false,
        }
    }

    /// The item at `index`; [`Value::Nil`] stands for a nil element of `[]interface {}`.
    pub fn item(&self, index: usize) -> Option<Value<'a>> {
        match &self.0 {
            Repr::Nil(_) => None,
            Repr::Owned(owned, length) => {
                owned.items.borrow().get(index).filter(|_| index < *length).cloned()
            }
            Repr::Lazy(kind, data) => kind.item(data, index),
        }
    }

    /// The items in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Value<'a>> + DoubleEndedIterator + '_ {
        (0..self.len()).map(|i| self.item(i).unwrap_or(Value::Nil))
    }

    /// The items in a vector of their own.
    pub fn to_vec(&self) -> Vec<Value<'a>> {
        match &self.0 {
            Repr::Owned(owned, length) => owned.items.borrow().iter().take(*length).cloned().collect(),
            _ => self.iter().collect(),
        }
    }

    /// A `[]interface {}` of these items and one more. It shares the items where nobody has added to them yet and the new
    /// one cannot contain them, so that a list that grows item by item costs no more than its length; `copy` is asked
    /// before they are copied, with their number.
    ///
    /// Errors with what `copy` says.
    pub fn with<E>(
        &self,
        value: Value<'a>,
        copy: impl FnOnce(usize) -> Result<(), E>,
    ) -> Result<List<'a>, E> {
        if let Repr::Owned(owned, length) = &self.0
            && matches!(owned.declared, Declared::Elem(Type::Any))
            && !value.is_container()
        {
            let mut items = owned.items.borrow_mut();
            if items.len() == *length {
                items.push(value);
                return Ok(List(Repr::Owned(Rc::clone(owned), length + 1)));
            }
        }
        copy(self.len())?;
        let mut items = self.to_vec();
        items.push(value);
        Ok(List::new(&Type::Any, items))
    }

    /// Takes the items out when nobody else has this list; for taking deep values apart without recursion.
    pub(crate) fn into_owned_items(self) -> Option<Vec<Value<'a>>> {
        match self.0 {
            Repr::Owned(owned, _) => Rc::into_inner(owned).map(|owned| owned.items.take()),
            _ => None,
        }
    }

    /// The items of a list that a function made which may contain other values.
    pub(crate) fn containers(&self) -> Vec<Value<'a>> {
        match &self.0 {
            Repr::Owned(owned, _) => {
                owned.items.borrow().iter().filter(|item| item.is_container()).cloned().collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Lists may nest deeper than the stack: taken apart one after the other.
impl Drop for Owned<'_> {
    fn drop(&mut self) {
        super::take_apart(self.items.get_mut());
    }
}
