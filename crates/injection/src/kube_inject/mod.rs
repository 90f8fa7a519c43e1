//! `kube-inject`: the documents of a manifest, each answered as `istioctl kube-inject` answers it.

mod document;
mod later_fields;
mod list;
mod misplaced;
mod object;
mod output;
mod room;

use std::fmt;

use kubeyaml::{Document, DocumentError, Value};
use meshconfig::SkipMessage;
use thiserror::Error;

use crate::advice::Advice;
use crate::error::InjectError;
use crate::facts::Facts;
use crate::injector::Injector;
use crate::patch::Operation;
use crate::workload::Identity;

pub use room::Room;

/// Who injects a manifest, and what is known of the cluster that it is for.
#[derive(Clone, Copy, Debug)]
pub struct KubeInject<'a> {
    /// The injector.
    pub injector: &'a Injector,
    /// What is known of the cluster.
    pub facts: &'a Facts,
    /// Who is asked in the injector's place; the injector then only says which Istio is written like.
    pub elsewhere: Option<&'a dyn Elsewhere>,
}

/// An injector that runs somewhere else.
pub trait Elsewhere: fmt::Debug + Sync {
    /// What it answers about a pod that is created in a namespace, which may be empty: a patch, or nothing where it leaves
    /// the pod alone.
    ///
    /// # Errors
    /// It cannot be asked, or refuses the pod; the error says so in a sentence.
    fn patch(&self, pod: &Value, namespace: &str) -> Result<Option<Vec<Operation>>, String>;
}

/// What became of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Injected {
    /// Its new text, `---` included.
    pub text: String,
    /// What its author should know.
    pub warnings: Vec<Warning>,
}

/// Something that the author of a manifest should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// An object was not injected, in the version's words.
    Skipped {
        /// How the version says it.
        form: SkipMessage,
        /// The kind, empty if unknown.
        kind: String,
        /// The name, behind its namespace where the version names that.
        name: String,
        /// Why.
        why: Skipped,
    },
    /// Something in an object does not do what it seems to.
    Advice {
        /// The kind.
        kind: String,
        /// The name.
        name: String,
        /// What it is.
        advice: Advice,
    },
    /// Fields that the object's type does not have, and that the output therefore lacks, as istioctl's does.
    FieldsDropped {
        /// The kind.
        kind: String,
        /// The name.
        name: String,
        /// Their paths.
        fields: Vec<String>,
    },
}

/// Why an object was not injected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skipped {
    /// The pod uses the node's network.
    HostNetwork,
    /// The pod has a proxy already.
    AlreadyInjected,
    /// The pod does not want one.
    Disabled,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Skipped::HostNetwork => "has host networking enabled",
            Skipped::AlreadyInjected => "has injected \"istio-proxy\" sidecar already",
            Skipped::Disabled => "has sidecar injection disabled",
        })
    }
}

impl Warning {
    /// That an object was not injected; `pod_name` is the name of its pod template.
    fn skipped(form: SkipMessage, workload: &Identity, pod_name: &str, why: Skipped) -> Warning {
        let own =
            if pod_name.is_empty() && form != SkipMessage::Template { &*workload.name } else { pod_name };
        let says_kind = matches!(form, SkipMessage::KindWithSlip | SkipMessage::Kind);
        let name = match says_kind && !workload.namespace.is_empty() {
            true => format!("{}/{own}", workload.namespace),
            false => own.to_owned(),
        };
        let kind = if says_kind { workload.kind.clone() } else { String::new() };
        Warning::Skipped { form, kind, name, why }
    }
}

/// How many dropped fields a warning names.
const NAMED: usize = 20;

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::Skipped { form, kind, name, why } => {
                let arrow = match form {
                    SkipMessage::Template | SkipMessage::Name => "",
                    SkipMessage::Arrow | SkipMessage::KindWithSlip | SkipMessage::Kind => "===> ",
                };
                let kind = if kind.is_empty() { String::new() } else { format!("{kind} ") };
                write!(f, "{arrow}Skipping injection because ")?;
                match (why, form) {
                    (Skipped::AlreadyInjected, SkipMessage::KindWithSlip) if !kind.is_empty() => {
                        write!(f, "{kind}{name} \"istio-proxy\" has host networking enabled")
                    }
                    _ => write!(f, "{kind}{name:?} {why}"),
                }
            }
            Warning::Advice { kind, name, advice } => write!(f, "warning: {kind} {name:?}: {advice}"),
            Warning::FieldsDropped { kind, name, fields } => {
                // A manifest may come from anywhere: nothing in it may steer a terminal.
                let named = fields.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
                write!(f, "warning: {kind} {name:?}: dropped unknown fields: {}", named.escape_debug())?;
                match fields.len().saturating_sub(NAMED) {
                    0 => Ok(()),
                    more => write!(f, " and {more} more"),
                }
            }
        }
    }
}

/// A manifest could not be injected.
#[derive(Debug, Error)]
pub enum ManifestError {
    /// It cannot be split into documents.
    #[error("line {line}: {0}", line = .0.line())]
    Split(#[from] DocumentError),
    /// A document is not YAML.
    #[error("document {document}, line {line}: error converting YAML to JSON: {source}")]
    Yaml {
        /// Which document, from 1.
        document: usize,
        /// The line of the fault in the manifest, from 1.
        line: usize,
        /// Why; its own line counts from the start of the document.
        source: kubeyaml::ReadError,
    },
    /// A document could not be injected.
    #[error("document {document} (line {line}), {object}: {source}")]
    Inject {
        /// Which document, from 1.
        document: usize,
        /// Its first line, from 1.
        line: usize,
        /// Kind and name of the object.
        object: String,
        /// Why.
        source: Box<InjectError>,
    },
    /// There is nothing to render for.
    #[error("there is no pod or workload in this manifest")]
    NoWorkload,
}

impl ManifestError {
    /// The template in which it happened.
    pub fn template(&self) -> Option<&str> {
        match self {
            ManifestError::Inject { source, .. } => source.template(),
            _ => None,
        }
    }

    /// What to do about it, where that is known.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            ManifestError::Split(_) => Some("`---` stands alone on its line, but for a comment"),
            ManifestError::Yaml { source, .. } if source.message.contains("cannot start any token") => {
                Some("indent with spaces; YAML allows no tabs there")
            }
            ManifestError::Yaml { source, .. } if source.message.contains("<document start>") => {
                Some("objects are separated by a line `---`, JSON too, or are the items of a List")
            }
            ManifestError::Yaml { source, .. } if source.message.contains("excessive aliasing") => {
                Some("aliases (`*name`) repeat what they stand for; write such a manifest out, or split it")
            }
            ManifestError::Yaml { .. } => None,
            ManifestError::Inject { source, .. } => source.hint(),
            ManifestError::NoWorkload => Some("give a Pod, or a workload such as a Deployment"),
        }
    }
}

/// The documents of a manifest, to be injected one by one in any order.
///
/// # Errors
/// A line that separates documents has something else on it.
pub fn documents(manifest: &str) -> Result<Vec<Document<'_>>, ManifestError> {
    Ok(kubeyaml::documents(manifest).collect::<Result<_, _>>()?)
}

impl KubeInject<'_> {
    /// Injects the whole text of a manifest.
    ///
    /// # Errors
    /// A document is not YAML or cannot be injected, or the output is too long; nothing is given then.
    pub fn inject_all(&self, text: &str) -> Result<Injected, ManifestError> {
        let mut out = Injected::default();
        let room = Room::of(text.len());
        for (i, document) in documents(text)?.iter().enumerate() {
            let injected = self.inject(document, i + 1, &room)?;
            out.text.push_str(&injected.text);
            out.warnings.extend(injected.warnings);
        }
        Ok(out)
    }
}
