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

/// The programs, each with the package of the workspace that it is built of.
const PROGRAMS: [(&str, &str); 2] = [("outrigger", "outrigger"), ("outrigger-init", "init")];

/// What was built.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The programs by their names.
    programs: BTreeMap<&'static str, Program>,
    /// What changes rules, for the init container's image.
    pub system: System,
    licence: Vec<u8>,
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
        let system = system::collect(&folder("system"), target)?;
        let beside: Vec<Package> = system.packages.iter().cloned().collect();
        let known = Known::here(target)?;
        let version = call("rustc", &["--version"])?;
        let rust = version.split(' ').nth(1).unwrap_or_default();
        let mut programs = BTreeMap::new();
        for (name, package) in PROGRAMS {
            let bytes = read(&folder("programs").join(name), "packaging/build.sh builds it")?;
            let crates = known.linked(package, target)?;
            let system = if name == "outrigger-init" { beside.as_slice() } else { &[] };
            let subject = Subject { name, bytes: &bytes, crates: &crates, rust, system };
            let sbom = spdx(subject, target, release);
            let papers = Papers { notices: notices(name, &crates)?, sbom };
            programs.insert(name, Program { bytes, papers });
        }
        let licence = read(Path::new("LICENSE"), "packaging runs in the folder of the workspace")?;
        Ok(Parts { programs, system, licence })
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
        let Program { bytes, papers } = self.program(name)?;
        let mut tree = Tree::default();
        tree.program(&format!("usr/local/bin/{name}"), bytes.as_slice());
        let folder = format!("usr/share/doc/{name}");
        tree.file(&format!("{folder}/LICENSE"), self.licence.as_slice());
        tree.file(&format!("{folder}/THIRD-PARTY-NOTICES"), papers.notices.as_str());
        tree.file(&format!("{folder}/{name}.spdx.json"), papers.sbom.as_str());
        Ok(tree)
    }
}
