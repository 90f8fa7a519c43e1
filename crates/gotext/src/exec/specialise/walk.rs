//! Goes through all that nodes have.

use crate::parse::ast::{Expr, ExprKind, List, Node, Pipe};

/// Shows each pipeline, those in parentheses too, and whether it is an action of its own.
pub(super) fn pipes(nodes: &List, see: &mut impl FnMut(&Pipe, bool)) {
    for node in nodes {
        match node {
            Node::Text(_) | Node::Made(_) | Node::Break | Node::Continue => {}
            Node::Action(pipe) => within(pipe, true, see),
            Node::Branch(branch) => {
                for (pipe, body) in &branch.arms {
                    within(pipe, false, see);
                    pipes(body, see);
                }
                pipes(&branch.otherwise, see);
            }
            Node::Range(range) => {
                within(&range.pipe, false, see);
                pipes(&range.body, see);
                pipes(&range.otherwise, see);
            }
            Node::Template(invocation) => {
                if let Some(pipe) = &invocation.pipe {
                    within(pipe, false, see);
                }
            }
        }
    }
}

/// Shows a pipeline and those in its parentheses.
pub(super) fn within(pipe: &Pipe, is_action: bool, see: &mut impl FnMut(&Pipe, bool)) {
    see(pipe, is_action);
    for command in &pipe.commands {
        for expr in std::iter::once(&command.head).chain(&command.args) {
            if let ExprKind::Pipe(inner) = &innermost(expr).kind {
                within(inner, false, see);
            }
        }
    }
}

/// The operands of a pipeline itself: those whose fields are asked for, without the fields.
pub(super) fn operands(pipe: &Pipe) -> impl Iterator<Item = &Expr> {
    let of_command = |command| {
        let command: &crate::parse::ast::Command = command;
        std::iter::once(&command.head).chain(&command.args).map(innermost)
    };
    pipe.commands.iter().flat_map(of_command)
}

/// What fields are of.
fn innermost(mut expr: &Expr) -> &Expr {
    while let ExprKind::Chain { on, .. } = &expr.kind {
        expr = on;
    }
    expr
}
