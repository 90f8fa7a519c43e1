//! A page in a shell: what its commands print beside what it shows.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use snapbox::filter::NormalizeToExpected;
use snapbox::{Data, Redactions};

use crate::page::{Exchange, Page, Part};

/// A shell of one who reads a page.
#[derive(Clone, Debug)]
pub struct Shell {
    /// The folder in which all happens.
    pub work: PathBuf,
    /// Its `PATH`.
    pub path: OsString,
    /// Other variables; of this process it has none.
    pub variables: Vec<(String, OsString)>,
}

/// What became of a block or command.
struct Ran<'p> {
    /// What was expected; none where all that is asked is success.
    exchange: Option<&'p Exchange>,
    command: &'p str,
    printed: String,
    /// None where the shell did not come so far.
    status: Option<i32>,
}

impl Shell {
    /// Runs a page from its top to its end, and gives its text with what the commands print now; where this is what the page
    /// shows, the text is the same.
    ///
    /// # Errors
    /// A command ends otherwise than the page says, which is told with what it printed.
    ///
    /// # Panics
    /// There is no Bash, or the folder cannot be written.
    pub fn run(&self, text: &str, page: &Page) -> Result<String, String> {
        let kept = self.work.with_extension("printed");
        let _ = fs::remove_dir_all(&kept);
        fs::create_dir_all(&kept).unwrap();
        let (script, commands) = script(page, &kept);
        let path = kept.join("script");
        fs::write(&path, script).unwrap();
        let status = Command::new("bash")
            .arg(&path)
            .current_dir(&self.work)
            .env_clear()
            .env("PATH", &self.path)
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .status()
            .unwrap();
        let ran: Vec<Ran<'_>> = commands
            .into_iter()
            .enumerate()
            .map(|(i, (command, exchange))| Ran {
                exchange,
                command,
                printed: read(&kept.join(format!("{i}.out"))),
                status: read(&kept.join(format!("{i}.status"))).trim().parse().ok(),
            })
            .collect();
        for one in &ran {
            let want = one.exchange.map_or(0, |exchange| exchange.status);
            if one.status != Some(want) {
                let got = one.status.map_or_else(|| "not 0".to_owned(), |status| status.to_string());
                return Err(format!(
                    "exit status {got} where the page says {want}:\n{}{}",
                    one.command, one.printed
                ));
            }
        }
        assert!(status.success(), "the shell: {status}");
        let _ = fs::remove_dir_all(&kept);
        Ok(rewritten(text, page, &ran))
    }
}

fn read(path: &Path) -> String {
    String::from_utf8_lossy(&fs::read(path).unwrap_or_default()).into_owned()
}

/// A page as a script, and its commands in the order of their numbers. Blocks share one shell, so that what a reader exports
/// and where they go holds for what follows.
fn script<'p>(page: &'p Page, kept: &Path) -> (String, Vec<(&'p str, Option<&'p Exchange>)>) {
    let mut script = "set -euo pipefail\n".to_owned();
    let mut commands = Vec::new();
    for part in &page.parts {
        match part {
            Part::File { name, text } => {
                let _ = write!(
                    script,
                    "mkdir -p \"$(dirname '{name}')\"\ncat >'{name}' <<'END OF FILE'\n{text}END OF FILE\n"
                );
            }
            Part::Commands(lines) => {
                script.push_str(&kept_lines(lines, kept, commands.len()));
                commands.push((lines.as_str(), None));
            }
            Part::Session { exchanges, .. } => {
                for exchange in exchanges {
                    let lines = kept_lines(&exchange.command, kept, commands.len());
                    let _ = write!(script, "set +e\n{lines}set -e\n");
                    commands.push((exchange.command.as_str(), Some(exchange)));
                }
            }
            Part::Section(_) | Part::Shown { .. } => {}
        }
    }
    (script, commands)
}

/// Lines whose output and exit status are kept.
fn kept_lines(lines: &str, kept: &Path, number: usize) -> String {
    let kept = kept.display();
    format!("{{\n{lines}}} >'{kept}/{number}.out' 2>&1\necho $? >'{kept}/{number}.status'\n")
}

/// The page with what its commands printed, where that is not what it shows.
fn rewritten(text: &str, page: &Page, ran: &[Ran<'_>]) -> String {
    let mut out = text.to_owned();
    let sessions: Vec<_> = page
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Session { place, indent, exchanges } => Some((place, indent, exchanges)),
            _ => None,
        })
        .collect();
    let mut rest = ran.iter().filter_map(|ran| Some((ran.exchange?, &ran.printed)));
    let blocks: Vec<String> = sessions
        .iter()
        .map(|(_, indent, exchanges)| {
            let block: String = rest.by_ref().take(exchanges.len()).map(|(e, got)| shown(e, got)).collect();
            let lines = block.split_inclusive('\n');
            lines.map(|line| if line == "\n" { line.to_owned() } else { format!("{indent}{line}") }).collect()
        })
        .collect();
    for ((place, ..), block) in sessions.iter().zip(&blocks).rev() {
        out.replace_range((*place).clone(), block);
    }
    out
}

/// A command as a page shows it, with what it printed; what the page leaves open stays open.
fn shown(exchange: &Exchange, printed: &str) -> String {
    let mut block = String::new();
    for (i, line) in exchange.command.split_inclusive('\n').enumerate() {
        block.push_str(if i == 0 { "$ " } else { "> " });
        block.push_str(line);
    }
    let printed = without_colours(printed);
    let expected = Data::text(exchange.printed.trim_end());
    let redactions = Redactions::new();
    let normal = NormalizeToExpected::new().redact_with(&redactions);
    let normal = normal.normalize(Data::text(printed.trim_end()), &expected).to_string();
    block.push_str(&normal);
    if !normal.is_empty() {
        block.push('\n');
    }
    // Blank lines part commands from each other.
    let blanks = exchange.printed.len() - exchange.printed.trim_end_matches('\n').len();
    let ends = usize::from(!exchange.printed.trim_end().is_empty());
    block.push_str(&"\n".repeat(blanks.saturating_sub(ends)));
    block
}

/// istioctl's tables are coloured wherever they go; a page shows their text.
fn without_colours(printed: &str) -> String {
    let mut parts = printed.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').map_or(part, |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(name: &str, text: &str) -> Result<String, String> {
        let folder = std::env::temp_dir().join(format!("outrigger-pages-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let work = folder.join("work");
        fs::create_dir_all(&work).unwrap();
        let path = std::env::var_os("PATH").unwrap();
        let shell = Shell { work, path, variables: vec![("HOME".to_owned(), "/nonexistent".into())] };
        let told = shell.run(text, &Page::parse(text).unwrap());
        fs::remove_dir_all(&folder).unwrap();
        told
    }

    #[test]
    fn a_page_that_is_true_stays_as_it_is() {
        let page = [
            "`a/b`:\n\n```text\none\ntwo\n```\n\n```sh\nexport NAME=x\ncd a\n```\n\n",
            "- in a list:\n\n  ```console\n  $ cat b\n  one\n  two\n\n  $ cat b | \\\n  > tail -n 1\n  t[..]\n  ```\n\n",
            "<!-- exits 3 -->\n```console\n$ echo $NAME; (exit 3)\n...\nx\n```\n```console\n$ printf '\\033[32mgreen\\033[0m plain\\n'\ngreen plain\n```\n",
        ];
        let page = &page.concat();
        assert_eq!(run("true", page).as_ref(), Ok(page));
    }

    #[test]
    fn what_is_out_of_date_is_found() {
        let stale = "```console\n$ echo new\nold\n\n$ echo more; false\nless\n```\n";
        let marked = format!("<!-- exits 1 -->\n{stale}");
        let want = marked.replace("old", "new").replace("less", "more");
        assert_eq!(run("stale", &marked).as_deref(), Ok(want.as_str()));
        let error = run("status", stale).unwrap_err();
        assert_eq!(error, "exit status 1 where the page says 0:\necho more; false\nmore\n");
        let error = run("broken", "```sh\necho before\nfalse\necho after\n```\n").unwrap_err();
        assert_eq!(
            error,
            "exit status not 0 where the page says 0:\necho before\nfalse\necho after\nbefore\n"
        );
    }
}
