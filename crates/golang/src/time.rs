//! Go's `time`: calendar, moments, layouts.
//!
//! There is no zone database: UTC and fixed offsets are known, and local time is UTC.

pub mod calendar;
mod format;
mod layout;
mod moment;
mod parse;
mod take;
mod zone;

pub use format::{format, month_name, weekday_name};
pub use moment::{Civil, Moment};
pub use parse::{ParseError, parse};
pub use zone::Zone;

use crate::quote::push_byte;

/// The layout of timestamps in Kubernetes, `time.RFC3339`.
pub const RFC3339: &str = "2006-01-02T15:04:05Z07:00";

/// The same with fractions of a second where there are any, `time.RFC3339Nano`.
pub const RFC3339_NANO: &str = "2006-01-02T15:04:05.999999999Z07:00";

/// A text as Go's `time` quotes it in its errors: control characters and all beyond ASCII as bytes, `\xNN`.
///
/// Source: Go 1.26 time format.go, quote.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => out.extend(['\\', char::from(byte)]),
            b' '..=0x7f => out.push(char::from(byte)),
            _ => push_byte(&mut out, byte),
        }
    }
    out.push('"');
    out
}
