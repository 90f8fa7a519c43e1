//! The figures that the project states: `make bench` prints them. Each is a median of one run on this machine.
//!
//! - `BENCH_INJECT_CONFIG`, `BENCH_VALUES`, `BENCH_MESH`: configuration of an Istio installation to measure with, in
//!   place of the built-in one;
//! - `PEER_ISTIOCTL`: an istioctl to run side by side (with `--revision default`, or it waits for a cluster).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use injection::config::{Config, Reading, Values, parse_template};
use injection::kube_inject::{KubeInject, Room, documents};
use injection::{Facts, Injector, NativeSidecars, Settings, Version, defaults};

fn main() {
    let setup = Setup::new();
    println!("configuration: {}", setup.describe());
    in_process(&setup);
    programs(&setup);
}

/// The configuration that is measured with.
struct Setup {
    config: Option<PathBuf>,
    values: Option<PathBuf>,
    mesh: Option<PathBuf>,
    folder: PathBuf,
}

impl Setup {
    fn new() -> Setup {
        let path = |name| std::env::var_os(name).map(PathBuf::from);
        let folder = std::env::temp_dir().join(format!("outrigger-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the manifests");
        Setup {
            config: path("BENCH_INJECT_CONFIG"),
            values: path("BENCH_VALUES"),
            mesh: path("BENCH_MESH"),
            folder,
        }
    }

    fn describe(&self) -> String {
        self.config.as_ref().map_or_else(|| "built in".to_owned(), |p| p.display().to_string())
    }

    fn text(path: Option<&PathBuf>, built_in: &str) -> String {
        path.map_or_else(
            || built_in.to_owned(),
            |p| std::fs::read_to_string(p).expect("the configuration is readable"),
        )
    }

    fn injector(&self) -> Injector {
        let environment = BTreeMap::new();
        let reading = Reading {
            version: None,
            environment: &environment,
            offline: true,
            signs: injection::config::Signs::default(),
        };
        let text = Setup::text(self.config.as_ref(), defaults::config());
        let mesh = kubeyaml::read(&Setup::text(self.mesh.as_ref(), defaults::mesh()))
            .expect("the mesh config is YAML");
        let config = Config::parse(&text, &reading).expect("the injection config is good");
        let values = Values::parse(&Setup::text(self.values.as_ref(), defaults::values(false)));
        let settings = Settings { native_sidecars: NativeSidecars::True, ..Settings::default() };
        Injector::new(config, values.expect("values"), mesh, settings).expect("the mesh config is good")
    }

    fn sidecar_template(&self) -> String {
        let config = kubeyaml::read(&Setup::text(self.config.as_ref(), defaults::config())).expect("YAML");
        config.str_at(&["templates", "sidecar"]).expect("a sidecar template").to_owned()
    }

    fn arguments(&self) -> Vec<String> {
        let flags = [
            ("--injectConfigFile", &self.config),
            ("--valuesFile", &self.values),
            ("--meshConfigFile", &self.mesh),
        ];
        flags
            .into_iter()
            .filter_map(|(flag, path)| Some([flag.to_owned(), path.as_ref()?.display().to_string()]))
            .flatten()
            .collect()
    }

    fn manifest(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.join(name);
        std::fs::write(&path, text).expect("the manifest is written");
        path
    }
}

impl Drop for Setup {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn in_process(setup: &Setup) {
    let template = setup.sidecar_template();
    let environment = BTreeMap::new();
    let parse = || parse_template(&template, Version::LATEST, &environment).expect("the template is good");
    figure("parse the sidecar template (with its functions)", None, median(200, || drop(black_box(parse()))));

    let injector = setup.injector();
    let kube_inject = KubeInject { injector: &injector, facts: &Facts::default(), elsewhere: None };
    let one = deployment(0, 0);
    let parsed = parse();
    let render = || kube_inject.render_first(&one, &parsed, "sidecar").expect("the template runs");
    figure(
        "read a Deployment and execute the sidecar template",
        None,
        median(500, || drop(black_box(render()))),
    );

    let inject = |manifest: &str| {
        let documents = documents(manifest).expect("documents");
        let room = Room::of(manifest.len());
        for (i, document) in documents.iter().enumerate() {
            black_box(kube_inject.inject(document, i + 1, &room).expect("injected"));
        }
    };
    let small = median(500, || inject(&one));
    figure("inject a Deployment, YAML to YAML", Some(one.len()), small);
    for kilobytes in [4, 16, 64] {
        let manifest = deployment(0, kilobytes * 1024);
        figure(
            &format!("inject a Deployment of {kilobytes} KiB"),
            Some(manifest.len()),
            median(100, || inject(&manifest)),
        );
    }
}

fn programs(setup: &Setup) {
    let ours = env!("CARGO_BIN_EXE_outrigger");
    let peer = std::env::var("PEER_ISTIOCTL").ok();
    let one = setup.manifest("one.yaml", &deployment(0, 0));
    let mut many = String::new();
    for i in 0..2000 {
        let _ = writeln!(many, "{}---", deployment(i, 0));
    }
    let many = setup.manifest("many.yaml", &many);
    for (what, manifest, runs) in [("one Deployment", &one, 30), ("2,000 Deployments", &many, 5)] {
        let mine = run(ours, setup, manifest, &[], runs);
        println!("outrigger kube-inject, {what}: {}", show(&mine));
        if let Some(peer) = &peer {
            let theirs = run(peer, setup, manifest, &["--revision", "default"], runs.min(5));
            let ratio = theirs.wall.as_secs_f64() / mine.wall.as_secs_f64();
            println!("istioctl kube-inject, {what}: {} ({ratio:.1} times ours)", show(&theirs));
        }
    }
    if peer.is_none() {
        println!("PEER_ISTIOCTL names no istioctl: nothing to compare with");
    }
}

/// What a program took.
struct Taken {
    wall: Duration,
    peak_kib: Option<u64>,
}

fn show(taken: &Taken) -> String {
    let memory =
        taken.peak_kib.map_or_else(String::new, |k| format!(", {:.1} MB resident", k as f64 / 1024.0));
    format!("{:.1} ms wall{memory}", taken.wall.as_secs_f64() * 1e3)
}

fn run(program: &str, setup: &Setup, manifest: &Path, extra: &[&str], runs: usize) -> Taken {
    let command = || {
        let mut command = Command::new(program);
        command.arg("kube-inject").arg("-f").arg(manifest).args(setup.arguments()).args(extra);
        command.env("KUBECONFIG", "/nonexistent").stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let wall = median(runs, || {
        assert!(command().status().expect("the program starts").success(), "{program} failed")
    });
    Taken { wall, peak_kib: peak(&command()) }
}

/// The largest resident size of a run, from GNU time where it is installed.
fn peak(command: &Command) -> Option<u64> {
    let mut timed = Command::new("/usr/bin/time");
    timed.args(["-f", "%M"]).arg(command.get_program()).args(command.get_args());
    timed.env("KUBECONFIG", "/nonexistent").stdout(Stdio::null()).stderr(Stdio::piped());
    let output = timed.output().ok()?;
    String::from_utf8_lossy(&output.stderr).lines().last()?.trim().parse().ok()
}

fn median(runs: usize, mut body: impl FnMut()) -> Duration {
    body();
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            body();
            start.elapsed()
        })
        .collect();
    times.sort();
    times.get(runs / 2).copied().unwrap_or_default()
}

fn figure(what: &str, bytes: Option<usize>, time: Duration) {
    let size = bytes.map_or_else(String::new, |b| format!(" ({b} bytes)"));
    println!("{what}{size}: {:.4} ms", time.as_secs_f64() * 1e3);
}

/// A Deployment whose environment takes about `padding` bytes.
fn deployment(i: usize, padding: usize) -> String {
    let mut env = String::new();
    while env.len() < padding {
        let n = env.len();
        let _ = write!(
            env,
            "        - name: SETTING_{n}\n          value: \"some text of an ordinary length, {n}\"\n"
        );
    }
    let env = if env.is_empty() { String::new() } else { format!("        env:\n{env}") };
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web-{i}\n  namespace: shop\nspec:\n  replicas: 3\n  \
         selector:\n    matchLabels:\n      app: web-{i}\n  template:\n    metadata:\n      labels:\n        app: web-{i}\n        \
         version: v1\n    spec:\n      containers:\n      - name: web\n        image: registry.example/web:{i}\n        \
         ports:\n        - containerPort: 8080\n          name: http\n        resources:\n          requests:\n            \
         cpu: 100m\n            memory: 64Mi\n        readinessProbe:\n          httpGet:\n            path: /ready\n            \
         port: http\n{env}"
    )
}
