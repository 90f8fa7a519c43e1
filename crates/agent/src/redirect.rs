//! Where an application's answer to a probe sends the kubelet: a probe follows within the application, and counts as passed
//! where it would lead elsewhere.
//!
//! Source: Kubernetes pkg/probe/http/http.go, RedirectChecker; Go net/http, client.go and net/url.

/// As many redirects are followed.
pub const MOST: usize = 10;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whether over TLS.
    pub tls: bool,
    /// The name or address, IPv6 without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Path and query; begins with a slash.
    pub path: String,
}

/// Where a `Location` leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// To the same server, by a path.
    Path(Place),
    /// To the same host, by a whole URL.
    Url(Place),
    /// To another host.
    Elsewhere,
    /// Nowhere: it is not a URL of HTTP.
    Nowhere,
}

/// Whether an answer of this status sends somewhere; other 3xx do not.
#[must_use]
pub fn leads_on(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// Where a `Location` leads from here.
#[must_use]
pub fn next(from: &Place, location: &str) -> Next {
    let location = location.split('#').next().unwrap_or_default();
    if let Some((scheme, rest)) = location.split_once("://") {
        return match scheme.to_ascii_lowercase().as_str() {
            "http" => url(from, false, rest),
            "https" => url(from, true, rest),
            _ => Next::Nowhere,
        };
    }
    match location.strip_prefix("//") {
        Some(rest) => url(from, from.tls, rest),
        None => Next::Path(Place { path: resolved(&from.path, location), ..from.clone() }),
    }
}

fn url(from: &Place, tls: bool, rest: &str) -> Next {
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let default = if tls { 443 } else { 80 };
    let (host, port) = match authority.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        Some((host, port)) => (host, port.strip_prefix(':').unwrap_or_default()),
        None => authority.split_once(':').unwrap_or((authority, "")),
    };
    let port = if port.is_empty() { Some(default) } else { port.parse().ok() };
    let Some(port) = port.filter(|_| !host.is_empty()) else { return Next::Nowhere };
    if !host.eq_ignore_ascii_case(&from.host) {
        return Next::Elsewhere;
    }
    Next::Url(Place { tls, host: from.host.clone(), port, path: resolved("/", path) })
}

/// A path as it is meant from another: without `.` and `..`.
fn resolved(from: &str, to: &str) -> String {
    let (from_path, from_query) = from.split_once('?').unwrap_or((from, ""));
    let (path, query) = match to.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        // Nothing at all is the same place again.
        None if to.is_empty() => ("", Some(from_query).filter(|query| !query.is_empty())),
        None => (to, None),
    };
    let whole = match path {
        "" => from_path.to_owned(),
        path if path.starts_with('/') => path.to_owned(),
        path => from_path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned() + "/" + path,
    };
    let mut parts: Vec<&str> = Vec::new();
    let mut ends_in_folder = false;
    for part in whole.split('/').skip(1) {
        ends_in_folder = matches!(part, "." | "..");
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    if ends_in_folder {
        parts.push("");
    }
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("/{}{query}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_is_meant_from_where_it_is_read() {
        let at =
            |tls, port, path: &str| Place { tls, host: "10.0.0.1".to_owned(), port, path: path.to_owned() };
        let from = at(false, 8080, "/a/b?c=d");
        let path = |path| Next::Path(at(false, 8080, path));
        for (location, want) in [
            ("/up", path("/up")),
            ("/up?x=/../y", path("/up?x=/../y")),
            ("up", path("/a/up")),
            ("../up", path("/up")),
            ("../../../up/.", path("/up/")),
            ("./", path("/a/")),
            ("?e", path("/a/b?e")),
            ("", path("/a/b?c=d")),
            ("#top", path("/a/b?c=d")),
            ("/up#top", path("/up")),
            ("//10.0.0.1:9/x", Next::Url(at(false, 9, "/x"))),
            ("http://10.0.0.1", Next::Url(at(false, 80, "/"))),
            ("HTTP://10.0.0.1:8080/up?q", Next::Url(at(false, 8080, "/up?q"))),
            ("https://10.0.0.1/", Next::Url(at(true, 443, "/"))),
            ("https://user:word@10.0.0.1?q", Next::Url(at(true, 443, "/?q"))),
            ("http://10.0.0.2:8080/up", Next::Elsewhere),
            ("//elsewhere", Next::Elsewhere),
            ("http://[::1]:80/", Next::Elsewhere),
            ("ftp://10.0.0.1/", Next::Nowhere),
            ("http:///x", Next::Nowhere),
            ("http://10.0.0.1:port/", Next::Nowhere),
            ("http://10.0.0.1:99999/", Next::Nowhere),
        ] {
            assert_eq!(next(&from, location), want, "{location}");
        }
        let from = Place { host: "::1".to_owned(), ..from };
        let want = Place { port: 90, path: "/".to_owned(), ..from.clone() };
        assert_eq!(next(&from, "http://[::1]:90"), Next::Url(want));
        assert!([301, 302, 303, 307, 308].into_iter().all(leads_on));
        assert!(![200, 300, 304, 305, 404].into_iter().any(leads_on));
    }
}
