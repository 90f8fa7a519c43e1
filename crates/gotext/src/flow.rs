//! What a template prints, told before execution by marks that stand for values: where a value is from, say, and whether it
//! still may hold anything. What the marks mean is the caller's: [`Rules`] says what becomes of them.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::hash::Hash;

use crate::parse::ast::{Command, Expr, ExprKind, List, Node, Pipe, Span, Tree, Variable};
use crate::parse::text::pipe_text;
use crate::template::Template;

/// Variables that take their values in circles settle within this many rounds.
const ROUNDS: usize = 4;

/// What becomes of marks. Of two marks that a value may have the greater counts; the default one is not reported.
pub trait Rules<M> {
    /// The mark of a field, a method or an entry that is read by its name, on this line.
    fn field(&self, of: M, name: &str, line: usize) -> M;
    /// The mark of the keys of a mapping, or the places in a list; what is in it has its own mark.
    fn key(&self, of: M) -> M {
        of
    }
    /// The mark of what a function gives, on this line.
    fn call(&self, function: &str, arguments: &[Argument<'_, M>], line: usize) -> M;
}

/// What a function is given.
#[derive(Clone, Copy, Debug)]
pub struct Argument<'t, M> {
    /// Its mark.
    pub mark: M,
    /// Its text, where it is written in the template.
    pub text: Option<&'t str>,
}

/// A value that is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed<M> {
    /// The line of the template, from 1.
    pub line: usize,
    /// The expression as Go prints it.
    pub expression: String,
    /// Its mark.
    pub mark: M,
}

impl Template {
    /// What the template prints that has another mark than the default one, by line, where its data has the mark `data`.
    /// Linear in the template for each mark that a `define` is given.
    pub fn printed<M: Copy + Default + Ord + Hash>(&self, data: M, rules: &impl Rules<M>) -> Vec<Printed<M>> {
        let lines: Vec<usize> =
            self.source().bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at).collect();
        let mut open = VecDeque::from([(self.name(), data)]);
        let mut seen = HashSet::new();
        let mut found: BTreeMap<(usize, String), M> = BTreeMap::new();
        while let Some((name, dot)) = open.pop_front() {
            let Some(tree) = self.tree(name).filter(|_| seen.insert((name, dot))) else { continue };
            let mut reader = Reader::new(self.source(), &lines, tree, dot, rules);
            for _ in 0..ROUNDS {
                (reader.changed, reader.printed, reader.invoked) = (false, Vec::new(), Vec::new());
                reader.list(dot, &tree.root);
                if !reader.changed {
                    break;
                }
            }
            open.extend(reader.invoked);
            for (line, expression, mark) in reader.printed {
                let known = found.entry((line, expression)).or_insert(mark);
                *known = mark.max(*known);
            }
        }
        found.into_iter().map(|((line, expression), mark)| Printed { line, expression, mark }).collect()
    }
}

struct Reader<'t, M, R> {
    source: &'t str,
    lines: &'t [usize],
    rules: &'t R,
    slots: Vec<M>,
    changed: bool,
    printed: Vec<(usize, String, M)>,
    invoked: Vec<(&'t str, M)>,
}

impl<'t, M: Copy + Default + Ord, R: Rules<M>> Reader<'t, M, R> {
    fn new(source: &'t str, lines: &'t [usize], tree: &'t Tree, dot: M, rules: &'t R) -> Reader<'t, M, R> {
        let mut slots = vec![M::default(); tree.slots];
        slots.iter_mut().take(1).for_each(|slot| *slot = dot);
        Reader { source, lines, rules, slots, changed: false, printed: Vec::new(), invoked: Vec::new() }
    }

    fn line(&self, at: usize) -> usize {
        1 + self.lines.partition_point(|end| *end < at)
    }

    fn list(&mut self, dot: M, list: &'t List) {
        for node in list {
            match node {
                Node::Text(_) | Node::Made(_) | Node::Break | Node::Continue => {}
                Node::Action(pipe) => {
                    let mark = self.pipe(dot, pipe);
                    if pipe.variables.is_empty() && mark != M::default() {
                        self.printed.push((self.line(pipe.pos), pipe_text(pipe, self.source), mark));
                    }
                }
                Node::Branch(branch) => {
                    for (pipe, body) in &branch.arms {
                        let mark = self.pipe(dot, pipe);
                        self.list(if branch.with { mark } else { dot }, body);
                    }
                    self.list(dot, &branch.otherwise);
                }
                Node::Range(range) => {
                    let mark = self.value(dot, &range.pipe);
                    if let [.., item] = range.pipe.variables.as_slice() {
                        self.set(*item, mark);
                    }
                    if let [key, _] = range.pipe.variables.as_slice() {
                        self.set(*key, self.rules.key(mark));
                    }
                    self.list(mark, &range.body);
                    self.list(dot, &range.otherwise);
                }
                Node::Template(invocation) => {
                    let mark = invocation.pipe.as_ref().map_or(M::default(), |pipe| self.pipe(dot, pipe));
                    self.invoked.push((&invocation.name, mark));
                }
            }
        }
    }

    fn pipe(&mut self, dot: M, pipe: &'t Pipe) -> M {
        let mark = self.value(dot, pipe);
        pipe.variables.iter().for_each(|variable| self.set(*variable, mark));
        mark
    }

    fn value(&mut self, dot: M, pipe: &'t Pipe) -> M {
        let mut before = None;
        for command in &pipe.commands {
            let mark = self.command(dot, command, before);
            before = Some(Argument { mark, text: None });
        }
        before.map_or(M::default(), |last| last.mark)
    }

    fn set(&mut self, variable: Variable, mark: M) {
        if let Some(known) = variable.slot.and_then(|slot| self.slots.get_mut(slot))
            && mark > *known
        {
            *known = mark;
            self.changed = true;
        }
    }

    fn command(&mut self, dot: M, command: &'t Command, before: Option<Argument<'t, M>>) -> M {
        let mut arguments = Vec::with_capacity(command.args.len() + 1);
        for argument in &command.args {
            let text = match &argument.kind {
                ExprKind::String { text, .. } => Some(&**text),
                _ => None,
            };
            arguments.push(Argument { mark: self.expr(dot, argument), text });
        }
        arguments.extend(before);
        match &command.head.kind {
            ExprKind::Function { name, .. } => self.call(*name, &arguments, command.pos),
            _ => self.expr(dot, &command.head),
        }
    }

    fn call(&self, name: Span, arguments: &[Argument<'t, M>], at: usize) -> M {
        self.rules.call(name.of(self.source), arguments, self.line(at))
    }

    fn expr(&mut self, dot: M, expr: &'t Expr) -> M {
        match &expr.kind {
            ExprKind::Dot => dot,
            ExprKind::Field(fields) => self.chain(dot, fields, expr.pos),
            ExprKind::Variable { variable, fields } => {
                let of = variable.slot.and_then(|slot| self.slots.get(slot)).copied();
                self.chain(of.unwrap_or_default(), fields, expr.pos)
            }
            ExprKind::Chain { on, fields } => {
                let of = self.expr(dot, on);
                self.chain(of, fields, expr.pos)
            }
            ExprKind::Pipe(pipe) => self.pipe(dot, pipe),
            ExprKind::Function { name, .. } => self.call(*name, &[], expr.pos),
            ExprKind::Nil
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::String { .. }
            | ExprKind::Known(_) => M::default(),
        }
    }

    fn chain(&self, of: M, fields: &[Span], at: usize) -> M {
        let line = self.line(at);
        fields.iter().fold(of, |of, field| self.rules.field(of, field.of(self.source), line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Functions;

    /// Data is 1, what is below its field `bad` is 2.
    struct Bad;

    impl Rules<u8> for Bad {
        fn field(&self, of: u8, name: &str, _: usize) -> u8 {
            match of {
                1 if name == "bad" => 2,
                2 => 2,
                _ => 0,
            }
        }

        fn call(&self, function: &str, arguments: &[Argument<'_, u8>], _: usize) -> u8 {
            match function {
                "len" => 0,
                _ => arguments.iter().map(|argument| argument.mark).max().unwrap_or_default(),
            }
        }
    }

    #[test]
    fn what_is_printed_has_the_mark_of_where_it_is_from() {
        for (text, want) in [
            ("{{ .good }}{{ .bad }}", "1 .bad"),
            ("a\nb: {{ .bad.x.y }}", "2 .bad.x.y"),
            ("{{ len .bad }}{{ .bad | len }}", ""),
            ("{{ print .bad }}{{ .bad | print \"x\" }}", "1 .bad | print \"x\", 1 print .bad"),
            ("{{ if .bad }}x{{ end }}", ""),
            ("{{ $x := .bad }}{{ $x }}", "1 $x"),
            ("{{ $x := 1 }}{{ range .good }}{{ $x }}{{ $x = $.bad }}{{ end }}", "1 $x"),
            ("{{ with .bad }}{{ . }}{{ else }}{{ .good }}{{ end }}", "1 ."),
            ("{{ range $k, $v := .bad }}{{ $k }}{{ $v.z }}{{ end }}", "1 $k, 1 $v.z"),
            ("{{ define \"d\" }}{{ . }}{{ end }}{{ template \"d\" .bad }}", "1 ."),
            ("{{ define \"d\" }}{{ .bad }}{{ template \"d\" . }}{{ end }}{{ template \"d\" . }}", "1 .bad"),
            ("{{ (index .bad 0).x }}", "1 (index .bad 0).x"),
            ("{{ define \"d\" }}{{ .bad }}{{ end }}", ""),
        ] {
            let template = Template::parse("t", text, ("", ""), &Functions::new()).unwrap();
            let printed: Vec<String> =
                template.printed(1, &Bad).iter().map(|p| format!("{} {}", p.line, p.expression)).collect();
            assert_eq!(printed.join(", "), want, "{text}");
        }
    }

    #[test]
    fn a_long_template_takes_steps_in_proportion() {
        let text = "{{ $x := .bad }}{{ $x }}\n".repeat(20_000);
        let template = Template::parse("t", &text, ("", ""), &Functions::new()).unwrap();
        assert_eq!(template.printed(1, &Bad).len(), 20_000);
    }
}
