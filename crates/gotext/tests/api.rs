//! What users of the crate rely on beyond Go's answers.

#![allow(missing_docs, reason = "a test")]
#![allow(clippy::disallowed_methods, reason = "whether threads can share it is the question")]

use gotext::{Budget, Cause, Function, Functions, Map, Meter, Signature, Template, Text, Type, Value};

fn execute(text: &str, functions: &Functions, data: Value<'_>) -> Result<String, String> {
    let template = Template::parse("t", text, ("", ""), functions).map_err(|e| e.to_string())?;
    // What a template is executed on must not outlive it.
    let template: &'static Template = Box::leak(Box::new(template));
    template.execute(data, &Budget::default()).map_err(|e| e.to_string())
}

#[test]
fn an_error_says_where_it_is() {
    let text = "a\n  {{define `b`}}\n {{ .x.y.z }}{{end}}{{template `b` .}}";
    let template = Template::parse("page", text, ("", ""), &Functions::new()).expect("it parses");
    let data = || Value::map([("x".into(), Value::map([("y".into(), Value::int(1))]))]);
    let error = template.execute(data(), &Budget::default()).expect_err("an int has no fields");
    assert_eq!(
        (error.name.as_str(), error.line, error.column, error.block.as_str(), error.expression.as_str()),
        ("page", 3, 6, "b", ".x.y.z")
    );
    assert_eq!(error.cause, Cause::NoField { field: "z".to_owned(), of: "interface {}".to_owned() });
    let mut defined: Vec<_> = template.defined().collect();
    defined.sort_unstable();
    assert_eq!(defined, ["b", "page"]);
    assert_eq!(template.execute_named("nope", Value::Nil, &Budget::default()).expect_err("none").cause, {
        Cause::NoTemplate { name: "nope".to_owned() }
    });
}

#[test]
fn layers_of_functions_replace_by_name() {
    let mut base = Functions::new();
    base.def("who", &[], Type::STR, |_| Ok("base".into()));
    base.def("len", &[Type::ANY], Type::STR, |_| Ok("mine".into()));
    let mut top = base.clone();
    let mut layer = Functions::new();
    layer.def("who", &[], Type::STR, |_| Ok("layer".into()));
    top.extend(&layer);
    top.alias("whom", "who");
    for (functions, text, want) in
        [(&base, "{{who}} {{len 1}}", "base mine"), (&top, "{{who}} {{whom}}", "layer layer")]
    {
        assert_eq!(execute(text, functions, Value::Nil).as_deref(), Ok(want));
    }
    top.remove("len");
    assert_eq!(execute("{{len `abc`}}", &top, Value::Nil).as_deref(), Ok("3"));
    assert!(execute("{{whom}}", &base, Value::Nil).is_err());
}

#[test]
fn functions_in_data_are_called() {
    let signature =
        Signature { params: &[Type::INT, Type::STR], variadic: Some(Type::INT), result: Type::STR };
    let function = Function::new("f", signature, |call| {
        Ok(format!("{}{}{}", call.int(0), call.str(1), call.rest(2).len()).into())
    });
    let data = || Value::map([("f".into(), Value::Func(function.clone()))]);
    for (text, want) in [
        ("{{call .f 1 `a` 2 3}}", Ok("1a2")),
        ("{{`a` | call .f 1}}", Ok("1a0")),
        ("{{call .f 1}}", Err("wrong number of args for .f: got 1 want at least 2")),
        ("{{call .f `a` 1}}", Err("arg 0: value has type string; should be int")),
        ("{{call .f nil `a`}}", Err("arg 0: value is nil; should be of type int")),
        ("{{.f}}", Err("can't print {{.f}} of type func(int, string, ...int) string")),
    ] {
        let got = execute(text, &Functions::new(), data());
        match (got, want) {
            (Ok(got), Ok(want)) => assert_eq!(got, want, "{text}"),
            (Err(got), Err(want)) => assert!(got.ends_with(want), "{text}: {got}"),
            (got, want) => panic!("{text}: {got:?} instead of {want:?}"),
        }
    }
}

#[test]
fn threads_share_a_template() {
    let template =
        Template::parse("t", "{{range 3}}{{.}}{{$}}{{end}}", ("", ""), &Functions::new()).expect("it parses");
    std::thread::scope(|scope| {
        for i in 0..4 {
            let template = &template;
            scope.spawn(move || {
                let out = template.execute(Value::int(i), &Budget::default());
                assert_eq!(out, Ok(format!("0{i}1{i}2{i}")));
            });
        }
    });
}

#[test]
fn data_need_not_live_as_long_as_the_template() {
    let template = Template::parse("t", "{{.}}{{`x`}}", ("", ""), &Functions::new()).expect("it parses");
    let long = Value::text("long");
    assert_eq!(template.execute(long, &Budget::default()).as_deref(), Ok("longx"));
    let short = String::from("short");
    assert_eq!(template.execute(Value::text(&*short), &Budget::default()).as_deref(), Ok("shortx"));
}

#[test]
fn infinities_keep_their_sign() {
    let data =
        || Value::map([("i".into(), Value::float(f64::INFINITY)), ("n".into(), Value::float(f64::NAN))]);
    let text = "{{.i}} {{printf `%5.1f|%+v|% v|%08f` .i .i .i .i}} {{printf `%v|%+f|% v|%08f` .n .n .n .n}}";
    let want = "+Inf  +Inf|+Inf| Inf|    +Inf NaN|+NaN| NaN|     NaN";
    assert_eq!(execute(text, &Functions::new(), data()).as_deref(), Ok(want));
}

#[test]
fn maps_are_shared_and_of_equal_keys_the_last_counts() {
    let meter = Meter::new(&Budget::default());
    let map = Map::new(
        &Type::Any,
        [("b".into(), Value::int(1)), ("a".into(), Value::int(2)), ("b".into(), Value::int(3))],
    );
    let other = map.clone();
    let before = map.iter();
    other.insert(&meter, Text::from("c"), Value::int(4)).expect("it is changed");
    other.remove(&meter, "a").expect("it is changed");
    let keys = |entries: gotext::MapIter<'_>| -> String {
        entries.filter_map(|(k, v)| Some(format!("{}{} ", k.as_str()?, v.as_int()?))).collect()
    };
    assert_eq!((keys(before), keys(map.iter())), ("a2 b3 ".to_owned(), "b3 c4 ".to_owned()));
    let nil = Map::nil(&Type::Str, &Type::Any);
    let error = nil.insert(&meter, Text::EMPTY, Value::Nil).expect_err("a nil map takes nothing");
    assert_eq!(error.to_string(), "assignment to entry in nil map");
}

#[test]
fn texts_that_cut_characters_show_it() {
    for (text, want) in
        [("{{slice `é` 0 1}}", "\u{fffd}"), ("{{slice `aé` 0 1}}", "a"), (r#"{{"\xff"}}"#, "\u{fffd}")]
    {
        assert_eq!(execute(text, &Functions::new(), Value::Nil).as_deref(), Ok(want), "{text}");
    }
}
