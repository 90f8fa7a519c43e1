//! What a page has its reader do.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A page of Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Whether a cluster has to be at hand: the page begins with `<!-- needs a cluster -->`.
    pub needs_cluster: bool,
    /// Whether network namespaces and an Envoy have to be there: the page begins with `<!-- needs an Envoy -->`.
    pub needs_envoy: bool,
    /// Its parts, in their order.
    pub parts: Vec<Part>,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A section of the second level begins.
    Section(String),
    /// A file that is written.
    File {
        /// Its name.
        name: String,
        /// What is in it.
        text: String,
    },
    /// Lines for a shell, all of which succeed.
    Commands(String),
    /// Commands, and what they print.
    Session {
        /// Where the block's lines stand in the page.
        place: Range<usize>,
        /// What stands in each of these lines before the block's own text, such as the blanks of a list.
        indent: String,
        /// Each command.
        exchanges: Vec<Exchange>,
    },
    /// A block that no test runs.
    Shown {
        /// Why.
        reason: String,
    },
}

/// A command and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// What stands behind `$ `; further lines stand behind `> `.
    pub command: String,
    /// What it prints.
    pub printed: String,
    /// Its exit status.
    pub status: i32,
}

/// What stands before a block and says what it is.
#[derive(Default)]
struct Before {
    file: Option<String>,
    not_run: Option<String>,
    status: Option<i32>,
}

impl Page {
    /// Reads a page.
    ///
    /// # Errors
    /// A block is neither a file, nor commands, nor marked as not run.
    pub fn parse(text: &str) -> Result<Page, String> {
        let mut page = Page { needs_cluster: false, needs_envoy: false, parts: Vec::new() };
        let mut before = Before::default();
        let mut whole_page = None;
        let mut events = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter();
        while let Some((event, range)) = events.next() {
            match event {
                Event::Html(html) => {
                    let comment = html.trim().strip_prefix("<!--").and_then(|t| t.strip_suffix("-->"));
                    let comment = comment.unwrap_or_default().trim();
                    page.needs_cluster |= comment == "needs a cluster";
                    page.needs_envoy |= comment == "needs an Envoy";
                    before.read(comment);
                    let reason = comment.strip_prefix("nothing here is run: ").map(str::to_owned);
                    whole_page = whole_page.or(reason);
                }
                Event::Start(Tag::Heading { level: pulldown_cmark::HeadingLevel::H2, .. }) => {
                    let line = text.get(range).unwrap_or_default().trim();
                    page.parts.push(Part::Section(line.trim_start_matches("## ").to_owned()));
                    before = Before::default();
                }
                Event::Start(Tag::Paragraph | Tag::Heading { .. }) => {
                    let line = text.get(range).unwrap_or_default().trim();
                    let name = line.strip_prefix('`').and_then(|l| l.strip_suffix("`:"));
                    before = Before { file: name.map(str::to_owned), ..Before::default() };
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    let line = text.get(..range.start).unwrap_or_default().matches('\n').count() + 1;
                    let mut block = String::new();
                    for (event, _) in events.by_ref() {
                        match event {
                            Event::Text(text) => block.push_str(&text),
                            Event::End(TagEnd::CodeBlock) => break,
                            _ => {}
                        }
                    }
                    let before = std::mem::take(&mut before);
                    let part = part(&kind, block, before, whole_page.as_deref(), text, range)
                        .map_err(|why| format!("line {line}: {why}"))?;
                    page.parts.push(part);
                }
                _ => {}
            }
        }
        Ok(page)
    }

    /// How many commands are run, a line of `sh` counting as one.
    pub fn commands(&self) -> usize {
        let count = |part: &Part| match part {
            Part::Commands(lines) => lines.lines().count(),
            Part::Session { exchanges, .. } => exchanges.len(),
            _ => 0,
        };
        self.parts.iter().map(count).sum()
    }
}

impl Before {
    fn read(&mut self, comment: &str) {
        if let Some(reason) = comment.strip_prefix("not run: ") {
            self.not_run = Some(reason.to_owned());
        }
        if let Some(status) = comment.strip_prefix("exits ") {
            self.status = status.parse().ok();
        }
    }
}

fn part(
    kind: &CodeBlockKind<'_>,
    block: String,
    before: Before,
    whole_page: Option<&str>,
    text: &str,
    range: Range<usize>,
) -> Result<Part, String> {
    let CodeBlockKind::Fenced(language) = kind else {
        return Err("a block is indented; it has to stand between fences".to_owned());
    };
    let reason = before.not_run.as_deref().or(whole_page);
    if let Some(reason) = reason {
        return match reason.split_whitespace().count() {
            0..=2 => Err(format!("{reason:?} does not say why the block is not run")),
            _ => Ok(Part::Shown { reason: reason.to_owned() }),
        };
    }
    match (before.file, language.split([',', ' ']).next().unwrap_or_default()) {
        (Some(name), _) => Ok(Part::File { name, text: block }),
        (None, "sh") => Ok(Part::Commands(block)),
        (None, "console") => {
            let whole = text.get(range.clone()).unwrap_or_default();
            let first = whole.find('\n').map_or(0, |at| at + 1);
            let last = whole.trim_end().rfind('\n').map_or(first, |at| at + 1);
            let start = text.get(..range.start).unwrap_or_default().rfind('\n').map_or(0, |at| at + 1);
            let indent = " ".repeat(range.start - start);
            let exchanges = exchanges(&block, before.status.unwrap_or(0))?;
            Ok(Part::Session { place: range.start + first..range.start + last, indent, exchanges })
        }
        (None, other) => {
            Err(format!("a block of {other:?} is neither a file nor marked `<!-- not run: … -->`"))
        }
    }
}

fn exchanges(block: &str, status: i32) -> Result<Vec<Exchange>, String> {
    let mut all: Vec<Exchange> = Vec::new();
    for line in block.split_inclusive('\n') {
        match (line.strip_prefix("$ "), all.last_mut()) {
            (Some(command), _) => {
                all.push(Exchange { command: command.to_owned(), printed: String::new(), status: 0 });
            }
            (None, Some(last)) => match line.strip_prefix("> ") {
                Some(more) if last.printed.is_empty() => last.command.push_str(more),
                _ => last.printed.push_str(line),
            },
            (None, None) => return Err("a session begins with `$ ` and a command".to_owned()),
        }
    }
    all.last_mut().ok_or("a session without a command")?.status = status;
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> Part {
        Part::File { name: name.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_page_is_read() {
        let text = "<!-- needs a cluster -->\n# P\ntext\n## A\n\n`a/b`:\n\n```yaml\nx: 1\n```\n```sh\nls\n```\n<!-- not run: it is far too long -->\n```yaml\ny\n```\n\
                    <!-- exits 1 -->\n```console\n$ one \\\n> two\nout\n\nmore\n$ three\n```\n";
        let page = Page::parse(text).unwrap();
        assert!(page.needs_cluster && !page.needs_envoy);
        assert!(Page::parse("<!-- needs an Envoy -->\n# P\n").unwrap().needs_envoy);
        assert_eq!(page.commands(), 3);
        let at = text.find("$ one").unwrap();
        let exchange = |command: &str, printed: &str, status| Exchange {
            command: command.to_owned(),
            printed: printed.to_owned(),
            status,
        };
        assert_eq!(
            page.parts,
            [
                Part::Section("A".to_owned()),
                file("a/b", "x: 1\n"),
                Part::Commands("ls\n".to_owned()),
                Part::Shown { reason: "it is far too long".to_owned() },
                Part::Session {
                    place: at..text.len() - "```\n".len(),
                    indent: String::new(),
                    exchanges: vec![
                        exchange("one \\\ntwo\n", "out\n\nmore\n", 0),
                        exchange("three\n", "", 1)
                    ],
                },
            ]
        );
    }

    #[test]
    fn what_nobody_runs_has_to_say_why() {
        for (text, why) in [
            ("```yaml\na: b\n```\n", "line 1: a block of \"yaml\" is neither a file nor marked"),
            ("x\n\n    ls\n", "line 3: a block is indented"),
            ("<!-- not run: later -->\n```sh\nls\n```\n", "does not say why"),
            ("```console\nls\n```\n", "a session begins with `$ `"),
            ("`a`:\n\ntext between\n\n```\nls\n```\n", "is neither a file nor marked"),
        ] {
            let error = Page::parse(text).unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
        }
        let page = "<!-- nothing here is run: these are examples -->\n\n```text\na\n```\n";
        assert_eq!(Page::parse(page).unwrap().parts.len(), 1);
    }
}
