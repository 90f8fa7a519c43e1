//! Pods that share what their author wrote.

use std::collections::HashMap;
use std::rc::Rc;

use kubeyaml::Value;
use objects::World;

use crate::admission::{self, Asked};
use crate::author::{self, Author};
use crate::part;

/// Pods that share what their author wrote, and thus what injection answers about them.
pub(crate) struct Family<'a> {
    /// Its number among those of a look.
    pub number: usize,
    /// The pod as its author wrote it.
    pub author: Author,
    /// Which injector is asked about such a pod when it is created.
    pub asked: Asked<'a>,
}

/// The families of a world, each made once.
pub(crate) struct Families<'a> {
    world: &'a World,
    known: HashMap<String, Rc<Family<'a>>>,
}

impl<'a> Families<'a> {
    pub(crate) fn of(world: &'a World) -> Families<'a> {
        Families { world, known: HashMap::new() }
    }

    /// The family of a pod.
    pub(crate) fn of_pod(&mut self, pod: &Value) -> Rc<Family<'a>> {
        // What a template gives depends on few parts of the pod: no need to make it to know it.
        if let Some((owner, template)) = author::template(self.world, pod) {
            let key = format!("{owner} {}", author::of_pod_in_template(pod));
            return self.family(key, || author::from_template(template, pod));
        }
        let author = author::from_running(pod);
        self.family(kubeyaml::to_json(&author.pod), || author)
    }

    fn family(&mut self, key: String, author: impl FnOnce() -> Author) -> Rc<Family<'a>> {
        let (world, number) = (self.world, self.known.len());
        let made = self.known.entry(key).or_insert_with(|| {
            let author = author();
            let asked = admission::asked_in(world, &author.pod, part::namespace(&author.pod));
            Rc::new(Family { number, author, asked })
        });
        Rc::clone(made)
    }
}
