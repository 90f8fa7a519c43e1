//! The injector's image, as `make image` has written it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::process::printed;

/// Where the program is in the image.
const PROGRAM: &str = "usr/local/bin/outrigger";

/// The image, unpacked into a bundle of files for runc, until it is dropped.
#[derive(Debug)]
pub struct Image {
    bundle: PathBuf,
}

impl Image {
    /// Unpacks what `make image` has made; `None` where there is none, or nothing to unpack and run it with, which is said
    /// loudly.
    ///
    /// # Panics
    /// Under CI, where something is missing; or it cannot be unpacked.
    pub fn unpack(test: &str) -> Option<Image> {
        let layout = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/package/image/outrigger");
        if let Some(missing) = missing(&layout) {
            let text = format!("NO END-TO-END TEST {test}: {missing}");
            assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{text}");
            eprintln!("\n##### {text}\n");
            return None;
        }
        let bundle = std::env::temp_dir().join(format!("outrigger-image-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&bundle);
        let image = format!("{}:{}", layout.display(), env!("CARGO_PKG_VERSION"));
        let mut umoci = Command::new("umoci");
        umoci.args(["unpack", "--image", &image]).arg(&bundle);
        printed(&mut umoci, "").unwrap_or_else(|e| panic!("{image}: {e}"));
        Some(Image { bundle })
    }

    /// The program in it. It is static, so that it runs outside, too.
    pub fn program(&self) -> PathBuf {
        self.root().join(PROGRAM)
    }

    /// The root of its files.
    pub(crate) fn root(&self) -> PathBuf {
        self.bundle.join("rootfs")
    }

    /// How it is started by itself, in runc's words.
    pub(crate) fn config(&self) -> Value {
        serde_json::from_slice(&fs::read(self.bundle.join("config.json")).unwrap()).unwrap()
    }
}

fn missing(layout: &Path) -> Option<String> {
    if !layout.exists() {
        return Some("there is no image: `make image` makes it".to_owned());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there = |tool: &&str| std::env::split_paths(&path).any(|folder| folder.join(tool).exists());
    if let Some(tool) = ["umoci", "runc", "ip"].into_iter().find(|tool| !is_there(tool)) {
        return Some(format!("there is no {tool}: packaging/tools.sh installs it"));
    }
    let is_root = fs::metadata("/proc/self").is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0);
    (!is_root).then(|| "it needs root".to_owned())
}

impl Drop for Image {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.bundle);
    }
}
