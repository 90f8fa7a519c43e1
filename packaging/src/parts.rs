//! What was built for a kind of processor: the programs, their papers, and what is beside them in an image.

use std::collections::BTreeMap;
use std::path::Path;

use crate::call::{call, read};
use crate::crates::Known;
use crate::error::PackagingError;
use crate::notices::notices;
use crate::release::Release;
use crate::sbom::{Subject, spdx};
use crate::system::{self, Package, System};
use crate::target::Target;
use crate::tree::Tree;

/// The program of the proxy's container.
const AGENT: &str = "outrigger-agent";
/// The programs that every release has, each with the package of the workspace that it is built of.
const PROGRAMS: [(&str, &str); 2] = [("outrigger", "outrigger"), ("outrigger-init", "init")];

/// What was built.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The programs by their names.
    programs: BTreeMap<&'static str, Program>,
    /// What changes rules, for the init container's image.
    pub system: System,
    /// What the proxy's container has; `None` where no Envoy was named.
    pub agent: Option<Agent>,
    licence: Vec<u8>,
}

/// What the proxy's container has: our agent, and the Envoy of a user's choice that it starts.
#[derive(Clone, Debug)]
pub struct Agent {
    program: Program,
    /// Envoy.
    pub envoy: Vec<u8>,
    /// The libraries that it needs.
    pub libraries: System,
}

/// A program with what is handed on with it.
#[derive(Clone, Debug)]
pub struct Program {
    /// The program.
    pub bytes: Vec<u8>,
    /// What is handed on with it.
    pub papers: Papers,
}

/// What is handed on with a program.
#[derive(Clone, Debug)]
pub struct Papers {
    /// The licences of what is linked into it.
    pub notices: String,
    /// What it is made of.
    pub sbom: String,
}

impl Parts {
    /// Reads what `packaging/build.sh` and `packaging/system.sh` have left below `root`.
    ///
    /// # Errors
    /// Something is not there.
    pub fn read(root: &Path, target: Target, release: &Release) -> Result<Parts, PackagingError> {
        let folder = |kind: &str| root.join(kind).join(target.architecture());
        let system = system::rules(&folder("system"), target)?;
        let known = Known::here(target)?;
        let version = call("rustc", &["--version"])?;
        let rust = version.split(' ').nth(1).unwrap_or_default();
        let program = |name, package, system: &System, envoy: Option<&[u8]>| {
            let bytes = read(&folder("programs").join(name), "packaging/build.sh builds it")?;
            let crates = known.linked(package, target)?;
            let beside: Vec<Package> = system.packages.iter().cloned().collect();
            let subject = Subject { name, bytes: &bytes, crates: &crates, rust, system: &beside, envoy };
            let sbom = spdx(subject, target, release);
            Ok(Program { papers: Papers { notices: notices(name, &crates)?, sbom }, bytes })
        };
        let mut programs = BTreeMap::new();
        for (name, package) in PROGRAMS {
            let beside = if name == "outrigger-init" { &system } else { &System::default() };
            programs.insert(name, program(name, package, beside, None)?);
        }
        let mut agent = None;
        let place = folder("programs").join("envoy");
        if place.exists() {
            let envoy = envoy(&place, target)?;
            let libraries = system::libraries(&place, &folder("system"), target)?;
            let program = program(AGENT, "sidecar", &libraries, Some(&envoy))?;
            agent = Some(Agent { program, envoy, libraries });
        }
        let licence = read(Path::new("LICENSE"), "packaging runs in the folder of the workspace")?;
        Ok(Parts { programs, system, agent, licence })
    }

    /// A program by its name.
    ///
    /// # Errors
    /// There is none.
    pub fn program(&self, name: &'static str) -> Result<&Program, PackagingError> {
        let unknown = || PackagingError::Strange { from: "the list of programs", what: name.to_owned() };
        self.programs.get(name).ok_or_else(unknown)
    }

    /// The programs with their names.
    pub fn programs(&self) -> impl Iterator<Item = (&'static str, &Program)> {
        self.programs.iter().map(|(name, program)| (*name, program))
    }

    /// A program where images have it, and the files that are handed on with it.
    ///
    /// # Errors
    /// There is no such program.
    pub fn tree(&self, name: &'static str) -> Result<Tree, PackagingError> {
        Ok(self.installed(name, self.program(name)?))
    }

    /// The same of the agent.
    pub fn tree_of_agent(&self, agent: &Agent) -> Tree {
        self.installed(AGENT, &agent.program)
    }

    fn installed(&self, name: &str, program: &Program) -> Tree {
        let Program { bytes, papers } = program;
        let mut tree = Tree::default();
        tree.program(&format!("usr/local/bin/{name}"), bytes.as_slice());
        let folder = format!("usr/share/doc/{name}");
        tree.file(&format!("{folder}/LICENSE"), self.licence.as_slice());
        tree.file(&format!("{folder}/THIRD-PARTY-NOTICES"), papers.notices.as_str());
        tree.file(&format!("{folder}/{name}.spdx.json"), papers.sbom.as_str());
        tree
    }
}

/// An Envoy that the processor can run.
fn envoy(path: &Path, target: Target) -> Result<Vec<u8>, PackagingError> {
    let bytes = read(path, "packaging/build.sh copies it from where ENVOY says")?;
    let [low, high] = target.machine().to_le_bytes();
    if bytes.starts_with(b"\x7fELF") && bytes.get(18..20) == Some(&[low, high]) {
        return Ok(bytes);
    }
    Err(PackagingError::NotFor { path: path.to_owned(), architecture: target.architecture() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_envoy_for_another_processor_is_refused() {
        let path = std::env::temp_dir().join(format!("outrigger-packaging-elf-{}", std::process::id()));
        let mut header = b"\x7fELF\x02\x01\x01".to_vec();
        header.resize(18, 0);
        header.extend(62_u16.to_le_bytes());
        for (bytes, is_amd64) in [(header.as_slice(), true), (b"#!/bin/sh\n", false), (b"", false)] {
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(envoy(&path, Target::Amd64).is_ok(), is_amd64);
            let refused = envoy(&path, Target::Arm64).unwrap_err().to_string();
            assert!(refused.contains("make image ARCH=arm64 ENVOY=path"), "{refused}");
        }
        std::fs::remove_file(path).unwrap();
    }
}
