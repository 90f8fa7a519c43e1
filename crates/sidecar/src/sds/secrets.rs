//! What a secret is now, as Envoy reads it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use envoy_api::Message;
use envoy_api::envoy::config::core::v3::DataSource;
use envoy_api::envoy::config::core::v3::data_source::Specifier;
use envoy_api::envoy::extensions::transport_sockets::tls::v3::{
    CertificateValidationContext, Secret, TlsCertificate, secret,
};
use identity::{Pair, Roots};
use thiserror::Error;
use tokio::sync::watch;

use super::names::Resource;
use crate::files::{self, Files};
use crate::upstream::{PairError, pair, system_roots};
use crate::workload::Workload;

/// Where secrets come from.
#[derive(Debug)]
pub(crate) struct Secrets {
    /// The workload's certificate and roots.
    pub(crate) workload: watch::Receiver<Workload>,
    /// Roots beside those.
    pub(crate) anchors: watch::Receiver<Option<Arc<Roots>>>,
    /// Files that are watched.
    pub(crate) files: Arc<Files>,
    /// The file of revoked certificates, which need not be there.
    pub(crate) revoked: PathBuf,
    /// Whether somebody else serves the workload's certificate.
    pub(crate) is_for_files_only: bool,
}

/// A secret cannot be had.
#[derive(Debug, Error)]
pub(super) enum NoSecret {
    /// There is nothing of the name.
    #[error(
        "there is no secret {name:?}: `default`, `ROOTCA`, `file-cert:CHAIN~KEY` and `file-root:FILE` are served"
    )]
    Name {
        /// The beginning of the name.
        name: String,
    },
    /// Another server has it.
    #[error("{name} is served on the workload's socket by somebody else; files only are served here")]
    FilesOnly {
        /// The name.
        name: String,
    },
    /// Who asks is another user.
    #[error("the private key of {name} is not for user {uid}: only the proxy's own user is given it")]
    OtherUser {
        /// The name.
        name: String,
        /// Who asks.
        uid: u32,
    },
    /// A certificate's files cannot be used.
    #[error(transparent)]
    Pair(#[from] PairError),
    /// A file of roots cannot be used.
    #[error("cannot use the roots {}: {cause}", path.display())]
    Roots {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: String,
    },
    /// Too many files.
    #[error("{name} is not served: too many files are watched already")]
    TooMany {
        /// The name.
        name: String,
    },
}

impl Secrets {
    /// What a name stands for now, encoded; `None` if it is not there yet, but will come. `other_user` is the user that asks,
    /// if it is not the proxy's.
    ///
    /// # Errors
    /// It is not there, and will not come by waiting, or is not for who asks.
    pub(super) fn now(&self, name: &str, other_user: Option<u32>) -> Result<Option<Vec<u8>>, NoSecret> {
        let short = || name.chars().take(200).collect::<String>();
        let resource = Resource::named(name).ok_or_else(|| NoSecret::Name { name: short() })?;
        if let Some(uid) = other_user.filter(|_| resource.has_key()) {
            return Err(NoSecret::OtherUser { name: short(), uid });
        }
        let is_workloads = matches!(resource, Resource::Workload | Resource::Roots);
        if self.is_for_files_only && is_workloads {
            return Err(NoSecret::FilesOnly { name: short() });
        }
        let watched = |path: &Path| match self.files.watch(path) {
            true => Ok(()),
            false => Err(NoSecret::TooMany { name: short() }),
        };
        let content = match resource {
            Resource::Workload => self.workload.borrow().pair.as_deref().map(certificate),
            Resource::Roots => self.workload.borrow().roots.as_deref().map(|roots| self.trusted(roots)),
            Resource::FileCertificate { chain, key } => {
                watched(&chain)?;
                watched(&key)?;
                Some(certificate(&pair(&chain, &key)?))
            }
            Resource::FileRoots(path) => {
                watched(&path)?;
                Some(self.of_file(&path)?)
            }
            Resource::SystemRoots => {
                let path = system_roots();
                watched(&path)?;
                Some(self.of_file(&path)?)
            }
        };
        let secret = |content| Secret { name: name.to_owned(), r#type: Some(content) };
        Ok(content.map(|content| secret(content).encode_to_vec()))
    }

    fn trusted(&self, roots: &Roots) -> secret::Type {
        match self.anchors.borrow().as_deref() {
            Some(more) => self.validation(&roots.and(more)),
            None => self.validation(roots),
        }
    }

    fn of_file(&self, path: &Path) -> Result<secret::Type, NoSecret> {
        let unusable = |cause| NoSecret::Roots { path: path.to_owned(), cause };
        let text = files::read(path).map_err(|e| unusable(e.to_string()))?;
        let roots = Roots::read(&text).map_err(|e| unusable(e.to_string()))?;
        if roots.unreadable() > 0 {
            tracing::debug!(
                "{} certificates of {} cannot be read and are left out",
                roots.unreadable(),
                path.display()
            );
        }
        Ok(self.validation(&roots))
    }

    fn validation(&self, roots: &Roots) -> secret::Type {
        // Envoy reads and watches this file itself.
        let revoked = self.revoked.is_file().then(|| self.revoked.display().to_string());
        secret::Type::ValidationContext(CertificateValidationContext {
            trusted_ca: Some(inline(&roots.pem())),
            crl: revoked.map(|path| DataSource { specifier: Some(Specifier::Filename(path)) }),
            ..CertificateValidationContext::default()
        })
    }
}

fn certificate(pair: &Pair) -> secret::Type {
    secret::Type::TlsCertificate(TlsCertificate {
        certificate_chain: Some(inline(pair.chain())),
        private_key: Some(inline(pair.key().pem())),
    })
}

fn inline(text: &str) -> DataSource {
    DataSource { specifier: Some(Specifier::InlineBytes(text.as_bytes().to_vec())) }
}
