//! The fleet as a page: one file that asks nothing of any network, in which no text of an object is taken for anything but
//! text.

use playground::html::{embedded, filled, hash};

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
    filled(PAGE, &parts)
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
