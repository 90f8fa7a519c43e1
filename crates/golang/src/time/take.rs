//! Taking numbers and names from the front of a date.

use super::layout::Offset;

/// What stopped the reading of one part.
pub(super) enum Stop {
    /// The text is not such a part.
    Bad,
    /// It is, but the number is out of the range of `.0`.
    Range(&'static str),
}

/// A number in a range, or the name of what is out of it.
pub(super) fn within(number: i64, low: i64, high: i64, what: &'static str) -> Result<i64, Stop> {
    if (low..=high).contains(&number) { Ok(number) } else { Err(Stop::Range(what)) }
}

/// Exactly `count` digits.
pub(super) fn take_digits(rest: &mut &str, count: usize) -> Result<i64, Stop> {
    let (digits, tail) = rest.split_at_checked(count).ok_or(Stop::Bad)?;
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Stop::Bad);
    }
    *rest = tail;
    digits.parse().map_err(|_| Stop::Bad)
}

/// Up to `count` digits, at least one; exactly `count` when `fixed`.
pub(super) fn take_number(rest: &mut &str, fixed: bool, count: usize) -> Result<i64, Stop> {
    let found = rest.bytes().take(count).take_while(u8::is_ascii_digit).count();
    if found == 0 || (fixed && found != count) {
        return Err(Stop::Bad);
    }
    take_digits(rest, found)
}

/// One of `names`, of which the first `length` characters count; the case does not.
pub(super) fn take_name(rest: &mut &str, names: &[&str], length: usize) -> Result<i64, Stop> {
    for (index, name) in names.iter().enumerate() {
        let name = name.get(..length.min(name.len())).unwrap_or(name);
        if let Some((head, tail)) = rest.split_at_checked(name.len())
            && head.eq_ignore_ascii_case(name)
        {
            *rest = tail;
            return i64::try_from(index).map_err(|_| Stop::Bad);
        }
    }
    Err(Stop::Bad)
}

/// One of two texts of two bytes; true for the second.
pub(super) fn take_either(rest: &mut &str, no: &str, yes: &str) -> Result<bool, Stop> {
    let (head, tail) = rest.split_at_checked(2).ok_or(Stop::Bad)?;
    *rest = tail;
    if head == yes {
        Ok(true)
    } else if head == no {
        Ok(false)
    } else {
        Err(Stop::Bad)
    }
}

/// Whether a separator and a digit come next.
pub(super) fn has_fraction(rest: &str) -> bool {
    let mut bytes = rest.bytes();
    matches!(bytes.next(), Some(b'.' | b',')) && bytes.next().is_some_and(|b| b.is_ascii_digit())
}

/// A separator and `digits` digits, or as many as there are; those beyond nanoseconds are dropped.
pub(super) fn take_fraction(rest: &mut &str, digits: usize) -> Result<u32, Stop> {
    let tail = rest.strip_prefix(['.', ',']).ok_or(Stop::Bad)?;
    let found = tail.bytes().take(digits).take_while(u8::is_ascii_digit).count();
    if digits != usize::MAX && found != digits {
        return Err(Stop::Bad);
    }
    let (text, after) = tail.split_at_checked(found).ok_or(Stop::Bad)?;
    *rest = after;
    let nanos: String = text.chars().chain(std::iter::repeat('0')).take(9).collect();
    nanos.parse().map_err(|_| Stop::Bad)
}

/// A year of two bytes, of which Go lets the first be a sign.
pub(super) fn take_short_year(rest: &mut &str) -> Result<i64, Stop> {
    let (text, tail) = rest.split_at_checked(2).ok_or(Stop::Bad)?;
    *rest = tail;
    text.parse().map_err(|_| Stop::Bad)
}

/// `+05:30` in one of its forms, in seconds. As in Go, a number out of range counts before a sign that is none.
pub(super) fn take_offset(rest: &mut &str, form: Offset) -> Result<i64, Stop> {
    let colon = usize::from(form.colon);
    let size = 3 + usize::from(form.minutes) * (2 + colon) + usize::from(form.seconds) * (2 + colon);
    let (text, tail) = rest.split_at_checked(size).ok_or(Stop::Bad)?;
    let has_colon = |at: usize| !form.colon || text.as_bytes().get(at) == Some(&b':');
    if (form.minutes && !has_colon(3)) || (form.seconds && !has_colon(6)) {
        return Err(Stop::Bad);
    }
    let number = |is_there: bool, at: usize| match text.get(at..at + 2) {
        _ if !is_there => Ok(0),
        Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => {
            digits.parse::<i64>().map_err(|_| Stop::Bad)
        }
        _ => Err(Stop::Bad),
    };
    let hours = within(number(true, 1)?, 0, 24, "time zone offset hour")?;
    let minutes = within(number(form.minutes, 3 + colon)?, 0, 60, "time zone offset minute")?;
    let seconds = within(number(form.seconds, 5 + 2 * colon)?, 0, 60, "time zone offset second")?;
    *rest = tail;
    let offset = (hours * 60 + minutes) * 60 + seconds;
    match text.chars().next() {
        Some('+') => Ok(offset),
        Some('-') => Ok(-offset),
        _ => Err(Stop::Bad),
    }
}

/// How long the zone's name at the start is. Source: Go time parseTimeZone.
pub(super) fn zone_name_length(value: &str) -> Option<usize> {
    if value.len() < 3 {
        return None;
    }
    if value.starts_with("ChST") || value.starts_with("MeST") {
        return Some(4);
    }
    if let Some(tail) = value.strip_prefix("GMT") {
        return Some(3 + signed_offset_length(tail).unwrap_or(0));
    }
    if value.starts_with(['+', '-']) {
        return signed_offset_length(value);
    }
    let bytes = value.as_bytes();
    let upper = bytes.iter().take(6).take_while(|b| b.is_ascii_uppercase()).count();
    match upper {
        3 => Some(3),
        4 if bytes.get(3) == Some(&b'T') || value.starts_with("WITA") => Some(4),
        5 if bytes.get(4) == Some(&b'T') => Some(5),
        _ => None,
    }
}

fn signed_offset_length(value: &str) -> Option<usize> {
    let tail = value.strip_prefix(['+', '-'])?;
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    let number: i64 = tail.get(..digits)?.parse().ok()?;
    (number <= 23).then_some(1 + digits)
}
