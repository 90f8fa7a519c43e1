//! `outrigger playground`

mod server;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use clap::Args;
use tokio::net::TcpListener;

use crate::failure::Failure;
use crate::input::reason;
use crate::output;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # Open the address that is printed; Ctrl-C ends it
  outrigger playground

  # On whatever port is free
  outrigger playground --port 0

A manifest, an injection config, values and a mesh config are typed or opened, and the page shows what injection makes of \
them: the lines that differ, the decision rule by rule, advice, what is wrong and in which line, and what another release \
would answer. A link holds all of it behind its `#`, which browsers send to nobody. The page takes nothing from any network.

Only this machine reaches the page unless --address says otherwise.";

/// Threads that serve connections.
const THREADS: usize = 2;
/// A document may be nested a thousand times, and is gone through by functions that call themselves.
const STACK: usize = 16 << 20;

/// Arguments of `playground`.
#[derive(Debug, Args)]
pub struct Playground {
    /// Port; 0 is any that is free.
    #[arg(long, default_value_t = 8017)]
    pub port: u16,
    /// Address to listen at.
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub address: IpAddr,
}

/// Serves the page until the program is ended; its address is printed.
///
/// # Errors
/// The port cannot be had.
pub fn run(options: &Playground) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(THREADS)
        .thread_stack_size(STACK)
        .enable_all()
        .build()
        .map_err(Failure::new)?;
    let wanted = SocketAddr::new(options.address, options.port);
    runtime.block_on(async {
        let failed = |e: std::io::Error| {
            Failure::new(format!("cannot listen at {wanted}: {}", reason(&e)))
                .hint("--port 0 takes any port that is free")
        };
        let listener = TcpListener::bind(wanted).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        output::write(&format!("http://{address}/\n"), None)?;
        if !address.ip().is_loopback() {
            eprintln!("warning: whoever reaches this address can have questions answered");
        }
        eprintln!("note: the playground is served until Ctrl-C");
        server::serve(listener).await;
        Ok(())
    })
}
