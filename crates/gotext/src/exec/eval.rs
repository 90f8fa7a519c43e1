//! Pipelines, commands, variables and fields.

use super::{Done, Exec, Held};
use crate::builtins::zero;
use crate::error::Cause;
use crate::exec::method::Methods;
use crate::exec::place::Place;
use crate::parse::ast::{Command, Expr, ExprKind, Number, Pipe, Span, Variable};
use crate::template::MissingKey;
use crate::value::{Map, Pointer, Struct, Target, Text, Value};

impl<'a> Exec<'a, '_> {
    /// The value of a pipeline; its variables take it.
    pub(super) fn pipe(&mut self, dot: &Held<'a>, pipe: &'a Pipe) -> Done<Held<'a>> {
        self.place = Place::Pipe(pipe);
        let Some((first, others)) = pipe.commands.split_first() else { return Ok(Held::missing()) };
        let mut value = self.command(dot, first, None)?;
        // What was worked out before is as it is to be.
        if !matches!(first.head.kind, ExprKind::Known(_)) {
            value.unwrap_interface();
        }
        for command in others {
            value = self.command(dot, command, Some(value))?;
            value.unwrap_interface();
        }
        for variable in &pipe.variables {
            self.set(*variable, value.clone())?;
        }
        Ok(value)
    }

    pub(super) fn set(&mut self, variable: Variable, value: Held<'a>) -> Done<()> {
        let slot = variable.slot.and_then(|slot| self.slots.get_mut(self.base + slot));
        match slot {
            Some(slot) => {
                *slot = Some(value);
                Ok(())
            }
            None => self.fail(Cause::Undefined { name: variable.name.of(self.source).to_owned() }),
        }
    }

    pub(super) fn command(
        &mut self,
        dot: &Held<'a>,
        command: &'a Command,
        last: Option<Held<'a>>,
    ) -> Done<Held<'a>> {
        self.step(command.steps)?;
        let (head, args) = (&command.head, command.args.as_slice());
        match &head.kind {
            ExprKind::Field(fields) => {
                self.place = Place::Expr(head);
                if Self::is_bare(args, last.as_ref())
                    && let Some(held) = self.reached(dot, fields)
                {
                    return Ok(held);
                }
                self.chain(dot, dot, fields, head, args, last)
            }
            ExprKind::Chain { on, fields } => {
                let receiver = self.chain_receiver(dot, head, on)?;
                self.chain(dot, &receiver, fields, head, args, last)
            }
            ExprKind::Function { name, callee } => {
                self.place = Place::Expr(head);
                self.call(dot, callee, name.of(self.source), Place::Command(command), args, last)
            }
            ExprKind::Pipe(pipe) => {
                self.no_arguments(head, args, last.as_ref())?;
                self.nested(|exec| exec.pipe(dot, pipe))
            }
            ExprKind::Variable { variable, fields } => {
                self.place = Place::Expr(head);
                if fields.is_empty() {
                    let value = self.variable(*variable)?;
                    self.no_arguments(head, args, last.as_ref())?;
                    return Ok(value);
                }
                if Self::is_bare(args, last.as_ref())
                    && let Some(held) = self.slot(*variable).and_then(|of| self.reached(of, fields))
                {
                    return Ok(held);
                }
                self.variable_chain(dot, *variable, fields, head, args, last)
            }
            ExprKind::Known(known) => {
                self.place = Place::Known(known);
                Ok(known.held())
            }
            literal => {
                self.place = Place::Expr(head);
                self.no_arguments(head, args, last.as_ref())?;
                match literal {
                    ExprKind::Dot => Ok(dot.clone()),
                    ExprKind::Nil => self.fail(Cause::NilCommand),
                    literal => self.literal(literal).map(Held::plain),
                }
            }
        }
    }

    fn no_arguments(&self, head: &'a Expr, args: &[Expr], last: Option<&Held<'a>>) -> Done<()> {
        if Self::is_bare(args, last) {
            return Ok(());
        }
        self.fail(Cause::NoFunction { expression: Place::Expr(head).text(self.source) })
    }

    /// A literal whose type nothing but itself says.
    pub(super) fn literal(&mut self, literal: &'a ExprKind) -> Done<Value<'a>> {
        match literal {
            ExprKind::Bool(b) => Ok(Value::Bool(*b)),
            ExprKind::String { text, .. } => Ok(Value::Str(Text::borrowed(text))),
            ExprKind::Number(number) => self.number(number),
            _ => Ok(Value::Missing),
        }
    }

    fn number(&self, number: &Number) -> Done<Value<'a>> {
        let text = &*number.text;
        let is_hexadecimal =
            matches!(text.as_bytes(), [b'0', b'x' | b'X', _, ..]) && !text.contains(['p', 'P']);
        let looks_like_float =
            !is_hexadecimal && !text.starts_with('\'') && text.contains(['.', 'e', 'E', 'p', 'P']);
        match (number.complex, number.float, number.int) {
            (Some((re, im)), _, _) => Ok(Value::Complex(re, im)),
            (None, Some(float), _) if looks_like_float => Ok(Value::float(float)),
            (None, _, Some(int)) => Ok(Value::int(int)),
            _ => self.fail(Cause::Overflow { literal: text.to_owned() }),
        }
    }

    /// What a variable holds, if it was set.
    pub(super) fn slot(&self, variable: Variable) -> Option<&Held<'a>> {
        self.slots.get(self.base + variable.slot?)?.as_ref()
    }

    pub(super) fn variable(&self, variable: Variable) -> Done<Held<'a>> {
        match self.slot(variable) {
            Some(held) => Ok(held.clone()),
            None => self.fail(Cause::Undefined { name: variable.name.of(self.source).to_owned() }),
        }
    }

    /// What the fields after a parenthesis or function are of.
    pub(super) fn chain_receiver(&mut self, dot: &Held<'a>, chain: &'a Expr, on: &'a Expr) -> Done<Held<'a>> {
        self.place = Place::Expr(chain);
        self.place = Place::Expr(on);
        match &on.kind {
            ExprKind::Pipe(pipe) => self.nested(|exec| exec.pipe(dot, pipe)),
            ExprKind::Function { name, callee } => {
                self.call(dot, callee, name.of(self.source), Place::Expr(on), &[], None)
            }
            _ => Ok(Held::missing()),
        }
    }

    /// `.A.B.C`; if the last is a method, it gets the arguments.
    pub(super) fn chain(
        &mut self,
        dot: &Held<'a>,
        receiver: &Held<'a>,
        fields: &'a [Span],
        node: &'a Expr,
        args: &'a [Expr],
        last: Option<Held<'a>>,
    ) -> Done<Held<'a>> {
        match fields {
            [] => Ok(receiver.clone()),
            [only] => self.field(dot, receiver, *only, node, args, last),
            [first, path @ .., final_field] => {
                let mut held = self.field(dot, receiver, *first, node, &[], None)?;
                for field in path {
                    held = self.field(dot, &held, *field, node, &[], None)?;
                }
                self.field(dot, &held, *final_field, node, args, last)
            }
        }
    }

    /// `$x.A.B.C`
    pub(super) fn variable_chain(
        &mut self,
        dot: &Held<'a>,
        variable: Variable,
        fields: &'a [Span],
        node: &'a Expr,
        args: &'a [Expr],
        last: Option<Held<'a>>,
    ) -> Done<Held<'a>> {
        let value = self.variable(variable)?;
        self.chain(dot, &value, fields, node, args, last)
    }

    /// What `fields` lead to from a value, where each of them is there for the taking.
    pub(super) fn reached(&self, from: &Held<'a>, fields: &[Span]) -> Option<Held<'a>> {
        if self.observer.is_some() {
            return None;
        }
        let (first, others) = fields.split_first()?;
        let mut held = self.there(from, first.of(self.source))?;
        for field in others {
            held = self.there(&held, field.of(self.source))?;
        }
        Some(held)
    }

    /// A field that is there for the taking: an entry of a map, or the field of a struct.
    fn there(&self, of: &Held<'a>, name: &str) -> Option<Held<'a>> {
        let (s, has_address) = match &of.value {
            Value::Map(map) if map.takes_plain_keys() => {
                return match map.get(name) {
                    // Go asks for a method first, and some maps have some: none of these is a key in practice.
                    Some(value) => Some(Held::copied(value, map.holds_interfaces())),
                    None if map.declaration().is_some_and(|(kind, _)| kind.method(name).is_some()) => None,
                    None if self.missing_key == MissingKey::Default => Some(Held::missing()),
                    None => None,
                };
            }
            Value::Missing if self.missing_key != MissingKey::Error => return Some(Held::missing()),
            Value::Struct(s) => (s, of.has_address),
            Value::Pointer(Pointer::Struct(s)) => (s, true),
            _ => return None,
        };
        let (value, interface) = match s {
            Struct::Record(record) => (record.field(name)?.clone(), None),
            Struct::Typed(kind, data) => (kind.field(data, name)?, kind.interface(name)),
        };
        // A field of bytes is made when it is read; all others lie in the data.
        if let Value::List(list) = &value
            && list.is_made()
        {
            self.meter.owe(list.len().saturating_mul(size_of::<Value<'_>>()));
        }
        Some(Held { value, interface, has_address: has_address && interface.is_none() })
    }

    fn field(
        &mut self,
        dot: &Held<'a>,
        receiver: &Held<'a>,
        field: Span,
        node: &'a Expr,
        args: &'a [Expr],
        last: Option<Held<'a>>,
    ) -> Done<Held<'a>> {
        let name = field.of(self.source);
        if let Some(observer) = self.observer
            && let Some(value) = self.observed(observer.field(&receiver.value, name))?
        {
            return Ok(Held::plain(value));
        }
        if Self::is_bare(args, last.as_ref())
            && let Some(held) = self.there(receiver, name)
        {
            return Ok(held);
        }
        if let Some((methods, method)) = Methods::find(receiver, name) {
            return self.call_method(dot, &methods, &method, name, node, args, last);
        }
        match &receiver.value {
            Value::Missing if self.missing_key == MissingKey::Error => {
                self.fail(Cause::NoData { key: name.to_owned() })
            }
            Value::Missing => Ok(Held::missing()),
            Value::Map(map) if map.takes_plain_keys() => {
                if !Self::is_bare(args, last.as_ref()) {
                    return self.fail(Cause::NoMethod { field: name.to_owned() });
                }
                self.absent_entry(map, name)
            }
            Value::Struct(s) | Value::Pointer(Pointer::Struct(s)) => self.no_struct_field(s, receiver, name),
            Value::NilPointer(Target::Struct(kind)) if !kind.has_field(name) => self.no_field(receiver, name),
            Value::Nil | Value::NilPointer(_) => self.nil_pointer(receiver, name),
            _ => self.no_field(receiver, name),
        }
    }

    fn absent_entry(&self, map: &Map<'a>, name: &str) -> Done<Held<'a>> {
        match self.missing_key {
            MissingKey::Default => Ok(Held::missing()),
            MissingKey::Zero => Ok(Held::copied(zero(&map.elem()), map.holds_interfaces())),
            MissingKey::Error => self.fail(Cause::NoEntry { key: name.to_owned() }),
        }
    }

    /// Why a struct does not give the field: it has none, hides it, or the field was given arguments.
    fn no_struct_field(&self, s: &Struct<'a>, receiver: &Held<'a>, name: &str) -> Done<Held<'a>> {
        if s.field(name).is_some() {
            return self.fail(Cause::FieldArguments { field: name.to_owned() });
        }
        if matches!(s, Struct::Typed(kind, _) if kind.is_unexported(name)) {
            return self.fail(Cause::Unexported { field: name.to_owned(), of: receiver.type_name() });
        }
        self.no_field(receiver, name)
    }

    fn nil_pointer(&self, receiver: &Held<'a>, name: &str) -> Done<Held<'a>> {
        self.fail(Cause::NilPointer { of: receiver.type_name(), field: name.to_owned() })
    }

    fn no_field(&self, receiver: &Held<'a>, name: &str) -> Done<Held<'a>> {
        self.fail(Cause::NoField { field: name.to_owned(), of: receiver.type_name() })
    }
}
