//! The program under test, and what it runs on.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::namespace::Namespace;
use super::world::Family;

/// Which part of the kernel gets the rules, and through what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    IptablesLegacy,
    IptablesNft,
    NativeNft,
}

pub const BACKENDS: [Backend; 3] = [Backend::IptablesLegacy, Backend::IptablesNft, Backend::NativeNft];

impl Backend {
    /// The flag that asks for it.
    pub fn flag(self) -> &'static str {
        match self {
            Backend::IptablesLegacy => "--force-iptables-binary=legacy",
            Backend::IptablesNft => "--force-iptables-binary=nft",
            Backend::NativeNft => "--native-nftables",
        }
    }
}

/// The program: Cargo's, or another one that takes the same flags and is to be held against the same packets.
pub fn path() -> Option<PathBuf> {
    let built = option_env!("CARGO_BIN_EXE_outrigger-init").or(option_env!("CARGO_BIN_EXE_outrigger"));
    std::env::var_os("OUTRIGGER_INIT").map(PathBuf::from).or_else(|| built.map(PathBuf::from))
}

/// Whether the program is ours, by its name: another one need not do all that ours does.
pub fn is_ours() -> bool {
    path().is_some_and(|path| path.ends_with("outrigger-init"))
}

/// The program, where `tools` has found that there is one.
pub fn found() -> PathBuf {
    path().expect("`tools` looked for it")
}

/// The program, up to its flags.
fn program() -> Command {
    let path = found();
    let mut command = Command::new(&path);
    if path.ends_with("outrigger") {
        command.arg("iptables");
    }
    command
}

/// A run of the program.
#[derive(Debug, Clone, Default)]
pub struct Run {
    flags: Vec<String>,
    variables: Vec<(String, String)>,
    nameservers: Option<String>,
}

impl Run {
    /// Flags as a line. Names of addresses and ranges in braces get the family's value: `-x {far-net}`;
    /// `''` is an empty word.
    pub fn new(flags: &str, family: Family) -> Run {
        let flags = flags.split_whitespace().map(|flag| fill(flag, family)).collect();
        Run { flags, ..Run::default() }
    }

    /// One more flag, taken as it is.
    pub fn flag(mut self, flag: &str) -> Run {
        self.flags.push(flag.to_owned());
        self
    }

    /// An environment variable.
    pub fn variable(mut self, name: &str, value: &str) -> Run {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What `/etc/resolv.conf` says to the program.
    pub fn nameservers(mut self, servers: &[String]) -> Run {
        self.nameservers = Some(servers.iter().map(|server| format!("nameserver {server}\n")).collect());
        self
    }

    /// The program with its arguments, for who wants to start it in a way of his own.
    pub fn command(&self) -> Command {
        let Some(nameservers) = &self.nameservers else { return self.apply_to(program()) };
        let mut command = Command::new("unshare");
        // The text goes into a file that only this mount namespace sees.
        command.args(["--mount", "sh", "-ec"]).arg(
            "mount -t tmpfs none /mnt; printf %s \"$0\" >/mnt/resolv.conf; \
             mount --bind /mnt/resolv.conf /etc/resolv.conf; exec \"$@\"",
        );
        command.arg(nameservers).arg(found());
        self.apply_to(command)
    }

    /// Adds flags and environment to a command that ends in the program's path.
    pub fn apply_to(&self, mut command: Command) -> Command {
        command.args(&self.flags).env_clear().envs(self.variables.clone());
        command.env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        command
    }

    /// Runs it in a namespace.
    pub fn output(&self, namespace: &Namespace) -> Output {
        namespace.run(&mut self.command(), "")
    }

    /// Runs it in a namespace; it has to succeed.
    pub fn succeed(&self, namespace: &Namespace) -> String {
        namespace.must(&mut self.command(), "")
    }
}

/// Puts values in place of `{name}`.
fn fill(flag: &str, family: Family) -> String {
    if flag == "''" {
        return String::new();
    }
    let mut filled = String::new();
    let mut rest = flag;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or_else(|| panic!("`{flag}` lacks a brace"));
        let value = family.value(name).unwrap_or_else(|| panic!("nothing is called `{name}`"));
        filled = filled + before + value;
        rest = after;
    }
    filled + rest
}

/// All rules of a namespace, as every backend lists them, without counters and dates.
pub fn rules(namespace: &Namespace) -> String {
    let list = |program: &str| {
        let output = namespace.must(&mut Command::new(program), "");
        output
            .lines()
            .filter(|line| line.starts_with("-A") || line.starts_with(":IST"))
            .map(|line| format!("{program}: {line}\n"))
            .collect::<String>()
    };
    let lists = ["iptables-legacy-save", "ip6tables-legacy-save"].map(list).concat();
    lists + &namespace.must(Command::new("nft").args(["--stateless", "list", "ruleset"]), "")
}

/// Where Envoy is: the variable `ENVOY`, or the place where `tools.sh` puts it.
pub fn envoy() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("ENVOY") {
        return Some(PathBuf::from(path));
    }
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/envoy/envoy");
    target.exists().then_some(target)
}
