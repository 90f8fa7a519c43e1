//! `outrigger probe`

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use clap::Args;

use crate::failure::Failure;
use crate::options::duration::duration;

/// Clocks and file systems may differ by this much.
const TOLERANCE: Duration = Duration::from_millis(10);

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # Beside `outrigger webhook --healthCheckFile /health --healthCheckInterval 2s`
  outrigger probe --probe-path /health --interval 4s";

/// Arguments of `probe`.
#[derive(Debug, Args)]
pub struct Probe {
    /// The health file.
    #[arg(long, visible_alias = "probePath", value_name = "FILE")]
    pub probe_path: Option<PathBuf>,
    /// How old it may be.
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub interval: Option<Duration>,
}

/// Prints `OK` if the health file is there and young enough.
///
/// Source: Istio 1.1 pkg/probe/client.go.
///
/// # Errors
/// It is not.
pub fn run(options: &Probe) -> Result<(), Failure> {
    let (Some(path), Some(interval)) = (&options.probe_path, options.interval.filter(|i| !i.is_zero()))
    else {
        return Err(Failure::new("some options are not valid").hint("give both --probe-path and --interval"));
    };
    let shown = path.display();
    let failed = |cause: String| Failure::new(format!("fail on inspecting path {shown}: {cause}"));
    let modified = std::fs::metadata(path).and_then(|m| m.modified()).map_err(|e| failed(e.to_string()))?;
    let age = SystemTime::now().duration_since(modified).unwrap_or_default();
    if age > interval + TOLERANCE {
        return Err(failed(format!(
            "file {shown} is too old (modified {age:.1?} ago, should be within {interval:?})"
        )));
    }
    println!("OK");
    Ok(())
}
