//! What a template is once it is parsed: everything resolved that can be.

pub(crate) mod known;

use std::collections::HashMap;

use crate::budget::BYTES_PER_STEP;
use crate::builtins::kinds::Builtin;
use crate::functions::Function;
use known::Known;

/// A part of the template's text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub(crate) fn of(self, source: &str) -> &str {
        source.get(self.start..self.end).unwrap_or("")
    }
}

/// One template: the whole text, or a `define` or `block` in it.
#[derive(Debug)]
pub(crate) struct Tree {
    pub name: Box<str>,
    pub root: List,
    /// Whether it has nothing but white space: then another of that name replaces it.
    pub is_empty: bool,
    /// How many variables it has, `$` included.
    pub slots: usize,
}

impl Tree {
    /// A tree like this one, with nothing in it yet.
    pub(crate) fn without_nodes(&self) -> Tree {
        Tree { name: self.name.clone(), root: List::new(), is_empty: false, slots: self.slots }
    }
}

impl Pipe {
    /// A pipeline like this one, with nothing in it yet.
    pub(crate) fn without_commands(&self) -> Pipe {
        let (variables, commands) = (self.variables.clone(), Vec::new());
        Pipe { pos: self.pos, assigns: self.assigns, variables, commands, is_sure: false }
    }
}

/// The trees of a text by name.
pub(crate) type Trees = HashMap<Box<str>, Tree>;

pub(crate) type List = Vec<Node>;

/// Text or an action.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    Text(Span),
    /// Text that was made before execution.
    Made(Box<str>),
    Action(Pipe),
    Branch(Branch),
    Range(Range),
    Template(Invocation),
    Break,
    Continue,
}

/// `if` or `with`, its `else if`s or `else with`s, and its `else`.
#[derive(Clone, Debug)]
pub(crate) struct Branch {
    /// Whether dot becomes the value.
    pub with: bool,
    pub arms: Vec<(Pipe, List)>,
    pub otherwise: List,
}

/// `range` and its `else`.
#[derive(Clone, Debug)]
pub(crate) struct Range {
    pub pipe: Pipe,
    pub body: List,
    pub otherwise: List,
}

/// `{{template "name" pipeline}}`
#[derive(Clone, Debug)]
pub(crate) struct Invocation {
    pub pos: usize,
    pub name: Box<str>,
    /// The tree to execute in place of the one of that name, where one was made for this place.
    pub made: Option<Box<str>>,
    pub pipe: Option<Pipe>,
}

/// A pipeline: variables that take its value, and commands, of which each gives its value to the next.
#[derive(Clone, Debug)]
pub(crate) struct Pipe {
    pub pos: usize,
    pub assigns: bool,
    pub variables: Vec<Variable>,
    pub commands: Vec<Command>,
    /// Whether nothing can go wrong in it, so that it may go where nobody reads its variables.
    pub is_sure: bool,
}

/// A variable and where its value lies; no place when none is there at run time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Variable {
    pub name: Span,
    pub slot: Option<usize>,
}

/// A command: what it calls or is, and the arguments.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    pub pos: usize,
    /// What evaluating it costs without what is in parentheses: a step for each operand, and more for fields.
    pub steps: u64,
    pub head: Expr,
    pub args: Vec<Expr>,
}

/// An operand.
#[derive(Clone, Debug)]
pub(crate) struct Expr {
    pub pos: usize,
    pub kind: ExprKind,
}

#[derive(Clone, Debug)]
pub(crate) enum ExprKind {
    Dot,
    Nil,
    Bool(bool),
    Number(Number),
    String {
        quoted: Span,
        text: Box<str>,
    },
    Field(Vec<Span>),
    Variable {
        variable: Variable,
        fields: Vec<Span>,
    },
    Function {
        name: Span,
        callee: Callee,
    },
    Chain {
        on: Box<Expr>,
        fields: Vec<Span>,
    },
    Pipe(Box<Pipe>),
    /// A value that was worked out before execution.
    Known(Box<Known>),
}

impl Expr {
    /// The steps that its own evaluation takes.
    pub(crate) fn steps(&self) -> u64 {
        let fields = match &self.kind {
            ExprKind::Field(fields) | ExprKind::Variable { fields, .. } | ExprKind::Chain { fields, .. } => {
                fields.as_slice()
            }
            _ => &[],
        };
        let each = |field: &Span| 1 + (field.end - field.start) / BYTES_PER_STEP;
        1 + fields.iter().map(each).sum::<usize>() as u64
    }
}

/// What an identifier calls.
#[derive(Clone, Debug)]
pub(crate) enum Callee {
    Function(Function),
    Builtin(Builtin),
}

/// A number: each way in which it can be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Number {
    pub text: Box<str>,
    pub int: Option<i64>,
    pub uint: Option<u64>,
    pub float: Option<f64>,
    pub complex: Option<(f64, f64)>,
}
