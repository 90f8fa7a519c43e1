//! The fleet as a page: one file that asks nothing of any network, in which no text of an object is taken for anything but
//! text.

use sha2::{Digest, Sha256};

use crate::findings::workloads::Report;

const PAGE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/page.css");
const SCRIPT: &str = include_str!("page/page.js");

/// The page. A browser runs no script in it but ours, and takes no style but ours: its policy names them by their hashes.
pub fn html(report: &Report<'_>) -> String {
    let data = embedded(&serde_json::to_string(report).unwrap_or_default());
    let parts = [
        ("{STYLE_HASH}", hash(STYLE)),
        ("{SCRIPT_HASH}", hash(SCRIPT)),
        ("{STYLE}", STYLE.to_owned()),
        ("{SCRIPT}", SCRIPT.to_owned()),
        ("{DATA}", data),
    ];
    // From left to right: what is put in is not looked through again.
    let mut page = String::new();
    let mut rest = PAGE;
    while let Some((at, name, text)) =
        parts.iter().filter_map(|(name, text)| Some((rest.find(name)?, name, text))).min()
    {
        let (before, from) = rest.split_at(at);
        page.push_str(before);
        page.push_str(text);
        rest = from.strip_prefix(name).unwrap_or_default();
    }
    page + rest
}

/// JSON in which nothing ends or begins an element of HTML.
fn embedded(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// Source: Content Security Policy Level 3, hash-source.
fn hash(text: &str) -> String {
    format!("sha256-{}", golang::base64::encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_objects_stay_texts() {
        let hostile = "</script><script>x</script><!-- & \u{2028} {SCRIPT}";
        let json = embedded(&serde_json::to_string(hostile).unwrap());
        assert!(!json.contains(['<', '>', '&', '\u{2028}']), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), hostile);
    }

    #[test]
    fn the_page_asks_nothing_of_a_network() {
        let page = html(&Report::of(std::iter::empty()));
        assert!(page.contains(r#"{"workloads":[]}"#) && !page.contains("_HASH}"), "{page}");
        for asking in ["http:", "https:", "src=", "href=", "@import", "url(", "fetch("] {
            assert!(!page.contains(asking), "{asking}");
        }
    }
}
