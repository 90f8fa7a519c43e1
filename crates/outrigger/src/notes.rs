//! Where notes are shown. Nothing in them steers a terminal or a log.

use injection::resolve::Note;

use crate::failure::shown;

/// Prints notes on standard error, but those that matter only to who wants to know more.
pub fn print(notes: &[Note]) {
    print_all(notes, false);
}

/// Prints notes on standard error; those that matter only to who wants to know more if `verbose`.
pub fn print_all(notes: &[Note], verbose: bool) {
    for note in notes.iter().filter(|note| verbose || !note.is_detail()) {
        let kind = if note.is_warning() { "warning" } else { "note" };
        eprintln!("{kind}: {}", shown(&note.to_string()));
    }
}

/// Writes notes to the log.
pub fn log(notes: &[Note]) {
    for note in notes {
        let text = shown(&note.to_string());
        if note.is_warning() {
            tracing::warn!("{text}");
        } else {
            tracing::info!("{text}");
        }
    }
}
