//! Why sources give no injector.

use std::borrow::Cow;

use meshconfig::MeshError;
use objects::ObjectsError;
use thiserror::Error;

use super::legacy_flags::FlagError;
use super::set::SetError;
use crate::config::ConfigError;

/// Sources give no injector.
#[derive(Debug, Error)]
pub enum ResolveError {
    /// An injection config, values, or where they should be cannot be used.
    #[error("{error}")]
    Config {
        /// The file or object.
        place: String,
        /// Why.
        error: Box<ConfigError>,
    },
    /// The values cannot be used after all of them were put together.
    #[error("{0}")]
    Values(Box<ConfigError>),
    /// A text is not YAML.
    #[error("{error}")]
    Yaml {
        /// The file or object.
        place: String,
        /// Why.
        error: kubeyaml::ReadError,
    },
    /// A text is not a stream of objects.
    #[error("{error}")]
    Objects {
        /// The file.
        place: String,
        /// Why.
        error: ObjectsError,
    },
    /// A mesh config cannot be used.
    #[error("{error}")]
    Mesh {
        /// The file or object.
        place: String,
        /// Why.
        error: MeshError,
    },
    /// An operator file cannot be used.
    #[error("{error}")]
    Operator {
        /// The file.
        place: String,
        /// Why.
        error: OperatorError,
    },
    /// A value cannot be set.
    #[error("{0}")]
    Set(SetError),
    /// A flag of old says something impossible.
    #[error("{0}")]
    Flag(FlagError),
    /// The built-in configuration cannot be read, which is a fault of ours.
    #[error("the built-in configuration: {0}")]
    BuiltIn(kubeyaml::ReadError),
}

impl ResolveError {
    /// Where it is wrong: a file or an object, with the line if it is known.
    pub fn place(&self) -> Option<String> {
        match self {
            ResolveError::Config { place, .. }
            | ResolveError::Yaml { place, .. }
            | ResolveError::Mesh { place, .. }
            | ResolveError::Operator { place, .. } => Some(place.clone()),
            ResolveError::Objects { place, error } => Some(format!("{place}, line {}", error.line())),
            ResolveError::Values(_)
            | ResolveError::Set(_)
            | ResolveError::Flag(_)
            | ResolveError::BuiltIn(_) => None,
        }
    }

    /// What to do about it, where that is known.
    pub fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            ResolveError::Config { error, .. } => error.hint(),
            ResolveError::Operator { .. } => {
                Some("it has `kind: IstioOperator`, and its `spec` has `values` and `meshConfig`".into())
            }
            ResolveError::Set(_) => Some("write it as --set global.tag=1.31.0".into()),
            _ => None,
        }
    }
}

/// A file is not that of an IstioOperator.
#[derive(Debug, Error)]
pub enum OperatorError {
    /// There is none in it.
    #[error("there is no IstioOperator in this file")]
    None,
    /// There are several in it.
    #[error("there are {count} IstioOperators in this file")]
    Several {
        /// How many.
        count: usize,
    },
    /// It lacks what is read of it.
    #[error("the IstioOperator has no `spec`")]
    NoSpec,
}
