//! What one execution may cost at most: steps, output, nesting and memory.

use std::cell::Cell;

use crate::functions::Fault;

/// The limits of one execution. The defaults are far above what a template for people's use needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Nodes evaluated and rounds of `range`. Default 1,000,000.
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
    steps: Cell<u64>,
    memory: Cell<usize>,
}

impl Meter {
    /// A full meter.
    pub fn new(budget: &Budget) -> Meter {
        Meter { steps: Cell::new(budget.steps), memory: Cell::new(budget.memory) }
    }

    /// Takes `count` steps; errors when none are left.
    pub fn step(&self, count: u64) -> Result<(), Fault> {
        let left = self.steps.get().checked_sub(count).ok_or(Fault::Steps)?;
        self.steps.set(left);
        Ok(())
    }

    /// Takes `bytes` of memory **before** they are made; errors when the budget does not hold them.
    pub fn charge(&self, bytes: usize) -> Result<(), Fault> {
        let left = self.memory.get().checked_sub(bytes).ok_or(Fault::Memory)?;
        self.memory.set(left);
        Ok(())
    }
}
