//! What is said to people: parts of the input, and of what other programs say, cannot steer a terminal.

use std::fmt::Display;
use std::io::{self, Write as _};

/// Texts longer than this are cut: a value of the input may be part of them.
const LONGEST: usize = 4096;

/// Says something on standard error as one piece, so that what others write does not come between.
pub fn say(text: impl Display) {
    let mut text = shown(&text.to_string());
    text.push('\n');
    eprint!("{text}");
}

/// Puts a text on standard output, without what would steer a terminal. Whoever stops reading early has read enough.
///
/// # Errors
/// The text cannot be written.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(plain(text).as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}

/// A text that nobody has to read to its end.
#[must_use]
pub fn shown(text: &str) -> String {
    let mut out = plain(&text.chars().take(LONGEST).collect::<String>());
    let more = text.chars().skip(LONGEST).count();
    if more > 0 {
        out.push_str(&format!("… ({more} characters more)"));
    }
    out
}

/// A text without characters that steer: those that control, and those that turn the direction of others.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect()
}

fn steers(c: char) -> bool {
    let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && !matches!(c, '\n' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_short_and_cannot_steer_a_terminal() {
        for (text, want) in [
            ("plain: ü\n\tnext", "plain: ü\n\tnext".to_owned()),
            ("\u{1b}[31mred\r\u{9b}", "\u{fffd}[31mred\u{fffd}\u{fffd}".to_owned()),
            ("a\u{202e}b", "a\u{fffd}b".to_owned()),
            (&"x".repeat(5000), format!("{}… (904 characters more)", "x".repeat(4096))),
        ] {
            assert_eq!(shown(text), want);
        }
    }
}
