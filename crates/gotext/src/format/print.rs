//! Values under a verb.
//!
//! Source: Go 1.26 fmt print.go, printArg and printValue.

use crate::fault::Fault;
use crate::format::flags::Sink;
use crate::functions::Receiver;
use crate::value::{List, Map, Pointer, Struct, Target, Text, Type, UintType, Value};

/// Values nested deeper than this are not printed.
const DEEPEST: usize = 100;

/// What stands for the address of a value: addresses differ from run to run, so nobody can rely on one.
const ADDRESS: u64 = 0xc000_0120_0000;

/// Prints values into a sink.
pub(super) struct Printer<'p> {
    pub sink: Sink<'p>,
    /// Within a bad verb's report `String` methods are not called.
    pub erroring: bool,
}

impl Printer<'_> {
    /// An argument, under `verb`.
    pub(super) fn arg(&mut self, value: &Value<'_>, verb: char) -> Result<(), Fault> {
        match (value, verb) {
            (Value::Nil | Value::Missing, 'T' | 'v') => self.sink.pad("<nil>"),
            (Value::Nil | Value::Missing, _) => self.bad_verb(value, verb),
            (_, 'T') => self.sink.text(&value.type_name()),
            (_, 'p') => self.address(value, verb),
            _ => self.value(value, verb, 0),
        }
    }

    fn bad_verb(&mut self, value: &Value<'_>, verb: char) -> Result<(), Fault> {
        self.erroring = true;
        self.sink.put("%!")?;
        self.sink.put(verb.encode_utf8(&mut [0; 4]))?;
        self.sink.put("(")?;
        match value {
            Value::Nil | Value::Missing => self.sink.put("<nil>")?,
            value => {
                self.sink.put(&value.type_name())?;
                self.sink.put("=")?;
                self.value(value, 'v', 0)?;
            }
        }
        self.erroring = false;
        self.sink.put(")")
    }

    fn value(&mut self, value: &Value<'_>, verb: char, depth: usize) -> Result<(), Fault> {
        self.sink.meter.step(1)?;
        if depth > DEEPEST {
            return Err(Fault::Depth);
        }
        match value {
            Value::Nil | Value::Missing if self.sink.flags.sharp_v => self.sink.put("interface {}(nil)"),
            Value::Nil | Value::Missing => self.sink.put("<nil>"),
            Value::Bool(b) => match verb {
                't' | 'v' => self.sink.pad(if *b { "true" } else { "false" }),
                _ => self.bad_verb(value, verb),
            },
            Value::Int(i, _) => self.integer(value, i.unsigned_abs(), *i < 0, verb),
            Value::Uint(u, _) if verb == 'v' && self.sink.flags.sharp_v => self.hexadecimal(*u, true),
            Value::Uint(u, _) => self.integer(value, *u, false, verb),
            Value::Enum(kind, i) => match kind.text_of(*i) {
                Some(text) if self.calls_methods(verb) => self.text(value, &text, verb),
                _ => self.integer(value, i.unsigned_abs(), *i < 0, verb),
            },
            Value::Float(f, kind) => match float_verb(verb) {
                Some((as_verb, precision)) => self.sink.float(*f, *kind, as_verb, precision),
                None => self.bad_verb(value, verb),
            },
            Value::Complex(re, im) => self.complex(value, *re, *im, verb),
            Value::Str(s) | Value::NamedStr(_, s) => self.text(value, s, verb),
            Value::List(list) => self.list(value, list, verb, depth),
            Value::Map(map) => self.map(map, verb, depth),
            Value::Struct(s) => self.structure(value, s, verb, depth),
            Value::Pointer(Pointer::Struct(s)) => {
                if let Some(text) = self.method_text(s, Receiver::Pointer, verb)? {
                    return self.text(value, &text, verb);
                }
                if let Some(text) = self.go_text(s) {
                    return self.sink.put(&text);
                }
                if depth > 0 {
                    return self.address(value, verb);
                }
                self.sink.put("&")?;
                self.structure(value, s, verb, depth + 1)
            }
            Value::NilPointer(Target::Struct(kind)) if self.calls_methods(verb) => {
                match kind.text(None, Receiver::Pointer, self.sink.meter)? {
                    Some(text) => self.text(value, &text, verb),
                    None => self.address(value, verb),
                }
            }
            Value::Pointer(_) | Value::NilPointer(_) | Value::Func(_) => self.address(value, verb),
        }
    }

    /// What a struct's `String` method gives, where it is called.
    fn method_text<'a>(
        &self,
        s: &Struct<'a>,
        receiver: Receiver,
        verb: char,
    ) -> Result<Option<Text<'a>>, Fault> {
        if self.calls_methods(verb) { s.text(receiver, self.sink.meter) } else { Ok(None) }
    }

    /// What a struct's `GoString` method gives, where `%#v` calls it.
    fn go_text(&self, s: &Struct<'_>) -> Option<String> {
        match s {
            Struct::Typed(kind, data) if self.sink.flags.sharp_v => kind.go_text(data),
            _ => None,
        }
    }

    fn calls_methods(&self, verb: char) -> bool {
        !self.erroring && !self.sink.flags.sharp_v && matches!(verb, 'v' | 's' | 'x' | 'X' | 'q')
    }

    fn integer(
        &mut self,
        value: &Value<'_>,
        magnitude: u64,
        negative: bool,
        verb: char,
    ) -> Result<(), Fault> {
        let code = if negative { u64::MAX } else { magnitude };
        match verb {
            'v' | 'd' => self.sink.integer(magnitude, negative, 10, verb),
            'b' => self.sink.integer(magnitude, negative, 2, verb),
            'o' | 'O' => self.sink.integer(magnitude, negative, 8, verb),
            'x' | 'X' => self.sink.integer(magnitude, negative, 16, verb),
            'c' => self.sink.character(code),
            'q' => self.sink.quoted_character(code),
            'U' if negative => self.sink.code_point(magnitude.wrapping_neg()),
            'U' => self.sink.code_point(magnitude),
            _ => self.bad_verb(value, verb),
        }
    }

    fn hexadecimal(&mut self, number: u64, prefix: bool) -> Result<(), Fault> {
        let sharp = std::mem::replace(&mut self.sink.flags.sharp, prefix);
        let done = self.sink.integer(number, false, 16, 'v');
        self.sink.flags.sharp = sharp;
        done
    }

    fn complex(&mut self, value: &Value<'_>, re: f64, im: f64, verb: char) -> Result<(), Fault> {
        let Some((as_verb, precision)) = float_verb(verb) else { return self.bad_verb(value, verb) };
        let kind = crate::value::FloatType::Float64;
        self.sink.put("(")?;
        self.sink.float(re, kind, as_verb, precision)?;
        let plus = std::mem::replace(&mut self.sink.flags.plus, true);
        self.sink.float(im, kind, as_verb, precision)?;
        self.sink.flags.plus = plus;
        self.sink.put("i)")
    }

    fn text(&mut self, value: &Value<'_>, text: &str, verb: char) -> Result<(), Fault> {
        match verb {
            'v' if self.sink.flags.sharp_v => self.sink.quoted_text(text),
            'v' | 's' => self.sink.text(text),
            'x' | 'X' => self.sink.hex_bytes(text.as_bytes(), verb == 'X'),
            'q' => self.sink.quoted_text(text),
            _ => self.bad_verb(value, verb),
        }
    }

    fn list(&mut self, value: &Value<'_>, list: &List<'_>, verb: char, depth: usize) -> Result<(), Fault> {
        if list.elem() == Type::Uint(UintType::Uint8) && matches!(verb, 's' | 'q' | 'x' | 'X') {
            return self.bytes(value, list, verb);
        }
        let sharp = self.sink.flags.sharp_v;
        if sharp {
            self.sink.put(&value.type_name())?;
            if list.is_nil() {
                return self.sink.put("(nil)");
            }
        }
        self.sink.put(if sharp { "{" } else { "[" })?;
        for (i, item) in list.iter().enumerate() {
            if i > 0 {
                self.sink.put(if sharp { ", " } else { " " })?;
            }
            self.value(&item, verb, depth + 1)?;
        }
        self.sink.put(if sharp { "}" } else { "]" })
    }

    fn bytes(&mut self, value: &Value<'_>, list: &List<'_>, verb: char) -> Result<(), Fault> {
        self.sink.meter.charge(list.len())?;
        let bytes: Vec<u8> = list
            .iter()
            .map(|item| item.as_int().and_then(|i| u8::try_from(i).ok()).unwrap_or_default())
            .collect();
        match verb {
            'x' | 'X' => self.sink.hex_bytes(&bytes, verb == 'X'),
            _ => self.text(value, &String::from_utf8_lossy(&bytes), verb),
        }
    }

    fn map(&mut self, map: &Map<'_>, verb: char, depth: usize) -> Result<(), Fault> {
        let sharp = self.sink.flags.sharp_v;
        if sharp {
            self.sink.put(&map.to_type().to_string())?;
            if map.is_nil() {
                return self.sink.put("(nil)");
            }
        }
        self.sink.put(if sharp { "{" } else { "map[" })?;
        for (i, (key, value)) in map.iter().enumerate() {
            if i > 0 {
                self.sink.put(if sharp { ", " } else { " " })?;
            }
            self.value(&key, verb, depth + 1)?;
            self.sink.put(":")?;
            self.value(&value, verb, depth + 1)?;
        }
        self.sink.put(if sharp { "}" } else { "]" })
    }

    fn structure(
        &mut self,
        value: &Value<'_>,
        s: &Struct<'_>,
        verb: char,
        depth: usize,
    ) -> Result<(), Fault> {
        if let Some(text) = self.method_text(s, Receiver::Value, verb)? {
            return self.text(value, &text, verb);
        }
        if let Some(text) = self.go_text(s) {
            return self.sink.put(&text);
        }
        let (sharp, names) = (self.sink.flags.sharp_v, self.sink.flags.sharp_v || self.sink.flags.plus_v);
        if sharp {
            self.sink.put(s.name())?;
        }
        self.sink.put("{")?;
        for index in 0.. {
            let Some((name, field)) = s.field_at(index) else { break };
            if index > 0 {
                self.sink.put(if sharp { ", " } else { " " })?;
            }
            if names {
                self.sink.put(name)?;
                self.sink.put(":")?;
            }
            self.value(&field, verb, depth + 1)?;
        }
        self.sink.put("}")
    }

    fn address(&mut self, value: &Value<'_>, verb: char) -> Result<(), Fault> {
        let address = match value {
            value if value.is_nil() => 0,
            Value::List(_) | Value::Map(_) | Value::Pointer(_) | Value::Func(_) => ADDRESS,
            _ => return self.bad_verb(value, verb),
        };
        match verb {
            'v' if self.sink.flags.sharp_v => {
                self.sink.put(&format!("({})(", value.type_name()))?;
                if address == 0 {
                    self.sink.put("nil")?
                } else {
                    self.hexadecimal(address, true)?
                }
                self.sink.put(")")
            }
            'v' if address == 0 => self.sink.pad("<nil>"),
            'v' | 'p' => self.hexadecimal(address, !self.sink.flags.sharp),
            'b' | 'o' | 'd' | 'x' | 'X' => self.integer(value, address, false, verb),
            _ => self.bad_verb(value, verb),
        }
    }
}

fn float_verb(verb: char) -> Option<(char, Option<usize>)> {
    Some(match verb {
        'v' => ('g', None),
        'b' | 'g' | 'G' | 'x' | 'X' => (verb, None),
        'f' | 'e' | 'E' => (verb, Some(6)),
        'F' => ('f', Some(6)),
        _ => return None,
    })
}
