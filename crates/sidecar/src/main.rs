//! The program of the proxy's container, which injected pods call `pilot-agent`.

use std::process::ExitCode;

// The allocator of musl asks the kernel for each handful of pages.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

fn main() -> ExitCode {
    sidecar::main(std::env::args_os().skip(1).collect())
}
