//! A folder whose files change all at once.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// A folder as kubelet mounts a ConfigMap.
pub struct Mount {
    pub folder: PathBuf,
    version: usize,
}

impl Mount {
    pub fn new(name: &str) -> Mount {
        let folder = std::env::temp_dir().join(format!("outrigger-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Mount { folder, version: 0 }
    }

    pub fn publish(&mut self, files: &[(&str, &str)]) {
        self.version += 1;
        let version = format!("..{}", self.version);
        fs::create_dir(self.folder.join(&version)).unwrap();
        for (name, text) in files {
            fs::write(self.folder.join(&version).join(name), text).unwrap();
            let _ = symlink(Path::new("..data").join(name), self.path(name));
        }
        symlink(&version, self.path("..data_tmp")).unwrap();
        fs::rename(self.path("..data_tmp"), self.path("..data")).unwrap();
        let _ = fs::remove_dir_all(self.folder.join(format!("..{}", self.version - 1)));
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}
