//! The workload's certificate in files, for others in the pod: `OUTPUT_CERTS`.
//!
//! Source: Istio 1.30 security/pkg/nodeagent/util/util.go, OutputKeyCertToDir, which lets everybody read the key.

use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use tokio::sync::watch;

use crate::workload::Workload;

/// Writes the files whenever the workload's certificate changes.
pub(super) async fn write_always(folder: &Path, mut workload: watch::Receiver<Workload>) {
    loop {
        let now = workload.borrow_and_update().clone();
        if let Err(error) = write(folder, &now) {
            tracing::error!("cannot write the workload certificate into {}: {error}", folder.display());
        }
        if workload.changed().await.is_err() {
            return;
        }
    }
}

/// The key comes before the chain: who sees a new chain finds its key.
fn write(folder: &Path, workload: &Workload) -> io::Result<()> {
    if let Some(pair) = &workload.pair {
        replace(&folder.join("key.pem"), pair.key().pem(), 0o600)?;
        replace(&folder.join("cert-chain.pem"), pair.chain(), 0o644)?;
    }
    if let Some(roots) = &workload.roots {
        replace(&folder.join("root-cert.pem"), &roots.pem(), 0o644)?;
    }
    Ok(())
}

/// Replaces a file in one step; who reads it meanwhile has the old one whole.
fn replace(path: &Path, text: &str, mode: u32) -> io::Result<()> {
    if std::fs::read(path).is_ok_and(|before| before == text.as_bytes()) {
        return Ok(());
    }
    let new = path.with_extension("pem.new");
    // What an agent before left behind may have other permissions.
    match std::fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(mode).open(&new)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&new, path)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::sync::Arc;
    use std::time::SystemTime;

    use identity::{Ca, Issued, Key, SpiffeId, csr};

    use super::*;

    fn workload() -> Workload {
        let id: SpiffeId = "spiffe://cluster.local/ns/default/sa/sleep".parse().unwrap();
        let (key, now) = (Key::generate().unwrap(), SystemTime::now());
        let ca = Ca::create(id.trust_domain(), now).unwrap();
        let chain = ca.sign(&csr::create(Some(&id), &key).unwrap(), &id, now, None).unwrap();
        let issued = Issued::read(&chain, key, Some(&id), now).unwrap();
        Workload { pair: Some(Arc::new(issued.pair)), roots: Some(Arc::new(issued.roots)) }
    }

    #[test]
    fn files_are_replaced_and_the_key_is_for_the_owner() {
        let folder = tempfile::tempdir().unwrap();
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        write(folder.path(), &Workload::default()).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        // What a killed agent left.
        fs::write(folder.path().join("key.pem.new"), "half").unwrap();
        for _ in 0..2 {
            let workload = workload();
            write(folder.path(), &workload).unwrap();
            let pair = workload.pair.as_ref().unwrap();
            assert_eq!(read("key.pem"), pair.key().pem());
            assert_eq!(read("cert-chain.pem"), pair.chain());
            assert_eq!(read("root-cert.pem"), workload.roots.as_ref().unwrap().pem());
            let mode = fs::metadata(folder.path().join("key.pem")).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write(&folder.path().join("none"), &workload()).is_err());
    }
}
