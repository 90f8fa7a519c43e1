//! The page: one file that takes nothing from any network, and runs no script but its own.

use golang::base64;

use crate::html::{self, embedded, hash};
use crate::start::Start;

const PAGE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/page.css");
/// In the order in which they use each other.
const SCRIPTS: [&str; 5] = [
    include_str!("page/elements.js"),
    include_str!("page/link.js"),
    include_str!("page/editors.js"),
    include_str!("page/result.js"),
    include_str!("page/page.js"),
];

/// Who answers the page's questions.
#[derive(Clone, Copy, Debug)]
pub enum Engine<'a> {
    /// The server that the page is from, at its path `answer`.
    Server,
    /// This crate compiled to WebAssembly, packed by gzip; it is part of the page.
    Module(&'a [u8]),
}

impl Engine<'_> {
    fn script(self) -> &'static str {
        match self {
            Engine::Server => include_str!("page/server.js"),
            Engine::Module(_) => include_str!("page/module.js"),
        }
    }

    /// What the page may do beside running its script.
    fn policy(self) -> &'static str {
        match self {
            Engine::Server => "connect-src 'self'",
            Engine::Module(_) => "worker-src blob:",
        }
    }

    /// A module is compiled, which a policy has to allow.
    fn sources(self) -> &'static str {
        match self {
            Engine::Server => "",
            Engine::Module(_) => " 'wasm-unsafe-eval'",
        }
    }

    fn data(self) -> String {
        match self {
            Engine::Server => String::new(),
            Engine::Module(packed) => base64::encode(packed),
        }
    }

    fn worker(self) -> &'static str {
        match self {
            Engine::Server => "",
            Engine::Module(_) => include_str!("page/worker.js"),
        }
    }
}

/// The page, whose questions are answered by this engine. A browser runs no script in it but ours, and takes no style but
/// ours: its policy names them by their hashes.
pub fn page(engine: Engine<'_>) -> String {
    let script = format!("'use strict';\n{}{}", engine.script(), SCRIPTS.concat());
    let parts = [
        ("{STYLE_HASH}", hash(STYLE)),
        ("{SCRIPT_HASH}", hash(&script)),
        ("{SOURCES}", engine.sources().to_owned()),
        ("{POLICY}", engine.policy().to_owned()),
        ("{STYLE}", STYLE.to_owned()),
        ("{START}", embedded(&serde_json::to_string(&Start::new()).unwrap_or_default())),
        ("{WORKER}", embedded(&serde_json::to_string(engine.worker()).unwrap_or_default())),
        ("{MODULE}", engine.data()),
        ("{SCRIPT}", script),
    ];
    html::filled(PAGE, &parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_is_whole_and_asks_nothing_of_a_network() {
        for (engine, has, lacks) in [
            (Engine::Server, "connect-src 'self'", "wasm-unsafe-eval"),
            (Engine::Module(b"packed"), "worker-src blob:", "connect-src"),
        ] {
            let page = page(engine);
            assert!(page.contains(has) && !page.contains(lacks), "{engine:?}");
            for left in ["_HASH}", "{STYLE}", "{SCRIPT}", "{START}", "{MODULE}", "{WORKER}", "{POLICY}"] {
                assert!(!page.contains(left), "{engine:?} {left}");
            }
            for asking in ["http:", "https:", " src=", "@import", "url(", "eval(", "innerHTML", "Function("] {
                assert!(!page.contains(asking), "{engine:?}: {asking}");
            }
        }
        assert!(page(Engine::Module(b"packed")).contains(&base64::encode(b"packed")));
    }
}
