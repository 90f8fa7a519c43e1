//! The command: from the arguments to what is printed or done.

use std::process::ExitCode;

use capture::flags::Environment;
use capture::legacy::{self, Script};
use capture::{Config, Families, Family, Flag, Flags, Mode, Plan, Request, plan};
use clap::{Args, Subcommand};

use crate::apply::{Change, Site, Wish, allowed};
use crate::arguments::{Applying, Arguments};
use crate::live::Running;
use crate::lock::Lock;
use crate::programs::{Children, Sandbox};
use crate::routes::{self, Marked, Routes, Way};
use crate::say::{plain, say};
use crate::stop::Stop;
use crate::validate::Attempt;
use crate::verify::{self, Verify};
use crate::way::{self, Trace};
use crate::{Error, consent, host, lock, namespace};

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # What an init container does, printed and not done
  outrigger iptables -p 15001 -z 15006 -u 1337 -m REDIRECT -i '*' -b '*' \\
    -d 15090,15021 --dry-run

  # Which rule takes a call of the application, and where it ends
  outrigger iptables -i '*' -b '*' trace --out 10.1.2.3:443 --uid 1000

  # The same with the rules that are there
  outrigger iptables trace --live --out 10.1.2.3:443 --uid 1000

Exit status: 0 done, 1 an error, 3 `verify` found differences, 126 the validation
failed.";

const VERIFY_EXAMPLES: &str = "\
Examples:
  # Whether this network namespace has the rules of these flags
  outrigger iptables -i '*' -b '*' -d 15090,15021 verify";

const TRACE_EXAMPLES: &str = "\
Examples:
  # Which rule of these flags takes a call of the application
  outrigger iptables -i '*' -b '*' trace --out 10.1.2.3:443 --uid 1000

  # The same with the rules that are there
  outrigger iptables trace --live --out 10.1.2.3:443 --uid 1000";

/// How `clean` is used.
pub const CLEAN_EXAMPLES: &str = "\
Examples:
  # Take the rules of a pod's network namespace away
  outrigger iptables clean --network-namespace /proc/4711/ns/net";

/// The command line.
#[derive(Clone, Debug, Args)]
pub struct Command {
    /// What is asked for.
    #[command(flatten)]
    pub arguments: Arguments,
    /// What is done with it, if not applied.
    #[command(subcommand)]
    pub action: Option<Action>,
}

/// What may be done beside applying.
#[derive(Clone, Debug, Subcommand)]
pub enum Action {
    /// Compare the live rules with those that the flags ask for; exit status 3 if they differ.
    #[command(after_help = VERIFY_EXAMPLES)]
    Verify(Verify),
    /// Tell which rule takes a packet, and where the packet ends.
    #[command(after_help = TRACE_EXAMPLES)]
    Trace(Trace),
    /// Take the rules away, as the scripts of Istio 1.0 did on this word.
    #[command(after_help = CLEAN_EXAMPLES)]
    Clean,
}

/// Exit status of a failed validation, which Istio's repair controller looks for.
const INVALID: u8 = 126;

/// Runs the command with the process's own environment. What is wrong is said on standard error.
#[must_use]
pub fn run(command: &Command) -> ExitCode {
    run_in(command, &|name| std::env::var(name).ok())
}

/// Runs the command with this environment. What is wrong is said on standard error.
#[must_use]
pub fn run_in(command: &Command, environment: Environment<'_>) -> ExitCode {
    let Command { arguments: Arguments(flags), action } = command;
    match act(flags, action.as_ref(), environment) {
        Ok(code) => code,
        Err(e) => {
            say(format_args!("error: {e}"));
            ExitCode::FAILURE
        }
    }
}

/// Reads the request, asks the host what it does not say, plans, and does what is wanted with the plan.
fn act(flags: &Flags, action: Option<&Action>, environment: Environment<'_>) -> Result<ExitCode, Error> {
    let applying = Applying::of(flags, environment)?;
    if let (false, Some(script)) = (flags.has(Flag::LegacyRules), flags.script_of_options()) {
        eprintln!(
            "note: these are the options of Istio {script}'s script, whose rules are taken; `--legacy-rules=no` takes today's"
        );
    }
    let of_clean = matches!(action, Some(Action::Clean)) && !applying.native_nftables;
    let script = flags.script()?.or(of_clean.then_some(Script::V1_1));
    // What cannot be meant is refused before anything is touched.
    request(flags, environment, script)?.config(&capture::Host::default())?;
    if let Some(path) = &applying.network_namespace {
        namespace::enter(path)?;
    }
    let (host, families) = host::ask(flags, &applying, environment)?;
    let Wanted { config, plan, spares_ipv6 } = wanted(flags, environment, script, &host)?;
    let applying = Applying {
        // The scripts took away what was there before they began.
        reconcile: applying.reconcile || script.is_some(),
        spares_ipv6,
        cleanup_only: applying.cleanup_only || matches!(action, Some(Action::Clean)),
        ..applying
    };
    match action {
        Some(Action::Verify(options)) => {
            verify::run(options, &plan, routes(&config), &applying, &programs(&applying))
        }
        Some(Action::Trace(options)) => way::run(options, &plan, &applying, &programs(&applying)),
        Some(Action::Clean) | None if applying.dry_run => print(&plan, &config, &applying),
        Some(Action::Clean) | None => change(&plan, &config, &applying, families),
    }
}

/// What is wanted, as the one who asks says it.
fn request(flags: &Flags, environment: Environment<'_>, script: Option<Script>) -> Result<Request, Error> {
    let mut request = flags.request(environment);
    let Some(script) = script else { return Ok(request) };
    if Applying::of(flags, environment)?.native_nftables {
        let cause = "the rules of the old scripts are rules of iptables".to_owned();
        return Err(Error::Flag { flag: "--native-nftables", cause });
    }
    if script == Script::V0_5 && (!flags.has(Flag::EnvoyPort) || request.proxy_uid.is_empty()) {
        let cause = "the rules of 0.5 need `-p PORT` and `-u UID`".to_owned();
        return Err(Error::Flag { flag: "--legacy-rules", cause });
    }
    let port = environment("ENVOY_PORT").filter(|port| !port.is_empty());
    if let (false, Some(port)) = (flags.has(Flag::EnvoyPort), port) {
        request.proxy_port = port;
    }
    Ok(request)
}

/// What is wanted, and its rules.
struct Wanted {
    config: Config,
    plan: Plan,
    /// Whether the rules for IPv6 only refuse what arrives, which old scripts did where they could.
    spares_ipv6: bool,
}

fn wanted(
    flags: &Flags,
    environment: Environment<'_>,
    script: Option<Script>,
    host: &capture::Host,
) -> Result<Wanted, Error> {
    let request = request(flags, environment, script)?;
    let Some(script) = script else {
        let config = request.config(host)?;
        if request.redirect_dns && config.dns == capture::Dns::Off {
            eprintln!("warning: there are no name servers, so no questions to them are captured");
        }
        return Ok(Wanted { plan: plan(&config), config, spares_ipv6: false });
    };
    let said = flags.has(Flag::InboundCapturePort) || environment("INBOUND_CAPTURE_PORT").is_some();
    // The agent's own address of IPv6 is not theirs.
    let config = Config { ipv6: false, ..legacy::config(&request, said, host)? };
    let set = |name: &str| environment(name).is_some_and(|value| !value.is_empty());
    let wishes = legacy::Wishes {
        leaves_own_calls: set("DISABLE_REDIRECTION_ON_LOCAL_LOOPBACK"),
        ipv6: set("ENABLE_INBOUND_IPV6") || (script == Script::V1_1 && host.ipv6),
    };
    Ok(Wanted { plan: legacy::plan(&config, script, wishes), config, spares_ipv6: !wishes.ipv6 })
}

fn programs(applying: &Applying) -> Children {
    Children::new(std::env::var_os("PATH"), applying.cni_mode.then_some(Sandbox))
}

fn change(plan: &Plan, config: &Config, applying: &Applying, families: Families) -> Result<ExitCode, Error> {
    if !applying.skip_rule_apply {
        let programs = programs(applying);
        let site = Site { programs: &programs, kernel: &Running, plan, applying };
        if let Some(signal) = alone(site, routes(config))? {
            say(format_args!("ended by signal {signal}, after the change"));
            return Ok(ExitCode::from(BY_SIGNAL.saturating_add(signal)));
        }
    }
    if applying.run_validation {
        return Ok(validate(config, applying, families));
    }
    Ok(ExitCode::SUCCESS)
}

/// Exit statuses of programs that a signal ended begin here.
const BY_SIGNAL: u8 = 128;

/// Changes rules and routes with nobody else at it, from looking at them to the last of them. Gives the number of the
/// signal that came meanwhile.
fn alone(site: Site<'_>, wanted: Routes) -> Result<Option<u8>, Error> {
    allowed(site.kernel)?;
    consent::obtain(site.applying)?;
    let stop = Stop::heed();
    let _lock = Lock::take(lock::PATIENCE, || stop.asked().is_some())?;
    let change = Change::decide(site)?;
    let old = old_ways(&change, site.applying, wanted)?;
    // Rules without their routes lose packets, routes without rules do nothing: so rules are never there alone.
    let added = if site.applying.cleanup_only { Vec::new() } else { routes::add(wanted)? };
    if let Err(error) = change.make() {
        routes::undo(&added);
        return Err(error);
    }
    routes::remove(&old)?;
    Ok(stop.asked())
}

/// The ways of packets that go: all of ours in a cleanup, and those that are no longer wanted where rules may be
/// replaced. A run that was killed may have left them without their rules.
fn old_ways(change: &Change<'_>, applying: &Applying, wanted: Routes) -> Result<Vec<Way>, Error> {
    // Tables of `nft` are replaced whatever is said.
    if Wish::of(applying) == Wish::Put && !applying.native_nftables {
        return Ok(Vec::new());
    }
    let mut ways = routes::ours(wanted, &change.marks())?;
    if !applying.cleanup_only {
        let stay = wanted.ways();
        ways.retain(|way| *way != Way::Address && !stay.contains(way));
    }
    Ok(ways)
}

/// What is wanted beside the rules.
fn routes(config: &Config) -> Routes {
    let marked = match config.mode {
        Mode::Tproxy { mark, route_table } if config.captures_inbound() => {
            Some(Marked { mark, table: route_table })
        }
        _ => None,
    };
    Routes { ipv6: config.ipv6, marked }
}

fn validate(config: &Config, applying: &Applying, families: Families) -> ExitCode {
    let attempt = Attempt {
        ipv6: families.first.is_some_and(|a| a.is_ipv6()),
        ports: [config.proxy_port, config.inbound_capture_port],
        probe_port: applying.probe_port,
        limit: applying.probe_timeout,
    };
    match attempt.run() {
        Ok(()) => {
            eprintln!("validation passed, the rules take traffic");
            ExitCode::SUCCESS
        }
        Err(e) => {
            eprintln!(
                "error: {e}\nThe rules that send this pod's traffic to its proxy are not there. They are made by the CNI \
                 plugin of the node, which may have started after the pod, or by the init container.\nhint: look at the \
                 plugin's pod on this node; its repair controller, or a restart of this pod, mends it"
            );
            let user = rustix::process::geteuid().as_raw().to_string();
            if !config.proxy_uids.contains(&user) {
                let proxy = config.proxy_uids.join(",");
                eprintln!(
                    "hint: it was tried as user {user}; the rules treat only the proxy's user ({proxy}) so"
                );
            }
            ExitCode::from(INVALID)
        }
    }
}

/// Prints what would be put in; in a cleanup, what is there and would go.
fn print(plan: &Plan, config: &Config, applying: &Applying) -> Result<ExitCode, Error> {
    let text = match (applying.cleanup_only, applying.native_nftables) {
        (true, _) => cleanup(plan, config, applying)?,
        (false, true) => capture::nftables::script(plan),
        (false, false) => {
            capture::iptables::restore(plan, Family::V4) + &capture::iptables::restore(plan, Family::V6)
        }
    };
    print!("{}", plain(&text));
    if let Some(path) = &applying.dry_run_file {
        std::fs::write(path, &text).map_err(|source| Error::File {
            verb: "write",
            path: path.clone(),
            source,
        })?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What a cleanup would do here: the text, and as remarks in it the routes.
fn cleanup(plan: &Plan, config: &Config, applying: &Applying) -> Result<String, Error> {
    let programs = programs(applying);
    let change = Change::decide(Site { programs: &programs, kernel: &Running, plan, applying })?;
    let ways = old_ways(&change, applying, routes(config))?;
    let ways = ways.iter().map(|way| format!("# ip {}\n", way.removal())).collect::<String>();
    let text = change.text() + &ways;
    if text.is_empty() {
        say("note: nothing of ours is there");
    }
    Ok(text)
}
