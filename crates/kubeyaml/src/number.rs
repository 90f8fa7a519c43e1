//! Numbers as Go writes them.

use crate::{Text, Value};

/// A float as Go's `%v` prints it: shortest digits that read back, exponent form below 1e-4 and from 1e+06 on
/// (`15020`, `0.5`, `1e+06`, `1.2345678e+07`, `1e-05`, `+Inf`, `NaN`).
/// Source: Go strconv `FormatFloat(f, 'g', -1, 64)`.
pub fn go_float(number: f64) -> String {
    let mut out = String::new();
    push_general(&mut out, number);
    out
}

/// A float as Go's `encoding/json` writes it: exponent form below 1e-6 and from 1e+21 on, `1e-7` rather than `1e-07`.
/// JSON has no infinities: these and not-a-number become `null`.
pub fn json_float(number: f64) -> String {
    let mut out = String::new();
    push_json(&mut out, number);
    out
}

/// The text a scalar gives where Kubernetes' types want a string, as sigs.k8s.io/yaml converts it while reading YAML:
/// `true` → `true`, `012` → `10`, `1e3` → `1000`; floats keep the digits of a 32-bit float (`1.23456789` → `1.2345679`).
/// Text is given as it is. `None` for null, lists and mappings.
/// Source: sigs.k8s.io/yaml 1.6 convertToJSONableObject.
pub fn scalar_text(value: &Value) -> Option<Text> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Bool(b) => Some(Text::const_new(if *b { "true" } else { "false" })),
        Value::Int(i) => Some(Text::new(itoa::Buffer::new().format(*i))),
        Value::Uint(u) => Some(Text::new(itoa::Buffer::new().format(*u))),
        Value::Float(f) => {
            let mut out = String::new();
            push_general_short(&mut out, *f);
            Some(Text::from(out))
        }
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}

/// Makes all numbers what they are after a way through JSON: whole floats that fit 64 bits become integers (`129e6` is
/// 129000000). That is what happens to the items of a list, which Kubernetes' types hold as JSON.
/// Source: sigs.k8s.io/yaml 1.6 Unmarshal of `runtime.RawExtension`, and again of its JSON.
pub fn through_json(value: &mut Value) {
    match value {
        Value::Float(f) => *value = number_of_json(&json_float(*f), *f),
        Value::List(items) => items.iter_mut().for_each(through_json),
        Value::Map(map) => map.iter_mut().for_each(|(_, value)| through_json(value)),
        _ => {}
    }
}

fn number_of_json(json: &str, float: f64) -> Value {
    if let Ok(i) = json.parse() {
        return Value::Int(i);
    }
    json.parse().map_or(Value::Float(float), Value::Uint)
}

/// Appends a float as Go's `FormatFloat(f, 'g', -1, 64)`.
pub(crate) fn push_general(out: &mut String, number: f64) {
    match Shortest::of(number, ryu::Buffer::new().format(number)) {
        Err(word) => out.push_str(word),
        Ok(s) => s.push_general(out),
    }
}

/// As [`push_general`] with the digits a 32-bit float needs: `FormatFloat(f, 'g', -1, 32)`.
pub(crate) fn push_general_short(out: &mut String, number: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "rounding to 32 bits is what Go does here")]
    let short = number as f32;
    match Shortest::of(f64::from(short), ryu::Buffer::new().format(short)) {
        Err(word) => out.push_str(word),
        Ok(s) => s.push_general(out),
    }
}

/// Appends a float as Go's `encoding/json`.
pub(crate) fn push_json(out: &mut String, number: f64) {
    match Shortest::of(number, ryu::Buffer::new().format(number)) {
        Err(_) => out.push_str("null"),
        Ok(s) => s.push_json(out),
    }
}

/// The shortest decimal digits of a number: `0.d1d2d3… × 10^point`.
struct Shortest {
    negative: bool,
    digits: String,
    point: i32,
}

impl Shortest {
    /// From the shortest text that reads back, of which the last digit is even where two would do, as in Go (Rust's own
    /// formatting takes the greater one then). The word Go has for what is no number, otherwise.
    fn of(number: f64, text: &str) -> Result<Shortest, &'static str> {
        if number.is_nan() {
            return Err("NaN");
        }
        if number.is_infinite() {
            return Err(if number > 0.0 { "+Inf" } else { "-Inf" });
        }
        let text = text.strip_prefix('-').unwrap_or(text);
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = [whole, fraction].concat();
        let digits = all.trim_start_matches('0');
        let places =
            i32::try_from(whole.len()).unwrap_or(0) - i32::try_from(all.len() - digits.len()).unwrap_or(0);
        let (digits, point) = match digits.trim_end_matches('0') {
            "" => ("0", 1),
            digits => (digits, places + exponent.parse().unwrap_or(0)),
        };
        Ok(Shortest { negative: number.is_sign_negative(), digits: digits.to_owned(), point })
    }

    fn push_general(&self, out: &mut String) {
        // Go's `%g` decides by a precision of 6 when it looks for the shortest digits, whatever their number.
        if (-4..6).contains(&(self.point - 1)) {
            self.push_plain(out);
        } else {
            self.push_exponent(out, 2);
        }
    }

    fn push_json(&self, out: &mut String) {
        let exponent = self.point - 1;
        let zero = self.digits.bytes().all(|d| d == b'0');
        if zero || (-6..21).contains(&exponent) {
            self.push_plain(out);
        } else {
            self.push_exponent(out, if exponent < 0 { 1 } else { 2 });
        }
    }

    fn push_plain(&self, out: &mut String) {
        if self.negative {
            out.push('-');
        }
        let point = usize::try_from(self.point).unwrap_or(0);
        if point == 0 {
            out.push_str("0.");
            out.extend(std::iter::repeat_n('0', self.point.unsigned_abs() as usize));
            out.push_str(&self.digits);
            return;
        }
        for (i, digit) in self.digits.chars().enumerate() {
            if i == point {
                out.push('.');
            }
            out.push(digit);
        }
        out.extend(std::iter::repeat_n('0', point.saturating_sub(self.digits.len())));
    }

    fn push_exponent(&self, out: &mut String, least: usize) {
        if self.negative {
            out.push('-');
        }
        for (i, digit) in self.digits.chars().enumerate() {
            if i == 1 {
                out.push('.');
            }
            out.push(digit);
        }
        let exponent = self.point - 1;
        out.push_str(if exponent < 0 { "e-" } else { "e+" });
        let mut buffer = itoa::Buffer::new();
        let text = buffer.format(exponent.unsigned_abs());
        out.extend(std::iter::repeat_n('0', least.saturating_sub(text.len())));
        out.push_str(text);
    }
}
