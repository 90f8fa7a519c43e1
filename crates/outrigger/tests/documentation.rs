//! The book in `docs/`: each page is followed as its reader would, links lead somewhere, and what is made from the code is up
//! to date. `UPDATE=1` writes what commands print now, and draws and lists anew. Pages that need a cluster are followed by
//! `e2e/tests/documentation.rs`, those that need an Envoy by `mesh/lab_command.rs`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

#[path = "documentation/capture.rs"]
mod capture;
#[path = "documentation/decision.rs"]
mod decision;
#[path = "documentation/monitoring.rs"]
mod monitoring;
#[path = "documentation/reference.rs"]
mod reference;

use std::fs;
use std::path::{Path, PathBuf};

use pages::{Book, Page, Reader, updates};

/// The program under test: that of `OUTRIGGER`, as it was installed by the README's command, or this build's.
fn program() -> PathBuf {
    std::env::var_os("OUTRIGGER").map_or_else(|| env!("CARGO_BIN_EXE_outrigger").into(), PathBuf::from)
}

fn read(path: &Path) -> Page {
    Page::parse(&fs::read_to_string(path).unwrap()).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

#[test]
fn pages_that_need_no_cluster_are_true() {
    let book = Book::here();
    let readme = book.top().join("README.md");
    let is_here = |path: &PathBuf| {
        let page = read(path);
        !page.needs_cluster && !page.needs_envoy
    };
    let pages = book.pages().into_iter().chain([readme]).filter(is_here);
    let mut commands = 0;
    let mut wrong = Vec::new();
    for path in pages {
        commands += read(&path).commands();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let reader = Reader::new(&book, &name, &[("outrigger", &program())]);
        if let Err(why) = reader.follow(&path, updates()) {
            wrong.push(format!("{}: {why}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(commands > 20, "the commands are found: {commands}");
}

#[test]
fn every_block_is_run_or_says_why_not() {
    let book = Book::here();
    let mut blocks = 0;
    for path in book.pages().iter().chain([&book.top().join("README.md")]) {
        blocks += read(path).parts.len();
    }
    assert!(blocks > 50, "the blocks are found: {blocks}");
}

#[test]
fn every_page_is_in_the_contents_and_links_lead_somewhere() {
    let book = Book::here();
    assert_eq!(book.left_out(), Vec::<PathBuf>::new());
    let broken = book.broken_links();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
