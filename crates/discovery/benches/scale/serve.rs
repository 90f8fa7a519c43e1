//! The crate in a process of its own, for where the program is not built: it reads the API server without a library.

use std::pin::Pin;
use std::sync::Arc;
use std::time::SystemTime;

use discovery::{
    About, Authenticator, Change, Feed, Frame, Gathering, Plane, Ports, Reviewer, Server, Tokens,
};
use identity::{Ca, Review, Token, TrustDomain};
use kubeyaml::Value;
use mesh::KINDS;
use objects::{Kind, parts};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::sync::mpsc;

/// Serves the mesh of an API server, with an authority whose root it writes to a file. Never ends.
pub async fn serve(api: &str, root: &str) {
    let feed = Feed::default();
    let frame = Frame {
        domain: "cluster.local".to_owned(),
        cluster: "Kubernetes".to_owned(),
        namespace: "istio-system".to_owned(),
        config_map: "istio".to_owned(),
        mesh_config: None,
        ignores_authorization_policies: false,
    };
    let gathering = Gathering::new(frame, &KINDS, feed.clone()).unwrap();
    let (said, heard) = mpsc::channel(100);
    for kind in KINDS {
        tokio::spawn(watch(api.to_owned(), kind, said.clone()));
    }
    let changes =
        futures_util::stream::unfold(heard, |mut heard| async { Some((heard.recv().await?, heard)) });
    tokio::spawn(async move { gathering.follow(changes).await });
    let trust_domain = TrustDomain::new("cluster.local").unwrap();
    let ca = Arc::new(Ca::create(&trust_domain, SystemTime::now()).unwrap());
    std::fs::write(root, ca.roots()).unwrap();
    let tokens = Tokens::Reviewer(Arc::new(Asking(api.to_owned())));
    let authenticator = Authenticator::new(trust_domain, vec!["istio-ca".to_owned()], tokens);
    let about = About { name: "istiod-1".into(), version: "1".into(), revision: String::new() };
    let plane = Plane::new("istio-system", about, feed, ca, authenticator);
    let names = certs::Names::of_service("istiod", "istio-system").unwrap();
    let any = "127.0.0.1:0".parse().unwrap();
    let ports = Ports { secure: Some(any), plaintext: Some(any), monitoring: vec![any] };
    let server = Server::open(Arc::new(plane), names, &ports).await.unwrap();
    eprintln!("serving {:?}", server.addresses());
    server.run(std::future::pending()).await;
}

/// Lists a kind, and goes on with what happens to it.
async fn watch(api: String, kind: Kind, said: mpsc::Sender<Change>) {
    let path = match kind.group {
        "" => format!("/api/{}/{}", kind.version, kind.plural),
        group => format!("/apis/{group}/{}/{}", kind.version, kind.plural),
    };
    let keep = |object: &serde_json::Value| -> Value {
        let mut object = kubeyaml::from_json(object.to_string().as_bytes()).unwrap();
        parts::of_mesh(kind).keep(&mut object);
        object
    };
    let list: serde_json::Value =
        serde_json::from_slice(&ask(&api, &format!("GET {path}"), "").await).unwrap();
    let all = list["items"].as_array().unwrap().iter().map(keep).collect();
    drop(list);
    said.send(Change::All(kind, all)).await.unwrap();
    let mut stream = TcpStream::connect(&api).await.unwrap();
    let request = format!("GET {path}?watch=true HTTP/1.1\r\nhost: x\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut lines = BufReader::new(stream).lines();
    // Between the lines of events are those of HTTP.
    while let Ok(Some(line)) = lines.next_line().await {
        let Ok(event) = serde_json::from_str::<serde_json::Value>(&line) else { continue };
        let Some(what) = event["type"].as_str() else { continue };
        let object = keep(&event["object"]);
        let change = if what == "DELETED" { Change::Deleted(object) } else { Change::Applied(object) };
        said.send(change).await.unwrap();
    }
}

/// The body of an answer.
async fn ask(api: &str, what: &str, body: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(api).await.unwrap();
    let request = format!(
        "{what} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut read = Vec::new();
    stream.read_to_end(&mut read).await.unwrap();
    let head = read.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    read.split_off(head + 4)
}

struct Asking(String);

impl Reviewer for Asking {
    fn review<'a>(
        &'a self,
        token: &'a Token,
    ) -> Pin<Box<dyn Future<Output = Result<Review, String>> + Send + 'a>> {
        Box::pin(async move {
            let question = serde_json::json!({ "spec": { "token": token.expose() } }).to_string();
            let answer = ask(&self.0, "POST /apis/authentication.k8s.io/v1/tokenreviews", &question).await;
            let answer: serde_json::Value = serde_json::from_slice(&answer).unwrap();
            let status = &answer["status"];
            let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            Ok(Review {
                authenticated: status["authenticated"] == true,
                username: text(&status["user"]["username"]),
                groups: vec![text(&status["user"]["groups"][0])],
                audiences: vec![text(&status["audiences"][0])],
                pod: Some(text(&status["user"]["extra"]["authentication.kubernetes.io/pod-name"][0])),
                error: String::new(),
            })
        })
    }
}
