//! What is handed out: container images, a Debian package, archives, and what they are made of.
//!
//! ```text
//! programs (build.sh), Debian's packages (system.sh) ─► parts ─┬─► images ─► oci ─► a layout, archives
//!                                                              └─► deb, dist ─► packages, archives, sums
//! ```
//!
//! Everything is the same to the byte for the same commit, the same programs and the same packages.

mod call;
mod crates;
mod deb;
mod dist;
mod error;
mod images;
mod notices;
mod oci;
mod pages;
mod parts;
mod release;
mod sbom;
mod system;
mod target;
mod tree;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use self::error::PackagingError;
use self::oci::Built;
use self::pages::Pages;
use self::parts::Parts;
use self::release::Release;
use self::target::Target;

/// Packages what `packaging/build.sh` has built. It runs in the folder of the workspace.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes the images: a layout each in `image/`, and an archive for each kind of processor in `dist/`.
    Image(Common),
    /// Writes archives with the programs, a Debian package, the chart, the source, a formula and the sums of all into
    /// `dist/`.
    Dist {
        #[command(flatten)]
        common: Common,
        /// Where the files of the release can be fetched, for the formula.
        #[arg(long, value_name = "URL")]
        url: Option<String>,
    },
}

#[derive(Debug, Args)]
struct Common {
    /// The kinds of processor; may be repeated.
    #[arg(long = "target", value_enum, required = true)]
    targets: Vec<Target>,
    /// The folder with what was built, and for what is written.
    #[arg(long, default_value = "target/package")]
    root: PathBuf,
    /// The time of all files, in seconds since 1970 [default: that of the commit].
    #[arg(long, env = "SOURCE_DATE_EPOCH", value_name = "SECONDS")]
    time: Option<u64>,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Image(common) => image(&common),
        Command::Dist { common, url } => dist(&common, url.as_deref()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the images, and prints where they are with the sizes of their layers as a registry stores them.
fn image(common: &Common) -> Result<(), PackagingError> {
    let release = Release::here(common.time)?;
    let mut images: BTreeMap<&str, Vec<Built>> = BTreeMap::new();
    for target in &common.targets {
        for image in images::all(&Parts::read(&common.root, *target, &release)?)? {
            images.entry(image.name).or_default().push(Built::new(&image, *target, &release)?);
        }
    }
    for (name, all) in images {
        let folder = common.root.join("image").join(name);
        anew(&folder)?;
        for (path, bytes) in oci::layout(&all) {
            call::write(&folder.join(path), &bytes)?;
        }
        println!("{}: image {name}:{}", folder.display(), release.version);
        for (built, target) in all.iter().zip(&common.targets) {
            let name = format!("{name}-{}-image-linux-{}.tar", release.version, target.architecture());
            let path = common.root.join("dist").join(name);
            call::write(&path, &built.archive(&release)?)?;
            println!("{}: {} kB in layers", path.display(), built.size().div_ceil(1000));
        }
    }
    Ok(())
}

/// Writes what is handed out beside images; the sums name the images' archives, too.
fn dist(common: &Common, url: Option<&str>) -> Result<(), PackagingError> {
    let release = Release::here(common.time)?;
    let folder = common.root.join("dist");
    let pages = Pages::ask(&host_program(&common.root), &common.root.join("pages"))?;
    let mut files: BTreeMap<String, Vec<u8>> = [dist::chart(&release)?, dist::source(&release)?].into();
    let mut archives = Vec::new();
    for target in &common.targets {
        let parts = Parts::read(&common.root, *target, &release)?;
        let architecture = target.architecture();
        let (name, bytes) = dist::archive(&parts, &pages, *target, &release)?;
        files.insert(name.clone(), bytes.clone());
        archives.push((*target, name, bytes));
        let package = format!("outrigger_{}_{architecture}.deb", release.version);
        files.insert(package, deb::deb(&parts, &pages, *target, &release)?);
        let of_agent = parts.agent.is_some().then_some("outrigger-agent");
        for image in ["outrigger", "outrigger-init"].into_iter().chain(of_agent) {
            let name = format!("{image}-{}-image-linux-{architecture}.tar", release.version);
            let bytes = call::read(&folder.join(&name), "`make image` writes it")?;
            files.insert(name, bytes);
        }
    }
    if let Some(url) = url {
        let formula = dist::formula(&archives, url.trim_end_matches('/'), &release);
        files.insert("outrigger.rb".to_owned(), formula.into_bytes());
    }
    let sums = dist::sums(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    anew(&folder)?;
    files.insert("SHA256SUMS".to_owned(), sums.into_bytes());
    for (name, bytes) in files {
        call::write(&folder.join(&name), &bytes)?;
        println!("{}: {} kB", folder.join(&name).display(), bytes.len().div_ceil(1000));
    }
    Ok(())
}

/// The program that this machine can run.
fn host_program(root: &Path) -> PathBuf {
    let host = if cfg!(target_arch = "aarch64") { Target::Arm64 } else { Target::Amd64 };
    root.join("programs").join(host.architecture()).join("outrigger")
}

/// An empty folder: nothing of an earlier run stays.
fn anew(folder: &Path) -> Result<(), PackagingError> {
    let unwritten = |source| PackagingError::Write { path: folder.to_owned(), source };
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(unwritten)?;
    }
    fs::create_dir_all(folder).map_err(unwritten)
}
