//! One IP address as Go's `netip.ParseAddr` reads it.

use std::fmt;

use golang::quote::quote;

/// An address was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// Whether it is an IPv6 address.
    pub is_v6: bool,
    /// Whether it names a zone.
    pub has_zone: bool,
}

/// Why a text is not an address, and from where on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AddressError<'a> {
    text: &'a str,
    cause: &'static str,
    at: &'a str,
}

impl Address {
    /// The number of its bits.
    pub fn bits(self) -> u32 {
        if self.is_v6 { 128 } else { 32 }
    }
}

impl fmt::Display for AddressError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ParseAddr({}): {}", quote(self.text), self.cause)?;
        if self.at.is_empty() { Ok(()) } else { write!(f, " (at {})", quote(self.at)) }
    }
}

/// Reads an address, `10.0.0.1` or `fe80::1%eth0`.
///
/// Source: Go net/netip, ParseAddr.
pub(crate) fn parse_address(text: &str) -> Result<Address, AddressError<'_>> {
    let failed = |cause| Err(AddressError { text, cause, at: "" });
    match text.bytes().find(|b| matches!(b, b'.' | b':' | b'%')) {
        Some(b'.') => check_v4(text, text).map(|()| Address { is_v6: false, has_zone: false }),
        Some(b':') => check_v6(text),
        Some(_) => failed("missing IPv6 address"),
        None => failed("unable to parse IP"),
    }
}

/// Checks the four fields in `part` of the address `text`.
fn check_v4<'a>(text: &'a str, part: &'a str) -> Result<(), AddressError<'a>> {
    let failed = |cause, at| Err(AddressError { text, cause, at });
    let (mut value, mut digits, mut dots) = (0, 0, 0);
    for (i, byte) in part.bytes().enumerate() {
        let at = || part.get(i..).unwrap_or("");
        match byte {
            b'0'..=b'9' => {
                if digits == 1 && value == 0 {
                    return failed("IPv4 field has octet with leading zero", "");
                }
                value = value * 10 + u32::from(byte - b'0');
                digits += 1;
                if value > 255 {
                    return failed("IPv4 field has value >255", "");
                }
            }
            b'.' => {
                if digits == 0 || i + 1 == part.len() {
                    return failed("IPv4 field must have at least one digit", at());
                }
                if dots == 3 {
                    return failed("IPv4 address too long", "");
                }
                (value, digits, dots) = (0, 0, dots + 1);
            }
            _ => return failed("unexpected character", at()),
        }
    }
    if dots < 3 { failed("IPv4 address too short", "") } else { Ok(()) }
}

fn check_v6(text: &str) -> Result<Address, AddressError<'_>> {
    let failed = |cause, at| Err(AddressError { text, cause, at });
    let (address, zone) = text.split_once('%').map_or((text, None), |(a, z)| (a, Some(z)));
    if zone == Some("") {
        return failed("zone must be a non-empty string", "");
    }
    let read = Address { is_v6: true, has_zone: zone.is_some() };
    let mut rest = address;
    let mut ellipsis = false;
    if let Some(after) = rest.strip_prefix("::") {
        if after.is_empty() {
            return Ok(read);
        }
        (rest, ellipsis) = (after, true);
    }
    let mut bytes = 0;
    while bytes < 16 {
        let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
        if digits > 4 {
            return failed("each group must have 4 or less digits", rest);
        }
        if digits == 0 {
            return failed("each colon-separated field must have at least one digit", rest);
        }
        let after = rest.get(digits..).unwrap_or("");
        if after.starts_with('.') {
            if !ellipsis && bytes != 12 {
                return failed("embedded IPv4 address must replace the final 2 fields of the address", rest);
            }
            if bytes + 4 > 16 {
                return failed("too many hex fields to fit an embedded IPv4 at the end of the address", rest);
            }
            check_v4(text, rest)?;
            (rest, bytes) = ("", bytes + 4);
            break;
        }
        bytes += 2;
        if after.is_empty() {
            rest = after;
            break;
        }
        rest = match after.strip_prefix(':') {
            None => return failed("unexpected character, want colon", after),
            Some("") => return failed("colon must be followed by more characters", after),
            Some(next) => next,
        };
        if let Some(next) = rest.strip_prefix(':') {
            if ellipsis {
                return failed("multiple :: in address", rest);
            }
            (rest, ellipsis) = (next, true);
            if rest.is_empty() {
                break;
            }
        }
    }
    match (rest.is_empty(), bytes < 16, ellipsis) {
        (false, _, _) => failed("trailing garbage after address", rest),
        (true, true, false) => failed("address string too short", ""),
        (true, false, true) => failed("the :: must expand to at least one field of zeros", ""),
        _ => Ok(read),
    }
}
