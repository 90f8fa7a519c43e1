//! Functions that templates call: their signatures, bodies, and the registry they are looked up in.
//!
//! The engine checks the number and the types of arguments with Go's texts before a body runs, so a body only
//! says what it computes:
//!
//! ```
//! use gotext::{Functions, Type, Value};
//!
//! let mut functions = Functions::new();
//! functions.def("upper", &[Type::STR], Type::STR, |call| Ok(call.str(0).to_uppercase().into()));
//! functions.def("add2", &[Type::INT, Type::INT], Type::INT, |call| Ok(Value::int(call.int(0) + call.int(1))));
//! functions.variadic("list", &[], Type::ANY, Type::ANY_LIST, |call| Ok(Value::list(call.args().to_vec())));
//! functions.def("fail", &[Type::STR], Type::STR, |call| Err(call.str(0).into()));
//! functions.def("repeat", &[Type::INT, Type::STR], Type::STR, |call| {
//!     let count = usize::try_from(call.int(0)).unwrap_or(0);
//!     call.charge(count.saturating_mul(call.str(1).len()))?;
//!     Ok(call.str(1).repeat(count).into())
//! });
//! assert!(functions.find("upper").is_some());
//! ```
//!
//! What a body sees: an argument of a declared scalar type is of that type (`int` also for pointers to it).
//! For [`Type::ANY`] it is anything but [`Value::Missing`]: a missing argument comes as [`Value::Nil`]. For maps, lists
//! and pointers a missing argument comes as an empty map, an empty list or a nil pointer.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use crate::budget::Meter;
use crate::fault::{Fault, Unfit};
use crate::nested::Within;
use crate::value::{List, Map, Text, Type, Value};

/// The types of a function's parameters and result.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    /// The parameters before the variadic one.
    pub params: &'static [Type],
    /// The element type of the variadic parameter, if there is one.
    pub variadic: Option<Type>,
    /// The static type of the result; [`Type::ANY`] where Go declares `interface{}`.
    pub result: Type,
}

impl Signature {
    /// A signature without parameters: a getter's.
    pub const fn getter(result: Type) -> Signature {
        Signature { params: &[], variadic: None, result }
    }

    /// The type of the argument at `index`.
    pub(crate) fn param(&self, index: usize) -> Option<Type> {
        self.params.get(index).copied().or(self.variadic)
    }
}

/// What a method is called on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receiver {
    /// Any value of the type.
    Value,
    /// A pointer to the type, or a value that has an address: not one that lies in a map or in an interface.
    Pointer,
}

/// A method of somebody's type.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    /// Its parameters and its result.
    pub signature: Signature,
    /// What it is called on.
    pub receiver: Receiver,
    /// Why templates cannot call it, in Go's words, for results that are not one value or a value and an error.
    pub unfit: Option<Unfit>,
}

impl Method {
    /// A method of values without parameters.
    pub const fn getter(result: Type) -> Method {
        Method::new(Signature::getter(result))
    }

    /// A method of values.
    pub const fn new(signature: Signature) -> Method {
        Method { signature, receiver: Receiver::Value, unfit: None }
    }

    /// The method, of pointers only.
    pub const fn of_pointers(mut self) -> Method {
        self.receiver = Receiver::Pointer;
        self
    }
}

/// The arguments of one call, and what the body may use.
pub struct Call<'c, 'a> {
    args: &'c [Value<'a>],
    meter: &'c Meter,
    pub(crate) within: Option<Within<'c, 'a>>,
}

impl<'c, 'a> Call<'c, 'a> {
    /// A call with arguments that already have the declared types.
    pub fn new(args: &'c [Value<'a>], meter: &'c Meter) -> Call<'c, 'a> {
        Call { args, meter, within: None }
    }

    /// The same call in an execution that may execute more templates.
    pub(crate) fn within(self, within: Option<Within<'c, 'a>>) -> Call<'c, 'a> {
        Call { within, ..self }
    }

    /// All arguments.
    pub fn args(&self) -> &'c [Value<'a>] {
        self.args
    }

    /// The arguments from `start` on: the variadic ones. Empty when there are none.
    pub fn rest(&self, start: usize) -> &'c [Value<'a>] {
        self.args.get(start..).unwrap_or(&[])
    }

    /// The argument at `index`; [`Value::Nil`] when there is none.
    pub fn arg(&self, index: usize) -> &'c Value<'a> {
        self.args.get(index).unwrap_or(&Value::Nil)
    }

    /// The text at `index`, "" when it is none.
    pub fn str(&self, index: usize) -> &'c str {
        self.arg(index).as_str().unwrap_or("")
    }

    /// The text at `index` to hand on without copying, "" when it is none.
    pub fn text(&self, index: usize) -> Text<'a> {
        match self.arg(index) {
            Value::Str(s) | Value::NamedStr(_, s) => s.clone(),
            _ => Text::EMPTY,
        }
    }

    /// The integer at `index`, 0 when it is none.
    pub fn int(&self, index: usize) -> i64 {
        self.arg(index).as_int().unwrap_or(0)
    }

    /// The float at `index`, 0 when it is none.
    pub fn float(&self, index: usize) -> f64 {
        match self.arg(index) {
            Value::Float(f, _) => *f,
            _ => 0.0,
        }
    }

    /// The boolean at `index`, false when it is none.
    pub fn bool(&self, index: usize) -> bool {
        matches!(self.arg(index), Value::Bool(true))
    }

    /// The list at `index`, if it is one.
    pub fn list(&self, index: usize) -> Option<&'c List<'a>> {
        match self.arg(index) {
            Value::List(l) => Some(l),
            _ => None,
        }
    }

    /// The map at `index`, if it is one.
    pub fn map(&self, index: usize) -> Option<&'c Map<'a>> {
        match self.arg(index) {
            Value::Map(m) => Some(m),
            _ => None,
        }
    }

    /// Takes `bytes` of the memory budget; to be called before they are made wherever the size is not bounded by
    /// that of the arguments.
    pub fn charge(&self, bytes: usize) -> Result<(), Fault> {
        self.meter.charge(bytes)
    }

    /// Takes the steps for reading or moving `bytes`; to be called before that is done. Texts among the arguments are
    /// paid for before the body runs, once: this is for lists and maps, and for what takes longer than a look at each byte.
    pub fn read(&self, bytes: usize) -> Result<(), Fault> {
        self.meter.read(bytes)
    }

    /// Takes steps of the step budget: for loops whose length an argument sets.
    pub fn step(&self, count: u64) -> Result<(), Fault> {
        self.meter.step(count)
    }

    /// The meter of this execution.
    pub fn meter(&self) -> &'c Meter {
        self.meter
    }
}

/// What a function computes.
pub type Body = dyn for<'c, 'a> Fn(&mut Call<'c, 'a>) -> Result<Value<'a>, Fault> + Send + Sync;

/// A function: a name, a signature and a body, cheap to clone.
#[derive(Clone)]
pub struct Function {
    inner: Arc<Inner>,
    reads: bool,
    nature: Nature,
}

/// What may be done with a call before its template is executed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Nature {
    /// Equal arguments always give equal values.
    #[default]
    Pure,
    /// As pure ones, and the value is a new map of the arguments: keys and values in turn.
    Dict,
    /// As pure ones, and of the first argument, a struct, no more counts than this field.
    OfField(&'static str),
    /// The map that is the first argument is changed.
    Changes,
    /// It must not be called before.
    Varies,
}

struct Inner {
    name: Box<str>,
    signature: Signature,
    body: Box<Body>,
}

impl Function {
    /// A function of its own, for example to be `call`ed from data.
    pub fn new<F>(name: &str, signature: Signature, body: F) -> Function
    where
        F: for<'c, 'a> Fn(&mut Call<'c, 'a>) -> Result<Value<'a>, Fault> + Send + Sync + 'static,
    {
        let inner = Inner { name: name.into(), signature, body: Box::new(body) };
        Function { inner: Arc::new(inner), reads: true, nature: Nature::Pure }
    }

    /// The name it was declared with.
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// Its parameter and result types.
    pub fn signature(&self) -> &Signature {
        &self.inner.signature
    }

    /// Whether it looks at its texts as a whole, so that a call costs steps by their length. All do that are not among
    /// [`Functions::passing_on`].
    pub fn reads(&self) -> bool {
        self.reads
    }

    pub(crate) fn nature(&self) -> Nature {
        self.nature
    }

    /// Runs the body. The arguments must have the declared types: the engine's checks are not repeated.
    pub fn run<'a>(&self, call: &mut Call<'_, 'a>) -> Result<Value<'a>, Fault> {
        (self.inner.body)(call)
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Function({})", self.name())
    }
}

/// Functions by name. Cloning shares the functions; a later layer replaces by name.
#[derive(Clone, Debug, Default)]
pub struct Functions {
    by_name: Arc<HashMap<Box<str>, Function>>,
}

impl Functions {
    /// No functions; Go's builtins are always there and can be replaced.
    pub fn new() -> Functions {
        Functions::default()
    }

    /// Declares a function with a fixed number of parameters.
    pub fn def<F>(&mut self, name: &str, params: &'static [Type], result: Type, body: F)
    where
        F: for<'c, 'a> Fn(&mut Call<'c, 'a>) -> Result<Value<'a>, Fault> + Send + Sync + 'static,
    {
        self.insert(Function::new(name, Signature { params, variadic: None, result }, body));
    }

    /// Declares a function whose last parameter takes any number of arguments of type `rest`.
    pub fn variadic<F>(&mut self, name: &str, params: &'static [Type], rest: Type, result: Type, body: F)
    where
        F: for<'c, 'a> Fn(&mut Call<'c, 'a>) -> Result<Value<'a>, Fault> + Send + Sync + 'static,
    {
        self.insert(Function::new(name, Signature { params, variadic: Some(rest), result }, body));
    }

    /// Puts a function in under its own name, in place of one with that name.
    pub fn insert(&mut self, function: Function) {
        let name = function.name().into();
        Arc::make_mut(&mut self.by_name).insert(name, function);
    }

    /// Makes `alias` another name of `name`. Nothing happens when `name` is not there.
    pub fn alias(&mut self, alias: &str, name: &str) {
        if let Some(function) = self.find(name).cloned() {
            Arc::make_mut(&mut self.by_name).insert(alias.into(), function);
        }
    }

    /// Says of functions that they hand their texts on, or look at their beginning only: how long the texts are then costs
    /// no steps. Names that are not there are passed over.
    pub fn passing_on(&mut self, names: &[&str]) {
        let by_name = Arc::make_mut(&mut self.by_name);
        for name in names {
            if let Some(function) = by_name.get_mut(*name) {
                function.reads = false;
            }
        }
    }

    /// Says of functions that equal arguments need not give equal values, or that they look at more than their arguments, so
    /// that no call is worked out before its template is executed. Names that are not there are passed over.
    pub fn varying(&mut self, names: &[&str]) {
        self.of_nature(Nature::Varies, names);
    }

    /// Says of functions that of their first argument, a struct, they look at nothing but this field, and that equal values of
    /// it and equal other arguments always give equal values. Names that are not there are passed over.
    pub fn looking_at(&mut self, field: &'static str, names: &[&str]) {
        self.of_nature(Nature::OfField(field), names);
    }

    pub(crate) fn of_nature(&mut self, nature: Nature, names: &[&str]) {
        let by_name = Arc::make_mut(&mut self.by_name);
        for name in names {
            if let Some(function) = by_name.get_mut(*name) {
                function.nature = nature;
            }
        }
    }

    /// Puts all functions of `layer` on top of these.
    pub fn extend(&mut self, layer: &Functions) {
        let by_name = Arc::make_mut(&mut self.by_name);
        by_name.extend(layer.by_name.iter().map(|(name, function)| (name.clone(), function.clone())));
    }

    /// Takes a function out.
    pub fn remove(&mut self, name: &str) {
        Arc::make_mut(&mut self.by_name).remove(name);
    }

    /// The function called `name`.
    pub fn find(&self, name: &str) -> Option<&Function> {
        self.by_name.get(name)
    }

    /// All names, in no order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(|name| &**name)
    }
}
