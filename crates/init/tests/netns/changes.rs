//! Runs one after another in the same pod: what packets do follows the last.

use crate::harness::packets::differences;
use crate::harness::program::{BACKENDS, Run, is_ours};
use crate::harness::tools;
use crate::harness::world::{Family, World};

const EVERYTHING: &str = "-u 1337 -g 1337 -b * -i *";
const ALL_TAKEN: &str = "
    app -> far:80 => outbound
    app -> other:80 => outbound
    proxy -> far:80 => direct
    peer -> pod:8080 => inbound
";
const NONE_TAKEN: &str = "
    app -> far:80 => direct
    peer -> pod:8080 => direct
    app -> pod:8080 => direct
";

/// The flags of each run, and where calls end after it.
const STEPS: &[(&str, &str)] = &[
    (EVERYTHING, ALL_TAKEN),
    // Nothing to do.
    (EVERYTHING, ALL_TAKEN),
    (
        "-u 1337 -g 1337 -b 9090 -i {far-net} --reconcile",
        "
        app -> far:80 => outbound
        app -> other:80 => direct
        peer -> pod:8080 => direct
        peer -> pod:9090 => inbound
        ",
    ),
    ("-u 1337 -g 1337 -b * -i * --reconcile", ALL_TAKEN),
    ("-u 1337 -g 1337 -b * -i * --cleanup-only", NONE_TAKEN),
    // Nothing to clean.
    ("-u 1337 -g 1337 -b * -i * --cleanup-only", NONE_TAKEN),
    (EVERYTHING, ALL_TAKEN),
];

#[test]
fn packets_follow_the_last_run() {
    if !tools::ready() {
        return;
    }
    for backend in BACKENDS {
        for family in [Family::V4, Family::V6] {
            let world = World::new(family.stack());
            for (number, (flags, calls)) in STEPS.iter().enumerate() {
                Run::new(flags, family).flag(backend.flag()).succeed(&world.pod);
                let wrong = differences(&world, family, calls);
                assert!(wrong.is_empty(), "{backend:?}, {family:?}, step {number}:\n{}", wrong.join("\n"));
            }
        }
    }
}

/// The rules hold for another network namespace than the program's own, if it is asked to go there.
#[test]
fn another_namespace_gets_the_rules() {
    // Istio's own leaves that to whoever starts it.
    if !tools::ready() || !is_ours() {
        return;
    }
    for backend in BACKENDS {
        let world = World::new(Family::V4.stack());
        let run = Run::new(EVERYTHING, Family::V4).flag(backend.flag());
        let run = run.flag(&format!("--network-namespace={}", world.pod.path()));
        run.succeed(&world.peer);
        let wrong = differences(&world, Family::V4, ALL_TAKEN);
        assert!(wrong.is_empty(), "{backend:?}:\n{}", wrong.join("\n"));
    }
}
