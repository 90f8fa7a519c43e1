//! Why the agent does not start.

use std::io;
use std::path::PathBuf;

use agent::SettingsError;
use agent::bootstrap::template::TemplateError;
use agent::merge::ScrapeError;
use agent::probes::ProbesError;
use thiserror::Error;

use crate::certificates::CertificatesError;
use crate::dns::DnsError;
use crate::process::StartError;
use crate::relay::RelayError;

/// The agent cannot start.
#[derive(Debug, Error)]
pub(crate) enum Error {
    /// What it is given cannot be used.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A file of settings cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The table of probes cannot be used.
    #[error("ISTIO_KUBE_APP_PROBERS: {0}")]
    Probes(#[from] ProbesError),
    /// Where the application's metrics are cannot be used.
    #[error("ISTIO_PROMETHEUS_ANNOTATIONS: {0}")]
    Scrape(#[from] ScrapeError),
    /// The bootstrap's template cannot be used.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// Certificates cannot be had or given.
    #[error(transparent)]
    Certificates(#[from] CertificatesError),
    /// Envoy cannot be given its configuration.
    #[error(transparent)]
    Relay(#[from] RelayError),
    /// The machine gives no runtime or signals.
    #[error("cannot start: {0}")]
    Machine(io::Error),
    /// The bootstrap cannot be written.
    #[error("cannot write Envoy's bootstrap {}: {source}", path.display())]
    Bootstrap {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The status port cannot be opened.
    #[error("cannot listen on the status port {port}: {source}")]
    Port {
        /// The port.
        port: u16,
        /// Why.
        source: io::Error,
    },
    /// The name server cannot start.
    #[error(transparent)]
    Dns(#[from] DnsError),
    /// Envoy does not start.
    #[error(transparent)]
    Envoy(#[from] StartError),
}

impl Error {
    /// What to do about it.
    pub(crate) fn hint(&self) -> Option<String> {
        let hint = match self {
            Error::Settings(error) => return error.hint(),
            Error::Bootstrap { .. } | Error::Relay(RelayError::Socket { .. }) => {
                "its folder, `configPath` of the proxy config, has to be writable: injected pods mount a volume there"
            }
            Error::Port { source, .. } if source.kind() == io::ErrorKind::AddrInUse => {
                "something else in the pod has it: give the application another port, or the agent with the annotation \
                 status.sidecar.istio.io/port"
            }
            Error::Port { .. } => "the annotation status.sidecar.istio.io/port names another one",
            Error::Probes(_) | Error::Scrape(_) => {
                "the injector writes it of the pod's own probes and annotations; nobody has to set it"
            }
            Error::Dns(error) => error.hint()?,
            Error::Envoy(error) => error.hint()?,
            Error::File { .. }
            | Error::Template(_)
            | Error::Certificates(_)
            | Error::Relay(_)
            | Error::Machine(_) => return None,
        };
        Some(hint.to_owned())
    }
}
