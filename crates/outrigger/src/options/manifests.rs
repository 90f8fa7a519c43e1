//! Manifests that are edited, and what becomes of them.

use std::path::PathBuf;

use clap::Args;

use crate::options::form::MachineForm;

/// The manifests that a command edits, and what becomes of what they are then.
#[derive(Clone, Debug, Args)]
pub struct Manifests {
    /// The same as -f, as programs such as pre-commit name files.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Manifest, folder of manifests (.yaml, .yml, .json), pattern in quotes ('k8s/**/*.yaml') or `-` for standard input. May
    /// be repeated.
    #[arg(short, long, value_name = "FILE", required_unless_present = "files")]
    pub filename: Vec<PathBuf>,
    /// Look into the folders below, too.
    #[arg(short = 'R', long)]
    pub recursive: bool,
    /// Write what changes into the files: each is replaced at once, and none unless all could be edited and may be written.
    #[arg(long, conflicts_with_all = ["diff", "check"])]
    pub in_place: bool,
    /// Print the lines that would change.
    #[arg(long)]
    pub diff: bool,
    /// Print the files that would change, and fail if there is one.
    #[arg(long)]
    pub check: bool,
    /// Print a report in place of the manifests: json or yaml.
    #[arg(short, long, value_name = "FORMAT", conflicts_with = "diff")]
    pub output: Option<MachineForm>,
}

impl Manifests {
    /// All that was named.
    pub fn named(&self) -> Vec<PathBuf> {
        self.filename.iter().chain(&self.files).cloned().collect()
    }
}
