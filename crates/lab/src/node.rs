//! The node: its network namespace is the lab's, and pods hang on it by a cable each. Nothing else on the machine is touched.
//!
//! ```text
//!               node 10.77.0.1: control plane, rules of Services
//!            ┌───────────┴┬────────────┐
//!  pod 10.77.0.2   pod 10.77.0.3   pod 10.77.0.4
//! ```
//!
//! There is no bridge: each call of a pod passes the node, so that calls of a Service's address can be sent on to a pod
//! there and their answers back, as by kube-proxy.

use std::fs;
use std::net::Ipv4Addr;

use crate::error::LabError;
use crate::services::{self, Service};
use crate::system::{program, run};

/// The node's own address.
pub(crate) const ADDRESS: Ipv4Addr = Ipv4Addr::new(10, 77, 0, 1);
/// How many addresses pods can have.
const PODS: u32 = 65_000;

/// The node's network.
#[derive(Debug, Default)]
pub(crate) struct Node {
    last: u32,
    rules: String,
}

impl Node {
    /// Makes the network of the namespace in which this process is that of a node.
    ///
    /// # Errors
    /// The system refuses.
    pub(crate) fn new() -> Result<Node, LabError> {
        ip(&format!("link set lo up\naddress add {ADDRESS}/32 dev lo\n"))?;
        let switch = "/proc/sys/net/ipv4/ip_forward";
        fs::write(switch, "1").map_err(LabError::file(switch))?;
        Ok(Node::default())
    }

    /// An address for a pod, other than those before it for as long as there are some.
    pub(crate) fn address(&mut self) -> Ipv4Addr {
        self.last = self.last % PODS + 1;
        Ipv4Addr::from(u32::from(ADDRESS) + self.last)
    }

    /// Joins the network namespace of a process to the node.
    ///
    /// # Errors
    /// The system refuses.
    pub(crate) fn join(&self, process: u32, address: Ipv4Addr) -> Result<(), LabError> {
        let cable = format!("pod{}", u32::from(address) - u32::from(ADDRESS));
        ip(&format!(
            "link add {cable} type veth peer name eth0 netns {process}\nlink set {cable} up\n\
             route add {address}/32 dev {cable} src {ADDRESS}\n"
        ))?;
        let lines = format!(
            "link set lo up\naddress add {address}/32 dev eth0\nlink set eth0 up\n\
             route add {ADDRESS} dev eth0 scope link\nroute add default via {ADDRESS} dev eth0\n"
        );
        let mut inside = program("nsenter");
        inside.arg(format!("--net=/proc/{process}/ns/net")).args(["ip", "-batch", "-"]);
        run("the network of a pod", &mut inside, &lines).map(drop)
    }

    /// Has calls of Services go to their pods.
    ///
    /// # Errors
    /// The kernel does not take the rules.
    pub(crate) fn serve(&mut self, services: &[Service]) -> Result<(), LabError> {
        let rules = services::rules(services);
        if rules != self.rules {
            run("the rules of Services", program("nft").args(["-f", "-"]), &rules)?;
            self.rules = rules;
        }
        Ok(())
    }
}

fn ip(lines: &str) -> Result<(), LabError> {
    run("the node's network", program("ip").args(["-batch", "-"]), lines).map(drop)
}
