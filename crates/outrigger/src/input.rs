//! Reading the files that a command names.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::failure::Failure;

/// No manifest or configuration is longer than this; a longer file is a mistake or an attack.
const MAX_BYTES: u64 = 512 << 20;
/// Nor is an answer to a question.
const MAX_ANSWER: u64 = 1 << 10;

/// The text of a manifest, with what to do about the commonest mistakes. `command` is the one that reads it. A byte order
/// mark stays: it belongs to the text of the first document, which may be passed on as it is.
///
/// # Errors
/// As [`read_text`].
pub fn read_manifest(path: &Path, command: &str) -> Result<String, Failure> {
    if path.is_dir() {
        return Err(Failure::new(format!("open {}: is a directory", display(path)))
            .hint("name the files in it, each with its own -f"));
    }
    if is_url(path) {
        let shown = display(path);
        return Err(Failure::new(format!("{shown} is a URL, and only files are read"))
            .hint(format!("curl -fsSL {shown} | outrigger {command} -f -")));
    }
    read_as_it_is(path)
}

/// The text of a file, or of standard input for `-`, without a byte order mark. Pipes are read to their end.
///
/// # Errors
/// It cannot be read, is too long, or is not text; standard input can be read only once.
pub fn read_text(path: &Path) -> Result<String, Failure> {
    let text = read_as_it_is(path)?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

fn read_as_it_is(path: &Path) -> Result<String, Failure> {
    let shown = display(path);
    if is_url(path) {
        return Err(Failure::new(format!("{shown} is a URL, and only files are read"))
            .hint(format!("save it first: curl -fsSL -O {shown}")));
    }
    if path == Path::new("-") && STANDARD_INPUT_IS_READ.swap(true, Ordering::Relaxed) {
        return Err(
            Failure::new("standard input can be read only once").hint("name a file in its other place")
        );
    }
    let bytes = read_bytes(path).map_err(|e| {
        let failure = Failure::new(format!("open {shown}: {}", reason(&e)));
        match e.kind() {
            io::ErrorKind::IsADirectory => failure.hint("name a file in it"),
            _ => failure,
        }
    })?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Failure::new(format!("{shown} is longer than {} MiB", MAX_BYTES >> 20)));
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        let line =
            e.as_bytes().iter().take(e.utf8_error().valid_up_to()).filter(|b| **b == b'\n').count() + 1;
        Failure::new("this is not UTF-8 text")
            .at(format!("{shown}, line {line}"))
            .hint("give a YAML or JSON file; convert other encodings with `iconv -t utf-8`")
    })?;
    if let Some(at) = text.find('\0') {
        let line = text.bytes().take(at).filter(|b| *b == b'\n').count() + 1;
        return Err(Failure::new("this is a binary file, not YAML").at(format!("{shown}, line {line}")));
    }
    Ok(text)
}

/// Asks a question on standard error until standard input answers it with yes or no; an empty line is a no.
///
/// # Errors
/// Nobody answers.
pub fn confirmed(question: &str) -> Result<bool, Failure> {
    loop {
        eprint!("{question} ");
        let mut answer = String::new();
        let read = io::stdin().lock().take(MAX_ANSWER).read_line(&mut answer);
        if !read.is_ok_and(|bytes| bytes > 0) {
            eprintln!();
            return Err(Failure::new("nobody answers: standard input has ended").hint("-y answers yes"));
        }
        match answer.trim().to_ascii_lowercase().as_str() {
            "y" | "yes" => return Ok(true),
            "n" | "no" | "" => return Ok(false),
            _ => {}
        }
    }
}

/// Whether this is the address of something rather than its name.
pub fn is_url(path: &Path) -> bool {
    path.to_str().is_some_and(|p| p.starts_with("https://") || p.starts_with("http://"))
}

static STANDARD_INPUT_IS_READ: AtomicBool = AtomicBool::new(false);

/// The name of a file for people.
pub fn display(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    } else {
        File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Errors in Go's words, which is what scripts around istioctl look for.
pub fn reason(e: &io::Error) -> String {
    match e.kind() {
        io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory".to_owned(),
        _ => e.to_string(),
    }
}
