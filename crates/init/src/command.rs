//! The command: from the arguments to what is printed or done.

use std::process::ExitCode;

use capture::{Family, Plan, plan};

use crate::arguments::{Applying, Arguments, Environment};
use crate::{Error, host};

/// Runs the command with the process's own environment. What is wrong is said on standard error.
#[must_use]
pub fn run(arguments: &Arguments) -> ExitCode {
    let environment = |name: &str| std::env::var(name).ok();
    match carry_out(arguments, &environment) {
        Ok(code) => code,
        Err(e) => {
            eprintln!("error: {e}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(arguments: &Arguments, environment: Environment<'_>) -> Result<ExitCode, Error> {
    let applying = arguments.applying(environment)?;
    let request = arguments.request(environment);
    let (said, _families) = host::ask(arguments, &applying, environment)?;
    let config = request.config(&said)?;
    if request.redirect_dns && config.dns == capture::Dns::Off {
        eprintln!("warning: there are no name servers, so no questions to them are captured");
    }
    let plan = plan(&config);
    if applying.dry_run {
        print!("{}", text(&plan, &applying));
        return Ok(ExitCode::SUCCESS);
    }
    Err(Error::Flag { flag: "--dry-run", cause: "applying is not there yet".to_owned() })
}

/// What would be applied, as text.
fn text(plan: &Plan, applying: &Applying) -> String {
    if applying.native_nftables {
        return capture::nftables::script(plan);
    }
    capture::iptables::restore(plan, Family::V4) + &capture::iptables::restore(plan, Family::V6)
}
