//! The forms that a template's text takes. Most pods get the same text but for names and the like: it is read once, and typed
//! once, and a later pod fills its own texts in.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use kubeyaml::{Map, Pattern, Stencil, Text, Value};

use super::added::Added;
use super::kept::Kept;
use crate::Version;
use crate::template_document::{MOST_NODES, forget_restart_policy};

/// How many are kept. A template takes a form for each way through its branches that depend on the pod, and for each
/// value that does more than stand in a scalar.
const MOST: usize = 12;

/// Longer texts are read each time. Those of Istio's templates have 9 KB.
const LONGEST: usize = 24 << 10;

/// Where so many are kept, one of so many texts of no known form takes the place of the form that was of least use: pods
/// that all differ in what cannot be filled in must not cost more than reading their text.
const ONE_OF: usize = 32;

/// The known forms of a template's text.
#[derive(Debug)]
pub(crate) struct Shapes {
    kept: Kept<Shape>,
    misses: AtomicUsize,
}

/// A form, and the texts of one pod.
pub(crate) struct Filled {
    shape: Arc<Shape>,
    texts: Vec<Text>,
}

#[derive(Debug)]
struct Shape {
    stencil: Stencil,
    document: Pattern,
    added: Option<Added>,
}

impl Default for Shapes {
    fn default() -> Shapes {
        Shapes::of_most(MOST)
    }
}

impl Shapes {
    /// Room for so many.
    pub(super) fn of_most(most: usize) -> Shapes {
        Shapes { kept: Kept::new(most), misses: AtomicUsize::new(0) }
    }

    /// The form of a text, whose actions have printed the `holes`.
    pub(crate) fn find(&self, text: &str, holes: &[Range<usize>]) -> Option<Filled> {
        let (shape, texts) = self.kept.find(|shape| shape.stencil.texts(text, holes))?;
        Some(Filled { shape, texts })
    }

    /// Whether the form of a text that has none is to be learnt.
    pub(crate) fn learns(&self) -> bool {
        !self.kept.is_full() || self.misses.fetch_add(1, Ordering::Relaxed).is_multiple_of(ONE_OF)
    }

    /// Learns the form of a text, which has made the pod `after` of `before`. What it adds, it adds to pods that are asked
    /// about as these are.
    pub(crate) fn learn(
        &self,
        text: &str,
        holes: &[Range<usize>],
        version: Version,
        (mut before, after): (Value, &Value),
    ) {
        let Some(mut shape) = Shape::of(text, holes, version) else { return };
        let Some(texts) = shape.stencil.texts(text, holes) else { return };
        if let Some(added) = &shape.added {
            match added.add_to(&mut before, &texts) {
                // Another pod will tell whether it does the same as the merge.
                None => return,
                Some(_) if before == *after => {}
                Some(_) => shape.added = None,
            }
        }
        self.kept.add(shape);
    }
}

impl Shape {
    fn of(text: &str, holes: &[Range<usize>], version: Version) -> Option<Shape> {
        if text.len() > LONGEST {
            return None;
        }
        let (stencil, mut document) = Stencil::of(text, holes, MOST_NODES)?;
        if !version.restart_policy {
            forget_restart_policy(&mut document);
        }
        if document.is_null() {
            document = Value::Map(Map::new());
        }
        document.as_map()?;
        let added = Added::of(&document, version);
        Some(Shape { stencil, document: Pattern::of(document), added })
    }
}

impl Filled {
    /// The document of the text.
    pub(crate) fn document(&self) -> Value {
        self.shape.document.filled(&self.texts)
    }

    /// Adds what the document adds to a pod as its type has it, and gives the names of that; `None`, the pod left alone,
    /// where the document has to be merged.
    pub(crate) fn add_to(&self, pod: &mut Value) -> Option<Value> {
        self.shape.added.as_ref()?.add_to(pod, &self.texts)
    }
}
