//! What a page of documentation has its reader do.

/// A part of a page, in its order.
#[derive(Debug, PartialEq, Eq)]
pub enum Part<'t> {
    /// A section begins.
    Section(&'t str),
    /// A file that is written: its name stands alone on the line before, in backquotes.
    File(&'t str, String),
    /// Lines for a shell.
    Commands(&'t str),
}

/// The parts of a page. The commands of a workflow of GitHub's follow its file.
pub fn parts(page: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = page;
    let mut name = None;
    while let Some((line, after)) = rest.split_once('\n') {
        rest = after;
        if let Some(section) = line.strip_prefix("## ") {
            parts.push(Part::Section(section));
        } else if let Some(file) = line.strip_prefix('`').and_then(|line| line.strip_suffix("`:")) {
            name = Some(file);
        } else if let Some(language) = line.strip_prefix("```") {
            let (text, after) = rest.split_once("```\n").expect("every block ends");
            rest = after;
            match name.take() {
                Some(file) => {
                    parts.push(Part::File(file, text.to_owned()));
                    if file.starts_with(".github/workflows/") {
                        parts.extend(steps(text).into_iter().map(Part::Commands));
                    }
                }
                None if language == "sh" => parts.push(Part::Commands(text)),
                None => {}
            }
        }
    }
    parts
}

/// The commands of the steps of a workflow.
fn steps(workflow: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut is_below = false;
    for line in workflow.split_inclusive('\n') {
        if let Some(command) = line.trim_start().strip_prefix("- run: ") {
            is_below = command == "|\n";
            if !is_below {
                all.push(command);
            }
        } else if is_below && line.starts_with("        ") {
            all.push(line);
        } else {
            is_below = false;
        }
    }
    all
}

#[test]
fn a_page_is_read() {
    let page = "# P\ntext\n## A\n\n`a/b`:\n\n```yaml\nx: 1\n```\n```sh\nls\n```\n```yaml\ny\n```\n## B\n`.github/workflows/w.yaml`:\n```yaml\n    - run: one\n    # c\n    - run: |\n        two\n        three\n    - uses: x\n```\n";
    let parts = parts(page);
    let (_, workflow) = page.rsplit_once("```yaml\n").unwrap();
    let workflow = workflow.strip_suffix("```\n").unwrap();
    assert_eq!(
        parts,
        [
            Part::Section("A"),
            Part::File("a/b", "x: 1\n".to_owned()),
            Part::Commands("ls\n"),
            Part::Section("B"),
            Part::File(".github/workflows/w.yaml", workflow.to_owned()),
            Part::Commands("one\n"),
            Part::Commands("        two\n"),
            Part::Commands("        three\n"),
        ]
    );
}
