//! Words of the commands that remedies are. Names are what API servers allow, and in a file whatever somebody wrote there:
//! a remedy that is pasted into a shell does what it says, and nothing that a name says.

/// A text as one word of a shell, quoted where it has to be. It is not taken for a flag either; control characters, which
/// a terminal would obey, are shown as U+FFFD and match nothing.
pub fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._/=:@%+,-".contains(c);
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(is_plain) {
        return text.to_owned();
    }
    quoted(text)
}

/// A text between single quotes, in which a shell reads nothing but the next one.
pub fn quoted(text: &str) -> String {
    let tame = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    let text: String = text.chars().map(tame).collect();
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_one_word_and_no_command() {
        for (text, want) in [
            ("shop", "shop"),
            ("a.b/c", "a.b/c"),
            ("istio.io/rev=1-30", "istio.io/rev=1-30"),
            ("a b", "'a b'"),
            ("$(reboot)", "'$(reboot)'"),
            ("`reboot`", "'`reboot`'"),
            ("a;reboot", "'a;reboot'"),
            ("a\nreboot", "'a\u{fffd}reboot'"),
            ("~", "'~'"),
            ("it's", r"'it'\''s'"),
            ("-rf", "'-rf'"),
            ("", "''"),
        ] {
            assert_eq!(word(text), want);
        }
    }
}
