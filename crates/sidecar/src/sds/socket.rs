//! The socket that Envoy asks on, and who may ask there.

use std::io;
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, PermissionsExt};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

use agent::settings::Paths;
use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketAddrUnix, SocketFlags, SocketType, connect, socket_with};
use thiserror::Error;
use tokio::net::UnixStream;

/// The user that proxies have in injected pods.
///
/// Source: Istio 1.30 manifests/charts/istio-control/istio-discovery, the sidecar's template.
const PROXY: u32 = 1337;

/// A socket that is open.
#[derive(Debug)]
pub(crate) struct Socket {
    listener: UnixListener,
    path: PathBuf,
    is_for_files_only: bool,
    is_for_everybody: bool,
}

/// The socket cannot be opened.
#[derive(Debug, Error)]
pub enum SocketError {
    /// Somebody else was to serve.
    #[error(
        "agent configured for non-default SDS socket path: {} but no socket found; start its server before the proxy, or leave \
         WORKLOAD_IDENTITY_SOCKET_FILE out",
        path.display()
    )]
    Nobody {
        /// The socket.
        path: PathBuf,
    },
    /// There is something else in its place.
    #[error("{} is in the place of the socket for certificates, and is not a socket: remove it", path.display())]
    Occupied {
        /// The path.
        path: PathBuf,
    },
    /// It cannot be made.
    #[error("cannot listen on the socket {}: {source}; its folder has to be writable", path.display())]
    Listen {
        /// The socket.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl Socket {
    /// Listens where Envoy asks. Where somebody answers there already, such as SPIRE, only files are served, on a socket of
    /// their own.
    ///
    /// Source: Istio 1.30 pkg/istio-agent/agent.go, Run and checkSocket.
    ///
    /// # Errors
    /// Somebody else was to be there and is not, or a socket cannot be made.
    pub(crate) fn open(paths: &Paths) -> Result<Socket, SocketError> {
        let path = &paths.workload_socket;
        let is_for_files_only = is_served(path)?;
        if is_for_files_only {
            tracing::info!("Existing workload SDS socket found at {}: only files are served", path.display());
        } else if paths.workload_socket_is_foreign {
            return Err(SocketError::Nobody { path: path.clone() });
        }
        let path = if is_for_files_only { &paths.files_socket } else { path };
        if is_for_files_only && is_served(path)? {
            let source = io::Error::from(io::ErrorKind::AddrInUse);
            return Err(SocketError::Listen { path: path.clone(), source });
        }
        let listener = listen(path).map_err(|source| SocketError::Listen { path: path.clone(), source })?;
        let is_for_everybody = paths.workload_socket_is_for_everybody;
        Ok(Socket { listener, path: path.clone(), is_for_files_only, is_for_everybody })
    }

    /// Whether somebody else serves the workload's certificate.
    pub(crate) fn is_for_files_only(&self) -> bool {
        self.is_for_files_only
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Listens within the runtime.
    ///
    /// # Errors
    /// The machine has no room for it.
    pub(super) fn listen(self) -> io::Result<Listening> {
        let listener = tokio::net::UnixListener::from_std(self.listener)?;
        Ok(Listening { listener, is_for_everybody: self.is_for_everybody })
    }
}

/// A socket that is listened on.
#[derive(Debug)]
pub(super) struct Listening {
    listener: tokio::net::UnixListener,
    is_for_everybody: bool,
}

impl Listening {
    /// The next who asks, and the user if it is neither the agent's nor the proxy's.
    ///
    /// # Errors
    /// The machine has no room for more.
    pub(super) async fn next(&self) -> io::Result<(UnixStream, Option<u32>)> {
        let (stream, _) = self.listener.accept().await?;
        let uid = stream.peer_cred()?.uid();
        let is_known = self.is_for_everybody || uid == PROXY || uid == rustix::process::geteuid().as_raw();
        Ok((stream, (!is_known).then_some(uid)))
    }
}

/// Whether somebody listens on a socket. One that nobody listens on is removed: it is a dead server's.
fn is_served(path: &Path) -> Result<bool, SocketError> {
    let Ok(there) = std::fs::symlink_metadata(path) else { return Ok(false) };
    // A server may be reached by a link.
    let is_socket = std::fs::metadata(path).is_ok_and(|there| there.file_type().is_socket());
    let failed = |source| SocketError::Listen { path: path.to_owned(), source };
    if is_socket && is_listened_on(path).map_err(|e| failed(e.into()))? {
        return Ok(true);
    }
    if !there.file_type().is_socket() {
        return Err(SocketError::Occupied { path: path.to_owned() });
    }
    std::fs::remove_file(path).map_err(failed)?;
    Ok(false)
}

fn is_listened_on(path: &Path) -> Result<bool, Errno> {
    let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
    let socket = socket_with(AddressFamily::UNIX, SocketType::STREAM, flags, None)?;
    match connect(&socket, &SocketAddrUnix::new(path)?) {
        // A server that is too busy to take one more is there, too.
        Ok(()) | Err(Errno::AGAIN) => Ok(true),
        Err(Errno::CONNREFUSED | Errno::NOENT) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Everybody in the pod may connect, as with Istio's agent: who is given what is decided then.
fn listen(path: &Path) -> io::Result<UnixListener> {
    if let Some(folder) = path.parent() {
        std::fs::DirBuilder::new().recursive(true).mode(0o755).create(folder)?;
    }
    let listener = UnixListener::bind(path)?;
    listener.set_nonblocking(true)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o666))?;
    Ok(listener)
}
