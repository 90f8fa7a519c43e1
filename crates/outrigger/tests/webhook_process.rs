//! The webhook as users run it, a process with files and signals: what changes under it costs no request.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

#[path = "../../webhook/tests/support/mod.rs"]
mod support;

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use support::load::{Load, PROTOCOLS};
use support::mount::Mount;
use support::{Client, Identity, get, review};
use tokio::task::JoinSet;

/// Nothing here takes longer, however slow the machine is.
const PATIENCE: Duration = Duration::from_secs(60);

/// An injection config whose pods all get this annotation.
fn config(mark: &str) -> String {
    format!(
        "policy: enabled\ninjectedAnnotations: {{test/mark: {mark}}}\ntemplates:\n  sidecar: |\n    spec:\n      \
         containers:\n      - name: istio-proxy\n        image: proxy\n"
    )
}

struct Webhook {
    process: Child,
    address: SocketAddr,
    operations: SocketAddr,
}

impl Webhook {
    /// Starts the program on the files of a mount, and waits until it is ready.
    async fn start(mount: &Mount) -> Webhook {
        let free = || TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let (address, operations) = (free(), free());
        let process = Command::new(env!("CARGO_BIN_EXE_outrigger"))
            .args(["webhook", "--address", "127.0.0.1", "--reload-interval", "20ms", "--log-level", "error"])
            .args(["--port", &address.port().to_string(), "--monitoringAddr", &operations.to_string()])
            .arg("--injectConfigFile")
            .arg(mount.path("config"))
            .arg("--tlsCertFile")
            .arg(mount.path("cert.pem"))
            .arg("--tlsKeyFile")
            .arg(mount.path("key.pem"))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let webhook = Webhook { process, address, operations };
        let began = Instant::now();
        while tokio::net::TcpStream::connect(operations).await.is_err() {
            assert!(began.elapsed() < PATIENCE, "the webhook does not start");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        webhook
    }

    fn signal(&self, name: &str) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }

    async fn metrics(&self) -> String {
        get(self.operations, "/metrics").await.1
    }

    /// Waits until the metrics have this line.
    async fn until(&self, line: &str) {
        let began = Instant::now();
        while !self.metrics().await.lines().any(|l| l == line) {
            assert!(began.elapsed() < PATIENCE, "no {line} in\n{}", self.metrics().await);
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

impl Drop for Webhook {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The annotation of [`config`] in an answer.
async fn mark(client: &Client) -> String {
    let (status, body) = client.post("h2", review("good")).await.unwrap();
    assert_eq!(status, 200, "{body}");
    let review = kubeyaml::from_json(body.as_bytes()).unwrap();
    let patch = base64(review.str_at(&["response", "patch"]).unwrap());
    let after = patch.split("test/mark\":\"").nth(1).expect("the annotation");
    after.split('"').next().unwrap().to_owned()
}

fn base64(text: &str) -> String {
    String::from_utf8(golang::base64::decode(text).unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn files_change_under_load() {
    let identities = [Identity::new(), Identity::new()];
    let mut mount = Mount::new("process");
    let publish = |mount: &mut Mount, config: &str, identity: &Identity| {
        mount.publish(&[("config", config), ("cert.pem", &identity.chain), ("key.pem", &identity.key)]);
    };
    publish(&mut mount, &config("m0"), &identities[0]);
    let webhook = Webhook::start(&mount).await;
    let client = Client::new(webhook.address, &[&identities[0], &identities[1]]);
    assert_eq!(mark(&client).await, "m0");
    let load = Load::start(&client, 50);
    let mut kept = client.open("h2").await.unwrap().0;
    for round in 1..=6 {
        let (wanted, identity) = (format!("m{round}"), &identities[round % 2]);
        publish(&mut mount, &config(&wanted), identity);
        let began = Instant::now();
        while mark(&client).await != wanted || client.open("http/1.1").await.unwrap().1 != identity.der {
            assert!(began.elapsed() < PATIENCE, "round {round} is not taken over");
        }
        assert_eq!(kept.post(review("good")).await.unwrap().0, 200, "connections outlive their certificate");
    }
    assert!(load.end().await > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_cannot_be_used_change_nothing() {
    let identity = Identity::new();
    let mount = Mount::new("broken");
    for (name, text) in
        [("config", &config("good")), ("cert.pem", &identity.chain), ("key.pem", &identity.key)]
    {
        fs::write(mount.path(name), text).unwrap();
    }
    let webhook = Webhook::start(&mount).await;
    let client = Client::new(webhook.address, &[&identity]);
    type Damage = fn(&Path);
    let damages: [(&str, Damage); 6] = [
        ("half written", |path| fs::write(path, config("x").get(..45).unwrap()).unwrap()),
        ("removed", |path| fs::remove_file(path).unwrap()),
        ("a folder", |path| fs::create_dir(path).unwrap()),
        ("a template that fails", |path| {
            fs::remove_dir(path).unwrap();
            fs::write(path, "policy: enabled\ntemplates: {sidecar: '{{ fail \"no\" }}'}").unwrap();
        }),
        ("a function of a later release", |path| fs::write(path, config("x{{ newThing }}")).unwrap()),
        ("no text", |path| fs::write(path, b"\xff\xfe").unwrap()),
    ];
    for (failures, (name, damage)) in damages.into_iter().enumerate() {
        damage(&mount.path("config"));
        let line = format!(
            "outrigger_reloads_total{{source=\"configuration\",result=\"failure\"}} {}",
            failures + 1
        );
        webhook.until(&line).await;
        assert_eq!(mark(&client).await, "good", "{name}");
    }
    fs::write(mount.path("config"), config("mended")).unwrap();
    webhook.until("outrigger_reloads_total{source=\"configuration\",result=\"success\"} 1").await;
    assert_eq!(mark(&client).await, "mended");
}

/// A webhook that starts with nothing good is not ready, says why, and takes the files as soon as they are mended.
#[tokio::test(flavor = "multi_thread")]
async fn a_fresh_start_with_nothing_good_waits_for_better() {
    let identity = Identity::new();
    let templates = |text: &str| format!("policy: enabled\ntemplates:\n  sidecar: |\n    a: b\n    {text}\n");
    for (name, broken, reasons) in [
        (
            "function",
            Some(templates("{{ newThing }}")),
            &["template `sidecar`", "inject:2: function \"newThing\" not defined", "from 0.5 to "][..],
        ),
        (
            "field",
            Some(templates("c: {{ .NewThing }}")),
            &["inject:2:", "plain pod", "can't evaluate field NewThing", "the releases 0.5 to "],
        ),
        ("missing", None, &["config", "No such file"]),
    ] {
        let mount = Mount::new(&format!("fresh-{name}"));
        for (file, text) in [("cert.pem", &identity.chain), ("key.pem", &identity.key)] {
            fs::write(mount.path(file), text).unwrap();
        }
        broken.into_iter().for_each(|text| fs::write(mount.path("config"), text).unwrap());
        let webhook = Webhook::start(&mount).await;
        let (status, said) = get(webhook.operations, "/readyz").await;
        assert_eq!(status, 503, "{name}: {said}");
        assert!(
            said.starts_with("not ready: no configuration: ") && said.trim_end().lines().count() == 1,
            "{said}"
        );
        assert!(reasons.iter().all(|reason| said.contains(reason)), "{name}: {said}");
        webhook.until("outrigger_configuration_current{source=\"configuration\"} 0").await;
        let client = Client::new(webhook.address, &[&identity]);
        let (status, body) = client.post("h2", review("good")).await.unwrap();
        assert!(status == 200 && body.contains("\"allowed\":false"), "{name}: {body}");
        fs::write(mount.path("config"), config("mended")).unwrap();
        webhook.until("outrigger_configuration_current{source=\"configuration\"} 1").await;
        let (status, said) = get(webhook.operations, "/readyz").await;
        assert_eq!(status, 200, "{name}");
        assert_eq!(
            said.trim_end(),
            format!(
                "ok\nanswers like Istio {}, the latest that has all that the template uses",
                injection::Version::LATEST
            )
        );
        assert_eq!(mark(&client).await, "mended", "{name}");
    }
}

/// What can never be read to its end, in place of any file: it is refused like any other mistake, and nobody waits for it.
#[tokio::test(flavor = "multi_thread")]
async fn files_that_never_end_hold_up_nothing() {
    let (identity, next) = (Identity::new(), Identity::new());
    let mount = Mount::new("endless");
    let write = |name: &str, text: &str| {
        let path = mount.path(name);
        let _ = fs::remove_file(&path);
        fs::write(path, text).unwrap();
    };
    for (name, text) in
        [("config", &config("good")), ("cert.pem", &identity.chain), ("key.pem", &identity.key)]
    {
        write(name, text);
    }
    let mut webhook = Webhook::start(&mount).await;
    let client = Client::new(webhook.address, &[&identity, &next]);
    let endless = |name: &str, kind: &str| {
        let path = mount.path(name);
        fs::remove_file(&path).unwrap();
        match kind {
            "fifo" => assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
            device => std::os::unix::fs::symlink(device, path).unwrap(),
        }
    };
    let current =
        |source: &str, is: u8| format!("outrigger_configuration_current{{source=\"{source}\"}} {is}");
    let mut in_force = "good";
    for (kind, identity) in [("fifo", &next), ("/dev/zero", &identity)] {
        for (source, name) in [("configuration", "config"), ("certificate", "key.pem")] {
            endless(name, kind);
            webhook.until(&current(source, 0)).await;
            assert_eq!(mark(&client).await, in_force, "{kind} {name}");
            if name == "config" {
                in_force = "mended";
                write(name, &config(in_force));
            } else {
                write("cert.pem", &identity.chain);
                write(name, &identity.key);
            }
            webhook.until(&current(source, 1)).await;
        }
    }
    endless("config", "fifo");
    endless("cert.pem", "fifo");
    webhook.signal("TERM");
    let ended = tokio::task::spawn_blocking(move || webhook.process.wait().unwrap().code());
    assert_eq!(tokio::time::timeout(PATIENCE, ended).await.unwrap().unwrap(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_told_to_stop_answers_what_it_was_asked() {
    let identity = Identity::new();
    let mut mount = Mount::new("stop");
    // A template that takes its time, so that the signal comes in the middle.
    let slow = config("slow").replace("    spec:", "    {{ range until 40000 }}{{ end }}\n    spec:");
    mount.publish(&[("config", &slow), ("cert.pem", &identity.chain), ("key.pem", &identity.key)]);
    let mut webhook = Webhook::start(&mount).await;
    let client = Client::new(webhook.address, &[&identity]);
    let mut senders = Vec::new();
    for i in 0..100 {
        senders.push(client.open(PROTOCOLS[i % 2]).await.unwrap().0);
    }
    let mut requests = JoinSet::new();
    for mut sender in senders {
        requests.spawn(async move { sender.post(review("good")).await });
    }
    webhook.until("sidecar_injection_requests_total 100").await;
    webhook.signal("TERM");
    let mut answered = 0;
    while let Some(answer) = requests.join_next().await {
        assert_eq!(answer.unwrap().map(|(status, _)| status), Ok(200));
        answered += 1;
    }
    assert_eq!(answered, 100);
    let ended = tokio::task::spawn_blocking(move || webhook.process.wait().unwrap().code()).await.unwrap();
    assert_eq!(ended, Some(0));
}

#[test]
fn a_log_of_json_has_no_other_line() {
    for flags in [
        &["--tlsCertFile", "/nonexistent"][..],
        &["--injectConfigFile", "/nonexistent"],
        &["--tls-min-version", "9", "--cert-secret", "s", "--kubeconfig", "/nonexistent"],
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_outrigger"))
            .args(["webhook", "--log-format", "json"])
            .args(flags)
            .output()
            .unwrap();
        assert!(!output.status.success(), "{flags:?}");
        let log = String::from_utf8(output.stderr).unwrap();
        let is_json = |line: &str| kubeyaml::from_json(line.as_bytes()).is_ok_and(|l| l.as_map().is_some());
        assert!(!log.is_empty() && log.lines().all(is_json), "{flags:?}: {log}");
    }
}
