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
    /// Of a record with the known fields; `None` where the value is not a pointer to a record.
    pub(super) fn of_record(value: &Value<'_>) -> Option<Extent> {
        let Value::Pointer(Pointer::Struct(Struct::Record(record))) = value else { return None };
        let known = record.fields.iter().map(|(name, _)| ((*name).into(), Extent::Whole)).collect();
        Some(Extent::Part(Rc::new(Parts { known, is_closed: false })))
    }

    pub(super) fn is_whole(&self) -> bool {
        matches!(self, Extent::Whole)
    }

    /// How much is known of what a path of fields leads to.
    pub(super) fn at(&self, fields: &[Span], source: &str) -> Extent {
        let mut extent = self;
        for field in fields {
            match extent {
                Extent::Unknown | Extent::Whole => break,
                Extent::Part(parts) => match parts.known.get(field.of(source)) {
                    Some(known) => extent = known,
                    // An entry that is not there is no value at all, and so are its fields.
                    None if parts.is_closed => return Extent::Whole,
                    None => return Extent::Unknown,
                },
            }
        }
        extent.clone()
    }
}
