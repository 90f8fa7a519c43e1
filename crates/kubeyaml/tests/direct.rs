//! The short way of reading must mean the same as the full one wherever it takes a text.

use kubeyaml::{Value, read_directly, read_in_full, write};

/// A small generator of numbers (xorshift), so that a seed reproduces a failure.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from.get(self.roll(from.len())).expect("the roll is below the length")
    }
}

/// Texts the short way should take …
const TAME_SCALARS: &[&str] = &[
    "a",
    "name",
    "x y",
    "1",
    "012",
    "1e3",
    "0x1F",
    "true",
    "no",
    "null",
    "~",
    "",
    "http://x:80/y",
    "a#b",
    "a #c",
    "12:30",
    "2001-12-14",
    "é",
    "-x",
    "--y=z",
    "\"q\"",
    "\"q\\n\\\"r\"",
    "'it''s'",
    "''",
    "\"\"",
    "'a' #c",
    "[]",
    "{}",
    "[a, 'b', \"c\", 1]",
    "[a, ]",
    "{a: b}",
    "{a: \"b\", 'c': d/e, }",
    "{\n  a: 1,\n\n   b.c/d: \"x\" ,\n  true: no,\n  }",
    "{ \n   }",
    "{\"a\":{\"b\":[1,\"c\",{}],\"d\":true}}",
    "{\"a\":b}",
    "[[a], {b: c},\n [ ]]",
    "{a: [b, {c: 'd'}], }",
    ".5",
    "-1",
    "+2",
    "a ",
    "$(POD)",
    "(x)",
    "/dev",
    "18446744073709551616",
    "y",
    "- z",
    "a: b",
];
/// … and texts it must leave to the full reader, or that are wrong.
const WILD_SCALARS: &[&str] = &[
    "<<",
    "=",
    "\"\\x41\"",
    "\"\\/\"",
    "\"a\"#c",
    "\"a\" b",
    "'open",
    "[a b]",
    "[,]",
    "{a: b c}",
    "{a:b}",
    "{a: }",
    "{a}",
    "{a: b # c\n }",
    "{\na: b}",
    "{\"a\": b\"c\"}",
    "[a b, c]",
    "{[a]: b}",
    "[\"a\":b]",
    "[a: b]",
    "{a: b,, }",
    "{a: 'b\n c'}",
    "{a: b\n  c: d}",
    "[a: b]",
    "&x v",
    "*x",
    "!!str 1",
    "?",
    "? k",
    ":",
    "a:",
    ".inf",
    "-",
    "---",
    "...",
    "%x",
    "@x",
    "`x`",
    "|x",
    "> f",
    "\ta",
    "a\tb",
    "{{ x }}",
    "\u{2028}",
    "\u{feff}",
    "a: b: c",
    "[a]: b",
    "'a': b",
    "\"a\" : b",
];
const TAME_KEYS: &[&str] = &[
    "a", "b", "name", "x y", "'q'", "\"d\"", "\"d\\t\"", "1", "true", "1.5", "y", "é", "-x", "a#b", "a.b/c",
    "$x",
];
const WILD_KEYS: &[&str] =
    &["null", "<<", "a ", "[a]", "*a", ".5", "18446744073709551615", "", "? a", "{a: b}", "a: b", "~"];
const TAME_HEADERS: &[&str] = &["|", "|-", "|+"];
const WILD_HEADERS: &[&str] = &["|2", "| ", "| # c", ">", ">-", "|x", "|+1"];
const TAME_LINES: &[&str] = &["x", "x y", "", "- a", "#c", "a: b"];
const WILD_LINES: &[&str] = &[" ", "\t", "  x", "---"];
const ENDS: &[&str] = &["\n", "\n", "\n", "\n", " \n", " # c\n", "\n\n", "\n# c\n"];
const ODD: &[&str] = &[
    " ", "  ", "\n", "\t", "#", " #", ":", ": ", "-", "- ", "'", "\"", "\\", "|", ">", "[", "]", "{", "}",
    ",", "&", "*", "!", "?", "%", "\r\n", "\u{85}", "\n---\n", "\n...\n", "\n\n", "a", "é", "~",
];

impl Dice {
    /// Something tame, or once in a while something wild.
    fn mix<'a>(&mut self, tame: &[&'a str], wild: &[&'a str]) -> &'a str {
        let from = if self.roll(40) == 0 { wild } else { tame };
        self.pick(from)
    }
}

fn node(dice: &mut Dice, depth: usize, indent: usize, out: &mut String) {
    match dice.roll(if depth == 0 { 5 } else { 10 }) {
        0 => {
            out.push(' ');
            out.push_str(dice.mix(TAME_HEADERS, WILD_HEADERS));
            out.push('\n');
            for _ in 0..dice.roll(4) {
                let ragged = if dice.roll(12) == 0 { dice.roll(4) } else { 0 };
                out.push_str(&" ".repeat(indent + ragged));
                out.push_str(dice.mix(TAME_LINES, WILD_LINES));
                out.push('\n');
            }
        }
        1..=4 => {
            out.push_str(dice.pick(&[" ", " ", " ", "  "]));
            out.push_str(dice.mix(TAME_SCALARS, WILD_SCALARS));
            out.push_str(dice.pick(ENDS));
        }
        5..=7 => {
            out.push('\n');
            for _ in 0..=dice.roll(3) {
                out.push_str(&" ".repeat(indent));
                out.push_str(dice.mix(TAME_KEYS, WILD_KEYS));
                out.push(':');
                let deeper = indent + if dice.roll(12) == 0 { dice.roll(5) } else { 2 };
                node(dice, depth - 1, deeper, out);
            }
        }
        _ => {
            out.push('\n');
            for _ in 0..=dice.roll(3) {
                out.push_str(&" ".repeat(indent));
                out.push('-');
                let mut item = String::new();
                node(dice, depth - 1, indent + 2, &mut item);
                if dice.roll(2) == 0 {
                    out.push(' ');
                    out.push_str(item.trim_start_matches(['\n', ' ']));
                } else {
                    out.push_str(&item);
                }
            }
        }
    }
}

fn mutate(dice: &mut Dice, text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..dice.roll(4) {
        let at = dice.roll(chars.len() + 1);
        match dice.roll(3) {
            0 if at < chars.len() => {
                chars.remove(at);
            }
            _ => {
                let odd: Vec<char> = dice.pick(ODD).chars().collect();
                chars.splice(at..at, odd);
            }
        }
    }
    chars.into_iter().collect()
}

/// Whether the short way took the text.
fn check(text: &str) -> bool {
    let Some(direct) = read_directly(text) else { return false };
    let full = read_in_full(text);
    assert_eq!(Ok(&direct), full.as_ref(), "{text:?}");
    true
}

#[test]
fn both_ways_mean_the_same() {
    let rounds = if cfg!(debug_assertions) { 60_000 } else { 2_000_000 };
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut taken = 0;
    for _ in 0..rounds {
        let mut text = String::new();
        node(&mut dice, 4, 0, &mut text);
        let text = text.trim_start_matches('\n');
        taken += usize::from(check(text));
        taken += usize::from(check(&mutate(&mut dice, text)));
        taken += usize::from(check(text.trim_end_matches('\n')));
    }
    // The test would prove nothing if the short way took next to nothing.
    assert!(taken > rounds / 5, "{taken} of {} taken", rounds * 3);
}

#[test]
fn what_we_write_goes_the_short_way() {
    let value = Value::Map(
        [
            ("text".into(), "line\nline\n".into()),
            ("list".into(), Value::List(vec![1.into(), "x: y".into(), Value::Null, "".into()])),
            ("map".into(), Value::Map([("true".into(), true.into())].into_iter().collect())),
        ]
        .into_iter()
        .collect(),
    );
    assert_eq!(read_directly(&write(&value)), Some(value));
}

#[test]
fn what_a_template_gives_is_taken_the_short_way() {
    let text = "\n\nmetadata:\n  annotations: {\n    a.b/c: \"x\",\n\n    d: 'y',\n  }\nspec:\n  initContainers:\n  \n  - name: i\n    args:\n    -  \"1\" \n    - --flag=x:y\n    - $(POD).svc\n    env:\n    - name: E\n      value: |\n             {}\n    # a comment\n    resources:\n  \n      limits:\n        cpu: 2000m\n  volumes:\n  - emptyDir:\n    name: v\n";
    assert_eq!(read_directly(text), Some(read_in_full(text).unwrap()));
}
