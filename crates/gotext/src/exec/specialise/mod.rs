//! Templates of which all is worked out before execution that does not depend on what differs from one execution to the
//! next.
//!
//! The engine itself works on the parsed template, with what is known of the data, and what it cannot know stays: branches
//! that are never taken go, loops over what is known are unrolled, what is printed in any case becomes text, and a `define`
//! is made again for each place that calls it. What fails stays as it was, so that it fails where and when it would have.
//! The result is a template of the same text, and says the same in its errors.

mod extent;
mod mutable;
mod nodes;
mod pipes;
mod settle;
mod state;
mod walk;

use super::{Exec, Held};
use crate::budget::Budget;
use crate::parse::ast::{List, Tree, Trees};
use crate::template::{MissingKey, Template};
use crate::value::Value;
use extent::Extent;
use mutable::Mutable;

/// How many nodes a template may have that is made, as loops in loops are unrolled.
const MOST_NODES: usize = 20_000;

/// How many trees may be made of its `define`s.
const MOST_TREES: usize = 100;

/// Loops of more rounds stay loops.
const MOST_ROUNDS: usize = 32;

/// Templates that call templates deeper than this stay as they are.
const DEEPEST: usize = 20;

impl Template {
    /// The same template for data of which these fields are known, which must be fields of the record that it is executed
    /// on, with equal values. On such data it gives the same output and the same errors, but takes fewer steps of its budget.
    /// `None` for a template that calls itself or would become too large.
    pub fn specialised<'a>(&'a self, known: Value<'a>, budget: &Budget) -> Option<Template> {
        self.specialised_in_part(known, &[], budget)
    }

    /// As [`Template::specialised`], where of some of the fields only one field of their own is known: of each of `in_part`
    /// the second one.
    pub fn specialised_in_part<'a>(
        &'a self,
        known: Value<'a>,
        in_part: &[(&str, &str)],
        budget: &Budget,
    ) -> Option<Template> {
        let tree = self.tree(self.name()).filter(|_| self.missing_key() == MissingKey::Default)?;
        let mut nowhere = String::new();
        let mut specialiser = Specialiser {
            exec: Exec::new(self, tree, budget, &mut nowhere),
            known: Vec::new(),
            stamps: 0,
            mutable: Mutable::of(self),
            made: Trees::new(),
            open: Vec::new(),
            left: MOST_NODES,
            failed: false,
        };
        let extent = Extent::of_record(&known, in_part)?;
        let root = specialiser.tree(tree, &Dot { held: Held::plain(known), extent });
        if specialiser.failed {
            return None;
        }
        let mut trees = specialiser.made;
        trees.insert(tree.name.clone(), Tree { root, ..tree.without_nodes() });
        Some(self.with_trees(trees))
    }
}

/// Dot, or a value that becomes one, and how much of it is known.
#[derive(Clone)]
struct Dot<'a> {
    held: Held<'a>,
    extent: Extent,
}

impl<'a> Dot<'a> {
    fn whole(held: Held<'a>) -> Dot<'a> {
        Dot { held, extent: Extent::Whole }
    }

    fn unknown() -> Dot<'a> {
        Dot { held: Held::missing(), extent: Extent::Unknown }
    }
}

struct Specialiser<'a, 'o> {
    /// What works out values. Its variables are those that are known.
    exec: Exec<'a, 'o>,
    /// How much is known of each variable, and when it was set.
    known: Vec<(Extent, u64)>,
    stamps: u64,
    mutable: Mutable,
    /// The trees that were made of `define`s.
    made: Trees,
    /// The `define`s that are being made.
    open: Vec<&'a str>,
    left: usize,
    /// Whether nothing comes of it.
    failed: bool,
}

impl<'a> Specialiser<'a, '_> {
    /// The nodes of a tree that is executed on `dot`.
    fn tree(&mut self, tree: &'a Tree, dot: &Dot<'a>) -> List {
        let (outer, base) = (self.exec.tree, self.exec.base);
        let depth = self.exec.slots.len();
        self.exec.enter(tree, dot.held.clone());
        self.stamps += 1;
        self.known.push((dot.extent.clone(), self.stamps));
        self.known.resize(depth + tree.slots, (Extent::Unknown, self.stamps));
        let nodes = self.list(dot, &tree.root);
        self.exec.slots.truncate(depth);
        self.known.truncate(depth);
        (self.exec.tree, self.exec.base) = (outer, base);
        settle::settle(nodes, tree.slots, self.exec.source)
    }

    /// Lets the engine work out a value; `None` where it fails, or gives a map that may be changed later.
    fn evaluate(
        &mut self,
        work: impl FnOnce(&mut Exec<'a, '_>) -> super::Done<Held<'a>>,
    ) -> Option<Held<'a>> {
        let (arguments, depth) = (self.exec.args.len(), self.exec.depth);
        match work(&mut self.exec) {
            Ok(held) => Some(held).filter(|held| !(self.mutable.all && held.value.is_container())),
            Err(_) => {
                self.exec.args.truncate(arguments);
                self.exec.depth = depth;
                None
            }
        }
    }
}

#[cfg(test)]
mod tests;
