//! Taking rules and routes away, and looking at what would go.

use crate::harness::namespace::Namespace;
use crate::harness::program::{BACKENDS, Backend, Run, is_ours};
use crate::harness::state::{change, state};
use crate::harness::tools;
use crate::harness::world::{Family, Stack, World};

/// With a mark and a table that nobody would guess.
const OWN_MARK: &str = "-m TPROXY -t 42 -r 99 -u 1337 -g 1337 -b * -i * -c eth9 --ipv6=true";
const USUAL: &str = "-m TPROXY -u 1337 -g 1337 -b * -i * --ipv6=true";

fn run(flags: &str) -> Run {
    Run::new(flags, Family::V4)
}

fn printed(pod: &Namespace, run: &Run) -> String {
    let output = run.output(pod);
    assert!(output.status.success(), "{run:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_cleanup_takes_everything_whatever_is_repeated() {
    if !tools::ready() || !is_ours() {
        return;
    }
    for backend in BACKENDS {
        for (first, then) in [
            (OWN_MARK, "clean"),
            (OWN_MARK, "--cleanup-only"),
            (OWN_MARK, "-m TPROXY -t 7 -r 8 --ipv6=false --cleanup-only"),
            (USUAL, "clean"),
            (USUAL, "-u 1337 -i * --ipv6=false --cleanup-only"),
        ] {
            let world = World::bare(Stack::Dual);
            // Somebody else's way of marked packets, which looks like ours.
            world.pod.ip("rule add fwmark 1 lookup 100\nroute add local default dev lo table 100\n");
            let before = state(&world.pod);
            run(first).flag(backend.flag()).succeed(&world.pod);
            let rules = state(&world.pod);
            let cleanup = run(then);
            let told = printed(&world.pod, &cleanup.clone().flag("--dry-run"));
            let gone = if backend == Backend::NativeNft {
                "delete table inet istio-proxy-mangle"
            } else {
                "-X ISTIO_TPROXY"
            };
            let (mark, table) = if first == OWN_MARK { (42, 99) } else { (1337, 133) };
            for line in [
                gone.to_owned(),
                format!("# ip -4 rule delete fwmark {mark} lookup {table}"),
                format!("# ip -6 route delete local default dev lo table {table}"),
                "# ip -6 address delete ::6/128 dev lo".to_owned(),
            ] {
                assert!(
                    told.lines().any(|told| told == line),
                    "{backend:?}, {first}, {then}: {line}\n{told}"
                );
            }
            assert!(!told.contains("lookup 100") && !told.contains("-A "), "{told}");
            assert_eq!(change(&rules, &state(&world.pod)), "", "{backend:?}: a dry run changes nothing");
            for _ in 0..2 {
                // Without a word on the backend: it is found.
                cleanup.succeed(&world.pod);
                assert_eq!(change(&before, &state(&world.pod)), "", "{backend:?}, {first}, {then}");
            }
            assert_eq!(printed(&world.pod, &cleanup.flag("--dry-run")), "", "nothing is left");
        }
    }
}
