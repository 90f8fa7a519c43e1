//! What is made of a tree at last: assignments go that nobody reads, and texts side by side become one.

use super::walk;
use crate::parse::ast::{Expr, ExprKind, List, Node, Pipe};

/// How often assignments are looked at that only others read.
const ROUNDS: usize = 8;

/// The nodes of a tree with so many variables, without what has no effect.
pub(super) fn settle(mut nodes: List, slots: usize, source: &str) -> List {
    for _ in 0..ROUNDS {
        let mut read = vec![false; slots];
        walk::pipes(&nodes, &mut |pipe, _| walk::operands(pipe).for_each(|expr| note(expr, &mut read)));
        if !without_unread(&mut nodes, &read) {
            break;
        }
    }
    joined(nodes, source)
}

fn note(expr: &Expr, read: &mut [bool]) {
    if let ExprKind::Variable { variable, .. } = &expr.kind
        && let Some(read) = variable.slot.and_then(|slot| read.get_mut(slot))
    {
        *read = true;
    }
}

/// Takes out assignments that cannot go wrong, to variables that nobody reads. Whether there were any.
fn without_unread(nodes: &mut List, read: &[bool]) -> bool {
    let before = nodes.len();
    nodes.retain(|node| match node {
        Node::Action(pipe) if pipe.is_sure && !pipe.variables.is_empty() => {
            let is_read = |slot: Option<usize>| slot.and_then(|slot| read.get(slot)).copied();
            pipe.variables.iter().any(|variable| is_read(variable.slot).unwrap_or(true))
        }
        _ => true,
    });
    let mut any = nodes.len() < before;
    for node in nodes {
        match node {
            Node::Branch(branch) => {
                for (_, body) in &mut branch.arms {
                    any |= without_unread(body, read);
                }
                any |= without_unread(&mut branch.otherwise, read);
            }
            Node::Range(range) => {
                any |= without_unread(&mut range.body, read);
                any |= without_unread(&mut range.otherwise, read);
            }
            _ => {}
        }
    }
    any
}

fn joined(nodes: List, source: &str) -> List {
    let mut out = List::new();
    for mut node in nodes {
        match &mut node {
            Node::Branch(branch) => {
                for (_, body) in &mut branch.arms {
                    *body = joined(std::mem::take(body), source);
                }
                branch.otherwise = joined(std::mem::take(&mut branch.otherwise), source);
            }
            Node::Range(range) => {
                range.body = joined(std::mem::take(&mut range.body), source);
                range.otherwise = joined(std::mem::take(&mut range.otherwise), source);
            }
            _ => {}
        }
        match (out.last().and_then(|last| text(last, source)), text(&node, source)) {
            (_, Some("")) => {}
            (Some(before), Some(text)) => {
                let both = Node::Made([before, text].concat().into());
                out.pop();
                out.push(both);
            }
            _ => out.push(node),
        }
    }
    out.shrink_to_fit();
    out
}

fn text<'n>(node: &'n Node, source: &'n str) -> Option<&'n str> {
    match node {
        Node::Text(span) => Some(span.of(source)),
        Node::Made(text) => Some(text),
        _ => None,
    }
}

/// Whether nodes have a `break` or `continue` of the loop around them.
pub(super) fn jumps(nodes: &List) -> bool {
    nodes.iter().any(|node| match node {
        Node::Break | Node::Continue => true,
        Node::Branch(branch) => jumps(&branch.otherwise) || branch.arms.iter().any(|(_, body)| jumps(body)),
        Node::Range(range) => jumps(&range.otherwise),
        _ => false,
    })
}

/// Whether any of the nodes looks at the dot that they are executed on.
pub(super) fn uses_dot(nodes: &List) -> bool {
    nodes.iter().any(|node| match node {
        Node::Text(_) | Node::Made(_) | Node::Break | Node::Continue => false,
        Node::Action(pipe) => is_of_dot(pipe),
        Node::Branch(branch) => {
            uses_dot(&branch.otherwise)
                || branch.arms.iter().any(|(pipe, body)| is_of_dot(pipe) || (!branch.with && uses_dot(body)))
        }
        Node::Range(range) => is_of_dot(&range.pipe) || uses_dot(&range.otherwise),
        Node::Template(invocation) => invocation.pipe.as_ref().is_some_and(is_of_dot),
    })
}

fn is_of_dot(pipe: &Pipe) -> bool {
    let mut found = false;
    walk::within(pipe, false, &mut |pipe, _| {
        found |= walk::operands(pipe).any(|expr| matches!(expr.kind, ExprKind::Dot | ExprKind::Field(_)));
    });
    found
}
