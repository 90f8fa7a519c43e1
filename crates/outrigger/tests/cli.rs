//! The program as a whole: each file in `tests/cmd` is a session, its output compared to the letter.
//! `TRYCMD=overwrite cargo test -p outrigger --test cli` writes what the program says now.

#[test]
fn sessions() {
    // Whoever runs this has a cluster at hand perhaps; sessions have none.
    let cases = trycmd::TestCases::new();
    cases.env("HOME", "/nonexistent").env("KUBECONFIG", "").case("tests/cmd/*.md").case("tests/cmd/*.toml");
}
