//! `outrigger man`: manual pages, of the same texts as `--help`.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::failure::Failure;
use crate::input::{display, reason};
use crate::output;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # One page, to read
  outrigger man check-inject | man -l -
  outrigger man tag set > outrigger-tag-set.1

  # All pages, for a package
  outrigger man --dir man1";

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct ManPages {
    /// The command whose page is printed [default: that of the program].
    #[arg(conflicts_with = "dir")]
    pub command: Vec<String>,
    /// Write the pages of all commands into this folder, which may have none of them yet.
    #[arg(long, value_name = "FOLDER")]
    pub dir: Option<PathBuf>,
}

/// Prints a page for a command of `tree`, or writes those of all.
///
/// # Errors
/// There is no such command; the folder has a page already, or may not be written.
pub fn run(options: &ManPages, mut tree: Command) -> Result<(), Failure> {
    tree.build();
    match &options.dir {
        Some(folder) => write_all(&tree, folder),
        None => {
            let command = options.command.iter().try_fold(&tree, |command, name| {
                command.find_subcommand(name).ok_or_else(|| {
                    Failure::new(format!("`{}` has no command `{name}`", command.get_name()))
                        .hint("outrigger help shows them all")
                })
            })?;
            output::write(&page(command)?, None)
        }
    }
}

fn write_all(command: &Command, folder: &Path) -> Result<(), Failure> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let path = folder.join(format!("{name}.1"));
    let text = page(command)?;
    let file = OpenOptions::new().write(true).create_new(true).open(&path);
    file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|e| {
        let hint = match e.kind() {
            io::ErrorKind::AlreadyExists => "nothing is overwritten: name an empty folder",
            _ => "name a folder that exists and may be written",
        };
        Failure::new(format!("cannot write {}: {}", display(&path), reason(&e))).hint(hint)
    })?;
    let mut below = command.get_subcommands().filter(|c| !c.is_hide_set() && c.get_name() != "help");
    below.try_for_each(|command| write_all(command, folder))
}

fn page(command: &Command) -> Result<String, Failure> {
    let mut out = Vec::new();
    render(&Man::new(command.clone()), command, &mut out).map_err(|e| Failure::new(reason(&e)))?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}

/// In the usual order of sections, but for the examples, whose lines stay as they are.
fn render(page: &Man, command: &Command, out: &mut impl Write) -> io::Result<()> {
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    if command.get_arguments().next().is_some() {
        page.render_options_section(out)?;
    }
    if command.has_subcommands() {
        page.render_subcommands_section(out)?;
    }
    if let Some(help) = command.get_after_long_help() {
        more(&help.to_string()).to_writer(out)?;
    }
    page.render_version_section(out)
}

/// What follows the options: lines that are indented are code, and the others are filled.
fn more(help: &str) -> Roff {
    let mut roff = Roff::new();
    let text = match help.strip_prefix("Examples:\n") {
        Some(text) => {
            roff.control("SH", ["EXAMPLES"]);
            text
        }
        None => {
            roff.control("SH", ["NOTES"]);
            help
        }
    };
    let mut is_code = false;
    for line in text.lines() {
        let becomes_code = line.starts_with(' ') || (is_code && line.is_empty());
        if is_code != becomes_code {
            roff.control(if becomes_code { "nf" } else { "fi" }, []);
            is_code = becomes_code;
        }
        match line {
            "" if !is_code => roff.control("PP", []),
            line => roff.text([roman(line)]),
        };
    }
    roff
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Arguments;

    #[test]
    fn examples_keep_their_lines_and_prose_is_filled() {
        let page = more("Examples:\n  # It\n  outrigger a \\\n    -b\n\nOne. Two.\n\nThree.").render();
        let body = page.split_once(".SH EXAMPLES\n").unwrap().1;
        assert_eq!(body, ".nf\n  # It\n  outrigger a \\\\\n    \\-b\n\n.fi\nOne. Two.\n.PP\nThree.\n");
    }

    #[test]
    fn each_command_has_a_page_and_none_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let all = ManPages { command: Vec::new(), dir: Some(folder.path().to_owned()) };
        run(&all, Arguments::command()).unwrap();
        let page = std::fs::read_to_string(folder.path().join("outrigger-tag-set.1")).unwrap();
        assert!(page.contains(".SH EXAMPLES"), "{page}");
        assert!(page.contains("\\-\\-overwrite"), "{page}");
        let again = run(&all, Arguments::command()).unwrap_err().to_string();
        assert!(again.contains("name an empty folder"), "{again}");
        let unknown = ManPages { command: vec!["tag".to_owned(), "sett".to_owned()], dir: None };
        assert!(
            run(&unknown, Arguments::command())
                .unwrap_err()
                .to_string()
                .contains("`tag` has no command `sett`")
        );
    }
}
