//! What images have beside our own programs of Debian's packages, which `packaging/system.sh` has unpacked: the programs
//! that change rules for the init container, and the libraries that they or Envoy need.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

use crate::call::{call, read};
use crate::error::PackagingError;
use crate::target::Target;
use crate::tree::Tree;

/// The programs, by the paths in their packages.
const PROGRAMS: [&str; 3] = ["usr/sbin/xtables-nft-multi", "usr/sbin/xtables-legacy-multi", "usr/sbin/nft"];
/// The names by which the first two are called.
const NAMES: [&str; 8] = [
    "iptables-nft",
    "iptables-nft-restore",
    "iptables-nft-save",
    "iptables-legacy",
    "iptables-legacy-restore",
    "iptables-legacy-save",
    "iptables-restore",
    "iptables-save",
];
/// No more links than this lead to a file.
const MOST_LINKS: usize = 8;
const HINT: &str = "packaging/system.sh unpacks Debian's packages";

/// A package of Debian's of which files are taken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The files, and the packages that they are from.
#[derive(Clone, Debug, Default)]
pub struct System {
    /// The files, with the copyright of each package.
    pub tree: Tree,
    /// The packages.
    pub packages: BTreeSet<Package>,
}

/// What changes rules, from packages that were unpacked into a folder each, named `NAME_VERSION`.
///
/// # Errors
/// A program or a library that one needs is in none of them, or cannot be read.
pub fn rules(folder: &Path, target: Target) -> Result<System, PackagingError> {
    let mut collector = Collector::new(folder, target)?;
    let programs = PROGRAMS.iter().map(|path| (*path).to_owned());
    let paths: Vec<String> = programs.chain(collector.extensions()?).collect();
    collector.take_all(paths)?;
    for name in NAMES {
        for name in [name.to_owned(), name.replacen("iptables", "ip6tables", 1)] {
            let program = if name.contains("legacy") { "xtables-legacy-multi" } else { "xtables-nft-multi" };
            collector.system.tree.link(&format!("usr/sbin/{name}"), program);
        }
    }
    collector.copyrights()?;
    Ok(collector.system)
}

/// The libraries that a program from elsewhere needs, and what loads them, from the same packages.
///
/// # Errors
/// A library is in none of them, or something cannot be read.
pub fn libraries(program: &Path, folder: &Path, target: Target) -> Result<System, PackagingError> {
    let mut collector = Collector::new(folder, target)?;
    let paths = collector.needs(program, &program.to_string_lossy())?;
    collector.take_all(paths)?;
    collector.copyrights()?;
    Ok(collector.system)
}

fn packages(folder: &Path) -> Result<BTreeMap<PathBuf, Package>, PackagingError> {
    let unreadable = |source| PackagingError::Read { path: folder.to_owned(), source, hint: HINT };
    let mut packages = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if let Some((name, version)) = name.split_once('_') {
            let package = Package { name: name.to_owned(), version: version.replace("%3a", ":") };
            packages.insert(path, package);
        }
    }
    Ok(packages)
}

struct Collector<'a> {
    folder: &'a Path,
    target: Target,
    packages: BTreeMap<PathBuf, Package>,
    system: System,
}

impl Collector<'_> {
    fn new(folder: &Path, target: Target) -> Result<Collector<'_>, PackagingError> {
        Ok(Collector { folder, target, packages: packages(folder)?, system: System::default() })
    }

    /// Takes files over, and all that they need.
    fn take_all(&mut self, paths: Vec<String>) -> Result<(), PackagingError> {
        let mut waiting = VecDeque::from(paths);
        let mut seen = BTreeSet::new();
        while let Some(path) = waiting.pop_front() {
            if seen.insert(path.clone()) {
                waiting.extend(self.take(&path)?);
            }
        }
        Ok(())
    }

    /// The modules of matches and targets, which iptables loads by their names.
    fn extensions(&self) -> Result<Vec<String>, PackagingError> {
        let folder = format!("usr/lib/{}/xtables", self.target.multiarch());
        let (place, _) = self.found(&folder).ok_or_else(|| self.lacks("iptables", &folder))?;
        let unreadable = |source| PackagingError::Read { path: place.clone(), source, hint: HINT };
        let mut paths = Vec::new();
        for entry in fs::read_dir(&place).map_err(unreadable)? {
            let name = entry.map_err(unreadable)?.file_name();
            let name = name.to_string_lossy();
            // Those for bridges and ARP are for other programs.
            if ["libxt_", "libipt_", "libip6t_"].iter().any(|kind| name.starts_with(kind)) {
                paths.push(format!("{folder}/{name}"));
            }
        }
        Ok(paths)
    }

    /// Takes a file over, with the links that lead to it; the paths of what it needs.
    fn take(&mut self, path: &str) -> Result<Vec<String>, PackagingError> {
        let mut path = path.to_owned();
        for _ in 0..MOST_LINKS {
            let (place, package) = self.found(&path).ok_or_else(|| self.lacks("the image", &path))?;
            self.system.packages.insert(package);
            let Ok(target) = fs::read_link(&place) else {
                self.system.tree.program(&path, read(&place, HINT)?);
                return self.needs(&place, &path);
            };
            let target = target.to_string_lossy().into_owned();
            self.system.tree.link(&path, &target);
            let beside = path.rsplit_once('/').map(|(folder, _)| folder).unwrap_or_default();
            path = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("{beside}/{target}"),
            };
        }
        Err(self.lacks("a link", &path))
    }

    /// The libraries of a program or a library, and what loads them.
    fn needs(&self, place: &Path, path: &str) -> Result<Vec<String>, PackagingError> {
        let printed =
            call("readelf", &["--wide", "--dynamic", "--program-headers", &place.to_string_lossy()])?;
        let mut paths = Vec::new();
        for line in printed.lines() {
            if let Some((_, name)) = line.split_once("Shared library: [") {
                let name = name.trim_end_matches(']');
                paths.push(self.library(name).ok_or_else(|| self.lacks(path, name))?);
            }
            if let Some((_, name)) = line.split_once("program interpreter: /") {
                paths.push(name.trim_end_matches(']').to_owned());
            }
        }
        Ok(paths)
    }

    fn library(&self, name: &str) -> Option<String> {
        let multiarch = self.target.multiarch();
        let places = ["lib", "usr/lib"].map(|folder| format!("{folder}/{multiarch}/{name}"));
        places.into_iter().find(|path| self.found(path).is_some())
    }

    /// Where a path of the image is, and whose it is.
    fn found(&self, path: &str) -> Option<(PathBuf, Package)> {
        let mut places = self.packages.iter().map(|(folder, package)| (folder.join(path), package.clone()));
        places.find(|(place, _)| place.symlink_metadata().is_ok())
    }

    fn lacks(&self, program: &str, library: &str) -> PackagingError {
        let folder = self.folder.to_owned();
        PackagingError::NoLibrary { program: program.to_owned(), library: library.to_owned(), folder }
    }

    /// Who holds the rights to what was taken, and where its source is: the package of that name and version.
    fn copyrights(&mut self) -> Result<(), PackagingError> {
        for package in self.system.packages.clone() {
            let path = format!("usr/share/doc/{}/copyright", package.name);
            let (place, _) = self.found(&path).ok_or_else(|| self.lacks(&package.name, &path))?;
            self.system.tree.file(&path, read(&place, HINT)?);
        }
        Ok(())
    }
}
