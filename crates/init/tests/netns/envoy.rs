//! Real Envoys at both ends: a client and a server that know nothing of them, and Envoy's own counters as the proof.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::harness::call::{Call, End};
use crate::harness::namespace::{APP, Identity, Namespace, PROXY, ROOT};
use crate::harness::program::{self, BACKENDS, Backend, Run};
use crate::harness::service::{Door, Service};
use crate::harness::tools;
use crate::harness::world::{Family, World};

/// More than one, so that a counter that stands at one by accident is seen.
const CALLS: u64 = 5;
/// Envoy's own page.
const ADMIN: &str = "127.0.0.1:15000";
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Redirect,
    Tproxy,
}

impl Mode {
    /// The flags of an injected pod.
    fn flags(self) -> String {
        let mode = match self {
            Mode::Redirect => "REDIRECT",
            Mode::Tproxy => "TPROXY",
        };
        format!("-p 15001 -z 15006 -u 1337 -g 1337 -m {mode} -i * -b * -d 15090,15021,15020")
    }

    /// Who the proxy is: an address that is not its own needs a capability.
    fn owner(self) -> Identity {
        match self {
            Mode::Redirect => PROXY,
            Mode::Tproxy => Identity { uid: 0, gid: PROXY.gid },
        }
    }
}

/// An Envoy in a namespace, until this is dropped.
struct Envoy<'a> {
    namespace: &'a Namespace,
    child: Child,
}

impl Drop for Envoy<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl<'a> Envoy<'a> {
    fn start(namespace: &'a Namespace, mode: Mode, family: Family) -> Envoy<'a> {
        let path = program::envoy().expect("looked for before");
        let owner = mode.owner();
        let mut command = Command::new(&path);
        command.args(["--disable-hot-restart", "--concurrency", "1", "--log-level", "warn"]);
        command.args(["--config-yaml", &bootstrap(mode, family)]);
        command.uid(owner.uid).gid(owner.gid).current_dir("/");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = namespace.inside(ROOT, || command.spawn()).unwrap_or_else(|error| {
            panic!("{} does not start for the user {}: {error}", path.display(), owner.uid)
        });
        let mut envoy = Envoy { namespace, child };
        let end = Instant::now() + PATIENCE;
        while !envoy.ask("/ready").is_some_and(|answer| answer.contains("LIVE")) {
            assert_eq!(envoy.child.try_wait().unwrap(), None, "Envoy ends at once");
            assert!(Instant::now() < end, "Envoy is not ready in {PATIENCE:?}");
            sleep(Duration::from_millis(50));
        }
        envoy
    }

    /// A page of Envoy's own, if it answers.
    fn ask(&self, page: &str) -> Option<String> {
        self.namespace.inside(ROOT, || {
            let mut connection = TcpStream::connect(ADMIN).ok()?;
            connection.set_read_timeout(Some(PATIENCE)).unwrap();
            let request = format!("GET {page} HTTP/1.1\r\nHost: envoy\r\nConnection: close\r\n\r\n");
            connection.write_all(request.as_bytes()).ok()?;
            let mut answer = String::new();
            connection.read_to_string(&mut answer).ok()?;
            Some(answer)
        })
    }

    /// Connections that it took for applications and for its own pod; whether they also went on.
    fn counters(&self) -> Counters {
        let answer = self.ask("/stats?format=text").unwrap();
        let counter = |name: &str| -> u64 {
            let line = answer.lines().find_map(|line| line.trim().strip_prefix(name)?.strip_prefix(": "));
            line.unwrap_or_else(|| panic!("Envoy counts no `{name}`")).parse().unwrap()
        };
        let passed = |direction: &str| {
            let taken = counter(&format!("tcp.{direction}.downstream_cx_total"));
            assert_eq!(counter(&format!("cluster.{direction}.upstream_cx_total")), taken);
            taken
        };
        Counters { outbound: passed("outbound"), inbound: passed("inbound") }
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Counters {
    outbound: u64,
    inbound: u64,
}

/// A proxy that sends everything on to where it was going.
fn bootstrap(mode: Mode, family: Family) -> String {
    let any = if family == Family::V4 { "0.0.0.0" } else { "::" };
    let (transparent, source, bind) = match mode {
        Mode::Tproxy => (
            ", transparent: true",
            format!(", {}", listener_filter("original_src", "OriginalSrc", "mark: 1337")),
            String::new(),
        ),
        // What a proxy delivers comes from an address that the rules leave alone.
        Mode::Redirect => {
            let address = family.value("passthrough").unwrap();
            (
                "",
                String::new(),
                format!(
                    ", upstream_bind_config: {{source_address: {{address: '{address}', port_value: 0}}}}"
                ),
            )
        }
    };
    let original = listener_filter("original_dst", "OriginalDst", "");
    let listener = |direction: &str, port: u16, more: &str, filters: &str| {
        format!(
            "{{name: {direction}, address: {{socket_address: {{address: '{any}', port_value: {port}}}}}{more}, \
             listener_filters: [{original}{filters}], filter_chains: [{{filters: [{{name: tcp, typed_config: {{\
             '@type': type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy, \
             stat_prefix: {direction}, cluster: {direction}}}}}]}}]}}"
        )
    };
    let cluster = |direction: &str, more: &str| {
        format!(
            "{{name: {direction}, type: ORIGINAL_DST, lb_policy: CLUSTER_PROVIDED, connect_timeout: 5s{more}}}"
        )
    };
    format!(
        "{{admin: {{address: {{socket_address: {{address: 127.0.0.1, port_value: 15000}}}}}}, static_resources: {{\
         listeners: [{}, {}], clusters: [{}, {}]}}}}",
        listener("outbound", 15001, "", ""),
        listener("inbound", 15006, transparent, &source),
        cluster("outbound", ""),
        cluster("inbound", &bind),
    )
}

fn listener_filter(name: &str, kind: &str, more: &str) -> String {
    let comma = if more.is_empty() { "" } else { ", " };
    format!(
        "{{name: {name}, typed_config: {{\
         '@type': type.googleapis.com/envoy.extensions.filters.listener.{name}.v3.{kind}{comma}{more}}}}}"
    )
}

/// Calls the server some times; where the caller seems to be, each time.
fn calls(world: &World, to: SocketAddr, place: &str) -> Vec<(SocketAddr, SocketAddr)> {
    let call = || match Call::new(APP, to).make(&world.pod) {
        End::Arrived(arrival, own) if arrival.local == to => (arrival.caller, own),
        end => panic!("{place}: a call to {to} {end}"),
    };
    (0..CALLS).map(|_| call()).collect()
}

fn traffic_is_taken_at_both_ends(backend: Backend, mode: Mode) {
    if !tools::ready() || !tools::told(missing().as_deref()) {
        return;
    }
    for family in [Family::V4, Family::V6] {
        let world = World::bare(family.stack());
        let to = family.socket("peer:8080");
        let _server = Service::start(&world.peer, APP, vec![Door::tcp(to)]);
        let client = Envoy::start(&world.pod, mode, family);
        let server = Envoy::start(&world.peer, mode, family);

        let place = format!("{backend:?}, {family:?}, without rules");
        for (caller, own) in calls(&world, to, &place) {
            assert_eq!(caller, own, "without rules nobody is between them");
        }
        let none = Counters { outbound: 0, inbound: 0 };
        assert_eq!((client.counters(), server.counters()), (none, Counters { outbound: 0, inbound: 0 }));

        let run = Run::new(&mode.flags(), family).flag(backend.flag());
        run.succeed(&world.pod);
        run.succeed(&world.peer);
        let seen = match mode {
            Mode::Redirect => family.address("passthrough"),
            // The server's proxy calls as its own caller: the client's proxy, which has the pod's address.
            Mode::Tproxy => family.address("pod"),
        };
        let place = format!("{backend:?}, {family:?}, with rules");
        for (caller, own) in calls(&world, to, &place) {
            assert_eq!(caller.ip(), seen, "{place}");
            assert_ne!(caller, own, "{family:?}: somebody is between them");
        }
        assert_eq!(client.counters(), Counters { outbound: CALLS, inbound: 0 }, "{family:?}");
        assert_eq!(server.counters(), Counters { outbound: 0, inbound: CALLS }, "{family:?}");
    }
}

/// What stands in the way of an Envoy.
fn missing() -> Option<String> {
    program::envoy().is_none().then(|| {
        "there is no Envoy: `crates/init/tests/netns/tools.sh` gets it, or the variable ENVOY names it"
            .to_owned()
    })
}

#[test]
fn redirect() {
    for backend in BACKENDS {
        traffic_is_taken_at_both_ends(backend, Mode::Redirect);
    }
}

#[test]
fn tproxy() {
    for backend in BACKENDS {
        traffic_is_taken_at_both_ends(backend, Mode::Tproxy);
    }
}
