//! Where the authority is kept: in a folder, or in a cluster.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::SystemTime;

use certs::Data;
use cluster::{Cluster, ClusterError, Object};
use golang::base64;
use identity::entry::{CERTIFICATE, CHAIN, KEY, ROOT};
use identity::{Ca, TrustDomain};
use kubeyaml::{Map, Value};
use objects::kinds::SECRET;
use objects::names::{AUTHORITY_SECRET, GIVEN_AUTHORITY_SECRET};
use webhook::files;

use crate::failure::Failure;
use crate::input::display;

/// The Secret of an authority that was made here; one that the user brings, `cacerts`, counts more.
///
/// Source: Istio 1.30 security/pkg/pki/ca/ca.go, ExternalCASecret, CASecret.
const OWN: &str = AUTHORITY_SECRET;

/// How often it is tried to write a new one that others change meanwhile.
const TRIES: usize = 5;

/// The longest certificate or key.
const LONGEST: u64 = 1 << 20;

/// The authority of a folder, which is made if there is none. Without a folder it is made for this run.
///
/// # Errors
/// What is there cannot be used, or cannot be written.
pub(super) fn of_folder(folder: Option<&Path>, trust_domain: &TrustDomain) -> Result<Ca, Failure> {
    let now = SystemTime::now();
    let Some(folder) = folder else {
        tracing::warn!("the authority is made for this run: the next one's proxies need new certificates");
        return Ca::create(trust_domain, now).map_err(Failure::new);
    };
    let at = |failure: Failure| failure.at(display(folder));
    let mut data = Data::new();
    for entry in [CERTIFICATE, KEY, CHAIN, ROOT] {
        let path = folder.join(entry);
        if path.exists() {
            data.insert(entry.to_owned(), files::read(&path, LONGEST).map_err(|e| at(Failure::new(e)))?);
        }
    }
    if let Some(ca) = Ca::from_secret(&data, now).map_err(|e| at(Failure::new(e)))? {
        return Ok(ca);
    }
    let ca = Ca::create(trust_domain, now).map_err(|e| at(Failure::new(e)))?;
    let roots = ca.roots().as_bytes().to_vec();
    for (entry, bytes) in ca.entries().into_iter().chain([(ROOT.to_owned(), roots)]) {
        keep(&folder.join(&entry), &bytes)
            .map_err(|e| at(Failure::new(format!("cannot keep {entry}: {e}"))))?;
    }
    Ok(ca)
}

/// Writes a file that is not there yet, for its owner alone.
fn keep(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)
}

/// The authority of a cluster: the user's, else that which was made there, else a new one. Of replicas that make one at the
/// same time the first counts.
///
/// # Errors
/// The API server cannot be asked, or what is there cannot be used.
pub(super) async fn of_cluster(
    cluster: &Cluster,
    namespace: &str,
    trust_domain: &TrustDomain,
) -> Result<Ca, Failure> {
    for _ in 0..TRIES {
        // Read before it is looked into, and this very version is replaced: what another writes meanwhile is a conflict.
        let own = read(cluster, namespace, OWN).await?;
        let given = read(cluster, namespace, GIVEN_AUTHORITY_SECRET).await?;
        for (name, secret) in [(GIVEN_AUTHORITY_SECRET, &given), (OWN, &own)] {
            if let Some(ca) = found(namespace, name, secret.as_ref())? {
                return Ok(ca);
            }
        }
        let ca = Ca::create(trust_domain, SystemTime::now()).map_err(Failure::new)?;
        match keep_in(cluster, namespace, own, &ca).await {
            Ok(()) => return Ok(ca),
            // Another was faster.
            Err(ClusterError::Exists { .. } | ClusterError::Conflict { .. }) => {}
            Err(error) => return Err(Failure::from(&error)),
        }
    }
    Err(Failure::new("the Secret of the authority is changed again and again")
        .at(format!("Secret {namespace}/{OWN}")))
}

async fn read(cluster: &Cluster, namespace: &str, name: &str) -> Result<Option<Value>, Failure> {
    cluster.get(object(namespace, name)).await.map_err(|e| Failure::from(&e))
}

/// Keeps an authority in the Secret as it was read, which has none: in one that is made, or in the empty one that is installed.
async fn keep_in(
    cluster: &Cluster,
    namespace: &str,
    read: Option<Value>,
    ca: &Ca,
) -> Result<(), ClusterError> {
    let object = object(namespace, OWN);
    match read {
        None => cluster.create(object, &secret(namespace, &ca.entries())).await.map(drop),
        Some(read) => cluster.replace(object, &filled(read, &ca.entries())).await.map(drop),
    }
}

/// The authority of a Secret, which may not be there or be empty.
fn found(namespace: &str, name: &str, secret: Option<&Value>) -> Result<Option<Ca>, Failure> {
    let Some(secret) = secret else { return Ok(None) };
    let at = |failure: Failure| failure.at(format!("Secret {namespace}/{name}"));
    let data = data(secret).map_err(|e| at(Failure::new(e)))?;
    let ca = Ca::from_secret(&data, SystemTime::now()).map_err(|e| at(Failure::new(e)))?;
    if ca.is_some() {
        tracing::info!(secret = format!("{namespace}/{name}"), "the authority is there");
    }
    Ok(ca)
}

fn object<'a>(namespace: &'a str, name: &'a str) -> Object<'a> {
    Object { kind: SECRET, namespace: Some(namespace), name }
}

fn data(secret: &Value) -> Result<Data, String> {
    let entries = secret.at(&["data"]).as_map().into_iter().flat_map(Map::iter);
    let entry = |(key, value): (&str, &Value)| {
        let bytes = base64::decode(value.as_str().unwrap_or_default()).map_err(|e| format!("{key}: {e}"))?;
        Ok((key.to_owned(), bytes))
    };
    entries.map(entry).collect()
}

fn secret(namespace: &str, data: &Data) -> Value {
    let mut secret = Value::Null;
    let fields = secret.become_map();
    fields.insert("apiVersion", "v1");
    fields.insert("kind", "Secret");
    // As Istio's has it, which reads it, too.
    fields.insert("type", "istio.io/ca-root");
    fields.entry("metadata").become_map().insert("name", OWN);
    fields.entry("metadata").become_map().insert("namespace", namespace);
    filled(secret, data)
}

fn filled(mut secret: Value, data: &Data) -> Value {
    let entries = secret.map_entry("data");
    for (key, bytes) in data {
        entries.insert(key.as_str(), base64::encode(bytes));
    }
    secret
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use http_body_util::{BodyExt, Full};
    use hyper::body::{Bytes, Incoming};
    use hyper::server::conn::http1;
    use hyper::service::service_fn;
    use hyper::{Request, Response};
    use hyper_util::rt::TokioIo;

    use super::*;

    fn trust_domain() -> TrustDomain {
        TrustDomain::new("cluster.local").unwrap()
    }

    #[test]
    fn an_authority_of_a_folder_is_made_once() {
        let folder = std::env::temp_dir().join(format!("outrigger-ca-{}", std::process::id()));
        std::fs::create_dir(&folder).unwrap();
        let made = of_folder(Some(&folder), &trust_domain()).unwrap();
        let read = of_folder(Some(&folder), &trust_domain()).unwrap();
        assert_eq!(made.roots(), read.roots());
        std::fs::write(folder.join("ca-key.pem"), "broken").unwrap();
        let refused = of_folder(Some(&folder), &trust_domain()).map(|_| ()).unwrap_err();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(refused.to_string().contains("ca-key.pem"), "{refused}");
    }

    #[test]
    fn a_secret_gives_back_what_it_was_given() {
        let ca = Ca::create(&trust_domain(), SystemTime::now()).unwrap();
        let secret = secret("ns", &ca.entries());
        assert_eq!(secret.str_at(&["metadata", "name"]), Some("istio-ca-secret"));
        let read = Ca::from_secret(&data(&secret).unwrap(), SystemTime::now()).unwrap().unwrap();
        assert_eq!(read.roots(), ca.roots());
        // One that is installed empty keeps what is said of it.
        let empty = kubeyaml::read("{metadata: {resourceVersion: '7'}, type: istio.io/ca-root}").unwrap();
        assert!(Ca::from_secret(&data(&empty).unwrap(), SystemTime::now()).unwrap().is_none());
        let filled = filled(empty, &ca.entries());
        assert_eq!(filled.str_at(&["metadata", "resourceVersion"]), Some("7"));
        assert_eq!(data(&filled).unwrap(), ca.entries());
    }

    /// An API server with an empty Secret, which another replica fills in once it was read.
    async fn api_server(other: Data) -> Cluster {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = format!("http://{}", listener.local_addr().unwrap());
        let is_filled = Arc::new(AtomicBool::new(false));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (other, is_filled) = (other.clone(), Arc::clone(&is_filled));
                let service =
                    service_fn(move |request| answer(request, other.clone(), Arc::clone(&is_filled)));
                let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
                tokio::spawn(connection);
            }
        });
        let kubeconfig = format!(
            "{{apiVersion: v1, kind: Config, current-context: a, contexts: [{{name: a, context: {{cluster: a, user: a}}}}], \
             clusters: [{{name: a, cluster: {{server: '{server}'}}}}], users: [{{name: a, user: {{}}}}]}}"
        );
        let path =
            std::env::temp_dir().join(format!("outrigger-authority-{}.kubeconfig", std::process::id()));
        std::fs::write(&path, kubeconfig).unwrap();
        let access = cluster::Access { kubeconfig: Some(path.clone()), ..cluster::Access::default() };
        let cluster = Cluster::connect(&access).await.unwrap();
        std::fs::remove_file(&path).unwrap();
        cluster
    }

    async fn answer(
        request: Request<Incoming>,
        other: Data,
        is_filled: Arc<AtomicBool>,
    ) -> Result<Response<Full<Bytes>>, Infallible> {
        let (head, body) = request.into_parts();
        let body = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
        let failure = |code: u16, reason: &str| {
            (
                code,
                format!(
                    r#"{{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"{reason}","code":{code}}}"#
                ),
            )
        };
        let (code, text) = match (head.method.as_str(), head.uri.path()) {
            ("GET", "/api/v1/namespaces/ns/secrets/istio-ca-secret") => {
                let (version, data) = match is_filled.swap(true, Ordering::SeqCst) {
                    false => ("1", Data::new()),
                    true => ("2", other),
                };
                let mut there = secret("ns", &data);
                there.map_entry("metadata").insert("resourceVersion", version);
                (200, kubeyaml::to_json(&there))
            }
            ("PUT", _) => match kubeyaml::read(&body).unwrap().str_at(&["metadata", "resourceVersion"]) {
                Some("2") => (200, body),
                _ => failure(409, "Conflict"),
            },
            _ => failure(404, "NotFound"),
        };
        let response = Response::builder().status(code).header("content-type", "application/json");
        Ok(response.body(Full::from(text)).unwrap())
    }

    #[tokio::test]
    async fn of_replicas_that_start_together_one_makes_the_authority() {
        let other = Ca::create(&trust_domain(), SystemTime::now()).unwrap();
        let cluster = api_server(other.entries()).await;
        let got = of_cluster(&cluster, "ns", &trust_domain()).await.unwrap();
        assert_eq!(got.roots(), other.roots());
    }
}
