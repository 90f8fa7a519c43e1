//! Go's layouts: a reference time whose parts stand for the parts of any time.

pub(super) const DAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A part of a layout that stands for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    LongMonth,
    Month,
    NumMonth,
    ZeroMonth,
    LongWeekday,
    Weekday,
    Day,
    UnderDay,
    ZeroDay,
    UnderYearDay,
    ZeroYearDay,
    Hour,
    Hour12,
    ZeroHour12,
    Minute,
    ZeroMinute,
    Second,
    ZeroSecond,
    LongYear,
    Year,
    UpperPm,
    LowerPm,
    ZoneName,
    Offset(Offset),
    /// Digits of a fraction: how many, with trailing zeros or without, and the separator.
    Fraction {
        digits: usize,
        keep_zeros: bool,
        separator: char,
    },
}

/// How a zone's offset is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Offset {
    /// `Z` for UTC.
    pub(super) z: bool,
    pub(super) colon: bool,
    pub(super) minutes: bool,
    pub(super) seconds: bool,
}

/// Texts that stand for a part wherever they are. Longer ones first where one begins another.
const FIXED: [(&str, Part); 25] = [
    ("January", Part::LongMonth),
    ("Monday", Part::LongWeekday),
    ("MST", Part::ZoneName),
    ("01", Part::ZeroMonth),
    ("02", Part::ZeroDay),
    ("03", Part::ZeroHour12),
    ("04", Part::ZeroMinute),
    ("05", Part::ZeroSecond),
    ("06", Part::Year),
    ("002", Part::ZeroYearDay),
    ("15", Part::Hour),
    ("1", Part::NumMonth),
    ("2006", Part::LongYear),
    ("2", Part::Day),
    ("_2", Part::UnderDay),
    ("__2", Part::UnderYearDay),
    ("3", Part::Hour12),
    ("4", Part::Minute),
    ("5", Part::Second),
    ("PM", Part::UpperPm),
    ("pm", Part::LowerPm),
    ("-070000", Part::Offset(Offset { z: false, colon: false, minutes: true, seconds: true })),
    ("-07:00:00", Part::Offset(Offset { z: false, colon: true, minutes: true, seconds: true })),
    ("-0700", Part::Offset(Offset { z: false, colon: false, minutes: true, seconds: false })),
    ("-07:00", Part::Offset(Offset { z: false, colon: true, minutes: true, seconds: false })),
];

/// The text before the next part, that part with its text, and the text after it. Source: Go time nextStdChunk.
pub(super) fn next_part(layout: &str) -> (&str, Option<(Part, &str)>, &str) {
    for (at, _) in layout.char_indices() {
        let rest = layout.get(at..).unwrap_or("");
        // `_2006` is an underscore before a year.
        if rest.starts_with("_2006") {
            let (prefix, rest) = layout.split_at_checked(at + 1).unwrap_or((layout, ""));
            let (text, suffix) = rest.split_at_checked(4).unwrap_or((rest, ""));
            return (prefix, Some((Part::LongYear, text)), suffix);
        }
        if let Some((part, size)) = part_at(rest) {
            let (text, suffix) = rest.split_at_checked(size).unwrap_or((rest, ""));
            return (layout.get(..at).unwrap_or(""), Some((part, text)), suffix);
        }
    }
    (layout, None, "")
}

/// The part at the start of `rest`, and its length.
fn part_at(rest: &str) -> Option<(Part, usize)> {
    if let Some((text, part)) = FIXED.iter().find(|(text, _)| rest.starts_with(text)) {
        return Some((*part, text.len()));
    }
    if rest.starts_with("-07") {
        return Some((Part::Offset(Offset { z: false, colon: false, minutes: false, seconds: false }), 3));
    }
    if rest.starts_with("Z07") {
        let with_sign: String = std::iter::once('-').chain(rest.chars().skip(1).take(8)).collect();
        return match part_at(&with_sign)? {
            (Part::Offset(offset), size) => Some((Part::Offset(Offset { z: true, ..offset }), size)),
            _ => None,
        };
    }
    for (text, part) in [("Jan", Part::Month), ("Mon", Part::Weekday)] {
        if rest.strip_prefix(text).is_some_and(|tail| !tail.starts_with(|c: char| c.is_ascii_lowercase())) {
            return Some((part, 3));
        }
    }
    fraction_at(rest)
}

fn fraction_at(rest: &str) -> Option<(Part, usize)> {
    let mut chars = rest.chars();
    let separator = chars.next().filter(|c| matches!(c, '.' | ','))?;
    let digit = chars.next().filter(|c| matches!(c, '0' | '9'))?;
    let run = chars.as_str();
    let after = run.trim_start_matches(digit);
    if after.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = 1 + run.len() - after.len();
    Some((Part::Fraction { digits, keep_zeros: digit == '0', separator }, 1 + digits))
}
