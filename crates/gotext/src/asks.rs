//! What a template asks of its data, as far as its text tells: for those who want to know which parts are never read.

use crate::parse::ast::{Callee, Command, Expr, ExprKind, List, Node, Pipe, Range, Span};
use crate::template::Template;

/// What a template asks for.
#[derive(Debug, Default)]
pub struct Asks<'t> {
    /// Chains of fields, on whatever value they stand: `.Values.global.hub` is three fields, `$global.hub` is one.
    pub chains: Vec<Chain<'t>>,
    /// The texts in it that stand alone, such as the keys that `index` and `dig` are given.
    pub texts: Vec<&'t str>,
}

/// Fields of fields.
#[derive(Debug, PartialEq, Eq)]
pub struct Chain<'t> {
    /// Their names, the outermost first.
    pub fields: Vec<&'t str>,
    /// Whether the value at its end is used as a whole: printed, ranged over, handed to a function that is not known
    /// to look at one entry. Else it is only tested, kept in a variable, or made the dot.
    pub whole: bool,
}

/// Functions that look at entries of what they are given.
const LOOK_INSIDE: [&str; 7] = ["index", "get", "dig", "hasKey", "pluck", "default", "kindIs"];

impl Template {
    /// What the template and those that it defines ask for. Linear in the template.
    pub fn asks(&self) -> Asks<'_> {
        let mut reader = Reader { source: self.source(), asks: Asks::default() };
        for name in self.defined() {
            if let Some(tree) = self.tree(name) {
                reader.list(&tree.root);
            }
        }
        reader.asks
    }
}

struct Reader<'t> {
    source: &'t str,
    asks: Asks<'t>,
}

impl<'t> Reader<'t> {
    fn list(&mut self, list: &'t List) {
        for node in list {
            match node {
                Node::Text(_) | Node::Made(_) | Node::Break | Node::Continue => {}
                Node::Action(pipe) => self.pipe(pipe, pipe.variables.is_empty()),
                Node::Branch(branch) => {
                    for (pipe, body) in &branch.arms {
                        self.pipe(pipe, false);
                        self.list(body);
                    }
                    self.list(&branch.otherwise);
                }
                Node::Range(Range { pipe, body, otherwise }) => {
                    self.pipe(pipe, true);
                    self.list(body);
                    self.list(otherwise);
                }
                Node::Template(invocation) => {
                    if let Some(pipe) = &invocation.pipe {
                        self.pipe(pipe, false);
                    }
                }
            }
        }
    }

    fn pipe(&mut self, pipe: &'t Pipe, whole: bool) {
        // What goes on into a function that looks inside is not used as a whole before.
        let mut whole_after = whole;
        for command in pipe.commands.iter().rev() {
            let looks_inside = self.looks_inside(command);
            let whole_here = whole_after && !looks_inside;
            self.expr(&command.head, whole_here);
            for argument in &command.args {
                self.expr(argument, whole_here);
            }
            whole_after = whole_here;
        }
    }

    fn looks_inside(&self, command: &Command) -> bool {
        match &command.head.kind {
            ExprKind::Function { name, callee: Callee::Function(_) | Callee::Builtin(_) } => {
                LOOK_INSIDE.contains(&name.of(self.source))
            }
            _ => false,
        }
    }

    fn expr(&mut self, expr: &'t Expr, whole: bool) {
        match &expr.kind {
            ExprKind::Field(fields) | ExprKind::Variable { fields, .. } => self.chain(fields, whole),
            ExprKind::Chain { on, fields } => {
                self.expr(on, false);
                self.chain(fields, whole);
            }
            ExprKind::Pipe(pipe) => self.pipe(pipe, whole),
            ExprKind::String { text, .. } => self.asks.texts.push(text),
            ExprKind::Dot
            | ExprKind::Nil
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::Known(_)
            | ExprKind::Function { .. } => {}
        }
    }

    fn chain(&mut self, fields: &[Span], whole: bool) {
        if !fields.is_empty() {
            let source = self.source;
            self.asks.chains.push(Chain { fields: fields.iter().map(|f| f.of(source)).collect(), whole });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Functions, Template};

    #[test]
    fn chains_and_texts_are_found_wherever_they_stand() {
        for (text, chains, texts) in [
            ("{{ .a.b }}", "a.b!", ""),
            ("{{ $x := .a.b }}{{ $x.c }}", "a.b c!", ""),
            ("{{ if .a.b }}{{ .c }}{{ else if .d }}{{ else }}{{ .e }}{{ end }}", "a.b c! d e!", ""),
            ("{{ with .a }}{{ .b }}{{ end }}", "a b!", ""),
            ("{{ range $k, $v := .a.b }}{{ $v.c }}{{ end }}", "a.b! c!", ""),
            ("{{ index .a \"b\" }}", "a", "b"),
            ("{{ (index .a \"b\").c.d }}", "a c.d!", "b"),
            ("{{ printf \"%v\" (.a.b | print) }}", "a.b!", "%v"),
            ("{{ define \"x\" }}{{ .d.e }}{{ end }}{{ template \"x\" .a }}", "a d.e!", ""),
            ("{{ $.a.b }}", "a.b!", ""),
            ("{{ and .a (not .b.c) }}", "a! b.c!", ""),
        ] {
            let template = Template::parse("t", text, ("", ""), &Functions::new()).unwrap();
            let asks = template.asks();
            let mut found: Vec<String> = asks
                .chains
                .iter()
                .map(|c| format!("{}{}", c.fields.join("."), if c.whole { "!" } else { "" }))
                .collect();
            found.sort();
            let mut want: Vec<&str> = chains.split(' ').collect();
            want.sort_unstable();
            assert_eq!(found, want, "{text}");
            assert_eq!(asks.texts.join(" "), texts, "{text}");
        }
    }
}
