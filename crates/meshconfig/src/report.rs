//! Several errors as one, in the form that Istio prints them.

use std::fmt;

/// One error or a list of them. A list prints its number and a line each; a single error may stand alone.
///
/// Source: github.com/hashicorp/go-multierror 1.1, ListFormatFunc.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    errors: Vec<String>,
    is_list: bool,
}

impl Report {
    /// The errors.
    pub fn errors(&self) -> &[String] {
        &self.errors
    }

    /// An error that stands alone.
    pub(crate) fn single(error: String) -> Report {
        Report { errors: vec![error], is_list: false }
    }

    /// A list of these errors.
    pub(crate) fn list(errors: Vec<String>) -> Report {
        Report { errors, is_list: true }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// Adds an error; this becomes a list.
    pub(crate) fn push(&mut self, error: impl Into<String>) {
        self.errors.push(error.into());
        self.is_list = true;
    }

    /// Adds an error with a text before it, if there is one; this becomes a list.
    pub(crate) fn push_failed(&mut self, before: &str, result: Result<(), String>) {
        if let Err(error) = result {
            self.push(format!("{before} {error}"));
        }
    }

    /// Adds all errors of a report; this becomes a list.
    pub(crate) fn extend(&mut self, other: Report) {
        if !other.is_empty() {
            self.errors.extend(other.errors);
            self.is_list = true;
        }
    }

    /// Adds all errors of a report with a text before each; this becomes a list.
    pub(crate) fn extend_prefixed(&mut self, before: &str, other: Report) {
        for error in other.errors {
            self.push(format!("{before} {error}"));
        }
    }

    /// Adds a report; where this was empty, the report stays what it is.
    pub(crate) fn join(&mut self, other: Report) {
        if self.is_empty() {
            *self = other;
        } else {
            self.extend(other);
        }
    }

    /// Nothing when there is no error.
    pub(crate) fn into_result(self) -> Result<(), Report> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_list {
            return self.errors.iter().try_for_each(|e| f.write_str(e));
        }
        let plural = if self.errors.len() == 1 { "" } else { "s" };
        write!(f, "{} error{plural} occurred:\n\t", self.errors.len())?;
        for (i, error) in self.errors.iter().enumerate() {
            let before = if i > 0 { "\n\t" } else { "" };
            write!(f, "{before}* {error}")?;
        }
        f.write_str("\n\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_prints_as_a_line_or_as_a_list() {
        let single = Report::single("x".into());
        let mut joined = Report::default();
        joined.join(single.clone());
        assert_eq!(joined.to_string(), "x");
        joined.join(Report::list(vec!["y".into()]));
        assert_eq!(joined.to_string(), "2 errors occurred:\n\t* x\n\t* y\n\n");
        let mut list = Report::default();
        list.extend(single);
        assert_eq!(list.to_string(), "1 error occurred:\n\t* x\n\n");
        let mut before = Report::default();
        before.extend_prefixed("in z:", list);
        assert_eq!(before.to_string(), "1 error occurred:\n\t* in z: x\n\n");
    }
}
