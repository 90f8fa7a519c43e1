//! Three namespaces: a pod, the rest of the world, and a guest behind the pod's second interface.
//!
//! ```text
//!  guest ── eth0 ═══ net1 ── pod ── eth0 ═══ eth0 ── peer (lo: far, other, resolvers)
//! ```

use std::net::{IpAddr, SocketAddr};

use super::namespace::{APP, Identity, Namespace, PROXY, ROOT};
use super::service::{Door, Service};

/// Which addresses the pod has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stack {
    V4,
    V6,
    Dual,
}

/// One family of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    V4,
    V6,
}

/// The names that tests use for addresses, with their value in both families.
const ADDRESSES: [(&str, &str, &str); 13] = [
    ("pod", "10.10.0.2", "fd10::2"),
    ("peer", "10.10.0.1", "fd10::1"),
    ("far", "10.20.0.1", "fd20::1"),
    ("other", "10.40.0.1", "fd40::1"),
    ("resolver", "10.20.0.53", "fd20::53"),
    ("resolver2", "10.40.0.53", "fd40::53"),
    ("gate", "10.30.0.1", "fd30::1"),
    ("guest", "10.30.0.2", "fd30::2"),
    ("localhost", "127.0.0.1", "::1"),
    ("passthrough", "127.0.0.6", "::6"),
    ("far-net", "10.20.0.0/16", "fd20::/64"),
    ("other-net", "10.40.0.0/16", "fd40::/64"),
    ("loop-net", "127.0.0.1/32", "::1/128"),
];

/// Where the proxy takes what applications send.
pub const OUTBOUND: u16 = 15001;
/// Where the proxy takes what comes in.
pub const INBOUND: u16 = 15006;
/// Where the agent answers questions of DNS.
pub const AGENT: u16 = 15053;

/// The ports that have somebody, in the pod and outside.
const APP_PORTS: [u16; 9] = [22, 80, 7070, 8080, 9090, 15008, 15020, 15021, 15090];
const PEER_PORTS: [u16; 10] = [22, 53, 80, 443, 3306, 5432, 8080, 9090, 15008, 15012];

/// What is special about the proxy.
#[derive(Debug, Clone, Copy)]
pub struct Proxy {
    /// It takes packets that keep their address.
    pub transparent: bool,
    /// Who its agent for DNS is.
    pub agent: Identity,
}

impl Default for Proxy {
    fn default() -> Proxy {
        Proxy { transparent: false, agent: PROXY }
    }
}

/// The namespaces and all that answers in them. The order of fields is the order of their end.
pub struct World {
    services: Vec<Service>,
    pub pod: Namespace,
    pub peer: Namespace,
    pub guest: Namespace,
}

impl World {
    /// A world with a proxy that waits on its ports like one for REDIRECT.
    pub fn new(stack: Stack) -> World {
        World::with_proxy(stack, Proxy::default())
    }

    /// A world with everybody who answers.
    pub fn with_proxy(stack: Stack, proxy: Proxy) -> World {
        let mut world = World::bare(stack);
        world.services = services(&world, stack, proxy);
        world
    }

    /// The namespaces alone: joined, but nobody answers.
    pub fn bare(stack: Stack) -> World {
        let (pod, peer, guest) = (Namespace::new(), Namespace::new(), Namespace::new());
        for namespace in [&pod, &peer, &guest] {
            // Else a link asks for two seconds whether somebody else has its address.
            namespace.sysctl("ipv6/conf/default/dad_transmits", "0");
        }
        pod.ip(&pod_links(stack, &peer, &guest));
        peer.ip(&peer_links(stack));
        guest.ip(&guest_links(stack));
        for family in stack.families() {
            match family {
                Family::V4 => pod.sysctl("ipv4/ip_forward", "1"),
                Family::V6 => pod.sysctl("ipv6/conf/all/forwarding", "1"),
            }
        }
        // The other side is up only now, and a route needs that.
        pod.ip(&default_route(stack, "peer"));
        World { services: Vec::new(), pod, peer, guest }
    }
}

impl Stack {
    /// The families that the pod has an address of.
    pub fn families(self) -> &'static [Family] {
        match self {
            Stack::V4 => &[Family::V4],
            Stack::V6 => &[Family::V6],
            Stack::Dual => &[Family::V4, Family::V6],
        }
    }
}

impl Family {
    /// The pod that has addresses of this family only.
    pub fn stack(self) -> Stack {
        match self {
            Family::V4 => Stack::V4,
            Family::V6 => Stack::V6,
        }
    }

    /// The value of a name: an address or a range.
    pub fn value(self, name: &str) -> Option<&'static str> {
        let (_, v4, v6) = ADDRESSES.iter().find(|(known, ..)| *known == name)?;
        Some(match self {
            Family::V4 => v4,
            Family::V6 => v6,
        })
    }

    /// The address of a name.
    pub fn address(self, name: &str) -> IpAddr {
        let value = self.value(name).unwrap_or_else(|| panic!("no address is called `{name}`"));
        value.parse().unwrap_or_else(|_| panic!("`{name}` is not an address"))
    }

    /// An address with a port, as `name:port`.
    pub fn socket(self, text: &str) -> SocketAddr {
        let (name, port) = text.rsplit_once(':').unwrap_or_else(|| panic!("`{text}` has no port"));
        SocketAddr::new(self.address(name), port.parse().unwrap())
    }

    /// The address that means all.
    fn any(self) -> IpAddr {
        match self {
            Family::V4 => "0.0.0.0".parse().unwrap(),
            Family::V6 => "::".parse().unwrap(),
        }
    }
}

/// Lines for `ip -batch` that give an interface its addresses.
fn addresses(stack: Stack, interface: &str, names: &[&str]) -> String {
    let mut lines = String::new();
    for family in stack.families() {
        for name in names {
            let address = family.address(name);
            let length = match (interface, family) {
                ("lo", Family::V4) => 32,
                ("lo", Family::V6) => 128,
                (_, Family::V4) => 24,
                (_, Family::V6) => 64,
            };
            let nodad = if *family == Family::V6 { " nodad" } else { "" };
            lines += &format!("address add {address}/{length} dev {interface}{nodad}\n");
        }
    }
    lines
}

/// Lines that send all else to an address.
fn default_route(stack: Stack, via: &str) -> String {
    let line = |family: &Family| format!("route add default via {}\n", family.address(via));
    stack.families().iter().map(line).collect()
}

fn pod_links(stack: Stack, peer: &Namespace, guest: &Namespace) -> String {
    let (peer, guest) = (peer.path(), guest.path());
    // Two ends with the same index look to the kernel like one that is not a pair, and it may take a second to notice
    // that such a link is up.
    format!(
        "link set lo up\n\
         link add eth0 index 101 type veth peer name eth0 netns {peer}\n\
         link add net1 index 102 type veth peer name eth0 netns {guest}\n\
         {}{}link set eth0 up\nlink set net1 up\n",
        addresses(stack, "eth0", &["pod"]),
        addresses(stack, "net1", &["gate"]),
    )
}

fn peer_links(stack: Stack) -> String {
    let far = addresses(stack, "lo", &["far", "other", "resolver", "resolver2"]);
    let own = addresses(stack, "eth0", &["peer"]);
    format!("link set lo up\n{far}{own}link set eth0 up\n{}", default_route(stack, "pod"))
}

fn guest_links(stack: Stack) -> String {
    let own = addresses(stack, "eth0", &["guest"]);
    format!("link set lo up\n{own}link set eth0 up\n{}", default_route(stack, "gate"))
}

/// Everybody who answers.
fn services(world: &World, stack: Stack, proxy: Proxy) -> Vec<Service> {
    // A transparent socket needs a capability, so such a proxy is told by its group.
    let transparent = proxy.transparent;
    let inbound: Identity = if transparent { Identity { uid: 0, gid: PROXY.gid } } else { PROXY };
    let [mut app, mut outbound, mut captured, mut agent, mut peer, mut guest] = [const { Vec::new() }; 6];
    for family in stack.families() {
        let tcp = |port| Door::tcp(SocketAddr::new(family.any(), port));
        let udp = |name, port| Door::udp(SocketAddr::new(family.address(name), port));
        app.extend(APP_PORTS.map(tcp));
        outbound.push(tcp(OUTBOUND));
        captured.push(tcp(INBOUND).transparent(transparent));
        agent.extend([tcp(AGENT), udp("localhost", AGENT)]);
        peer.extend(PEER_PORTS.map(tcp));
        peer.extend(["resolver", "resolver2", "far"].map(|name| udp(name, 53)));
        guest.push(tcp(80));
    }
    vec![
        Service::start(&world.pod, APP_OWNER, app),
        Service::start(&world.pod, PROXY, outbound),
        Service::start(&world.pod, inbound, captured),
        Service::start(&world.pod, proxy.agent, agent),
        Service::start(&world.peer, ROOT, peer),
        Service::start(&world.guest, ROOT, guest),
    ]
}

/// Low ports need a capability too; nothing in the rules looks at who answers.
const APP_OWNER: Identity = Identity { uid: 0, gid: APP.gid };
