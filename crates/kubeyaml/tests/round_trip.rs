//! What is written is read again as the same document, whatever its texts and keys look like.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use kubeyaml::{Map, Text, Value, from_json, read, read_in_full, to_json, write};

/// Texts that mean something else where they are not quoted, or that end, indent or fold.
const TEXTS: [&str; 62] = [
    "",
    " ",
    "  a",
    "a ",
    "a\n",
    "\na",
    "a\n\n",
    "\n",
    "a\nb",
    "a\n b\nc",
    " a\nb",
    "a\tb",
    "\ta",
    "a\r\nb",
    "\r",
    "true",
    "Yes",
    "n",
    "off",
    "null",
    "~",
    "Null",
    "0",
    "-0",
    "012",
    "0o7",
    "0x1F",
    "0b1",
    "1_000",
    "1e3",
    ".5",
    "+1",
    ".inf",
    "-.INF",
    ".NaN",
    "1:30",
    "190:20:30",
    "2001-12-14",
    "2001-12-14t21:59:43.10-05:00",
    "=",
    "<<",
    "-",
    "- a",
    "? a",
    ": a",
    "a: b",
    "a:",
    ":a",
    "a #b",
    "#a",
    "&a",
    "*a",
    "!a",
    "|",
    ">",
    "'a'",
    "\"a\"",
    "%a",
    "@a",
    "`a",
    "[a]",
    "{a: b}",
];
/// The key that Go writes as it is and reads as another thing, and so do we.
const MERGE: &str = "<<";
/// Characters but U+0085, which Go writes as it is and reads as the end of a line, and so do we: those that YAML does
/// not print, takes for the end of a line, or needs several bytes for.
const CHARACTERS: [char; 11] =
    ['\0', '\u{7}', '\u{1b}', '\u{7f}', '\u{a0}', '\u{2028}', '\u{2029}', '\u{feff}', '\u{fffd}', 'é', '😀'];

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }

    fn text(&mut self) -> String {
        let mut text = TEXTS[self.roll(TEXTS.len())].to_owned();
        match self.roll(6) {
            0 => text.insert(0, CHARACTERS[self.roll(CHARACTERS.len())]),
            1 => text.push(CHARACTERS[self.roll(CHARACTERS.len())]),
            2 => text.push_str(TEXTS[self.roll(TEXTS.len())]),
            // Longer than a line.
            3 => text = [text.as_str()].repeat(1 + self.roll(60)).join(" "),
            _ => {}
        }
        text
    }

    fn key(&mut self) -> Text {
        let text = self.text();
        if text == MERGE { "<".into() } else { text.into() }
    }

    fn value(&mut self, depth: usize) -> Value {
        match self.roll(if depth == 0 { 8 } else { 11 }) {
            0 => Value::Null,
            1 => Value::Bool(self.roll(2) == 0),
            2 => Value::Int([0, 1, -1, i64::MIN, i64::MAX][self.roll(5)]),
            3 => Value::Uint([1 << 63, u64::MAX][self.roll(2)]),
            4 => Value::Float([0.1, -1.5e-9, 1e300, 5e-324, f64::MAX][self.roll(5)]),
            5..8 => Value::text(self.text()),
            8 => Value::List((0..self.roll(4)).map(|_| self.value(depth - 1)).collect()),
            _ => Value::Map((0..self.roll(4)).map(|_| (self.key(), self.value(depth - 1))).collect()),
        }
    }
}

#[test]
fn what_is_written_is_read_again() {
    let mut dice = Dice(11);
    for round in 0..3_000 {
        let document = dice.value(4);
        let yaml = write(&document);
        assert_eq!(read(&yaml).as_ref(), Ok(&document), "round {round}:\n{yaml}");
        assert_eq!(read_in_full(&yaml).as_ref(), Ok(&document), "round {round}, in full:\n{yaml}");
        let json = to_json(&document);
        assert_eq!(from_json(json.as_bytes()).as_ref(), Ok(&document), "round {round}: {json}");
        // JSON is YAML, but for characters that YAML does not have.
        let is_yaml = !json.contains(['\u{7f}', '\u{feff}']);
        assert!(!is_yaml || read(&json).as_ref() == Ok(&document), "round {round}, as YAML: {json}");
        // Writing is one form: what was read is written as it was.
        assert_eq!(write(&read(&yaml).unwrap()), yaml, "round {round}");
    }
}

#[test]
fn each_text_is_a_key_and_an_item() {
    for text in TEXTS.iter().map(|text| (*text).to_owned()).chain(CHARACTERS.map(String::from)) {
        let key = Text::from(if text == MERGE { "<" } else { text.as_str() });
        let map: Map = [(key, Value::text(&text))].into_iter().collect();
        for document in [Value::Map(map), Value::List(vec![Value::text(&text)]), Value::text(&text)] {
            let yaml = write(&document);
            assert_eq!(read(&yaml).as_ref(), Ok(&document), "{text:?}: {yaml}");
        }
    }
}

/// A mapping does what the standard library's does, below and above the size at which it searches otherwise.
#[test]
fn a_mapping_is_a_sorted_map() {
    let mut dice = Dice(3);
    for size in [3, 24, 25, 26, 60] {
        let (mut ours, mut model) = (Map::new(), BTreeMap::new());
        for _ in 0..1_500 {
            // Many keys of the same length and last letter.
            let key = format!("{}{}", ["k", "kk", "l"][dice.roll(3)], dice.roll(size));
            let value = Value::from(i64::try_from(dice.roll(9)).unwrap());
            match dice.roll(5) {
                0 => assert_eq!(ours.remove(&key), model.remove(&key), "{key}"),
                1 => {
                    *ours.entry(&key) = value.clone();
                    *model.entry(key.clone()).or_insert(Value::Null) = value;
                }
                2 if dice.roll(40) == 0 => {
                    ours.retain(|key, _| !key.ends_with('1'));
                    model.retain(|key, _| !key.ends_with('1'));
                }
                _ => assert_eq!(
                    ours.insert(key.as_str(), value.clone()),
                    model.insert(key.clone(), value),
                    "{key}"
                ),
            }
            assert_eq!(
                (ours.get(&key), ours.contains(&key)),
                (model.get(&key), model.contains_key(&key)),
                "{key}"
            );
            assert_eq!(ours.get_mut(&key).cloned(), model.get(&key).cloned(), "{key}");
        }
        assert!(ours.iter().eq(model.iter().map(|(key, value)| (key.as_str(), value))));
        assert_eq!(ours.nth(1), model.iter().nth(1).map(|(key, value)| (key.as_str(), value)));
        assert_eq!((ours.len(), ours.is_empty(), ours.nth(ours.len())), (model.len(), false, None));
    }
}
