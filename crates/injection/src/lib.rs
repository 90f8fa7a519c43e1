//! The pure core: decides whether a pod gets a sidecar, and rewrites it.
//!
//! No clock, environment, file, network or Kubernetes client is known here: everything a rewriting depends on is an
//! argument. [`Injector::answer`] is the one door: a [`Question`] about a pod and what is known of the cluster lead to an
//! [`Answer`], whoever asks. [`kube_inject`] asks it about the workloads of a manifest, as `istioctl kube-inject` does.
//! [`manifest`] asks the webhook's question about them, for edits of the manifest's text.
//! [`loaded::notes`] says what is known before the first pod.

pub mod advice;
mod answer;
mod concurrency;
pub mod config;
mod data;
pub mod decide;
pub mod defaults;
mod error;
mod facts;
mod functions;
pub mod guard;
mod image;
mod injector;
pub mod kube_inject;
pub mod legacy;
pub mod loaded;
pub mod manifest;
mod names;
mod observed;
mod openshift;
mod overlay;
pub mod patch;
mod pipeline;
mod pod;
mod pod_mesh;
mod question;
pub mod reference;
pub mod resolve;
mod rewrite;
mod specialised;
mod status;
mod steps;
mod subject;
mod template_document;
mod templates;
mod typed;
pub mod uninject;
mod url_env;
pub mod workload;

pub use answer::{Answer, Change, Injection};
pub use error::InjectError;
pub use meshconfig::Version;
pub use meshconfig::spelling;

pub use facts::{Facts, Namespace, NativeSidecars, Platform};
pub use gotext::Budget;
pub use injector::{Injector, Settings};
pub use observed::Observed;
pub use question::{Asked, Question};
pub use status::Status;
pub use steps::images::{BadImage, ImageOrigin};
pub use templates::find as template_named;
