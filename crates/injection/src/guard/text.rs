//! What a text may hold, wherever a template puts it.

/// How many characters of a value a message repeats.
const SHOWN: usize = 80;

/// Whether YAML, a log or a terminal takes a character for more than a character: control characters, and what breaks
/// lines or marks the byte order.
pub fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Why a text is not one line of visible characters.
pub fn line(text: &str) -> Result<(), String> {
    match text.chars().find(|c| is_control(*c)) {
        None => Ok(()),
        Some(c) => {
            Err(format!("it must be one line without control characters, but holds U+{:04X}", u32::from(c)))
        }
    }
}

/// Why a text between double quotes of YAML would not stay there: it must be one line, with every quote and backslash
/// escaped, as `\"` and `\\` are.
pub(crate) fn quotable(text: &str) -> Result<(), String> {
    line(text)?;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return Err(r#"a quote must be escaped, as in \""#.to_owned()),
            '\\' if chars.next().is_none() => {
                return Err("a backslash at the end escapes what follows".to_owned());
            }
            _ => {}
        }
    }
    Ok(())
}

/// Why a text is not a word: letters, digits and characters that YAML reads as themselves wherever they stand, or
/// variables such as `${NAME}` and `$(NAME)`.
pub fn word(text: &str) -> Result<(), String> {
    let plain = |b: u8| {
        b.is_ascii_alphanumeric()
            || matches!(b, b'.' | b'_' | b'-' | b':' | b'/' | b'@' | b'+' | b'~' | b'=' | b'$')
    };
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| !plain(b)) {
        line(text)?;
        rest = variable(rest, at).ok_or_else(|| {
            let found = rest.get(at..).and_then(|r| r.chars().next()).unwrap_or_default();
            format!("{found:?} is not allowed in it")
        })?;
    }
    let misread = text.ends_with(':') || text == "-" || text.starts_with(['@', '=']) || text == "~";
    if misread { Err("it is not a name".to_owned()) } else { Ok(()) }
}

/// What follows a variable whose opening bracket is at `at`; `None` if there is no variable.
fn variable(text: &str, at: usize) -> Option<&str> {
    let (before, after) = text.split_at_checked(at)?;
    let close = match after.chars().next()? {
        '{' => '}',
        '(' => ')',
        _ => return None,
    };
    let (name, rest) = after.get(1..)?.split_once(close)?;
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (before.ends_with('$') && is_name).then_some(rest)
}

/// A value as messages show it: quoted, what would steer a terminal escaped, cut.
pub fn shown(value: &str) -> String {
    let cut: String = value.chars().take(SHOWN).collect();
    let more = if cut.len() < value.len() { "…" } else { "" };
    format!("{cut:?}{more}")
}

/// A name as messages show it: what would steer a terminal escaped, cut.
pub fn escaped(name: &str) -> String {
    name.chars().take(SHOWN * 4).flat_map(char::escape_debug).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_themselves() {
        for good in ["", "a", "web-1.x_y", "docker.io/a/b:1@sha256:ab", "${APP}-v1", "$(NS)", "a+b", "1"] {
            assert_eq!(word(good), Ok(()), "{good}");
        }
        for bad in [
            "a b",
            "a: b",
            "a:",
            "a #",
            "{a",
            "a}",
            "x}, privileged: true",
            "[a]",
            "*a",
            "&a",
            "!a",
            "|",
            ">",
            "a,b",
            "'a",
            "a\"",
            "a\\",
            "a\nb",
            "a\u{85}b",
            "a\u{2028}b",
            "\u{feff}a",
            "a\u{7f}",
            "é",
            "`a",
            "%a",
            "@a",
            "-",
            "${a",
            "{A}",
            "$(a b)",
            "#a",
            "?",
        ] {
            assert!(word(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn quotable_texts_stay_between_quotes() {
        for (text, good) in [
            ("", true),
            ("a b: {c} # d 'e'", true),
            (r#"{\"a\":1}"#, true),
            (r"\\", true),
            (r#"a"b"#, false),
            (r"a\", false),
            (r"a\\\", false),
            ("a\tb", false),
            ("a\u{85}b", false),
        ] {
            assert_eq!(quotable(text).is_ok(), good, "{text}");
        }
    }

    #[test]
    fn messages_show_values_harmlessly() {
        assert_eq!(shown("a\u{1b}[2J\n"), r#""a\u{1b}[2J\n""#);
        assert_eq!(shown(&"x".repeat(1000)).chars().count(), SHOWN + 3);
    }
}
