//! How much is known of a value.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::parse::ast::Span;
use crate::value::{Pointer, Struct, Value};

/// How much is known of a value.
#[derive(Clone, Debug)]
pub(super) enum Extent {
    /// Nothing.
    Unknown,
    /// All of it.
    Whole,
    /// Some of its fields or entries.
    Part(Rc<Parts>),
}

/// What is known of the fields or entries of a value.
#[derive(Debug)]
pub(super) struct Parts {
    pub known: BTreeMap<Box<str>, Extent>,
    /// Whether it has no others.
    pub is_closed: bool,
}

impl Extent {
    /// Of a record with the known fields, of some of which only one of their own fields is known; `None` where the value is
    /// not a pointer to a record.
    pub(super) fn of_record(value: &Value<'_>, in_part: &[(&str, &str)]) -> Option<Extent> {
        let Value::Pointer(Pointer::Struct(Struct::Record(record))) = value else { return None };
        let extent = |field: &str| match in_part.iter().find(|(name, _)| *name == field) {
            Some((_, inner)) => Extent::open([((*inner).into(), Extent::Whole)]),
            None => Extent::Whole,
        };
        Some(Extent::open(record.fields.iter().map(|(name, _)| ((*name).into(), extent(name)))))
    }

    /// Of a value with more fields than these.
    fn open(known: impl IntoIterator<Item = (Box<str>, Extent)>) -> Extent {
        Extent::Part(Rc::new(Parts { known: known.into_iter().collect(), is_closed: false }))
    }

    /// How much is known of a field of the value.
    pub(super) fn field(&self, name: &str) -> Extent {
        self.step(name).cloned().unwrap_or_else(|whole| whole)
    }

    /// How much is known of a field; an error where that does not depend on the field.
    fn step(&self, name: &str) -> Result<&Extent, Extent> {
        match self {
            Extent::Unknown | Extent::Whole => Ok(self),
            Extent::Part(parts) => match parts.known.get(name) {
                Some(known) => Ok(known),
                // An entry that is not there is no value at all, and so are its fields.
                None if parts.is_closed => Err(Extent::Whole),
                None => Err(Extent::Unknown),
            },
        }
    }

    pub(super) fn is_whole(&self) -> bool {
        matches!(self, Extent::Whole)
    }

    /// How much is known of what a path of fields leads to.
    pub(super) fn at(&self, fields: &[Span], source: &str) -> Extent {
        let mut extent = self;
        for field in fields {
            match extent.step(field.of(source)) {
                Ok(known) => extent = known,
                Err(extent) => return extent,
            }
        }
        extent.clone()
    }
}
