//! Variables that pilot-agent reads and this agent does not: who sets one learns why nothing comes of it.
//!
//! Source: Istio 1.30 pilot/cmd/pilot-agent/options/options.go.

use super::environment::Reader;
use super::notice::Notice;

/// A variable without effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// Its name.
    pub name: &'static str,
    /// Why it has none.
    pub why: &'static str,
}

const fn ignored(name: &'static str, why: &'static str) -> Ignored {
    Ignored { name, why }
}

const WASM: &str = "Wasm modules are not fetched from registries";
const GOOGLE: &str = "tokens are Kubernetes' own";
const GO: &str = "the agent is not a Go program";
const VM: &str = "it is for virtual machines, which do not register themselves here";

/// All of them.
pub const IGNORED: &[Ignored] = &[
    ignored("WASM_INSECURE_REGISTRIES", WASM),
    ignored("WASM_MODULE_EXPIRY", WASM),
    ignored("WASM_PURGE_INTERVAL", WASM),
    ignored("WASM_HTTP_REQUEST_TIMEOUT", WASM),
    ignored("WASM_HTTP_REQUEST_MAX_RETRIES", WASM),
    ignored("XDS_AUTH_PROVIDER", GOOGLE),
    ignored("CREDENTIAL_FETCHER_TYPE", GOOGLE),
    ignored("CREDENTIAL_IDENTITY_PROVIDER", GOOGLE),
    ignored("GCP_METADATA", GOOGLE),
    ignored("ISTIO_META_AUTO_REGISTER_GROUP", VM),
    ignored("GODEBUG", GO),
    ignored("GOGC", GO),
];

/// Names those that are set. `GOMEMLIMIT` and `GOMAXPROCS` are in every injected pod, so that nobody needs to hear of them.
pub(super) fn name_ignored(reader: &mut Reader<'_>) {
    for Ignored { name, why } in IGNORED {
        if reader.text(name).is_some() {
            reader.note(Notice::NoEffect { name: (*name).to_owned(), why });
        }
    }
}
