//! What secrets are called.
//!
//! Source: Istio 1.30 pkg/security/security.go, SdsCertificateConfigFromResourceName.

use std::path::PathBuf;

/// Names are paths, two of them at most.
const LONGEST: usize = 2 * 4096 + 16;

/// A secret that can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Resource {
    /// `default`: the workload's certificate and key.
    Workload,
    /// `ROOTCA`: what the workload trusts.
    Roots,
    /// `file-cert:CHAIN~KEY`: a certificate and key of files.
    FileCertificate {
        /// The chain.
        chain: PathBuf,
        /// The key.
        key: PathBuf,
    },
    /// `file-root:FILE`: roots of a file.
    FileRoots(PathBuf),
    /// `file-root:system`: those of the system.
    SystemRoots,
}

impl Resource {
    /// The secret of a name; `None` if there is no such name.
    pub(super) fn named(name: &str) -> Option<Resource> {
        if name.len() > LONGEST {
            return None;
        }
        match name {
            "default" => return Some(Resource::Workload),
            "ROOTCA" => return Some(Resource::Roots),
            "file-root:system" => return Some(Resource::SystemRoots),
            _ => {}
        }
        let path = |text: &str| (!text.is_empty() && !text.contains('\0')).then(|| PathBuf::from(text));
        if let Some(files) = name.strip_prefix("file-cert:") {
            let (chain, key) = files.split_once('~').filter(|(_, key)| !key.contains('~'))?;
            return Some(Resource::FileCertificate { chain: path(chain)?, key: path(key)? });
        }
        let file = name.strip_prefix("file-root:").filter(|file| !file.contains('~'))?;
        Some(Resource::FileRoots(path(file)?))
    }

    /// Whether a private key belongs to it.
    pub(super) fn has_key(&self) -> bool {
        matches!(self, Resource::Workload | Resource::FileCertificate { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_istios() {
        let certificate =
            |chain: &str, key: &str| Some(Resource::FileCertificate { chain: chain.into(), key: key.into() });
        for (name, want) in [
            ("default", Some(Resource::Workload)),
            ("ROOTCA", Some(Resource::Roots)),
            ("file-root:system", Some(Resource::SystemRoots)),
            ("file-root:/etc/root.pem", Some(Resource::FileRoots("/etc/root.pem".into()))),
            ("file-cert:/c.pem~/k.pem", certificate("/c.pem", "/k.pem")),
            ("file-cert:c.pem~k.pem", certificate("c.pem", "k.pem")),
            ("", None),
            ("rootca", None),
            ("kubernetes://secret", None),
            ("file-cert:/c.pem", None),
            ("file-cert:~/k.pem", None),
            ("file-cert:/c.pem~", None),
            ("file-cert:/a~/b~/c", None),
            ("file-root:", None),
            ("file-root:/a~/b", None),
            ("file-root:/a\0b", None),
            (&*format!("file-root:/{}", "a".repeat(LONGEST)), None),
        ] {
            assert_eq!(Resource::named(name), want, "{name}");
        }
    }
}
