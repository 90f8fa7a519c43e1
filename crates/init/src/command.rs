//! The command: from the flags to what is printed or done.

use std::process::ExitCode;

use capture::flags::Environment;
use capture::routes::Way;
use capture::{Family, Flags};

use crate::apply::{Change, Goal, Site, allowed};
use crate::error::Error;
use crate::kernel::Running;
use crate::lock::Lock;
use crate::prepare::{Wanted, prepare};
use crate::say::{self, say};
use crate::stop::Stop;
use crate::validate::Attempt;
use crate::{consent, lock, routes};

/// Exit status of a failed validation, which Istio's repair controller looks for.
const INVALID: u8 = 126;

/// Applies what the flags and this environment ask for, or takes it away: `cleans` is whether the word `clean` asks so.
/// What is wrong is said on standard error.
#[must_use]
pub fn run(flags: &Flags, cleans: bool, environment: Environment<'_>) -> ExitCode {
    let done = prepare(flags, cleans, environment).and_then(|wanted| match wanted.applying.dry_run {
        true => print(&wanted),
        false => change(&wanted),
    });
    done.unwrap_or_else(|error| {
        say(format_args!("error: {error}"));
        ExitCode::FAILURE
    })
}

fn change(wanted: &Wanted) -> Result<ExitCode, Error> {
    let Wanted { plan, applying, .. } = wanted;
    if !applying.skip_rule_apply {
        let programs = wanted.programs();
        let site = Site { programs: &programs, kernel: &Running, plan, applying };
        if let Some(signal) = alone(site, wanted)? {
            say(format_args!("ended by signal {signal}, after the change"));
            return Ok(ExitCode::from(BY_SIGNAL.saturating_add(signal)));
        }
    }
    Ok(if applying.run_validation { validate(wanted) } else { ExitCode::SUCCESS })
}

/// Exit statuses of programs that a signal ended begin here.
const BY_SIGNAL: u8 = 128;

/// Changes rules and routes with nobody else at it, from looking at them to the last of them. Gives the number of the
/// signal that came meanwhile.
fn alone(site: Site<'_>, wanted: &Wanted) -> Result<Option<u8>, Error> {
    allowed(site.kernel)?;
    consent::obtain(site.applying)?;
    let stop = Stop::heed();
    let _lock = Lock::take(lock::PATIENCE, || stop.asked().is_some())?;
    let change = Change::decide(site)?;
    let old = old_ways(&change, wanted)?;
    // Rules without their routes lose packets, routes without rules do nothing: so rules are never there alone.
    let added = if site.applying.cleanup_only { Vec::new() } else { routes::add(wanted.routes())? };
    if let Err(error) = change.make() {
        routes::undo(&added);
        return Err(error);
    }
    routes::remove(&old)?;
    Ok(stop.asked())
}

/// The ways of packets that go: all of ours in a cleanup, and those that are no longer wanted where rules may be
/// replaced. A run that was killed may have left them without their rules.
fn old_ways(change: &Change<'_>, wanted: &Wanted) -> Result<Vec<Way>, Error> {
    let applying = &wanted.applying;
    // Tables of `nft` are replaced whatever is said.
    if Goal::of(applying) == Goal::There && !applying.native_nftables {
        return Ok(Vec::new());
    }
    let routes = wanted.routes();
    let mut ways = routes::ours(routes, &change.marks())?;
    if !applying.cleanup_only {
        let stay = routes.ways();
        ways.retain(|way| *way != Way::Address && !stay.contains(way));
    }
    Ok(ways)
}

fn validate(wanted: &Wanted) -> ExitCode {
    let Wanted { config, applying, families, .. } = wanted;
    let attempt = Attempt {
        ipv6: families.first.is_some_and(|a| a.is_ipv6()),
        ports: [config.proxy_port, config.inbound_capture_port],
        probe_port: applying.probe_port,
        limit: applying.probe_timeout,
    };
    match attempt.run() {
        Ok(()) => {
            say("validation passed, the rules take traffic");
            ExitCode::SUCCESS
        }
        Err(e) => {
            say(format_args!(
                "error: {e}\nThe rules that send this pod's traffic to its proxy are not there. They are made by the CNI \
                 plugin of the node, which may have started after the pod, or by the init container.\nhint: look at the \
                 plugin's pod on this node; its repair controller, or a restart of this pod, mends it"
            ));
            let user = rustix::process::geteuid().as_raw().to_string();
            if !config.proxy_uids.contains(&user) {
                let proxy = config.proxy_uids.join(",");
                say(format_args!(
                    "hint: it was tried as user {user}; the rules treat only the proxy's user ({proxy}) so"
                ));
            }
            ExitCode::from(INVALID)
        }
    }
}

/// Prints what would be put in; in a cleanup, what is there and would go.
fn print(wanted: &Wanted) -> Result<ExitCode, Error> {
    let Wanted { plan, applying, .. } = wanted;
    let text = match (applying.cleanup_only, applying.native_nftables) {
        (true, _) => cleanup(wanted)?,
        (false, true) => capture::nftables::script(plan),
        (false, false) => {
            capture::iptables::restore(plan, Family::V4) + &capture::iptables::restore(plan, Family::V6)
        }
    };
    let failed = |path: &str| {
        let path = path.to_owned();
        move |source| Error::File { verb: "write", path, source }
    };
    say::print(&text).map_err(failed("standard output"))?;
    if let Some(path) = &applying.dry_run_file {
        std::fs::write(path, &text).map_err(failed(path))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What a cleanup would do here: the text, and as remarks in it the routes.
fn cleanup(wanted: &Wanted) -> Result<String, Error> {
    let Wanted { plan, applying, .. } = wanted;
    let programs = wanted.programs();
    let change = Change::decide(Site { programs: &programs, kernel: &Running, plan, applying })?;
    let ways = old_ways(&change, wanted)?;
    let ways = ways.iter().map(|way| format!("# ip {}\n", way.removal())).collect::<String>();
    let text = change.text() + &ways;
    if text.is_empty() {
        say("note: nothing of ours is there");
    }
    Ok(text)
}
