//! A pod of the injector, run as a kubelet would: its image's files, the pod's own arguments, variables and rights, the
//! account's token where pods have it, and a network of its own.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::process::printed;
use crate::{Balancer, ControlPlane, Image, Place, until};

/// Where every pod finds its account.
const ACCOUNT: &str = "/var/run/secrets/kubernetes.io/serviceaccount";

/// A running pod, until it is dropped.
#[derive(Debug)]
pub struct Pod {
    // Ends before its network goes.
    _container: Container,
    network: Network,
}

impl Pod {
    /// Runs the first pod of an installation that is bound to the node, and passes on what its Service is called for. One
    /// at a time in a process: its network has one place in it.
    ///
    /// # Panics
    /// The pod does not come, asks for another image, or cannot be run.
    pub fn run(plane: &ControlPlane, image: &Image, place: Place) -> Pod {
        let Place { namespace, program } = place;
        let kubectl = plane.kubectl();
        let line = format!("-n {namespace} get pods -l app.kubernetes.io/instance={program} -o json");
        let pod = until("a pod of the injector on the node", || {
            let found: Value = serde_json::from_str(&kubectl.run(&line)).unwrap();
            found["items"].as_array()?.iter().find(|pod| pod["spec"]["nodeName"].is_string()).cloned()
        });
        let container = &pod["spec"]["containers"][0];
        let named = container["image"].as_str().unwrap();
        assert!(named.rsplit('/').next().unwrap().starts_with("outrigger:"), "another image: {named}");
        let network = Network::new(plane.api_server());
        let account = account(plane, place);
        let config = config(image, &pod, &network, &account);
        let pod = Pod { _container: Container::start(plane, program, &config), network };
        let service =
            kubectl.run(&format!("-n {namespace} get service {program} -o jsonpath={{.spec.clusterIP}}"));
        Balancer::start(&service, &[SocketAddr::from((pod.network.pod, 15017))]);
        pod
    }
}

/// The files of the pod's account.
fn account(plane: &ControlPlane, Place { namespace, program }: Place) -> PathBuf {
    let folder = plane.folder().join(format!("account-{program}"));
    fs::create_dir_all(&folder).unwrap();
    let token = plane.kubectl().run(&format!("-n {namespace} create token {program}"));
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("token", &token);
    write("namespace", namespace);
    fs::copy(plane.folder().join("ca.crt"), folder.join("ca.crt")).unwrap();
    folder
}

/// The image's own start, with what the pod says.
///
/// Source: Kubernetes 1.36 pkg/kubelet/kuberuntime, and runtime-spec 1.0 config.md. The seccomp profile is the runtime's
/// own, and runc by itself has none.
fn config(image: &Image, pod: &Value, network: &Network, account: &Path) -> Value {
    let container = &pod["spec"]["containers"][0];
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let variables: Vec<(String, String)> = list(&container["env"])
        .iter()
        .map(|variable| (text(&variable["name"]), value_of(variable, pod)))
        .chain([
            ("KUBERNETES_SERVICE_HOST".to_owned(), network.node.to_string()),
            ("KUBERNETES_SERVICE_PORT".to_owned(), API_SERVER_PORT.to_string()),
        ])
        .collect();
    let expanded = |argument: &Value| {
        variables
            .iter()
            .fold(text(argument), |text, (name, value)| text.replace(&format!("$({name})"), value))
    };
    let mut config = image.config();
    let process = &mut config["process"];
    assert!(container["command"].is_null(), "the image's entry point is started");
    process["args"]
        .as_array_mut()
        .unwrap()
        .extend(list(&container["args"]).iter().map(|a| expanded(a).into()));
    process["env"]
        .as_array_mut()
        .unwrap()
        .extend(variables.iter().map(|(name, value)| format!("{name}={value}").into()));
    process["terminal"] = false.into();
    let (of_pod, of_container) = (&pod["spec"]["securityContext"], &container["securityContext"]);
    process["user"] = json!({ "uid": of_pod["runAsUser"], "gid": of_pod["runAsGroup"] });
    assert_eq!(of_container["capabilities"], json!({ "drop": ["ALL"] }));
    process["capabilities"] = json!({});
    process["noNewPrivileges"] = (of_container["allowPrivilegeEscalation"] == false).into();
    config["root"] = json!({ "path": image.root(), "readonly": of_container["readOnlyRootFilesystem"] });
    let mounts = config["mounts"].as_array_mut().unwrap();
    mounts.retain(|mount| mount["type"] != "cgroup");
    for mount in list(&container["volumeMounts"]) {
        assert_eq!(mount["mountPath"], ACCOUNT, "no other volume is known here");
        let options = ["rbind", "ro", "nosuid", "nodev", "noexec"];
        mounts.push(json!({ "destination": ACCOUNT, "type": "bind", "source": account, "options": options }));
    }
    let linux = &mut config["linux"];
    linux.as_object_mut().unwrap().remove("resources");
    let namespaces = linux["namespaces"].as_array_mut().unwrap();
    namespaces.retain(|namespace| namespace["type"] != "network" && namespace["type"] != "cgroup");
    namespaces.push(json!({ "type": "network", "path": network.path() }));
    config
}

/// What a variable is set to: a text, or a field of the pod.
fn value_of(variable: &Value, pod: &Value) -> String {
    let of_field = || match variable["valueFrom"]["fieldRef"]["fieldPath"].as_str() {
        Some("metadata.name") => &pod["metadata"]["name"],
        Some("metadata.namespace") => &pod["metadata"]["namespace"],
        other => panic!("no other field is known here: {other:?}"),
    };
    let value = if variable["value"].is_null() { of_field() } else { &variable["value"] };
    value.as_str().unwrap().to_owned()
}

/// A container of runc.
#[derive(Debug)]
struct Container {
    state: PathBuf,
    name: String,
    log: PathBuf,
    process: std::process::Child,
}

impl Container {
    fn start(plane: &ControlPlane, program: &str, config: &Value) -> Container {
        let name = format!("outrigger-{program}-{}", std::process::id());
        let bundle = plane.folder().join(format!("container-{program}"));
        fs::create_dir_all(&bundle).unwrap();
        fs::write(bundle.join("config.json"), config.to_string()).unwrap();
        let (state, log) = (bundle.join("state"), bundle.join("log"));
        let file = File::create(&log).unwrap();
        let mut runc = Command::new("runc");
        runc.arg("--root").arg(&state).args(["run", "--bundle"]).arg(&bundle).arg(&name);
        runc.stdin(Stdio::null()).stdout(file.try_clone().unwrap()).stderr(file);
        Container { process: runc.spawn().unwrap(), state, name, log }
    }
}

impl Drop for Container {
    fn drop(&mut self) {
        // What it was given to end is over at once, and with it the runc that waits for it.
        let delete = ["delete", "--force", &self.name];
        let _ = Command::new("runc").arg("--root").arg(&self.state).args(delete).status();
        let _ = self.process.wait();
        if std::thread::panicking() {
            eprintln!("the pod's log: {}", fs::read_to_string(&self.log).unwrap_or_default());
        }
    }
}

/// The port under which a pod reaches the API server.
const API_SERVER_PORT: u16 = 443;

/// The node's address in the network of the pods that this process runs. The API server's certificate names it.
pub(crate) fn node_address() -> Ipv4Addr {
    // For tests of networks (RFC 2544); processes beside each other have other addresses.
    let [.., high, low] = (std::process::id() % 0x4000 * 4).to_be_bytes();
    Ipv4Addr::new(198, 18, high, low | 1)
}

/// A network namespace with a way to the node, and from there to the API server.
#[derive(Debug)]
struct Network {
    name: String,
    node: Ipv4Addr,
    pod: Ipv4Addr,
}

impl Network {
    fn new(api_server: SocketAddr) -> Network {
        let node = node_address();
        let [a, b, c, d] = node.octets();
        let pod = Ipv4Addr::new(a, b, c, d + 1);
        // Names of interfaces have 15 characters at most.
        let name = format!("outr{}", std::process::id());
        let network = Network { name, node, pod };
        let name = &network.name;
        for line in [
            format!("netns add {name}"),
            format!("link add {name} type veth peer name eth0 netns {name}"),
            format!("address add {node}/30 dev {name}"),
            format!("link set {name} up"),
            format!("-n {name} address add {pod}/30 dev eth0"),
            format!("-n {name} link set eth0 up"),
            format!("-n {name} link set lo up"),
        ] {
            let mut ip = Command::new("ip");
            printed(ip.args(line.split(' ')), "").unwrap_or_else(|e| panic!("ip {line}: {e}"));
        }
        Balancer::of(TcpListener::bind((node, API_SERVER_PORT)).unwrap(), &[api_server]);
        network
    }

    fn path(&self) -> PathBuf {
        Path::new("/var/run/netns").join(&self.name)
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        let _ = Command::new("ip").args(["netns", "delete", &self.name]).status();
    }
}
