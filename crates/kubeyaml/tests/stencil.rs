//! A stencil that was learnt from one text tells of another what the reader tells, or nothing.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may fail loudly")]

use std::ops::Range;

use kubeyaml::{Pattern, Stencil, Value, read};

/// A text with values in the holes, which `@` marks.
fn text(form: &str, values: &[&str]) -> (String, Vec<Range<usize>>) {
    let (mut out, mut holes) = (String::new(), Vec::new());
    let mut values = values.iter().cycle();
    for (i, part) in form.split('@').enumerate() {
        if i > 0 {
            let from = out.len();
            out.push_str(values.next().unwrap());
            holes.push(from..out.len());
        }
        out.push_str(part);
    }
    (out, holes)
}

/// What a stencil tells of a text.
fn told((stencil, document): &(Stencil, Value), text: &str, holes: &[Range<usize>]) -> Option<Value> {
    let texts = stencil.texts(text, holes)?;
    Some(Pattern::of(document.clone()).filled(&texts))
}

const FORMS: [&str; 34] = [
    "a: @",
    "a: @\nb: @\n",
    "a: x@",
    "a: @x",
    "a: x@y@z",
    "a: \"@\"",
    "a: \"x @ \\n y\"",
    "a: '@'",
    "a: 'it''s @'",
    "- @\n- b",
    "[@, b]",
    "{a: @, b: c}",
    "{a: \"@\"}",
    "a: |\n  @\n  x\nb: 1",
    "a: |-\n  x @",
    "a: >\n  x\n  @\n  y\n",
    "a: @ # c",
    "a: 1 # @\nb: 2",
    "@: a",
    "\"@\": a",
    "a:\n  @\n",
    "a:\n  @\n  b\n",
    "a: @\n  b",
    "a: &x @\nb: *x",
    "a: !!str @",
    "a: @\n---\nb: @",
    "a:\n- b: @\n  c: \"@\"\n",
    "a: |@\n  x",
    "a: \"x\n  @\"",
    "a: \"\\@\"",
    "a: \"\\x4@\"",
    "? @\n: b",
    "a: {@}",
    "- - @\n  - @",
];

const VALUES: [&str; 66] = [
    "",
    "web",
    "web-1",
    "true",
    "null",
    "~",
    "yes",
    "1",
    "0x1",
    "1e3",
    ".5",
    "2001-01-01",
    "12:30",
    "=",
    "<<",
    "a: b",
    "a:",
    ":a",
    "a:b",
    "a #b",
    "#b",
    "a#b",
    "- x",
    "-",
    "--",
    "---",
    "...",
    "? x",
    "\"q\"",
    "\"q\\\"r\"",
    "\"q\\n\"",
    "\"q\" r",
    "\"q",
    "\"",
    "\"\\",
    "\"\\\"",
    "'q'",
    "'q''r'",
    "'",
    "''",
    "\\",
    "a\\",
    "\\n",
    "two\nlines",
    "a\n",
    "\n",
    " lead",
    "trail ",
    "a b",
    "\t",
    "a\tb",
    "é",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{7f}",
    "&a",
    "*a",
    "!t",
    "|",
    ">",
    "%a",
    "@a",
    "`",
    "[x]",
    "{x: y}",
];

#[test]
fn what_is_told_is_what_is_read() {
    let mut counted = 0;
    for form in FORMS {
        for first in VALUES {
            for (learnt_from, beside) in
                [(&[first][..], None), (&[first, "x"], Some("y")), (&["x", first], Some("z"))]
            {
                let (source, holes) = text(form, learnt_from);
                let Some(stencil) = Stencil::of(&source, &holes, 1000) else { continue };
                for value in VALUES {
                    let values = match beside {
                        None => vec![value],
                        Some("y") => vec![value, "y"],
                        Some(beside) => vec![beside, value],
                    };
                    let (text, holes) = text(form, &values);
                    let Some(told) = told(&stencil, &text, &holes) else { continue };
                    assert_eq!(Ok(told), read(&text), "{text:?} as learnt from {learnt_from:?}");
                    counted += 1;
                }
            }
        }
    }
    assert!(counted > 2000, "{counted}");
}

#[test]
fn a_stencil_learns_what_is_common() {
    for (form, learnt_from, value, want) in [
        ("a: @", "web", "other", Some(r#"{"a":"other"}"#)),
        ("a: @", "\"web\"", "\"true\"", Some(r#"{"a":"true"}"#)),
        ("a: @", "web", "\"x\\\"y\\n\"", Some(r#"{"a":"x\"y\n"}"#)),
        ("a: @", "web", "true", None),
        ("a: @", "1", "1", Some(r#"{"a":1}"#)),
        ("a: @", "1", "2", None),
        ("a: \"@\"", "x", "true # é", Some(r#"{"a":"true # é"}"#)),
        ("a: \"@\"", "", "", Some(r#"{"a":""}"#)),
        ("a: '@'", "x", "\"\\", Some(r#"{"a":"\"\\"}"#)),
        ("a: '@'", "x", "'", None),
        ("a: x-@", "1", "a:b", Some(r#"{"a":"x-a:b"}"#)),
        ("a: x-@", "1", "a: b", None),
        ("a: |\n  @\nb: c", "x", "# y: \"", Some(r##"{"a":"# y: \"\n","b":"c"}"##)),
        ("a: |\n  @\nb: c", "x", " y", None),
        ("a: @", "{b: c}", "{b: c}", Some(r#"{"a":{"b":"c"}}"#)),
        ("a: @", "{b: c}", "{b: d}", None),
        ("@: a", "k", "k", Some(r#"{"k":"a"}"#)),
        ("@: a", "k", "l", None),
        ("a: \"\\0\"\nb: @", "x", "x", None),
    ] {
        let (source, holes) = text(form, &[learnt_from]);
        let stencil = Stencil::of(&source, &holes, 1000);
        let (other, holes) = text(form, &[value]);
        let told = stencil.and_then(|stencil| told(&stencil, &other, &holes));
        assert_eq!(
            told.map(|told| kubeyaml::to_json(&told)).as_deref(),
            want,
            "{form:?} from {learnt_from:?} for {value:?}"
        );
    }
}
