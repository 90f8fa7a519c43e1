//! What a mesh costs its control plane: `make bench-mesh`.
//!
//! The program is a process of its own on an API server that is played here, which has 5 pods for each Service. Proxies are real
//! streams over TLS on loopback, each with a token of its own, which take what they are sent and do not look at it. They run
//! on the same machine: times on the wall's clock are theirs, too, and processor's time is the program's alone. Of several
//! runs the best and the middle one are printed.
//!
//! - `OUTRIGGER`: the program; without it the crate in a process of its own, which knows no more kinds of objects than it has to;
//! - `SCALE`: parts to run, of `start first change many storm deaf sign curve`; all without it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    reason = "a benchmark may fail loudly"
)]

mod api;
mod envoy;
mod program;
mod serve;
mod world;

use std::sync::Arc;
use std::time::{Duration, Instant};

use identity::{Key, KeyType, csr};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use api::Api;
use envoy::{Fleet, Kind, Taken};
use program::Program;
use world::{PODS, World, policy, service, slice};

/// What the program allocates with.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, what, api, root] = &arguments[..]
        && what == "serve"
    {
        return serve::serve(api, root).await;
    }
    let parts = std::env::var("SCALE").unwrap_or_default();
    let runs = |part: &str| parts.is_empty() || parts.split_whitespace().any(|one| one == part);
    println!("{:<66} {:>12} {:>12} {:>8}", "", "best", "middle", "asked");
    if runs("start") {
        start().await;
    }
    if ["first", "change", "many", "storm", "deaf", "sign"].iter().any(|part| runs(part)) {
        let mut mesh = Mesh::start(1000).await;
        mesh.first(&runs).await;
    }
    if runs("curve") {
        curve().await;
    }
}

/// A row of the table: what, the best and the middle of several, the unit, what is asked of the best.
fn row(what: &str, values: &[f64], unit: &str, asked: Option<f64>) {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (best, middle) = (sorted[0], sorted[sorted.len() / 2]);
    let verdict = asked.map(|asked| if best <= asked { "kept" } else { "MISSED" }).unwrap_or_default();
    let asked = asked.map(|asked| format!("{asked}")).unwrap_or_default();
    println!("{what:<66} {best:>9.2} {unit:<2} {middle:>9.2} {unit:<2} {asked:>6} {verdict}");
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// A mesh with nothing in it, and one of usual size, before anybody connects.
async fn start() {
    for (services, asked) in [(0, Some(300.0)), (1000, None)] {
        let (mut ready, mut cost, mut resident) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..5 {
            let api = Api::start(World { services }).await;
            let begun = Instant::now();
            let program = Program::start(api.address);
            while !is_ready(&program).await {
                sleep(Duration::from_millis(1)).await;
            }
            ready.push(ms(begun.elapsed()));
            sleep(Duration::from_millis(500)).await;
            cost.push(program.processor() * 1000.0);
            resident.push(program.resident().0);
        }
        row(&format!("{services} Services: ready after start"), &ready, "ms", asked);
        row(&format!("{services} Services: processor's time until then"), &cost, "ms", None);
        let asked = if services == 0 { 12.0 } else { 30.0 };
        row(&format!("{services} Services: resident"), &resident, "MB", Some(asked));
    }
}

async fn is_ready(program: &Program) -> bool {
    page(program, "/ready").await.starts_with("HTTP/1.1 200")
}

async fn page(program: &Program, path: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let Ok(mut stream) = tokio::net::TcpStream::connect(program.monitoring).await else {
        return String::new();
    };
    let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut text = String::new();
    let _ = stream.read_to_string(&mut text).await;
    text
}

/// A mesh that runs, and proxies of it.
struct Mesh {
    world: World,
    api: Api,
    program: Program,
    fleet: Arc<Fleet>,
    taken: UnboundedReceiver<Taken>,
    proxies: Vec<JoinHandle<()>>,
    /// How many endpoints changed, and the number of the next Service.
    changed: usize,
    next_service: usize,
}

impl Mesh {
    async fn start(services: usize) -> Mesh {
        let world = World { services };
        let api = Api::start(world).await;
        let program = Program::start(api.address);
        while !is_ready(&program).await {
            sleep(Duration::from_millis(5)).await;
        }
        let (fleet, taken) = Fleet::new(world, program.secure, &program.roots);
        Mesh { world, api, program, fleet, taken, proxies: Vec::new(), changed: 0, next_service: services }
    }

    async fn first(&mut self, runs: &impl Fn(&str) -> bool) {
        let of = format!("{} Services, {} pods", self.world.services, self.world.pods());
        println!("{of}");
        if runs("first") {
            self.new_proxy("a new proxy, alone").await;
        }
        if runs("change") {
            self.connect_until(1000).await;
            self.resident(Some(150.0));
            self.new_proxy("a new proxy beside 1000").await;
            self.changes(Some(200.0)).await;
        }
        if runs("many") {
            self.connect_until(2000).await;
            self.resident(Some(150.0));
            self.changes(Some(300.0)).await;
        }
        if runs("storm") {
            self.storm().await;
            self.flapping().await;
        }
        if runs("deaf") {
            self.deaf().await;
        }
        if runs("sign") {
            self.sign().await;
        }
    }

    fn resident(&self, asked: Option<f64>) {
        let (now, peak) = self.program.resident();
        let proxies = self.proxies.len();
        row(&format!("{proxies} proxies: resident"), &[now], "MB", asked);
        row(&format!("{proxies} proxies: resident at most"), &[peak], "MB", None);
    }

    /// Waits until each of these many proxies has taken something of a type, and says when the first and last did.
    async fn until(&mut self, kind: Kind, proxies: usize) -> (Vec<Instant>, usize) {
        let mut seen = vec![None; self.world.pods()];
        let (mut count, mut bytes) = (0, 0);
        while count < proxies {
            let taken = timeout(Duration::from_secs(120), self.taken.recv()).await;
            let taken = taken.unwrap_or_else(|_| panic!("{count} of {proxies} took {kind:?}")).unwrap();
            if taken.kind == kind && seen[taken.proxy].is_none() {
                seen[taken.proxy] = Some(taken.at);
                count += 1;
                bytes += taken.bytes;
            }
        }
        let mut seen: Vec<Instant> = seen.into_iter().flatten().collect();
        seen.sort();
        (seen, bytes)
    }

    async fn quiet(&mut self) {
        while timeout(Duration::from_millis(300), self.taken.recv()).await.is_ok() {}
    }

    async fn connect_until(&mut self, count: usize) {
        let (begun, before) = (Instant::now(), self.program.processor());
        let new = count.saturating_sub(self.proxies.len());
        if new == 0 {
            return;
        }
        self.program.forget_peak();
        for proxy in self.proxies.len()..count {
            self.proxies.push(self.fleet.connect(proxy));
        }
        self.until(Kind::Routes, new).await;
        let wall = ms(begun.elapsed());
        self.quiet().await;
        let cost = (self.program.processor() - before) * 1000.0;
        row(&format!("{new} proxies come at once: until the last has all"), &[wall], "ms", None);
        row("  processor's time, each", &[cost / as_f64(new)], "ms", None);
    }

    /// A proxy comes, gets all, and goes.
    async fn new_proxy(&mut self, what: &str) {
        let (mut walls, mut costs, mut sent) = (Vec::new(), Vec::new(), 0);
        let proxy = self.world.pods() - 1;
        for _ in 0..15 {
            self.quiet().await;
            let before = self.program.processor();
            let connected = self.fleet.connect(proxy);
            let mut begun = Instant::now();
            sent = 0;
            loop {
                let taken = self.taken.recv().await.unwrap();
                if taken.kind == Kind::Connected {
                    begun = taken.at;
                }
                sent += taken.bytes;
                if taken.kind == Kind::Routes {
                    walls.push(ms(taken.at - begun));
                    break;
                }
            }
            sleep(Duration::from_millis(20)).await;
            costs.push((self.program.processor() - before) * 1000.0);
            connected.abort();
        }
        row(&format!("{what}: first request until it has all"), &walls, "ms", Some(20.0));
        row(&format!("  processor's time, TLS and token too ({} kB)", sent / 1024), &costs, "ms", None);
    }

    /// Changes, each to the last proxy that is connected.
    async fn changes(&mut self, asked: Option<f64>) {
        let proxies = self.proxies.len();
        let first = self.changed;
        let measured = self.change(Kind::Endpoints, 9, |api, run| {
            api.tell("endpointslices", "MODIFIED", &endpoint(first + run));
        });
        measured.await.say(&format!("{proxies} proxies: an endpoint changes, to the last"), asked);
        self.changed += 9;
        let modes = ["STRICT", "PERMISSIVE"];
        let measured = self.change(Kind::Listeners, 6, |api, run| {
            api.tell("peerauthentications", "MODIFIED", &policy(modes[run % 2]));
        });
        measured.await.say(&format!("{proxies} proxies: the mesh's policy changes, to the last"), None);
        let next = self.next_service;
        let measured = self.change(Kind::Clusters, 6, |api, run| {
            api.tell("services", "ADDED", &service(next + run));
        });
        measured.await.say(&format!("{proxies} proxies: a new Service, to the last"), None);
        self.next_service += 6;
    }

    /// Several changes of resources of a type, one after the other.
    async fn change(&mut self, kind: Kind, runs: usize, tell: impl Fn(&Api, usize)) -> Measured {
        let mut measured = Measured::default();
        let proxies = self.proxies.len();
        for run in 0..runs {
            self.quiet().await;
            let (before, begun) = (self.program.processor(), Instant::now());
            tell(&self.api, run);
            let (seen, _) = self.until(kind, proxies).await;
            measured.last.push(ms(seen[proxies - 1] - begun));
            measured.middle.push(ms(seen[proxies / 2] - begun));
            sleep(Duration::from_millis(50)).await;
            measured.cost.push((self.program.processor() - before) * 1000.0);
        }
        measured
    }

    /// Half of the proxies lose their connection at once and come again, while an endpoint changes for the others.
    async fn storm(&mut self) {
        self.connect_until(self.proxies.len().max(1000)).await;
        self.quiet().await;
        let storming = 500;
        let proxies = self.proxies.len();
        self.program.forget_peak();
        let (resident, _) = self.program.resident();
        let (before, begun) = (self.program.processor(), Instant::now());
        for proxy in 0..storming {
            self.proxies[proxy].abort();
            self.proxies[proxy] = self.fleet.connect(proxy);
        }
        sleep(Duration::from_millis(50)).await;
        let told = Instant::now();
        self.api.tell("endpointslices", "MODIFIED", &endpoint(self.changed));
        self.changed += 1;
        let (mut came, mut others) = (vec![false; storming], vec![None; proxies]);
        let mut all = begun;
        while came.contains(&false) || others[storming..].contains(&None) {
            let taken = timeout(Duration::from_secs(120), self.taken.recv()).await.unwrap().unwrap();
            if taken.proxy < storming && taken.kind == Kind::Routes {
                came[taken.proxy] = true;
                all = taken.at;
            } else if taken.proxy >= storming && taken.kind == Kind::Endpoints {
                others[taken.proxy].get_or_insert(taken.at);
            }
        }
        let last = others[storming..].iter().flatten().max().copied().unwrap_or(told);
        self.quiet().await;
        let cost = (self.program.processor() - before) * 1000.0;
        row(
            &format!("{storming} of {proxies} come again at once: until the last has all"),
            &[ms(all - begun)],
            "ms",
            None,
        );
        row("  meanwhile an endpoint changes, to the last of the others", &[ms(last - told)], "ms", None);
        row("  processor's time, each", &[cost / as_f64(storming)], "ms", None);
        row("  resident at most, beyond what it was", &[self.program.resident().1 - resident], "MB", None);
    }

    /// An endpoint comes and goes a hundred times a second.
    async fn flapping(&mut self) {
        self.quiet().await;
        let before = self.program.processor();
        let mut sent = 0;
        for run in 0..300 {
            self.api.tell("endpointslices", "MODIFIED", &slice(7, 3 + run % 2));
            sleep(Duration::from_millis(10)).await;
            while let Ok(taken) = self.taken.try_recv() {
                sent += usize::from(taken.kind == Kind::Endpoints);
            }
        }
        let cost = self.program.processor() - before;
        let each = as_f64(sent) / as_f64(self.proxies.len()) / 3.0;
        row("an endpoint flaps 100 times a second: sent to each a second", &[each], "", None);
        row("  processor's time a second", &[cost * 1000.0 / 3.0], "ms", None);
    }

    /// Proxies that ask for everything and never read.
    async fn deaf(&mut self) {
        self.connect_until(self.proxies.len().max(200)).await;
        self.quiet().await;
        let (resident, _) = self.program.resident();
        let last = self.world.pods() - 1;
        let deaf: Vec<JoinHandle<()>> = (0..100).map(|nth| self.fleet.connect_deaf(last - nth)).collect();
        sleep(Duration::from_secs(2)).await;
        self.changes(None).await;
        row(
            "100 proxies never read: resident beyond what it was",
            &[self.program.resident().0 - resident],
            "MB",
            None,
        );
        deaf.iter().for_each(JoinHandle::abort);
    }

    async fn sign(&mut self) {
        let csr = csr::create(None, &Key::generate_of(KeyType::EcdsaP256).unwrap()).unwrap();
        let (connections, rounds) = (8, 250);
        let mut rates = Vec::new();
        for _ in 0..5 {
            let before = self.program.processor();
            let signing =
                (0..connections).map(|nth| Arc::clone(&self.fleet).sign(nth * PODS, csr.clone(), rounds));
            let signing: Vec<_> = signing.map(tokio::spawn).collect();
            for one in signing {
                one.await.unwrap();
            }
            rates.push((self.program.processor() - before) * 1e6 / as_f64(connections * rounds));
        }
        row("a certificate is signed: processor's time, gRPC and TLS too", &rates, "us", Some(500.0));
    }
}

/// What some changes took.
#[derive(Default)]
struct Measured {
    last: Vec<f64>,
    middle: Vec<f64>,
    cost: Vec<f64>,
}

impl Measured {
    fn say(&self, what: &str, asked: Option<f64>) {
        row(what, &self.last, "ms", asked);
        row("  to the middle one", &self.middle, "ms", None);
        row("  processor's time", &self.cost, "ms", None);
    }
}

/// The same changes in meshes of other sizes, with as many proxies.
async fn curve() {
    let mut costs: Vec<[f64; 3]> = Vec::new();
    let sizes = [100, 1000, 5000];
    for services in sizes {
        let mut mesh = Mesh::start(services).await;
        println!("{services} Services, {} pods", mesh.world.pods());
        mesh.connect_until(100).await;
        let mut of_size = [0.0; 3];
        for (nth, cost) in of_size.iter_mut().enumerate() {
            let measured = match nth {
                0 => {
                    mesh.change(Kind::Endpoints, 9, |api, run| {
                        api.tell("endpointslices", "MODIFIED", &endpoint(run))
                    })
                    .await
                }
                1 => {
                    mesh.change(Kind::Clusters, 9, |api, run| {
                        api.tell("services", "ADDED", &service(services + run))
                    })
                    .await
                }
                _ => {
                    let modes = ["STRICT", "PERMISSIVE"];
                    let tell = |api: &Api, run: usize| {
                        api.tell("peerauthentications", "MODIFIED", &policy(modes[run % 2]))
                    };
                    mesh.change(Kind::Listeners, 6, tell).await
                }
            };
            *cost = measured.cost.iter().copied().fold(f64::MAX, f64::min);
            row(
                ["  an endpoint changes: processor's time", "  a new Service", "  the mesh's policy"][nth],
                &measured.cost,
                "ms",
                None,
            );
        }
        costs.push(of_size);
    }
    for (nth, what) in ["an endpoint", "a Service", "the mesh's policy"].into_iter().enumerate() {
        let of: Vec<String> = costs.iter().map(|cost| format!("{:.2}", cost[nth] / costs[0][nth])).collect();
        println!(
            "cost of a change of {what} at {sizes:?} Services: {} times that of the first",
            of.join(" : ")
        );
    }
}

/// A slice that is another each time.
fn endpoint(change: usize) -> serde_json::Value {
    slice(change % 100, 4 - change / 100 % 4)
}

#[allow(clippy::cast_precision_loss, reason = "small numbers")]
fn as_f64(number: usize) -> f64 {
    number as f64
}
