//! `trace`: which rule takes a packet.

use std::net::SocketAddr;
use std::process::ExitCode;

use capture::Plan;
use capture::rule::Protocol;
use capture::trace::{Direction, End, Packet, Trace as Way, trace};
use clap::{ArgGroup, Args};
use serde::Serialize;

use crate::error::Error;
use crate::verify::Form;

/// Arguments of `trace`.
#[derive(Clone, Debug, Args)]
#[command(group = ArgGroup::new("way").required(true).args(["out", "arriving"]))]
pub struct Trace {
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
/// None; the signature is that of the other actions.
pub fn run(options: &Trace, plan: &Plan) -> Result<ExitCode, Error> {
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
    let way = trace(plan, &packet);
    match options.output {
        Form::Json => println!("{}", serde_json::to_string_pretty(&json(&way)).unwrap_or_default()),
        Form::Text => print!("{}", text(&way)),
    }
    Ok(ExitCode::SUCCESS)
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
    let mut out = String::new();
    for (i, step) in way.steps.iter().enumerate() {
        let mark = if way.decided_by == Some(i) { '>' } else { ' ' };
        let (table, chain) = (step.table.name(), step.chain.iptables());
        out.push_str(&format!("{mark} {table:6} {chain:17} {:2}  {}\n", step.place, step.rule));
    }
    out.push_str(&format!("the packet {}\n", end(way)));
    out
}

#[derive(Serialize)]
struct Printed {
    end: &'static str,
    port: Option<u16>,
    steps: Vec<PrintedStep>,
}

#[derive(Serialize)]
struct PrintedStep {
    table: &'static str,
    chain: &'static str,
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
    let step = |(i, step): (usize, &capture::trace::Step)| PrintedStep {
        table: step.table.name(),
        chain: step.chain.iptables(),
        place: step.place,
        rule: step.rule.clone(),
        decides: way.decided_by == Some(i),
    };
    Printed { end, port, steps: way.steps.iter().enumerate().map(step).collect() }
}
