//! `outrigger completion`: what a shell needs to complete command lines.

use clap::{Args, Command};
use clap_complete::Shell;

use crate::failure::Failure;
use crate::output;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # For this session of bash
  source <(outrigger completion bash)

  # For each session
  outrigger completion bash \\
    > ~/.local/share/bash-completion/completions/outrigger
  outrigger completion zsh > ~/.zfunc/_outrigger
  outrigger completion fish > ~/.config/fish/completions/outrigger.fish";

/// Arguments of `completion`.
#[derive(Debug, Args)]
pub struct Completion {
    /// The shell.
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Prints the script of a shell for the commands of `tree`.
///
/// # Errors
/// Standard output takes no more.
pub fn run(options: &Completion, mut tree: Command) -> Result<(), Failure> {
    let name = tree.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut tree, name, &mut script);
    output::write(&String::from_utf8_lossy(&script), None)
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, ValueEnum};

    use super::*;
    use crate::cli::Arguments;

    #[test]
    fn each_shell_learns_commands_and_flags() {
        for shell in Shell::value_variants() {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "outrigger", &mut script);
            let script = String::from_utf8(script).unwrap();
            for word in ["check-inject", "injectConfigFile"] {
                assert!(script.contains(word), "{shell}: {word}");
            }
        }
    }
}
