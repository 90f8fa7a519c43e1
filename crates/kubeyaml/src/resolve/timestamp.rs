//! Dates and times of go-yaml v2, checked as Go's `time.Parse` does.

/// Whether a text is a date (`2001-12-14`) or a date with a time (`2001-1-1T21:59:43.1Z`).
/// Source: go-yaml v2.4 resolve.go, allowedTimestampFormats; Go time.Parse.
pub(super) fn is_timestamp(text: &str) -> bool {
    let bytes = text.as_bytes();
    let [a, b, c, d, b'-', rest @ ..] = bytes else { return false };
    if ![a, b, c, d].iter().all(|x| x.is_ascii_digit()) {
        return false;
    }
    let year = [a, b, c, d].iter().fold(0u32, |sum, x| sum * 10 + u32::from(**x - b'0'));
    let Some(after) = date(year, rest) else { return false };
    match after {
        [] => true,
        [b'T' | b't', rest @ ..] => clock(rest).is_some_and(zone),
        // Go's layout has one space here, and its parser skips any number where the layout has one.
        [b' ', rest @ ..] => {
            let rest = rest.iter().position(|b| *b != b' ').and_then(|at| rest.get(at..)).unwrap_or_default();
            clock(rest).is_some_and(<[u8]>::is_empty)
        }
        _ => false,
    }
}

fn date(year: u32, text: &[u8]) -> Option<&[u8]> {
    let (month, rest) = one_or_two(text)?;
    let [b'-', rest @ ..] = rest else { return None };
    let (day, rest) = one_or_two(rest)?;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return None,
    };
    (1..=days).contains(&day).then_some(rest)
}

/// Hour, minute, second and a fraction; what follows.
fn clock(text: &[u8]) -> Option<&[u8]> {
    let (hour, rest) = one_or_two(text)?;
    let [b':', rest @ ..] = rest else { return None };
    let (minute, rest) = one_or_two(rest)?;
    let [b':', rest @ ..] = rest else { return None };
    let (second, rest) = one_or_two(rest)?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    match rest {
        [b'.' | b',', fraction @ ..] if fraction.first().is_some_and(u8::is_ascii_digit) => {
            let end = fraction.iter().position(|b| !b.is_ascii_digit()).unwrap_or(fraction.len());
            fraction.get(end..)
        }
        _ => Some(rest),
    }
}

fn zone(text: &[u8]) -> bool {
    match text {
        [b'Z'] => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] => {
            let number = |a: &u8, b: &u8| {
                (a.is_ascii_digit() && b.is_ascii_digit())
                    .then(|| u32::from(a - b'0') * 10 + u32::from(b - b'0'))
            };
            number(h1, h2).is_some_and(|h| h <= 24) && number(m1, m2).is_some_and(|m| m <= 60)
        }
        _ => false,
    }
}

fn one_or_two(text: &[u8]) -> Option<(u32, &[u8])> {
    match text {
        [a, b, rest @ ..] if a.is_ascii_digit() && b.is_ascii_digit() => {
            Some((u32::from(a - b'0') * 10 + u32::from(b - b'0'), rest))
        }
        [a, rest @ ..] if a.is_ascii_digit() => Some((u32::from(a - b'0'), rest)),
        _ => None,
    }
}
