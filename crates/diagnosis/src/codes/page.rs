//! What is known of a code, as text.

use super::AREAS;
use crate::finding::Code;

/// Columns of a page on a terminal.
const WIDTH: usize = 100;

/// Where Istio explains its codes.
pub const DOCUMENTATION: &str = "https://istio.io/v1.30/docs/reference/config/analysis";

/// The page of a code for a terminal, with a line feed at its end.
pub fn page(code: &Code) -> String {
    let mut out = format!("{} ({}): {}\n\n{}", code.id, code.level, code.title, wrapped(code.meaning));
    out.push_str("\nExample:\n");
    for line in code.example.lines() {
        out.push_str(format!("  {line}").trim_end());
        out.push('\n');
    }
    out.push('\n');
    out.push_str(&wrapped(&format!("Remedy: {}", code.remedy)));
    if let Some(link) = link(code) {
        out.push_str(&format!("\nIstio's page: {link}\n"));
    }
    out
}

/// All pages as one Markdown document.
pub fn document() -> String {
    let mut out = String::from(
        "<!-- nothing here is run: each block is an example of what a finding is about -->\n\n\
         # Codes of findings\n\n\
         What each code means that a diagnosis of outrigger gives. `outrigger explain CODE` shows the same.\n\
         This file is generated from `crates/diagnosis/src/codes`.\n",
    );
    for (area, codes) in AREAS {
        out.push_str(&format!("\n## {area}\n"));
        for code in *codes {
            out.push_str(&section(code));
        }
    }
    out
}

fn section(code: &Code) -> String {
    let Code { id, level, title, meaning, example, remedy } = code;
    let link = link(code).map(|link| format!("\n[Istio's page]({link})\n")).unwrap_or_default();
    format!(
        "\n### {id}\n\n**{level}**: {title}.\n\n{meaning}\n\n```text\n{example}\n```\n\nRemedy: {remedy}.\n{link}"
    )
}

fn link(code: &Code) -> Option<String> {
    code.is_istios().then(|| format!("{DOCUMENTATION}/{}/", code.id.to_lowercase()))
}

/// A text of one paragraph in lines of at most [`WIDTH`] columns.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > WIDTH {
            out.push('\n');
            column = 0;
        }
        if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::super::{all, istio, pods};
    use super::*;

    #[test]
    fn a_page_says_meaning_example_and_remedy() {
        let page = page(&pods::MISSED);
        assert!(page.starts_with("missed (Warning): "), "{page}");
        assert!(page.contains("\nExample:\n  ") && page.contains("\nRemedy: "), "{page}");
        assert!(!page.contains("istio.io/v1"), "{page}");
        assert!(super::page(&istio::NO_PROXY).ends_with("/analysis/ist0103/\n"));
    }

    #[test]
    fn pages_fit_a_terminal() {
        for code in all() {
            let page = page(code);
            let longest =
                page.lines().filter(|line| line.contains(' ')).map(|line| line.chars().count()).max();
            assert!(longest <= Some(120), "{}", code.id);
        }
        assert_eq!(wrapped(""), "\n");
        assert_eq!(wrapped(&format!("a {}", "b".repeat(WIDTH))), format!("a\n{}\n", "b".repeat(WIDTH)));
    }
}
