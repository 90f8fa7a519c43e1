//! What the operator of an injector should know, its codes and its sentences.

use std::fmt;

use gotext::UnknownField;

use crate::Version;
use crate::decide::Reason;

/// Something that the operator of an injector should know. Codes are stable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadNote {
    /// A template reads a field that its data does not have.
    UnknownField {
        /// The template's name in the config.
        template: String,
        /// Where, and of what.
        field: UnknownField,
        /// The version that the template is read as.
        version: Version,
        /// The first release whose templates see the field, for a field of the data itself.
        first: Option<Version>,
    },
    /// There are more of these.
    MoreUnknownFields {
        /// How many.
        count: usize,
    },
    /// The policy or a selector says nothing that can be used, which holds for each pod.
    Rule(Reason),
    /// Nothing tells the release, and a default of the proxy config that the templates read depends on it.
    DefaultUnknown {
        /// The field's name in JSON.
        name: String,
        /// The release that was taken.
        taken: Version,
        /// The first and the last release that fit as well and have another default.
        others: (Version, Version),
    },
}

impl LoadNote {
    /// The stable code, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            LoadNote::UnknownField { .. } | LoadNote::MoreUnknownFields { .. } => "unknown-field",
            LoadNote::Rule(reason) => reason.code(),
            LoadNote::DefaultUnknown { .. } => "release-unknown",
        }
    }
}

impl fmt::Display for LoadNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoadNote::UnknownField { template, field, version, first } => {
                let UnknownField { line, expression, field, of } = field;
                write!(
                    f,
                    "template `{template}`, line {line}: `{expression}` reads the field `{field}`, which {of} does not have in \
                     Istio {version}; pods for which this line is executed are refused; "
                )?;
                match first {
                    Some(first) => {
                        write!(f, "the field came with Istio {first}, and --compat names another release")
                    }
                    None => write!(
                        f,
                        "outrigger knows the releases {} to {}: use one that knows the template's, or take the field out",
                        Version::OLDEST,
                        Version::LATEST
                    ),
                }
            }
            LoadNote::MoreUnknownFields { count } => {
                write!(f, "the templates read {count} more fields that their data does not have")
            }
            LoadNote::Rule(reason @ Reason::PolicyUnknown(_)) => {
                write!(f, "no pod is injected: {reason}")
            }
            LoadNote::Rule(reason) => reason.fmt(f),
            LoadNote::DefaultUnknown { name, taken, others: (first, last) } => {
                let span =
                    if first == last { format!("{first} fits") } else { format!("{first} to {last} fit") };
                write!(
                    f,
                    "nothing tells the release of the configuration, and the default of `{name}`, which the templates read, \
                     differs: it is answered like Istio {taken}, and Istio {span} as well; --compat names the release"
                )
            }
        }
    }
}
