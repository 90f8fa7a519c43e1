//! The application's probes, each kind and each way to fail.

use std::sync::atomic::{AtomicU8, Ordering};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::{HeaderName, HeaderValue};
use hyper::{Request, Response, Version};

use crate::application::{Application, Body, Speaks, body, status};
use crate::harness::{Agent, Answer, Pod, ask, free_ports};

/// An agent for these probes, by the names of their containers.
fn agent(probes: &[(&str, String)]) -> Agent {
    let table = probes.iter().map(|(name, probe)| format!("\"/app-health/{name}/readyz\":{probe}"));
    let table = format!("{{{}}}", table.collect::<Vec<_>>().join(","));
    let agent = Pod::new().variable("ISTIO_KUBE_APP_PROBERS", &table).start();
    agent.listens();
    agent
}

/// What the kubelet gets for a probe.
fn probe(agent: &Agent, name: &str) -> Answer {
    let port = agent.pod.ports[2];
    let headers = format!("host: 10.0.0.9:{port}\r\nuser-agent: kube-probe/1.36\r\nx-mine: a\r\nx-mine: b");
    ask(port, &format!("GET /app-health/{name}/readyz HTTP/1.1\r\n{headers}\r\nconnection: close\r\n\r\n"))
        .unwrap()
}

fn http(port: u16, path: &str, scheme: &str) -> String {
    format!(r#"{{"httpGet":{{"path":"{path}","port":{port},"scheme":"{scheme}"}},"timeoutSeconds":20}}"#)
}

fn by_path(request: &Request<Incoming>) -> Response<Body> {
    let to =
        |location: &str| Response::builder().status(302).header("location", location).body(body("")).unwrap();
    match request.uri().path() {
        "/up" => status(200),
        "/teapot" => status(418),
        "/moved" => to("/up"),
        "/relative/moved" => to("../teapot"),
        "/elsewhere" => to("http://10.255.255.1/"),
        "/loop" => to("/loop"),
        "/nowhere" => to("gopher://x"),
        "/unchanged" => status(304),
        "/long" => Response::new(body(vec![b'x'; 1 << 20])),
        _ => status(404),
    }
}

#[test]
fn http_is_asked_as_the_kubelet_asks() {
    let application = Application::start(Speaks::Http1, by_path);
    let at = |path: &str| http(application.port, path, "HTTP");
    let [nobody] = free_ports();
    let agent = agent(&[
        ("up", at("/up?a=b")),
        ("teapot", at("teapot")),
        ("moved", at("/moved")),
        ("relative", at("/relative/moved")),
        ("elsewhere", at("/elsewhere")),
        ("loop", at("/loop")),
        ("nowhere", at("/nowhere")),
        ("unchanged", at("/unchanged")),
        ("long", at("/long")),
        ("refused", http(nobody, "/up", "HTTP")),
        ("notls", http(application.port, "/up", "HTTPS")),
    ]);
    for (name, want) in [
        ("up", 200),
        ("teapot", 418),
        ("moved", 200),
        ("relative", 418),
        // What is elsewhere is not the application's, which answered.
        ("elsewhere", 200),
        ("loop", 500),
        ("nowhere", 500),
        ("unchanged", 200),
        ("refused", 500),
        ("notls", 500),
    ] {
        assert_eq!(probe(&agent, name).status, want, "{name}: {}", agent.log());
    }
    assert_eq!(probe(&agent, "up").body, "said");
    assert_eq!(probe(&agent, "long").body.len(), 10 << 10);
    let asked = application.asked().into_iter().next().unwrap();
    assert_eq!((asked.line.as_str(), asked.version), ("GET /up?a=b", Version::HTTP_11));
    // The rules of traffic capture let this address pass to the application.
    assert_eq!(asked.peer.ip().to_string(), "127.0.0.6");
    assert_eq!(asked.host, format!("10.0.0.9:{}", application.port));
    assert!(asked.headers.contains("user-agent: kube-probe/1.36\nx-mine: a\nx-mine: b\n"), "{asked:?}");
    assert_eq!(application.asked().iter().filter(|asked| asked.line == "GET /loop").count(), 10);
    let log = agent.log();
    assert!(log.contains("probe /app-health/refused/readyz failed: cannot connect to 127.0.0.1:"), "{log}");
    assert!(log.contains("probe /app-health/loop/readyz failed: stopped after 10 redirects"), "{log}");
}

#[test]
fn certificates_are_not_looked_at() {
    for (speaks, version) in [(Speaks::Tls, Version::HTTP_11), (Speaks::TlsHttp2, Version::HTTP_2)] {
        let application = Application::start(speaks, by_path);
        let agent = agent(&[
            ("up", http(application.port, "/up", "HTTPS")),
            ("teapot", http(application.port, "/teapot", "HTTPS")),
            ("plain", http(application.port, "/up", "HTTP")),
        ]);
        for (name, want) in [("up", 200), ("teapot", 418), ("plain", 500)] {
            assert_eq!(probe(&agent, name).status, want, "{speaks:?} {name}: {}", agent.log());
        }
        let asked = application.asked().into_iter().next().unwrap();
        assert_eq!((asked.version, asked.host), (version, format!("10.0.0.9:{}", application.port)));
    }
}

/// The health service's answer for a service: a message in gRPC's framing, whose first field is the status, and trailers.
fn health(request: &Request<Incoming>) -> Response<Body> {
    assert_eq!(request.uri().path(), "/grpc.health.v1.Health/Check");
    assert_eq!(request.headers()["user-agent"].to_str().unwrap().split(' ').next(), Some("kube-probe/1.36"));
    let head = Response::builder().header("content-type", "application/grpc");
    // Serving for the first that asks, not serving for the next.
    static COUNT: AtomicU8 = AtomicU8::new(1);
    let message = vec![0, 0, 0, 0, 2, 8, COUNT.fetch_add(1, Ordering::Relaxed)];
    let trailers = async { Some(Ok([("grpc-status", "0")].map(header).into_iter().collect())) };
    head.body(Full::new(Bytes::from(message)).with_trailers(trailers).boxed_unsync()).unwrap()
}

fn header((name, value): (&'static str, &'static str)) -> (HeaderName, HeaderValue) {
    (HeaderName::from_static(name), HeaderValue::from_static(value))
}

fn unimplemented(_: &Request<Incoming>) -> Response<Body> {
    let head = Response::builder().header("content-type", "application/grpc").header("grpc-status", "12");
    head.body(body("")).unwrap()
}

#[test]
fn tcp_and_grpc_are_asked_and_late_answers_do_not_count() {
    let plain = Application::start(Speaks::Http1, by_path);
    let other = Application::start(Speaks::Http2, unimplemented);
    let healthy = Application::start(Speaks::Http2, health);
    // It takes connections, and says nothing.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = (silent.local_addr().unwrap().port(), silent);
    let [nobody] = free_ports();
    let tcp = |port: u16| format!(r#"{{"tcpSocket":{{"port":{port}}},"timeoutSeconds":20}}"#);
    let grpc = |port: u16| format!(r#"{{"grpc":{{"port":{port},"service":"shop"}},"timeoutSeconds":1}}"#);
    let agent = agent(&[
        ("tcp", tcp(plain.port)),
        ("refused", tcp(nobody)),
        ("unimplemented", grpc(other.port)),
        ("serving", grpc(healthy.port)),
        ("sick", grpc(healthy.port)),
        ("http1", grpc(plain.port)),
        ("late", grpc(silent.0)),
        ("slow", format!(r#"{{"httpGet":{{"port":{}}}}}"#, silent.0)),
    ]);
    for (name, want, why) in [
        ("tcp", 200, ""),
        ("refused", 500, "cannot connect to 127.0.0.1:"),
        ("unimplemented", 500, "server does not implement the grpc health protocol"),
        ("serving", 200, ""),
        ("sick", 500, "service \"shop\" is NOT_SERVING"),
        ("http1", 500, ""),
        ("late", 500, "no answer within 1s"),
        ("slow", 500, "no answer within 1s"),
    ] {
        assert_eq!(probe(&agent, name).status, want, "{name}: {}", agent.log());
        let log = agent.log();
        assert!(
            log.lines().any(|line| why.is_empty() || line.contains(name) && line.contains(why)),
            "{name}: {log}"
        );
    }
}
