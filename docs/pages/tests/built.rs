//! The built book: each link and picture of its pages leads to a file, and each anchor to an element. `docs/mdbook.sh` builds it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use pages::Book;

/// Of all pages on one, whose links are those of the others, and what a server shows for what is not there.
const APART: [&str; 2] = ["print.html", "404.html"];

#[test]
fn links_lead_somewhere() {
    let folder = Book::here().top().join("target/book");
    if !folder.exists() {
        let text = "NO TEST of the built book: docs/mdbook.sh builds it";
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{text}");
        eprintln!("\n##### {text}\n");
        return;
    }
    let mut pages = BTreeMap::new();
    read_below(&folder, &mut pages);
    assert!(pages.len() > 30, "the pages are found: {}", pages.len());
    let ids: BTreeMap<&PathBuf, BTreeSet<&str>> =
        pages.iter().map(|(path, text)| (path, values(text, " id=\"").collect())).collect();
    let mut links = 0;
    let mut broken = Vec::new();
    for (path, text) in &pages {
        for link in values(text, " href=\"").chain(values(text, " src=\"")) {
            if link.contains("://") || link.starts_with("javascript:") || link.starts_with("data:") {
                continue;
            }
            links += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => Some(path.clone()),
                file => path.parent().unwrap().join(file).canonicalize().ok(),
            };
            let is_there = target.as_ref().is_some_and(|target| {
                anchor.is_empty() || ids.get(target).is_some_and(|ids| ids.contains(anchor))
            });
            if !is_there {
                broken.push(format!("{}: {link}", path.strip_prefix(&folder).unwrap_or(path).display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    assert!(links > 500, "the links are found: {links}");
}

fn read_below(folder: &Path, pages: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path().canonicalize().unwrap();
        if path.is_dir() {
            read_below(&path, pages);
        } else if path.extension().is_some_and(|e| e == "html")
            && !APART.iter().any(|apart| path.ends_with(apart))
        {
            let text = fs::read_to_string(&path).unwrap();
            pages.insert(path, text);
        }
    }
}

/// The values of an attribute.
fn values<'t>(text: &'t str, attribute: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(attribute).skip(1).filter_map(|rest| rest.split_once('"').map(|(value, _)| value))
}
