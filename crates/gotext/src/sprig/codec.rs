//! Base64, base32 and checksums.
//!
//! The decoders are ours because their error texts, with Go's byte positions, are what a template prints.

use std::fmt::Write as _;

use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use crate::{Functions, Type};

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Declares `b64enc b64dec b32enc b32dec sha1sum sha256sum sha512sum adler32sum`. Source: sprig 3.3 strings.go,
/// crypto.go.
pub(super) fn declare(functions: &mut Functions) {
    let mut text = |name: &str, compute: fn(&str) -> String| {
        functions.def(name, &[Type::STR], Type::STR, move |call| {
            let s = call.str(0);
            call.charge(s.len().saturating_mul(2))?;
            Ok(compute(s).into())
        });
    };
    text("b64enc", |s| base64(s.as_bytes()));
    text("b32enc", |s| encoded(s.as_bytes(), BASE32, 5, 8));
    text("b64dec", |s| {
        base64_decoded(s).unwrap_or_else(|at| format!("illegal base64 data at input byte {at}"))
    });
    text("b32dec", |s| {
        base32_decoded(s).unwrap_or_else(|at| format!("illegal base32 data at input byte {at}"))
    });
    text("sha1sum", |s| hex(&Sha1::digest(s)));
    text("sha256sum", |s| hex(&Sha256::digest(s)));
    text("sha512sum", |s| hex(&Sha512::digest(s)));
    text("adler32sum", |s| adler32(s.as_bytes()).to_string());
}

/// Standard base64 with padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    encoded(bytes, BASE64, 6, 4)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn adler32(bytes: &[u8]) -> u32 {
    let (low, high) = bytes.iter().fold((1_u32, 0_u32), |(low, high), &byte| {
        let low = (low + u32::from(byte)) % 65521;
        (low, (high + low) % 65521)
    });
    high << 16 | low
}

/// `bytes` in digits of `bits` bits, padded with `=` to whole groups of `group` digits.
fn encoded(bytes: &[u8], alphabet: &[u8], bits: u32, group: usize) -> String {
    let mut out = String::with_capacity(bytes.len() * 8 / 5 + group);
    let (mut held, mut count) = (0_u32, 0_u32);
    let digit = |value: u32| {
        let index = usize::try_from(value & ((1 << bits) - 1)).unwrap_or(0);
        alphabet.get(index).map_or('=', |&byte| char::from(byte))
    };
    for &byte in bytes {
        held = (held << 8 | u32::from(byte)) & 0xffff;
        count += 8;
        while count >= bits {
            count -= bits;
            out.push(digit(held >> count));
        }
    }
    if count > 0 {
        out.push(digit(held << (bits - count)));
    }
    while !out.len().is_multiple_of(group) {
        out.push('=');
    }
    out
}

/// Digits to bytes, most significant bit first; the bits left over are dropped.
#[derive(Default)]
struct Bits {
    out: Vec<u8>,
    held: u32,
    count: u32,
}

impl Bits {
    fn push(&mut self, digit: u32, bits: u32) {
        self.held = (self.held << bits | digit) & 0xffff;
        self.count += bits;
        if self.count >= 8 {
            self.count -= 8;
            self.out.push(u8::try_from(self.held >> self.count & 0xff).unwrap_or(0));
        }
    }

    fn text(self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }
}

fn base64_digit(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

fn base32_digit(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'2'..=b'7' => byte - b'2' + 26,
        _ => return None,
    }))
}

/// Standard base64; line ends are skipped. The error is the position Go reports.
/// Source: Go encoding/base64 decodeQuantum.
fn base64_decoded(s: &str) -> Result<String, usize> {
    let mut bits = Bits::default();
    let mut bytes = s.bytes().enumerate().filter(|(_, b)| !matches!(b, b'\n' | b'\r'));
    let mut filled = 0_usize;
    while let Some((at, byte)) = bytes.next() {
        if let Some(digit) = base64_digit(byte) {
            bits.push(digit, 6);
            filled = (filled + 1) % 4;
            continue;
        }
        if byte != b'=' || filled < 2 {
            return Err(at);
        }
        if filled == 2 {
            match bytes.next() {
                None => return Err(s.len()),
                Some((_, b'=')) => {}
                Some((next, _)) => return Err(next - 1),
            }
        }
        return match bytes.next() {
            Some((next, _)) => Err(next),
            None => Ok(bits.text()),
        };
    }
    if filled == 0 { Ok(bits.text()) } else { Err(s.len() - filled) }
}

/// Standard base32; line ends are taken out first. The error is the position Go reports.
/// Source: Go encoding/base32 decode.
fn base32_decoded(s: &str) -> Result<String, usize> {
    let bytes: Vec<u8> = s.bytes().filter(|b| !matches!(b, b'\n' | b'\r')).collect();
    let mut bits = Bits::default();
    let mut filled = 0_usize;
    for (at, &byte) in bytes.iter().enumerate() {
        let after = bytes.get(at + 1..).unwrap_or_default();
        if byte == b'=' && filled >= 2 && after.len() < 8 {
            if after.len() + filled < 7 {
                return Err(bytes.len());
            }
            if let Some(wrong) = after.iter().take(7 - filled).position(|&b| b != b'=') {
                return Err(at + wrong);
            }
            return if matches!(filled, 3 | 6) { Err(at) } else { Ok(bits.text()) };
        }
        bits.push(base32_digit(byte).ok_or(at)?, 5);
        filled = (filled + 1) % 8;
    }
    if filled == 0 { Ok(bits.text()) } else { Err(bytes.len() - filled) }
}
