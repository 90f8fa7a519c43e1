//! What a change needs to know.

use capture::Plan;

use crate::applying::Applying;
use crate::error::Error;
use crate::host::Privilege;
use crate::kernel::Kernel;
use crate::programs::Programs;

/// What a change needs to know.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    /// The programs of this machine.
    pub programs: &'a dyn Programs,
    /// Its kernel.
    pub kernel: &'a dyn Kernel,
    /// What is planned.
    pub plan: &'a Plan,
    /// How it is applied.
    pub applying: &'a Applying,
}

/// Whether this thread may look at rules, and change them.
///
/// # Errors
/// When it may not.
pub fn allowed(kernel: &dyn Kernel) -> Result<(), Error> {
    match kernel.missing(&[Privilege::NetAdmin])[..] {
        [privilege, ..] => Err(Error::NoPrivilege { privilege }),
        [] => Ok(()),
    }
}
