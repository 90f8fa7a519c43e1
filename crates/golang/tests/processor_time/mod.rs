//! Shared by the tests that bound what an input costs. Time on the wall depends on what else runs on the machine.

use std::time::Duration;

/// Processor time of this thread; none where the kernel does not say.
#[allow(clippy::disallowed_methods, reason = "the kernel says it in a file")]
pub fn processor_time() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(text.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or_default())
}
