//! Input made to crash or stall a reader.

#[path = "../../golang/tests/processor_time/mod.rs"]
mod processor_time;

use std::time::Duration;

use kubeyaml::{
    Map, Value, documents, from_json, read, read_alone, read_bytes, read_mapping, read_within, to_json, write,
};
use processor_time::processor_time;

const MANY: usize = 200_000;

/// Every text gets an answer, at a bounded cost.
fn soon<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let start = processor_time();
    let answer = run();
    let took = processor_time() - start;
    assert!(took < Duration::from_secs(20), "{what} took {took:?}");
    answer
}

#[test]
fn deep_nesting_is_an_error() {
    for unit in ["[", "{", "{a: ", "[a, ", "- ", "? ", "- - ? ", "[? ", "{? "] {
        let error = soon(unit, || read(&unit.repeat(MANY))).unwrap_err();
        assert!(error.message.contains("exceeded max depth of 1000"), "{unit}: {error}");
    }
    let stairs: String = (0..2000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    assert_eq!(read(&stairs).unwrap_err().message, "yaml: exceeded max depth of 1000");
}

#[test]
fn what_is_just_not_too_deep_survives_everything() {
    let value = read(&format!("{}{}", "[".repeat(999), "]".repeat(999))).unwrap();
    assert_eq!(read(&write(&value)), Ok(value.clone()));
    assert_eq!(from_json(to_json(&value).as_bytes()), Ok(value));
    let stairs: String = (0..999).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    assert_eq!(read(&write(&read(&stairs).unwrap())), read(&stairs));
}

#[test]
fn what_follows_a_document_is_passed_over_only_where_it_may_be() {
    for (alone, behind, line) in [
        ("a: 1\n", "...\nb: 2\n", 3),
        ("{\"a\": 1}", "{\"b\": 2}", 1),
        ("{\"a\": 1}\n", "{\"b\": 2}\n", 2),
        ("{a: 1}\n", " ---\nb: 2\n", 2),
        ("{a: 1}\n", "---\nb: 2\n", 2),
        ("{a: 1}", "}", 1),
        ("\u{feff}a: 1\n", "---\n", 2),
        ("a: 1\n", "... # the end\n# nothing\n", 0),
        ("# nothing\n", "", 0),
    ] {
        let text = format!("{alone}{behind}");
        assert_eq!(read(&text), read(alone), "{text}");
        let refused =
            read_alone(&text, usize::MAX).err().map(|e| (e.line, e.message.contains("<document start>")));
        let wanted = (line > 0).then_some((Some(line), true));
        assert_eq!(refused, wanted, "{text}");
    }
}

#[test]
fn aliases_cannot_blow_up() {
    let excessive = "yaml: document contains excessive aliasing";
    let mut laughs = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for n in 1..20 {
        let item = format!("*a{}, ", n - 1);
        laughs.push_str(&format!("a{n}: &a{n} [{}]\n", item.repeat(10)));
    }
    assert_eq!(soon("laughs", || read(&laughs)).unwrap_err().message, excessive);

    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), "*a, ".repeat(500));
    assert_eq!(soon("long text", || read(&long)).unwrap_err().message, excessive);

    let merges = format!("a: &a {{{}}}\nb:\n{}", "k: v, ".repeat(1000), "  <<: *a\n".repeat(5000));
    assert_eq!(soon("merges", || read(&merges)).unwrap_err().message, excessive);

    let deep = format!("a: &a {0}x{1}\nb: {0}*a{1}\n", "[".repeat(700), "]".repeat(700));
    assert_eq!(read(&deep).unwrap_err().message, "yaml: exceeded max depth of 1000");

    let anchors = format!("{}{}{}", "&a [".repeat(900), "x, ".repeat(MANY), "]".repeat(900));
    assert!(soon("nested anchors", || read(&anchors)).is_ok());
}

#[test]
fn what_others_write_for_us_has_an_end() {
    let text = |count: usize| format!("a: [{}]", vec!["x"; count].join(", "));
    for most in [10, 100, 5_000] {
        // The mapping, its key, and the list are nodes as well.
        assert_eq!(read_within(&text(most - 3), most), read(&text(most - 3)));
        let error = read_within(&text(most - 2), most).unwrap_err();
        assert_eq!(error.message, format!("yaml: the document has more than {most} nodes"));
    }
    let aliases = "a: &a [x, x, x, x, x, x, x, x, x, x]\nb: [*a, *a, *a, *a]\n";
    assert_eq!((60..70).find(|most| read_within(aliases, *most).is_ok()), Some(63));
    assert!(read_within(&format!("[{}]", "[],".repeat(1_000_000)), 1000).is_err());
    assert!(read_within(&"[".repeat(1_000_000), 1000).is_err());
}

#[test]
fn an_anchor_in_itself_is_an_error() {
    for text in ["a: &a [*a]", "a: &a {b: *a}", "a: &a {b: &b [*a]}\nc: *b", "&a {<<: *a}", "&a [&a [*a]]"] {
        let error = read(text).unwrap_err();
        assert_eq!(error.message, "yaml: anchor 'a' value contains itself", "{text}");
    }
}

#[test]
fn long_input_is_read_in_linear_time() {
    for unit in [
        "a",
        "a ",
        "a: b\n",
        "- a\n",
        "# c\n",
        "\n",
        "   ",
        "'",
        "''",
        "\"",
        "\\",
        "a\n",
        "&a ",
        "*a ",
        "!a ",
        "!!str ",
        "%a\n",
        ", ",
        "[],",
        "{},",
        "a: [b, c]\n",
        "a: {b: c}\n",
        "\u{2028}",
        "\u{85}",
        "é",
        "|\n",
        "a: |\n",
        "a: |\n  b\n",
        "? a\n",
        ": a\n",
        "-",
        "---\n",
        "...\n",
        "--- a\n",
        "%YAML 1.1\n",
        "%TAG !a! b\n",
        "\r",
        "\t",
        "a:\t",
        "1",
        "1:",
        "0.",
        "[a]: b\n",
        "x #",
        "&a a: *a\n",
        "\" ",
        "' \n",
        "a\n\n ",
    ] {
        for (head, tail) in [
            ("", ""),
            ("a: ", ""),
            ("[", "]"),
            ("\"", "\""),
            ("'", "'"),
            ("- |\n  ", ""),
            ("{a: ", "}"),
            ("? ", ""),
        ] {
            let text = format!("{head}{}{tail}", unit.repeat(MANY / unit.len()));
            let _ = soon(&format!("{head}{unit}"), || read(&text));
            let _ = soon(unit, || from_json(text.as_bytes()));
            soon(unit, || documents(&text).count());
            soon(unit, || write(&Value::text(&text)));
        }
    }
}

#[test]
fn every_beginning_of_a_document_gets_an_answer() {
    let text = "# c\n%TAG !e! tag:x,\n---\na: &a {b: [1, 'x''y', \"\\u00e9\\\n  z\"], ? c : d}\nl:\n- |2-\n    é\n  x\n- >+\n  f\n\n   g\n- *a\n\
                - !!binary aGk=\n- !e!t v\n- <<: [*a, {q: 1}]\n  12: multi\n    line\n...\n";
    assert!(read(text).is_ok(), "{:?}", read(text));
    for end in 0..text.len() {
        let _ = read_bytes(&text.as_bytes()[..end]);
        for start in 0..end.min(40) {
            let _ = read_bytes(&text.as_bytes()[start..end]);
        }
    }
}

#[test]
fn bytes_that_are_not_text_are_an_error() {
    for (bytes, message) in [
        (&b"a: \0"[..], "yaml: control characters are not allowed"),
        (b"a: \x7f", "yaml: control characters are not allowed"),
        (b"a: \xc2\x9f", "yaml: control characters are not allowed"),
        (b"a: \xff", "yaml: invalid leading UTF-8 octet"),
        (b"a: \xc3(", "yaml: invalid trailing UTF-8 octet"),
        (b"a: \xe2\x82", "yaml: incomplete UTF-8 octet sequence"),
        (b"\xff\xfea", "yaml: incomplete UTF-16 character"),
    ] {
        assert_eq!(read_bytes(bytes).unwrap_err().message, message);
    }
    assert_eq!(read_bytes(b"\xff\xfea\0:\0 \x001\0"), read("a: 1"));
    assert_eq!(read_bytes(b"\xef\xbb\xbfa: 1"), read("a: 1"));
}

#[test]
fn faults_have_a_place() {
    let error = read("a: 1\nb:\n  - x\n c: 2\n").unwrap_err();
    assert_eq!(
        (error.to_string().as_str(), error.line, error.column),
        ("yaml: line 3: did not find expected key", Some(4), Some(2))
    );
    let error = read("a: 1\nb: \u{1}\n").unwrap_err();
    assert_eq!((error.line, error.column), (Some(2), Some(4)));
}

#[test]
fn a_mapping_is_asked_for() {
    assert_eq!(read_mapping(""), Ok(Map::new()));
    assert_eq!(read_mapping("a: 1").map(|m| m.len()), Ok(1));
    assert_eq!(
        read_mapping("- a").unwrap_err().message,
        "json: cannot unmarshal array into Go value of type map[string]interface {}"
    );
}
