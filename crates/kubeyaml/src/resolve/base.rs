//! Integers in the bases Go's `strconv` knows.

/// A signed integer. Base 0 finds the base from the prefix: `0x`, `0b`, `0o`, or `0` for octal.
/// Source: Go strconv.ParseInt, 64 bits, underscores already taken out.
pub(super) fn parse_int(text: &str, base: u32) -> Option<i64> {
    let bytes = text.as_bytes();
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, bytes),
    };
    let size = unsigned(digits, base)?;
    if negative { 0i64.checked_sub_unsigned(size) } else { i64::try_from(size).ok() }
}

/// An unsigned integer without a sign.
/// Source: Go strconv.ParseUint.
pub(super) fn parse_uint(text: &str, base: u32) -> Option<u64> {
    unsigned(text.as_bytes(), base)
}

fn unsigned(bytes: &[u8], base: u32) -> Option<u64> {
    let (base, digits) = match (base, bytes) {
        (0, [b'0', b'x' | b'X', rest @ ..]) => (16, rest),
        (0, [b'0', b'b' | b'B', rest @ ..]) => (2, rest),
        (0, [b'0', b'o' | b'O', rest @ ..]) => (8, rest),
        (0, [b'0']) => return Some(0),
        (0, [b'0', rest @ ..]) => (8, rest),
        (0, rest) => (10, rest),
        (base, rest) => (base, rest),
    };
    if digits.is_empty() {
        return None;
    }
    let mut sum: u64 = 0;
    for byte in digits {
        let digit = char::from(*byte).to_digit(base)?;
        sum = sum.checked_mul(base.into())?.checked_add(digit.into())?;
    }
    Some(sum)
}
