//! The program as a whole: each file in `tests/cmd` is a session, its output compared to the letter.
//! `TRYCMD=overwrite cargo test -p outrigger --test cli` writes what the program says now.

#[test]
fn sessions() {
    trycmd::TestCases::new().case("tests/cmd/*.md").case("tests/cmd/*.toml");
}
