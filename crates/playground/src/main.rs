//! One question of standard input, answered on standard output: compiled for WebAssembly, the engine of the playground's
//! page that is a file. It keeps nothing between questions, so that none can harm the next.

#![allow(clippy::disallowed_methods, reason = "this is a program, and its crate is pure")]

use std::io::{Read, Write};
use std::process::ExitCode;

/// A character may take six bytes in JSON.
const MOST: u64 = 8 << 20;

fn main() -> ExitCode {
    let mut question = String::new();
    let read = std::io::stdin().take(MOST).read_to_string(&mut question);
    let answer = match read.map_err(|e| e.to_string()).and_then(|_| answer(&question)) {
        Ok(answer) => answer,
        Err(cause) => {
            // Nobody reads the page's standard error: there it goes to the console.
            let _ = writeln!(std::io::stderr(), "error: {cause}");
            return ExitCode::FAILURE;
        }
    };
    match std::io::stdout().write_all(answer.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer(question: &str) -> Result<String, String> {
    playground::answer(question).map_err(|e| e.to_string())
}
