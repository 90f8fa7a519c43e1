//! What one execution may cost at most: steps, output, nesting and memory.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use crate::fault::Fault;

/// Bytes that may be read, written or moved for one step.
pub const BYTES_PER_STEP: usize = 64;

/// The limits of one execution. The defaults are far above what a template for people's use needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// What may be done: a step is an operand, a round of `range`, a value printed or compared, or [`BYTES_PER_STEP`]
    /// bytes of text or lists that a function reads, writes or moves; slow functions count bytes several times. Default
    /// 1,000,000, which no machine of today takes a second for.
    pub steps: u64,
    /// Bytes of output. Default 16 MiB.
    pub output: usize,
    /// Bytes that functions may make in all (`repeat`, `until`, `printf` widths). Default 64 MiB.
    pub memory: usize,
    /// How deep `template` calls, blocks and parentheses may nest while executing. Default 200.
    pub depth: usize,
}

impl Budget {
    /// `depth` never counts for more than this, as the stack has an end too.
    pub const DEEPEST: usize = 400;
}

impl Default for Budget {
    fn default() -> Budget {
        Budget { steps: 1_000_000, output: 16 << 20, memory: 64 << 20, depth: 200 }
    }
}

/// What is left of a [`Budget`] during one execution.
#[derive(Debug)]
pub struct Meter {
    /// The steps that are left, in bytes.
    work: Cell<u64>,
    memory: Cell<usize>,
    /// What functions keep from one call to the next, by a text of theirs.
    kept: RefCell<HashMap<Box<str>, Rc<dyn Any>>>,
}

impl Meter {
    /// A full meter.
    pub fn new(budget: &Budget) -> Meter {
        let work = budget.steps.saturating_mul(BYTES_PER_STEP as u64);
        Meter { work: Cell::new(work), memory: Cell::new(budget.memory), kept: RefCell::default() }
    }

    /// Takes `count` steps; errors when none are left.
    pub fn step(&self, count: u64) -> Result<(), Fault> {
        self.work(count.saturating_mul(BYTES_PER_STEP as u64))
    }

    /// Takes the steps for reading or moving `bytes` **before** that is done; errors when too few are left.
    pub fn read(&self, bytes: usize) -> Result<(), Fault> {
        self.work(u64::try_from(bytes).unwrap_or(u64::MAX))
    }

    /// Takes `bytes` of memory, and the steps for writing them, **before** they are made; errors when the budget does not
    /// hold them.
    pub fn charge(&self, bytes: usize) -> Result<(), Fault> {
        let left = self.memory.get().checked_sub(bytes).ok_or(Fault::Memory)?;
        self.memory.set(left);
        self.read(bytes)
    }

    /// Takes the steps for what was made already, for `bytes` of it; when too few are left, the next one that is asked for
    /// is refused.
    pub(crate) fn owe(&self, bytes: usize) {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        self.work.set(self.work.get().saturating_sub(bytes));
    }

    /// What was made for `key` the first time in this execution. Who makes it pays for it, so that an execution costs the
    /// same whatever others have made before.
    pub(crate) fn kept<T: 'static>(
        &self,
        key: &str,
        make: impl FnOnce() -> Result<T, Fault>,
    ) -> Result<Rc<T>, Fault> {
        let found = self.kept.borrow().get(key).map(Rc::clone);
        if let Some(found) = found.and_then(|found| found.downcast().ok()) {
            return Ok(found);
        }
        let made = Rc::new(make()?);
        self.kept.borrow_mut().insert(key.into(), Rc::clone(&made) as Rc<dyn Any>);
        Ok(made)
    }

    fn work(&self, bytes: u64) -> Result<(), Fault> {
        let left = self.work.get().checked_sub(bytes).ok_or(Fault::Steps)?;
        self.work.set(left);
        Ok(())
    }

    /// Takes the `parts`th part of what is left, for an execution of its own.
    ///
    /// # Errors
    /// Too little is left.
    pub fn share(&self, parts: u64, depth: usize) -> Result<Budget, Fault> {
        let parts = parts.max(1);
        let work = (self.work.get() / parts).max(1);
        let memory = self.memory.get() / usize::try_from(parts).unwrap_or(usize::MAX);
        self.work(work)?;
        self.memory.set(self.memory.get().saturating_sub(memory));
        let steps = work / BYTES_PER_STEP as u64;
        Ok(Budget { steps, output: memory, memory, depth })
    }
}
