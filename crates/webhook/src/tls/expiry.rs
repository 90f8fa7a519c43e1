//! When a certificate expires: the one thing that is read of it.

use golang::time::calendar::days_from_civil;

/// The end of a DER certificate's validity in Unix time; `None` if it is not a certificate.
///
/// Source: RFC 5280, 4.1 (TBSCertificate) and 4.1.2.5 (Validity).
pub fn not_after(certificate: &[u8]) -> Option<i64> {
    let (SEQUENCE, certificate, _) = element(certificate)? else { return None };
    let (SEQUENCE, mut fields, _) = element(certificate)? else { return None };
    // A version, which may be absent, then serial number, signature algorithm and issuer come first.
    if let (EXPLICIT_0, _, rest) = element(fields)? {
        fields = rest;
    }
    for _ in 0..3 {
        fields = element(fields)?.2;
    }
    let (SEQUENCE, validity, _) = element(fields)? else { return None };
    let (_, _, after) = element(validity)?;
    match element(after)? {
        (UTC_TIME, text, _) => {
            let (year, rest) = number(text, 2)?;
            time(if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        (GENERALIZED_TIME, text, _) => {
            let (year, rest) = number(text, 4)?;
            time(year, rest)
        }
        _ => None,
    }
}

const SEQUENCE: u8 = 0x30;
const EXPLICIT_0: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// The tag and content of the first DER element, and what follows it.
fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let (bytes, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
        if bytes.len() > 4 {
            return None;
        }
        (bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)), rest)
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

/// `MMDDhhmmssZ` of a year.
fn time(year: i64, text: &[u8]) -> Option<i64> {
    let (month, text) = number(text, 2)?;
    let (day, text) = number(text, 2)?;
    let (hour, text) = number(text, 2)?;
    let (minute, text) = number(text, 2)?;
    let (second, text) = number(text, 2)?;
    (text == b"Z").then(|| days_from_civil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second)
}

fn number(text: &[u8], digits: usize) -> Option<(i64, &[u8])> {
    let (number, rest) = text.split_at_checked(digits)?;
    number
        .iter()
        .all(u8::is_ascii_digit)
        .then(|| (number.iter().fold(0, |n, d| n * 10 + i64::from(d - b'0')), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_time_are_read_and_nothing_else() {
        let certificate = |tag: u8, text: &str| {
            let wrap = |tag: u8, content: Vec<u8>| {
                [vec![tag, u8::try_from(content.len()).unwrap()], content].concat()
            };
            let stamp = wrap(tag, text.as_bytes().to_vec());
            let validity = wrap(SEQUENCE, [stamp.clone(), stamp].concat());
            let before = [
                wrap(EXPLICIT_0, vec![2, 1, 2]),
                wrap(2, vec![1]),
                wrap(SEQUENCE, vec![]),
                wrap(SEQUENCE, vec![]),
            ]
            .concat();
            wrap(SEQUENCE, wrap(SEQUENCE, [before, validity].concat()))
        };
        for (tag, text, want) in [
            (UTC_TIME, "700101000001Z", Some(1)),
            (UTC_TIME, "491231235959Z", Some(2_524_607_999)),
            (GENERALIZED_TIME, "20500101000000Z", Some(2_524_608_000)),
            (UTC_TIME, "700101000001+", None),
            (UTC_TIME, "7001010000xxZ", None),
            (2, "700101000001Z", None),
        ] {
            assert_eq!(not_after(&certificate(tag, text)), want, "{text}");
        }
        let whole = certificate(UTC_TIME, "700101000001Z");
        for cut in 0..whole.len() {
            assert_eq!(not_after(&whole[..cut]), None);
        }
    }
}
