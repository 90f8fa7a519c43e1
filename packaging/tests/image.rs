//! The images, as the tools take them that people have: skopeo, umoci, runc, a registry.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

mod common;

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use common::{VERSION, folder, missing, packaged, run, said, shown, text};
use serde_json::{Value, json};

/// The images that every `make image` writes, and whom they run as.
const IMAGES: [(&str, &str); 2] = [("outrigger", "65532:65532"), ("outrigger-init", "0:0")];
/// That of a `make image` which was given an Envoy.
const AGENT: (&str, &str) = ("outrigger-agent", "1337:1337");

/// Those that were written.
fn images(root: &Path) -> Vec<(&'static str, &'static str)> {
    let agent = root.join("image").join(AGENT.0).exists().then_some(AGENT);
    IMAGES.into_iter().chain(agent).collect()
}

/// An image that is unpacked into a bundle for runc.
struct Bundle {
    folder: PathBuf,
    config: Value,
}

impl Bundle {
    fn unpack(root: &Path, image: &str, test: &str) -> Bundle {
        let folder = folder(test).join("bundle");
        let layout = format!("{}:{VERSION}", shown(root.join("image").join(image)));
        run("umoci", &["unpack", "--image", &layout, &shown(&folder)]);
        let mut config: Value =
            serde_json::from_slice(&fs::read(folder.join("config.json")).unwrap()).unwrap();
        config["process"]["terminal"] = false.into();
        config["root"]["readonly"] = true.into();
        // The test's own network, so that what one start leaves in it the next one sees; and no limits of resources.
        let namespaces = config["linux"]["namespaces"].as_array_mut().unwrap();
        namespaces.retain(|namespace| namespace["type"] != "network" && namespace["type"] != "cgroup");
        config["linux"].as_object_mut().unwrap().remove("resources");
        config["mounts"].as_array_mut().unwrap().retain(|mount| mount["type"] != "cgroup");
        Bundle { folder, config }
    }

    /// What a pod's `capabilities` would say.
    fn allow(&mut self, capabilities: &[&str]) {
        let sets = ["bounding", "effective", "permitted"].map(|set| (set.to_owned(), json!(capabilities)));
        self.config["process"]["capabilities"] = Value::Object(sets.into_iter().collect());
        self.config["process"]["noNewPrivileges"] = true.into();
    }

    /// The line that starts the image with arguments; `name` is new.
    fn line(&self, name: &str, entrypoint: &[&str], arguments: &[&str]) -> String {
        let mut config = self.config.clone();
        let own = config["process"]["args"].as_array().unwrap().clone();
        let mut args =
            if entrypoint.is_empty() { own } else { entrypoint.iter().map(|&word| json!(word)).collect() };
        args.extend(arguments.iter().map(|&word| json!(word)));
        config["process"]["args"] = args.into();
        let bundle = self.folder.with_file_name(name);
        fs::create_dir_all(&bundle).unwrap();
        let rootfs = bundle.join("rootfs");
        if !rootfs.exists() {
            std::os::unix::fs::symlink(self.folder.join("rootfs"), &rootfs).unwrap();
        }
        config["root"]["path"] = shown(self.folder.join("rootfs")).into();
        fs::write(bundle.join("config.json"), config.to_string()).unwrap();
        let state = self.folder.with_file_name("state");
        format!("runc --root {} run --bundle {} {name}", shown(state), shown(bundle))
    }

    fn run(&self, name: &str, arguments: &[&str]) -> String {
        run("sh", &["-c", &self.line(name, &[], arguments)])
    }
}

impl Drop for Bundle {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(self.folder.parent().unwrap());
        }
    }
}

#[test]
fn every_form_is_the_same_image_with_its_labels() {
    let Some(root) = packaged("every_form", &["skopeo"]) else { return };
    let architecture = if cfg!(target_arch = "aarch64") { "arm64" } else { "amd64" };
    for (image, user) in images(&root) {
        let layout = format!("oci:{}:{VERSION}", shown(root.join("image").join(image)));
        let archive = shown(root.join(format!("dist/{image}-{VERSION}-image-linux-{architecture}.tar")));
        let inspected =
            |form: &str| -> Value { serde_json::from_str(&run("skopeo", &["inspect", form])).unwrap() };
        let ours = inspected(&layout);
        assert_eq!(ours["Architecture"], architecture);
        assert_eq!(ours["Labels"]["org.opencontainers.image.version"], VERSION);
        assert_eq!(ours["Labels"]["org.opencontainers.image.title"], image);
        assert!(ours["Labels"]["org.opencontainers.image.revision"].is_string(), "{ours}");
        assert_eq!(inspected(&format!("oci-archive:{archive}"))["Digest"], ours["Digest"]);
        // Docker's form has no digests of compressed layers: those of what is in them.
        let config = |form: &str| -> Value {
            serde_json::from_str(&run("skopeo", &["inspect", "--config", form])).unwrap()
        };
        let of_layout = config(&layout);
        assert_eq!(config(&format!("docker-archive:{archive}:{image}:{VERSION}")), of_layout);
        assert_eq!(of_layout["config"]["User"], user);
        let work = folder(&format!("forms-{image}"));
        let copied = format!("docker-archive:{}:{image}:{VERSION}", shown(work.join("copied.tar")));
        run("skopeo", &["copy", "--quiet", &layout, &copied]);
        assert_eq!(config(&copied)["rootfs"], of_layout["rootfs"]);
        fs::remove_dir_all(work).unwrap();
    }
}

#[test]
fn the_injector_runs_as_nobody_on_a_root_that_is_read_only() {
    let Some(root) = packaged("the_injector_runs", &["umoci", "runc"]) else { return };
    let mut bundle = Bundle::unpack(&root, "outrigger", "injector");
    bundle.allow(&[]);
    assert_eq!(bundle.config["process"]["user"]["uid"], 65532);
    assert_eq!(bundle.run("version", &["--version"]), format!("outrigger {VERSION}\n"));
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").canonicalize().unwrap();
    let mounts = bundle.config["mounts"].as_array_mut().unwrap();
    let mount =
        json!({ "destination": "/examples", "type": "bind", "source": examples, "options": ["rbind", "ro"] });
    mounts.push(mount);
    let injected = bundle.run("inject", &["kube-inject", "-f", "/examples/sleep.yaml"]);
    assert!(injected.contains("name: istio-proxy"), "{injected}");
    let papers = bundle.folder.join("rootfs/usr/share/doc/outrigger");
    let notices = fs::read_to_string(papers.join("THIRD-PARTY-NOTICES")).unwrap();
    for part in ["rustls ", "aws-lc-sys ", "musl"] {
        assert!(notices.contains(part), "{part}");
    }
    valid_spdx(&root, &papers.join("outrigger.spdx.json"), &["rustls", "mimalloc", "rust-std"]);
}

#[test]
fn the_init_container_makes_rules_with_what_its_image_has() {
    let Some(root) = packaged("the_init_container", &["umoci", "runc", "unshare"]) else { return };
    let mut bundle = Bundle::unpack(&root, "outrigger-init", "init");
    bundle.allow(&[]);
    assert!(bundle.run("help", &["--help"]).contains("--istio-inbound-interception-mode"));
    // As injected pods have it.
    bundle.allow(&["CAP_NET_ADMIN", "CAP_NET_RAW"]);
    let istio =
        ["-p", "15001", "-z", "15006", "-u", "1337", "-m", "REDIRECT", "-i", "*", "-x", "", "-b", "*", "-d"];
    let flags = [&istio[..], &["15090,15021,15020"]].concat();
    let with_istios_word = [&["istio-iptables"], &flags[..]].concat();
    let save = ["/usr/sbin/iptables-nft-save"];
    let redirects = "-A ISTIO_REDIRECT -p tcp -j REDIRECT --to-ports 15001";
    for (name, entrypoint, arguments, listing, expected) in [
        ("own", &[][..], flags.clone(), &save[..], redirects),
        ("istio", &[], with_istios_word.clone(), &save, redirects),
        ("command", &["istio-iptables"], flags.clone(), &save, redirects),
        (
            "legacy",
            &[],
            [&with_istios_word[..], &["--force-iptables-binary", "legacy"]].concat(),
            &["/usr/sbin/iptables-legacy-save"],
            redirects,
        ),
        (
            "nftables",
            &[],
            [&with_istios_word[..], &["--native-nftables"]].concat(),
            &["/usr/sbin/nft", "list", "ruleset"],
            "redirect to :15001",
        ),
    ] {
        let lines =
            [bundle.line(name, entrypoint, &arguments), bundle.line(&format!("{name}-list"), listing, &[])];
        let script = format!("ip link set lo up; {}", lines.join(" && "));
        let listed = text(&said(Command::new("unshare").args(["--net", "sh", "-c", &script])));
        assert!(listed.contains(expected), "{name}: {listed}");
    }
    let papers = bundle.folder.join("rootfs/usr/share/doc");
    for package in ["iptables", "nftables", "libc6"] {
        assert!(papers.join(package).join("copyright").exists(), "{package}");
    }
    valid_spdx(
        &root,
        &papers.join("outrigger-init/outrigger-init.spdx.json"),
        &["rustix", "iptables", "libc6"],
    );
}

/// As a pod has it: no capability, nothing that can be written but the pod's volumes.
#[test]
fn the_agents_image_runs_its_program_and_envoy_as_istios_proxy() {
    let Some(root) = packaged("the_agents_image", &["umoci", "runc"]) else { return };
    if !root.join("image").join(AGENT.0).exists() {
        missing("the_agents_image", "the images were made without one: make image ENVOY=path");
        return;
    }
    let mut bundle = Bundle::unpack(&root, AGENT.0, "agent");
    bundle.allow(&[]);
    assert_eq!(bundle.config["process"]["user"]["uid"], 1337);
    assert_eq!(bundle.config["process"]["user"]["gid"], 1337);
    assert_eq!(bundle.config["process"]["args"], json!(["/usr/local/bin/pilot-agent"]));
    assert_eq!(bundle.run("version", &["version"]), format!("outrigger-agent {VERSION}\n"));
    let envoy = "/usr/local/bin/envoy";
    let version = run("sh", &["-c", &bundle.line("envoy", &[envoy], &["--version"])]);
    assert!(version.contains("envoy") && version.contains("version: "), "{version}");
    // Envoy reads a bootstrap, so that all of its libraries are there.
    let bootstrap = "{admin: {address: {socket_address: {address: 127.0.0.1, port_value: 0}}}}";
    let valid = ["--mode", "validate", "--config-yaml", bootstrap];
    let validated = run("sh", &["-c", &bundle.line("validate", &[envoy], &valid)]);
    assert!(validated.contains("OK"), "{validated}");
    let papers = bundle.folder.join("rootfs/usr/share/doc");
    assert!(papers.join("libc6/copyright").exists());
    let document = papers.join("outrigger-agent/outrigger-agent.spdx.json");
    valid_spdx(&root, &document, &["tonic", "envoy", "libc6"]);
}

/// Valid for a tool of SPDX itself, and it names these.
fn valid_spdx(root: &Path, file: &Path, names: &[&str]) {
    run(root.join("spdx/bin/pyspdxtools"), &["--infile", &shown(file)]);
    let document: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let packages = document["packages"].as_array().unwrap();
    for name in names {
        assert!(packages.iter().any(|package| package["name"] == *name), "{name}");
    }
    // What only runs while the program is built, or for tests, is not in it.
    for name in ["syn", "cc", "trycmd", "clap_derive"] {
        assert!(packages.iter().all(|package| package["name"] != name), "{name}");
    }
}

/// A registry on loopback, until it is dropped.
struct Registry {
    process: Child,
    address: String,
}

impl Registry {
    fn start(work: &Path) -> Registry {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let config = format!(
            "version: 0.1\nstorage: {{filesystem: {{rootdirectory: {}}}}}\nhttp: {{addr: '{address}'}}\n",
            shown(work.join("registry"))
        );
        let file = work.join("registry.yaml");
        fs::write(&file, config).unwrap();
        let log = fs::File::create(work.join("registry.log")).unwrap();
        let mut command = Command::new("docker-registry");
        command.arg("serve").arg(&file).stdin(Stdio::null());
        let process = command.stdout(log.try_clone().unwrap()).stderr(log).spawn().unwrap();
        let registry = Registry { process, address };
        for _ in 0..600 {
            if std::net::TcpStream::connect(&registry.address).is_ok() {
                return registry;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("the registry does not listen: {}", shown(work));
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_registry_takes_and_gives_the_images() {
    let Some(root) = packaged("a_registry", &["skopeo", "docker-registry"]) else { return };
    let work = folder("registry");
    let registry = Registry::start(&work);
    for (image, _) in images(&root) {
        let layout = format!("oci:{}:{VERSION}", shown(root.join("image").join(image)));
        let there = format!("docker://{}/mesh/{image}:{VERSION}", registry.address);
        run("skopeo", &["copy", "--quiet", "--all", "--dest-tls-verify=false", &layout, &there]);
        let raw = |arguments: &[&str]| run("skopeo", &[&["inspect", "--raw"], arguments].concat());
        assert_eq!(raw(&["--tls-verify=false", &there]), raw(&[&layout]), "to the byte");
        let back = format!("oci:{}:{VERSION}", shown(work.join(image)));
        run("skopeo", &["copy", "--quiet", "--src-tls-verify=false", &there, &back]);
    }
    drop(registry);
    fs::remove_dir_all(work).unwrap();
}
