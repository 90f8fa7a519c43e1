//! The roots that the system trusts.

use std::path::{Path, PathBuf};

/// Where distributions keep them.
///
/// Source: Go crypto/x509 root_linux.go, certFiles; Istio 1.30 security/pkg/nodeagent/cafile.
const BUNDLES: [&str; 7] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/tls/cacert.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/cert.pem",
    "/usr/local/etc/ssl/cert.pem",
];

/// The file of the system's roots; the usual one where there is none.
pub(crate) fn system_roots() -> PathBuf {
    let [usual, ..] = BUNDLES;
    BUNDLES.iter().map(Path::new).find(|path| path.is_file()).unwrap_or(Path::new(usual)).to_owned()
}
