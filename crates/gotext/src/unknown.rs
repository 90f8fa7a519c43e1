//! Fields that a template reads and that the types of its data do not have, found before anything is executed: a template
//! that is newer than the data is noticed when it is loaded, and not when the first execution comes by.
//!
//! What has no type before execution (the result of a function that may be anything, an entry of a map of anything, a
//! variable that is assigned again) may have any field.

use std::collections::{HashSet, VecDeque};

use crate::builtins::kinds::Builtin;
use crate::parse::ast::{Callee, Command, Expr, ExprKind, List, Node, Pipe, Span, Tree, Variable};
use crate::parse::text::expr_text;
use crate::template::Template;
use crate::value::{Data, Pointer, Record, Struct, StructType, Target, Type, Value};

/// A field that is read of a type without such a field. Where execution comes by, it fails.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnknownField {
    /// The line of the template, from 1.
    pub line: usize,
    /// The expression as Go prints it: `.ProxyConfig.Nope.More`.
    pub expression: String,
    /// The field: `Nope`.
    pub field: String,
    /// The type that lacks it, as Go prints it: `*v1alpha1.ProxyConfig`.
    pub of: String,
}

impl Template {
    /// The fields that the template reads of `data` and of what lies below it, and that their types do not have; by line.
    /// Only the types of `data` count, not what it holds. Linear in the template for each type that a `define` is given.
    pub fn unknown_fields(&self, data: &Value<'_>) -> Vec<UnknownField> {
        let mut open = VecDeque::from([(self.name(), Known::of(data))]);
        let mut seen = HashSet::new();
        let mut found = HashSet::new();
        while let Some((name, dot)) = open.pop_front() {
            let Some(tree) = self.tree(name).filter(|_| seen.insert((name, dot.name()))) else { continue };
            let mut reader = Reader::new(self.source(), tree, dot);
            // The first time shows which variables are assigned again, perhaps behind the place where they are read.
            reader.list(dot, &tree.root);
            reader.again(dot);
            reader.list(dot, &tree.root);
            open.extend(reader.invoked);
            found.extend(reader.found);
        }
        let mut found: Vec<UnknownField> = found.into_iter().collect();
        found.sort_by(|a, b| (a.line, &a.expression, &a.field).cmp(&(b.line, &b.expression, &b.field)));
        found
    }
}

/// What is known of a value before execution.
#[derive(Clone, Copy)]
enum Known<'v, 'd> {
    Nothing,
    Record(&'v Record<'d>),
    Type(Type),
}

/// No document: a struct read from it has its zero values, whose types are those of its fields.
static NO_DATA: () = ();

impl<'v, 'd> Known<'v, 'd> {
    fn of(value: &'v Value<'d>) -> Known<'v, 'd> {
        match value {
            Value::Struct(Struct::Record(record))
            | Value::Pointer(Pointer::Struct(Struct::Record(record))) => Known::Record(record),
            value => value.to_type().map_or(Known::Nothing, Known::of_type),
        }
    }

    /// Values of an interface may have any type.
    fn of_type(of: Type) -> Known<'v, 'd> {
        match of {
            Type::Any
            | Type::Raw
            | Type::Interface(_)
            | Type::Sealed(_)
            | Type::Func(_)
            | Type::Record(_) => Known::Nothing,
            of => Known::Type(of),
        }
    }

    /// What its field or method `name` is; `None` if it has none.
    fn field(self, name: &str) -> Option<Known<'v, 'd>> {
        let of = match self {
            Known::Nothing => return Some(Known::Nothing),
            Known::Record(record) => return record.field(name).map(Known::of),
            Known::Type(of) => of,
        };
        match of {
            Type::Struct(kind) | Type::Pointer(Target::Struct(kind)) => field_of(kind, name),
            Type::Map(_, elem) => Some(Known::of_type(*elem)),
            Type::Mapped(kind) if kind.method(name).is_some() => Some(Known::Nothing),
            Type::Mapped(kind) => Some(Known::of_type(kind.elem())),
            Type::Str | Type::Bool | Type::Int(_) | Type::Uint(_) | Type::Float(_) => None,
            Type::List(_) => None,
            Type::Listed(_) => None,
            _ => Some(Known::Nothing),
        }
    }

    /// What `range` and `index` find in it.
    fn item(self) -> Known<'v, 'd> {
        match self {
            Known::Type(of) => of.elem().map_or(Known::Nothing, Known::of_type),
            _ => Known::Nothing,
        }
    }

    fn name(self) -> String {
        match self {
            Known::Nothing => String::new(),
            Known::Record(record) => format!("*{}", record.name),
            Known::Type(of) => of.to_string(),
        }
    }
}

fn field_of<'v, 'd>(kind: &'static dyn StructType, name: &str) -> Option<Known<'v, 'd>> {
    if let Some(method) = kind.method(name) {
        return Some(Known::of_type(method.signature.result));
    }
    let zero = kind.field(&Data::of(&NO_DATA), name)?;
    let of = zero.to_type().filter(|_| kind.interface(name).is_none());
    Some(of.map_or(Known::Nothing, Known::of_type))
}

struct Reader<'t, 'v, 'd> {
    source: &'t str,
    /// What is known of each variable.
    slots: Vec<Known<'v, 'd>>,
    /// Whether a variable is assigned after its declaration.
    assigned: Vec<bool>,
    /// The templates that are executed on something.
    invoked: Vec<(&'t str, Known<'v, 'd>)>,
    found: Vec<UnknownField>,
}

impl<'t, 'v, 'd> Reader<'t, 'v, 'd> {
    fn new(source: &'t str, tree: &Tree, dot: Known<'v, 'd>) -> Reader<'t, 'v, 'd> {
        let mut slots = vec![Known::Nothing; tree.slots];
        // The variable `$`.
        slots.iter_mut().take(1).for_each(|slot| *slot = dot);
        let assigned = vec![false; tree.slots];
        Reader { source, slots, assigned, invoked: Vec::new(), found: Vec::new() }
    }

    /// Forgets all but which variables are assigned.
    fn again(&mut self, dot: Known<'v, 'd>) {
        self.slots.fill(Known::Nothing);
        self.slots.iter_mut().take(1).for_each(|slot| *slot = dot);
        self.invoked.clear();
        self.found.clear();
    }

    fn list(&mut self, dot: Known<'v, 'd>, list: &'t List) {
        for node in list {
            match node {
                Node::Text(_) | Node::Made(_) | Node::Break | Node::Continue => {}
                Node::Action(pipe) => {
                    self.pipe(dot, pipe);
                }
                Node::Branch(branch) => {
                    for (pipe, body) in &branch.arms {
                        let value = self.pipe(dot, pipe);
                        self.list(if branch.with { value } else { dot }, body);
                    }
                    self.list(dot, &branch.otherwise);
                }
                Node::Range(range) => {
                    let item = self.pipe(dot, &range.pipe).item();
                    if let [.., variable] = range.pipe.variables.as_slice() {
                        self.set(*variable, item);
                    }
                    if let [key, _] = range.pipe.variables.as_slice() {
                        self.set(*key, Known::Nothing);
                    }
                    self.list(item, &range.body);
                    self.list(dot, &range.otherwise);
                }
                Node::Template(invocation) => {
                    let value = invocation.pipe.as_ref().map_or(Known::Nothing, |pipe| self.pipe(dot, pipe));
                    self.invoked.push((&invocation.name, value));
                }
            }
        }
    }

    fn pipe(&mut self, dot: Known<'v, 'd>, pipe: &'t Pipe) -> Known<'v, 'd> {
        let value = pipe.commands.iter().fold(Known::Nothing, |_, command| self.command(dot, command));
        for variable in &pipe.variables {
            if let Some(assigned) = variable.slot.and_then(|slot| self.assigned.get_mut(slot)) {
                *assigned |= pipe.assigns;
            }
            self.set(*variable, value);
        }
        value
    }

    fn set(&mut self, variable: Variable, value: Known<'v, 'd>) {
        let Some(slot) = variable.slot else { return };
        let is_assigned = self.assigned.get(slot).is_some_and(|assigned| *assigned);
        if let Some(known) = self.slots.get_mut(slot) {
            *known = if is_assigned { Known::Nothing } else { value };
        }
    }

    fn command(&mut self, dot: Known<'v, 'd>, command: &'t Command) -> Known<'v, 'd> {
        let arguments: Vec<Known<'v, 'd>> =
            command.args.iter().map(|argument| self.expr(dot, argument)).collect();
        match (&command.head.kind, arguments.as_slice()) {
            (ExprKind::Function { callee: Callee::Builtin(Builtin::Index), .. }, [of, _]) => of.item(),
            _ => self.expr(dot, &command.head),
        }
    }

    fn expr(&mut self, dot: Known<'v, 'd>, expr: &'t Expr) -> Known<'v, 'd> {
        match &expr.kind {
            ExprKind::Dot => dot,
            ExprKind::Field(fields) => self.chain(dot, fields, expr),
            ExprKind::Variable { variable, fields } => {
                let of = variable.slot.and_then(|slot| self.slots.get(slot)).copied();
                self.chain(of.unwrap_or(Known::Nothing), fields, expr)
            }
            ExprKind::Chain { on, fields } => {
                let of = self.expr(dot, on);
                self.chain(of, fields, expr)
            }
            ExprKind::Pipe(pipe) => self.pipe(dot, pipe),
            ExprKind::Function { callee: Callee::Function(function), .. } => {
                Known::of_type(function.signature().result)
            }
            ExprKind::Function { callee: Callee::Builtin(builtin), .. } => {
                Known::of_type(builtin.signature().result)
            }
            ExprKind::Nil
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::String { .. }
            | ExprKind::Known(_) => Known::Nothing,
        }
    }

    fn chain(&mut self, of: Known<'v, 'd>, fields: &[Span], expr: &'t Expr) -> Known<'v, 'd> {
        let mut value = of;
        for field in fields {
            let name = field.of(self.source);
            match value.field(name) {
                Some(next) => value = next,
                None => {
                    let before = self.source.get(..expr.pos).unwrap_or_default();
                    self.found.push(UnknownField {
                        line: 1 + before.bytes().filter(|byte| *byte == b'\n').count(),
                        expression: expr_text(expr, self.source),
                        field: name.to_owned(),
                        of: value.name(),
                    });
                    return Known::Nothing;
                }
            }
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Functions, List as Items};

    #[test]
    fn fields_that_no_type_has_are_found_before_execution() {
        static TEXTS: Type = Type::STR_MAP;
        let inner = || {
            let items = Value::List(Items::new(&TEXTS, Vec::new()));
            Value::record("in.Inner", vec![("Text", "t".into()), ("Items", items)])
        };
        let data = Value::record(
            "out.Outer",
            vec![("Inner", inner()), ("Any", Value::Nil), ("Map", Value::map([]))],
        );
        for (text, want) in [
            ("{{ .Inner.Text }}{{ .Any.x }}{{ .Map.a.b }}", ""),
            ("\n{{ .Nope }}", "2 .Nope Nope *out.Outer"),
            ("{{ if false }}{{ .Inner.Nope.More }}{{ end }}", "1 .Inner.Nope.More Nope *in.Inner"),
            ("{{ .Inner.Text.Nope }}", "1 .Inner.Text.Nope Nope string"),
            (
                "{{ with .Inner }}{{ .Nope }}{{ $.Nope }}{{ end }}",
                "1 $.Nope Nope *out.Outer, 1 .Nope Nope *in.Inner",
            ),
            ("{{ with .Inner }}{{ else }}{{ .Nope }}{{ end }}", "1 .Nope Nope *out.Outer"),
            ("{{ $x := .Inner }}{{ $x.Nope }}", "1 $x.Nope Nope *in.Inner"),
            ("{{ $x := .Inner }}{{ range .Any }}{{ $x.Nope }}{{ $x = . }}{{ end }}", ""),
            ("{{ (.Inner).Nope }}", "1 (.Inner).Nope Nope *in.Inner"),
            ("{{ range .Inner.Items }}{{ .a.Nope }}{{ end }}", "1 .a.Nope Nope string"),
            (
                "{{ range $i, $m := .Inner.Items }}{{ $m.a.Nope }}{{ $i.Any }}{{ end }}",
                "1 $m.a.Nope Nope string",
            ),
            ("{{ (index .Inner.Items 0).a.Nope }}", "1 (index .Inner.Items 0).a.Nope Nope string"),
            ("{{ .Inner.Items.Nope }}", "1 .Inner.Items.Nope Nope []map[string]string"),
            ("{{ printf \"%v\" .Nope | len }}", "1 .Nope Nope *out.Outer"),
            ("{{ define \"d\" }}{{ .Nope }}{{ end }}", ""),
            (
                "{{ define \"d\" }}{{ .Nope }}{{ template \"d\" . }}{{ end }}{{ template \"d\" .Inner }}",
                "1 .Nope Nope *in.Inner",
            ),
            (
                "{{ define \"d\" }}{{ .Text }}{{ end }}{{ template \"d\" .Any }}{{ template \"d\" . }}",
                "1 .Text Text *out.Outer",
            ),
        ] {
            let template = Template::parse("t", text, ("", ""), &Functions::new()).unwrap();
            let found: Vec<String> = template
                .unknown_fields(&data)
                .iter()
                .map(|f| format!("{} {} {} {}", f.line, f.expression, f.field, f.of))
                .collect();
            assert_eq!(found.join(", "), want, "{text}");
        }
    }
}
