//! The files of a pod: what Kubernetes mounts into an injected pod, below the folder in which its containers run.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};

use kubeyaml::Value;

use super::{Container, Site};
use crate::environment::downward;
use crate::error::LabError;

/// Folders that the proxy writes to or reads.
const FOLDERS: [&str; 7] = [
    "etc/istio/pod",
    "etc/istio/proxy",
    "var/lib/istio/data",
    "var/run/secrets/credential-uds",
    "var/run/secrets/istio",
    "var/run/secrets/tokens",
    "var/run/secrets/workload-spiffe-uds",
];

/// Makes the folder of a pod, and gives it to its proxy's user.
pub(super) fn make(
    pod: &Value,
    containers: &[Container],
    token: &str,
    site: &Site,
) -> Result<PathBuf, LabError> {
    let part = |key| pod.str_at(&["metadata", key]).unwrap_or_default();
    let folder = site.pods.join(format!("{}.{}", part("namespace"), part("name")));
    for below in FOLDERS {
        let path = folder.join(below);
        fs::create_dir_all(&path).map_err(LabError::file(&path))?;
    }
    for (name, text) in [
        ("hosts", "127.0.0.1 localhost\n"),
        // Names of the mesh are in the other file; nobody answers for more.
        ("resolv.conf", "nameserver 10.77.0.1\noptions timeout:1 attempts:1\n"),
        ("etc/istio/pod/labels", &downward(pod, "labels")),
        ("etc/istio/pod/annotations", &downward(pod, "annotations")),
        ("var/run/secrets/istio/root-cert.pem", &site.root),
        ("var/run/secrets/tokens/istio-token", token),
    ] {
        let path = folder.join(name);
        fs::write(&path, text).map_err(LabError::file(&path))?;
    }
    let token = folder.join("var/run/secrets/tokens/istio-token");
    fs::set_permissions(&token, fs::Permissions::from_mode(0o600)).map_err(LabError::file(&token))?;
    let proxy = containers.iter().find(|container| container.name == objects::names::PROXY_CONTAINER);
    if let Some(proxy) = proxy {
        for below in ["etc", "var"] {
            give(&folder.join(below), proxy.run.user)?;
        }
    }
    Ok(folder)
}

/// Makes a folder and all in it somebody's.
fn give(path: &Path, (user, group): (u32, u32)) -> Result<(), LabError> {
    chown(path, Some(user), Some(group)).map_err(LabError::file(path))?;
    if path.is_dir() {
        for entry in fs::read_dir(path).map_err(LabError::file(path))? {
            give(&entry.map_err(LabError::file(path))?.path(), (user, group))?;
        }
    }
    Ok(())
}
