//! Places in a text: lines, columns, and where something new may stand.

/// Whether the lines of a text end in CRLF, as the first of them shows.
pub fn has_crlf(text: &str) -> bool {
    text.find('\n').is_some_and(|at| text.get(..at).is_some_and(|line| line.ends_with('\r')))
}

/// Where the line of a place begins.
pub fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// Where the line behind that of a place begins.
pub fn next_line(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |newline| at + newline + 1)
}

/// The column of a place, in bytes; a byte order mark is none.
pub fn column(text: &str, at: usize) -> usize {
    let before = text.get(line_start(text, at)..at).unwrap_or_default();
    before.trim_start_matches('\u{feff}').len()
}

/// Whether only blanks stand before a place on its line.
pub fn begins_line(text: &str, at: usize) -> bool {
    let before = text.get(line_start(text, at)..at).unwrap_or_default();
    before.trim_start_matches('\u{feff}').bytes().all(|b| b == b' ')
}

/// What stands behind a place on its line.
pub fn rest_of_line(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    rest.split('\n').next().unwrap_or_default().trim_end_matches('\r')
}

/// The begin of the first line behind what ends at `end`, and behind the comments below it that are indented by at least
/// `column`: those are about it, or about what is commented out there.
pub fn behind(text: &str, end: usize, column: usize) -> usize {
    let mut place = next_line(text, end);
    let mut at = place;
    while at < text.len() {
        let line = text.get(at..next_line(text, at)).unwrap_or_default();
        let content = line.trim_start_matches(' ');
        at += line.len();
        if content.starts_with('#') && line.len() - content.len() >= column {
            place = at;
        } else if !content.trim().is_empty() {
            break;
        }
    }
    place
}

/// The begin of the line at `at`, or of the comments and blank lines right above it.
pub fn above(text: &str, at: usize) -> usize {
    let mut place = line_start(text, at);
    while place > 0 {
        let before = line_start(text, place - 1);
        let line = text.get(before..place).unwrap_or_default().trim();
        if !line.is_empty() && !line.starts_with('#') {
            break;
        }
        place = before;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_that_are_indented_belong_to_what_is_above() {
        let text = "a:\n- x  # one\n  # of x\n\n  # too\n# of b\nb: 1\n";
        let end = text.find('x').unwrap() + 1;
        let lines = |at: usize| text.get(..at).unwrap().matches('\n').count();
        for (column, want) in [(2, 5), (3, 2), (0, 6)] {
            assert_eq!(lines(behind(text, end, column)), want, "column {column}");
        }
        assert_eq!(lines(above(text, text.find("b:").unwrap())), 2, "up to what is not a comment");
    }

    #[test]
    fn columns_and_line_ends() {
        let text = "ab\r\n  cd";
        assert!(has_crlf(text) && !has_crlf("ab\nc\r\n") && !has_crlf("ab"));
        assert_eq!((column(text, 6), begins_line(text, 6), begins_line(text, 7)), (2, true, false));
        assert_eq!((rest_of_line(text, 1), rest_of_line(text, 7)), ("b", "d"));
        assert_eq!((next_line(text, 0), next_line(text, 5)), (4, text.len()));
    }
}
