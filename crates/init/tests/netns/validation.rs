//! `--run-validation`: the program tries the rules with connections of its own.

use std::process::Command;

use crate::harness::program::{self, Backend, Run};
use crate::harness::tools;
use crate::harness::world::{Family, World};

/// The rules do not do what they should.
const INVALID: i32 = 126;
const FLAGS: &str = "-u 1337 -g 1337 -b * -i * --run-validation --skip-rule-apply --probe-timeout=3s";

/// What the validating container ends with, as some user.
fn validates(world: &World, family: Family, backend: Backend, user: &str) -> Option<i32> {
    let mut command = Command::new("setpriv");
    command.args([&format!("--reuid={user}"), &format!("--regid={user}"), "--clear-groups"]);
    command.arg(program::found());
    let run = Run::new(FLAGS, family).flag(backend.flag());
    world.pod.run(&mut run.apply_to(command), "").status.code()
}

fn check(backend: Backend) {
    if !tools::ready() {
        return;
    }
    std::thread::scope(|scope| {
        for family in [Family::V4, Family::V6] {
            scope.spawn(move || {
                let world = World::bare(family.stack());
                assert_eq!(validates(&world, family, backend, "1337"), Some(INVALID), "without rules");
                let run = Run::new("-u 1337 -g 1337 -b * -i *", family).flag(backend.flag());
                run.succeed(&world.pod);
                assert_eq!(validates(&world, family, backend, "1337"), Some(0), "{family:?}");
                // The rules send only the proxy's own back.
                assert_eq!(validates(&world, family, backend, "1000"), Some(INVALID), "{family:?}");
            });
        }
    });
}

crate::on_each_backend!(check);
