//! Taking an URL apart. Source: Go 1.26 net/url, Parse.

use std::net::Ipv6Addr;

use golang::quote::{Shown, quote, quoted};

/// The parts of an URL, unescaped where Go unescapes them.
#[derive(Debug, Default)]
pub(super) struct Url {
    pub(super) scheme: String,
    pub(super) opaque: String,
    /// User name and password.
    pub(super) user: Option<(String, Option<String>)>,
    pub(super) host: String,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) fragment: String,
}

/// Where a text stands in an URL; escaping depends on it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Path,
    Host,
    Zone,
    User,
    Fragment,
}

/// The parts of `text`; the error is Go's, with the URL as `shown` quotes it.
pub(super) fn parse(text: &str, shown: impl Fn(&str) -> String) -> Result<Url, String> {
    let (before, fragment) = text.split_once('#').unwrap_or((text, ""));
    let mut url = parse_reference(before).map_err(|error| format!("parse {}: {error}", shown(before)))?;
    url.fragment =
        unescape(fragment, Place::Fragment).map_err(|error| format!("parse {}: {error}", shown(text)))?;
    Ok(url)
}

fn parse_reference(text: &str) -> Result<Url, String> {
    if text.bytes().any(|b| b < b' ' || b == 0x7f) {
        return Err("net/url: invalid control character in URL".to_owned());
    }
    if text == "*" {
        return Ok(Url { path: text.to_owned(), ..Url::default() });
    }
    let (scheme, rest) = split_scheme(text)?;
    let mut url = Url { scheme: scheme.to_ascii_lowercase(), ..Url::default() };
    let (mut rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    url.query = query.to_owned();
    if !rest.starts_with('/') {
        if !url.scheme.is_empty() {
            url.opaque = rest.to_owned();
            return Ok(url);
        }
        if rest.split('/').next().is_some_and(|segment| segment.contains(':')) {
            return Err("first path segment in URL cannot contain colon".to_owned());
        }
    }
    if (!url.scheme.is_empty() || !rest.starts_with("///"))
        && let Some(after) = rest.strip_prefix("//")
    {
        let end = after.find('/').unwrap_or(after.len());
        let (authority, path) = after.split_at_checked(end).unwrap_or((after, ""));
        (url.user, url.host) = parse_authority(&url.scheme, authority)?;
        rest = path;
    }
    url.path = unescape(rest, Place::Path)?;
    Ok(url)
}

/// Scheme, which may be "", and what follows the colon.
fn split_scheme(text: &str) -> Result<(&str, &str), String> {
    for (at, c) in text.char_indices() {
        match c {
            'a'..='z' | 'A'..='Z' => {}
            '0'..='9' | '+' | '-' | '.' if at > 0 => {}
            ':' if at == 0 => return Err("missing protocol scheme".to_owned()),
            ':' => return Ok(text.split_once(':').unwrap_or(("", text))),
            _ => break,
        }
    }
    Ok(("", text))
}

type Authority = (Option<(String, Option<String>)>, String);

fn parse_authority(scheme: &str, authority: &str) -> Result<Authority, String> {
    let Some((user, host)) = authority.rsplit_once('@') else {
        return Ok((None, parse_host(scheme, authority)?));
    };
    let host = parse_host(scheme, host)?;
    if !user.chars().all(|c| c.is_ascii_alphanumeric() || "-._:~!$&'()*+,;=%@".contains(c)) {
        return Err("net/url: invalid userinfo".to_owned());
    }
    let user = match user.split_once(':') {
        None => (unescape(user, Place::User)?, None),
        Some((name, password)) => (unescape(name, Place::User)?, Some(unescape(password, Place::User)?)),
    };
    Ok((Some(user), host))
}

fn parse_host(scheme: &str, host: &str) -> Result<String, String> {
    match host.rfind('[') {
        Some(0) => return parse_literal(host),
        Some(_) => return Err("invalid IP-literal".to_owned()),
        None => {}
    }
    // Other schemes may name several hosts with ports.
    let colon = if matches!(scheme, "http" | "https") { host.find(':') } else { host.rfind(':') };
    if let Some(port) = colon.and_then(|at| host.get(at..)) {
        check_port(port)?;
    }
    unescape(host, Place::Host)
}

fn check_port(port: &str) -> Result<(), String> {
    let is_valid =
        port.is_empty() || port.strip_prefix(':').is_some_and(|p| p.bytes().all(|b| b.is_ascii_digit()));
    if is_valid { Ok(()) } else { Err(format!("invalid port {} after host", quote(port))) }
}

/// An IPv6 address in brackets, with a zone and a port perhaps.
fn parse_literal(host: &str) -> Result<String, String> {
    let (inside, port) = host.rsplit_once(']').ok_or("missing ']' in host")?;
    check_port(port)?;
    let inside = inside.strip_prefix('[').unwrap_or(inside);
    let name = match inside.find("%25").and_then(|at| inside.split_at_checked(at)) {
        Some((address, zone)) => unescape(address, Place::Host)? + &unescape(zone, Place::Zone)?,
        None => unescape(inside, Place::Host)?,
    };
    let address = name.split('%').next().unwrap_or("");
    if address.parse::<Ipv6Addr>().is_err() {
        return Err(match address.parse::<std::net::Ipv4Addr>() {
            Ok(_) => "invalid IP-literal".to_owned(),
            Err(_) => format!("invalid host: ParseAddr({}): unable to parse IP", quote(&name)),
        });
    }
    Ok(format!("[{name}]{port}"))
}

/// `s` with `%41` as `A`. Bytes that are not UTF-8 become U+FFFD.
fn unescape(s: &str, place: Place) -> Result<String, String> {
    let mut out = Vec::with_capacity(s.len());
    let mut rest = s;
    while let Some(c) = rest.chars().next() {
        if c == '%' {
            // Go counts bytes here.
            let bytes = rest.as_bytes();
            let bad = || {
                format!(
                    "invalid URL escape {}",
                    quoted(bytes.get(..3).unwrap_or(bytes), '"', Shown::Printable)
                )
            };
            let digits =
                rest.get(1..3).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit())).ok_or_else(bad)?;
            let byte = u8::from_str_radix(digits, 16).map_err(|_| bad())?;
            let is_forbidden = match place {
                Place::Host => byte < 0x80 && byte != b'%',
                Place::Zone => byte != b'%' && byte != b' ' && must_escape(byte, Place::Host),
                _ => false,
            };
            if is_forbidden {
                return Err(bad());
            }
            out.push(byte);
            rest = rest.get(3..).unwrap_or("");
            continue;
        }
        if matches!(place, Place::Host | Place::Zone)
            && let Ok(byte) = u8::try_from(c)
            && byte < 0x80
            && must_escape(byte, place)
        {
            return Err(format!("invalid character {} in host name", quote(c.encode_utf8(&mut [0; 4]))));
        }
        out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        rest = rest.get(c.len_utf8()..).unwrap_or("");
    }
    Ok(String::from_utf8_lossy(&out).into_owned())
}

/// Whether a byte is written as `%41`. Source: Go net/url shouldEscape.
pub(super) fn must_escape(byte: u8, place: Place) -> bool {
    match byte {
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'_' | b'.' | b'~' => false,
        b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' | b':' | b'[' | b']'
        | b'<' | b'>' | b'"'
            if matches!(place, Place::Host | Place::Zone) =>
        {
            false
        }
        b'$' | b'&' | b'+' | b',' | b'/' | b':' | b';' | b'=' | b'?' | b'@' => match place {
            Place::Path => byte == b'?',
            Place::User => matches!(byte, b'@' | b'/' | b'?' | b':'),
            Place::Fragment => false,
            Place::Host | Place::Zone => true,
        },
        b'!' | b'(' | b')' | b'*' => place != Place::Fragment,
        _ => true,
    }
}
