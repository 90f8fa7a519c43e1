//! Parts of the book that are made from the code.

use std::fs;
use std::path::Path;

/// Asserts that a file holds a text; with `UPDATE` set it is written, which is refused under CI, where a test that rewrites
/// what it expects could not fail.
///
/// # Panics
/// The file holds something else; it cannot be written; `UPDATE` is set under CI.
pub fn assert_is(path: &Path, want: &str) {
    if updates() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, want).unwrap();
    }
    let found = fs::read_to_string(path).unwrap_or_default();
    assert!(found == want, "{} is out of date: run this test with UPDATE=1", path.display());
}

/// Whether `UPDATE` asks for expectations to be written.
///
/// # Panics
/// It is set under CI.
pub fn updates() -> bool {
    let wanted = std::env::var_os("UPDATE").is_some();
    assert!(
        !wanted || std::env::var_os("CI").is_none(),
        "UPDATE is set under CI: run it locally, read the difference, and commit it"
    );
    wanted
}
