//! Actions and control structures.

use super::{DEEPEST, Dot, MOST_ROUNDS, MOST_TREES, Specialiser, settle};
use crate::exec::Held;
use crate::parse::ast::known::{Constant, Known};
use crate::parse::ast::{
    Branch, Command, Expr, ExprKind, Invocation, List, Node, Pipe, Range, Tree, Variable,
};
use crate::value::{Type, Value};

impl<'a> Specialiser<'a, '_> {
    /// What stays of some nodes.
    pub(super) fn list(&mut self, dot: &Dot<'a>, list: &'a List) -> List {
        let mut out = List::new();
        for node in list {
            self.take(1);
            if self.failed {
                break;
            }
            match node {
                Node::Text(_) | Node::Made(_) | Node::Break | Node::Continue => out.push(node.clone()),
                Node::Action(pipe) => self.action(dot, pipe, &mut out),
                Node::Branch(branch) => self.branch(dot, branch, &mut out),
                Node::Range(range) => self.range(dot, range, &mut out),
                Node::Template(invocation) => self.invocation(dot, invocation, &mut out),
            }
        }
        out
    }

    fn action(&mut self, dot: &Dot<'a>, pipe: &'a Pipe, out: &mut List) {
        let made = self.pipe(dot, pipe);
        if pipe.variables.is_empty()
            && let Some(held) = made.whole()
            && let Some(text) = self.printed(held, pipe)
        {
            out.push(Node::Made(text));
            return;
        }
        out.push(Node::Action(made.pipe));
    }

    /// What an action prints of a value.
    fn printed(&mut self, held: &Held<'a>, pipe: &'a Pipe) -> Option<Box<str>> {
        self.exec.out.clear();
        self.exec.print(held, pipe).ok()?;
        Some(self.exec.out.as_str().into())
    }

    fn branch(&mut self, dot: &Dot<'a>, branch: &'a Branch, out: &mut List) {
        let mut arms = Vec::new();
        let mut ends = Vec::new();
        for (pipe, body) in &branch.arms {
            let made = self.pipe(dot, pipe);
            let is_true = made.whole().map(|held| held.value.is_true());
            let inner = if branch.with { made.dot() } else { dot.clone() };
            match is_true {
                // What it sets is seen by the arms that follow.
                Some(false) if pipe.variables.is_empty() => {}
                Some(false) if arms.is_empty() => out.push(Node::Action(made.pipe)),
                Some(false) => arms.push((made.pipe, List::new())),
                Some(true) => {
                    let mut taken = List::new();
                    let body = self.list(&inner, body);
                    certain(branch.with, made.pipe, body, &mut taken);
                    return self.close(branch.with, arms, taken, ends, out);
                }
                None => {
                    let before = self.state();
                    let body = self.list(&inner, body);
                    ends.push(self.state());
                    self.restore(before);
                    arms.push((made.pipe, body));
                }
            }
        }
        let otherwise = self.list(dot, &branch.otherwise);
        self.close(branch.with, arms, otherwise, ends, out);
    }

    /// Ends a branch: `otherwise` is what happens where no arm is taken, and the state is that behind it.
    fn close(
        &mut self,
        with: bool,
        arms: Vec<(Pipe, List)>,
        otherwise: List,
        mut ends: Vec<super::state::State<'a>>,
        out: &mut List,
    ) {
        if arms.is_empty() {
            out.extend(otherwise);
            return;
        }
        ends.push(self.state());
        self.join(ends);
        out.push(Node::Branch(Branch { with, arms, otherwise }));
    }

    fn range(&mut self, dot: &Dot<'a>, range: &'a Range, out: &mut List) {
        let made = self.pipe(dot, &range.pipe);
        let rounds = made.whole().and_then(|held| rounds(held)).filter(|_| !settle::jumps(&range.body));
        if let Some(rounds) = rounds {
            if rounds.is_empty() {
                if !range.pipe.variables.is_empty() {
                    out.push(Node::Action(made.pipe));
                }
                out.extend(self.list(dot, &range.otherwise));
                return;
            }
            let before = self.state();
            match self.unrolled(range, rounds) {
                Some(nodes) => return out.extend(nodes),
                None => self.restore(before),
            }
        }
        self.forget(&range.body);
        for variable in &range.pipe.variables {
            self.set(*variable, &Dot::unknown());
        }
        let body = self.list(&Dot::unknown(), &range.body);
        self.forget(&range.body);
        let otherwise = self.list(dot, &range.otherwise);
        self.forget(&range.otherwise);
        out.push(Node::Range(Range { pipe: made.pipe, body, otherwise }));
    }

    /// The rounds of a loop, one behind the other; `None` where they need the item as it is.
    fn unrolled(&mut self, range: &'a Range, rounds: Vec<(Held<'a>, Held<'a>)>) -> Option<List> {
        let mut out = List::new();
        for (index, item) in rounds {
            let values = match range.pipe.variables.as_slice() {
                [] => Vec::new(),
                [only] => vec![(*only, item.clone())],
                [first, second, ..] => vec![(*first, index), (*second, item.clone())],
            };
            for (variable, held) in values {
                self.set(variable, &Dot::whole(held.clone()));
                out.push(Node::Action(assignment(&range.pipe, variable, &held)?));
            }
            let body = self.list(&Dot::whole(item), &range.body);
            if settle::uses_dot(&body) {
                return None;
            }
            out.extend(body);
        }
        Some(out)
    }

    fn invocation(&mut self, dot: &Dot<'a>, invocation: &'a Invocation, out: &mut List) {
        let made = invocation.pipe.as_ref().map(|pipe| self.pipe(dot, pipe));
        let inner = match &made {
            Some(made) => made.dot(),
            None => Dot::whole(Held::missing()),
        };
        let is_sure = made.as_ref().is_none_or(|made| made.pipe.is_sure);
        let name = &*invocation.name;
        let mut call = Invocation {
            pos: invocation.pos,
            name: invocation.name.clone(),
            made: None,
            pipe: made.map(|made| made.pipe),
        };
        let Some(tree) = self.exec.template.tree(name) else {
            out.push(Node::Template(call));
            return;
        };
        let is_open = self.open.contains(&name) || name == self.exec.template.name();
        if is_open || self.open.len() == DEEPEST || self.made.len() == MOST_TREES {
            self.failed = true;
            return;
        }
        self.open.push(name);
        let root = self.tree(tree, &inner);
        self.open.pop();
        if is_sure && root.iter().all(|node| matches!(node, Node::Text(_) | Node::Made(_))) {
            out.extend(root);
            return;
        }
        // No text can have this name: the delimiter of Go's own names.
        let key: Box<str> = format!("{name}\0{}", self.made.len()).into();
        self.made.insert(key.clone(), Tree { root, ..tree.without_nodes() });
        call.made = Some(key);
        out.push(Node::Template(call));
    }
}

/// An arm that is taken in any case.
fn certain(with: bool, pipe: Pipe, body: List, out: &mut List) {
    if with && settle::uses_dot(&body) {
        out.push(Node::Branch(Branch { with, arms: vec![(pipe, body)], otherwise: List::new() }));
        return;
    }
    if !pipe.variables.is_empty() {
        out.push(Node::Action(pipe));
    }
    out.extend(body);
}

/// What a loop goes through: index or key, and item; `None` where it is no list or map, or is long.
fn rounds<'a>(held: &Held<'a>) -> Option<Vec<(Held<'a>, Held<'a>)>> {
    match &held.value {
        Value::Missing | Value::Nil => Some(Vec::new()),
        Value::List(list) if list.len() <= MOST_ROUNDS => {
            let is_interface = matches!(list.elem(), Type::Any);
            let each = |(i, value): (usize, _)| {
                let index = Value::int(i64::try_from(i).unwrap_or(i64::MAX));
                (Held::plain(index), Held::addressed(value, is_interface))
            };
            Some(list.iter().enumerate().map(each).collect())
        }
        Value::Map(map) if map.len() <= MOST_ROUNDS => {
            let (is_interface, key_is_interface) = (map.holds_interfaces(), matches!(map.key(), Type::Any));
            let each =
                |(key, value)| (Held::copied(key, key_is_interface), Held::copied(value, is_interface));
            Some(map.iter().map(each).collect())
        }
        _ => None,
    }
}

/// Sets a variable of a loop to a value that is known; `None` for a value with parts.
fn assignment(pipe: &Pipe, variable: Variable, held: &Held<'_>) -> Option<Pipe> {
    let known = Known {
        value: Constant::of(&held.value)?,
        interface: held.interface,
        has_address: held.has_address,
        text: "".into(),
        left_at: (pipe.pos, "".into()),
    };
    let head = Expr { pos: pipe.pos, kind: ExprKind::Known(Box::new(known)) };
    let command = Command { pos: pipe.pos, steps: 1, head, args: Vec::new() };
    Some(Pipe {
        variables: vec![variable],
        commands: vec![command],
        is_sure: true,
        ..pipe.without_commands()
    })
}
