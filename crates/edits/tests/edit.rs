//! What an edit leaves as it was, case by case and for generated documents.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use edits::{Kept, edit, recorded, with_record};
use kubeyaml::{Map, Value, read};

/// Text, what it is to read as, and the text that is wanted.
const CASES: &[(&str, &str, &str)] = &[
    // Scalars keep their quotes and what is behind them.
    ("a: 1  # one\nb: 'x'\n", "{a: 2, b: z}", "a: 2  # one\nb: 'z'\n"),
    ("a: \"x\"\n", "{a: \"t\\tb\"}", "a: \"t\\tb\"\n"),
    ("a: 'x'\n", "{a: \"it's\"}", "a: 'it''s'\n"),
    ("a: x\n", "{a: \"1\"}", "a: \"1\"\n"),
    ("a:\nb: 1\n", "{a: x, b: 1}", "a: x\nb: 1\n"),
    ("- \n- 1\n", "[x, 1]", "- x\n- 1\n"),
    // New entries come last in their mapping, behind the comments that belong to it.
    (
        "a:\n  b: 1\n  # about b\n# about c\nc: 1\n",
        "{a: {b: 1, d: 2}, c: 1}",
        "a:\n  b: 1\n  # about b\n  d: 2\n# about c\nc: 1\n",
    ),
    ("b: 1", "{b: 1, a: {c: 2}}", "b: 1\na:\n  c: 2"),
    (
        "a: |\n  x\n\nb: |+\n  y\n\n",
        "{a: \"x\\n\", b: \"y\\n\\n\", c: 1}",
        "a: |\n  x\n\nb: |+\n  y\n\nc: 1\n",
    ),
    ("a: 1\r\nb:\r\n- x\r\n", "{a: 1, b: [x, w], c: {d: 1}}", "a: 1\r\nb:\r\n- x\r\n- w\r\nc:\r\n  d: 1\r\n"),
    // Lists: by name, or else by what is equal at the begin and the end.
    (
        "l:\n  # the first\n  - name: a  # A\n    x: 1\n\n  - name: b\n",
        "{l: [{name: p}, {name: a, x: 2}, {name: q}, {name: b}, {name: r}]}",
        "l:\n  - name: p\n  # the first\n  - name: a  # A\n    x: 2\n  - name: q\n\n  - name: b\n  - name: r\n",
    ),
    (
        "l:\n- name: a\n- name: b  # B\n- name: c\n",
        "{l: [{name: a}, {name: c}]}",
        "l:\n- name: a\n- name: c\n",
    ),
    ("l: [a, b]\n", "{l: [p, a, b]}", "l: [\"p\", a, b]\n"),
    ("l: [{name: a}]\n", "{l: [{name: a}, {name: p}]}", "l: [{name: a}, {\"name\":\"p\"}]\n"),
    ("- - a\n- b\n", "[[a, c], b]", "- - a\n  - c\n- b\n"),
    // What is empty becomes a block; the comment stays with its key.
    ("a: {}  # none\nb: 1\n", "{a: {c: 1}, b: 1}", "a:  # none\n  c: 1\nb: 1\n"),
    ("a: []\n", "{a: [x]}", "a:\n- x\n"),
    ("a: {b: {}}\n", "{a: {b: {c: 1}}}", "a: {b: {\"c\":1}}\n"),
    ("a: null # no\n", "{a: {b: 1}}", "a: # no\n  b: 1\n"),
    // Entries that go take their lines along.
    ("a: 1\n# of b\nb:\n  c: 1\n  # in b\nd: 1\n", "{a: 1, d: 1}", "a: 1\n# of b\nd: 1\n"),
    ("- a: 1\n  b: 2\n", "[{b: 2}]", "- b: 2\n"),
    ("a: 1\nb:\n- x\n- y", "{a: 1, b: [x]}", "a: 1\nb:\n- x"),
    ("p:\n  tcp: {port: 1}\n  s: 3\n", "{p: {http: {port: 2}, s: 3}}", "p:\n  s: 3\n  http:\n    port: 2\n"),
    // Braces keep their lines.
    ("a: {b: 1,\n    c: 2}\n", "{a: {b: 1, c: 3, d: [x]}}", "a: {b: 1,\n    c: 3, \"d\": [\"x\"]}\n"),
    ("a: {b: 1, c: {d: 2}, e: 3}\n", "{a: {b: 1, e: 4}}", "a: {b: 1, e: 4}\n"),
    ("a: {b: 1, c: 2}\n", "{a: {c: 2, d: 3}}", "a: {c: 2, \"d\": 3}\n"),
    ("a: [x, y, z]\n", "{a: [x, z]}", "a: [x, z]\n"),
    ("a: [{name: p}, {name: q}]\n", "{a: [{name: o}, {name: q}]}", "a: [{\"name\":\"o\"}, {name: q}]\n"),
    // JSON is YAML.
    (
        "{\n  \"a\": [1],\n  \"b\": {\n    \"c\": 1\n  }\n}\n",
        "{a: [1, 2], b: {c: 1, d: 2}}",
        "{\n  \"a\": [1, 2],\n  \"b\": {\n    \"c\": 1, \"d\": 2\n  }\n}\n",
    ),
    // Keys in any spelling.
    ("\"a b\": 1\n? c\n: 2\n", "{a b: 2, c: 3}", "\"a b\": 2\n? c\n: 3\n"),
    ("yes: 1\n", "{\"true\": 2}", "yes: 2\n"),
    // Anchors stay where nothing else hangs on them.
    (
        "m: &m\n  a: 1\nk:\n  <<: *m\n  b: 2\n",
        "{m: {a: 1}, k: {a: 1, b: 3, c: 4}}",
        "m: &m\n  a: 1\nk:\n  <<: *m\n  b: 3\n  c: 4\n",
    ),
    (
        "m: &m\n  a: 1\nk: *m # same\n",
        "{m: {a: 1}, k: {a: 1, b: 2}}",
        "m: &m\n  a: 1\nk: # same\n  a: 1\n  b: 2\n",
    ),
    ("# head\n---\na: 1\n", "{a: 2}", "# head\n---\na: 2\n"),
    ("\u{feff}a: 1\n", "{a: 2, b: 1}", "\u{feff}a: 2\nb: 1\n"),
];

#[test]
fn the_rest_stays() {
    let wrong: Vec<_> = CASES
        .iter()
        .filter_map(|(text, after, want)| {
            let edited = edit(text, &read(text).unwrap(), &read(after).unwrap()).unwrap();
            (edited.text != *want || edited.kept != Kept::Rest).then_some((text, edited, want))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_hangs_on_an_anchor_is_written_out_where_one_place_changes() {
    let text = "a: &x\n  k: 1\nb: *x\nc: [*x]\n";
    let edited =
        edit(text, &read(text).unwrap(), &read("{a: {k: 1, m: 2}, b: {k: 1}, c: [{k: 1}]}").unwrap())
            .unwrap();
    assert_eq!(edited.text, "a: &x\n  k: 1\n  m: 2\nb:\n  k: 1\nc: [{\"k\":1}]\n");
    assert_eq!(edited.kept, Kept::WithoutAliases);
}

#[test]
fn what_cannot_be_edited_is_written_anew_behind_its_head() {
    for (text, after, want) in [
        ("# mine\na: &x {k: 1}\nb: *x\n", "{a: 1, b: {k: 1}}", "# mine\na: 1\nb:\n  k: 1\n"),
        ("# mine\n1\n", "[a]", "# mine\n- a\n"),
        ("# nothing\n", "{a: 1}", "# nothing\na: 1\n"),
    ] {
        let edited = edit(text, &read(text).unwrap(), &read(after).unwrap()).unwrap();
        assert_eq!((edited.text.as_str(), edited.kept), (want, Kept::Nothing), "{text}");
    }
}

/// Numbers that look random, and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).unwrap()
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// A document as people write it, in any style.
fn document(dice: &mut Dice, depth: usize, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    let is_list = dice.below(3) == 0;
    for i in 0..=dice.below(4) {
        if dice.below(6) == 0 {
            out.push_str(&format!(
                "{}{}\n",
                if dice.below(2) == 0 { &pad } else { "" },
                dice.of(&["# c", "", "# - x: 1"])
            ));
        }
        let head = if is_list {
            format!("{pad}-")
        } else {
            format!("{pad}{}{i}:", dice.of(&["k", "name", "\"q\" "]).replace("\" ", "").replace('"', ""))
        };
        out.push_str(&head);
        match dice.below(if depth == 0 { 6 } else { 9 }) {
            0 => out.push_str(dice.of(&[" 1", " x y", " 'it''s'  # c", " \"a\\nb\"", "", " ~", " true"])),
            1 => out.push_str(dice.of(&[" {}", " []  # e", " {a: 1, b: [x]}", " [1, {c: d}]"])),
            2 => out.push_str(&format!(" |{}\n{pad}  x\n{pad}   y", dice.of(&["", "-", "+"]))),
            3 => out.push_str(&format!(" one\n{pad}   two")),
            4 => out.push_str(&format!(" [1,\n{pad}   2]")),
            5 => out.push_str(" z"),
            _ => {
                out.push('\n');
                document(dice, depth - 1, indent + 2, out);
                continue;
            }
        }
        out.push('\n');
    }
}

/// Changes some of a value.
fn change(dice: &mut Dice, value: &mut Value) {
    let new = || read("{name: new, image: \"x:1\", env: [{name: A, value: \"1\"}], e: {}}").unwrap();
    match value {
        Value::Map(map) => {
            let keys: Vec<String> = map.iter().map(|(key, _)| key.to_owned()).collect();
            for key in keys {
                match dice.below(8) {
                    0 => drop(map.remove(&key)),
                    1..4 => change(dice, map.get_mut(&key).unwrap()),
                    _ => {}
                }
            }
            if dice.below(2) == 0 {
                map.insert(dice.of(&["added", "a/b.c", "12"]), new());
            }
        }
        Value::List(items) => {
            for item in items.iter_mut() {
                if dice.below(3) == 0 {
                    change(dice, item);
                }
            }
            match dice.below(4) {
                0 => items.insert(0, new()),
                1 => items.push(new()),
                2 => drop(items.pop()),
                _ => {}
            }
        }
        other => {
            *other = match dice.below(5) {
                0 => Value::text("text: #\n more"),
                1 => Value::Int(7),
                2 => Value::Map(Map::new()),
                3 => new(),
                _ => Value::text("y"),
            }
        }
    }
}

#[test]
fn generated_documents_read_as_is_wanted_and_keep_their_comments() {
    let mut dice = Dice(0x5eed);
    let (mut rest, mut all, mut records) = (0, 0, 0);
    for round in 0..3000 {
        let mut text = String::new();
        document(&mut dice, 3, 0, &mut text);
        let text = if round % 5 == 0 { text.replace('\n', "\r\n") } else { text };
        let Ok(before) = read(&text) else { continue };
        let mut after = before.clone();
        change(&mut dice, &mut after);
        let edited = edit(&text, &before, &after).unwrap();
        assert_eq!(read(&edited.text).unwrap(), after, "{text}\n==>\n{}", edited.text);
        assert_eq!(edit(&text, &before, &before).unwrap().text, text);
        if let Some(with_record) = with_record(&text, &edited) {
            assert_eq!(read(&with_record).unwrap(), after, "{with_record}");
            let recorded = recorded(&with_record).unwrap();
            assert_eq!(recorded.text, edited.text);
            assert_eq!(recorded.before, Some(text.clone()), "{with_record}");
            records += 1;
        }
        if edited.kept == Kept::Rest && text.contains("\r\n") {
            assert_eq!(
                edited.text.matches('\n').count(),
                edited.text.matches("\r\n").count(),
                "{:?}",
                edited.text
            );
        }
        // A document that loses all it has is written anew.
        if after == Value::Map(Map::new()) || after == Value::List(Vec::new()) {
            continue;
        }
        all += 1;
        rest += usize::from(edited.kept == Kept::Rest);
    }
    assert!(records > 2500, "{records} have a record");
    assert!(all > 2000 && rest == all, "{rest} of {all} were edited in place");
}
