//! The values of flags: lists, numbers, ranges and names.

use super::error::RequestError;
use crate::cidr::Cidr;
use crate::flags::Flag;

/// Kernels take no longer names of interfaces.
const INTERFACE_BYTES: usize = 15;
/// Lists are not longer than this: each item is a rule or more.
const MOST_ITEMS: usize = 1000;

pub(super) fn refused(flag: Flag, value: &str, cause: impl Into<String>) -> RequestError {
    RequestError { flag, value: value.to_owned(), cause: cause.into() }
}

/// A comma-separated list; empty items are nothing.
pub(super) fn list<T>(
    flag: Flag,
    text: &str,
    item: fn(Flag, &str) -> Result<T, RequestError>,
) -> Result<Vec<T>, RequestError> {
    let items: Vec<&str> = text.split(',').filter(|i| !i.is_empty()).take(MOST_ITEMS + 1).collect();
    if items.len() > MOST_ITEMS {
        return Err(refused(flag, text, format!("it lists more than {MOST_ITEMS}")));
    }
    items.into_iter().map(|i| item(flag, i)).collect()
}

pub(super) fn port(flag: Flag, text: &str) -> Result<u16, RequestError> {
    positive(text).ok_or_else(|| {
        refused(flag, text, "it is not a port, a number from 1 to 65535 without leading zeros")
    })
}

pub(super) fn number(flag: Flag, text: &str) -> Result<u32, RequestError> {
    let cause = "it is not a number from 1 to 4294967295 in decimal, without leading zeros";
    positive(text).ok_or_else(|| refused(flag, text, cause))
}

/// A number from 1. One that begins with a zero is none: iptables takes it for octal, and nft for decimal.
fn positive<N: std::str::FromStr>(text: &str) -> Option<N> {
    let is_number = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| is_number)
}

/// The proxy's users or groups. Without any the proxy's own traffic would be captured, and go in circles.
pub(super) fn owners(flag: Flag, text: &str) -> Result<Vec<String>, RequestError> {
    let owners = list(flag, text, owner)?;
    if owners.is_empty() {
        Err(refused(flag, text, "the list names nobody; leave it empty for the default"))
    } else {
        Ok(owners)
    }
}

pub(super) fn cidr(flag: Flag, text: &str) -> Result<Cidr, RequestError> {
    if text == "*" {
        return Err(refused(flag, text, "`*` is not a range and cannot be in a list"));
    }
    Cidr::parse(text).map_err(|cause| refused(flag, text, cause))
}

pub(super) fn loopback(text: &str) -> Result<Cidr, RequestError> {
    let flag = Flag::LoopbackCidr;
    let range = cidr(flag, text)?;
    let fits = range.address().is_ipv4() && range.address().is_loopback() && range.prefix() >= 8;
    if fits { Ok(range) } else { Err(refused(flag, text, "it is not part of 127.0.0.0/8")) }
}

/// A user or group: a number, or a name as Linux has them.
pub(super) fn owner(flag: Flag, text: &str) -> Result<String, RequestError> {
    let refuse =
        || refused(flag, text, "it is neither a number below 4294967295 nor the name of a user or group");
    if text.bytes().all(|b| b.is_ascii_digit()) {
        if text.len() > 1 && text.starts_with('0') {
            return Err(refused(
                flag,
                text,
                "a number with leading zeros is octal to iptables; write it in decimal",
            ));
        }
        return match text.parse::<u32>() {
            Ok(id) if id != u32::MAX => Ok(text.to_owned()),
            _ => Err(refuse()),
        };
    }
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '$');
    if begins && text.len() <= 32 && text.chars().all(is_plain) { Ok(text.to_owned()) } else { Err(refuse()) }
}

/// Source: Linux net/core/dev.c, dev_valid_name; iptables takes a last `+` for any ending.
pub(super) fn interface(flag: Flag, text: &str) -> Result<String, RequestError> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '@' | '+');
    let fits = text.len() <= INTERFACE_BYTES && text.chars().all(is_plain) && !text.starts_with('-');
    if fits && !matches!(text, "." | "..") {
        return Ok(text.to_owned());
    }
    let cause = format!(
        "it is not the name of an interface: at most {INTERFACE_BYTES} letters, digits, `_`, `-`, `.`, `@`"
    );
    Err(refused(flag, text, cause))
}
