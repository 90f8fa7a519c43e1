//! One decision: the webhook's engine, `explain`, `outdated`, `render`, `inject` and `kube-inject` agree about every pod: whether it is
//! injected, for which reason, and what becomes of it. The pods are those of recorded cases, and 10,000 generated ones.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "agreement/generated.rs"]
mod generated;
#[path = "agreement/recorded.rs"]
mod recorded;
#[path = "agreement/surfaces.rs"]
mod surfaces;
#[path = "../../diagnosis/tests/support/webhooks.rs"]
mod webhooks;

use std::thread;

use self::surfaces::Counted;

/// Generated pods of each variant of the configuration.
const OF_EACH: u64 = 2000;

#[test]
fn all_surfaces_agree_on_generated_pods() {
    let counted: Vec<Counted> = thread::scope(|scope| {
        let running: Vec<_> = generated::VARIANTS
            .iter()
            .map(|variant| scope.spawn(|| generated::compare(variant, OF_EACH)))
            .collect();
        running.into_iter().map(|thread| thread.join().expect("the surfaces agree")).collect()
    });
    let all = counted.iter().fold(Counted::default(), Counted::and);
    assert_eq!(all.asked, 10_000);
    // Pods of all sorts are among them, and each surface has had its say.
    for (what, count) in [
        ("injected", all.injected),
        ("left alone", all.left_alone),
        ("not asked about", all.not_asked),
        ("refused", all.refused),
        ("rendered", all.rendered),
        ("by kube-inject", all.kube_injected),
    ] {
        assert!(count > 150, "only {count} pods are {what}: {all:?}");
    }
}

#[test]
fn all_surfaces_agree_on_recorded_pods() {
    let counted = recorded::compare();
    assert!(counted.asked > 60 && counted.injected > 40 && counted.kube_injected > 20, "{counted:?}");
    assert!(counted.edited > 40, "by inject, with what render shows of it: {counted:?}");
}
