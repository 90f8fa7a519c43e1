//! Expressions as Go prints them in error messages.
//!
//! Source: Go 1.26 text/template/parse node.go, String and writeTo.

use crate::parse::ast::{Command, Expr, ExprKind, Invocation, Pipe, Span};
use golang::quote::quote;

/// `$x := .A | f`
pub(crate) fn pipe_text(pipe: &Pipe, source: &str) -> String {
    let mut out = String::new();
    write_pipe(&mut out, pipe, source);
    out
}

/// `f .A "b"`
pub(crate) fn command_text(command: &Command, source: &str) -> String {
    let mut out = String::new();
    write_command(&mut out, command, source);
    out
}

/// `.A.B`
pub(crate) fn expr_text(expr: &Expr, source: &str) -> String {
    let mut out = String::new();
    write_expr(&mut out, expr, source);
    out
}

/// `{{template "x" .}}`
pub(crate) fn invocation_text(invocation: &Invocation, source: &str) -> String {
    let mut out = format!("{{{{template {}", quote(&invocation.name));
    if let Some(pipe) = &invocation.pipe {
        out.push(' ');
        write_pipe(&mut out, pipe, source);
    }
    out.push_str("}}");
    out
}

fn write_pipe(out: &mut String, pipe: &Pipe, source: &str) {
    for (i, variable) in pipe.variables.iter().enumerate() {
        out.push_str(if i > 0 { ", " } else { "" });
        out.push_str(variable.name.of(source));
    }
    if !pipe.variables.is_empty() {
        out.push_str(if pipe.assigns { " = " } else { " := " });
    }
    for (i, command) in pipe.commands.iter().enumerate() {
        out.push_str(if i > 0 { " | " } else { "" });
        write_command(out, command, source);
    }
}

fn write_command(out: &mut String, command: &Command, source: &str) {
    for (i, arg) in std::iter::once(&command.head).chain(&command.args).enumerate() {
        out.push_str(if i > 0 { " " } else { "" });
        write_operand(out, arg, source);
    }
}

fn write_operand(out: &mut String, expr: &Expr, source: &str) {
    if matches!(expr.kind, ExprKind::Pipe(_)) {
        out.push('(');
        write_expr(out, expr, source);
        out.push(')');
    } else {
        write_expr(out, expr, source);
    }
}

fn write_expr(out: &mut String, expr: &Expr, source: &str) {
    match &expr.kind {
        ExprKind::Dot => out.push('.'),
        ExprKind::Nil => out.push_str("nil"),
        ExprKind::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        ExprKind::Number(number) => out.push_str(&number.text),
        ExprKind::String { quoted, .. } => out.push_str(quoted.of(source)),
        ExprKind::Field(fields) => write_fields(out, fields, source),
        ExprKind::Variable { variable, fields } => {
            out.push_str(variable.name.of(source));
            write_fields(out, fields, source);
        }
        ExprKind::Function { name, .. } => out.push_str(name.of(source)),
        ExprKind::Chain { on, fields } => {
            write_operand(out, on, source);
            write_fields(out, fields, source);
        }
        ExprKind::Pipe(pipe) => write_pipe(out, pipe, source),
        ExprKind::Known(known) => out.push_str(&known.text),
    }
}

fn write_fields(out: &mut String, fields: &[Span], source: &str) {
    for field in fields {
        out.push('.');
        out.push_str(field.of(source));
    }
}
