//! Base64, base32 and checksums.
//!
//! The decoder of base32 is ours because its error texts, with Go's byte positions, are what a template prints.

use std::fmt::Write as _;

use golang::base64;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use crate::{Functions, Type};

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
    text("b64enc", |s| base64::encode(s));
    text("b32enc", |s| base32(s.as_bytes()));
    text("b64dec", |s| {
        base64::decode(s).map_or_else(|e| e.to_string(), |b| String::from_utf8_lossy(&b).into_owned())
    });
    text("b32dec", |s| {
        base32_decoded(s).unwrap_or_else(|at| format!("illegal base32 data at input byte {at}"))
    });
    text("sha1sum", |s| hex(&Sha1::digest(s)));
    text("sha256sum", |s| hex(&Sha256::digest(s)));
    text("sha512sum", |s| hex(&Sha512::digest(s)));
    text("adler32sum", |s| adler32(s.as_bytes()).to_string());
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

/// Standard base32 with padding.
fn base32(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 8 / 5 + 8);
    let (mut held, mut count) = (0_u32, 0_u32);
    let digit = |value: u32| {
        let index = usize::try_from(value & 0x1f).unwrap_or(0);
        BASE32.get(index).map_or('=', |&byte| char::from(byte))
    };
    for &byte in bytes {
        held = (held << 8 | u32::from(byte)) & 0xffff;
        count += 8;
        while count >= 5 {
            count -= 5;
            out.push(digit(held >> count));
        }
    }
    if count > 0 {
        out.push(digit(held << (5 - count)));
    }
    while !out.len().is_multiple_of(8) {
        out.push('=');
    }
    out
}

/// Digits of five bits to bytes, most significant bit first; the bits left over are dropped.
#[derive(Default)]
struct Bits {
    out: Vec<u8>,
    held: u32,
    count: u32,
}

impl Bits {
    fn push(&mut self, digit: u32) {
        self.held = (self.held << 5 | digit) & 0xffff;
        self.count += 5;
        if self.count >= 8 {
            self.count -= 8;
            self.out.push(u8::try_from(self.held >> self.count & 0xff).unwrap_or(0));
        }
    }

    fn text(self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }
}

fn base32_digit(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'2'..=b'7' => byte - b'2' + 26,
        _ => return None,
    }))
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
        bits.push(base32_digit(byte).ok_or(at)?);
        filled = (filled + 1) % 8;
    }
    if filled == 0 { Ok(bits.text()) } else { Err(bytes.len() - filled) }
}
