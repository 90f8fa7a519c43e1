//! The command line: which of the program's commands is meant, and what comes of it.

use std::ffi::OsString;
use std::process::ExitCode;
use std::time::Instant;

use init::Line;
use init::say::{print, say};
use tokio::runtime::Builder;

use crate::logging;
use crate::proxy::proxy;
use crate::request::Request;
use crate::wait::Wait;
use crate::words::{Words, WordsError};

const HELP: &str = "\
Runs the proxy beside an application: what injected pods call pilot-agent

Usage: outrigger-agent COMMAND

Commands:
  proxy [sidecar|router|waypoint]  Run Envoy, with what it needs
  wait                             Return when the proxy is ready
  request METHOD PATH [BODY]       Ask Envoy's admin interface, print its answer
  istio-iptables                   Send the pod's traffic to its proxy
  version                          Print the version
  help                             Print this message

Flags are those of Istio's pilot-agent. One that is not known is passed over,
with a warning, so that one image serves injectors of every release.

Flags of wait:
  --url URL                  [default: http://localhost:15021/healthz/ready]
  --timeoutSeconds N         [default: 60]
  --requestTimeoutMillis N   [default: 500]
  --periodMillis N           The longest pause between tries [default: 500]

Flags of request:
  --debug-port PORT          15000, 15004, 15020 or 15021 [default: 15000]

Exit status: 0 done or ended as asked, 1 an error; that of Envoy where it ended
by itself.
";

/// Does what the words after the program's name ask for. What is wrong is said on standard error.
#[must_use]
pub fn main(words: Vec<OsString>) -> ExitCode {
    let started = Instant::now();
    if words.first().is_some_and(|word| word == "istio-iptables") {
        return iptables(words.get(1..).unwrap_or_default());
    }
    let words = words.into_iter().map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>();
    // Flags of logging may stand before the command.
    let is_command =
        |word: &String| !word.starts_with('-') || matches!(word.as_str(), "-h" | "--help" | "--version");
    let Some(place) = words.iter().position(is_command) else {
        say(HELP);
        return ExitCode::FAILURE;
    };
    let (before, rest) = words.split_at_checked(place).unwrap_or_default();
    let (command, rest) =
        rest.split_first().map_or(("", [].as_slice()), |(first, rest)| (first.as_str(), rest));
    let rest = [before, rest].concat();
    match command {
        "proxy" => run(&rest, started),
        "wait" => {
            finish(small(rest, &["url", "timeoutSeconds", "requestTimeoutMillis", "periodMillis"], wait))
        }
        "request" => finish(small(rest, &["debug-port"], request)),
        "version" | "--version" => printed(concat!("outrigger-agent ", env!("CARGO_PKG_VERSION"), "\n")),
        "help" | "-h" | "--help" => printed(HELP),
        other => finish(Err(format!("there is no command {other:?}; `outrigger-agent help` lists them"))),
    }
}

/// Runs the proxy that the words after `proxy` ask for; `started` is when the program was. What is wrong is said on standard
/// error.
#[must_use]
pub fn run(words: &[String], started: Instant) -> ExitCode {
    proxy(words, started).unwrap_or_else(|error| {
        let hint = error.hint().map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
        say(format_args!("error: {error}{hint}"));
        ExitCode::FAILURE
    })
}

fn iptables(words: &[OsString]) -> ExitCode {
    match Line::read(words) {
        Ok(Line::Run { flags, cleans }) => init::run(&flags, cleans, &|name| std::env::var(name).ok()),
        Ok(Line::Help) => printed(&init::help::text()),
        Ok(Line::Version) => printed(concat!("outrigger-agent ", env!("CARGO_PKG_VERSION"), "\n")),
        Err(error) => {
            let hint = error.hint().map(|hint| format!("{hint}; ")).unwrap_or_default();
            say(format_args!(
                "error: {error}\nhint: {hint}`outrigger-agent istio-iptables --help` lists all flags"
            ));
            ExitCode::FAILURE
        }
    }
}

/// Flags of logging with values, which every command takes.
const LOGGING: [&str; 6] =
    ["log_output_level", "log_target", "log_stacktrace_level", "log_caller", "log_rotate", "vklog"];

/// Reads the words of a small command and runs it.
fn small(
    words: Vec<String>,
    flags: &[&str],
    run: impl FnOnce(&mut Words) -> Result<(), String>,
) -> Result<(), String> {
    let known = [flags, &LOGGING].concat();
    let mut words = Words::read(words, &known).map_err(|error: WordsError| error.to_string())?;
    let levels = words.text("log_output_level").map_err(|error| error.to_string())?.unwrap_or_default();
    let as_json = words.flag("log_as_json");
    logging::start(&levels, as_json);
    run(&mut words)
}

fn wait(words: &mut Words) -> Result<(), String> {
    let wait = Wait::read(words).map_err(|error| error.to_string())?;
    warn_of(words);
    alone(wait.run())?
}

fn request(words: &mut Words) -> Result<(), String> {
    let request = Request::read(words).map_err(|error| error.to_string())?;
    warn_of(words);
    let answer = alone(request.run())??;
    print_bytes(&answer).map_err(|error| format!("cannot write the answer: {error}"))
}

/// Names what has no effect.
fn warn_of(words: &Words) {
    for flag in words.unknown().filter(|flag| !LOGGING.contains(flag)) {
        tracing::warn!("--{flag} is not known and has no effect");
    }
    for word in &words.rest {
        tracing::warn!("{word:?} has no effect");
    }
}

/// Runs a future with nothing beside it.
fn alone<T>(future: impl Future<Output = T>) -> Result<T, String> {
    let runtime = Builder::new_current_thread().enable_all().build();
    Ok(runtime.map_err(|error| format!("cannot start: {error}"))?.block_on(future))
}

fn finish(done: Result<(), String>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            say(format_args!("error: {why}"));
            ExitCode::FAILURE
        }
    }
}

fn printed(text: &str) -> ExitCode {
    if print(text).is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// An answer as it came, with a line end as Istio's own prints it. Whoever stops reading early has read enough.
fn print_bytes(bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut out = std::io::stdout().lock();
    let written = out.write_all(bytes).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}
