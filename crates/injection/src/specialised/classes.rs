//! Pods with the same annotations: most of what a template asks a pod is whether it has one of its annotations, and the pods
//! of a workload have theirs in common with each other, and often with those of other workloads.

use std::sync::{Arc, Mutex};

use gotext::Template;
use kubeyaml::{Map, Value};

use super::kept::Kept;
use super::{Shapes, Special};

/// How many are kept.
const MOST: usize = 8;

/// How many forms of a text each of them keeps.
const MOST_SHAPES: usize = 4;

/// How often annotations must have been seen before a template is specialised for them, which takes as long as to execute it
/// this many times: pods that all differ in them take little longer for it.
const SIGHTINGS: usize = 8;

/// How many sets of annotations are watched that have no template yet.
const MOST_WATCHED: usize = 16;

/// How long the annotations of a class may be together.
const LONGEST: usize = 2 << 10;

/// The classes of a template's form.
#[derive(Debug)]
pub(super) struct Classes {
    kept: Kept<Class>,
    /// Annotations that were seen, the latest last, and how often.
    watched: Mutex<Vec<(Annotations, usize)>>,
}

/// Pods with the same annotations.
#[derive(Debug)]
pub(crate) struct Class {
    annotations: Annotations,
    /// The template for them.
    pub special: Special,
}

/// The annotations of a pod, as far as it has any.
type Annotations = Option<Map>;

impl Default for Classes {
    fn default() -> Classes {
        Classes { kept: Kept::new(MOST), watched: Mutex::default() }
    }
}

impl Classes {
    /// The class of a pod with these annotations; `make` specialises the template for such pods.
    pub(super) fn find(
        &self,
        annotations: &Value,
        make: impl FnOnce() -> Option<Template>,
    ) -> Option<Arc<Class>> {
        let annotations = match annotations {
            Value::Null => None,
            annotations => Some(annotations.as_map()?),
        };
        let is_of = |class: &Class| (class.annotations.as_ref() == annotations).then_some(());
        if let Some((class, ())) = self.kept.find(is_of) {
            return Some(class);
        }
        if !self.is_frequent(annotations) {
            return None;
        }
        let special = Special { template: make()?, shapes: Shapes::of_most(MOST_SHAPES) };
        Some(self.kept.add(Class { annotations: annotations.cloned(), special }))
    }

    /// Whether annotations, now seen once more, were seen often enough to be a class.
    fn is_frequent(&self, annotations: Option<&Map>) -> bool {
        let entries = annotations.into_iter().flat_map(Map::iter);
        let length: usize = entries.map(|(key, value)| key.len() + value.as_str().map_or(0, str::len)).sum();
        // Nobody waits to be counted.
        let Ok(mut watched) = self.watched.try_lock() else { return false };
        if length > LONGEST {
            return false;
        }
        let place = watched.iter().position(|(there, _)| there.as_ref() == annotations);
        let sightings = place.map_or(0, |place| watched.remove(place).1) + 1;
        if sightings > SIGHTINGS {
            return true;
        }
        if watched.len() >= MOST_WATCHED {
            watched.remove(0);
        }
        watched.push((annotations.cloned(), sightings));
        false
    }
}

#[cfg(test)]
mod tests {
    use gotext::Functions;

    use super::*;

    fn template() -> Option<Template> {
        Template::parse("t", "x", ("", ""), &Functions::default()).ok()
    }

    #[test]
    fn annotations_that_were_seen_often_are_a_class() {
        let classes = Classes::default();
        let [none, one, other] = ["null", "{a: b}", "{a: c}"].map(|text| kubeyaml::read(text).unwrap());
        for annotations in [&none, &one] {
            for _ in 0..SIGHTINGS {
                assert!(classes.find(annotations, || panic!("too early")).is_none());
            }
            assert!(classes.find(annotations, template).is_some());
            assert!(classes.find(annotations, || panic!("it was made")).is_some());
        }
        assert!(classes.find(&other, || panic!("it is another one")).is_none());
    }

    #[test]
    fn annotations_that_differ_or_are_long_are_none() {
        let classes = Classes::default();
        let of = |text: String| Value::Map(Map::from_iter([("a".into(), Value::text(text))]));
        for number in 0..10 * SIGHTINGS {
            assert!(classes.find(&of("x".repeat(LONGEST)), template).is_none());
            assert!(classes.find(&of((number % (MOST_WATCHED + 1)).to_string()), template).is_none());
        }
    }
}
