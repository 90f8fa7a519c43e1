//! Which connections to a workload are taken, by the mode of a port and by what it speaks.

use crate::listener::PLAIN_HTTP;
use crate::model::{Handling, Mode};

/// A chain of the listener for what workloads receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chain {
    /// Whether it is for connections that begin with TLS.
    pub(crate) has_tls: bool,
    /// The protocols that they ask for, or that were found in them; any if empty.
    pub(crate) asked: &'static [&'static str],
    /// Whether the TLS ends here.
    pub(crate) is_mutual: bool,
    /// Whether what is within is HTTP.
    pub(crate) is_http: bool,
}

/// What proxies of the mesh ask for, for HTTP and for all else.
const MESH: [&str; 5] = ["istio", "istio-peer-exchange", "istio-http/1.0", "istio-http/1.1", "istio-h2"];
const MESH_HTTP: [&str; 3] = ["istio-http/1.0", "istio-http/1.1", "istio-h2"];
const MESH_TCP: [&str; 2] = ["istio-peer-exchange", "istio"];

const fn mutual(asked: &'static [&'static str], is_http: bool) -> Chain {
    Chain { has_tls: true, asked, is_mutual: true, is_http }
}

const fn plain(asked: &'static [&'static str], is_http: bool) -> Chain {
    Chain { has_tls: false, asked, is_mutual: false, is_http }
}

/// TLS of the application's own.
const THROUGH: Chain = Chain { has_tls: true, asked: &[], is_mutual: false, is_http: false };

/// The chains of a port, in Istio's order.
///
/// Source: Istio 1.30 pilot/pkg/networking/core/filterchain_options.go, getFilterChainMatchOptions.
pub(crate) fn of(mode: Mode, handling: Handling) -> &'static [Chain] {
    match (handling, mode) {
        (Handling::Http(_), Mode::Strict) => const { &[mutual(&[], true)] },
        (Handling::Http(_), Mode::Permissive) => const { &[mutual(&MESH, true), plain(&[], true)] },
        (Handling::Http(_), Mode::Disable) => const { &[plain(&[], true)] },
        (Handling::Tcp, Mode::Strict) => const { &[mutual(&[], false)] },
        (Handling::Tcp, Mode::Permissive) => const { &[mutual(&MESH, false), THROUGH, plain(&[], false)] },
        (Handling::Tcp, Mode::Disable) => const { &[plain(&[], false)] },
        (Handling::Sniffed, Mode::Strict) => const { &[mutual(&MESH_HTTP, true), mutual(&[], false)] },
        (Handling::Sniffed, Mode::Permissive) => {
            const {
                &[
                    mutual(&MESH_HTTP, true),
                    plain(&PLAIN_HTTP, true),
                    mutual(&MESH_TCP, false),
                    plain(&[], false),
                    THROUGH,
                ]
            }
        }
        (Handling::Sniffed, Mode::Disable) => const { &[plain(&PLAIN_HTTP, true), plain(&[], false)] },
    }
}

impl Chain {
    /// Whether the first bytes have to be looked into for HTTP before it is known whether it is taken.
    pub(crate) fn needs_http_inspector(&self) -> bool {
        self.asked.iter().any(|asked| PLAIN_HTTP.contains(asked))
    }

    /// What the transport is found to be.
    pub(crate) fn transport(&self) -> &'static str {
        if self.has_tls { "tls" } else { "raw_buffer" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(chain: &Chain) -> String {
        let asked = match chain.asked {
            [] => "-".to_owned(),
            asked => asked.join(","),
        };
        let ends = if chain.is_mutual { " mTLS" } else { "" };
        format!("{} {asked}{ends} {}", chain.transport(), if chain.is_http { "http" } else { "tcp" })
    }

    /// The table of Istio's filterchain_options.go, row by row.
    #[test]
    fn chains_are_istios() {
        let all = "istio,istio-peer-exchange,istio-http/1.0,istio-http/1.1,istio-h2";
        let http = "istio-http/1.0,istio-http/1.1,istio-h2";
        let rows: [(Handling, Mode, Vec<String>); 9] = [
            (Handling::Http(false), Mode::Strict, vec!["tls - mTLS http".into()]),
            (
                Handling::Http(true),
                Mode::Permissive,
                vec![format!("tls {all} mTLS http"), "raw_buffer - http".into()],
            ),
            (Handling::Http(false), Mode::Disable, vec!["raw_buffer - http".into()]),
            (Handling::Tcp, Mode::Strict, vec!["tls - mTLS tcp".into()]),
            (
                Handling::Tcp,
                Mode::Permissive,
                vec![format!("tls {all} mTLS tcp"), "tls - tcp".into(), "raw_buffer - tcp".into()],
            ),
            (Handling::Tcp, Mode::Disable, vec!["raw_buffer - tcp".into()]),
            (Handling::Sniffed, Mode::Strict, vec![format!("tls {http} mTLS http"), "tls - mTLS tcp".into()]),
            (
                Handling::Sniffed,
                Mode::Permissive,
                vec![
                    format!("tls {http} mTLS http"),
                    "raw_buffer http/1.1,h2c http".into(),
                    "tls istio-peer-exchange,istio mTLS tcp".into(),
                    "raw_buffer - tcp".into(),
                    "tls - tcp".into(),
                ],
            ),
            (
                Handling::Sniffed,
                Mode::Disable,
                vec!["raw_buffer http/1.1,h2c http".into(), "raw_buffer - tcp".into()],
            ),
        ];
        for (handling, mode, want) in rows {
            let found: Vec<String> = of(mode, handling).iter().map(shown).collect();
            assert_eq!(found, want, "{handling:?} {mode:?}");
        }
    }

    /// Under STRICT nothing is taken in plain text, and under DISABLE nothing ends TLS.
    #[test]
    fn modes_keep_out_what_they_are_for() {
        for handling in [Handling::Http(false), Handling::Http(true), Handling::Tcp, Handling::Sniffed] {
            assert!(of(Mode::Strict, handling).iter().all(|chain| chain.has_tls && chain.is_mutual));
            assert!(of(Mode::Disable, handling).iter().all(|chain| !chain.is_mutual));
        }
    }
}
