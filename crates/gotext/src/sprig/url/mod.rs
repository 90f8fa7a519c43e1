//! `urlParse` and `urlJoin`.

mod parse;

use parse::{Place, Url, must_escape, parse};

use crate::format::{push_hex, sprintf};
use crate::{Call, Fault, Functions, Map, Text, Type, Value};

/// Declares the URL functions. Source: sprig 3.3 url.go.
pub(super) fn declare(functions: &mut Functions) {
    functions.def("urlParse", &[Type::STR], Type::ANY_MAP, |call| {
        call.charge(call.str(0).len().saturating_mul(8))?;
        let url = parsed(call, call.str(0), "unable to parse url")?;
        let hostname = hostname(&url.host).to_owned();
        let userinfo = url.user.as_ref().map_or_else(String::new, user_text);
        let entries = [
            ("scheme", url.scheme),
            ("host", url.host),
            ("hostname", hostname),
            ("path", url.path),
            ("query", url.query),
            ("opaque", url.opaque),
            ("fragment", url.fragment),
            ("userinfo", userinfo),
        ];
        Ok(Value::map(entries.map(|(key, part)| (Text::borrowed(key), part.into()))))
    });
    functions.def("urlJoin", &[Type::ANY_MAP], Type::STR, |call| {
        let Some(parts) = call.map(0) else { return Ok("".into()) };
        let mut url = Url {
            scheme: part(call, parts, "scheme")?,
            host: part(call, parts, "host")?,
            path: part(call, parts, "path")?,
            query: part(call, parts, "query")?,
            opaque: part(call, parts, "opaque")?,
            fragment: part(call, parts, "fragment")?,
            user: None,
        };
        let userinfo = part(call, parts, "userinfo")?;
        if !userinfo.is_empty() {
            let url_of_user = format!("proto://{userinfo}@host");
            url.user = parsed(call, &url_of_user, "unable to parse userinfo in dict")?.user;
        }
        Ok(joined(&url).into())
    });
}

fn parsed(call: &Call<'_, '_>, text: &str, context: &str) -> Result<Url, Fault> {
    let quote = |s: &str| sprintf("%q", &[s.into()], call.meter()).unwrap_or_default();
    parse(text, quote).map_err(|error| format!("{context}: {error}").into())
}

/// The text at `key`, "" when it is absent. Source: sprig dictGetOrEmpty.
fn part(call: &Call<'_, '_>, parts: &Map<'_>, key: &str) -> Result<String, Fault> {
    match parts.get(key) {
        None => Ok(String::new()),
        Some(Value::Str(s) | Value::NamedStr(_, s)) => {
            // Escaped, each byte becomes three, in copies of copies.
            call.charge(s.len().saturating_mul(8))?;
            Ok(s.to_string())
        }
        // reflect.TypeOf(nil) has no kind.
        Some(Value::Nil | Value::Missing) => {
            Err("runtime error: invalid memory address or nil pointer dereference".into())
        }
        Some(other) => {
            Err(format!("unable to parse {key} key, must be of type string, but {} found", other.kind())
                .into())
        }
    }
}

/// The host without port and brackets. Source: Go url.URL.Hostname.
fn hostname(host: &str) -> &str {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name)
}

fn user_text((name, password): &(String, Option<String>)) -> String {
    let name = escape(name, Place::User);
    match password {
        Some(password) => format!("{name}:{}", escape(password, Place::User)),
        None => name,
    }
}

fn escape(s: &str, place: Place) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        if c.is_ascii() && !must_escape(u8::try_from(c).unwrap_or(0), place) {
            out.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            out.push('%');
            push_hex(&mut out, byte, true);
        }
    }
    out
}

/// The URL as text. Source: Go url.URL.String.
fn joined(url: &Url) -> String {
    let mut out = String::new();
    if !url.scheme.is_empty() {
        out.extend([&url.scheme, ":"]);
    }
    if url.opaque.is_empty() {
        if let Some(authority) = authority(url) {
            out.extend(["//", &authority]);
        }
        let path = if url.path == "*" { "*".to_owned() } else { escape(&url.path, Place::Path) };
        if !path.is_empty() && !path.starts_with('/') && !url.host.is_empty() {
            out.push('/');
        }
        if out.is_empty() && path.split('/').next().is_some_and(|segment| segment.contains(':')) {
            out.push_str("./");
        }
        out.push_str(&path);
    } else {
        out.push_str(&url.opaque);
    }
    if !url.query.is_empty() {
        out.extend(["?", &url.query]);
    }
    if !url.fragment.is_empty() {
        out.extend(["#", &escape(&url.fragment, Place::Fragment)]);
    }
    out
}

/// User and host; `None` when no `//` is written.
fn authority(url: &Url) -> Option<String> {
    let has_origin = !url.scheme.is_empty() || !url.host.is_empty() || url.user.is_some();
    let has_rest = !url.host.is_empty() || !url.path.is_empty() || url.user.is_some();
    if !has_origin || !has_rest {
        return None;
    }
    let user = url.user.as_ref().map_or_else(String::new, |user| user_text(user) + "@");
    Some(user + &escape(&url.host, Place::Host))
}
