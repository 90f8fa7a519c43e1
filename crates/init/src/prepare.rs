//! What is wanted: the flags and variables, with what the host says where they say nothing.

use capture::flags::Environment;
use capture::routes::Routes;
use capture::{Config, Families, Flag, Flags, Host, Plan, Request, Script, legacy, plan};

use crate::applying::Applying;
use crate::error::Error;
use crate::programs::{Children, Sandbox};
use crate::say::say;
use crate::{facts, namespace};

/// What is wanted, and its rules.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// What is to be captured.
    pub config: Config,
    /// The rules.
    pub plan: Plan,
    /// How they are applied.
    pub applying: Applying,
    /// The families of addresses that the host has.
    pub families: Families,
}

impl Wanted {
    /// What is wanted beside the rules.
    #[must_use]
    pub fn routes(&self) -> Routes {
        Routes::of(&self.config)
    }

    /// The programs that read and change rules here.
    #[must_use]
    pub fn programs(&self) -> Children {
        Children::new(std::env::var_os("PATH"), self.applying.cni_mode.then_some(Sandbox))
    }
}

/// Reads what is asked for, enters the network namespace that is named, asks the host what the flags do not say, and plans.
/// `cleans` is whether the word `clean` asks to take rules away.
///
/// # Errors
/// A value cannot be used; the namespace cannot be entered; the host does not say what is needed.
pub fn prepare(flags: &Flags, cleans: bool, environment: Environment<'_>) -> Result<Wanted, Error> {
    let applying = Applying::of(flags, environment)?;
    if let (false, Some(script)) = (flags.has(Flag::LegacyRules), flags.script_of_options()) {
        say(format_args!(
            "note: these are the options of Istio {script}'s script, whose rules are taken; `--legacy-rules=no` takes today's"
        ));
    }
    let of_clean = cleans && !applying.native_nftables;
    let script = flags.script()?.or(of_clean.then_some(Script::V1_1));
    let request = request(flags, &applying, environment, script)?;
    // What cannot be meant is refused before anything is touched.
    request.config(&Host::default())?;
    if let Some(path) = &applying.network_namespace {
        namespace::enter(path)?;
    }
    let (host, families) = facts::ask(flags, &applying, environment)?;
    let (config, plan, spares_ipv6) = match script {
        None => {
            let config = request.config(&host)?;
            if request.redirect_dns && config.dns == capture::Dns::Off {
                say("warning: there are no name servers, so no questions to them are captured");
            }
            (config.clone(), plan(&config), false)
        }
        Some(script) => of_script(script, flags, &request, &host, environment)?,
    };
    let applying = Applying {
        // The scripts took away what was there before they began.
        reconcile: applying.reconcile || script.is_some(),
        spares_ipv6,
        cleanup_only: applying.cleanup_only || cleans,
        ..applying
    };
    Ok(Wanted { config, plan, applying, families })
}

/// What is asked for, checked against the script whose rules are taken.
fn request(
    flags: &Flags,
    applying: &Applying,
    environment: Environment<'_>,
    script: Option<Script>,
) -> Result<Request, Error> {
    let mut request = flags.request(environment);
    let Some(script) = script else { return Ok(request) };
    if applying.native_nftables {
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

/// The configuration and the rules of a script, and whether those for IPv6 only refuse what arrives, which old scripts did
/// where they could.
fn of_script(
    script: Script,
    flags: &Flags,
    request: &Request,
    host: &Host,
    environment: Environment<'_>,
) -> Result<(Config, Plan, bool), Error> {
    let has_port = flags.has(Flag::InboundCapturePort) || environment("INBOUND_CAPTURE_PORT").is_some();
    // The agent's own address of IPv6 is not theirs.
    let config = Config { ipv6: false, ..legacy::config(request, has_port, host)? };
    let set = |name: &str| environment(name).is_some_and(|value| !value.is_empty());
    let variables = legacy::Variables {
        leaves_own_calls: set("DISABLE_REDIRECTION_ON_LOCAL_LOOPBACK"),
        ipv6: set("ENABLE_INBOUND_IPV6") || (script == Script::V1_1 && host.ipv6),
    };
    let plan = legacy::plan(&config, script, variables);
    Ok((config, plan, !variables.ipv6))
}
