//! How fast a file is read and written: `throughput FILE`.

#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a program that measures"
)]

use std::hint::black_box;
use std::time::Instant;

use kubeyaml::{from_json, read, to_json, write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let text = std::fs::read_to_string(path)?;
    let value = read(&text)?;
    let json = to_json(&value);
    let yaml = write(&value);
    measure("read", text.len(), || drop(black_box(read(&text))));
    measure("write", yaml.len(), || drop(black_box(write(&value))));
    measure("from_json", json.len(), || drop(black_box(from_json(json.as_bytes()))));
    measure("to_json", json.len(), || drop(black_box(to_json(&value))));
    measure("clone", yaml.len(), || drop(black_box(value.clone())));
    Ok(())
}

fn measure(what: &str, bytes: usize, mut run: impl FnMut()) {
    let rounds = (20_000_000 / bytes.max(1)).max(3);
    (0..rounds / 4).for_each(|_| run());
    let start = Instant::now();
    (0..rounds).for_each(|_| run());
    let each = start.elapsed() / u32::try_from(rounds).unwrap_or(u32::MAX);
    println!("{what:10} {each:>10.1?}  {:>7.1} MB/s", bytes as f64 / 1e6 / each.as_secs_f64());
}
