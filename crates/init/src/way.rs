//! `trace`: which rule takes a packet.

use std::net::SocketAddr;
use std::process::ExitCode;

use capture::Plan;
use capture::rule::Protocol;
use capture::trace::{Direction, End, Packet, Step, Trace as Way, trace, trace_live};
use clap::{ArgGroup, Args};
use serde::Serialize;

use crate::apply::{Standing, choose};
use crate::arguments::Applying;
use crate::error::Error;
use crate::live::Running;
use crate::programs::Programs;
use crate::say::plain;
use crate::verify::Form;

/// Arguments of `trace`.
#[derive(Clone, Debug, Args)]
#[command(group = ArgGroup::new("way").required(true).args(["out", "arriving"]))]
pub struct Trace {
    /// Follow the packet through the rules that are there, not through those that are asked for.
    #[arg(long)]
    pub live: bool,
    /// Where a packet goes that this host sends.
    #[arg(long, value_name = "IP:PORT")]
    pub out: Option<SocketAddr>,
    /// Where a packet goes that arrives: an address of this host.
    #[arg(long = "in", value_name = "IP:PORT")]
    pub arriving: Option<SocketAddr>,
    /// Where it is from.
    #[arg(long, value_name = "IP:PORT")]
    pub from: Option<SocketAddr>,
    /// It is of UDP, not of TCP.
    #[arg(long)]
    pub udp: bool,
    /// The user whose socket sends it.
    #[arg(long, value_name = "UID", default_value = "0")]
    pub uid: String,
    /// The group of that user [default: the same number].
    #[arg(long, value_name = "GID")]
    pub gid: Option<String>,
    /// The interface that it goes out or comes in by [default: `lo` to loopback addresses, else `eth0`].
    #[arg(long, value_name = "NAME")]
    pub interface: Option<String>,
    /// Its mark.
    #[arg(long, value_name = "MARK", default_value_t = 0)]
    pub mark: u32,
    /// Form of the output.
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub output: Form,
}

/// Follows the packet and prints its way.
///
/// # Errors
/// The live rules are asked for and cannot be read.
pub fn run(
    options: &Trace,
    plan: &Plan,
    applying: &Applying,
    programs: &dyn Programs,
) -> Result<ExitCode, Error> {
    let (direction, destination) = match (options.out, options.arriving) {
        (Some(to), _) => (Direction::Out, to),
        (None, Some(to)) => (Direction::In, to),
        (None, None) => return Ok(ExitCode::FAILURE),
    };
    let usual = if destination.ip().is_loopback() { "lo" } else { "eth0" };
    let packet = Packet {
        direction,
        protocol: if options.udp { Protocol::Udp } else { Protocol::Tcp },
        source: options.from,
        destination,
        interface: options.interface.clone().unwrap_or_else(|| usual.to_owned()),
        uid: Some(options.uid.clone()),
        gid: Some(options.gid.clone().unwrap_or_else(|| options.uid.clone())),
        mark: options.mark,
    };
    let way = if options.live { live(&packet, applying, programs)? } else { trace(plan, &packet) };
    match options.output {
        Form::Json => println!("{}", serde_json::to_string_pretty(&json(&way)).unwrap_or_default()),
        Form::Text => print!("{}", plain(&text(&way))),
    }
    Ok(ExitCode::SUCCESS)
}

fn live(packet: &Packet, applying: &Applying, programs: &dyn Programs) -> Result<Way, Error> {
    if applying.native_nftables {
        let cause = "live rules are followed only where `iptables-save` prints them; `verify` compares those of nftables";
        return Err(Error::Flag { flag: "--live", cause: cause.to_owned() });
    }
    let Standing { saved, .. } = choose(programs, &Running, packet.family(), applying.force_iptables_binary)?;
    Ok(trace_live(&saved, packet))
}

fn end(way: &Way) -> String {
    match way.end {
        End::Redirected(port) => format!("is redirected to port {port} of this host"),
        End::Taken(port) => format!("is taken by the socket at port {port}, its addresses as they are"),
        End::Untouched => "goes where it was going".to_owned(),
        End::Dropped => "is dropped".to_owned(),
        End::Refused => "is refused".to_owned(),
    }
}

fn text(way: &Way) -> String {
    let line = |mark: char, step: &Step| {
        let Step { table, chain, place, rule } = step;
        format!("{mark} {:6} {chain:17} {place:2}  {rule}\n", table.name())
    };
    let mut out = String::new();
    for (i, step) in way.steps.iter().enumerate() {
        out.push_str(&line(if way.decided_by == Some(i) { '>' } else { ' ' }, step));
    }
    for step in &way.unknown {
        out.push_str(&line('?', step));
    }
    if !way.unknown.is_empty() {
        out.push_str("what the rules marked `?` do is not known here; they were passed over\n");
    }
    out.push_str(&format!("the packet {}\n", end(way)));
    out
}

#[derive(Serialize)]
struct Printed {
    end: &'static str,
    port: Option<u16>,
    steps: Vec<PrintedStep>,
    unknown: Vec<PrintedStep>,
}

#[derive(Serialize)]
struct PrintedStep {
    table: &'static str,
    chain: String,
    place: usize,
    rule: String,
    decides: bool,
}

fn json(way: &Way) -> Printed {
    let (end, port) = match way.end {
        End::Redirected(port) => ("redirected", Some(port)),
        End::Taken(port) => ("taken", Some(port)),
        End::Untouched => ("untouched", None),
        End::Dropped => ("dropped", None),
        End::Refused => ("refused", None),
    };
    let printed = |step: &Step, decides| PrintedStep {
        table: step.table.name(),
        chain: step.chain.clone(),
        place: step.place,
        rule: step.rule.clone(),
        decides,
    };
    let steps = way.steps.iter().enumerate();
    Printed {
        end,
        port,
        steps: steps.map(|(i, step)| printed(step, way.decided_by == Some(i))).collect(),
        unknown: way.unknown.iter().map(|step| printed(step, false)).collect(),
    }
}
