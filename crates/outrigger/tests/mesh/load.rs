//! Calls that go on while something else happens.

use std::io::Error;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};

use crate::application::{Outcome, call, connect};
use crate::harness::call::{Call, End};
use crate::harness::namespace::{APP, Namespace};
use crate::lab::{Pod, until};

/// How calls are made.
#[derive(Clone, Copy, Debug)]
pub enum How {
    /// HTTP, each call on a connection of its own.
    Each,
    /// HTTP on a connection that is kept until the other end wants no more of it.
    Kept,
    /// TCP where the server speaks first: each call is a connection from end to end.
    Tcp,
}

/// Calls that go on until they are stopped.
pub struct Load {
    is_over: Arc<AtomicBool>,
    done: Arc<AtomicUsize>,
    failed: Arc<Mutex<Vec<String>>>,
    caller: JoinHandle<()>,
}

impl Load {
    pub fn start(pod: &Pod, to: &str, how: How) -> Load {
        let (namespace, to) = (Arc::clone(&pod.namespace), to.parse::<SocketAddr>().unwrap());
        let (is_over, done) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let failed = Arc::new(Mutex::new(Vec::new()));
        let (over, count, failures) = (Arc::clone(&is_over), Arc::clone(&done), Arc::clone(&failed));
        let caller = thread::spawn(move || {
            let mut caller = caller(namespace, to, how);
            while !over.load(Ordering::Relaxed) {
                if let Err(why) = caller() {
                    failures.lock().unwrap().push(format!("call {}: {why}", count.load(Ordering::Relaxed)));
                }
                count.fetch_add(1, Ordering::Relaxed);
            }
        });
        let load = Load { is_over, done, failed, caller };
        load.goes_on();
        load
    }

    /// Waits until some more calls are made.
    pub fn goes_on(&self) {
        let before = self.done.load(Ordering::Relaxed);
        until("more calls are made", || self.done.load(Ordering::Relaxed) >= before + 20);
    }

    /// Ends it: no call failed.
    pub fn stop(self, what: &str) {
        self.is_over.store(true, Ordering::Relaxed);
        self.caller.join().unwrap();
        let (failed, done) = (self.failed.lock().unwrap(), self.done.load(Ordering::Relaxed));
        assert!(failed.is_empty(), "{what}: {} of {done} calls failed: {failed:#?}", failed.len());
        println!("{what}: {done} of {done} calls ok");
    }
}

type Caller = Box<dyn FnMut() -> Result<(), String>>;

fn caller(namespace: Arc<Namespace>, to: SocketAddr, how: How) -> Caller {
    let checked = |outcome: Outcome| if outcome.is_ok() { Ok(()) } else { Err(format!("{outcome:?}")) };
    match how {
        How::Each => Box::new(move || checked(call(&namespace, to, "/headers"))),
        How::Kept => {
            let mut kept = None;
            Box::new(move || {
                let failed = |error: Error| error.to_string();
                let mut connection = match kept.take() {
                    Some(connection) => connection,
                    None => connect(&namespace, to).map_err(failed)?,
                };
                let outcome = connection.ask("/headers").map_err(failed)?;
                kept = Some(connection).filter(|connection| !connection.is_over);
                checked(outcome)
            })
        }
        How::Tcp => Box::new(move || match Call::new(APP, to).make(&namespace) {
            End::Arrived(..) => Ok(()),
            end => Err(end.to_string()),
        }),
    }
}
