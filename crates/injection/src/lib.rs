//! The pure core: decides whether a pod gets a sidecar, and rewrites it.
//!
//! No clock, environment, file, network or Kubernetes client is known here: everything a rewriting depends on is an
//! argument. Three doors lead in: [`admission::admit`] answers as the webhook does, [`kube_inject::inject_manifest`] as
//! `istioctl kube-inject` does, [`rewrite::render`] shows what one template gives. [`loaded::notes`] says
//! what is known before the first pod.

pub mod admission;
pub mod advice;
mod annotated;
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
mod names;
mod openshift;
mod overlay;
pub mod patch;
mod pod;
pub mod reference;
pub mod rewrite;
mod status;
mod steps;
mod templates;
mod url_env;
pub mod workload;

pub use error::InjectError;
pub use meshconfig::Version;
pub use meshconfig::spelling;

pub use facts::{Facts, Namespace, NativeSidecars, Platform};
pub use injector::Injector;
pub use steps::images::{BadImage, ImageOrigin};
pub use templates::find as template_named;
