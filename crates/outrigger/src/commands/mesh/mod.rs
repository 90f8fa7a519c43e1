//! `outrigger mesh`

mod examples;
mod exec;
mod get;
mod run;
mod up;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Subcommand};
use lab::{LabError, Place, commands};

use crate::failure::{Failure, shown};
use crate::input;
use crate::options::duration::duration;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # A mesh on this machine, with applications to try it on
  outrigger mesh up
  outrigger mesh get

  # A policy, and a call by a pod's application
  outrigger mesh apply -f strict.yaml
  outrigger mesh exec sleep -- curl -s http://httpbin:8000/headers

  # What its control plane says of its proxies, and what injects a pod
  outrigger proxy-status --xds-address 127.0.0.1:15012 --cert-dir mesh-lab/.lab
  outrigger mesh get -o yaml | \\
    outrigger check-inject deployment/sleep --snapshot -

  # The end of it
  outrigger mesh down

Pods are network namespaces. What runs in them is what their spec says: rules of `outrigger iptables`, `outrigger proxy` \
with an Envoy of yours, and for containers without a command a server that answers. Images are names: nothing is pulled. \
It needs Linux and root, or without root the package uidmap; nothing of the machine's own network is touched but \
one port of its loopback interface.";

/// Arguments of `mesh`.
#[derive(Debug, Args)]
pub struct Mesh {
    /// The folder of the mesh: its manifests are what is in the mesh.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        default_value = "mesh-lab",
        env = "OUTRIGGER_MESH_DIR",
        hide_env = true
    )]
    dir: PathBuf,
    #[command(subcommand)]
    action: Action,
}

/// What is done with a mesh.
#[derive(Debug, Subcommand)]
enum Action {
    /// Bring a mesh up, and wait until its pods are ready.
    #[command(after_long_help = examples::UP)]
    Up(up::Up),
    /// Put the objects of a manifest into the mesh.
    ///
    /// As `kubectl apply` does. It returns when all is as the manifests say, and proxies have what they were sent.
    #[command(after_long_help = examples::APPLY)]
    Apply(Apply),
    /// List the pods of the mesh.
    #[command(after_long_help = examples::GET)]
    Get(get::Get),
    /// Make the pods of Deployments anew, as `kubectl rollout restart` does.
    #[command(after_long_help = examples::RESTART)]
    Restart(Restart),
    /// Run a program of this machine in a pod.
    #[command(after_long_help = examples::EXEC)]
    Exec(exec::Exec),
    /// Make the control plane one of another release, in place.
    ///
    /// Pods that are made from now on get that release's proxy; those that run keep theirs.
    #[command(after_long_help = examples::UPGRADE)]
    Upgrade(Upgrade),
    /// End the mesh, and take away what it made.
    #[command(after_long_help = examples::DOWN)]
    Down,
    /// What a mesh's own process runs.
    #[command(hide = true)]
    Run(run::Run),
    /// What a container without a command runs.
    #[command(hide = true)]
    Serve(run::Serve),
}

/// How long is waited.
#[derive(Debug, Args)]
struct Patience {
    /// How long to wait until all is as the manifests say.
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "2m")]
    timeout: Duration,
}

/// Arguments of `mesh apply`.
#[derive(Debug, Args)]
struct Apply {
    /// Manifest to apply; `-` is standard input. May be repeated.
    #[arg(short, long, value_name = "FILE", required = true)]
    filename: Vec<PathBuf>,
    #[command(flatten)]
    patience: Patience,
}

/// Arguments of `mesh restart`.
#[derive(Debug, Args)]
struct Restart {
    /// Deployments.
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
    /// Their namespace.
    #[arg(short, long, value_name = "NAME", default_value = "default")]
    namespace: String,
    #[command(flatten)]
    patience: Patience,
}

/// Arguments of `mesh upgrade`.
#[derive(Debug, Args)]
struct Upgrade {
    /// The release, as the tag of its images.
    #[arg(value_name = "TAG")]
    tag: String,
    #[command(flatten)]
    patience: Patience,
}

/// Does what the arguments ask for.
///
/// # Errors
/// There is no mesh, or it does not come to be what is asked for.
pub fn run(options: &Mesh) -> Result<ExitCode, Failure> {
    let place = || Place::find(&options.dir).map_err(Failure::from);
    match &options.action {
        Action::Up(up) => up::run(&options.dir, up)?,
        Action::Apply(Apply { filename, patience }) => apply(&place()?, filename, patience)?,
        Action::Get(get) => get::run(&place()?, get)?,
        Action::Restart(Restart { names, namespace, patience }) => {
            let place = place()?;
            commands::restart(&place, namespace, names)?;
            settle(&place, patience)?;
            names.iter().for_each(|name| println!("deployment/{} restarted", shown(name)));
        }
        Action::Exec(exec) => return exec::run(&place()?, exec),
        Action::Upgrade(Upgrade { tag, patience }) => {
            let place = place()?;
            commands::upgrade(&place, tag)?;
            settle(&place, patience)?;
            println!("the control plane is of {tag}");
        }
        Action::Down => {
            for left in commands::down(&place()?)? {
                let file = left.file_name().map(std::path::Path::new).unwrap_or(&left);
                let (file, dir) = (input::display(file), input::display(&options.dir));
                eprintln!("note: {} stays in {}, as it is yours", shown(&file), shown(&dir));
            }
        }
        Action::Run(run) => run::run(&options.dir, run)?,
        Action::Serve(serve) => lab::serve(&serve.http, &serve.tcp)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn apply(place: &Place, filenames: &[PathBuf], patience: &Patience) -> Result<(), Failure> {
    let mut done = Vec::new();
    for filename in filenames {
        let text = input::read_text(filename)?;
        done.extend(commands::apply(place, &text, &input::display(filename))?);
    }
    settle(place, patience)?;
    done.iter().for_each(|line| println!("{}", shown(line)));
    Ok(())
}

/// Waits until all is as the manifests say.
fn settle(place: &Place, patience: &Patience) -> Result<(), Failure> {
    let notes = commands::settle(place, patience.timeout)?;
    notes.iter().for_each(|note| eprintln!("note: {}", shown(note)));
    Ok(())
}

impl From<LabError> for Failure {
    fn from(error: LabError) -> Failure {
        let failure = Failure::new(&error);
        match error.hint() {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}
