//! Interrupts, which wait until the file that is being written is whole.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// The exit status of a program that an interrupt ends.
const INTERRUPTED: i32 = 130;

/// Whether the run is to end.
#[derive(Debug)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Takes SIGINT and SIGTERM from now on. A second one ends the program at once. Where they cannot be taken, they end it
    /// as ever.
    pub fn watch() -> Interrupt {
        let came = Arc::new(AtomicBool::new(false));
        for kind in [SIGINT, SIGTERM] {
            // In this order: the first one finds that none came before.
            let _ = flag::register_conditional_shutdown(kind, INTERRUPTED, Arc::clone(&came));
            let _ = flag::register(kind, Arc::clone(&came));
        }
        Interrupt(came)
    }

    /// Whether one came.
    pub fn came(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
