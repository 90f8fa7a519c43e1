//! What Go answers, row by row. `oracle/main.go` asks and writes the answers.

#![allow(missing_docs, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use std::fmt::Debug;

use golang::float::{self, Size};
use golang::number::{self, NumFault};
use golang::quote::{self, Shown};
use golang::time::{self, Moment, Zone, calendar};
use golang::{base64, duration, json};
use serde_json::Value as Json;

/// Holds our answers to each row of a table against Go's.
fn table<A: PartialEq + Debug>(name: &str, ours_and_go_s: impl Fn(&[Json]) -> (A, A)) {
    let tables: Json = serde_json::from_str(include_str!("oracle/answers.json")).expect("it is JSON");
    let rows = tables[name].as_array().expect("a table");
    assert!(rows.len() >= 10, "the table {name} is there");
    let mut failures = Vec::new();
    for row in rows {
        let row = row.as_array().expect("a row");
        let (ours, go_s) = ours_and_go_s(row);
        if ours != go_s {
            failures.push(format!("{row:?}\n  want {go_s:?}\n  got  {ours:?}"));
        }
    }
    assert!(failures.is_empty(), "{name}: {} of {}:\n{}", failures.len(), rows.len(), failures.join("\n"));
}

fn text(json: &Json) -> &str {
    json.as_str().expect("a text")
}

fn integer<N: TryFrom<i64, Error: Debug>>(json: &Json) -> N {
    json.as_i64().expect("an integer").try_into().expect("in range")
}

fn bytes(hex: &Json) -> Vec<u8> {
    let digit = |b: u8| u8::try_from(char::from(b).to_digit(16).expect("hexadecimal")).expect("a digit");
    text(hex).as_bytes().chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn float_of(bits: &Json) -> f64 {
    f64::from_bits(u64::from_str_radix(text(bits), 16).expect("hexadecimal"))
}

fn size_of(bits: &Json) -> Size {
    if *bits == 32 { Size::Bits32 } else { Size::Bits64 }
}

/// The value as text and no error, or nothing with the error.
fn outcome(result: Result<String, String>) -> (String, String) {
    result.map_or_else(|error| (String::new(), error), |value| (value, String::new()))
}

/// The same of Go, which gives a value with its error, too.
fn go_s(value: &Json, error: &Json) -> (String, String) {
    let value =
        if text(error).is_empty() { value.to_string().trim_matches('"').to_owned() } else { String::new() };
    (value, text(error).to_owned())
}

fn number<N: ToString>(result: Result<N, NumFault>, function: &'static str, text: &str) -> (String, String) {
    outcome(result.map(|n| n.to_string()).map_err(|fault| fault.of(function, text).to_string()))
}

#[test]
fn texts_are_quoted() {
    table("quote", |row| {
        let written = |shown| quote::quoted(&bytes(&row[0]), '"', shown);
        (
            [written(Shown::Printable), written(Shown::Ascii)],
            [text(&row[1]).to_owned(), text(&row[2]).to_owned()],
        )
    });
    table("time_quote", |row| (time::quoted(text(&row[0])), text(&row[1]).to_owned()));
    table("backquote", |row| (Some(quote::can_backquote(text(&row[0]))), row[1].as_bool()));
}

#[test]
fn literals_are_unquoted() {
    table("unquote", |row| {
        let want = (row[2] == true).then(|| text(&row[1]).to_owned());
        (quote::unquote(text(&row[0])), want)
    });
}

#[test]
fn truth_values_and_integers_are_read() {
    table("bool", |row| {
        (
            number(number::parse_bool(text(&row[0])).ok_or(NumFault::Syntax), "ParseBool", text(&row[0])),
            go_s(&row[1], &row[2]),
        )
    });
    table("int", |row| {
        let value = number::parse_int(text(&row[0]), integer(&row[1]), integer(&row[2]));
        (number(value, "ParseInt", text(&row[0])), go_s(&row[3], &row[4]))
    });
    table("uint", |row| {
        let value = number::parse_uint(text(&row[0]), integer(&row[1]), integer(&row[2]));
        (number(value, "ParseUint", text(&row[0])), go_s(&row[3], &row[4]))
    });
}

#[test]
fn floats_are_read() {
    table("float_parse", |row| {
        let size = size_of(&row[1]);
        let value = float::parse(text(&row[0]), size).map(|f| match size {
            _ if f.is_nan() => "nan".to_owned(),
            Size::Bits32 => format!("{:x}", (f as f32).to_bits()),
            Size::Bits64 => format!("{:x}", f.to_bits()),
        });
        (number(value, "ParseFloat", text(&row[0])), go_s(&row[2], &row[3]))
    });
}

#[test]
fn floats_are_written() {
    table("float_format", |row| {
        let (value, size) = (float_of(&row[0]), size_of(&row[3]));
        let verb = text(&row[1]).chars().next().expect("a verb");
        let precision = usize::try_from(integer::<i64>(&row[2])).ok();
        let written = float::format(value, verb, precision, size);
        if verb == 'g' && precision.is_none() {
            let mut general = String::new();
            float::push_general(&mut general, value, size);
            assert_eq!(general, written);
        }
        (written, text(&row[4]).to_owned())
    });
    table("float_json", |row| {
        let mut out = String::new();
        float::push_json(&mut out, float_of(&row[0]), size_of(&row[1]));
        (out, text(&row[2]).to_owned())
    });
}

#[test]
fn durations_are_read_and_written() {
    table("duration_parse", |row| {
        let ours = duration::parse(text(&row[0])).map(|n| n.to_string()).map_err(|e| e.to_string());
        (outcome(ours), go_s(&row[1], &row[2]))
    });
    table("duration_format", |row| {
        let nanoseconds = text(&row[0]).parse().expect("a number");
        let written = duration::text(nanoseconds);
        assert_eq!(duration::parse(&written), Ok(nanoseconds));
        (written, text(&row[1]).to_owned())
    });
}

#[test]
fn days_are_dates() {
    table("calendar", |row| {
        let days: i64 = integer(&row[0]);
        let (year, month, day) = calendar::civil_from_days(days);
        assert_eq!(calendar::days_from_civil(year, month, day), days);
        let civil = Moment::utc(days * 86400, 0).civil();
        let last = calendar::days_in(month, year);
        let want: Vec<i64> = row.iter().skip(1).map(integer).collect();
        (vec![year, month, day, civil.year_day, civil.weekday, last], want)
    });
}

#[test]
fn times_are_read_and_written() {
    table("time_parse", |row| {
        let ours = time::parse(text(&row[0]), text(&row[1])).map_err(|e| e.to_string());
        let ours = ours.map(|m| (m.seconds, m.nanos, m.zone.name.to_string(), m.zone.offset));
        let want = (
            text(&row[2]).parse().expect("a number"),
            integer(&row[3]),
            text(&row[4]).to_owned(),
            integer(&row[5]),
        );
        (ours, if text(&row[6]).is_empty() { Ok(want) } else { Err(text(&row[6]).to_owned()) })
    });
    table("time_format", |row| {
        let zone = Zone::fixed(text(&row[3]), integer(&row[4]));
        let moment =
            Moment { seconds: text(&row[1]).parse().expect("a number"), nanos: integer(&row[2]), zone };
        (time::format(&moment, text(&row[0])), text(&row[5]).to_owned())
    });
}

#[test]
fn base64_is_read_and_written() {
    table("base64", |row| {
        let ours = base64::decode(text(&row[0])).map(|b| hex(&b)).map_err(|e| e.to_string());
        if let Ok(bytes) = base64::decode(text(&row[0])) {
            assert_eq!(base64::decode(base64::encode(&bytes)), Ok(bytes));
        }
        (outcome(ours), go_s(&row[1], &row[2]))
    });
}

#[test]
fn strings_of_json_are_written() {
    table("json_quote", |row| {
        let written = |escape| {
            let mut out = String::new();
            json::push_quoted(&mut out, text(&row[0]), escape);
            out
        };
        let ours = [written(json::Escape::Html), written(json::Escape::Least)];
        (ours, [text(&row[1]).to_owned(), text(&row[2]).to_owned()])
    });
}

/// Makes `serde_json`'s values; numbers as Go has them.
#[derive(Default)]
struct Values {
    open: Vec<Json>,
    keys: Vec<Option<String>>,
    done: Json,
}

impl Values {
    fn put(&mut self, value: Json) {
        match (self.open.last_mut(), self.keys.last_mut()) {
            (Some(Json::Array(items)), _) => items.push(value),
            (Some(Json::Object(entries)), Some(key)) => {
                entries.insert(key.take().expect("a key"), value);
            }
            _ => self.done = value,
        }
    }
}

fn decoded(literal: json::Literal<'_>) -> String {
    let mut out = String::new();
    literal.push_to(&mut out);
    assert!(out.len() <= literal.most());
    assert!(literal.plain().is_none_or(|plain| plain == out));
    out
}

impl json::Build for Values {
    type Fault = json::SyntaxError;

    fn null(&mut self) -> Result<(), json::SyntaxError> {
        self.put(Json::Null);
        Ok(())
    }

    fn bool(&mut self, value: bool) -> Result<(), json::SyntaxError> {
        self.put(value.into());
        Ok(())
    }

    fn number(&mut self, number: json::Number<'_>) -> Result<(), json::SyntaxError> {
        let value = float::parse(number.text, Size::Bits64).map_err(|_| json::SyntaxError {
            message: format!("json: cannot unmarshal number {} into Go value of type float64", number.text),
            at: number.end,
        })?;
        self.put(value.into());
        Ok(())
    }

    fn string(&mut self, literal: json::Literal<'_>) -> Result<(), json::SyntaxError> {
        self.put(decoded(literal).into());
        Ok(())
    }

    fn begin(&mut self, container: json::Container) -> Result<(), json::SyntaxError> {
        self.open.push(match container {
            json::Container::Array => Json::Array(Vec::new()),
            json::Container::Object => Json::Object(serde_json::Map::new()),
        });
        self.keys.push(None);
        Ok(())
    }

    fn key(&mut self, key: json::Literal<'_>) -> Result<(), json::SyntaxError> {
        *self.keys.last_mut().expect("an object") = Some(decoded(key));
        Ok(())
    }

    fn end(&mut self) {
        let value = self.open.pop().expect("it began");
        self.keys.pop();
        self.put(value);
    }
}

fn read(bytes: &[u8], depth: usize) -> Result<Json, String> {
    let mut values = Values::default();
    json::read(bytes, depth, &mut values).map(|()| values.done).map_err(|e| e.message)
}

/// Whole numbers are floats, too.
fn as_floats(json: Json) -> Json {
    match json {
        Json::Number(n) => n.as_f64().into(),
        Json::Array(items) => items.into_iter().map(as_floats).collect(),
        Json::Object(entries) => entries.into_iter().map(|(k, v)| (k, as_floats(v))).collect(),
        other => other,
    }
}

#[test]
fn json_is_read() {
    table("json", |row| {
        let want = match text(&row[2]) {
            "" => Ok(as_floats(serde_json::from_str(text(&row[1])).expect("JSON"))),
            error => Err(error.to_owned()),
        };
        (read(&bytes(&row[0]), 100), want)
    });
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read(nested(100).as_bytes(), 100).is_ok());
    assert_eq!(read(nested(101).as_bytes(), 100), Err("exceeded max depth".to_owned()));
    assert_eq!(read("{\"a\":".repeat(100_000).as_bytes(), 100), Err("exceeded max depth".to_owned()));
}

#[test]
fn floats_that_are_written_are_read_again() {
    // A small generator: the same numbers each time.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..4_000 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let value = f64::from_bits(state);
        if !value.is_finite() {
            continue;
        }
        for verb in ['e', 'f', 'g', 'x'] {
            let written = float::format(value, verb, None, Size::Bits64);
            assert_eq!(
                float::parse(&written, Size::Bits64).map(f64::to_bits),
                Ok(value.to_bits()),
                "{written}"
            );
            let narrow = f64::from(value as f32);
            if narrow.is_finite() {
                let written = float::format(narrow, verb, None, Size::Bits32);
                assert_eq!(float::parse(&written, Size::Bits32), Ok(narrow), "{written}");
            }
        }
        let integer = state.cast_signed() >> (state % 64);
        assert_eq!(number::parse_int(&integer.to_string(), 10, 64), Ok(integer));
        assert_eq!(
            number::parse_int(&format!("{:#x}", integer.unsigned_abs() >> 1), 0, 64),
            Ok((integer.unsigned_abs() >> 1).cast_signed())
        );
    }
}
