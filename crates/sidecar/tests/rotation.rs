//! A7: two real Envoys with certificates of ours that live for seconds, under load: no request fails.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::disallowed_macros)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::net::UnixStream;
use tokio::time::sleep;

use support::authority::Authority;
use support::{PATIENCE, Pod, Running, until};

/// How long a certificate lives: the agent renews it when half of that has passed.
const LIFETIME: Duration = Duration::from_secs(8);
/// How many are signed for each side, while requests are under way.
const RENEWALS: usize = 4;
/// How many requests there are at the least.
const REQUESTS: usize = 1000;

/// Where `crates/init/tests/netns/tools.sh` puts it, or `ENVOY` names it.
fn envoy() -> Option<PathBuf> {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/envoy/envoy");
    let path = std::env::var_os("ENVOY").map_or(built, PathBuf::from);
    if path.exists() {
        return path.canonicalize().ok();
    }
    let text = format!(
        "skipped: there is no Envoy at {}; crates/init/tests/netns/tools.sh fetches it",
        path.display()
    );
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{text}");
    eprintln!("{text}");
    None
}

/// One side: a pod, its agent's part, and an Envoy that asks it.
struct Side {
    pod: Pod,
    authority: Authority,
    _agent: Running,
    envoy: Child,
}

impl Drop for Side {
    fn drop(&mut self) {
        _ = self.envoy.kill();
        _ = self.envoy.wait();
    }
}

impl Side {
    async fn start(program: &Path, authority: &Authority, config: impl FnOnce(&Pod) -> String) -> Side {
        let pod = Pod::new(&authority.roots());
        let plan = pod.plan(&authority.name(), &[]);
        let agent = pod.start(&plan).await;
        fs::write(pod.path("envoy.yaml"), config(&pod)).unwrap();
        let log = fs::File::create(pod.path("envoy.log")).unwrap();
        let envoy = Command::new(program)
            .args(["--disable-hot-restart", "--concurrency", "1", "--log-level", "warning", "-c"])
            .arg(pod.path("envoy.yaml"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        Side { pod, authority: authority.clone(), _agent: agent, envoy }
    }

    fn log(&self) -> String {
        fs::read_to_string(self.pod.path("envoy.log")).unwrap_or_default()
    }

    /// A figure of Envoy's.
    async fn stat(&self, name: &str) -> u64 {
        let path = format!("/stats?filter={name}");
        let (_, text) = get(&mut connect(&self.pod.path("admin")).await.unwrap(), &path).await.unwrap();
        text.lines().filter_map(|line| line.rsplit_once(": ")?.1.parse::<u64>().ok()).sum()
    }
}

async fn connect(socket: &Path) -> Option<SendRequest<Empty<Bytes>>> {
    let stream = UnixStream::connect(socket).await.ok()?;
    let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
    tokio::spawn(connection);
    Some(sender)
}

async fn get(sender: &mut SendRequest<Empty<Bytes>>, path: &str) -> Option<(u16, String)> {
    sender.ready().await.ok()?;
    let request = http::Request::builder().uri(path).header("host", "server").body(Empty::new()).unwrap();
    let answer = sender.send_request(request).await.ok()?;
    let status = answer.status().as_u16();
    let body = answer.into_body().collect().await.ok()?.to_bytes();
    Some((status, String::from_utf8_lossy(&body).into_owned()))
}

/// What both sides have: an admin socket, and the agent's socket as a cluster.
fn common(pod: &Pod) -> String {
    let (admin, agent) = (pod.path("admin"), pod.path("uds/socket"));
    let (admin, agent) = (admin.display(), agent.display());
    format!(
        "node: {{id: sidecar~10.0.0.1~sleep-1.default~default.svc.cluster.local, cluster: sleep.default}}
admin: {{address: {{pipe: {{path: {admin}}}}}}}
static_resources:
  clusters:
  - name: sds-grpc
    type: STATIC
    connect_timeout: 1s
    typed_extension_protocol_options:
      envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
        '@type': type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
        explicit_http_config: {{http2_protocol_options: {{}}}}
    load_assignment:
      cluster_name: sds-grpc
      endpoints: [{{lb_endpoints: [{{endpoint: {{address: {{pipe: {{path: {agent}}}}}}}}}]}}]
"
    )
}

/// A certificate and roots by SDS, and a peer of this mesh.
fn tls() -> String {
    let sds = |name: &str| {
        format!(
            "{{name: {name}, sds_config: {{resource_api_version: V3, initial_fetch_timeout: 0s, api_config_source: {{\
             api_type: GRPC, transport_api_version: V3, set_node_on_first_message_only: true, \
             grpc_services: [{{envoy_grpc: {{cluster_name: sds-grpc}}}}]}}}}}}"
        )
    };
    format!(
        "common_tls_context: {{tls_certificate_sds_secret_configs: [{}], combined_validation_context: \
         {{default_validation_context: {{match_typed_subject_alt_names: [{{san_type: URI, matcher: \
         {{prefix: 'spiffe://cluster.local/'}}}}]}}, validation_context_sds_secret_config: {}}}}}",
        sds("default"),
        sds("ROOTCA")
    )
}

fn listener(pod: &Pod, routes: &str, transport: &str) -> String {
    let socket = pod.path("listener");
    format!(
        "  listeners:
  - name: listener
    address: {{pipe: {{path: {}}}}}
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          '@type': type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: test
          http_filters:
          - name: envoy.filters.http.router
            typed_config: {{'@type': type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}
          route_config:
            virtual_hosts:
            - name: all
              domains: ['*']
              routes:
{routes}
{transport}
",
        socket.display()
    )
}

fn server(pod: &Pod) -> String {
    let routes =
        "              - {match: {prefix: /}, direct_response: {status: 200, body: {inline_string: hello}}}";
    let transport = format!(
        "      transport_socket:
        name: envoy.transport_sockets.tls
        typed_config: {{'@type': type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext, \
         require_client_certificate: true, {}}}",
        tls()
    );
    common(pod) + &listener(pod, routes, &transport)
}

fn client(pod: &Pod, server: &Path) -> String {
    let cluster = |name: &str, options: &str| {
        format!(
            "  - name: {name}
    type: STATIC
    connect_timeout: 5s
    {options}
    load_assignment:
      cluster_name: {name}
      endpoints: [{{lb_endpoints: [{{endpoint: {{address: {{pipe: {{path: {}}}}}}}}}]}}]
    transport_socket:
      name: envoy.transport_sockets.tls
      typed_config: {{'@type': type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext, {}}}
",
            server.display(),
            tls()
        )
    };
    let once = "typed_extension_protocol_options: {envoy.extensions.upstreams.http.v3.HttpProtocolOptions: {'@type': \
                type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions, common_http_protocol_options: \
                {max_requests_per_connection: 1}, explicit_http_config: {http_protocol_options: {}}}}";
    let routes = "              - {match: {prefix: /new}, route: {cluster: new}}
              - {match: {prefix: /kept}, route: {cluster: kept}}";
    common(pod) + &cluster("new", once) + &cluster("kept", "") + &listener(pod, routes, "")
}

#[tokio::test]
async fn no_request_fails_while_both_sides_renew_their_certificates() {
    let Some(program) = envoy() else { return };
    let authority = [Authority::with_tls().await, Authority::with_tls().await];
    // Both sign for one mesh.
    let ca = authority[0].with(|state| state.ca.clone());
    for authority in &authority {
        authority.with(|state| {
            state.ca = ca.clone();
            state.lifetime = Some(LIFETIME);
        });
    }
    let far = Side::start(&program, &authority[1], server).await;
    let near = Side::start(&program, &authority[0], |pod| client(pod, &far.pod.path("listener"))).await;
    let socket = near.pod.path("listener");
    until("Envoy listens", || socket.exists()).await;
    let mut sender = None;
    while sender.is_none() {
        sender = connect(&socket).await;
        sleep(Duration::from_millis(50)).await;
    }
    let mut sender = sender.unwrap();
    // From the first answer on none may fail.
    while get(&mut sender, "/new").await.is_none_or(|(status, _)| status != 200) {
        sleep(Duration::from_millis(50)).await;
    }
    let began: Vec<usize> = authority.iter().map(Authority::requests).collect();
    let mut answered = 0;
    let is_done = |answered: usize| {
        let renewed = authority.iter().zip(&began).all(|(side, began)| side.requests() >= began + RENEWALS);
        renewed && answered >= REQUESTS
    };
    let began_at = tokio::time::Instant::now();
    while !is_done(answered) {
        assert!(began_at.elapsed() < PATIENCE * 3, "no renewals: {}\n{}", near.log(), far.log());
        for path in ["/new", "/kept"] {
            let answer = get(&mut sender, path).await;
            assert_eq!(
                answer,
                Some((200, "hello".to_owned())),
                "request {answered} of {path}\nclient: {}\nserver: {}",
                near.log(),
                far.log()
            );
            answered += 1;
        }
        sleep(Duration::from_millis(5)).await;
    }
    // They were made with certificates that came one after another, and each connection was secured.
    for side in [&near, &far] {
        assert!(side.stat("ssl_context_update_by_sds").await as usize >= RENEWALS, "{}", side.log());
        assert_eq!(side.stat("ssl.connection_error|ssl.fail_verify_").await, 0, "{}", side.log());
        assert!(side.authority.requests() >= RENEWALS);
    }
    // Whoever reaches Envoy's admin interface sees certificates, but in the key's place `[redacted]` in base64.
    let mut admin = connect(&near.pod.path("admin")).await.unwrap();
    let (_, dump) = get(&mut admin, "/config_dump?resource=dynamic_active_secrets").await.unwrap();
    assert!(dump.contains("\"name\": \"default\"") && dump.contains("\"W3JlZGFjdGVkXQ==\""), "{dump}");
    let handshakes = far.stat("listener.*ssl.handshake").await as usize;
    assert!(handshakes >= answered / 2, "{handshakes} of {answered}");
    println!(
        "{answered} requests, {handshakes} handshakes, {} and {} certificates",
        authority[0].requests(),
        authority[1].requests()
    );
}
