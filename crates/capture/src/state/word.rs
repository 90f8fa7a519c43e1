//! Words that the kernel's programs share.

use crate::cidr::Cidr;

/// A range, or an address alone.
pub(super) fn range(text: &str) -> Option<Cidr> {
    text.parse().map_or_else(|_| Cidr::parse(text).ok(), |address| Some(Cidr::of(address)))
}

/// A mark whose mask leaves nothing out.
pub(super) fn mark(text: &str) -> Option<u32> {
    let (value, mask) = text.split_once('/').unwrap_or((text, "0xffffffff"));
    number(value).filter(|_| number(mask) == Some(u32::MAX))
}

/// A number, in decimal or with `0x`.
pub(super) fn number(text: &str) -> Option<u32> {
    match text.strip_prefix("0x") {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => text.parse().ok(),
    }
}
