//! Where an execution is: what errors name as the expression.

use crate::error::{Cause, ExecError};
use crate::parse::ast::known::Known;
use crate::parse::ast::{Command, Expr, Invocation, Pipe};
use crate::parse::text::{command_text, expr_text, invocation_text, pipe_text};

/// The node that is being executed.
#[derive(Clone, Copy)]
pub(super) enum Place<'t> {
    Pipe(&'t Pipe),
    Command(&'t Command),
    Expr(&'t Expr),
    /// Where working out a value before execution has ended.
    Known(&'t Known),
    Template(&'t Invocation),
    /// An action or control structure, by its pipeline.
    Action(&'t Pipe),
    /// Before anything.
    Start,
}

impl Place<'_> {
    pub(super) fn pos(self) -> usize {
        match self {
            Place::Pipe(pipe) | Place::Action(pipe) => pipe.pos,
            Place::Command(command) => command.pos,
            Place::Expr(expr) => expr.pos,
            Place::Known(known) => known.left_at.0,
            Place::Template(invocation) => invocation.pos,
            Place::Start => 0,
        }
    }

    /// The expression as Go prints it.
    pub(super) fn text(self, source: &str) -> String {
        match self {
            Place::Pipe(pipe) => pipe_text(pipe, source),
            Place::Action(pipe) => format!("{{{{{}}}}}", pipe_text(pipe, source)),
            Place::Command(command) => command_text(command, source),
            Place::Expr(expr) => expr_text(expr, source),
            Place::Known(known) => known.left_at.1.to_string(),
            Place::Template(invocation) => invocation_text(invocation, source),
            Place::Start => String::new(),
        }
    }

    /// The error of `cause` happening here, in the template `name` and the block `block`.
    pub(super) fn error(self, name: &str, source: &str, block: &str, cause: Cause) -> Box<ExecError> {
        let before = source.get(..self.pos()).unwrap_or("");
        let column = before.rfind('\n').map_or(before.len(), |newline| before.len() - newline - 1);
        Box::new(ExecError {
            name: name.to_owned(),
            line: 1 + before.bytes().filter(|&b| b == b'\n').count(),
            column,
            block: block.to_owned(),
            expression: self.text(source),
            cause,
        })
    }
}
