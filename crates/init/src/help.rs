//! How the program of the init container is used: made from the table of flags.

use std::fmt::Write as _;

use capture::flags::{Flag, Group, Kind, Row};

/// The narrowest terminal in which no line breaks.
const COLUMNS: usize = 80;
/// Help texts stand this far from the left.
const INDENT: usize = 10;

const HEAD: &str = "\
Sends a pod's traffic to its proxy: rules of iptables or nftables

Usage: outrigger-init [OPTIONS] [COMMAND]

Commands:
  clean  Take the rules away, as the scripts of Istio 1.0 did on this word
  help   Print this message

Options:
  -h, --help     Print help
  -V, --version  Print version
";

const TAIL: &str = "
Examples:
  # What an init container does, printed and not done
  outrigger-init -p 15001 -z 15006 -u 1337 -m REDIRECT -i '*' -b '*' \\
    -d 15090,15021 --dry-run

  # Take the rules of a pod's network namespace away
  outrigger-init clean --network-namespace /proc/4711/ns/net

Which rule takes a packet, and whether the rules that are there are those that
were asked for, is for `outrigger iptables trace` and `verify`.

Exit status: 0 done, 1 an error, 126 the validation failed.
";

/// The text, in lines of at most 80 columns.
#[must_use]
pub fn text() -> String {
    let mut out = HEAD.to_owned();
    for (heading, group) in [("What is captured", Group::Captured), ("How it is applied", Group::Applied)] {
        // Writing to a `String` cannot fail.
        _ = writeln!(out, "\n{heading}:");
        let rows = Flag::ALL.map(Flag::row).into_iter();
        rows.filter(|row| row.group == group && !row.long.is_empty()).for_each(|row| entry(&mut out, &row));
    }
    out + TAIL
}

fn entry(out: &mut String, row: &Row) {
    let Row { long, short, value_name, kind, help, .. } = row;
    let short = short.map_or_else(|| "    ".to_owned(), |letter| format!("-{letter}, "));
    let value = match kind {
        Kind::Truth | Kind::TextOr(_) => format!("[=<{value_name}>]"),
        Kind::Text | Kind::TextOrEmpty | Kind::Port | Kind::Duration => format!(" <{value_name}>"),
    };
    _ = writeln!(out, "  {short}--{long}{value}");
    let mut line = String::new();
    for word in help.split(' ') {
        let columns = INDENT + line.chars().count() + word.chars().count();
        if !line.is_empty() && columns >= COLUMNS {
            _ = writeln!(out, "{:INDENT$}{line}", "");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    _ = writeln!(out, "{:INDENT$}{line}", "");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::Line;

    #[test]
    fn every_flag_is_explained_within_80_columns() {
        let text = text();
        for line in text.lines() {
            assert!(line.chars().count() <= COLUMNS && !line.ends_with(' '), "{line}");
        }
        for row in Flag::ALL.map(Flag::row) {
            let is_listed = text.contains(&format!("--{}", row.long)) && !row.long.is_empty();
            assert_eq!(is_listed, row.group != Group::Ignored && !row.long.is_empty(), "{}", row.long);
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(!is_listed || words.contains(row.help), "{}", row.help);
        }
        let expected =
            "  -p, --envoy-port <PORT>\n          Port of the proxy for outbound traffic [default: 15001]\n";
        assert!(text.contains(expected), "{text}");
        assert!(
            text.contains("  -n, --dry-run[=<BOOL>]\n") && text.contains("      --ipv6 <auto|true|false>\n")
        );
    }

    #[test]
    fn the_examples_work_as_they_stand() {
        let calls = TAIL.replace("\\\n", " ");
        let calls: Vec<&str> =
            calls.lines().filter_map(|line| line.strip_prefix("  outrigger-init ")).collect();
        assert_eq!(calls.len(), 2);
        for call in calls {
            let words: Vec<&str> = call.split_whitespace().map(|word| word.trim_matches('\'')).collect();
            assert!(matches!(Line::read(&words), Ok(Line::Run { .. })), "{call}");
        }
    }
}
