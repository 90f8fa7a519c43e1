//! `OUTRIGGER=program cargo run -p pages --example follow -- PAGE…`: writes what the commands of pages print into them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pages::{Book, Reader};

fn main() -> ExitCode {
    let program =
        std::env::var_os("OUTRIGGER").map_or_else(|| PathBuf::from("target/debug/outrigger"), PathBuf::from);
    let book = Book::here();
    let mut ended = ExitCode::SUCCESS;
    for page in std::env::args().skip(1) {
        let reader = Reader::new(&book, "example", &[("outrigger", &program)]);
        if let Err(why) = reader.follow(Path::new(&page), true) {
            eprintln!("{page}: {why}");
            ended = ExitCode::FAILURE;
        }
    }
    ended
}
