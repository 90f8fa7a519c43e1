//! The workload's certificate: where it comes from, what becomes of it, and who is given it.
//!
//! ```text
//! CA ─► issued.rs ──┐                          ┌─► sds (Envoy)
//!                   ├─► Workload ─► watch ─────┼─► output.rs (files for others)
//! files ─► mounted.rs                          └─► reported.rs (metrics)
//! ```

mod issued;
mod mounted;
mod output;
mod reported;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use agent::settings::{CertificateFiles, KeyKind, Plan};
use identity::{IdentityError, KeyForm, KeyType, Policy, Roots, SpiffeId, TrustDomain};
use prometheus_client::registry::Registry;
use thiserror::Error;
use tokio::sync::watch;

use crate::ca::Ca;
use crate::files::Files;
use crate::sds::{self, Secrets, Socket, SocketError};
use crate::stop::Stop;
use crate::upstream::{InvalidServer, Upstream};
use crate::workload::Workload;

/// The workload's certificate, ready to be asked for.
#[derive(Debug)]
pub struct Certificates {
    socket: Socket,
    source: Option<Source>,
    output: Option<PathBuf>,
    revoked: PathBuf,
    files: Arc<Files>,
    workload: watch::Sender<Workload>,
    anchors: Anchors,
    counts: Arc<reported::Counts>,
}

/// Where the certificate comes from.
#[derive(Debug)]
enum Source {
    Authority(Box<issued::Request>),
    Files(CertificateFiles),
}

/// Roots that are trusted beside those of the certificate's source: the control plane sends them.
#[derive(Clone, Debug)]
pub struct Anchors(watch::Sender<Option<Arc<Roots>>>);

impl Anchors {
    /// Trusts these, too, in place of those before. A text that is empty means none.
    ///
    /// # Errors
    /// There is something else than certificates in it; those before stay.
    pub fn set(&self, pem: &str) -> Result<(), String> {
        let roots = match pem.trim().is_empty() {
            true => None,
            false => Some(Arc::new(Roots::read(pem).map_err(|e| e.to_string())?)),
        };
        self.0.send_if_modified(|before| {
            let is_new = *before != roots;
            *before = roots;
            is_new
        });
        Ok(())
    }
}

/// Certificates cannot be had or given.
#[derive(Debug, Error)]
pub enum CertificatesError {
    /// The CA's address or a header of it cannot be used.
    #[error("the CA cannot be asked: {0}")]
    Server(#[from] InvalidServerError),
    /// Envoy cannot be answered.
    #[error(transparent)]
    Socket(#[from] SocketError),
    /// The folder for certificates cannot be made.
    #[error("cannot make the folder {} of OUTPUT_CERTS: {source}", path.display())]
    Output {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// What is given of the CA's server cannot be used.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct InvalidServerError(String);

impl From<InvalidServer> for InvalidServerError {
    fn from(error: InvalidServer) -> InvalidServerError {
        InvalidServerError(error.to_string())
    }
}

impl Certificates {
    /// Opens the socket that Envoy asks on, and finds out where certificates come from. Nothing is asked or served yet.
    ///
    /// # Errors
    /// The socket cannot be opened, or what is given of the CA cannot be used.
    pub fn prepare(plan: &Plan) -> Result<Certificates, CertificatesError> {
        let socket = Socket::open(&plan.paths)?;
        let source = if socket.is_for_files_only() { None } else { Some(source(plan)?) };
        let output = plan.certificates.output.clone().filter(|folder| !is_source(source.as_ref(), folder));
        if let Some(path) = &output {
            std::fs::create_dir_all(path)
                .map_err(|source| CertificatesError::Output { path: path.clone(), source })?;
        }
        Ok(Certificates {
            socket,
            source,
            output,
            revoked: plan.paths.revoked.clone(),
            files: Files::new(plan.certificates.debounce),
            workload: watch::Sender::default(),
            anchors: Anchors(watch::Sender::new(None)),
            counts: Arc::default(),
        })
    }

    /// Whether somebody else serves the workload's certificate, so that only files are served here: node metadata
    /// `file-credential`.
    pub fn is_for_files_only(&self) -> bool {
        self.socket.is_for_files_only()
    }

    /// Where further roots are set.
    pub fn anchors(&self) -> Anchors {
        self.anchors.clone()
    }

    /// Adds what is counted.
    pub fn register(&self, registry: &mut Registry) {
        let reported = reported::Reported::new(Arc::clone(&self.counts), self.workload.subscribe());
        registry.register_collector(Box::new(reported));
    }

    /// Asks for the certificate, renews it, and gives it to who asks, until it is time to stop.
    ///
    /// # Errors
    /// The socket can no longer be listened on.
    pub async fn serve(self, mut stop: Stop) -> Result<(), String> {
        let secrets = Arc::new(Secrets {
            workload: self.workload.subscribe(),
            anchors: self.anchors.0.subscribe(),
            files: Arc::clone(&self.files),
            revoked: self.revoked.clone(),
            is_for_files_only: self.socket.is_for_files_only(),
        });
        let output = async {
            match &self.output {
                Some(folder) => output::write_always(folder, self.workload.subscribe()).await,
                None => std::future::pending().await,
            }
        };
        let source = async {
            match self.source {
                Some(Source::Authority(request)) => request.keep(&self.workload, &self.counts).await,
                Some(Source::Files(files)) => mounted::keep(&files, &self.files, &self.workload).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = stop.wished() => Ok(()),
            failed = sds::serve(self.socket, secrets) => failed,
            () = source => Ok(()),
            () = output => Ok(()),
            () = self.files.run() => Ok(()),
        }
    }
}

/// Says that some roots of a file are left out.
pub(crate) fn warn_of_unreadable(roots: &Roots, path: &Path) {
    let count = roots.unreadable();
    if count > 0 {
        tracing::warn!("{count} certificates of {} cannot be read and are left out", path.display());
    }
}

/// Files where all are there, else the CA.
///
/// Source: Istio 1.30 pkg/istio-agent/agent.go, initSdsServer; security/pkg/nodeagent/cache/secretcache.go,
/// generateFileSecret.
fn source(plan: &Plan) -> Result<Source, CertificatesError> {
    let certificates = &plan.certificates;
    let are_there = |files: &CertificateFiles| {
        [&files.chain, &files.key, &files.root]
            .iter()
            .all(|path| path.metadata().is_ok_and(|file| file.is_file() && file.len() > 0))
    };
    if are_there(&plan.paths.workload_certificate) {
        tracing::info!("workload certificate files detected, so that no CA is asked");
        return Ok(Source::Files(plan.paths.workload_certificate.clone()));
    }
    if let Some(files) = &certificates.mounted {
        return Ok(Source::Files(files.clone()));
    }
    // What is written there is not to be taken for what somebody else has mounted: it would never be renewed.
    let is_own_output = certificates.output.as_deref().is_some_and(|output| {
        let folder = plan.paths.etc_certs.chain.parent();
        folder.is_some_and(|folder| is_same(folder, output))
    });
    if !is_own_output && are_there(&plan.paths.etc_certs) {
        tracing::info!("certificates are mounted in ./etc/certs, so that no CA is asked");
        return Ok(Source::Files(plan.paths.etc_certs.clone()));
    }
    request(plan).map(|request| Source::Authority(Box::new(request)))
}

/// Whether the certificate comes from the folder that it would be written to: somebody else's files stay as they are.
fn is_source(source: Option<&Source>, output: &Path) -> bool {
    let Some(Source::Files(files)) = source else { return false };
    let is_source = files.chain.parent().is_some_and(|folder| is_same(folder, output));
    if is_source {
        tracing::warn!("OUTPUT_CERTS has no effect: the certificate comes from {}", output.display());
    }
    is_source
}

fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    real(one) == real(other)
}

fn request(plan: &Plan) -> Result<issued::Request, CertificatesError> {
    let certificates = &plan.certificates;
    let id = identity(plan).inspect_err(|why| {
        tracing::warn!("the CA decides whose certificate it is, as the pod does not say it: {why}");
    });
    let upstream = Upstream::new(
        certificates.ca.server.clone(),
        certificates.ca.provisioned.clone(),
        plan.paths.token.clone(),
        &plan.mesh.cluster_id,
    )
    .map_err(InvalidServerError::from)?;
    let (ratio, jitter) = (certificates.grace_ratio.as_f64(), certificates.grace_jitter.as_f64());
    Ok(issued::Request {
        ca: Ca {
            upstream,
            signer: certificates.ca.signer.clone().unwrap_or_default(),
            lifetime: certificates.lifetime,
        },
        id: id.ok(),
        key: key_type(certificates.key),
        form: if certificates.pkcs8 { KeyForm::Pkcs8 } else { KeyForm::Traditional },
        // Both are from 0 to 1 already.
        policy: Policy::new(ratio, jitter).unwrap_or_default(),
    })
}

/// Who the workload is. Pods of old injectors have no `SERVICE_ACCOUNT`.
fn identity(plan: &Plan) -> Result<SpiffeId, IdentityError> {
    let trust_domain = TrustDomain::new(&plan.mesh.trust_domain)?;
    SpiffeId::new(trust_domain, &plan.who.namespace, &plan.who.service_account)
}

fn key_type(kind: KeyKind) -> KeyType {
    match kind {
        KeyKind::P256 => KeyType::EcdsaP256,
        KeyKind::P384 => KeyType::EcdsaP384,
        KeyKind::Rsa(8192) => KeyType::Rsa8192,
        KeyKind::Rsa(4096) => KeyType::Rsa4096,
        KeyKind::Rsa(3072) => KeyType::Rsa3072,
        KeyKind::Rsa(_) => KeyType::Rsa2048,
    }
}
