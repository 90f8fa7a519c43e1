//! Shared by the tests that can write their expectations anew.

/// Whether `UPDATE` asks for expectations to be written. Panics under `CI`, where a test that rewrites what it expects
/// could not fail.
#[allow(clippy::disallowed_methods, reason = "the developer asks by the environment")]
pub fn is_wanted() -> bool {
    let wanted = std::env::var_os("UPDATE").is_some();
    assert!(
        !wanted || std::env::var_os("CI").is_none(),
        "UPDATE is set under CI: run it locally, read the difference, and commit it"
    );
    wanted
}
