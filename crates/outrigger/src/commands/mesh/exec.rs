//! `outrigger mesh exec`

use std::os::unix::process::CommandExt as _;
use std::process::ExitCode;

use clap::Args;
use lab::{Place, commands};

use crate::failure::Failure;

/// Arguments of `mesh exec`.
#[derive(Debug, Args)]
pub struct Exec {
    /// The pod, or a Deployment, whose newest pod is meant.
    #[arg(value_name = "POD")]
    pod: String,
    /// Its namespace.
    #[arg(short, long, value_name = "NAME", default_value = "default")]
    namespace: String,
    /// The container as whose user the program runs [default: the application's].
    #[arg(short, long, value_name = "NAME")]
    container: Option<String>,
    /// The program and its arguments.
    #[arg(last = true, required = true, value_name = "PROGRAM")]
    words: Vec<String>,
}

/// Runs a program in a pod, in place of this one.
///
/// # Errors
/// There is no such pod, or it cannot be entered.
pub fn run(place: &Place, options: &Exec) -> Result<ExitCode, Failure> {
    let pod = (options.namespace.as_str(), options.pod.as_str());
    let mut command = commands::inside(place, pod, options.container.as_deref(), &options.words)?;
    let error = command.exec();
    Err(Failure::new(format!("the pod cannot be entered: {error}"))
        .hint("`nsenter` is in the package util-linux"))
}
