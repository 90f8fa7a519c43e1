//! The workload's certificate, from an authority that runs here to an Envoy that asks here: F1 to F4 and what is around them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::{Duration, SystemTime};

use envoy_api::envoy::extensions::transport_sockets::tls::v3::secret;
use identity::{Key, Names, Pair, Roots, csr};
use prometheus_client::encoding::text;
use sidecar::certificates::Certificates;
use tonic::{Code, Status};

use support::authority::{Authority, ca};
use support::envoy::Stream;
use support::{Pod, TOKEN, until};

/// A pod whose authority runs.
async fn pod() -> (Pod, Authority, agent::settings::Plan) {
    let authority = Authority::with_tls().await;
    let pod = Pod::new(&authority.roots());
    let plan = pod.plan(&authority.name(), &[]);
    (pod, authority, plan)
}

#[tokio::test]
async fn a_certificate_is_signed_and_served() {
    let (pod, authority, plan) = pod().await;
    let running = pod.start(&plan).await;
    let mut certificate = Stream::open(&plan.paths.workload_socket, "default").await;
    let mut roots = Stream::open(&plan.paths.workload_socket, "ROOTCA").await;
    let pair = certificate.pair().await;
    assert_eq!(pair.uris(), ["spiffe://cluster.local/ns/default/sa/sleep"]);
    assert!(pair.key().pem().starts_with("-----BEGIN EC PRIVATE KEY-----\n"), "Go's form without PKCS8_KEY");
    assert_eq!(roots.roots().await.pem(), authority.roots());
    let (headers, request) = authority.with(|state| (state.asked[0].clone(), state.requests[0].clone()));
    assert_eq!(headers["authorization"], format!("Bearer {TOKEN}"));
    assert_eq!(headers["clusterid"], "Kubernetes");
    assert_eq!(request.validity_duration, 86400);
    assert_eq!(authority.requests(), 1);
    let mut found = String::new();
    text::encode(&mut found, &running.metrics).unwrap();
    let expiry = "istio_agent_cert_expiry_seconds{resource_name=\"default\"} ";
    let expiry: f64 = found.lines().find_map(|line| line.strip_prefix(expiry)).unwrap().parse().unwrap();
    assert!((80_000.0..86_401.0).contains(&expiry), "{expiry}");
    running.end().await;
}

#[tokio::test]
async fn settings_say_which_key_and_what_is_asked() {
    let authority = Authority::in_plaintext().await;
    let pod = Pod::new("");
    let address = authority.address.to_string();
    for (variables, label) in [
        (&[("PKCS8_KEY", "true"), ("SECRET_TTL", "1h"), ("CA_HEADER_X-Mesh", "m")][..], "PRIVATE KEY"),
        (&[("WORKLOAD_RSA_KEY_SIZE", "2048")], "RSA PRIVATE KEY"),
        // As pods of old injectors are: the CA knows whose the token is.
        (&[("SERVICE_ACCOUNT", "")], "EC PRIVATE KEY"),
        (&[("ECC_SIGNATURE_ALGORITHM", "ECDSA"), ("ECC_CURVE", "P384")], "EC PRIVATE KEY"),
    ] {
        let mut plan = pod.plan(&address, variables);
        plan.certificates.ca.server.tls = None;
        let running = pod.start(&plan).await;
        let pair = Stream::open(&plan.paths.workload_socket, "default").await.pair().await;
        assert!(pair.key().pem().starts_with(&format!("-----BEGIN {label}-----\n")), "{variables:?}");
        running.end().await;
    }
    authority.with(|state| {
        assert_eq!(state.requests[0].validity_duration, 3600);
        assert_eq!(state.asked[0]["x-mesh"], "m");
    });
}

/// How many requests to the authority have failed.
fn failures(running: &support::Running) -> u64 {
    let mut found = String::new();
    text::encode(&mut found, &running.metrics).unwrap();
    let name = "istio_agent_num_failed_outgoing_requests{request_type=\"csr\"} ";
    found.lines().find_map(|line| line.strip_prefix(name)).unwrap().parse().unwrap()
}

/// F1
#[tokio::test]
async fn an_authority_that_is_away_at_the_start_is_waited_for() {
    let (pod, authority, plan) = pod().await;
    authority.with(|state| state.is_away = true);
    let running = pod.start(&plan).await;
    let mut certificate = Stream::open(&plan.paths.workload_socket, "default").await;
    until("a third failure", || failures(&running) >= 3).await;
    authority.with(|state| state.is_away = false);
    assert_eq!(certificate.pair().await.uris().len(), 1);
    running.end().await;
}

/// F2, and renewal on the way: the stream is the same all along.
#[tokio::test]
async fn a_certificate_is_renewed_and_stays_while_the_authority_is_away() {
    let (pod, authority, plan) = pod().await;
    authority.with(|state| state.lifetime = Some(Duration::from_secs(4)));
    let running = pod.start(&plan).await;
    let mut certificate = Stream::open(&plan.paths.workload_socket, "default").await;
    let mut roots = Stream::open(&plan.paths.workload_socket, "ROOTCA").await;
    let first = certificate.pair().await;
    let second = certificate.pair().await;
    assert_ne!(first.key(), second.key());
    assert!(second.not_after() >= first.not_after());
    authority.with(|state| state.refusal = Some(Status::unavailable("later")));
    let asked = authority.requests();
    until("tries to renew", || authority.requests() > asked + 3).await;
    // Who asks now gets what there is.
    let same = Stream::open(&plan.paths.workload_socket, "default").await.pair().await;
    assert_eq!(same, second);
    authority.with(|state| state.refusal = None);
    assert_ne!(certificate.pair().await.key(), second.key());
    // The roots were the same all along, and were sent once.
    assert_eq!(roots.roots().await.pem(), authority.roots());
    running.end().await;
}

/// F3
#[tokio::test]
async fn a_token_is_read_each_time() {
    let (pod, authority, plan) = pod().await;
    pod.remove("token");
    authority.with(|state| state.lifetime = Some(Duration::from_secs(2)));
    let running = pod.start(&plan).await;
    let mut certificate = Stream::open(&plan.paths.workload_socket, "default").await;
    for token in ["", "two words"] {
        let before = failures(&running);
        until("a failure", || failures(&running) > before).await;
        pod.write("token", token);
    }
    assert_eq!(authority.requests(), 0, "nobody asks without a token");
    pod.write("token", "first\n");
    _ = certificate.pair().await;
    pod.write("token", "second");
    until("a request with the new token", || {
        authority
            .with(|state| state.asked.last().is_some_and(|asked| asked["authorization"] == "Bearer second"))
    })
    .await;
    authority.with(|state| assert_eq!(state.asked[0]["authorization"], "Bearer first"));
    _ = certificate.pair().await;
    running.end().await;
}

/// F4
#[tokio::test]
async fn roots_are_read_each_time() {
    let (pod, authority, plan) = pod().await;
    authority.with(|state| state.lifetime = Some(Duration::from_secs(4)));
    let running = pod.start(&plan).await;
    let mut certificate = Stream::open(&plan.paths.workload_socket, "default").await;
    let mut roots = Stream::open(&plan.paths.workload_socket, "ROOTCA").await;
    _ = certificate.pair().await;
    let first = roots.roots().await;
    // The authority is another one from now on, which the pod does not trust until its ConfigMap says so.
    authority.with(|state| state.ca = ca().into());
    let asked = authority.requests();
    until("a failure", || failures(&running) > 0).await;
    assert_eq!(authority.requests(), asked, "nobody asks who is not trusted");
    pod.write("roots", &authority.roots());
    _ = certificate.pair().await;
    let second = roots.roots().await;
    assert_ne!(first, second);
    assert_eq!(second.pem(), authority.roots());
    running.end().await;
}

/// `PROV_CERT`: each connection shows the files as they are then.
#[tokio::test]
async fn a_provisioned_certificate_says_who_asks_until_it_has_expired() {
    let (pod, authority, mut plan) = pod().await;
    let id = "spiffe://cluster.local/ns/default/sa/sleep".parse().unwrap();
    let provision = |now: SystemTime| {
        let key = Key::generate().unwrap();
        let request = csr::create(Some(&id), &key).unwrap();
        let signed =
            authority.with(|state| state.ca.sign(&request, &id, now, Some(Duration::from_secs(600))));
        pod.write("provisioned/key.pem", key.pem());
        pod.write("provisioned/cert-chain.pem", &signed.unwrap().concat());
    };
    plan.certificates.ca.provisioned = Some(agent::settings::CertificateFiles {
        chain: pod.path("provisioned/cert-chain.pem"),
        key: pod.path("provisioned/key.pem"),
        root: pod.path("roots"),
    });
    // A virtual machine has no token after it was started again.
    pod.remove("token");
    provision(SystemTime::now());
    authority.with(|state| state.lifetime = Some(Duration::from_secs(2)));
    let running = pod.start(&plan).await;
    let mut certificate = Stream::open(&plan.paths.workload_socket, "default").await;
    _ = certificate.pair().await;
    authority.with(|state| {
        assert!(state.shown[0] > 0 && !state.asked[0].contains_key("authorization"));
        state.shown.clear();
    });
    pod.write("token", TOKEN);
    provision(SystemTime::now() - Duration::from_secs(700));
    until("a connection without the expired one", || authority.with(|state| state.shown.last() == Some(&0)))
        .await;
    _ = certificate.pair().await;
    authority.with(|state| assert!(state.asked.last().unwrap().contains_key("authorization")));
    running.end().await;
}

#[tokio::test]
async fn further_roots_are_trusted_beside() {
    let (pod, authority, plan) = pod().await;
    let running = pod.start(&plan).await;
    let mut roots = Stream::open(&plan.paths.workload_socket, "ROOTCA").await;
    assert_eq!(roots.roots().await.certificates().len(), 1);
    let other = ca().roots().to_owned();
    running.anchors.set(&other).unwrap();
    assert_eq!(roots.roots().await.pem(), format!("{}{other}", authority.roots()));
    assert!(running.anchors.set("nonsense").is_err());
    running.anchors.set("").unwrap();
    assert_eq!(roots.roots().await.pem(), authority.roots());
    running.end().await;
}

/// A chain and a key, with the roots that they lead to.
fn pair() -> (String, String, String) {
    let ca = ca();
    let names = Names::of_service("some", "where").unwrap();
    let pair = ca.serve(&names, SystemTime::now(), Duration::from_secs(3600)).unwrap();
    (pair.chain().to_owned(), pair.key().pem().to_owned(), ca.roots().to_owned())
}

#[tokio::test]
async fn certificates_of_files_follow_the_files() {
    let (pod, _authority, plan) = pod().await;
    let (first, second) = (pair(), pair());
    pod.write("c.pem", &first.0);
    pod.write("k.pem", &first.1);
    pod.write("r.pem", &first.2);
    let running = pod.start(&plan).await;
    let at = |name: &str| pod.path(name).display().to_string();
    let (certificate, roots) =
        (format!("file-cert:{}~{}", at("c.pem"), at("k.pem")), format!("file-root:{}", at("r.pem")));
    let mut certificate = Stream::open(&plan.paths.workload_socket, &certificate).await;
    let mut roots = Stream::open(&plan.paths.workload_socket, &roots).await;
    assert_eq!(certificate.pair().await.chain(), first.0);
    assert_eq!(roots.roots().await.pem(), first.2);
    // In the middle nothing fits, and nothing is sent.
    pod.write("c.pem", &second.0);
    pod.write("r.pem", "broken");
    pod.write("k.pem", &second.1);
    pod.write("r.pem", &second.2);
    let replaced = certificate.pair().await;
    assert_eq!((replaced.chain(), replaced.key().pem()), (&*second.0, &*second.1));
    assert_eq!(roots.roots().await.pem(), second.2);
    running.end().await;
}

#[tokio::test]
async fn revoked_certificates_are_a_file_of_envoys() {
    let (pod, _authority, plan) = pod().await;
    let running = pod.start(&plan).await;
    for has_file in [false, true] {
        if has_file {
            pod.write("revoked", "-----BEGIN X509 CRL-----\n");
        }
        let secret = Stream::open(&plan.paths.workload_socket, "ROOTCA").await.next().await.unwrap();
        let Some(secret::Type::ValidationContext(context)) = secret.r#type else { panic!("not roots") };
        let file = context.crl.map(|crl| format!("{:?}", crl.specifier.unwrap()));
        let want = has_file.then(|| format!("Filename({:?})", pod.path("revoked").display().to_string()));
        assert_eq!(file, want);
    }
    running.end().await;
}

#[tokio::test]
async fn what_is_not_there_ends_the_stream_with_a_reason() {
    let (pod, _authority, plan) = pod().await;
    let (one, other) = (pair(), pair());
    pod.write("c.pem", &one.0);
    pod.write("k.pem", &other.1);
    let running = pod.start(&plan).await;
    let at = |name: &str| pod.path(name).display().to_string();
    for (name, code, text) in [
        ("nonsense".to_owned(), Code::NotFound, "there is no secret \"nonsense\""),
        (format!("file-root:{}", at("none")), Code::FailedPrecondition, "none: No such file"),
        (format!("file-root:{}", at("k.pem")), Code::FailedPrecondition, "there is no certificate in it"),
        (format!("file-cert:{}~{}", at("c.pem"), at("none")), Code::FailedPrecondition, "none: No such file"),
        (format!("file-cert:{}~{}", at("c.pem"), at("k.pem")), Code::FailedPrecondition, "not of the key"),
    ] {
        let status = Stream::open(&plan.paths.workload_socket, &name).await.end().await;
        assert_eq!(status.code(), code, "{name}: {status}");
        assert!(status.message().contains(text), "{name}: {status}");
    }
    let socket = &plan.paths.workload_socket;
    let cluster =
        Stream::on(socket, envoy_api::method::STREAM_SECRETS, "a", envoy_api::type_url::CLUSTER).await;
    assert_eq!(cluster.unwrap().end().await.code(), Code::InvalidArgument);
    let delta = Stream::on(socket, envoy_api::method::DELTA_SECRETS, "a", envoy_api::type_url::SECRET).await;
    assert_eq!(delta.err().unwrap().code(), Code::Unimplemented);
    running.end().await;
}

#[tokio::test]
async fn a_mounted_certificate_stands_in_for_the_authority() {
    for folder in ["workload", "etc"] {
        let (pod, authority, plan) = pod().await;
        let (first, second) = (pair(), pair());
        let write = |files: &(String, String, String)| {
            pod.write(&format!("{folder}/key.pem"), &files.1);
            pod.write(&format!("{folder}/cert-chain.pem"), &files.0);
            pod.write(&format!("{folder}/root-cert.pem"), &files.2);
        };
        write(&first);
        let running = pod.start(&plan).await;
        let mut certificate = Stream::open(&plan.paths.workload_socket, "default").await;
        let mut roots = Stream::open(&plan.paths.workload_socket, "ROOTCA").await;
        assert_eq!(certificate.pair().await.chain(), first.0);
        assert_eq!(roots.roots().await.pem(), first.2);
        write(&second);
        assert_eq!(certificate.pair().await.chain(), second.0);
        assert_eq!(roots.roots().await.pem(), second.2);
        assert_eq!(authority.requests(), 0, "{folder}");
        running.end().await;
    }
}

#[tokio::test]
async fn certificates_are_written_for_others() {
    let (pod, authority, mut plan) = pod().await;
    authority.with(|state| state.lifetime = Some(Duration::from_secs(2)));
    plan.certificates.output = Some(pod.path("etc"));
    let running = pod.start(&plan).await;
    let read = |name: &str| fs::read_to_string(pod.path("etc").join(name)).unwrap_or_default();
    for _ in 0..2 {
        let before = read("cert-chain.pem");
        until("a new chain", || read("cert-chain.pem") != before).await;
        // The key was there before the chain.
        let (chain, key) = (read("cert-chain.pem"), read("key.pem"));
        assert!(Pair::read(&chain, &key).is_ok());
        until("the roots", || Roots::read(&read("root-cert.pem")).is_ok()).await;
    }
    running.end().await;
    // An agent that starts again asks the authority: what it wrote is not what somebody has mounted.
    let asked = authority.requests();
    let running = pod.start(&plan).await;
    until("a request", || authority.requests() > asked).await;
    running.end().await;
}

#[tokio::test]
async fn where_somebody_serves_already_only_files_are_served() {
    let (pod, authority, mut plan) = pod().await;
    fs::create_dir_all(pod.path("uds")).unwrap();
    let spire = tokio::net::UnixListener::bind(&plan.paths.workload_socket).unwrap();
    let files = pair();
    pod.write("r.pem", &files.2);
    plan.paths.workload_socket_is_foreign = true;
    let running = pod.start(&plan).await;
    let socket = &plan.paths.files_socket;
    let status = Stream::open(socket, "default").await.end().await;
    assert_eq!(
        (status.code(), status.message().contains("somebody else")),
        (Code::FailedPrecondition, true),
        "{status}"
    );
    let roots = format!("file-root:{}", pod.path("r.pem").display());
    assert_eq!(Stream::open(socket, &roots).await.roots().await.pem(), files.2);
    assert_eq!(authority.requests(), 0);
    running.end().await;
    drop(spire);
    // A server that was to be there and has gone.
    let error = Certificates::prepare(&plan).unwrap_err().to_string();
    assert!(error.contains("no socket found"), "{error}");
    // Ours to serve: a dead server's socket is in the way of nobody, a file is.
    plan.paths.workload_socket_is_foreign = false;
    let dead = tokio::net::UnixListener::bind(&plan.paths.workload_socket).unwrap();
    drop(dead);
    assert!(plan.paths.workload_socket.exists());
    assert!(!Certificates::prepare(&plan).unwrap().is_for_files_only());
    fs::remove_file(&plan.paths.workload_socket).unwrap();
    fs::write(&plan.paths.workload_socket, "precious").unwrap();
    let error = Certificates::prepare(&plan).unwrap_err().to_string();
    assert!(error.contains("is not a socket"), "{error}");
    assert_eq!(fs::read_to_string(&plan.paths.workload_socket).unwrap(), "precious");
}

/// Asks as another user: the test below starts this one again.
#[tokio::test]
#[ignore = "it is run by another_user_is_given_no_key"]
async fn another_user_asks() {
    let socket = std::path::PathBuf::from(std::env::var_os("SOCKET").unwrap());
    assert_eq!(Stream::open(&socket, "ROOTCA").await.roots().await.certificates().len(), 1);
    if std::env::var_os("IS_GIVEN").is_some() {
        assert_eq!(Stream::open(&socket, "default").await.pair().await.uris().len(), 1);
        return;
    }
    for name in ["default", "file-cert:/a~/b"] {
        let status = Stream::open(&socket, name).await.end().await;
        assert_eq!(status.code(), Code::PermissionDenied, "{status}");
        assert!(status.message().contains("not for user 65534"), "{status}");
    }
}

/// Everybody in the pod may connect, but the key is for the proxy.
#[tokio::test]
async fn another_user_is_given_no_key() {
    let (pod, _authority, mut plan) = pod().await;
    fs::set_permissions(pod.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    for is_given in [false, true] {
        plan.paths.workload_socket_is_for_everybody = is_given;
        let running = pod.start(&plan).await;
        let mode = fs::metadata(&plan.paths.workload_socket).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o666);
        let mut again = Command::new("/proc/self/exe");
        again.args(["--ignored", "--exact", "another_user_asks"]).env("SOCKET", &plan.paths.workload_socket);
        if is_given {
            again.env("IS_GIVEN", "");
        }
        again.uid(65534).gid(65534);
        match tokio::task::spawn_blocking(move || again.output()).await.unwrap() {
            Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout)),
            Err(error) => {
                assert!(
                    std::env::var_os("CI").is_none_or(|ci| ci != "true"),
                    "only root is another user: {error}"
                );
                eprintln!("skipped: only root can be another user: {error}");
            }
        }
        running.end().await;
    }
}
