//! Watching an execution: for those who execute a template on data that is not all known, and stand in where the
//! template reads what they do not know.

use std::fmt;

use crate::fault::Fault;
use crate::value::Value;

/// Is asked wherever an execution looks into a value. Each method may refuse what it cannot answer for: the execution
/// then fails at that place.
pub trait Observer: fmt::Debug {
    /// What a function or method gives for these arguments; `None` where its own body is to run.
    ///
    /// # Errors
    /// It looks at what is not known.
    fn call<'a>(&self, name: &str, args: &[Value<'a>]) -> Result<Option<Value<'a>>, Fault>;

    /// What a field, a method without arguments, or an entry is; `None` where that of the value is to be taken.
    ///
    /// # Errors
    /// It is not known.
    fn field<'a>(&self, of: &Value<'a>, name: &str) -> Result<Option<Value<'a>>, Fault>;

    /// Whether a value counts as true.
    ///
    /// # Errors
    /// It is not known.
    fn truth(&self, value: &Value<'_>) -> Result<bool, Fault>;

    /// Hears of a value that is printed or ranged over.
    ///
    /// # Errors
    /// It is not known as a whole.
    fn whole(&self, value: &Value<'_>) -> Result<(), Fault>;
}
