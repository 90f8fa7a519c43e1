//! The book: which pages it has, and where their links lead.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The repository's documentation.
#[derive(Clone, Debug)]
pub struct Book {
    top: PathBuf,
}

/// Documents beside the book, whose links are checked as well.
const BESIDE: [&str; 6] =
    ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "COMPATIBILITY.md", "CONTRIBUTING.md", "SECURITY.md"];

impl Book {
    /// That of the repository in which this crate is.
    ///
    /// # Panics
    /// It is not there.
    pub fn here() -> Book {
        Book { top: Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap() }
    }

    /// The top of the repository.
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// The folder of the pages.
    pub fn source(&self) -> PathBuf {
        self.top.join("docs/src")
    }

    /// The pages in the order of the table of contents.
    ///
    /// # Panics
    /// There is no table of contents.
    pub fn pages(&self) -> Vec<PathBuf> {
        let summary = self.source().join("SUMMARY.md");
        links_of(&read(&summary)).into_iter().map(|link| self.source().join(link)).collect()
    }

    /// Pages that the table of contents leaves out.
    ///
    /// # Panics
    /// A folder cannot be read.
    pub fn left_out(&self) -> Vec<PathBuf> {
        let listed: BTreeSet<PathBuf> = self.pages().into_iter().collect();
        let mut all = Vec::new();
        markdown_below(&self.source(), &mut all);
        all.retain(|page| !listed.contains(page) && !page.ends_with("SUMMARY.md"));
        all
    }

    /// Links that lead nowhere, with the document in which they stand.
    ///
    /// # Panics
    /// A document is not there.
    pub fn broken_links(&self) -> Vec<String> {
        let beside = BESIDE.iter().map(|name| self.top.join(name));
        let documents: Vec<PathBuf> =
            self.pages().into_iter().chain([self.source().join("SUMMARY.md")]).chain(beside).collect();
        let anchors: BTreeMap<PathBuf, BTreeSet<String>> =
            documents.iter().map(|document| (document.clone(), anchors(&read(document)))).collect();
        let mut broken = Vec::new();
        for document in &documents {
            for link in links_of(&read(document)) {
                if let Err(why) = self.leads_somewhere(document, &link, &anchors) {
                    let name = document.strip_prefix(&self.top).unwrap().display().to_string();
                    broken.push(format!("{name}: {link}: {why}"));
                }
            }
        }
        broken
    }

    fn leads_somewhere(
        &self,
        document: &Path,
        link: &str,
        anchors: &BTreeMap<PathBuf, BTreeSet<String>>,
    ) -> Result<(), &'static str> {
        if link.contains("://") {
            return Ok(());
        }
        let (file, anchor) = link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
        let target = match file {
            "" => document.to_owned(),
            file => document.parent().unwrap().join(file).canonicalize().map_err(|_| "no such file")?,
        };
        if document.starts_with(self.source()) && !target.starts_with(self.source()) {
            return Err("the book has only what is in docs/src");
        }
        match (anchor, anchors.get(&target)) {
            (None, _) => Ok(()),
            (Some(anchor), Some(known)) if known.contains(anchor) => Ok(()),
            _ => Err("no such heading"),
        }
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn markdown_below(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            markdown_below(&path, all);
        } else if path.extension().is_some_and(|e| e == "md") {
            all.push(path);
        }
    }
}

fn links_of(text: &str) -> Vec<String> {
    let destination = |event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            Some(dest_url.into_string())
        }
        _ => None,
    };
    Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(destination).collect()
}

/// What `#` may be followed by, as mdBook names headings.
///
/// Source: mdBook 0.5, unique_id_from_content.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let id = id(&heading.take().unwrap_or_default());
                let free = (0..).map(|n| if n == 0 { id.clone() } else { format!("{id}-{n}") });
                let free = free.into_iter().find(|id| !found.contains(id));
                found.extend(free);
            }
            _ => {}
        }
    }
    found
}

fn id(heading: &str) -> String {
    let kept = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c.to_ascii_lowercase()),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    };
    heading.trim().chars().filter_map(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_found_by_name() {
        let text = "# One `two`: three\n\n## One\n\ntext\n\n## One\n\n### x509: unknown\n";
        let want = ["one", "one-1", "one-two-three", "x509-unknown"];
        assert_eq!(anchors(text).into_iter().collect::<Vec<_>>(), want);
        assert_eq!(links_of("[a](b.md#c) ![d](e.svg) <https://x.y>"), ["b.md#c", "e.svg", "https://x.y"]);
    }
}
