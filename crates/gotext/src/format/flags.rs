//! Flags, width and precision, and what they do to integers, floats and texts.
//!
//! Source: Go 1.26 fmt format.go.

use std::fmt::Write as _;

use golang::quote::{Shown, can_backquote, is_print, quoted};

use crate::budget::Meter;
use crate::fault::Fault;
use crate::format::push_hex;
use crate::value::FloatType;

/// What stands between `%` and the verb.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) struct Flags {
    pub width: Option<usize>,
    pub precision: Option<usize>,
    pub sharp: bool,
    pub zero: bool,
    pub plus: bool,
    pub minus: bool,
    pub space: bool,
    /// `%#v`
    pub sharp_v: bool,
    /// `%+v`
    pub plus_v: bool,
}

/// Where text goes, and what it may cost.
pub(super) struct Sink<'p> {
    pub out: &'p mut String,
    pub meter: &'p Meter,
    pub flags: Flags,
}

impl Sink<'_> {
    pub(super) fn put(&mut self, text: &str) -> Result<(), Fault> {
        self.meter.charge(text.len())?;
        self.out.push_str(text);
        Ok(())
    }

    fn padding(&mut self, count: usize) -> Result<(), Fault> {
        self.meter.charge(count)?;
        let with = if self.flags.zero && !self.flags.minus { '0' } else { ' ' };
        self.out.extend(std::iter::repeat_n(with, count));
        Ok(())
    }

    pub(super) fn pad(&mut self, text: &str) -> Result<(), Fault> {
        let missing = match self.flags.width {
            None | Some(0) => 0,
            Some(width) => width.saturating_sub(text.chars().count()),
        };
        if missing > 0 && !self.flags.minus {
            self.padding(missing)?;
        }
        self.put(text)?;
        if missing > 0 && self.flags.minus {
            self.padding(missing)?;
        }
        Ok(())
    }

    fn pad_without_zeros(&mut self, text: &str) -> Result<(), Fault> {
        let zero = std::mem::replace(&mut self.flags.zero, false);
        let done = self.pad(text);
        self.flags.zero = zero;
        done
    }

    fn truncated<'t>(&self, text: &'t str) -> &'t str {
        match self.flags.precision {
            None => text,
            Some(precision) => {
                let end = text.char_indices().nth(precision).map_or(text.len(), |(i, _)| i);
                text.get(..end).unwrap_or(text)
            }
        }
    }

    /// `%s`
    pub(super) fn text(&mut self, text: &str) -> Result<(), Fault> {
        let text = self.truncated(text);
        self.pad(text)
    }

    /// `%q` of a text
    pub(super) fn quoted_text(&mut self, text: &str) -> Result<(), Fault> {
        let text = self.truncated(text);
        if self.flags.sharp && can_backquote(text) {
            return self.pad(&format!("`{text}`"));
        }
        self.meter.charge(text.len())?;
        if !text.is_ascii() {
            // The class of each character has to be found.
            self.meter.read(text.len().saturating_mul(8))?;
        }
        self.pad(&quoted(text.as_bytes(), '"', self.shown()))
    }

    fn shown(&self) -> Shown {
        if self.flags.plus { Shown::Ascii } else { Shown::Printable }
    }

    /// `%x` and `%X` of bytes
    pub(super) fn hex_bytes(&mut self, bytes: &[u8], upper: bool) -> Result<(), Fault> {
        let length = self.flags.precision.map_or(bytes.len(), |p| p.min(bytes.len()));
        self.meter.charge(length.saturating_mul(5))?;
        let prefix = if upper { "0X" } else { "0x" };
        let mut text = String::with_capacity(length * 2);
        for (i, byte) in bytes.iter().take(length).enumerate() {
            if self.flags.space && i > 0 {
                text.push(' ');
            }
            if self.flags.sharp && (i == 0 || self.flags.space) {
                text.push_str(prefix);
            }
            push_hex(&mut text, *byte, upper);
        }
        self.pad(&text)
    }

    /// `%c`
    pub(super) fn character(&mut self, code: u64) -> Result<(), Fault> {
        self.pad(char_of(code).encode_utf8(&mut [0; 4]))
    }

    /// `%q` of an integer
    pub(super) fn quoted_character(&mut self, code: u64) -> Result<(), Fault> {
        let text = quoted(char_of(code).encode_utf8(&mut [0; 4]).as_bytes(), '\'', self.shown());
        self.pad(&text)
    }

    /// `%U`
    pub(super) fn code_point(&mut self, code: u64) -> Result<(), Fault> {
        let digits = self.flags.precision.unwrap_or(4).max(4);
        self.meter.charge(digits)?;
        let mut text = format!("U+{}", left_zeros(&format!("{code:X}"), digits));
        let c = u32::try_from(code).ok().and_then(char::from_u32);
        if let Some(c) = c.filter(|c| self.flags.sharp && is_print(*c)) {
            text.push_str(&format!(" '{c}'"));
        }
        self.pad_without_zeros(&text)
    }

    /// Integers in any base.
    pub(super) fn integer(
        &mut self,
        magnitude: u64,
        negative: bool,
        base: u32,
        verb: char,
    ) -> Result<(), Fault> {
        let Flags { width, precision, sharp, zero, plus, minus, space, .. } = self.flags;
        let mut digits_wanted = 0;
        if let Some(precision) = precision {
            digits_wanted = precision;
            if precision == 0 && magnitude == 0 {
                self.flags.zero = false;
                let done = self.padding(width.unwrap_or(0));
                self.flags.zero = zero;
                return done;
            }
        } else if zero
            && !minus
            && let Some(width) = width
        {
            digits_wanted = if negative || plus || space { width.saturating_sub(1) } else { width };
        }
        self.meter.charge(digits_wanted)?;
        let digits = match (base, verb) {
            (2, _) => format!("{magnitude:b}"),
            (8, _) => format!("{magnitude:o}"),
            (16, 'X') => format!("{magnitude:X}"),
            (16, _) => format!("{magnitude:x}"),
            _ if self.flags == Flags::default() => {
                // The usual case needs no padding; writing to a `String` cannot fail.
                self.meter.charge(20)?;
                let sign = if negative { "-" } else { "" };
                let _ = write!(self.out, "{sign}{magnitude}");
                return Ok(());
            }
            _ => magnitude.to_string(),
        };
        let digits = left_zeros(&digits, digits_wanted);
        let prefix = match base {
            _ if verb == 'O' => "0o",
            2 if sharp => "0b",
            8 if sharp && !digits.starts_with('0') => "0",
            16 if sharp && verb == 'X' => "0X",
            16 if sharp => "0x",
            _ => "",
        };
        let octal = if verb == 'O' && sharp && !digits.starts_with('0') { "0" } else { "" };
        let sign = match () {
            () if negative => "-",
            () if plus => "+",
            () if space => " ",
            () => "",
        };
        self.pad_without_zeros(&format!("{sign}{prefix}{octal}{digits}"))
    }

    /// Floats: `verb` as strconv knows it, `precision` where none is given.
    pub(super) fn float(
        &mut self,
        value: f64,
        kind: FloatType,
        verb: char,
        precision: Option<usize>,
    ) -> Result<(), Fault> {
        let precision = self.flags.precision.or(precision);
        // Digits far from the point, or many of them, are found by arithmetic on long numbers.
        let digits = precision.unwrap_or(0).saturating_add(400);
        self.meter.charge(digits)?;
        if verb == 'f' && !(1e-9..1e21).contains(&value.abs()) || digits > 500 {
            self.meter.read(digits.saturating_mul(4))?;
        }
        let mut number = golang::float::format(value, verb, precision, kind.size());
        let Flags { width, sharp, zero, plus, minus, space, .. } = self.flags;
        let sign = if number.starts_with(['-', '+']) { number.remove(0) } else { '+' };
        let sign = if space && sign == '+' && !plus { ' ' } else { sign };
        if number.starts_with(['I', 'N']) {
            let bare = number.starts_with('N') && !space && !plus;
            let text = if bare { number } else { format!("{sign}{number}") };
            return self.pad_without_zeros(&text);
        }
        if sharp && verb != 'b' {
            number = with_point(&number, verb, precision);
        }
        if !plus && sign == '+' {
            return self.pad(&number);
        }
        let length = number.len() + 1;
        if zero
            && !minus
            && let Some(missing) = width.and_then(|w| w.checked_sub(length)).filter(|m| *m > 0)
        {
            self.put(sign.encode_utf8(&mut [0; 4]))?;
            self.padding(missing)?;
            return self.put(&number);
        }
        self.pad(&format!("{sign}{number}"))
    }
}

fn char_of(code: u64) -> char {
    u32::try_from(code).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn left_zeros(digits: &str, count: usize) -> String {
    let mut text = "0".repeat(count.saturating_sub(digits.len()));
    text.push_str(digits);
    text
}

/// `#`: always a decimal point, and trailing zeros kept.
fn with_point(number: &str, verb: char, precision: Option<usize>) -> String {
    let mut missing = match verb {
        'v' | 'g' | 'G' | 'x' => i64::try_from(precision.unwrap_or(6)).unwrap_or(i64::MAX),
        _ => 0,
    };
    let hexadecimal = matches!(verb, 'x' | 'X');
    let tail_at = number.find(|c| matches!(c, 'p' | 'P') || (!hexadecimal && matches!(c, 'e' | 'E')));
    let (number, tail) = number.split_at_checked(tail_at.unwrap_or(number.len())).unwrap_or((number, ""));
    let mut seen = false;
    for c in number.chars().filter(|c| *c != '.') {
        seen |= c != '0';
        missing -= i64::from(seen);
    }
    let mut out = number.to_owned();
    if !number.contains('.') {
        if number == "0" {
            missing -= 1;
        }
        out.push('.');
    }
    out.extend(std::iter::repeat_n('0', usize::try_from(missing).unwrap_or(0)));
    out.push_str(tail);
    out
}
