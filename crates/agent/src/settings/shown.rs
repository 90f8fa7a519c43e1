//! Values of others in our messages.

/// As much of a value as anybody reads, without what steers a terminal.
pub(crate) fn shortened(value: &str) -> String {
    let mut text: String =
        value.chars().take(60).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if value.chars().nth(60).is_some() {
        text.push('…');
    }
    text
}
