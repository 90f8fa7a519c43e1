//! Functions that need more than their arguments: the environment, randomness, the network, key generation.
//!
//! They are always declared, so that a template that names one parses; without its source a call fails.

use super::sources::Sources;
use crate::{Call, Fault, Functions, Type, UintType, Value};

/// Declares all of them. Source: sprig 3.3 functions.go, crypto.go, network.go, for names and signatures.
pub(super) fn declare(functions: &mut Functions, sources: &Sources) {
    declare_environment(functions, sources);
    declare_random_text(functions, sources);
    declare_random(functions, sources);
    declare_refused(functions);
    functions.varying(&["env", "expandenv", "randAlphaNum", "randAlpha", "randNumeric", "randAscii"]);
    functions.varying(&["randInt", "randBytes", "shuffle", "uuidv4"]);
}

fn declare_environment(functions: &mut Functions, sources: &Sources) {
    let env = sources.clone();
    functions.def("env", &[Type::STR], Type::STR, move |call| Ok(env.variable("env", call.str(0))?.into()));
    let env = sources.clone();
    functions.def("expandenv", &[Type::STR], Type::STR, move |call| {
        let text = expanded(call, |name| env.variable("expandenv", name))?;
        Ok(text.into())
    });
}

/// Text with `$NAME` and `${NAME}` replaced. Source: Go os.Expand.
fn expanded(call: &Call<'_, '_>, lookup: impl Fn(&str) -> Result<String, Fault>) -> Result<String, Fault> {
    let mut out = String::new();
    let mut rest = call.str(0);
    call.charge(rest.len())?;
    let last_brace = rest.rfind('}').map_or(0, |at| rest.len() - at);
    while let Some((before, after)) = rest.split_once('$') {
        call.step(1)?;
        out.push_str(before);
        let (name, size) = shell_name(after, last_brace > 0 && after.len() >= last_brace);
        match (name, size) {
            ("", 0) => out.push('$'),
            ("", _) => {}
            (name, _) => {
                let value = lookup(name)?;
                call.charge(value.len())?;
                out.push_str(&value);
            }
        }
        rest = after.get(size..).unwrap_or("");
    }
    out.push_str(rest);
    Ok(out)
}

/// The name after a dollar and how many bytes it takes; a bad `${` takes itself. `can_close`: there is a brace that ends
/// it somewhere. Source: Go os getShellName.
fn shell_name(s: &str, can_close: bool) -> (&str, usize) {
    let is_special = |c: char| matches!(c, '*' | '#' | '$' | '@' | '!' | '?' | '-' | '0'..='9');
    if let Some(inside) = s.strip_prefix('{') {
        if let Some((name, _)) = can_close.then(|| inside.split_once('}')).flatten() {
            return (name, name.len() + 2);
        }
        return ("", 1);
    }
    if s.starts_with(is_special) {
        return (s.get(..1).unwrap_or(""), 1);
    }
    let end = s.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(s.len());
    (s.get(..end).unwrap_or(""), end)
}

const ALPHA: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const NUMERIC: &str = "0123456789";
const ALPHA_NUMERIC: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const ASCII: &str =
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

fn declare_random_text(functions: &mut Functions, sources: &Sources) {
    let alphabets = [
        ("randAlphaNum", ALPHA_NUMERIC),
        ("randAlpha", ALPHA),
        ("randNumeric", NUMERIC),
        ("randAscii", ASCII),
    ];
    for (name, alphabet) in alphabets {
        let random = sources.clone();
        functions.def(name, &[Type::INT], Type::STR, move |call| {
            // A negative count gives nothing, as in goutils.
            let count = usize::try_from(call.int(0)).unwrap_or(0);
            call.charge(count.saturating_mul(8))?;
            call.step(u64::try_from(count).unwrap_or(u64::MAX))?;
            let mut out = String::with_capacity(count);
            for _ in 0..count.max(1) {
                let index = random.below(name, u64::try_from(alphabet.len()).unwrap_or(1))?;
                out.extend(alphabet.chars().nth(usize::try_from(index).unwrap_or(0)));
            }
            out.truncate(count);
            Ok(out.into())
        });
    }
}

fn declare_random(functions: &mut Functions, sources: &Sources) {
    let random = sources.clone();
    functions.def("randInt", &[Type::INT, Type::INT], Type::INT, move |call| {
        let (low, high) = (call.int(0), call.int(1));
        let span = high.checked_sub(low).and_then(|span| u64::try_from(span).ok()).filter(|&span| span > 0);
        let span = span.ok_or("invalid argument to Intn")?;
        Ok(Value::int(low.wrapping_add(random.below("randInt", span)?.cast_signed())))
    });
    let random = sources.clone();
    functions.def("randBytes", &[Type::INT], Type::STR, move |call| {
        let count = usize::try_from(call.int(0)).map_err(|_| "runtime error: makeslice: len out of range")?;
        call.charge(count.saturating_mul(3))?;
        let mut bytes = vec![0; count];
        random.fill("randBytes", &mut bytes)?;
        Ok(golang::base64::encode(&bytes).into())
    });
    let random = sources.clone();
    functions.def("shuffle", &[Type::STR], Type::STR, move |call| {
        call.charge(call.str(0).len().saturating_mul(8))?;
        let mut chars: Vec<char> = call.str(0).chars().collect();
        for index in (1..chars.len()).rev() {
            let other = random.below("shuffle", u64::try_from(index).unwrap_or(0) + 1)?;
            chars.swap(index, usize::try_from(other).unwrap_or(index));
        }
        Ok(chars.into_iter().collect::<String>().into())
    });
    let random = sources.clone();
    functions.def("uuidv4", &[], Type::STR, move |_| {
        let mut bytes = [0; 16];
        random.fill("uuidv4", &mut bytes)?;
        let number = u128::from_be_bytes(bytes);
        // Version 4, variant 10.
        let number = number & !(0xf << 76) & !(0x3 << 62) | 0x4 << 76 | 0x2 << 62;
        let hex = format!("{number:032x}");
        let part = |range| hex.get(range).unwrap_or("").to_owned();
        Ok([part(0..8), part(8..12), part(12..16), part(16..20), part(20..32)].join("-").into())
    });
}

const STR: Type = Type::STR;
const INT: Type = Type::INT;
const LIST: Type = Type::ANY_LIST;

/// Functions that are never there: making keys and hashing passwords has no place in a template here.
fn declare_refused(functions: &mut Functions) {
    let mut refuse = |name: &'static str, params: &'static [Type], what: &'static str| {
        functions.def(name, params, Type::ANY, move |_| Err(Sources::refusal(name, what)));
    };
    let (random, keys, passwords) = ("randomness", "private keys", "password hashing");
    refuse("genPrivateKey", &[STR], random);
    refuse("genCA", &[STR, INT], random);
    refuse("genCAWithKey", &[STR, INT, STR], random);
    refuse("genSelfSignedCert", &[STR, LIST, LIST, INT], random);
    refuse("genSelfSignedCertWithKey", &[STR, LIST, LIST, INT, STR], random);
    refuse("genSignedCert", &[STR, LIST, LIST, INT, Type::ANY], random);
    refuse("genSignedCertWithKey", &[STR, LIST, LIST, INT, Type::ANY, STR], random);
    refuse("encryptAES", &[STR, STR], random);
    refuse("bcrypt", &[STR], random);
    refuse("htpasswd", &[STR, STR], random);
    refuse("buildCustomCert", &[STR, STR], keys);
    refuse("decryptAES", &[STR, STR], keys);
    refuse("derivePassword", &[Type::Uint(UintType::Uint32), STR, STR, STR, STR], passwords);
    refuse("getHostByName", &[STR], "the network");
}
