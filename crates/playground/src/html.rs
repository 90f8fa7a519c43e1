//! Pages that are one file: their parts put in, data as text that stays text, and hashes for their policy.

use golang::base64;
use sha2::{Digest, Sha256};

/// A page with its parts put in: each name in it is replaced by its text.
pub fn filled(page: &str, parts: &[(&str, String)]) -> String {
    // From left to right: what is put in is not looked through again.
    let mut out = String::new();
    let mut rest = page;
    while let Some((at, name, text)) =
        parts.iter().filter_map(|(name, text)| Some((rest.find(name)?, name, text))).min()
    {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        out.push_str(text);
        rest = from.strip_prefix(name).unwrap_or_default();
    }
    out + rest
}

/// JSON in which nothing ends or begins an element of HTML.
pub fn embedded(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// What a policy calls a script or style by.
///
/// Source: Content Security Policy Level 3, hash-source.
pub fn hash(text: &str) -> String {
    format!("sha256-{}", base64::encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_ends_no_element() {
        let hostile = "</script><script>x</script><!-- & \u{2028} {SCRIPT}";
        let json = embedded(&serde_json::to_string(hostile).unwrap());
        assert!(!json.contains(['<', '>', '&', '\u{2028}']), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), hostile);
    }
}
