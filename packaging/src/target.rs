//! The kinds of processor that are packaged for, each by its names.

use clap::ValueEnum;

/// A kind of processor, with Linux.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Target {
    /// x86 with 64 bits.
    Amd64,
    /// ARM with 64 bits.
    Arm64,
}

impl Target {
    /// As OCI, Go and Debian call it.
    pub fn architecture(self) -> &'static str {
        match self {
            Target::Amd64 => "amd64",
            Target::Arm64 => "arm64",
        }
    }

    /// As Rust calls it.
    pub fn triple(self) -> &'static str {
        match self {
            Target::Amd64 => "x86_64-unknown-linux-musl",
            Target::Arm64 => "aarch64-unknown-linux-musl",
        }
    }

    /// As the header of a program calls it, `e_machine` of elf(5).
    pub fn machine(self) -> u16 {
        match self {
            Target::Amd64 => 62,
            Target::Arm64 => 183,
        }
    }

    /// The folder of Debian's libraries.
    pub fn multiarch(self) -> &'static str {
        match self {
            Target::Amd64 => "x86_64-linux-gnu",
            Target::Arm64 => "aarch64-linux-gnu",
        }
    }
}
