//! A package for Debian and what comes of it.
//!
//! Source: deb(5), deb-control(5), Debian policy 4.6.

use md5::{Digest, Md5};

use crate::error::PackagingError;
use crate::pages::Pages;
use crate::parts::{Parts, Program};
use crate::release::Release;
use crate::target::Target;
use crate::tree::{Tree, gzip};

const MAINTAINER: &str = "the outrigger authors <authors@outrigger.example>";
const DESCRIPTION: &str = "puts a service-mesh sidecar into Kubernetes workloads
 outrigger reads the injection configuration of every Istio since 0.5 and
 answers as that Istio's injector does: as a drop-in for `istioctl
 kube-inject`, and as the admission webhook that the API server calls. It says
 why a pod is injected or not, what is out of date, and what a change would
 bring.
 .
 The program is static. It is kubectl's plugin, too: `kubectl outrigger`.";

/// The bytes of the package.
///
/// # Errors
/// A path is too long.
pub fn deb(
    parts: &Parts,
    pages: &Pages,
    target: Target,
    release: &Release,
) -> Result<Vec<u8>, PackagingError> {
    let files = files(parts, pages, release)?;
    let mut control = Tree::default();
    control.file("control", self::control(&files, target, release));
    control.file("md5sums", sums(&files));
    let data = gzip(&files.tar("", release.time)?)?;
    let control = gzip(&control.tar("", release.time)?)?;
    let members = [("debian-binary", b"2.0\n".to_vec()), ("control.tar.gz", control), ("data.tar.gz", data)];
    Ok(ar(&members, release.time))
}

fn files(parts: &Parts, pages: &Pages, release: &Release) -> Result<Tree, PackagingError> {
    let Program { bytes, papers } = parts.program("outrigger")?;
    let mut tree = Tree::default();
    tree.program("usr/bin/outrigger", bytes.as_slice());
    for link in ["kubectl-outrigger", "kubectl_complete-outrigger"] {
        tree.link(&format!("usr/bin/{link}"), "outrigger");
        tree.link(&format!("usr/share/man/man1/{link}.1.gz"), "outrigger.1.gz");
    }
    for (name, page) in &pages.manual {
        tree.file(&format!("usr/share/man/man1/{name}.gz"), gzip(page)?);
    }
    for (path, script) in &pages.completions {
        // Debian keeps its own scripts for zsh apart from those of others.
        let path = path.replace("zsh/site-functions", "zsh/vendor-completions");
        tree.file(&format!("usr/share/{path}"), script.as_slice());
    }
    tree.file("usr/share/doc/outrigger/copyright", COPYRIGHT);
    tree.file("usr/share/doc/outrigger/changelog.gz", gzip(changelog(release).as_bytes())?);
    tree.file("usr/share/doc/outrigger/THIRD-PARTY-NOTICES.gz", gzip(papers.notices.as_bytes())?);
    tree.file("usr/share/doc/outrigger/outrigger.spdx.json", papers.sbom.as_str());
    tree.file("usr/share/lintian/overrides/outrigger", OVERRIDES);
    Ok(tree)
}

fn control(files: &Tree, target: Target, release: &Release) -> String {
    let kibibytes = files.bytes().div_ceil(1024);
    format!(
        "Package: outrigger\nVersion: {}\nArchitecture: {}\nMaintainer: {MAINTAINER}\nInstalled-Size: {kibibytes}\n\
         Suggests: iptables, nftables\nSection: admin\nPriority: optional\nDescription: {DESCRIPTION}\n",
        release.version,
        target.architecture(),
    )
}

/// What `dpkg --verify` compares with.
fn sums(files: &Tree) -> String {
    let line = |(path, bytes): (&str, &[u8])| {
        let digest: String = Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{digest}  {path}\n")
    };
    files.files().map(line).collect()
}

fn changelog(release: &Release) -> String {
    format!(
        "outrigger ({}) unstable; urgency=medium\n\n  * Packaged from commit {}.\n\n -- {MAINTAINER}  {}\n",
        release.version,
        release.revision,
        release.rfc5322()
    )
}

const COPYRIGHT: &str = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: outrigger

Files: *
Copyright: 2026 the outrigger authors
License: Apache-2.0
Comment: What is linked into the program is in outrigger.spdx.json, its
 licences are in THIRD-PARTY-NOTICES.gz.

License: Apache-2.0
 On Debian systems the text of the Apache License 2.0 is in
 /usr/share/common-licenses/Apache-2.0.
";

/// A static program is what this package is for, and its symbols are the names in a report of a crash.
const OVERRIDES: &str = "outrigger: statically-linked-binary [usr/bin/outrigger]
outrigger: unstripped-binary-or-object [usr/bin/outrigger]
";

/// The archive that holds the parts of a package: a line for each, and a byte more where its size is odd.
fn ar(members: &[(&str, Vec<u8>)], time: u64) -> Vec<u8> {
    let mut out = b"!<arch>\n".to_vec();
    for (name, bytes) in members {
        let head = format!("{name:<16}{time:<12}{:<6}{:<6}{:<8}{:<10}`\n", 0, 0, "100644", bytes.len());
        out.extend(head.bytes());
        out.extend(bytes);
        if bytes.len() % 2 == 1 {
            out.push(b'\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_begin_at_even_places() {
        let bytes = ar(&[("odd", b"1".to_vec()), ("even", b"22".to_vec())], 7);
        let text = String::from_utf8(bytes).unwrap();
        let odd = "odd             7           0     0     100644  1         `\n1\n";
        let even = "even            7           0     0     100644  2         `\n22";
        assert_eq!(text, format!("!<arch>\n{odd}{even}"));
    }
}
