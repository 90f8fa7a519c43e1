//! Templates that mean harm: too deep, too long, endless. Each ends with an error, in bounded time and memory.

#![allow(missing_docs, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use gotext::{Budget, Cause, Fault, Functions, Template, Text, Type, Value};

fn functions() -> Functions {
    let mut functions = Functions::new();
    functions.variadic("list", &[], Type::ANY, Type::ANY_LIST, |call| Ok(Value::list(call.args().to_vec())));
    functions.def("dict", &[], Type::ANY_MAP, |_| Ok(Value::map([])));
    functions.def("set", &[Type::ANY_MAP, Type::STR, Type::ANY], Type::ANY_MAP, |call| {
        let map = call.map(0).ok_or("no map")?;
        map.insert(call.meter(), call.text(1), call.arg(2).clone())?;
        Ok(map.clone().into())
    });
    functions
}

fn parse_error(text: &str) -> String {
    match Template::parse("t", text, ("", ""), &functions()) {
        Err(error) => error.message,
        Ok(template) => panic!("{} was parsed", template.name()),
    }
}

fn run(text: &str, budget: &Budget) -> Result<String, Cause> {
    let template = Template::parse("t", text, ("", ""), &functions()).expect("it parses");
    template.execute(Value::Nil, budget).map_err(|error| error.cause)
}

#[test]
fn a_template_that_nests_too_deeply_is_refused() {
    for (open, close, message) in [
        ("(", ")", "max expression depth exceeded"),
        ("(print ", ")", "max expression depth exceeded"),
        ("($x := ", ")", "max expression depth exceeded"),
    ] {
        let text = format!("{{{{{}1{}}}}}", open.repeat(50_000), close.repeat(50_000));
        assert_eq!(parse_error(&text), message, "{open}");
    }
    for open in ["{{if 1}}", "{{with 1}}", "{{range 1}}", "{{block `x` 1}}", "{{if 0}}{{else}}"] {
        let text = open.repeat(50_000);
        assert_eq!(parse_error(&text), "control structures nest too deeply", "{open}");
    }
}

#[test]
fn long_is_not_deep() {
    let count = 5_000;
    let chain = format!("{{{{if 0}}}}{}{{{{end}}}}ok", "{{else if 0}}x".repeat(count));
    let pipeline = format!("{{{{1{}}}}}", " | print".repeat(count));
    let fields = format!("{{{{.{}}}}}", vec!["a"; count].join("."));
    for (text, want) in [(chain, "ok"), (pipeline, "1")] {
        assert_eq!(run(&text, &Budget::default()).as_deref(), Ok(want));
    }
    // Nil is not a value as data, so that all its fields are none either.
    assert_eq!(run(&fields, &Budget::default()).as_deref(), Ok("<no value>"));
}

#[test]
fn the_budget_ends_what_does_not_end() {
    let recursion = "{{define `a`}}{{template `a` .}}{{end}}{{template `a` .}}";
    let mutual = "{{define `a`}}{{template `b` .}}{{end}}{{define `b`}}{{if 1}}{{template `a` .}}{{end}}{{end}}{{template `a` .}}";
    let fan_out = "{{define `a`}}{{range 10}}{{template `a` .}}{{end}}{{end}}{{template `a` .}}";
    let range = "{{range 9223372036854775807}}{{end}}";
    let nested = "{{range 100000}}{{range 100000}}{{range 100000}}{{end}}{{end}}{{end}}";
    let output = "{{range 1000000}}0123456789012345678901234567890123456789{{end}}";
    let printed = "{{$x := printf `%100000d` 1}}{{range 100000}}{{$x}}{{end}}";
    let widths = "{{range 1000}}{{$x := printf `%1000000d` 1}}{{end}}";
    let precisions = "{{range 1000}}{{$x := printf `%.*f` 1000000 1.0}}{{end}}";
    let doubling = "{{$x := `0123456789`}}{{range 100}}{{$x = print $x $x}}{{end}}";
    let shared = "{{$l := list 1}}{{range 100}}{{$l = list $l $l}}{{end}}{{$x := print $l}}";
    let escaped = "{{$x := `''''''''''`}}{{range 100}}{{$x = html $x $x}}{{end}}";
    let shared_maps = "{{$d := dict}}{{range 100}}{{$e := dict}}{{$e = set $e `a` $d}}{{$e = set $e `b` $d}}{{$d = $e}}{{end}}";
    for (text, wants) in [
        (recursion, [Fault::Depth].as_slice()),
        (mutual, &[Fault::Depth]),
        (fan_out, &[Fault::Depth]),
        (range, &[Fault::Steps]),
        (nested, &[Fault::Steps]),
        (output, &[Fault::Output]),
        (printed, &[Fault::Memory, Fault::Output]),
        (widths, &[Fault::Steps]),
        (precisions, &[Fault::Steps]),
        (doubling, &[Fault::Memory, Fault::Steps]),
        (shared, &[Fault::Steps, Fault::Depth]),
        (escaped, &[Fault::Memory, Fault::Steps]),
        (shared_maps, &[Fault::Steps]),
    ] {
        match run(text, &Budget::default()) {
            Err(Cause::Budget(fault)) => assert!(wants.contains(&fault), "{text}: {fault}"),
            other => panic!("{text}: {:?}", other.map(|out| out.len())),
        }
    }
}

#[test]
fn the_deepest_that_is_allowed_fits_the_stack() {
    // Levels of every kind within a recursion that goes as deep as any budget allows.
    let parens = format!("{{{{$x := {}1{}}}}}", "(print 1 ".repeat(90), ")".repeat(90));
    let wraps = [
        ("{{if 1}}", "{{end}}"),
        ("{{with 1}}", "{{end}}"),
        ("{{range 1}}", "{{end}}"),
        ("{{if 0}}{{else}}", "{{end}}"),
    ];
    let budget = Budget { depth: usize::MAX, ..Budget::default() };
    for (open, close) in wraps {
        let (open, close) = (open.repeat(20), close.repeat(20));
        let text = format!(
            "{{{{define `a`}}}}{parens}{open}{{{{template `a` .}}}}{close}{{{{end}}}}{{{{template `a` .}}}}"
        );
        assert_eq!(run(&text, &budget), Err(Cause::Budget(Fault::Depth)));
    }
}

#[test]
fn values_nest_deeper_than_the_stack() {
    let lists = "{{$l := list}}{{range 200000}}{{$l = list $l}}{{end}}";
    let maps = "{{$d := dict}}{{range 150}}{{$e := dict}}{{$e = set $e `a` $d}}{{$d = $e}}{{end}}";
    let both = "{{$d := list}}{{range 100}}{{$e := dict}}{{$e = set $e `a` (list $d)}}{{$d = $e}}{{end}}";
    for (text, print) in [(lists, "{{print $l}}"), (maps, "{{print $d}}"), (both, "{{print $d}}")] {
        assert_eq!(run(text, &Budget::default()).as_deref(), Ok(""), "{text}");
        let printed = run(&format!("{text}{print}"), &Budget::default());
        assert_eq!(printed, Err(Cause::Budget(Fault::Depth)), "{text}");
    }
}

#[test]
fn a_map_does_not_contain_itself() {
    for text in [
        "{{$d := dict}}{{$d = set $d `a` $d}}",
        "{{$d := dict}}{{$d = set $d `a` (list 1 $d)}}",
        "{{$d := dict}}{{$e := set dict `d` $d}}{{$d = set $d `e` $e}}",
    ] {
        match run(text, &Budget::default()) {
            Err(Cause::Calling { message, .. }) => assert_eq!(message, "a map cannot contain itself"),
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn what_a_template_takes_once_it_is_parsed_is_bounded() {
    for part in ["{{1}}", "{{1 | print 1 1}}"] {
        assert_eq!(
            parse_error(&part.repeat(100_001)),
            "the template is too large: it has more than 200000 operands and texts",
            "{part}"
        );
    }
    // White space that a definition of the same name replaces is looked at once.
    let text = format!("{{{{define `a`}}}}{}x{{{{end}}}}", " ".repeat(500_000));
    assert_eq!(run(&(text + &"{{define `a`}}{{end}}".repeat(20_000)), &Budget::default()).as_deref(), Ok(""));
}

#[test]
fn any_text_parses_or_does_not() {
    let pieces = [
        "{{",
        "}}",
        "{{-",
        "-}}",
        " ",
        "\n",
        "(",
        ")",
        "|",
        ",",
        ":=",
        "=",
        "$",
        "$x",
        ".",
        ".a",
        "\"",
        "`",
        "'",
        "\\",
        "if",
        "else",
        "end",
        "range",
        "define",
        "template",
        "block",
        "with",
        "break",
        "nil",
        "1",
        "1e",
        "0x",
        "_",
        "i",
        "+",
        "-",
        "/*",
        "*/",
        "é",
        "\u{200b}",
        "\0",
        "print",
        "and",
        "日本",
        "{",
        "}",
        "%",
        "printf \"%[\" ",
    ];
    let mut state = 88_172_645_463_325_252_u64;
    let mut parsed = 0;
    for _ in 0..30_000 {
        let mut text = String::from("{{");
        for _ in 0..12 {
            // Xorshift: the same texts each time.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text.push_str(pieces[usize::try_from(state % 53).unwrap_or(0) % pieces.len()]);
        }
        if let Ok(template) = Template::parse("t", &text, ("", ""), &functions()) {
            parsed += 1;
            let data = Value::map([(Text::from("a"), Value::int(1))]);
            let budget = Budget { steps: 1_000, output: 10_000, memory: 100_000, depth: 50 };
            let _ = template.execute(data, &budget);
        }
    }
    assert!(parsed > 10, "{parsed} of them are templates");
}

#[test]
fn many_variables_and_long_texts() {
    let variables: String = (0..40_000).map(|i| format!("{{{{$v{i} := {i}}}}}")).collect();
    assert_eq!(run(&format!("{variables}{{{{$v39999}}}}"), &Budget::default()).as_deref(), Ok("39999"));
    // The names of a block are forgotten behind it, those around it are not.
    let scopes = "{{$a := 1}}{{if 1}}{{$a := 2}}{{$a}}{{with $a := 3}}{{$a}}{{end}}{{$a}}{{end}}{{$a}}";
    assert_eq!(run(scopes, &Budget::default()).as_deref(), Ok("2321"));
    assert_eq!(parse_error("{{if 1}}{{$a := 2}}{{end}}{{$a}}"), "undefined variable \"$a\"");
    let actions = "{{ print `x` | printf \"%s\" }}\n".repeat(30_000);
    assert_eq!(run(&actions, &Budget::default()).map(|out| out.len()), Ok(60_000));
    let number = parse_error(&format!("{{{{{}", "9".repeat(1_000_000)));
    assert!(number.starts_with("illegal number syntax: "), "{} bytes", number.len());
}
