//! Questions about the mesh and its proxies, over HTTP and over xDS: who may ask which, and the answers.

mod dump;
mod moment;
mod syncz;
mod views;

use std::sync::Arc;

use bytes::Bytes;
use envoy_api::{Any, ControlPlane, DiscoveryResponse, Message, any};
use mesh::Served;
use tonic::Status;

use crate::peer::Peer;
use crate::plane::Plane;

/// What the types of such questions begin with.
const DEBUG: &str = "istio.io/debug";
/// How proxies stand, as messages.
const SYNCZ: &str = "istio.io/debug/syncz";

/// The pages, and what they are about.
pub(crate) const PAGES: [(&str, &str); 13] = [
    ("adsz", "the proxies that are connected, and what they say of themselves"),
    ("config_dump", "what a proxy is to have, as Envoy dumps it: ?proxyID=POD.NAMESPACE, and &include_eds"),
    ("configz", "the PeerAuthentications that are in force"),
    ("connections", "the proxies that are connected"),
    ("edsz", "the endpoints that a proxy is to have: ?proxyID=POD.NAMESPACE"),
    ("endpointz", "the endpoints of each Service"),
    ("ignoredz", "what is configured for the mesh and not read"),
    ("list", "these names, as JSON"),
    ("mesh", "the mesh config, as far as it is read"),
    ("ndsz", "the names that a proxy's agent is to answer: ?proxyID=POD.NAMESPACE"),
    ("push_status", "what is odd about what proxies are sent"),
    ("registryz", "the Services of the mesh"),
    ("syncz", "how proxies stand with what they were sent: ?namespace=NAMESPACE"),
];

/// The pages that are for who is of a proxy's own namespace, too.
///
/// Source: Istio 1.30 pilot/pkg/xds/debuggen.go, activeNamespaceDebuggers.
const OF_PROXIES: [&str; 3] = ["config_dump", "edsz", "ndsz"];

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asker {
    /// Somebody who may know all.
    Anybody,
    /// Somebody of a namespace.
    Of(String),
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    /// There is no such page.
    #[error("there is no such debug answer; /debug lists them")]
    Unknown,
    /// It is not for who asks.
    #[error("only for the control plane's namespace")]
    Forbidden,
    /// It does not say about whom.
    #[error("You must provide a proxyID in the query string")]
    NoProxy,
    /// The proxy is not here.
    #[error("Proxy not connected to this Pilot instance. It may be connected to another instance.")]
    NotConnected,
    /// Nothing is known yet.
    #[error("the mesh is not known yet")]
    TooEarly,
}

/// Whether a type is one of a question.
pub(crate) fn is_debug(type_url: &str) -> bool {
    type_url.starts_with(DEBUG)
}

/// The answer to a question over xDS, encoded; `None` if there is none here. Who is of the control plane's namespace learns of
/// all proxies, others of those in their own.
///
/// Source: Istio 1.30 pilot/pkg/xds/debuggen.go, statusgen.go.
pub(crate) fn answer(
    plane: &Plane,
    peer: &Peer,
    type_url: &str,
    names: &[String],
) -> Result<Option<Bytes>, Status> {
    let asker = match peer {
        Peer::Known(caller) => Asker::of(plane, caller),
        Peer::Unasked => return Err(Status::unauthenticated("this is answered on the port with TLS")),
    };
    let resources = match (type_url, names) {
        (SYNCZ, _) => {
            let namespace = if let Asker::Of(namespace) = &asker { namespace } else { "" };
            plane.connections.of_namespace(namespace).iter().map(|one| any(&syncz::client(one))).collect()
        }
        (DEBUG, [question]) => {
            let value = match page(plane, question, &asker) {
                Ok(page) => page.into_bytes(),
                Err(Refusal::Forbidden) => {
                    return Err(Status::permission_denied(Refusal::Forbidden.to_string()));
                }
                Err(Refusal::Unknown) => return Ok(None),
                // What istioctl prints in place of a dump.
                Err(refusal) => format!("{refusal}\n").into_bytes(),
            };
            vec![Any { type_url: DEBUG.to_owned(), value }]
        }
        (DEBUG, _) => return Err(Status::invalid_argument("exactly one debug request is required")),
        _ => return Ok(None),
    };
    let response = DiscoveryResponse {
        resources,
        type_url: type_url.to_owned(),
        version_info: "1".to_owned(),
        nonce: "1".to_owned(),
        control_plane: Some(ControlPlane { identifier: plane.identifier.clone() }),
    };
    Ok(Some(response.encode_to_vec().into()))
}

/// The page of a question: its name and, after `?`, what it is about.
pub(crate) fn page(plane: &Plane, question: &str, asker: &Asker) -> Result<String, Refusal> {
    let (name, query) = question.split_once('?').unwrap_or((question, ""));
    let said = |key: &str| {
        let mut pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        pairs.find(|(one, _)| *one == key).map(|(_, value)| value)
    };
    if !PAGES.iter().any(|(known, _)| *known == name) || said("push").is_some() {
        return Err(Refusal::Unknown);
    }
    if matches!(asker, Asker::Of(_)) && !OF_PROXIES.contains(&name) {
        return Err(Refusal::Forbidden);
    }
    let served = || served(plane, said("proxyID").unwrap_or_default(), asker);
    let snapshot = || plane.feed.newest().ok_or(Refusal::TooEarly);
    Ok(match name {
        "config_dump" => dump::whole(&*served()?, said("include_eds").is_some()),
        "edsz" => dump::of_kind(&*served()?, mesh::Kind::Endpoints),
        "ndsz" => dump::of_kind(&*served()?, mesh::Kind::NameTable),
        "syncz" => syncz::syncz(plane, said("namespace").unwrap_or_default()),
        "adsz" => views::clients(plane, true),
        "connections" => views::clients(plane, false),
        "configz" => views::policies(&*snapshot()?),
        "registryz" => views::services(&*snapshot()?),
        "endpointz" => views::endpoints(&*snapshot()?),
        "mesh" => views::settings(&*snapshot()?),
        "push_status" => views::oddities(plane, &*snapshot()?),
        "ignoredz" => views::texts(plane.feed.notes()),
        _ => views::texts(PAGES.iter().map(|(name, _)| (*name).to_owned()).collect()),
    })
}

/// What a proxy is sent, `POD.NAMESPACE`.
fn served(plane: &Plane, proxy: &str, asker: &Asker) -> Result<Arc<Served>, Refusal> {
    if proxy.is_empty() {
        return Err(Refusal::NoProxy);
    }
    let found = plane.connections.named(proxy).ok_or(Refusal::NotConnected)?;
    match asker {
        Asker::Of(namespace) if *namespace != found.namespace => Err(Refusal::NotConnected),
        _ => Ok(found.served),
    }
}

impl Asker {
    /// Who a caller is.
    pub(crate) fn of(plane: &Plane, caller: &identity::Caller) -> Asker {
        match caller.id.namespace() {
            namespace if namespace == plane.namespace => Asker::Anybody,
            namespace => Asker::Of(namespace.to_owned()),
        }
    }
}
