//! Pipelines, commands and operands: what is known of them, and what stays.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::extent::{Extent, Parts};
use super::{Dot, Specialiser};
use crate::builtins::kinds::Builtin;
use crate::exec::Held;
use crate::exec::place::Place;
use crate::functions::Nature;
use crate::parse::ast::known::{Constant, Known};
use crate::parse::ast::{Callee, Command, Expr, ExprKind, Pipe};
use crate::parse::text::{command_text, expr_text};
use crate::value::{Text, Type, Value};

/// A pipeline that was made of another one.
pub(super) struct MadePipe<'a> {
    pub pipe: Pipe,
    /// What is known of its value.
    pub value: Option<Dot<'a>>,
}

impl<'a> MadePipe<'a> {
    /// The value, if all of it is known.
    pub(super) fn whole(&self) -> Option<&Held<'a>> {
        self.value.as_ref().filter(|dot| dot.extent.is_whole()).map(|dot| &dot.held)
    }

    /// The value as a dot.
    pub(super) fn dot(&self) -> Dot<'a> {
        self.value.clone().unwrap_or_else(Dot::unknown)
    }
}

impl<'a> Specialiser<'a, '_> {
    /// A pipeline, and what is known of its value; its variables take that.
    pub(super) fn pipe(&mut self, dot: &Dot<'a>, pipe: &'a Pipe) -> MadePipe<'a> {
        let made = self.unset_pipe(dot, pipe);
        for variable in &pipe.variables {
            self.set(*variable, &made.dot());
        }
        made
    }

    /// A pipeline in parentheses, which may be executed or not: of what it sets nothing is known.
    fn inner_pipe(&mut self, dot: &Dot<'a>, pipe: &'a Pipe) -> Pipe {
        let made = self.unset_pipe(dot, pipe);
        for variable in &pipe.variables {
            self.set(*variable, &Dot::unknown());
        }
        made.pipe
    }

    fn unset_pipe(&mut self, dot: &Dot<'a>, pipe: &'a Pipe) -> MadePipe<'a> {
        self.exec.place = Place::Pipe(pipe);
        let mut known = None;
        let mut count = 0;
        let mut place = self.exec.place;
        for command in &pipe.commands {
            let Some(value) = self.value(dot, command, known.clone()) else { break };
            (known, place) = (Some(value), self.exec.place);
            count += 1;
        }
        let left_at = (place.pos(), place.text(self.exec.source).into());
        let first = known.as_ref().and_then(|held| self.constant(held, &pipe.commands, count, left_at));
        let rest = pipe.commands.iter().skip(if first.is_some() { count } else { 0 });
        let commands: Vec<Command> =
            first.into_iter().chain(rest.map(|command| self.command(dot, command))).collect();
        let value = match known {
            Some(held) if count == pipe.commands.len() => Some(Dot::whole(held)),
            _ => self.partial(dot, &pipe.commands),
        };
        let is_sure = value.as_ref().is_some_and(|value| value.extent.is_whole());
        MadePipe { pipe: Pipe { commands, is_sure, ..pipe.without_commands() }, value }
    }

    /// The value of a command, if all of it is known; `last` comes from the one before it.
    fn value(&mut self, dot: &Dot<'a>, command: &'a Command, last: Option<Held<'a>>) -> Option<Held<'a>> {
        if !self.is_known(dot, command) {
            return None;
        }
        self.evaluate(|exec| {
            let mut held = exec.command(&dot.held, command, last)?;
            held.unwrap_interface();
            Ok(held)
        })
    }

    /// The command that stands for the first `count` ones, of which the value is known, if it has no parts.
    fn constant(
        &self,
        held: &Held<'a>,
        commands: &'a [Command],
        count: usize,
        left_at: (usize, Box<str>),
    ) -> Option<Command> {
        let first = commands.first()?;
        if let ([], ExprKind::Bool(_) | ExprKind::Number(_) | ExprKind::String { .. }, 1) =
            (first.args.as_slice(), &first.head.kind, count)
        {
            return None;
        }
        let texts: Vec<String> =
            commands.iter().take(count).map(|c| command_text(c, self.exec.source)).collect();
        let known = known(held, texts.join(" | "), left_at)?;
        let head = Expr { pos: first.head.pos, kind: ExprKind::Known(Box::new(known)) };
        Some(Command { pos: first.pos, steps: 1, head, args: Vec::new() })
    }

    /// What stays of a command.
    fn command(&mut self, dot: &Dot<'a>, command: &'a Command) -> Command {
        self.take(1 + command.args.len());
        let head = match &command.head.kind {
            ExprKind::Pipe(pipe) => self.parenthesised(dot, &command.head, pipe),
            ExprKind::Chain { .. } => self.operand(dot, &command.head),
            _ => command.head.clone(),
        };
        let args: Vec<Expr> = command.args.iter().map(|arg| self.operand(dot, arg)).collect();
        let steps = head.steps() + args.iter().map(Expr::steps).sum::<u64>();
        Command { pos: command.pos, steps, head, args }
    }

    fn parenthesised(&mut self, dot: &Dot<'a>, expr: &'a Expr, pipe: &'a Pipe) -> Expr {
        let kind = ExprKind::Pipe(Box::new(self.inner_pipe(dot, pipe)));
        Expr { pos: expr.pos, kind }
    }

    /// What stays of an operand.
    fn operand(&mut self, dot: &Dot<'a>, expr: &'a Expr) -> Expr {
        let is_literal = matches!(
            expr.kind,
            ExprKind::Nil | ExprKind::Bool(_) | ExprKind::Number(_) | ExprKind::String { .. }
        );
        if !is_literal
            && let Some(held) = self.operand_value(dot, expr)
            && let left_at = (self.exec.place.pos(), self.exec.place.text(self.exec.source).into())
            && let Some(known) = known(&held, operand_text(expr, self.exec.source), left_at)
        {
            return Expr { pos: expr.pos, kind: ExprKind::Known(Box::new(known)) };
        }
        match &expr.kind {
            ExprKind::Pipe(pipe) => self.parenthesised(dot, expr, pipe),
            ExprKind::Chain { on, fields } => {
                let on = Box::new(match &on.kind {
                    ExprKind::Pipe(pipe) => self.parenthesised(dot, on, pipe),
                    _ => (**on).clone(),
                });
                Expr { pos: expr.pos, kind: ExprKind::Chain { on, fields: fields.clone() } }
            }
            _ => expr.clone(),
        }
    }

    /// The value of an operand, if all of it is known.
    fn operand_value(&mut self, dot: &Dot<'a>, expr: &'a Expr) -> Option<Held<'a>> {
        if !self.is_known_operand(dot, expr) {
            return None;
        }
        self.evaluate(|exec| exec.argument(&dot.held, Type::Raw, expr))
    }

    fn is_known(&mut self, dot: &Dot<'a>, command: &'a Command) -> bool {
        if let ExprKind::Function {
            callee: Callee::Builtin(builtin @ (Builtin::And | Builtin::Or)), ..
        } = &command.head.kind
        {
            return self.is_decided(dot, *builtin == Builtin::Or, &command.args);
        }
        if let ExprKind::Function { callee: Callee::Function(function), .. } = &command.head.kind
            && let Nature::OfField(field) = function.nature()
            && let Some((first, others)) = command.args.split_first()
        {
            let is_first_known = self.operand_extent(dot, first).field(field).is_whole();
            return is_first_known && others.iter().all(|arg| self.is_known_operand(dot, arg));
        }
        self.is_known_operand(dot, &command.head)
            && command.args.iter().all(|arg| self.is_known_operand(dot, arg))
    }

    /// Whether all arguments of `and` or `or` are known that are looked at.
    fn is_decided(&mut self, dot: &Dot<'a>, until: bool, args: &'a [Expr]) -> bool {
        for arg in args {
            if !self.is_known_operand(dot, arg) {
                return false;
            }
            match self.evaluate(|exec| exec.argument(&dot.held, Type::Raw, arg)) {
                Some(held) if held.value.is_true() == until => return true,
                Some(_) => {}
                None => return false,
            }
        }
        true
    }

    /// Whether an operand depends on nothing but what is known.
    fn is_known_operand(&mut self, dot: &Dot<'a>, expr: &'a Expr) -> bool {
        match &expr.kind {
            ExprKind::Nil
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::String { .. }
            | ExprKind::Known(_) => true,
            ExprKind::Dot => dot.extent.is_whole(),
            ExprKind::Field(fields) => dot.extent.at(fields, self.exec.source).is_whole(),
            ExprKind::Variable { variable, fields } => {
                self.extent(*variable).at(fields, self.exec.source).is_whole()
            }
            ExprKind::Function { callee, .. } => is_pure(callee),
            ExprKind::Chain { on, .. } => self.is_known_operand(dot, on),
            ExprKind::Pipe(pipe) => {
                pipe.variables.is_empty() && pipe.commands.iter().all(|command| self.is_known(dot, command))
            }
        }
    }

    /// The value of a pipeline of which some parts are known: what a path of fields leads to, or a new map.
    fn partial(&mut self, dot: &Dot<'a>, commands: &'a [Command]) -> Option<Dot<'a>> {
        let [Command { head, args, .. }] = commands else { return None };
        match (&head.kind, args.as_slice()) {
            (ExprKind::Function { callee: Callee::Function(function), .. }, args)
                if function.nature() == Nature::Dict =>
            {
                self.partial_map(dot, args)
            }
            (_, []) => self.partial_operand(dot, head),
            _ => None,
        }
    }

    /// How much is known of what an operand names.
    fn operand_extent(&self, dot: &Dot<'a>, expr: &Expr) -> Extent {
        match &expr.kind {
            ExprKind::Dot => dot.extent.clone(),
            ExprKind::Field(fields) => dot.extent.at(fields, self.exec.source),
            ExprKind::Variable { variable, fields } => self.extent(*variable).at(fields, self.exec.source),
            _ => Extent::Unknown,
        }
    }

    fn partial_operand(&mut self, dot: &Dot<'a>, expr: &'a Expr) -> Option<Dot<'a>> {
        let extent = self.operand_extent(dot, expr);
        if matches!(extent, Extent::Unknown) {
            return None;
        }
        let held = self.evaluate(|exec| exec.argument(&dot.held, Type::Raw, expr))?;
        Some(Dot { held, extent })
    }

    /// A new map of keys that are known.
    fn partial_map(&mut self, dot: &Dot<'a>, args: &'a [Expr]) -> Option<Dot<'a>> {
        let (mut entries, mut known) = (Vec::new(), BTreeMap::new());
        for pair in args.chunks(2) {
            let [Expr { kind: ExprKind::String { text: key, .. }, .. }, value] = pair else { return None };
            let value = match self.operand_value(dot, value) {
                Some(held) => Some(Dot::whole(held)),
                None => self.partial_operand(dot, value),
            };
            let extent = value.as_ref().map_or(Extent::Unknown, |value| value.extent.clone());
            entries.extend(value.map(|value| (Text::borrowed(key), present(value.held.value))));
            known.insert(key.clone(), extent);
        }
        let held = Held::plain(Value::map(entries));
        let extent = Extent::Part(Rc::new(Parts { known, is_closed: true }));
        (!self.mutable.all).then_some(Dot { held, extent })
    }

    /// Counts nodes and operands that are made.
    pub(super) fn take(&mut self, count: usize) {
        match self.left.checked_sub(count) {
            Some(left) => self.left = left,
            None => self.failed = true,
        }
    }
}

/// What functions see of a value: a missing one comes as nil.
fn present(value: Value<'_>) -> Value<'_> {
    if matches!(value, Value::Missing) { Value::Nil } else { value }
}

fn is_pure(callee: &Callee) -> bool {
    match callee {
        Callee::Function(function) => {
            matches!(function.nature(), Nature::Pure | Nature::Dict | Nature::OfField(_))
        }
        Callee::Builtin(builtin) => *builtin != Builtin::Call,
    }
}

fn known(held: &Held<'_>, text: String, left_at: (usize, Box<str>)) -> Option<Known> {
    let value = Constant::of(&held.value)?;
    let (interface, has_address) = (held.interface, held.has_address);
    Some(Known { value, interface, has_address, text: text.into(), left_at })
}

/// An operand as it stands within a command.
fn operand_text(expr: &Expr, source: &str) -> String {
    let text = expr_text(expr, source);
    if matches!(expr.kind, ExprKind::Pipe(_)) { format!("({text})") } else { text }
}
