//! What keeps something from being packaged.

use std::io;
use std::path::PathBuf;

/// Why something is not packaged.
#[derive(Debug, thiserror::Error)]
pub enum PackagingError {
    /// A file cannot be read.
    #[error("cannot read {}: {source}\nhint: {hint}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
        /// What makes it.
        hint: &'static str,
    },
    /// A file cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A path that an archive cannot have.
    #[error("{path} cannot be put into an archive: {source}")]
    Archive {
        /// What is archived.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// Another program failed.
    #[error("`{line}` failed: {cause}")]
    Program {
        /// How it was called.
        line: String,
        /// What it said.
        cause: String,
    },
    /// Another program said what is not understood.
    #[error("{from} says what is not understood: {what}")]
    Strange {
        /// Who said it.
        from: &'static str,
        /// The part that is not.
        what: String,
    },
    /// An Envoy that the agent's image cannot have.
    #[error(
        "{} is not a program for {architecture}, whose image is made\nhint: ENVOY names an Envoy for each processor in a \
         run of its own: make image ARCH={architecture} ENVOY=path",
        path.display()
    )]
    NotFor {
        /// The file.
        path: PathBuf,
        /// The kind of processor.
        architecture: &'static str,
    },
    /// A library that none of Debian's packages has.
    #[error(
        "{program} needs {library}, which is in no package of those in {}\nhint: name its package in packaging/system.sh",
        folder.display()
    )]
    NoLibrary {
        /// The program that needs it.
        program: String,
        /// The library.
        library: String,
        /// The packages.
        folder: PathBuf,
    },
}
