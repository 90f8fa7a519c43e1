//! What a document may cost while it is read.

use thiserror::Error;

/// Text up to this length lies within its node.
const INLINE: usize = 24;

/// What each part of a document is charged, in bytes: what it takes itself, and what its reader will do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tariff {
    /// A scalar, a list or a key.
    pub value: usize,
    /// A mapping.
    pub mapping: usize,
    /// Each byte of a text that is longer than a node holds.
    pub text: usize,
}

/// A document takes more than it was granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the document takes more memory than it may")]
pub struct Exhausted;

/// What is left for a document.
#[derive(Clone, Debug)]
pub struct Meter {
    tariff: Tariff,
    left: usize,
}

impl Meter {
    /// A meter that holds `bytes` at this tariff.
    pub fn new(tariff: Tariff, bytes: usize) -> Meter {
        Meter { tariff, left: bytes }
    }

    /// A meter that charges nothing.
    pub fn unlimited() -> Meter {
        Meter { tariff: Tariff { value: 0, mapping: 0, text: 0 }, left: 0 }
    }

    /// The bytes that are left.
    pub fn left(&self) -> usize {
        self.left
    }

    /// Charges some bytes for something else.
    ///
    /// # Errors
    /// Fewer are left.
    pub fn charge(&mut self, bytes: usize) -> Result<(), Exhausted> {
        self.left = self.left.checked_sub(bytes).ok_or(Exhausted)?;
        Ok(())
    }

    pub(super) fn value(&mut self) -> Result<(), Exhausted> {
        self.charge(self.tariff.value)
    }

    pub(super) fn mapping(&mut self) -> Result<(), Exhausted> {
        self.charge(self.tariff.mapping)
    }

    pub(super) fn text(&mut self, length: usize) -> Result<(), Exhausted> {
        if length <= INLINE { Ok(()) } else { self.charge(length.saturating_mul(self.tariff.text)) }
    }

    /// Charges a document that was read by other means.
    ///
    /// # Errors
    /// It takes more than is left.
    pub fn document(&mut self, document: &crate::Value) -> Result<(), Exhausted> {
        match document {
            crate::Value::String(text) => {
                self.value()?;
                self.text(text.len())
            }
            crate::Value::List(items) => {
                self.value()?;
                items.iter().try_for_each(|item| self.document(item))
            }
            crate::Value::Map(map) => {
                self.mapping()?;
                map.iter().try_for_each(|(key, value)| {
                    self.value()?;
                    self.text(key.len())?;
                    self.document(value)
                })
            }
            _ => self.value(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{from_json, from_json_metered};

    #[test]
    fn a_document_costs_what_reading_it_costs() {
        let json =
            br#"{"a":[1,{"b":null}],"a key that is longer than twenty-four":"and a text of the kind, too"}"#;
        let tariff = Tariff { value: 3, mapping: 5, text: 7 };
        let (mut read, mut walked) = (Meter::new(tariff, 10_000), Meter::new(tariff, 10_000));
        from_json_metered(json, &mut read).unwrap();
        walked.document(&from_json(json).unwrap()).unwrap();
        assert_eq!(read.left(), walked.left());
        assert!(read.left() < 10_000);
    }
}
