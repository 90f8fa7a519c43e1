use std::fmt::Write as _;

use crate::sprig::Sources;
use crate::value::{FloatType, List};
use crate::{Budget, Template, Type, Value, sprig};

/// What is known before: settings, and the fields of `inner`.
fn known<'a>() -> Vec<(&'static str, Value<'a>)> {
    let proxy = Value::map([
        ("on".into(), true.into()),
        ("off".into(), false.into()),
        ("level".into(), "warning".into()),
        ("empty".into(), "".into()),
        ("nil".into(), Value::Nil),
        ("number".into(), Value::Float(15.0, FloatType::Float64)),
        ("list".into(), Value::list(vec!["a".into(), Value::Nil, Value::int(3)])),
        ("none".into(), Value::list(Vec::new())),
        ("map".into(), Value::map([("k".into(), "v".into()), ("l".into(), Value::map([]))])),
    ]);
    let inner = Value::record("in.Inner", vec![("Text", "t".into()), ("Number", Value::int32(7))]);
    vec![("Values", Value::map([("proxy".into(), proxy)])), ("Inner", inner), ("Flag", true.into())]
}

/// What differs: nothing, something, and what no template expects.
fn differing<'a>(variant: usize) -> Vec<(&'static str, Value<'a>)> {
    let texts = |texts: &[&'static str]| {
        Value::List(List::new(&Type::Str, texts.iter().map(|text| (*text).into()).collect()))
    };
    match variant {
        0 => vec![("Name", "".into()), ("Labels", Value::string_map([])), ("Items", texts(&[]))],
        1 => vec![
            ("Name", "web".into()),
            ("Labels", Value::string_map([("app".into(), "w".into())])),
            ("Items", texts(&["x", "y", "z"])),
        ],
        _ => vec![("Name", Value::Nil), ("Labels", Value::int(3)), ("Items", Value::int(2))],
    }
}

/// Both ways on all data, and how often they gave something. The template that was made.
fn compared(text: &str) -> Option<(Template, usize)> {
    let functions = sprig::functions(&Sources::default());
    let template = Template::parse("t", text, ("", ""), &functions).ok()?;
    let budget = Budget::default();
    let made = template.specialised(Value::record("out.Outer", known()), &budget)?;
    let mut given = 0;
    for variant in 0..3 {
        let data = || Value::record("out.Outer", [known(), differing(variant)].concat());
        let full = template.execute(data(), &budget).map_err(|e| e.to_string());
        let short = made.execute(data(), &budget).map_err(|e| e.to_string());
        assert_eq!(short, full, "variant {variant} of {text}");
        given += usize::from(full.is_ok());
    }
    Some((made, given))
}

fn check(text: &str) -> Option<Template> {
    Some(compared(text)?.0)
}

/// How many actions and control structures stay of a template.
fn left(text: &str) -> usize {
    let made = check(text).unwrap();
    let of_tree = |tree: &crate::parse::ast::Tree| {
        let tree = format!("{:?}", tree.root);
        ["Action(", "Branch(", "Range(", "Template("]
            .iter()
            .map(|node| tree.matches(node).count())
            .sum::<usize>()
    };
    made.trees().map(of_tree).sum()
}

#[test]
fn what_is_known_is_worked_out_before() {
    for (text, want) in [
        ("a{{ .Values.proxy.level }}b{{ .Values.proxy.nil }}{{ .Inner.Number }}", 0),
        ("{{ if .Values.proxy.on }}{{ .Name }}{{ else }}{{ .Nope }}{{ end }}", 1),
        ("{{ if .Values.proxy.off }}x{{ else if .Name }}y{{ else }}{{ .Flag }}{{ end }}", 1),
        ("{{ with .Values.proxy }}{{ .level }}{{ $.Name }}{{ end }}", 1),
        ("{{ with .Values.proxy.level | default \"x\" | quote }}{{ . }}{{ end }}", 0),
        ("{{ $p := .Values.proxy | default dict }}{{ $p.level }}{{ if $p.on }}{{ .Name }}{{ end }}", 1),
        ("{{ range $i, $x := .Values.proxy.list }}{{ $i }}{{ $x }}{{ $.Name }}{{ end }}", 3),
        ("{{ range .Values.proxy.none }}x{{ else }}{{ .Name }}{{ end }}", 1),
        ("{{ range list 1 2 }}{{ . }}{{ end }}", 0),
        ("{{ range .Items }}{{ $.Values.proxy.level }}{{ . }}{{ end }}", 2),
        ("{{ or .Values.proxy.on .Nope }}{{ and .Values.proxy.off .Nope }}", 0),
        ("{{ define \"d\" }}{{ .level }}{{ end }}{{ template \"d\" .Values.proxy }}", 0),
        (
            "{{ define \"d\" }}{{ .p.level }}{{ .n }}{{ .q }}{{ end }}{{ template \"d\" dict \"p\" .Values.proxy \"n\" .Name }}",
            2,
        ),
        ("{{ $s := dict \"n\" .Name \"l\" .Values.proxy.level }}{{ if $s.l }}{{ $s.none }}{{ end }}", 1),
        // What may be changed is not known.
        ("{{ $d := dict }}{{ if .Name }}{{ $d = set $d \"a\" 1 }}{{ end }}{{ $d }}", 4),
        ("{{ $d := dict \"a\" 1 }}{{ $e := $d }}{{ $_ := set $e \"a\" 2 }}{{ $d.a }}", 4),
        // What fails does so when it is reached.
        ("{{ if .Name }}{{ .Inner.Nope }}{{ end }}", 2),
        ("{{ now }}", 1),
    ] {
        assert_eq!(left(text), want, "{text}");
    }
}

#[test]
fn errors_are_the_same() {
    for text in [
        "{{ .Inner.Nope }}",
        "\n {{ .Values.proxy.level | atoi | index .Values.proxy.list }}",
        "{{ fail .Values.proxy.level }}",
        "{{ .Name | printf (.Values.proxy.level | quote) | len | index .Items }}",
        "{{ index .Labels .Values.proxy.number }}",
        "{{ template \"none\" .Values }}",
        "{{ define \"d\" }}{{ .l.x }}{{ .n.x }}{{ end }}{{ template \"d\" dict \"l\" .Values.proxy.level \"n\" .Name }}",
        "{{ trunc .Values.proxy.level .Name }}",
        "{{ (index .Values.proxy.list 9).x }}",
        "{{ index (list .Values.proxy.level .Name) (len .Items) }}",
        "{{ .Values.proxy.level .Name }}",
        "{{ .Name | .Values.proxy.level }}",
        "{{ eq .Values.proxy.level .Values.proxy.number }}",
        "{{ range .Values.proxy.level }}{{ end }}",
        "{{ range $i, $x := .Inner.Number }}{{ end }}",
    ] {
        assert!(check(text).is_some(), "{text}");
    }
}

#[test]
fn variables_are_followed_through_branches_and_loops() {
    for text in [
        "{{ $x := 1 }}{{ range .Items }}{{ $x }}{{ $x = 2 }}{{ end }}{{ $x }}",
        "{{ $x := true }}{{ range .Items }}{{ if $x }}a{{ else }}b{{ end }}{{ $x = false }}{{ end }}",
        "{{ $x := 1 }}{{ if .Name }}{{ $x = 2 }}{{ end }}{{ $x }}",
        "{{ $x := 1 }}{{ if .Name }}{{ $x = 2 }}{{ else }}{{ $x = 2 }}{{ end }}{{ if eq $x 2 }}y{{ end }}",
        "{{ $x := 1 }}{{ with .Name }}{{ $x = . }}{{ else }}{{ $x = 3 }}{{ end }}{{ $x }}",
        "{{ $x := 1 }}{{ range .Items }}{{ if eq . \"y\" }}{{ break }}{{ end }}{{ $x = . }}{{ else }}{{ $x = 9 }}{{ end }}{{ $x }}",
        "{{ $x := \"\" }}{{ range list 1 2 3 }}{{ if $.Name }}{{ $x = print $x . }}{{ end }}{{ end }}{{ $x }}",
        "{{ $x := \"\" }}{{ range list 1 2 3 }}{{ if eq . 2 }}{{ continue }}{{ end }}{{ $x = print $x . }}{{ end }}{{ $x }}",
        "{{ range $i, $v := .Values.proxy.map }}{{ $i }}{{ $v }}{{ range $.Items }}{{ $v }}{{ end }}{{ end }}",
        "{{ $x := 1 }}{{ $_ := or .Name ($x = 5) }}{{ $x }}",
        "{{ $x := 1 }}{{ if $x := .Name }}{{ $x }}{{ end }}{{ $x }}",
        "{{ if $x := .Values.proxy.off }}a{{ else if .Name }}{{ $x }}{{ else }}{{ $x }}{{ end }}",
        "{{ if .Name }}{{ else if $x := .Values.proxy.off }}a{{ else }}{{ $x }}{{ end }}",
        "{{ $l := list }}{{ range .Items }}{{ $l = append $l . }}{{ end }}{{ with $l }}{{ len . }}{{ end }}{{ $l }}",
        "{{ $d := dict }}{{ $e := $d }}{{ if .Name }}{{ $d = set $d \"a\" 1 }}{{ end }}{{ $e }}{{ if $e }}y{{ end }}",
        "{{ $d := dict \"k\" (dict) }}{{ $_ := set $d.k \"a\" $.Name }}{{ $d }}",
        "{{ with $y := .Values.proxy }}{{ range .list }}{{ $y.level }}{{ . }}{{ end }}{{ $y.none }}{{ end }}",
        "{{ define \"d\" }}{{ $.n }}{{ range .l }}{{ $.n }}{{ . }}{{ end }}{{ end }}{{ template \"d\" dict \"n\" .Name \"l\" .Values.proxy.list }}",
    ] {
        let (_, given) = compared(text).unwrap();
        assert!(given >= 2, "{given} of {text}");
    }
}

/// Data of which a field has one field that is known.
fn with_meta<'a>(name: &'static str) -> Value<'a> {
    let labels = Value::string_map([("app".into(), "web".into())]);
    let meta = Value::record("in.Meta", vec![("Labels", labels), ("Name", name.into())]);
    Value::record("out.Outer", vec![("Meta", meta)])
}

#[test]
fn of_a_field_one_field_may_be_known() {
    let mut functions = sprig::functions(&Sources::default());
    functions.def("label", &[Type::ANY, Type::STR], Type::STR, |call| {
        let Value::Pointer(crate::Pointer::Struct(meta)) = call.arg(0) else { return Ok("".into()) };
        Ok(match meta.field("Labels") {
            Some(Value::Map(labels)) => labels.get(call.str(1)).unwrap_or_else(|| "none".into()),
            _ => "".into(),
        })
    });
    functions.looking_at("Labels", &["label"]);
    for (text, want) in [
        ("{{ label .Meta \"app\" }}{{ label .Meta \"b\" | quote }}{{ index .Meta.Labels \"app\" }}", 0),
        (
            "{{ $m := .Meta }}{{ label $m \"app\" }}{{ range $k, $v := $m.Labels }}{{ $k }}{{ $v }}{{ end }}",
            1,
        ),
        ("{{ with dict \"m\" .Meta }}{{ label .m \"app\" }}{{ end }}", 1),
        ("{{ .Meta.Name }}{{ label .Meta .Meta.Name }}{{ print .Meta }}", 3),
        ("{{ if label .Meta \"app\" }}{{ .Meta.Name }}{{ else }}{{ .Nope }}{{ end }}", 1),
    ] {
        let template = Template::parse("t", text, ("", ""), &functions).unwrap();
        let budget = Budget::default();
        let made = template.specialised_in_part(with_meta("a"), &[("Meta", "Labels")], &budget).unwrap();
        for name in ["a", "app"] {
            assert_eq!(
                made.execute(with_meta(name), &budget),
                template.execute(with_meta(name), &budget),
                "{text}"
            );
        }
        let nodes: Vec<String> = made.trees().map(|tree| format!("{:?}", tree.root)).collect();
        let count = |node: &str| nodes.iter().map(|tree| tree.matches(node).count()).sum::<usize>();
        assert_eq!(count("Action(") + count("Branch(") + count("Range("), want, "{text}");
    }
}

#[test]
fn what_calls_itself_is_left_alone() {
    assert!(check("{{ define \"d\" }}{{ if . }}{{ template \"d\" .x }}{{ end }}{{ end }}{{ template \"d\" .Values }}").is_none());
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count
    }

    fn of<'t>(&mut self, choices: &[&'t str]) -> &'t str {
        choices[self.below(choices.len())]
    }
}

/// Operands that are there wherever they stand.
const SURE: [&str; 14] = [
    ".",
    "$.Name",
    "$.Values.proxy.level",
    "$.Values.proxy.list",
    "$.Values.proxy",
    "$.Inner.Number",
    "$.Items",
    "$x",
    "$y",
    "1",
    "\"app\"",
    "$.Values.proxy.off",
    "$.Values.none",
    "$.Flag",
];

/// Operands that may fail.
const BOLD: [&str; 12] = [
    "$",
    ".Name",
    ".Values.proxy.level",
    ".Inner.Text",
    "$.Labels",
    "$.Labels.app",
    "$x.level",
    "$y.a",
    "$y.b.level",
    "nil",
    ".Nope",
    "$.Values.proxy.nil",
];

/// Functions that take anything.
const TAKING: [&str; 12] = [
    "print",
    "printf \"%v-%v\"",
    "default \"d\"",
    "and $x",
    "or $x",
    "not",
    "quote",
    "list",
    "toJson",
    "kindOf",
    "dict \"a\"",
    "dict \"a\" $.Name \"b\" $.Values.proxy \"c\"",
];

/// Functions that want something.
const WANTING: [&str; 16] = [
    "eq",
    "index",
    "len",
    "upper",
    "append $.Values.proxy.list",
    "append",
    "ternary 1 2",
    "set $y \"a\"",
    "get $y",
    "hasKey $y",
    "trunc 2",
    "join \",\"",
    "first",
    "dict",
    "and",
    "or",
];

/// An operand.
fn operand(dice: &mut Dice, depth: usize) -> String {
    match dice.below(16) {
        0..4 if depth > 0 => format!("({})", pipeline(dice, depth - 1)),
        15 => dice.of(&BOLD).to_owned(),
        _ => dice.of(&SURE).to_owned(),
    }
}

/// A pipeline.
fn pipeline(dice: &mut Dice, depth: usize) -> String {
    let mut out = match dice.below(3) {
        0 => operand(dice, depth),
        _ => call(dice, depth),
    };
    while dice.below(5) == 0 {
        let call = call(dice, depth);
        let _ = write!(out, " | {call}");
    }
    out
}

fn call(dice: &mut Dice, depth: usize) -> String {
    let mut out = if dice.below(12) == 0 { dice.of(&WANTING) } else { dice.of(&TAKING) }.to_owned();
    for _ in 0..1 + dice.below(2) {
        // `not`, `default` and the like take one.
        let operand = operand(dice, depth);
        let _ = write!(out, " {operand}");
        if !matches!(out.split(' ').next(), Some("print" | "printf" | "list" | "and" | "or")) {
            break;
        }
    }
    out
}

/// Nodes.
fn nodes(dice: &mut Dice, depth: usize, in_loop: bool) -> String {
    let mut out = String::new();
    for _ in 0..1 + dice.below(4) {
        let pipe = pipeline(dice, 2);
        let text = dice.of(&["", " ", "text ", "\n"]);
        let _ = match dice.below(if depth > 0 { 12 } else { 6 }) {
            0 => write!(out, "{text}{{{{ {pipe} }}}}"),
            1 => write!(out, "{text}{{{{- $x = {pipe} }}}}"),
            2 => write!(out, "{{{{ $y = {pipe} }}}}{text}"),
            3 => write!(out, "{text}{{{{ $x := {pipe} }}}}{{{{ $x }}}}"),
            4 if in_loop => {
                write!(out, "{{{{ if {pipe} }}}}{{{{ {} }}}}{{{{ end }}}}", dice.of(&["break", "continue"]))
            }
            4 | 5 => write!(out, "{text}{{{{ $x }}}}{{{{ $y }}}}"),
            6 | 7 => {
                let (a, b) = (nodes(dice, depth - 1, in_loop), nodes(dice, depth - 1, in_loop));
                let keyword = dice.of(&["if", "with", "if $x :=", "with $y :="]);
                write!(out, "{{{{ {keyword} {pipe} }}}}{a}{{{{ else }}}}{b}{{{{ end }}}}")
            }
            8 => {
                let (a, b, other) =
                    (nodes(dice, depth - 1, in_loop), nodes(dice, depth - 1, in_loop), pipeline(dice, 1));
                write!(out, "{{{{ if {pipe} }}}}{a}{{{{ else if {other} }}}}{b}{{{{ end }}}}")
            }
            9 | 10 => {
                let (a, b) = (nodes(dice, depth - 1, true), nodes(dice, depth - 1, in_loop));
                let keyword = dice.of(&["range", "range $x :=", "range $x, $y :="]);
                let over = dice.of(&[
                    "$.Items",
                    "$.Values.proxy.list",
                    "$.Values.proxy.map",
                    "list 1 $.Name",
                    pipe.as_str(),
                ]);
                write!(out, "{{{{ {keyword} {over} }}}}{a}{{{{ else }}}}{b}{{{{ end }}}}")
            }
            _ => write!(out, "{{{{ template \"{}\" {pipe} }}}}", dice.of(&["a", "b", "c"])),
        };
    }
    out
}

#[test]
fn generated_templates_give_the_same_both_ways() {
    let declared = "{{ $x := 1 }}{{ $y := dict }}";
    let (mut dice, mut made, mut given) = (Dice(7), 0, 0);
    for _ in 0..1500 {
        // Those that come later call those before.
        let (a, b) = (nodes(&mut dice, 1, false), nodes(&mut dice, 1, false));
        let root = nodes(&mut dice, 3, false);
        let text = format!(
            "{{{{ define \"a\" }}}}{declared}{}{{{{ end }}}}{{{{ define \"b\" }}}}{declared}{}{{{{ end }}}}{declared}{root}",
            a.replace("template", "print"),
            b.replace("template \"b", "print \"b").replace("template \"c", "print \"c"),
        );
        let of_this = compared(&text);
        made += usize::from(of_this.is_some());
        given += of_this.map_or(0, |(_, given)| given);
    }
    assert!(made > 1000 && given > 1000, "{made} were made, and gave something {given} times");
}
