//! Pipelines, commands and operands.

use std::borrow::Cow;

use crate::builtins::kinds::Builtin;
use crate::lex::{Item, Kind};
use crate::parse::ast::{Callee, Command, Expr, ExprKind, Pipe, Span, Variable};
use crate::parse::number::parse_number;
use crate::parse::text::expr_text;
use crate::parse::{Parsed, Parser, span};
use golang::quote::{quote, unquote};

impl<'s> Parser<'s, '_> {
    /// Declarations and commands up to `end`.
    pub(super) fn pipeline(&mut self, context: &str, end: Kind) -> Parsed<Pipe> {
        let pos = self.peek_non_space().pos;
        // Most have one command: room for four would be most of what a template takes.
        let commands = Vec::with_capacity(1);
        let mut pipe = Pipe { pos, assigns: false, variables: Vec::new(), commands, is_sure: false };
        self.declarations(&mut pipe, context)?;
        loop {
            let token = self.next_non_space();
            match token.kind {
                kind if kind == end => break,
                Kind::Bool
                | Kind::CharConstant
                | Kind::Complex
                | Kind::Dot
                | Kind::Field
                | Kind::Identifier
                | Kind::Number
                | Kind::Nil
                | Kind::RawString
                | Kind::String
                | Kind::Variable
                | Kind::LeftParen => {
                    self.frame.back_up();
                    pipe.commands.push(self.command()?);
                }
                _ => return self.unexpected(&token, context),
            }
        }
        pipe.commands.shrink_to_fit();
        pipe.variables.shrink_to_fit();
        self.check(&pipe, context)?;
        self.place(&mut pipe);
        Ok(pipe)
    }

    /// `$x :=`, `$x =`, and in `range` also `$x, $y :=`.
    fn declarations(&mut self, pipe: &mut Pipe, context: &str) -> Parsed<()> {
        while self.peek_non_space().kind == Kind::Variable {
            let variable = self.next();
            let after = self.frame.peek(&mut self.lexer).clone();
            let next = self.peek_non_space();
            match next.kind {
                Kind::Assign | Kind::Declare => {
                    pipe.assigns = next.kind == Kind::Assign;
                    self.next_non_space();
                    self.declare(pipe, &variable);
                    return Ok(());
                }
                Kind::Char if next.val == "," => {
                    self.next_non_space();
                    self.declare(pipe, &variable);
                    if context != "range" || pipe.variables.len() >= 2 {
                        return self.error(format!("too many declarations in {context}"));
                    }
                    if !matches!(
                        self.peek_non_space().kind,
                        Kind::Variable | Kind::RightDelim | Kind::RightParen
                    ) {
                        return self.error("range can only initialize variables");
                    }
                }
                _ => {
                    if after.kind == Kind::Space {
                        self.frame.back_up_3(variable, after);
                    } else {
                        self.frame.back_up_2(variable);
                    }
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn declare(&mut self, pipe: &mut Pipe, variable: &Item<'s>) {
        pipe.variables.push(Variable { name: span(variable), slot: None });
        if let Cow::Borrowed(name) = variable.val {
            self.frame.names.declare(name);
        }
    }

    /// Gives the variables their places: only now, as the pipeline itself does not see them.
    fn place(&mut self, pipe: &mut Pipe) {
        for variable in &mut pipe.variables {
            let name = variable.name.of(self.source);
            variable.slot =
                if pipe.assigns { self.frame.scope.find(name) } else { Some(self.frame.scope.declare(name)) };
        }
    }

    fn check(&self, pipe: &Pipe, context: &str) -> Parsed<()> {
        if pipe.commands.is_empty() {
            return self.error(format!("missing value for {context}"));
        }
        for (i, command) in pipe.commands.iter().enumerate().skip(1) {
            use ExprKind::{Bool, Dot, Nil, Number, String};
            if matches!(command.head.kind, Bool(_) | Dot | Nil | Number(_) | String { .. }) {
                return self.error(format!("non executable command in pipeline stage {}", i + 1));
            }
        }
        Ok(())
    }

    /// Operands separated by spaces, up to a pipe or the end of the pipeline.
    fn command(&mut self) -> Parsed<Command> {
        let pos = self.peek_non_space().pos;
        let mut head = None;
        let mut args = Vec::new();
        loop {
            self.peek_non_space();
            if let Some(operand) = self.operand()? {
                match head {
                    None => head = Some(operand),
                    Some(_) => args.push(operand),
                }
            }
            let token = self.next();
            match token.kind {
                Kind::Space => continue,
                Kind::RightDelim | Kind::RightParen => self.frame.back_up(),
                Kind::Pipe => {}
                _ => return self.unexpected(&token, "operand"),
            }
            break;
        }
        match head {
            Some(head) => {
                args.shrink_to_fit();
                let steps = head.steps() + args.iter().map(Expr::steps).sum::<u64>();
                Ok(Command { pos, steps, head, args })
            }
            None => self.error("empty command"),
        }
    }

    /// A term and the fields that follow it; `None` when no term comes next.
    fn operand(&mut self) -> Parsed<Option<Expr>> {
        let Some(mut expr) = self.term()? else { return Ok(None) };
        if self.peek_kind() != Kind::Field {
            return Ok(Some(expr));
        }
        let pos = self.frame.peek(&mut self.lexer).pos;
        let mut fields = Vec::new();
        while self.peek_kind() == Kind::Field {
            fields.push(field_span(&self.next()));
        }
        match &mut expr.kind {
            ExprKind::Field(path) | ExprKind::Variable { fields: path, .. } => {
                path.append(&mut fields);
                expr.pos = pos;
            }
            ExprKind::Function { .. } | ExprKind::Pipe(_) | ExprKind::Chain { .. } => {
                expr = Expr { pos, kind: ExprKind::Chain { on: Box::new(expr), fields } };
            }
            _ => {
                let term = quote(&expr_text(&expr, self.source));
                return self.error(format!("unexpected . after term {term}"));
            }
        }
        Ok(Some(expr))
    }

    /// A literal, function, dot, field, variable or parenthesised pipeline; `None` when none comes next.
    fn term(&mut self) -> Parsed<Option<Expr>> {
        let token = self.next_non_space();
        let kind = match token.kind {
            Kind::Identifier => self.function(&token)?,
            Kind::Dot => ExprKind::Dot,
            Kind::Nil => ExprKind::Nil,
            Kind::Variable => self.variable(&token)?,
            Kind::Field => ExprKind::Field(vec![field_span(&token)]),
            Kind::Bool => ExprKind::Bool(token.val == "true"),
            Kind::CharConstant | Kind::Complex | Kind::Number => match parse_number(token.kind, &token.val) {
                Ok(number) => ExprKind::Number(number),
                Err(message) => return self.error(message),
            },
            Kind::LeftParen => {
                let pipe = self.nested("max expression depth exceeded", |parser| {
                    parser.pipeline("parenthesized pipeline", Kind::RightParen)
                })?;
                return Ok(Some(Expr { pos: pipe.pos, kind: ExprKind::Pipe(Box::new(pipe)) }));
            }
            Kind::String | Kind::RawString => match unquote(&token.val) {
                Some(text) => ExprKind::String { quoted: span(&token), text: text.into() },
                None => return self.error("invalid syntax"),
            },
            _ => {
                self.frame.back_up();
                return Ok(None);
            }
        };
        self.count()?;
        Ok(Some(Expr { pos: token.pos, kind }))
    }

    fn function(&self, token: &Item<'_>) -> Parsed<ExprKind> {
        let callee = match self.functions.find(&token.val) {
            Some(function) => Callee::Function(function.clone()),
            None => match Builtin::find(&token.val) {
                Some(builtin) => Callee::Builtin(builtin),
                None => {
                    let message = format!("function {} not defined", quote(&token.val));
                    return Err(self.fault(message, Some(token.val.to_string())));
                }
            },
        };
        Ok(ExprKind::Function { name: span(token), callee })
    }

    fn variable(&self, token: &Item<'_>) -> Parsed<ExprKind> {
        let name = &*token.val;
        if self.frame.names.find(name).is_none() {
            return self.error(format!("undefined variable {}", quote(name)));
        }
        let variable = Variable { name: span(token), slot: self.frame.scope.find(name) };
        Ok(ExprKind::Variable { variable, fields: Vec::new() })
    }
}

/// The name of a field without its dot.
fn field_span(token: &Item<'_>) -> Span {
    Span { start: token.pos + 1, end: token.pos + token.val.len() }
}
