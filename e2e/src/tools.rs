//! Programs of other projects that pipelines are made of.

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// kustomize, both Helms and pre-commit, where [`tools.sh`](../../tools.sh) has put them.
#[derive(Clone, Debug)]
pub struct Tools {
    folder: PathBuf,
}

impl Tools {
    /// The folder that the variable `OUTRIGGER_PIPELINE_TOOLS` names, else what `tools.sh` has made; `None` where there is
    /// neither, which is said loudly.
    ///
    /// # Panics
    /// Under CI, where there is neither.
    pub fn find(test: &str) -> Option<Tools> {
        let named = std::env::var_os("OUTRIGGER_PIPELINE_TOOLS").map(PathBuf::from);
        let built = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/e2e/tools");
        let folder = named.unwrap_or_else(built);
        if ["kustomize", "helm3", "helm4", "pre-commit"].iter().all(|name| folder.join(name).exists()) {
            return Some(Tools { folder: folder.canonicalize().unwrap() });
        }
        let text =
            format!("NO TEST {test}: there are no kustomize, Helm and pre-commit; e2e/tools.sh makes them");
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{text}");
        eprintln!("\n##### {text}\n");
        None
    }

    /// One of them.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// A new folder of links, and a `PATH` that begins with it.
///
/// # Panics
/// It cannot be made.
pub fn links(folder: &Path, links: &[(&str, PathBuf)]) -> OsString {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).unwrap();
    for (name, path) in links {
        symlink(path.canonicalize().unwrap(), folder.join(name)).unwrap();
    }
    let usual = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(folder.to_owned()).chain(std::env::split_paths(&usual))).unwrap()
}
