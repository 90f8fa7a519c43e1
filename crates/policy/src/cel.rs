//! Writing CEL.

/// A text as a literal between single quotes.
///
/// Source: the specification of CEL, string and bytes values.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\'' => out.push_str("\\'"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// A list of texts.
pub fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    format!("[{}]", texts.into_iter().map(quoted).collect::<Vec<_>>().join(", "))
}

/// A key as part of the path of a JSON patch.
///
/// Source: RFC 6901, section 3.
pub fn escaped_key(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The annotations of the object of a request; never absent.
pub const ANNOTATIONS: &str = "object.metadata.?annotations.orValue({})";
/// Its labels.
pub const LABELS: &str = "object.metadata.?labels.orValue({})";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_cannot_leave_their_quotes() {
        for (text, want) in [
            ("a", "'a'"),
            ("it's", r"'it\'s'"),
            ("a\\", r"'a\\'"),
            ("a\nb\u{7}", r"'a\nb\u0007'"),
            ("${x}", "'${x}'"),
        ] {
            assert_eq!(quoted(text), want);
        }
        assert_eq!(escaped_key("a/b~c"), "a~1b~0c");
    }
}
