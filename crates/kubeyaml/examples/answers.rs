//! Answers a JSON list of inputs, one line each, in the form of the Go program in `tests/oracle`, so that the two can be
//! compared: `answers read` takes YAML texts, `answers write` takes values.

#![allow(clippy::disallowed_methods, reason = "a program")]

use std::io::{Read, Write};

use kubeyaml::{Value, from_json, json_quoted, read, to_json, write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mode = std::env::args().nth(1).unwrap_or_default();
    let mut input = Vec::new();
    std::io::stdin().read_to_end(&mut input)?;
    let rows = from_json(&input)?;
    let mut out = String::new();
    for row in rows.as_list().unwrap_or_default() {
        let answer = match (mode.as_str(), row) {
            ("read", Value::String(text)) => match read(text) {
                Ok(value) => format!("J{}", to_json(&value)),
                Err(fault) => format!("E{fault}"),
            },
            _ => format!("Y{}", write(row)),
        };
        json_quoted(&mut out, &answer);
        out.push('\n');
    }
    std::io::stdout().write_all(out.as_bytes())?;
    Ok(())
}
