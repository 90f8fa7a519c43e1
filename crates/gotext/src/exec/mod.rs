//! Executing: text, actions and control structures. Expressions are in `eval`, calls in `call`.
//!
//! Source: Go 1.26 text/template exec.go.

mod call;
mod eval;
mod method;
mod place;
mod range;
mod specialise;

use std::ops::Range;

use crate::budget::{Budget, Meter};
use crate::builtins::print_printable;
use crate::error::{Cause, ExecError};
use crate::fault::Fault;
use crate::format::print_to;
use crate::functions::Call;
use crate::nested::{Nested, Within};
use crate::observe::Observer;
use crate::parse::ast::known::Known;
use crate::parse::ast::{Branch, Expr, Invocation, List, Node, Pipe, Tree};
use crate::template::{MissingKey, Template};
use crate::value::Value;
use place::Place;

/// A value and what Go's reflection knows of the place that it was taken from.
#[derive(Clone)]
struct Held<'a> {
    value: Value<'a>,
    /// The name of its static type, if that is an interface: Go says so in messages. `interface {}` it takes off in
    /// pipelines.
    interface: Option<&'static &'static str>,
    /// Whether it has an address, so that the methods of its pointer are its own too: as the field of a struct that is
    /// pointed to, or the item of a list.
    has_address: bool,
}

/// The interface without methods.
static ANY: &str = "interface {}";

impl<'a> Held<'a> {
    fn plain(value: Value<'a>) -> Held<'a> {
        Held { value, interface: None, has_address: false }
    }

    /// What lies in a place with an address.
    fn addressed(value: Value<'a>, is_any: bool) -> Held<'a> {
        Held { value, interface: is_any.then_some(&ANY), has_address: !is_any }
    }

    /// What a map or a function gives.
    fn copied(value: Value<'a>, is_any: bool) -> Held<'a> {
        Held { value, interface: is_any.then_some(&ANY), has_address: false }
    }

    fn missing() -> Held<'a> {
        Held::plain(Value::Missing)
    }

    /// Takes the interface off: a nil interface is not a value at all. One with methods stays.
    fn unwrap_interface(&mut self) {
        if self.has_sealed_type() {
            return;
        }
        if matches!(self.value, Value::Nil) {
            self.value = Value::Missing;
        }
        self.interface = None;
    }

    /// Whether its static type is an interface with methods.
    fn has_sealed_type(&self) -> bool {
        self.interface.is_some_and(|name| *name != ANY)
    }

    /// The static type as Go prints it.
    fn type_name(&self) -> String {
        match self.interface {
            Some(name) => (*name).to_owned(),
            None if matches!(self.value, Value::Nil) => ANY.to_owned(),
            None => self.value.type_name(),
        }
    }
}

impl Known {
    /// The value as it was before it was kept.
    fn held(&self) -> Held<'_> {
        Held { value: self.value.value(), interface: self.interface, has_address: self.has_address }
    }
}

/// How a list of nodes ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    On,
    Break,
    Continue,
}

type Done<T> = Result<T, Box<ExecError>>;

impl Template {
    /// What the template gives for `data`, which must not outlive it: values of the execution borrow from both.
    ///
    /// Errors with Go's text: `template: NAME:LINE:COLUMN: executing "BLOCK" at <EXPRESSION>: CAUSE`; and when it costs
    /// more than `budget` allows.
    ///
    /// Source: Go 1.26 text/template exec.go, Execute.
    pub fn execute<'a>(&'a self, data: Value<'a>, budget: &Budget) -> Result<String, Box<ExecError>> {
        self.execute_named(self.name(), data, budget)
    }

    /// As [`Template::execute`], where functions may execute more templates ([`Call::execute`](crate::Call::execute)).
    ///
    /// # Errors
    /// As there.
    pub fn execute_nesting<'a>(
        &'a self,
        data: Value<'a>,
        budget: &Budget,
        nested: &'a Nested,
    ) -> Result<String, Box<ExecError>> {
        self.execute_observed(data, budget, nested, None)
    }

    /// As [`Template::execute_nesting`], before the eyes of an observer. What functions execute for themselves, it does
    /// not see.
    ///
    /// # Errors
    /// As there; and where the observer refuses.
    pub fn execute_observed<'a>(
        &'a self,
        data: Value<'a>,
        budget: &Budget,
        nested: &'a Nested,
        observer: Option<&dyn Observer>,
    ) -> Result<String, Box<ExecError>> {
        let mut out = String::with_capacity(self.source().len() / 4);
        execute(self, self.name(), data, budget, (Some(nested), observer), &mut out, None)?;
        Ok(out)
    }

    /// As [`Template::execute_nesting`], with the bytes that actions have printed, in order: all between them is text of the
    /// template.
    ///
    /// # Errors
    /// As there.
    pub fn execute_with_holes<'a>(
        &'a self,
        data: Value<'a>,
        budget: &Budget,
        nested: &'a Nested,
    ) -> Result<(String, Vec<Range<usize>>), Box<ExecError>> {
        let mut out = String::with_capacity(self.source().len() / 4);
        let mut holes = Vec::with_capacity(64);
        execute(self, self.name(), data, budget, (Some(nested), None), &mut out, Some(&mut holes))?;
        Ok((out, holes))
    }

    /// What the template that the text defines as `name` gives for `data`.
    pub fn execute_named<'a>(
        &'a self,
        name: &str,
        data: Value<'a>,
        budget: &Budget,
    ) -> Result<String, Box<ExecError>> {
        let mut out = String::with_capacity(self.source().len() / 4);
        execute(self, name, data, budget, (None, None), &mut out, None)?;
        Ok(out)
    }

    /// As [`Template::execute`], adding to `out`; what was written before an error stays there.
    pub fn execute_into<'a>(
        &'a self,
        data: Value<'a>,
        budget: &Budget,
        out: &mut String,
    ) -> Result<(), Box<ExecError>> {
        execute(self, self.name(), data, budget, (None, None), out, None)
    }
}

impl<'a> Call<'_, 'a> {
    /// What a template gives for the data of the outermost one. `None` where the execution does not nest others
    /// ([`Template::execute_nesting`]).
    pub fn execute(&self, template: Template, budget: &Budget) -> Option<Result<String, Box<ExecError>>> {
        self.within.map(|Within { root, nested }| {
            nested.keep(template).execute_nesting(root.clone(), budget, nested)
        })
    }
}

/// Executes the tree called `name` on `data`, adding to `out`.
fn execute<'a, 'o>(
    template: &'a Template,
    name: &str,
    data: Value<'a>,
    budget: &Budget,
    (nested, observer): (Option<&'a Nested>, Option<&'o dyn Observer>),
    out: &'o mut String,
    holes: Option<&'o mut Vec<Range<usize>>>,
) -> Result<(), Box<ExecError>> {
    let Some(tree) = template.tree(name) else {
        let cause = Cause::NoTemplate { name: name.to_owned() };
        return Err(Place::Start.error(template.name(), "", template.name(), cause));
    };
    let exec = Exec::new(template, tree, budget, out);
    let mut exec = Exec { nested, observer, holes, ..exec };
    let mut dot = Held::plain(data);
    dot.unwrap_interface();
    exec.enter(tree, dot.clone());
    exec.list(&dot, &tree.root).map(|_| ())
}

struct Exec<'a, 'o> {
    template: &'a Template,
    source: &'a str,
    /// The tree that is executing.
    tree: &'a Tree,
    place: Place<'a>,
    /// The variables of all trees that are executing, those of this one from `base` on.
    slots: Vec<Option<Held<'a>>>,
    base: usize,
    /// The arguments of the calls that are being prepared.
    args: Vec<Value<'a>>,
    out: &'o mut String,
    /// How long `out` may become.
    most: usize,
    meter: Meter,
    /// How much deeper control structures, parentheses and templates may nest.
    depth: usize,
    missing_key: MissingKey,
    /// What keeps the templates that functions parse, where they may.
    nested: Option<&'a Nested>,
    observer: Option<&'o dyn Observer>,
    /// Where in `out` actions have printed, where somebody asks.
    holes: Option<&'o mut Vec<Range<usize>>>,
}

impl<'a, 'o> Exec<'a, 'o> {
    fn new(template: &'a Template, tree: &'a Tree, budget: &Budget, out: &'o mut String) -> Exec<'a, 'o> {
        Exec {
            template,
            source: template.source(),
            tree,
            place: Place::Start,
            slots: Vec::with_capacity(tree.slots),
            base: 0,
            args: Vec::new(),
            most: out.len().saturating_add(budget.output),
            out,
            meter: Meter::new(budget),
            depth: budget.depth.min(Budget::DEEPEST),
            missing_key: template.missing_key(),
            nested: None,
            observer: None,
            holes: None,
        }
    }
}

impl<'a> Exec<'a, '_> {
    fn fail<T>(&self, cause: Cause) -> Done<T> {
        Err(self.error(cause))
    }

    #[cold]
    fn error(&self, cause: Cause) -> Box<ExecError> {
        self.place.error(self.template.name(), self.source, &self.tree.name, cause)
    }

    /// Something that only the budget can stop.
    fn budgeted<T>(&self, result: Result<T, Fault>) -> Done<T> {
        result.map_err(|fault| self.error(Cause::Budget(fault)))
    }

    fn step(&self, count: u64) -> Done<()> {
        self.budgeted(self.meter.step(count))
    }

    fn nested<T>(&mut self, execute: impl FnOnce(&mut Self) -> Done<T>) -> Done<T> {
        let Some(depth) = self.depth.checked_sub(1) else { return self.fail(Cause::Budget(Fault::Depth)) };
        self.depth = depth;
        let done = execute(self);
        self.depth += 1;
        done
    }

    /// Makes room for the variables of `tree`, `$` being `dot`.
    fn enter(&mut self, tree: &'a Tree, dot: Held<'a>) {
        self.tree = tree;
        self.base = self.slots.len();
        self.slots.push(Some(dot));
        self.slots.resize(self.base + tree.slots, None);
    }

    fn list(&mut self, dot: &Held<'a>, list: &'a List) -> Done<Flow> {
        for node in list {
            match self.node(dot, node)? {
                Flow::On => {}
                flow => return Ok(flow),
            }
        }
        Ok(Flow::On)
    }

    fn node(&mut self, dot: &Held<'a>, node: &'a Node) -> Done<Flow> {
        self.step(1)?;
        match node {
            Node::Text(span) => {
                self.out.push_str(span.of(self.source));
                self.check_output()?;
            }
            Node::Made(text) => {
                self.out.push_str(text);
                self.check_output()?;
            }
            Node::Action(pipe) => self.action(dot, pipe)?,
            Node::Branch(branch) => return self.nested(|exec| exec.branch(dot, branch)),
            Node::Range(range) => return self.nested(|exec| exec.range(dot, range)),
            Node::Template(invocation) => self.nested(|exec| exec.invoke(dot, invocation))?,
            Node::Break => return Ok(Flow::Break),
            Node::Continue => return Ok(Flow::Continue),
        }
        Ok(Flow::On)
    }

    fn check_output(&self) -> Done<()> {
        if self.out.len() > self.most { self.fail(Cause::Budget(Fault::Output)) } else { Ok(()) }
    }

    /// Prints the value, unless it goes to a variable.
    fn action(&mut self, dot: &Held<'a>, pipe: &'a Pipe) -> Done<()> {
        self.place = Place::Action(pipe);
        let held = self.pipe(dot, pipe)?;
        if !pipe.variables.is_empty() {
            return Ok(());
        }
        self.print(&held, pipe)
    }

    /// Prints what a pipeline gives.
    fn print(&mut self, held: &Held<'a>, pipe: &'a Pipe) -> Done<()> {
        self.place = Place::Action(pipe);
        self.whole(held)?;
        if let Value::Func(_) = held.value {
            let (expression, of) = (self.place.text(self.source), held.value.type_name());
            return self.fail(Cause::Print { expression, of });
        }
        let from = self.out.len();
        let printed = if held.has_sealed_type() {
            print_to(self.out, &held.value, &self.meter)
        } else {
            print_printable(self.out, &held.value, held.has_address, &self.meter)
        };
        self.budgeted(printed)?;
        if let Some(holes) = &mut self.holes {
            holes.push(from..self.out.len());
        }
        self.check_output()
    }

    fn branch(&mut self, dot: &Held<'a>, branch: &'a Branch) -> Done<Flow> {
        for (pipe, list) in &branch.arms {
            self.place = Place::Action(pipe);
            let held = self.pipe(dot, pipe)?;
            if self.truth(&held)? {
                return self.list(if branch.with { &held } else { dot }, list);
            }
        }
        self.list(dot, &branch.otherwise)
    }

    fn invoke(&mut self, dot: &Held<'a>, invocation: &'a Invocation) -> Done<()> {
        self.place = Place::Template(invocation);
        self.budgeted(self.meter.read(invocation.name.len()))?;
        let name = invocation.made.as_deref().unwrap_or(&invocation.name);
        let Some(tree) = self.template.tree(name) else {
            return self.fail(Cause::NoTemplate { name: invocation.name.to_string() });
        };
        self.budgeted(self.meter.read(tree.slots.saturating_mul(size_of::<Held<'_>>())))?;
        let dot = match &invocation.pipe {
            Some(pipe) => self.pipe(dot, pipe)?,
            None => Held::missing(),
        };
        let (outer, base) = (self.tree, self.base);
        self.enter(tree, dot.clone());
        self.list(&dot, &tree.root)?;
        self.slots.truncate(self.base);
        (self.tree, self.base) = (outer, base);
        Ok(())
    }

    /// Whether a value counts as true.
    fn truth(&self, held: &Held<'a>) -> Done<bool> {
        match self.observer {
            None => Ok(held.value.is_true()),
            Some(observer) => self.observed(observer.truth(&held.value)),
        }
    }

    /// Tells the observer of a value that is used as a whole.
    fn whole(&self, held: &Held<'a>) -> Done<()> {
        self.observer.map_or(Ok(()), |observer| self.observed(observer.whole(&held.value)))
    }

    fn observed<T>(&self, answer: Result<T, Fault>) -> Done<T> {
        answer.map_err(|fault| self.error(Cause::Budget(fault)))
    }

    fn is_bare(args: &[Expr], last: Option<&Held<'a>>) -> bool {
        args.is_empty() && last.is_none()
    }
}
