//! An API server that has a mesh: it lists, watches, keeps what it is given, and believes each token what it says.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures_util::stream;
use http::{Method, Request, Response, StatusCode};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::world::World;

type Body = BoxBody<Bytes, Infallible>;
type Watchers = BTreeMap<String, Vec<mpsc::UnboundedSender<Bytes>>>;

/// An API server.
#[derive(Clone)]
pub struct Api {
    world: World,
    pub address: SocketAddr,
    watchers: Arc<Mutex<Watchers>>,
    kept: Arc<Mutex<BTreeMap<String, Value>>>,
}

impl Api {
    pub async fn start(world: World) -> Api {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let api = Api { world, address, watchers: Arc::default(), kept: Arc::default() };
        let serving = api.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                stream.set_nodelay(true).unwrap();
                let api = serving.clone();
                tokio::spawn(async move {
                    let service = service_fn(move |request| {
                        let api = api.clone();
                        async move { Ok::<_, Infallible>(api.answer(request).await) }
                    });
                    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
                });
            }
        });
        api
    }

    /// An object is new, another or gone: ADDED, MODIFIED, DELETED.
    pub fn tell(&self, plural: &str, what: &str, object: &Value) {
        let mut line = json!({ "type": what, "object": object }).to_string();
        line.push('\n');
        let line = Bytes::from(line);
        let mut watchers = self.watchers.lock().unwrap();
        let of_kind = watchers.entry(plural.to_owned()).or_default();
        of_kind.retain(|watcher| watcher.send(line.clone()).is_ok());
        assert!(!of_kind.is_empty(), "nobody watches {plural}");
    }

    async fn answer(&self, request: Request<Incoming>) -> Response<Body> {
        let path = request.uri().path().to_owned();
        let query = request.uri().query().unwrap_or_default();
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        // /api/v1/… and /apis/GROUP/VERSION/…
        let of_kind = if parts[0] == "api" { &parts[2..] } else { &parts[3..] };
        let (plural, name) = match of_kind {
            ["namespaces", _, plural, rest @ ..] => (*plural, rest.first()),
            [plural, rest @ ..] => (*plural, rest.first()),
            [] => return json_of(StatusCode::NOT_FOUND, &json!({})),
        };
        match (request.method().clone(), name) {
            (Method::GET, None) if query.contains("watch=") => self.watch(plural),
            (Method::GET, None) => {
                let list = json!({
                    "kind": "List", "apiVersion": "v1", "metadata": { "resourceVersion": "1" },
                    "items": self.world.list(plural),
                });
                json_of(StatusCode::OK, &list)
            }
            (Method::GET, Some(_)) => match self.kept.lock().unwrap().get(&path) {
                Some(object) => json_of(StatusCode::OK, object),
                None => {
                    let status = json!({
                        "kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404,
                        "message": "not found",
                    });
                    json_of(StatusCode::NOT_FOUND, &status)
                }
            },
            (method, name) => {
                let body = request.into_body().collect().await.unwrap().to_bytes();
                let mut object: Value = serde_json::from_slice(&body).unwrap_or_default();
                if plural == "tokenreviews" {
                    object["status"] = review(object["spec"]["token"].as_str().unwrap_or_default());
                } else if method != Method::DELETE {
                    object["metadata"]["resourceVersion"] = json!("2");
                    let path = match name {
                        Some(_) => path,
                        None => format!("{path}/{}", object["metadata"]["name"].as_str().unwrap_or_default()),
                    };
                    self.kept.lock().unwrap().insert(path, object.clone());
                }
                let created = method == Method::POST;
                json_of(if created { StatusCode::CREATED } else { StatusCode::OK }, &object)
            }
        }
    }

    fn watch(&self, plural: &str) -> Response<Body> {
        let (told, heard) = mpsc::unbounded_channel();
        self.watchers.lock().unwrap().entry(plural.to_owned()).or_default().push(told);
        let lines = stream::unfold(heard, |mut heard| async {
            let line: Bytes = heard.recv().await?;
            Some((Ok::<_, Infallible>(Frame::data(line)), heard))
        });
        let mut response = Response::new(BodyExt::boxed(StreamBody::new(lines)));
        response.headers_mut().insert("content-type", "application/json".parse().unwrap());
        response
    }
}

/// A token of a pod's service account.
pub fn token(namespace: &str, account: &str, pod: &str) -> String {
    format!("token.{namespace}.{account}.{pod}")
}

fn review(token: &str) -> Value {
    let parts: Vec<&str> = token.split('.').collect();
    let [_, namespace, account, pod] = parts[..] else { return json!({ "authenticated": false }) };
    json!({
        "authenticated": true, "audiences": ["istio-ca"],
        "user": {
            "username": format!("system:serviceaccount:{namespace}:{account}"), "groups": ["system:serviceaccounts"],
            "extra": { "authentication.kubernetes.io/pod-name": [pod] },
        },
    })
}

fn json_of(status: StatusCode, object: &Value) -> Response<Body> {
    let mut response = Response::new(BodyExt::boxed(Full::new(Bytes::from(object.to_string()))));
    *response.status_mut() = status;
    response.headers_mut().insert("content-type", "application/json".parse().unwrap());
    response
}
