//! Variables for the proxy that the webhook's URL carries: `/inject/cluster/east/net/n1`.

use std::collections::BTreeMap;

use crate::names::{CLUSTER_ENV, NETWORK_ENV};

/// Variables by name.
pub(crate) type UrlEnv = BTreeMap<String, String>;

/// Reads the variables of a decoded URL path; a path without any gives none.
///
/// Source: Istio 1.30 webhook.go, parseInjectEnvs.
pub fn parse(path: &str) -> UrlEnv {
    let trimmed = path.strip_suffix('/').unwrap_or(path);
    let Some(rest) = trimmed.splitn(3, '/').nth(2) else { return UrlEnv::new() };
    let mut env = UrlEnv::new();
    let mut add = |key: &str, value: String| {
        let name = match key {
            "cluster" => CLUSTER_ENV.to_owned(),
            "net" => NETWORK_ENV.to_owned(),
            other => other.to_uppercase(),
        };
        if !name.is_empty() {
            env.insert(name, value);
        }
    };
    if rest.starts_with(":ENV:") {
        for piece in rest.split(":ENV:").skip(1) {
            if let Some((key, value)) = piece.split_once('=') {
                add(key, value.to_owned());
            }
        }
    } else {
        let mut parts = rest.split('/');
        while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
            add(key, value.replace("--slash--", "/"));
        }
    }
    env
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_give_variables() {
        for (path, want) in [
            ("/inject", &[][..]),
            ("/inject/", &[]),
            (
                "/inject/cluster/east/net/n1",
                &[("ISTIO_META_CLUSTER_ID", "east"), ("ISTIO_META_NETWORK", "n1")],
            ),
            ("/inject/cluster/a--slash--b/", &[("ISTIO_META_CLUSTER_ID", "a/b")]),
            ("/inject/Foo/bar/odd", &[("FOO", "bar")]),
            ("/inject/x/1/x/2", &[("X", "2")]),
            ("/inject/:ENV:a=1:ENV:b=c=d:ENV:none:ENV:=v:ENV:e=", &[("A", "1"), ("B", "c=d"), ("E", "")]),
            ("/inject/:ENV:p=a--slash--b", &[("P", "a--slash--b")]),
        ] {
            let got = parse(path);
            let got: Vec<_> = got.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            assert_eq!(got, want, "{path}");
        }
    }
}
