//! A wish to end: it is heeded before a change or after it, and not in its middle.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag::{register_conditional_default, register_usize};

/// Signals that wait while a change is under way.
#[derive(Debug, Default)]
pub struct Stop {
    /// The number of the last signal; zero for none.
    signal: Arc<AtomicUsize>,
    /// Whether signals end the process again.
    at_once: Arc<AtomicBool>,
}

impl Stop {
    /// Lets signals wait until this is gone. Where the kernel does not let it they end the process as before.
    #[must_use]
    pub fn heed() -> Self {
        let stop = Self::default();
        for (signal, number) in [(SIGHUP, 1), (SIGINT, 2), (SIGTERM, 15)] {
            // Without the first, the second would leave nobody to end the process.
            if register_conditional_default(signal, Arc::clone(&stop.at_once)).is_ok() {
                _ = register_usize(signal, Arc::clone(&stop.signal), number);
            }
        }
        stop
    }

    /// The number of the signal that came, if one did.
    #[must_use]
    pub fn asked(&self) -> Option<u8> {
        u8::try_from(self.signal.load(Ordering::SeqCst)).ok().filter(|number| *number > 0)
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        self.at_once.store(true, Ordering::SeqCst);
    }
}
