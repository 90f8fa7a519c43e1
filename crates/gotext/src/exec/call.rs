//! Calls: arguments are evaluated, checked against the signature, and given to functions and methods.

use super::method::Methods;
use super::place::Place;
use super::{ANY, Done, Exec, Held};
use crate::builtins::kinds::Builtin;
use crate::builtins::zero;
use crate::error::Cause;
use crate::fault::Fault;
use crate::functions::{Call, Function, Method, Signature};
use crate::nested::Within;
use crate::parse::ast::{Callee, Expr, ExprKind, Number};
use crate::value::{
    FloatType, IntType, Pointer, Struct, StructType, Text, Type, UintType, Value, text_length,
};

impl<'a> Exec<'a, '_> {
    /// Calls a function with `args`, and `last` from the pipeline. `at` is where its own errors are.
    pub(super) fn call(
        &mut self,
        dot: &Held<'a>,
        callee: &'a Callee,
        name: &str,
        at: Place<'a>,
        args: &'a [Expr],
        last: Option<Held<'a>>,
    ) -> Done<Held<'a>> {
        let signature = match callee {
            Callee::Function(function) => function.signature(),
            Callee::Builtin(builtin) => builtin.signature(),
        };
        self.check_count(signature, name, args, last.as_ref())?;
        if let Callee::Builtin(builtin @ (Builtin::And | Builtin::Or)) = callee {
            return self.short_circuit(dot, *builtin == Builtin::Or, args, last);
        }
        let base = self.args.len();
        self.arguments(dot, signature, args, last)?;
        let given = self.args.get(base..).unwrap_or(&[]);
        // What `index` takes out of a list has an address, as the items of lists have.
        let has_address = matches!(callee, Callee::Builtin(Builtin::Index))
            && matches!(given.last(), Some(Value::Int(..) | Value::Uint(..)));
        let stood_in = self.observer.map_or(Ok(None), |observer| observer.call(name, given));
        if stood_in.is_err() {
            self.place = at;
        }
        let stood_in = self.observed(stood_in)?;
        let given = self.args.get(base..).unwrap_or(&[]);
        let result = match callee {
            _ if stood_in.is_some() => Ok(stood_in.unwrap_or(Value::Missing)),
            Callee::Builtin(Builtin::Call) => {
                call_value(|| self.callee_name(args, given.first()), given, &self.meter)
            }
            Callee::Builtin(builtin) => builtin.run(given, &self.meter),
            Callee::Function(function) => {
                let root = self.slots.first().and_then(Option::as_ref).map(|held| &held.value);
                let within = root.zip(self.nested).map(|(root, nested)| Within { root, nested });
                run(function, given, &self.meter, within)
            }
        };
        self.args.truncate(base);
        self.finish(result, name, at, signature, has_address)
    }

    /// What `call` calls, as its errors name it.
    fn callee_name(&self, args: &'a [Expr], value: Option<&Value<'a>>) -> String {
        match (args.first(), value) {
            (Some(arg), _) => Place::Expr(arg).text(self.source),
            (None, Some(Value::Str(s) | Value::NamedStr(_, s))) => s.to_string(),
            (None, Some(value)) => {
                let of = value.to_type();
                format!("<{} Value>", of.map_or_else(|| "invalid".to_owned(), |of| of.to_string()))
            }
            (None, None) => String::new(),
        }
    }

    /// Calls a method.
    #[expect(clippy::too_many_arguments, reason = "a call and its receiver")]
    pub(super) fn call_method(
        &mut self,
        dot: &Held<'a>,
        receiver: &Methods<'a>,
        method: &Method,
        name: &str,
        node: &'a Expr,
        args: &'a [Expr],
        last: Option<Held<'a>>,
    ) -> Done<Held<'a>> {
        let signature = &method.signature;
        self.check_count(signature, name, args, last.as_ref())?;
        if let Some(unfit) = method.unfit {
            return self.fail(Cause::Unfit { function: name.to_owned(), unfit });
        }
        let base = self.args.len();
        self.arguments(dot, signature, args, last)?;
        let given = self.args.get(base..).unwrap_or(&[]);
        let stood_in = self.observer.map_or(Ok(None), |observer| observer.call(name, given));
        let result = match self.observed(stood_in)? {
            Some(value) => Ok(value),
            None => (self.meter.read(text_length(given)))
                .and_then(|()| receiver.call(method, name, &mut Call::new(given, &self.meter))),
        };
        self.args.truncate(base);
        self.finish(result, name, Place::Expr(node), signature, false)
    }

    fn finish(
        &mut self,
        result: Result<Value<'a>, Fault>,
        name: &str,
        at: Place<'a>,
        signature: &Signature,
        has_address: bool,
    ) -> Done<Held<'a>> {
        match result {
            Ok(value) => {
                let interface = match &signature.result {
                    Type::Any => Some(&ANY),
                    Type::Sealed(name) => Some(*name),
                    _ => None,
                };
                Ok(Held { value, interface, has_address })
            }
            Err(fault) => {
                self.place = at;
                self.fail(match fault {
                    Fault::Message(message) => Cause::Calling { function: name.to_owned(), message },
                    fault => Cause::Budget(fault),
                })
            }
        }
    }

    fn check_count(
        &self,
        signature: &Signature,
        name: &str,
        args: &[Expr],
        last: Option<&Held<'a>>,
    ) -> Done<()> {
        let given = args.len() + usize::from(last.is_some());
        let want = signature.params.len();
        let at_least = signature.variadic.is_some();
        if if at_least { given >= want } else { given == want } {
            return Ok(());
        }
        let got = if at_least { args.len() } else { given };
        self.fail(Cause::ArgumentCount { function: name.to_owned(), want, at_least, got })
    }

    /// `and` and `or`: the first value that decides, or the last one.
    fn short_circuit(
        &mut self,
        dot: &Held<'a>,
        until: bool,
        args: &'a [Expr],
        last: Option<Held<'a>>,
    ) -> Done<Held<'a>> {
        let mut held = Held::missing();
        for arg in args {
            held = self.argument(dot, Type::Raw, arg)?;
            if self.truth(&held)? == until {
                return Ok(held);
            }
        }
        Ok(last.unwrap_or(held))
    }

    /// Puts the arguments on the stack of arguments.
    fn arguments(
        &mut self,
        dot: &Held<'a>,
        signature: &Signature,
        args: &'a [Expr],
        last: Option<Held<'a>>,
    ) -> Done<()> {
        for (i, arg) in args.iter().enumerate() {
            let want = signature.param(i).unwrap_or(Type::Any);
            let value = match self.at_hand(dot, arg, want) {
                Some(value) => {
                    // Errors of what comes after name the last operand that was looked at.
                    self.place = match &arg.kind {
                        ExprKind::Known(known) => Place::Known(known),
                        _ => Place::Expr(arg),
                    };
                    value
                }
                None => self.argument(dot, want, arg)?.value,
            };
            self.args.push(value);
        }
        if let Some(last) = last {
            let want = signature.param(args.len()).unwrap_or(Type::Any);
            let held = self.fit(last, want)?;
            self.args.push(held.value);
        }
        Ok(())
    }

    /// An argument that needs no evaluation and fits as it is, as most do: a text, the value of a variable or field.
    fn at_hand(&self, dot: &Held<'a>, arg: &'a Expr, want: Type) -> Option<Value<'a>> {
        let value = match &arg.kind {
            ExprKind::String { text, .. } => Value::Str(Text::borrowed(text)),
            ExprKind::Variable { variable, fields } if fields.is_empty() => {
                let value = &self.slot(*variable)?.value;
                return fits(value, want).then(|| value.clone());
            }
            ExprKind::Variable { variable, fields } => self.reached(self.slot(*variable)?, fields)?.value,
            ExprKind::Field(fields) => self.reached(dot, fields)?.value,
            ExprKind::Known(known) => known.value.value(),
            _ => return None,
        };
        fits(&value, want).then_some(value)
    }

    /// The value of one argument for a parameter of type `want`.
    pub(super) fn argument(&mut self, dot: &Held<'a>, want: Type, arg: &'a Expr) -> Done<Held<'a>> {
        self.place = Place::Expr(arg);
        let held = match &arg.kind {
            ExprKind::Dot => dot.clone(),
            ExprKind::Nil => return self.nil_argument(want),
            ExprKind::Field(fields) => self.chain(dot, dot, fields, arg, &[], None)?,
            ExprKind::Variable { variable, fields } => {
                self.variable_chain(dot, *variable, fields, arg, &[], None)?
            }
            ExprKind::Pipe(pipe) => self.nested(|exec| exec.pipe(dot, pipe))?,
            ExprKind::Function { name, callee } => {
                self.call(dot, callee, name.of(self.source), Place::Expr(arg), &[], None)?
            }
            ExprKind::Chain { on, fields } => {
                let receiver = self.chain_receiver(dot, arg, on)?;
                self.chain(dot, &receiver, fields, arg, &[], None)?
            }
            ExprKind::Known(known) => {
                self.place = Place::Known(known);
                known.held()
            }
            literal => return self.typed_literal(want, literal, arg).map(Held::plain),
        };
        self.fit(held, want)
    }

    fn nil_argument(&self, want: Type) -> Done<Held<'a>> {
        match absent(want) {
            Some(value) => Ok(Held::plain(value)),
            None => self.fail(Cause::NilArgument { want: want.to_string() }),
        }
    }

    /// A value that is assignable to `want`, or can be made so by following a pointer.
    fn fit(&self, held: Held<'a>, want: Type) -> Done<Held<'a>> {
        match (&held.value, want) {
            (_, Type::Raw) => Ok(held),
            (Value::Missing, _) => match absent(want) {
                Some(value) => Ok(Held::plain(value)),
                None => self.fail(Cause::AbsentArgument { want: want.to_string() }),
            },
            (_, Type::Any) | (Value::Str(_), Type::Str) => Ok(held),
            (Value::Nil, _) => self.wrong_type(want, held.type_name()),
            (value, Type::Interface(interface)) if (interface.is_met_by)(value) => Ok(held),
            (value, _) if value.to_type().is_some_and(|of| of.is_assignable_to(&want)) => Ok(held),
            (Value::Pointer(pointer), _) if pointer.to_target().to_type() == want => {
                Ok(Held::plain(pointer.target()))
            }
            (Value::NilPointer(target), _) if target.to_type() == want => {
                self.fail(Cause::Dereference { want: want.to_string() })
            }
            (Value::Struct(s), Type::Pointer(target))
                if held.has_address && s.to_target().to_type() == target.to_type() =>
            {
                Ok(Held::plain(Value::Pointer(Pointer::Struct(s.clone()))))
            }
            (value, _) => self.wrong_type(want, value.type_name()),
        }
    }

    fn wrong_type<T>(&self, want: Type, got: String) -> Done<T> {
        self.fail(Cause::ArgumentType { want: want.to_string(), got })
    }

    /// A literal as a value of the parameter's type.
    fn typed_literal(&mut self, want: Type, literal: &'a ExprKind, arg: &'a Expr) -> Done<Value<'a>> {
        let expected = match (want, literal) {
            (Type::Any | Type::Raw, literal) => return self.literal(literal),
            (Type::Bool, ExprKind::Bool(b)) => return Ok(Value::Bool(*b)),
            (Type::Bool, _) => "bool",
            (Type::Str, ExprKind::String { text, .. }) => {
                return Ok(Value::Str(Text::borrowed(text)));
            }
            (Type::NamedStr(kind), ExprKind::String { text, .. }) => {
                return Ok(Value::NamedStr(kind, Text::borrowed(text)));
            }
            (Type::Str | Type::NamedStr(_), _) => "string",
            (Type::Int(kind), ExprKind::Number(Number { int: Some(i), .. })) => {
                return Ok(Value::Int(cut_int(*i, kind), kind));
            }
            (Type::Enum(kind), ExprKind::Number(Number { int: Some(i), .. })) => {
                return Ok(Value::Enum(kind, cut_int(*i, kind.kind())));
            }
            (Type::Int(_) | Type::Enum(_), _) => "integer",
            (Type::Uint(kind), ExprKind::Number(Number { uint: Some(u), .. })) => {
                return Ok(Value::Uint(cut_uint(*u, kind), kind));
            }
            (Type::Uint(_), _) => "unsigned integer",
            (Type::Float(kind), ExprKind::Number(Number { float: Some(f), .. })) => {
                return Ok(Value::Float(cut_float(*f, kind), kind));
            }
            (Type::Float(_), _) => "float",
            (Type::Complex, ExprKind::Number(Number { complex: Some((re, im)), .. })) => {
                return Ok(Value::Complex(*re, *im));
            }
            (Type::Complex, _) => "complex",
            _ => {
                let found = Place::Expr(arg).text(self.source);
                return self.fail(Cause::NoLiteral { want: want.to_string(), found });
            }
        };
        self.fail(Cause::Literal { want: expected, found: Place::Expr(arg).text(self.source) })
    }
}

/// Runs a function once its texts are paid for.
fn run<'a>(
    function: &Function,
    given: &[Value<'a>],
    meter: &crate::Meter,
    within: Option<Within<'_, 'a>>,
) -> Result<Value<'a>, Fault> {
    if function.reads() {
        meter.read(text_length(given))?;
    }
    function.run(&mut Call::new(given, meter).within(within))
}

/// Whether a value is surely assignable to `want` as it is.
fn fits(value: &Value<'_>, want: Type) -> bool {
    match (value, want) {
        (_, Type::Raw) => true,
        (Value::Missing, _) => false,
        (_, Type::Any) | (Value::Str(_), Type::Str) => true,
        (Value::Struct(Struct::Typed(kind, _)), Type::Struct(want)) => is_same(*kind, want),
        // A type without a name, so that only keys and elements count.
        (Value::Map(map), Type::Map(Type::Str, Type::Str)) => {
            matches!((map.key(), map.elem()), (Type::Str, Type::Str))
        }
        _ => false,
    }
}

/// Whether both are one type. Where they are declared mostly settles it; types without data of their
/// own may be declared in one place.
fn is_same(a: &'static dyn StructType, b: &'static dyn StructType) -> bool {
    (std::ptr::addr_eq(a, b) && size_of_val(a) > 0) || a.name() == b.name()
}

/// Nil of a type, if it can be nil.
fn absent<'a>(want: Type) -> Option<Value<'a>> {
    match want {
        Type::Raw => Some(Value::Missing),
        Type::Any | Type::Func(_) | Type::Interface(_) => Some(Value::Nil),
        Type::List(_) | Type::Listed(_) | Type::Map(..) | Type::Mapped(_) | Type::Pointer(_) => {
            Some(zero(&want))
        }
        _ => None,
    }
}

/// Calls a function that is a value.
///
/// Source: Go 1.26 text/template funcs.go, call.
fn call_value<'a>(
    name: impl Fn() -> String,
    args: &[Value<'a>],
    meter: &crate::Meter,
) -> Result<Value<'a>, Fault> {
    let (function, args): (&Function, _) = match args.split_first() {
        Some((Value::Func(function), args)) => (function, args),
        None | Some((Value::Missing | Value::Nil, _)) => return Err("call of nil".into()),
        Some((other, _)) => {
            return Err(Fault::Message(format!("non-function {} of type {}", name(), other.type_name())));
        }
    };
    let signature = function.signature();
    let (want, got) = (signature.params.len(), args.len());
    if signature.variadic.is_some() && got < want {
        return Err(Fault::Message(format!(
            "wrong number of args for {}: got {got} want at least {want}",
            name()
        )));
    }
    if signature.variadic.is_none() && got != want {
        return Err(Fault::Message(format!("wrong number of args for {}: got {got} want {want}", name())));
    }
    let mut prepared = Vec::with_capacity(got);
    for (i, arg) in args.iter().enumerate() {
        let want = signature.param(i).unwrap_or(Type::Any);
        prepared.push(prepare(arg, want).map_err(|message| Fault::Message(format!("arg {i}: {message}")))?);
    }
    run(function, &prepared, meter, None)
}

fn prepare<'a>(arg: &Value<'a>, want: Type) -> Result<Value<'a>, String> {
    match (arg, want) {
        (Value::Missing | Value::Nil, _) => {
            absent(want).ok_or_else(|| format!("value is nil; should be of type {want}"))
        }
        (arg, Type::Interface(interface)) if (interface.is_met_by)(arg) => Ok(arg.clone()),
        (arg, want)
            if matches!(want, Type::Any | Type::Raw)
                || arg.to_type().is_some_and(|of| of.is_assignable_to(&want)) =>
        {
            Ok(arg.clone())
        }
        (Value::Int(i, _) | Value::Enum(_, i), Type::Int(kind)) => Ok(Value::Int(cut_int(*i, kind), kind)),
        (Value::Int(i, _) | Value::Enum(_, i), Type::Uint(kind)) => {
            Ok(Value::Uint(cut_uint(i.cast_unsigned(), kind), kind))
        }
        (Value::Uint(u, _), Type::Int(kind)) => Ok(Value::Int(cut_int(u.cast_signed(), kind), kind)),
        (Value::Uint(u, _), Type::Uint(kind)) => Ok(Value::Uint(cut_uint(*u, kind), kind)),
        (arg, want) => Err(format!("value has type {}; should be {want}", arg.type_name())),
    }
}

/// Integers that are too large are cut, as Go's conversions do.
#[expect(clippy::cast_possible_truncation, reason = "that is the meaning")]
fn cut_int(i: i64, kind: IntType) -> i64 {
    match kind {
        IntType::Int | IntType::Int64 => i,
        IntType::Int32 => (i as i32).into(),
        IntType::Int16 => (i as i16).into(),
        IntType::Int8 => (i as i8).into(),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "that is the meaning")]
fn cut_uint(u: u64, kind: UintType) -> u64 {
    match kind {
        UintType::Uint | UintType::Uint64 | UintType::Uintptr => u,
        UintType::Uint32 => (u as u32).into(),
        UintType::Uint16 => (u as u16).into(),
        UintType::Uint8 => (u as u8).into(),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "that is the meaning")]
fn cut_float(f: f64, kind: FloatType) -> f64 {
    match kind {
        FloatType::Float64 => f,
        FloatType::Float32 => (f as f32).into(),
    }
}
