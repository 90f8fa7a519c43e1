//! Which values may be changed in place by functions such as `set`: of these nothing is known.

use std::collections::HashSet;

use super::walk;
use crate::functions::Nature;
use crate::parse::ast::{Callee, Command, Expr, ExprKind, Pipe, Tree, Variable};
use crate::template::Template;

/// The variables whose maps functions change.
#[derive(Debug, Default)]
pub(super) struct Mutable {
    /// By the name of the tree, and the place of the variable in it.
    variables: HashSet<(Box<str>, usize)>,
    /// Whether it may be any map.
    pub all: bool,
}

impl Mutable {
    /// Those of a template. A map that is changed is one that a variable was declared with and nobody else has, as in
    /// `{{ $x := dict }}{{ $x = set $x "a" 1 }}`; where one that others may have is changed, all maps may be.
    pub(super) fn of(template: &Template) -> Mutable {
        let mut mutable = Mutable::default();
        for tree in template.trees() {
            walk::pipes(&tree.root, &mut |pipe, _| {
                pipe.commands.iter().for_each(|command| mutable.changed(tree, command));
            });
        }
        for tree in template.trees().filter(|_| !mutable.variables.is_empty()) {
            let mut sure = true;
            walk::pipes(&tree.root, &mut |pipe, is_action| {
                let changes = pipe.variables.iter().any(|variable| mutable.has(tree, *variable));
                sure &= !changes || (is_action && is_own(pipe));
            });
            mutable.all |= !sure;
        }
        mutable
    }

    /// Whether the map of this variable may be changed.
    pub(super) fn has(&self, tree: &Tree, variable: Variable) -> bool {
        !self.variables.is_empty()
            && variable.slot.is_some_and(|slot| self.variables.contains(&(tree.name.clone(), slot)))
    }

    fn changed(&mut self, tree: &Tree, command: &Command) {
        if nature(&command.head) != Some(Nature::Changes) {
            return;
        }
        match command.args.first().and_then(bare) {
            Some(Variable { slot: Some(slot), .. }) => {
                self.variables.insert((tree.name.clone(), slot));
            }
            _ => self.all = true,
        }
    }
}

fn nature(expr: &Expr) -> Option<Nature> {
    match &expr.kind {
        ExprKind::Function { callee: Callee::Function(function), .. } => Some(function.nature()),
        _ => None,
    }
}

/// The variable that an expression is.
fn bare(expr: &Expr) -> Option<Variable> {
    match &expr.kind {
        ExprKind::Variable { variable, fields } if fields.is_empty() => Some(*variable),
        _ => None,
    }
}

/// Whether a pipeline gives its variable a new map, or the one that it has.
fn is_own(pipe: &Pipe) -> bool {
    let ([variable], [command]) = (pipe.variables.as_slice(), pipe.commands.as_slice()) else { return false };
    match (nature(&command.head), command.args.first()) {
        (Some(Nature::Dict), None) => true,
        (Some(Nature::Changes), Some(first)) => bare(first).is_some_and(|of| of.slot == variable.slot),
        _ => false,
    }
}
