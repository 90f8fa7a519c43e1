//! A container that is killed in the middle of its work, with all that runs in it, and is started again.

use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::harness::namespace::{Namespace, ROOT};
use crate::harness::program::{BACKENDS, Run, found, is_ours};
use crate::harness::state::{change, state};
use crate::harness::tools;
use crate::harness::world::{Family, Stack, World};

/// Three tables for both families, and routes.
const FLAGS: &str = "-m TPROXY -u 1337 -g 1337 -b * -d 15090 -i * -c eth9 --drop-invalid --redirect-dns --capture-all-dns \
                     --ipv6=true";
const BEFORE: &str = "-u 1337 -g 1337 -b 8080 -i 10.0.0.0/8 -c eth8 --ipv6=true";

/// Runs in processes of its own, whose first takes the others along.
fn killed_after(pod: &Namespace, run: &Run, moment: Duration) {
    let mut command = Command::new("unshare");
    command.args(["--pid", "--fork", "--kill-child=KILL"]).arg(found());
    let mut command = run.apply_to(command);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = pod.inside(ROOT, || command.spawn().unwrap());
    thread::sleep(moment);
    child.kill().unwrap();
    child.wait().unwrap();
}

fn sorted(pod: &Namespace) -> Vec<String> {
    let mut lines = state(pod);
    lines.sort();
    lines
}

#[test]
fn the_next_run_finishes_what_a_killed_one_began() {
    if !tools::ready() || !is_ours() {
        return;
    }
    for backend in BACKENDS {
        for (before, more) in [(None, ""), (Some(BEFORE), "--reconcile")] {
            let run = |flags: &str| Run::new(flags, Family::V4).flag(backend.flag());
            let wanted = run(&format!("{FLAGS} {more}"));
            let pod = || {
                let world = World::bare(Stack::Dual);
                before.iter().for_each(|flags| _ = run(flags).succeed(&world.pod));
                world
            };
            let whole = pod();
            let untouched = sorted(&whole.pod);
            wanted.succeed(&whole.pod);
            let whole = sorted(&whole.pod);
            let mut halves = 0;
            for round in 0..8 {
                let world = pod();
                killed_after(&world.pod, &wanted, Duration::from_micros(1_500 + round * 3_900));
                let left = sorted(&world.pod);
                halves += usize::from(left != whole && left != untouched);
                wanted.succeed(&world.pod);
                let end = sorted(&world.pod);
                assert!(end == whole, "{backend:?} {more}: {}", change(&whole, &end));
            }
            println!("{backend:?} {more}: {halves} of 8 were killed in the middle");
        }
    }
}
