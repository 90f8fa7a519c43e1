//! Runs at once in the same pod, some of them killed: at the end there are the whole rules of one of them, or what was
//! there before.
//!
//! `ROUNDS=100` in the environment tries each way of it as often; `--nocapture` shows how many ends were wrong.

use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::harness::namespace::{Namespace, ROOT};
use crate::harness::program::{BACKENDS, Backend, Run, is_ours};
use crate::harness::state::{change, state};
use crate::harness::tools;
use crate::harness::world::{Family, Stack, World};

const TPROXY: &str =
    "-m TPROXY -u 1337 -g 1337 -b * -d 15090 -i * -c eth9 --drop-invalid --redirect-dns --capture-all-dns";
const PLAIN: &str = "-u 1337 -g 1337 -b * -i *";
const NARROW: &str = "-u 1337 -g 1337 -b 8080 -i 10.0.0.0/8";

/// A way of running at once.
#[derive(Debug, Clone, Copy)]
struct Way {
    /// What was there before, if anything was.
    before: Option<&'static str>,
    /// The flags, which the runs take in turn.
    flags: &'static [&'static str],
    /// What all of them have besides.
    more: &'static str,
    /// Whether each run has to end well that is not killed.
    all_succeed: bool,
    /// How many of the runs are killed.
    kill: fn(runs: usize) -> usize,
}

const NONE: fn(usize) -> usize = |_| 0;
const HALF: fn(usize) -> usize = |runs| runs.div_ceil(2);
const ALL: fn(usize) -> usize = |runs| runs;

/// Eight ways, each with two, four and eight runs.
const WAYS: [(&str, Way); 8] = [
    ("equal", Way { before: None, flags: &[TPROXY], more: "", all_succeed: true, kill: NONE }),
    ("different", Way { before: None, flags: &[TPROXY, PLAIN], more: "", all_succeed: false, kill: NONE }),
    (
        "equal, --reconcile",
        Way { before: Some(NARROW), flags: &[TPROXY], more: "--reconcile", all_succeed: true, kill: NONE },
    ),
    (
        "different, --reconcile",
        Way {
            before: Some(NARROW),
            flags: &[TPROXY, PLAIN],
            more: "--reconcile",
            all_succeed: true,
            kill: NONE,
        },
    ),
    ("equal, half killed", Way { before: None, flags: &[TPROXY], more: "", all_succeed: true, kill: HALF }),
    (
        "different, all killed",
        Way { before: None, flags: &[PLAIN, TPROXY], more: "", all_succeed: false, kill: ALL },
    ),
    (
        "different, --reconcile, half killed",
        Way {
            before: Some(NARROW),
            flags: &[TPROXY, PLAIN],
            more: "--reconcile",
            all_succeed: true,
            kill: HALF,
        },
    ),
    (
        "different, --reconcile, all killed",
        Way {
            before: Some(TPROXY),
            flags: &[PLAIN, NARROW],
            more: "--reconcile",
            all_succeed: true,
            kill: ALL,
        },
    ),
];

fn rounds() -> usize {
    std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(2)
}

fn run(backend: Backend, ipv6: bool, flags: &str) -> Run {
    let run = Run::new(flags, Family::V4).flag(backend.flag());
    run.flag(if ipv6 { "--ipv6=true" } else { "--ipv6=false" })
}

/// A pod with what was there before.
fn pod(backend: Backend, ipv6: bool, way: Way) -> World {
    let world = World::bare(Stack::Dual);
    if let Some(before) = way.before {
        run(backend, ipv6, before).succeed(&world.pod);
    }
    world
}

/// The state without the order of chains, which is that in which tables were first used.
fn sorted(pod: &Namespace) -> Vec<String> {
    let mut lines = state(pod);
    lines.sort();
    lines
}

/// The ends that are right.
fn ends(backend: Backend, ipv6: bool, way: Way) -> Vec<Vec<String>> {
    let of = |flags: Option<&str>| {
        let world = pod(backend, ipv6, way);
        if let Some(flags) = flags {
            run(backend, ipv6, &format!("{flags} {}", way.more)).succeed(&world.pod);
        }
        sorted(&world.pod)
    };
    [None].into_iter().chain(way.flags.iter().map(|flags| Some(*flags))).map(of).collect()
}

fn started(pod: &Namespace, run: &Run) -> Child {
    let mut command = run.command();
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    pod.inside(ROOT, || command.spawn().unwrap())
}

/// Whether an end is a right one. Where a run was killed, routes may be there without the rules that they are for: they
/// do nothing, and the next run takes them away.
fn is_right(end: &[String], right: &[String], killed: bool) -> bool {
    let rules = |lines: &[String]| -> Vec<String> {
        lines.iter().filter(|line| !line.starts_with("ip: ")).cloned().collect()
    };
    end == right || (killed && rules(end) == rules(right) && right.iter().all(|line| end.contains(line)))
}

/// Runs at once; what was wrong, if anything was.
fn wrong(
    backend: Backend,
    ipv6: bool,
    way: Way,
    runs: usize,
    round: usize,
    ends: &[Vec<String>],
) -> Option<String> {
    let world = pod(backend, ipv6, way);
    let flags = way.flags.iter().cycle().take(runs);
    let one = |flags: &&str| run(backend, ipv6, &format!("{flags} {}", way.more));
    let mut children: Vec<Child> = flags.map(|flags| started(&world.pod, &one(flags))).collect();
    let killed = (way.kill)(runs);
    // Moments spread over the time that runs take.
    for (number, child) in children.iter_mut().take(killed).enumerate() {
        let moment = (round * 7919 + number * 104_729) % 23_000;
        thread::sleep(Duration::from_micros(moment as u64 / killed as u64 + 300));
        child.kill().unwrap();
    }
    let outputs: Vec<_> = children.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    let said = || {
        outputs
            .iter()
            .map(|o| format!("{}: {}\n", o.status, String::from_utf8_lossy(&o.stderr)))
            .collect::<String>()
    };
    let free = outputs.get(killed..).unwrap_or_default();
    let successes = free.iter().filter(|output| output.status.success()).count();
    if successes < if way.all_succeed { free.len() } else { free.len().min(1) } {
        return Some(format!("{successes} of {} runs ended well:\n{}", free.len(), said()));
    }
    // A program that a killed run had started may go on.
    let mut end = sorted(&world.pod);
    for _ in 0..3 {
        let ends_from = if killed < runs { 1 } else { 0 };
        if ends[ends_from..].iter().any(|right| is_right(&end, right, killed > 0)) {
            return None;
        }
        thread::sleep(Duration::from_millis(150));
        end = sorted(&world.pod);
    }
    let nearest = ends.iter().map(|right| change(right, &end)).min_by_key(String::len);
    Some(format!(
        "no right end, the nearest:\n{}\n{}",
        nearest.unwrap_or_default(),
        if std::env::var_os("SAID").is_some() { said() } else { String::new() }
    ))
}

fn all_ways(backend: Backend, ipv6: bool) {
    if !tools::ready() {
        return;
    }
    let mut all = Vec::new();
    for (name, way) in WAYS {
        let ends = ends(backend, ipv6, way);
        for runs in [2, 4, 8] {
            let tries = (0..rounds()).filter_map(|round| wrong(backend, ipv6, way, runs, round, &ends));
            let found: Vec<String> = tries.collect();
            println!(
                "{backend:?}, IPv6 {ipv6}: {name}, {runs} runs: {} wrong ends of {}",
                found.len(),
                rounds()
            );
            all.extend(found.into_iter().map(|text| format!("{backend:?}: {name}, {runs} runs: {text}")));
        }
    }
    assert!(all.is_empty(), "{} wrong ends\n{}", all.len(), all[..all.len().min(5)].join("\n"));
}

/// A signal ends a run before its change or after it, for both families of addresses.
#[test]
fn a_signal_waits_for_the_end_of_a_change() {
    if !tools::ready() || !is_ours() {
        return;
    }
    for backend in BACKENDS {
        let way = Way { flags: &[TPROXY], ..WAYS[2].1 };
        let ends = ends(backend, true, way);
        let mut codes = std::collections::BTreeSet::new();
        for round in 0..rounds() * 6 {
            let world = pod(backend, true, way);
            let child = started(&world.pod, &run(backend, true, &format!("{TPROXY} --reconcile")));
            thread::sleep(Duration::from_micros((round as u64 * 1_777) % 12_000));
            let signal = [Signal::TERM, Signal::INT, Signal::HUP][round % 3];
            kill_process(Pid::from_child(&child), signal).unwrap();
            let output = child.wait_with_output().unwrap();
            codes.insert(format!("{}", output.status));
            let end = sorted(&world.pod);
            let nearest = || ends.iter().map(|right| change(right, &end)).min_by_key(String::len);
            assert!(ends.contains(&end), "{backend:?}, {signal:?}: {output:?}\n{}", nearest().unwrap());
        }
        println!("{backend:?}: {codes:?}");
    }
}

#[test]
fn of_legacy_iptables_one_is_whole() {
    all_ways(Backend::IptablesLegacy, false);
}

#[test]
fn of_iptables_one_is_whole() {
    all_ways(Backend::IptablesNft, false);
}

#[test]
fn of_nftables_one_is_whole() {
    all_ways(Backend::NativeNft, false);
}
