//! What every `--help` keeps: examples that can be typed as they stand.

use clap::{Command, CommandFactory, Parser};

use super::Arguments;

/// The narrowest terminal in which no example breaks.
const COLUMNS: usize = 80;

#[test]
fn every_command_has_examples_that_fit_and_work() {
    let mut faults = Vec::new();
    check(&Arguments::command(), "outrigger", &mut faults);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn check(command: &Command, name: &str, faults: &mut Vec<String>) {
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        let name = format!("{name} {}", below.get_name());
        check(below, &name, faults);
    }
    let help = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    let lines = example_lines(&help);
    // What only holds other commands is explained by them.
    if lines.is_empty() && command.get_subcommands().next().is_none() {
        faults.push(format!("{name}: no examples"));
    }
    for line in lines.iter().filter(|l| l.chars().count() > COLUMNS) {
        faults.push(format!("{name}: breaks at {COLUMNS} columns: {line}"));
    }
    let mut prose = help.lines().zip(help.lines().skip(1));
    if let Some((line, _)) = prose.find(|(line, next)| breaks_a_sentence(line, next)) {
        faults.push(format!(
            "{name}: a line ends within a sentence, wherever the terminal's lines end: {line}"
        ));
    }
    for example in commands(&lines) {
        if let Err(error) = Arguments::try_parse_from(&example) {
            faults.push(format!("{name}: {}: {error}", example.join(" ")));
        }
    }
}

fn breaks_a_sentence(line: &str, next: &str) -> bool {
    let is_prose = |line: &str| !line.is_empty() && !line.starts_with(' ');
    is_prose(line) && is_prose(next) && !line.ends_with(['.', ':'])
}

/// The lines of commands below `Examples:`, up to the next paragraph that is not indented.
fn example_lines(help: &str) -> Vec<&str> {
    let examples = help.lines().skip_while(|l| *l != "Examples:").skip(1);
    let indented = examples.take_while(|l| l.is_empty() || l.starts_with("  "));
    indented.filter(|l| !l.is_empty() && !l.trim_start().starts_with('#')).collect()
}

/// The words of each call of outrigger in these lines.
fn commands(lines: &[&str]) -> Vec<Vec<String>> {
    let text = lines.join("\n").replace("\\\n", " ");
    let parts = text.lines().flat_map(|line| line.split(" | "));
    let calls = parts.map(str::trim).filter(|part| part.starts_with("outrigger "));
    calls.map(words).collect()
}

/// As a shell splits them, as far as examples need it.
fn words(call: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in call.split_whitespace() {
        match word {
            "#" | "<" | ">" => break,
            word => words.push(word.trim_matches(['\'', '"']).to_owned()),
        }
    }
    words
}
