//! `trace`: which rule takes a packet.

use std::net::SocketAddr;
use std::process::ExitCode;

use capture::Flags;
use capture::rule::Protocol;
use clap::{ArgGroup, Args};
use diagnosis::capture::trace::{Direction, Packet, trace, trace_live};
use init::live;

use super::asked::{Pod, wanted};
use super::form::Form;
use crate::failure::Failure;

/// Arguments of `trace`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("way").required(true).args(["out", "arriving"]))]
pub struct Trace {
    /// Follow the packet through the rules that are there, not through those that are asked for.
    #[arg(long, conflicts_with = "file")]
    live: bool,
    /// Where a packet goes that this host sends.
    #[arg(long, value_name = "IP:PORT")]
    out: Option<SocketAddr>,
    /// Where a packet goes that arrives: an address of this host.
    #[arg(long = "in", value_name = "IP:PORT")]
    arriving: Option<SocketAddr>,
    /// Where it is from.
    #[arg(long, value_name = "IP:PORT")]
    from: Option<SocketAddr>,
    /// It is of UDP, not of TCP.
    #[arg(long)]
    udp: bool,
    /// The user whose socket sends it.
    #[arg(long, value_name = "UID", default_value = "0")]
    uid: String,
    /// The group of that user [default: the same number].
    #[arg(long, value_name = "GID")]
    gid: Option<String>,
    /// The interface that it goes out or comes in by [default: `lo` to loopback addresses, else `eth0`].
    #[arg(long, value_name = "NAME")]
    interface: Option<String>,
    /// Its mark.
    #[arg(long, value_name = "MARK", default_value_t = 0)]
    mark: u32,
    /// Form of the output.
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    output: Form,
    #[command(flatten)]
    pod: Pod,
}

/// Follows the packet and prints its way.
///
/// # Errors
/// What is asked for cannot be known, or the live rules are wanted and cannot be read.
pub fn run(flags: Flags, options: Trace) -> Result<ExitCode, Failure> {
    let packet = packet(&options)?;
    let wanted = wanted(flags, options.pod)?;
    let way = if options.live {
        let saved = live::saved(&wanted, packet.family()).map_err(Failure::new)?;
        trace_live(&saved, &packet)
    } else {
        trace(&wanted.plan, &packet)
    };
    options.output.print(|| way.to_string(), || way.json())?;
    Ok(ExitCode::SUCCESS)
}

fn packet(options: &Trace) -> Result<Packet, Failure> {
    let (direction, destination) = match (options.out, options.arriving) {
        (Some(to), _) => (Direction::Out, to),
        (None, Some(to)) => (Direction::In, to),
        // The group of the two is required.
        (None, None) => return Err(Failure::new("neither --out nor --in says where the packet goes")),
    };
    let usual = if destination.ip().is_loopback() { "lo" } else { "eth0" };
    Ok(Packet {
        direction,
        protocol: if options.udp { Protocol::Udp } else { Protocol::Tcp },
        source: options.from,
        destination,
        interface: options.interface.clone().unwrap_or_else(|| usual.to_owned()),
        uid: Some(options.uid.clone()),
        gid: Some(options.gid.clone().unwrap_or_else(|| options.uid.clone())),
        mark: options.mark,
    })
}
