//! What is known of the variables of a tree, at one place of it.

use super::{Dot, Extent, Specialiser, walk};
use crate::exec::Held;
use crate::parse::ast::known::Constant;
use crate::parse::ast::{List, Variable};

/// What is known of the variables of the tree at hand.
pub(super) struct State<'a> {
    slots: Vec<Option<Held<'a>>>,
    known: Vec<(Extent, u64)>,
}

impl<'a> Specialiser<'a, '_> {
    pub(super) fn state(&self) -> State<'a> {
        let base = self.exec.base;
        State {
            slots: self.exec.slots.get(base..).unwrap_or_default().to_vec(),
            known: self.known.get(base..).unwrap_or_default().to_vec(),
        }
    }

    pub(super) fn restore(&mut self, state: State<'a>) {
        self.exec.slots.truncate(self.exec.base);
        self.exec.slots.extend(state.slots);
        self.known.truncate(self.exec.base);
        self.known.extend(state.known);
    }

    /// What is known where several ways meet: what all of them know.
    pub(super) fn join(&mut self, ends: Vec<State<'a>>) {
        let mut ends = ends.into_iter();
        let Some(mut all) = ends.next() else { return };
        for other in ends {
            let State { slots, known } = &mut all;
            for (place, ((held, known), (others, of_other))) in
                slots.iter_mut().zip(known.iter_mut()).zip(other.slots.iter().zip(&other.known)).enumerate()
            {
                let is_same = known.1 == of_other.1
                    || (known.0.is_whole()
                        && of_other.0.is_whole()
                        && is_same(held.as_ref(), others.as_ref()));
                if place > 0 && !is_same {
                    self.stamps += 1;
                    (*held, *known) = (None, (Extent::Unknown, self.stamps));
                }
            }
        }
        self.restore(all);
    }

    /// Gives a variable a value, as far as it is known.
    pub(super) fn set(&mut self, variable: Variable, value: &Dot<'a>) {
        let Some(place) = variable.slot.map(|slot| self.exec.base + slot) else { return };
        let is_known =
            !matches!(value.extent, Extent::Unknown) && !self.mutable.has(self.exec.tree, variable);
        self.stamps += 1;
        if let (Some(slot), Some(known)) = (self.exec.slots.get_mut(place), self.known.get_mut(place)) {
            *slot = is_known.then(|| value.held.clone());
            *known = (if is_known { value.extent.clone() } else { Extent::Unknown }, self.stamps);
        }
    }

    /// How much is known of a variable.
    pub(super) fn extent(&self, variable: Variable) -> Extent {
        let place = variable.slot.map(|slot| self.exec.base + slot);
        place.and_then(|place| self.known.get(place)).map_or(Extent::Unknown, |known| known.0.clone())
    }

    /// Forgets the variables that any of these nodes sets.
    pub(super) fn forget(&mut self, nodes: &List) {
        walk::pipes(nodes, &mut |pipe, _| {
            for variable in &pipe.variables {
                self.set(*variable, &Dot::unknown());
            }
        });
    }
}

fn is_same(a: Option<&Held<'_>>, b: Option<&Held<'_>>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    let (Some(value), Some(other)) = (Constant::of(&a.value), Constant::of(&b.value)) else { return false };
    let is_alike = a.has_address == b.has_address && a.interface.copied() == b.interface.copied();
    is_alike && value.is_same(&other)
}
