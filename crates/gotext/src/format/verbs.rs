//! `printf`: the format's text and verbs, one after the other.
//!
//! Source: Go 1.26 fmt print.go, doPrintf.

use crate::fault::Fault;
use crate::format::flags::Flags;
use crate::format::print::Printer;
use crate::value::Value;

/// Widths and precisions beyond this are refused.
const LARGEST: i64 = 1_000_000;

/// Prints `format` with `args`.
pub(super) fn printf(printer: &mut Printer<'_>, format: &str, args: &[Value<'_>]) -> Result<(), Fault> {
    let mut state = State { rest: format, args, next: 0, reordered: false, good_index: true };
    while !state.rest.is_empty() {
        let (text, rest) = state
            .rest
            .split_at_checked(state.rest.find('%').unwrap_or(state.rest.len()))
            .unwrap_or((state.rest, ""));
        printer.sink.put(text)?;
        let Some(rest) = rest.strip_prefix('%') else { break };
        printer.sink.meter.step(1)?;
        state.rest = rest;
        if !state.verb(printer)? {
            break;
        }
    }
    state.extra(printer)
}

struct State<'f, 'v, 'a> {
    rest: &'f str,
    args: &'v [Value<'a>],
    next: usize,
    reordered: bool,
    good_index: bool,
}

impl State<'_, '_, '_> {
    /// One verb, after its `%`; false at the end of the format.
    fn verb(&mut self, printer: &mut Printer<'_>) -> Result<bool, Fault> {
        printer.sink.flags = Flags::default();
        self.good_index = true;
        self.flags(&mut printer.sink.flags);
        let mut after_index = self.index();
        after_index = self.width(printer, after_index)?;
        after_index = self.precision(printer, after_index)?;
        if !after_index {
            self.index();
        }
        let mut chars = self.rest.chars();
        let Some(verb) = chars.next() else {
            printer.sink.put("%!(NOVERB)")?;
            return Ok(false);
        };
        self.rest = chars.as_str();
        if verb == '%' {
            printer.sink.put("%")?;
        } else if !self.good_index {
            printer.sink.put(&format!("%!{verb}(BADINDEX)"))?;
        } else if let Some(arg) = self.args.get(self.next) {
            if verb == 'v' {
                let flags = &mut printer.sink.flags;
                flags.sharp_v = std::mem::replace(&mut flags.sharp, false);
                flags.plus_v = std::mem::replace(&mut flags.plus, false);
            }
            printer.arg(arg, verb)?;
            self.next += 1;
        } else {
            printer.sink.put(&format!("%!{verb}(MISSING)"))?;
        }
        Ok(true)
    }

    fn flags(&mut self, flags: &mut Flags) {
        let mut chars = self.rest.chars();
        loop {
            self.rest = chars.as_str();
            match chars.next() {
                Some('#') => flags.sharp = true,
                Some('0') => flags.zero = true,
                Some('+') => flags.plus = true,
                Some('-') => flags.minus = true,
                Some(' ') => flags.space = true,
                _ => return,
            }
        }
    }

    /// An explicit argument index such as `[3]`; whether there was one.
    fn index(&mut self) -> bool {
        let Some(inner) = self.rest.strip_prefix('[') else { return false };
        self.reordered = true;
        let Some((number, rest)) = inner.split_once(']').filter(|_| self.rest.len() >= 3) else {
            self.good_index = false;
            self.rest = inner;
            return false;
        };
        self.rest = rest;
        let number = number.parse::<usize>().ok().filter(|_| number.bytes().all(|b| b.is_ascii_digit()));
        match number.filter(|n| i64::try_from(*n).is_ok_and(|n| n <= 10 * LARGEST)) {
            Some(number) if (1..=self.args.len()).contains(&number) => {
                self.next = number - 1;
                true
            }
            number => {
                self.good_index = false;
                number.is_some()
            }
        }
    }

    fn width(&mut self, printer: &mut Printer<'_>, after_index: bool) -> Result<bool, Fault> {
        if let Some(rest) = self.rest.strip_prefix('*') {
            self.rest = rest;
            let width = self.integer_argument();
            if width.is_none() {
                printer.sink.put("%!(BADWIDTH)")?;
            }
            if width.is_some_and(|w| w < 0) {
                printer.sink.flags.minus = true;
                printer.sink.flags.zero = false;
            }
            printer.sink.flags.width = width.and_then(|w| usize::try_from(w.abs()).ok());
            return Ok(false);
        }
        printer.sink.flags.width = self.number();
        if after_index && printer.sink.flags.width.is_some() {
            self.good_index = false;
        }
        Ok(after_index)
    }

    fn precision(&mut self, printer: &mut Printer<'_>, after_index: bool) -> Result<bool, Fault> {
        // A point that ends the format is taken for the verb.
        let Some(rest) = self.rest.strip_prefix('.').filter(|rest| !rest.is_empty()) else {
            return Ok(after_index);
        };
        self.rest = rest;
        if after_index {
            self.good_index = false;
        }
        let after_index = self.index();
        if let Some(rest) = self.rest.strip_prefix('*') {
            self.rest = rest;
            let precision = self.integer_argument().and_then(|p| usize::try_from(p).ok());
            if precision.is_none() {
                printer.sink.put("%!(BADPREC)")?;
            }
            printer.sink.flags.precision = precision;
            return Ok(false);
        }
        printer.sink.flags.precision = Some(self.number().unwrap_or(0));
        Ok(after_index)
    }

    /// The next argument as a width or precision, if it is an integer that is not too large.
    fn integer_argument(&mut self) -> Option<i64> {
        let arg = self.args.get(self.next)?;
        self.next += 1;
        arg.as_int().filter(|n| n.abs() <= LARGEST)
    }

    /// A decimal number; one that is too large swallows the rest of the format.
    fn number(&mut self) -> Option<usize> {
        let mut number = None;
        let mut chars = self.rest.chars();
        while let Some(digit) = chars.next().and_then(|c| c.to_digit(10)) {
            let so_far = number.unwrap_or(0);
            if so_far > LARGEST {
                self.rest = "";
                return None;
            }
            number = Some(so_far * 10 + i64::from(digit));
            self.rest = chars.as_str();
        }
        number.and_then(|n| usize::try_from(n).ok())
    }

    fn extra(&self, printer: &mut Printer<'_>) -> Result<(), Fault> {
        let extra = self.args.get(self.next..).unwrap_or(&[]);
        if self.reordered || extra.is_empty() {
            return Ok(());
        }
        printer.sink.flags = Flags::default();
        printer.sink.put("%!(EXTRA ")?;
        for (i, arg) in extra.iter().enumerate() {
            if i > 0 {
                printer.sink.put(", ")?;
            }
            match arg {
                Value::Nil | Value::Missing => printer.sink.put("<nil>")?,
                arg => {
                    printer.sink.put(&arg.type_name())?;
                    printer.sink.put("=")?;
                    printer.arg(arg, 'v')?;
                }
            }
        }
        printer.sink.put(")")
    }
}
