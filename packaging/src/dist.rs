//! What a release hands out beside images: archives with the programs, the chart, the source, a formula, and the sums.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::call::read;
use crate::error::PackagingError;
use crate::oci::hex;
use crate::pages::Pages;
use crate::parts::{Parts, Program};
use crate::release::Release;
use crate::target::Target;
use crate::tree::{Tree, gzip};

/// The name of an archive without its ending, and of the folder in it.
fn stem(target: Target, release: &Release) -> String {
    format!("outrigger-{}-linux-{}", release.version, target.architecture())
}

/// The name and the bytes of the archive of a kind of processor: to be unpacked into `/usr/local` or the like.
///
/// # Errors
/// A file of the repository cannot be read.
pub fn archive(
    parts: &Parts,
    pages: &Pages,
    target: Target,
    release: &Release,
) -> Result<(String, Vec<u8>), PackagingError> {
    let mut tree = Tree::default();
    for (name, Program { bytes, papers }) in parts.programs() {
        tree.program(&format!("bin/{name}"), bytes.as_slice());
        tree.file(&format!("share/doc/{name}/THIRD-PARTY-NOTICES"), papers.notices.as_str());
        tree.file(&format!("share/doc/{name}/{name}.spdx.json"), papers.sbom.as_str());
    }
    for (name, page) in &pages.manual {
        tree.file(&format!("share/man/man1/{name}"), page.as_slice());
    }
    for (path, script) in &pages.completions {
        tree.file(&format!("share/{path}"), script.as_slice());
    }
    for name in ["LICENSE", "README.md", "CHANGELOG.md", "COMPATIBILITY.md"] {
        let bytes = read(Path::new(name), "packaging runs in the folder of the workspace")?;
        tree.file(&format!("share/doc/outrigger/{name}"), bytes);
    }
    let stem = stem(target, release);
    let bytes = gzip(&tree.tar(&format!("{stem}/"), release.time)?)?;
    Ok((format!("{stem}.tar.gz"), bytes))
}

/// The name and the bytes of the chart, as `helm package` names it.
///
/// # Errors
/// A file of it cannot be read.
pub fn chart(release: &Release) -> Result<(String, Vec<u8>), PackagingError> {
    let mut tree = Tree::default();
    add_folder(&mut tree, Path::new("deploy/outrigger"), "outrigger")?;
    Ok((format!("outrigger-{}.tgz", release.version), gzip(&tree.tar("", release.time)?)?))
}

fn add_folder(tree: &mut Tree, folder: &Path, name: &str) -> Result<(), PackagingError> {
    let hint = "packaging runs in the folder of the workspace";
    let unreadable = |source| PackagingError::Read { path: folder.to_owned(), source, hint };
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let below = format!("{name}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            add_folder(tree, &path, &below)?;
        } else {
            tree.file(&below, read(&path, hint)?);
        }
    }
    Ok(())
}

/// The name and the bytes of the source: the files of the commit.
///
/// # Errors
/// git fails.
pub fn source(release: &Release) -> Result<(String, Vec<u8>), PackagingError> {
    let stem = format!("outrigger-{}", release.version);
    let line = format!("git archive --format=tar --prefix={stem}/ HEAD");
    let failed = |cause: String| PackagingError::Program { line: line.clone(), cause };
    let words: Vec<&str> = line.split(' ').collect();
    let (program, arguments) = words.split_first().ok_or_else(|| failed("no program".to_owned()))?;
    let output = Command::new(program).args(arguments).output().map_err(|e| failed(e.to_string()))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    Ok((format!("{stem}-source.tar.gz"), gzip(&output.stdout)?))
}

/// A formula for Homebrew on Linux. `url` is where the files of the release are; each archive has its sum.
pub fn formula(archives: &[(Target, String, Vec<u8>)], url: &str, release: &Release) -> String {
    let blocks = archives.iter().map(|(target, name, bytes)| {
        let on = match target {
            Target::Amd64 => "on_intel",
            Target::Arm64 => "on_arm",
        };
        format!("  {on} do\n    url \"{url}/{name}\"\n    sha256 \"{}\"\n  end\n", hex(bytes))
    });
    format!(
        "class Outrigger < Formula
  desc \"Puts a service-mesh sidecar into Kubernetes workloads, and says why\"
  homepage \"{url}\"
  version \"{}\"
  license \"Apache-2.0\"

{}
  depends_on :linux

  def install
    bin.install Dir[\"bin/*\"]
    bin.install_symlink \"outrigger\" => \"kubectl-outrigger\"
    bin.install_symlink \"outrigger\" => \"kubectl_complete-outrigger\"
    man1.install Dir[\"share/man/man1/*\"]
    bash_completion.install \"share/bash-completion/completions/outrigger\"
    zsh_completion.install \"share/zsh/site-functions/_outrigger\"
    fish_completion.install \"share/fish/vendor_completions.d/outrigger.fish\"
    doc.install Dir[\"share/doc/outrigger/*\"]
  end

  test do
    assert_match version.to_s, shell_output(\"#{{bin}}/outrigger --version\")
  end
end
",
        release.version,
        blocks.collect::<Vec<_>>().join("\n"),
    )
}

/// The lines that `sha256sum --check` reads, for files by their names.
pub fn sums<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> String {
    files.map(|(name, bytes)| format!("{}  {name}\n", hex(bytes))).collect()
}
