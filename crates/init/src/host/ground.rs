//! Whether the network here is that of a whole host, or one of a container's own.
//!
//! | who runs it | first processes | first network | name of the host, or ways into other namespaces |
//! |---|---|---|---|
//! | init container of a pod (containerd, CRI-O, Docker, gVisor) | no | no | |
//! | the same with the host's processes | yes | no | |
//! | the same in a virtual machine of its own (Kata) | no | yes: that of the machine | no |
//! | somebody on a host | yes | yes | |
//! | a container with the host's network | no | yes | yes |
//! | somebody on a host, in the network of a container (`nsenter`, `ip netns exec`) | yes | no | |
//!
//! What cannot be found out counts as a container: nobody is there to be asked, and a pod has to start. So does a node
//! that is itself a container.

use std::io;
use std::path::Path;

use crate::netlink::{Request, Socket};

/// The numbers of the kernel's first namespaces of processes, host names, and (since Linux 6.18) networks.
///
/// Source: Linux `include/uapi/linux/nsfs.h`; before that `include/linux/proc_ns.h`.
const FIRST_PROCESSES: &str = "pid:[4026531836]";
const FIRST_NAME: &str = "uts:[4026531838]";
const FIRST_NETWORK: &str = "net:[4026531833]";

/// What is known of the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ground {
    /// Whether this process is counted among the machine's.
    pub first_processes: bool,
    /// Whether the network is that which the kernel began with.
    pub first_network: Option<bool>,
    /// Whether the machine's first process has the same network; only where its processes are seen.
    pub with_first_process: Option<bool>,
    /// Whether the name of the host is that which the kernel began with.
    pub first_name: bool,
    /// Whether an interface leads into another network namespace.
    pub leads_elsewhere: bool,
}

impl Ground {
    /// Whether the network is that of a host.
    #[must_use]
    pub(crate) fn is_host(self) -> bool {
        match self.first_processes {
            true => [self.with_first_process, self.first_network].contains(&Some(true)),
            // A virtual machine for one pod has nothing of a host but its network.
            false => self.first_network == Some(true) && (self.first_name || self.leads_elsewhere),
        }
    }

    /// What the kernel says of this thread; of an ordinary pod no more than three questions are asked.
    #[must_use]
    pub fn here() -> Self {
        let is = |file: &str, name: &str| link(file).is_some_and(|found| found == name);
        let mut ground = Self {
            first_processes: is("/proc/thread-self/ns/pid", FIRST_PROCESSES),
            first_network: first_network(),
            ..Self::default()
        };
        if ground.first_processes {
            ground.with_first_process = with_first_process();
        } else if ground.first_network == Some(true) {
            ground.first_name = is("/proc/thread-self/ns/uts", FIRST_NAME);
            ground.leads_elsewhere = leads_elsewhere().unwrap_or(false);
        }
        ground
    }
}

fn link(file: &str) -> Option<String> {
    std::fs::read_link(file).ok()?.to_str().map(str::to_owned)
}

/// Older kernels give their first network any number, but only it has the switches that are for the whole machine.
fn first_network() -> Option<bool> {
    if link("/proc/thread-self/ns/net").is_some_and(|found| found == FIRST_NETWORK) {
        return Some(true);
    }
    let has = |name: &str| Path::new("/proc/sys/net/core").join(name).exists();
    if has("netdev_max_backlog") { Some(true) } else { has("somaxconn").then_some(false) }
}

/// Another process's namespaces are seen only by one that may do all that it may.
fn with_first_process() -> Option<bool> {
    Some(link("/proc/thread-self/ns/net")? == link("/proc/1/ns/net")?)
}

/// Lists interfaces (`RTM_GETLINK`).
const LIST_LINKS: u16 = 18;
/// Bytes of the fixed part (`struct ifinfomsg`).
const HEADER: usize = 16;
/// The namespace of the other end, if it is another one (`IFLA_LINK_NETNSID`).
const OTHER_NAMESPACE: u16 = 37;

fn leads_elsewhere() -> io::Result<bool> {
    let links = Socket::route()?.ask(&Request::list(LIST_LINKS, &[0; HEADER]))?;
    Ok(links.iter().any(|reply| reply.attributes(HEADER).value(OTHER_NAMESPACE).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_containers() {
        let (yes, no) = (Some(true), Some(false));
        let ground = |first_processes, first_network, with_first_process, first_name, leads_elsewhere| {
            Ground { first_processes, first_network, with_first_process, first_name, leads_elsewhere }
        };
        for (place, ground, host) in [
            ("a shell on a host", ground(true, yes, yes, false, false), true),
            ("the same, without sight of the first process", ground(true, yes, None, false, false), true),
            ("a host whose first process has another network", ground(true, yes, no, false, false), true),
            ("an old kernel, by the first process alone", ground(true, None, yes, false, false), true),
            (
                "a container with the host's processes and network",
                ground(true, yes, None, false, false),
                true,
            ),
            ("a container with the host's network", ground(false, yes, None, true, false), true),
            ("the same with a name of its own, among pods", ground(false, yes, None, false, true), true),
            ("an init container", ground(false, no, None, false, false), false),
            ("an init container with the host's processes", ground(true, no, None, false, false), false),
            ("an init container of a virtual machine", ground(false, yes, None, false, false), false),
            ("a container of an emulated kernel", ground(false, None, None, false, false), false),
            ("nsenter into the network of a container", ground(true, no, no, false, false), false),
            ("nothing is known", Ground::default(), false),
            ("nothing but the processes is known", ground(true, None, None, false, false), false),
        ] {
            assert_eq!(ground.is_host(), host, "{place}");
        }
    }
}
