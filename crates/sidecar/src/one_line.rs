//! The words of others, fit for a log.

/// A text on one line, of at most so many characters; control characters are escaped.
pub(crate) fn one_line(text: &str, most: usize) -> String {
    let mut fit = String::new();
    for character in text.chars().take(most) {
        match character.is_control() {
            true => fit.extend(character.escape_default()),
            false => fit.push(character),
        }
    }
    fit
}
