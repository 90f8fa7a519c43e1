//! The documentation's pages, as its tests read and run them.
//!
//! A page is a story for a shell. Its blocks are of four kinds, and nothing else may stand in a fence:
//!
//! - a file, whose name stands alone on the line before, in backquotes and with a colon;
//! - ```` ```sh ````: commands, all of which succeed;
//! - ```` ```console ````: commands behind `$ `, each with what it prints (`...` stands for lines, `[..]` for a part of one);
//!   `<!-- exits 1 -->` before the block says how its last command ends;
//! - anything behind `<!-- not run: REASON -->`. A page that begins with `<!-- nothing here is run: REASON -->` needs no more.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

mod book;
mod generated;
mod page;
mod picture;
mod reader;
mod session;

pub use book::Book;
pub use generated::{assert_is, updates};
pub use page::{Exchange, Page, Part};
pub use picture::Picture;
pub use reader::Reader;
pub use session::Shell;
