//! The control plane, as `outrigger discovery` has it, on the node.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::{self, JoinHandle};

use discovery::{About, Authenticator, Feed, Plane, Ports, Reviewer, Server, Tokens};
use identity::{Ca, Review, Token, TrustDomain};
use objects::names;
use tokio::sync::oneshot;

use crate::error::LabError;

/// What tokens are for.
const AUDIENCE: &str = "istio-ca";
/// The ports of the control plane: xDS and certificates; version and debug answers.
pub(crate) const XDS: u16 = 15012;
pub(crate) const MONITORING: u16 = 15014;

/// Whose tokens are whose: what an API server knows.
#[derive(Debug, Default)]
pub(crate) struct Accounts(Mutex<BTreeMap<[u8; 32], Account>>);

#[derive(Clone, Debug)]
struct Account {
    namespace: String,
    name: String,
    pod: String,
}

impl Accounts {
    /// Knows the token of a pod.
    pub(crate) fn add(&self, token: &str, namespace: &str, account: &str, pod: &str) {
        let Ok(token) = Token::new(token) else { return };
        let account =
            Account { namespace: namespace.to_owned(), name: account.to_owned(), pod: pod.to_owned() };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(token.hash(), account);
    }

    /// Forgets the tokens of a pod.
    pub(crate) fn remove(&self, namespace: &str, pod: &str) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, account| (account.namespace.as_str(), account.pod.as_str()) != (namespace, pod));
    }
}

impl Reviewer for Accounts {
    fn review<'a>(
        &'a self,
        token: &'a Token,
    ) -> Pin<Box<dyn Future<Output = Result<Review, String>> + Send + 'a>> {
        let found = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&token.hash()).cloned();
        let review = match found {
            Some(Account { namespace, name, pod }) => Review {
                authenticated: true,
                username: format!("system:serviceaccount:{namespace}:{name}"),
                groups: vec!["system:serviceaccounts".to_owned()],
                audiences: vec![AUDIENCE.to_owned()],
                pod: Some(pod),
                error: String::new(),
            },
            None => Review::default(),
        };
        Box::pin(std::future::ready(Ok(review)))
    }
}

/// A control plane that runs.
pub(crate) struct ControlPlane {
    /// The release that it says it is of.
    pub(crate) version: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What all control planes of a lab share, one after the other.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) feed: Feed,
    pub(crate) ca: Arc<Ca>,
    pub(crate) accounts: Arc<Accounts>,
    pub(crate) trust_domain: TrustDomain,
}

impl ControlPlane {
    /// Starts one, which serves when this returns.
    ///
    /// # Errors
    /// Its ports cannot be had.
    pub(crate) fn start(version: &str, shared: &Shared) -> Result<ControlPlane, LabError> {
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = mpsc::channel();
        let (version, shared) = (version.to_owned(), shared.clone());
        let of_thread = version.clone();
        let thread = thread::spawn(move || serve(&of_thread, shared, stopped, &tell));
        let lost = || LabError::Start { cause: "the control plane ended".to_owned() };
        told.recv().map_err(|_| lost())??;
        Ok(ControlPlane { version, stop: Some(stop), thread: Some(thread) })
    }

    /// Stops it, as one that is replaced: its connections end over some seconds.
    pub(crate) fn stop(mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn serve(
    version: &str,
    shared: Shared,
    stopped: oneshot::Receiver<()>,
    tell: &mpsc::Sender<Result<(), LabError>>,
) {
    let refused = |cause: String| LabError::Start { cause };
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return drop(tell.send(Err(refused(error.to_string())))),
    };
    runtime.block_on(async {
        match open(version, shared).await {
            Ok(server) => {
                let _ = tell.send(Ok(()));
                server.run(async { drop(stopped.await) }).await;
            }
            Err(cause) => drop(tell.send(Err(refused(cause)))),
        }
    });
}

async fn open(version: &str, shared: Shared) -> Result<Server, String> {
    let Shared { feed, ca, accounts, trust_domain } = shared;
    let authenticator =
        Authenticator::new(trust_domain, vec![AUDIENCE.to_owned()], Tokens::Reviewer(accounts));
    let about = About { name: "istiod".to_owned(), version: version.to_owned(), revision: String::new() };
    let plane = Plane::new(names::ISTIO_NAMESPACE, about, feed, ca, authenticator);
    let names = certs::Names::of_service("istiod", names::ISTIO_NAMESPACE).map_err(|e| e.to_string())?;
    let names = names.and("localhost").map_err(|e| e.to_string())?;
    let any = |port: u16| SocketAddr::from((Ipv4Addr::UNSPECIFIED, port));
    let ports = Ports { secure: Some(any(XDS)), plaintext: None, monitoring: vec![any(MONITORING)] };
    Server::open(Arc::new(plane), names, &ports).await.map_err(|e| e.to_string())
}
