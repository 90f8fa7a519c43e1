//! What can go wrong, with Go's texts.

use std::fmt;

use crate::fault::{Fault, Unfit};
use golang::quote::quote;

/// A template that cannot be parsed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("template: {name}:{line}: {message}")]
pub struct ParseError {
    /// The template's name.
    pub name: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub message: String,
    /// The function that is called and that nobody declared, if that is what is wrong.
    pub unknown_function: Option<String>,
}

/// A template that failed while it was executed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecError {
    /// The name the text was parsed under.
    pub name: String,
    /// The line, from 1.
    pub line: usize,
    /// The byte in the line, from 0.
    pub column: usize,
    /// The name of the template that was executing: `name`, or that of a `define` or `block` in it.
    pub block: String,
    /// The expression as Go prints it.
    pub expression: String,
    /// What went wrong.
    pub cause: Cause,
}

impl fmt::Display for ExecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ExecError { name, line, column, block, expression, cause } = self;
        write!(f, "template: {name}:{line}:{column}: executing {} at <{expression}>: {cause}", quote(block))
    }
}

impl std::error::Error for ExecError {}

/// Why an execution failed.
///
/// Source: the texts of Go 1.26 text/template exec.go; the budget's texts are ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// A function or method gave an error.
    #[error("error calling {function}: {message}")]
    Calling {
        /// The function's name.
        function: String,
        /// Its error.
        message: String,
    },
    /// A function or method got too many or too few arguments.
    #[error("wrong number of args for {function}: want {}{want} got {got}", if *.at_least { "at least " } else { "" })]
    ArgumentCount {
        /// The function's name.
        function: String,
        /// How many it takes.
        want: usize,
        /// Whether it takes more as well.
        at_least: bool,
        /// How many there were.
        got: usize,
    },
    /// A method whose results no template can use.
    #[error("{}", unfit_text(.function, *.unfit))]
    Unfit {
        /// The method's name.
        function: String,
        /// Its results.
        unfit: Unfit,
    },
    /// An argument has another type than the parameter.
    #[error("wrong type for value; expected {want}; got {got}")]
    ArgumentType {
        /// The parameter's type.
        want: String,
        /// The value's type.
        got: String,
    },
    /// An absent value for a parameter that cannot be nil.
    #[error("invalid value; expected {want}")]
    AbsentArgument {
        /// The parameter's type.
        want: String,
    },
    /// A literal for a parameter of another type.
    #[error("expected {want}; found {found}")]
    Literal {
        /// What the parameter is.
        want: &'static str,
        /// The literal.
        found: String,
    },
    /// `nil` for a parameter that cannot be nil.
    #[error("cannot assign nil to {want}")]
    NilArgument {
        /// The parameter's type.
        want: String,
    },
    /// A literal for a parameter that no literal fits.
    #[error("can't handle {found} for arg of type {want}")]
    NoLiteral {
        /// The parameter's type.
        want: String,
        /// The literal.
        found: String,
    },
    /// A nil pointer where what it points to is needed.
    #[error("dereference of nil pointer of type {want}")]
    Dereference {
        /// The parameter's type.
        want: String,
    },
    /// Something that is not a function got an argument.
    #[error("can't give argument to non-function {expression}")]
    NoFunction {
        /// The expression.
        expression: String,
    },
    /// A map entry got an argument.
    #[error("{field} is not a method but has arguments")]
    NoMethod {
        /// The key.
        field: String,
    },
    /// A field got an argument.
    #[error("{field} has arguments but cannot be invoked as function")]
    FieldArguments {
        /// The field.
        field: String,
    },
    /// A field of a nil pointer or nil interface.
    #[error("nil pointer evaluating {of}.{field}")]
    NilPointer {
        /// The pointer's type.
        of: String,
        /// The field.
        field: String,
    },
    /// A field that the type does not have.
    #[error("can't evaluate field {field} in type {of}")]
    NoField {
        /// The field.
        field: String,
        /// The type.
        of: String,
    },
    /// A field that is not exported.
    #[error("{field} is an unexported field of struct type {of}")]
    Unexported {
        /// The field.
        field: String,
        /// The type.
        of: String,
    },
    /// An entry that the map does not have, under [`crate::MissingKey::Error`].
    #[error("map has no entry for key {}", quote(.key))]
    NoEntry {
        /// The key.
        key: String,
    },
    /// An entry of an absent map, under [`crate::MissingKey::Error`].
    #[error("nil data; no entry for key {}", quote(.key))]
    NoData {
        /// The key.
        key: String,
    },
    /// `range` over something that has no items.
    #[error("range can't iterate over {value}")]
    Range {
        /// The value as it prints.
        value: String,
    },
    /// `range` over an integer with two variables.
    #[error("can't use {value} to iterate over more than one variable")]
    RangeVariables {
        /// The value as it prints.
        value: String,
    },
    /// A function as text.
    #[error("can't print {expression} of type {of}")]
    Print {
        /// The expression.
        expression: String,
        /// The value's type.
        of: String,
    },
    /// A variable whose declaration was not executed.
    #[error("undefined variable: {name}")]
    Undefined {
        /// The variable.
        name: String,
    },
    /// A template that is not there.
    #[error("template {} not defined", quote(.name))]
    NoTemplate {
        /// Its name.
        name: String,
    },
    /// `nil` as a command.
    #[error("nil is not a command")]
    NilCommand,
    /// An integer literal too large for `int`.
    #[error("{literal} overflows int")]
    Overflow {
        /// The literal.
        literal: String,
    },
    /// The execution costs more than its budget allows.
    #[error("{0}")]
    Budget(Fault),
}

/// Source: Go 1.26 text/template funcs.go, goodFunc.
fn unfit_text(function: &str, unfit: Unfit) -> String {
    match unfit {
        Unfit::Count(count) => format!("function {function} has {count} return values; should be 1 or 2"),
        Unfit::Second(of) => {
            format!("invalid function signature for {function}: second return value should be error; is {of}")
        }
    }
}
