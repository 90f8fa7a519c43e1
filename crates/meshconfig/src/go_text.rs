//! Texts and numbers as Go's `strconv` quotes and reads them, with its error texts.

/// A text quoted as `strconv.Quote` does.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{b}' => out.push_str("\\v"),
            ' '..='\u{7e}' => out.push(c),
            '\0'..='\u{7f}' => out.push_str(&format!("\\x{:02x}", u32::from(c))),
            c if is_print(c) => out.push(c),
            '\u{80}'..='\u{ffff}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push_str(&format!("\\U{:08x}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

/// Whether Go takes a character beyond ASCII for printable.
fn is_print(c: char) -> bool {
    // Rust escapes what is not printable, and marks that have nothing to stand on: these it keeps after a letter.
    let mut escaped = ['a', c].into_iter().collect::<String>();
    escaped = escaped.escape_debug().skip(1).collect();
    !escaped.starts_with('\\')
}

/// Reads a decimal number of `bits` bits, as `strconv.ParseUint(text, 10, bits)`.
pub(crate) fn parse_uint(text: &str, bits: u32) -> Result<u64, String> {
    let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let fits = |n: &u64| bits >= 64 || *n < 1 << bits;
    match (is_number, text.parse::<u64>().ok().filter(fits)) {
        (false, _) => Err(format!("strconv.ParseUint: parsing {}: invalid syntax", quoted(text))),
        (true, None) => Err(format!("strconv.ParseUint: parsing {}: value out of range", quoted(text))),
        (true, Some(number)) => Ok(number),
    }
}

/// Reads a decimal number with an optional sign of `bits` bits, as `strconv.ParseInt(text, 10, bits)`; `function` is
/// the name in the error.
pub(crate) fn parse_int(text: &str, bits: u32, function: &str) -> Result<i64, String> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let half = 1_i128 << (bits.clamp(1, 64) - 1);
    let fits = |n: &i128| (-half..half).contains(n);
    match (is_number, text.parse::<i128>().ok().filter(fits).and_then(|n| i64::try_from(n).ok())) {
        (false, _) => Err(format!("strconv.{function}: parsing {}: invalid syntax", quoted(text))),
        (true, None) => Err(format!("strconv.{function}: parsing {}: value out of range", quoted(text))),
        (true, Some(number)) => Ok(number),
    }
}

/// Reads a truth value as `strconv.ParseBool`.
pub(crate) fn parse_bool(text: &str) -> Result<bool, String> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Ok(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Ok(false),
        _ => Err(format!("strconv.ParseBool: parsing {}: invalid syntax", quoted(text))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_as_go_does() {
        for (text, quote) in [
            ("a\"b\\", r#""a\"b\\""#),
            ("\0\u{7}\n\u{7f}", r#""\x00\a\n\x7f""#),
            ("é\u{301}\u{200b}\u{2028}\u{a0}", "\"é\u{301}\\u200b\\u2028\\u00a0\""),
            ("\u{e0001}😀", "\"\\U000e0001😀\""),
        ] {
            assert_eq!(quoted(text), quote);
        }
    }

    #[test]
    fn numbers_are_read_as_go_does() {
        for (text, bits, wanted) in [
            ("0", 16, Ok(0)),
            ("065535", 16, Ok(65535)),
            ("65536", 16, Err(r#"strconv.ParseUint: parsing "65536": value out of range"#)),
            ("+1", 16, Err(r#"strconv.ParseUint: parsing "+1": invalid syntax"#)),
            ("", 32, Err(r#"strconv.ParseUint: parsing "": invalid syntax"#)),
            ("1_0", 32, Err(r#"strconv.ParseUint: parsing "1_0": invalid syntax"#)),
            (
                "99999999999999999999999999",
                64,
                Err(r#"strconv.ParseUint: parsing "99999999999999999999999999": value out of range"#),
            ),
        ] {
            assert_eq!(parse_uint(text, bits), wanted.map_err(str::to_owned), "{text}");
        }
        for (text, wanted) in [
            ("-32768", Ok(-32768)),
            ("+5", Ok(5)),
            ("40000", Err(r#"strconv.ParseInt: parsing "40000": value out of range"#)),
            ("-", Err(r#"strconv.ParseInt: parsing "-": invalid syntax"#)),
        ] {
            assert_eq!(parse_int(text, 16, "ParseInt"), wanted.map_err(str::to_owned), "{text}");
        }
    }
}
