//! The pages of the book that need a cluster, followed as their reader would on a real control plane. `UPDATE=1` writes what the
//! commands print now. `docs/src/pipelines.md` has a test of its own, for its tools.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use e2e::{Certificate, ControlPlane, Image, NAMESPACE, Place, Pod, Replica, Webhook, outrigger, run};
use pages::{Book, Page, Reader, updates};

/// Which pages need a cluster, and what is in it before.
#[test]
fn every_page_that_needs_a_cluster_is_followed() {
    let book = Book::here();
    let needs =
        |path: &std::path::PathBuf| Page::parse(&fs::read_to_string(path).unwrap()).unwrap().needs_cluster;
    let pages: Vec<String> = book
        .pages()
        .into_iter()
        .filter(needs)
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(pages, ["try-it-in-a-cluster.md", "from-istio.md", "pipelines.md"], "each has a test");
}

#[test]
fn the_first_try_in_a_cluster() {
    let Some(plane) = ControlPlane::start("try-it") else { return };
    follow(&plane, "try-it-in-a-cluster.md");
}

#[test]
fn from_istio_and_back() {
    let Some(plane) = ControlPlane::start("from-istio") else { return };
    let istiod = an_istio(&plane);
    let kubectl = plane.kubectl();
    kubectl.namespace("shop", "{istio-injection: enabled}");
    std::thread::sleep(Duration::from_millis(1500));
    let web = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  selector: {matchLabels: {app: web}}\n  \
               template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: 'registry.example/web:1'}]}}\n";
    kubectl.apply(web);
    kubectl.comes_up("shop", "web", "2/2");
    let theirs = || {
        kubectl.run(
            "-n istio-system get -o yaml configmap/istio configmap/istio-sidecar-injector service/istiod \
             mutatingwebhookconfiguration/istio-sidecar-injector",
        )
    };
    let before = theirs();
    follow(&plane, "from-istio.md");
    assert_eq!(theirs(), before, "nothing of Istio's was changed");
    drop(istiod);
}

/// From `outrigger install` to a pod 2/2, with nothing but the image: its program installs, and runs as the Deployment's pod.
#[test]
fn a_pod_is_injected_by_the_image() {
    let Some(image) = Image::unpack("a_pod_is_injected_by_the_image") else { return };
    let Some(plane) = ControlPlane::start("image") else { return };
    let text = fs::read_to_string(Book::here().source().join("try-it-in-a-cluster.md")).unwrap();
    let (until_injected, _) = text.split_once("\n## Why, and why not\n").unwrap();
    assert!(until_injected.contains("2/2     Running"), "{until_injected}");
    let page = plane.folder().join("until-injected.md");
    fs::write(&page, until_injected).unwrap();
    let run = |place| Pod::run(&plane, &image, place);
    follow_with(&plane, &page, &image.program(), run, false);
}

/// Follows a page of the book with the program under test.
fn follow(plane: &ControlPlane, name: &str) {
    let run = |place| Replica::at_service_of(plane, place, &[]);
    follow_with(plane, &Book::here().source().join(name), &outrigger(), run, updates());
}

/// Follows a page, with kubectl and a program for this control plane, whose node runs outrigger's pods meanwhile.
fn follow_with<P>(
    plane: &ControlPlane,
    page: &Path,
    program: &Path,
    run: impl Fn(Place) -> P + Sync,
    update: bool,
) {
    let name = page.file_name().unwrap().to_string_lossy();
    let kubectl = kubectl_program(plane);
    let reader = Reader::new(&Book::here(), &name, &[("outrigger", program), ("kubectl", &kubectl)])
        .with("KUBECONFIG", plane.folder().join("admin.kubeconfig"));
    let ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| run_pods(plane, &run, &ended));
        let began = Instant::now();
        let followed = reader.follow(page, update);
        println!("{name}: followed in {:.1} s", began.elapsed().as_secs_f64());
        ended.store(true, Ordering::Relaxed);
        followed.unwrap_or_else(|why| panic!("{name}: {why}"));
    });
}

/// The control plane's kubectl as a program of this name: it is a word of one that is all of them.
fn kubectl_program(plane: &ControlPlane) -> std::path::PathBuf {
    let command = plane.command("kubectl");
    let words: Vec<String> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| format!("'{}'", word.to_string_lossy()))
        .collect();
    let path = plane.folder().join("kubectl");
    // kubectl refuses a second restart within a second; a reader is never that fast.
    let restart = r#"case " $* " in *" rollout restart "*) sleep 1 ;; esac"#;
    fs::write(&path, format!("#!/bin/sh\n{restart}\nexec {} \"$@\"\n", words.join(" "))).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// Nobody runs containers here: for each Deployment of an installation one replica is run where its Service is, as long as the
/// Deployment is there.
fn run_pods<P>(plane: &ControlPlane, run: impl Fn(Place) -> P, ended: &AtomicBool) {
    let kubectl = plane.kubectl();
    let mut running: BTreeMap<String, P> = BTreeMap::new();
    let deployments = "get deployments -A -l app.kubernetes.io/name=outrigger -o \
                       jsonpath={range.items[*]}{.metadata.namespace}/{.metadata.name},{end}";
    while !ended.load(Ordering::Relaxed) {
        let found = kubectl.try_run(deployments, "").unwrap_or_default();
        let found: Vec<&str> = found.split(',').filter(|name| !name.is_empty()).collect();
        running.retain(|name, _| found.contains(&name.as_str()));
        for name in found {
            if !running.contains_key(name) {
                let (namespace, program) = name.to_owned().leak().split_once('/').unwrap();
                running.insert(name.to_owned(), run(Place { namespace, program }));
            }
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// What an Istio has in a cluster, as its chart names and labels it. Its injector is played by outrigger's webhook, with the
/// built-in configuration.
fn an_istio(plane: &ControlPlane) -> Webhook {
    let kubectl = plane.kubectl();
    let certificate = Certificate::of_service(plane, "istiod");
    let webhook = Webhook::start(&certificate, &[]);
    kubectl.run("-n istio-system label service istiod app=istiod istio.io/rev=default");
    for (name, keys) in [
        ("istio-sidecar-injector", &[("config", "config"), ("values", "config values")][..]),
        ("istio", &[("mesh", "config mesh")]),
    ] {
        let files: Vec<String> = keys
            .iter()
            .map(|(key, line)| {
                let path = plane.folder().join(format!("{name}-{key}"));
                fs::write(&path, run(&line.split(' ').collect::<Vec<_>>())).unwrap();
                format!("--from-file={key}={}", path.display())
            })
            .collect();
        kubectl.run(&format!("-n {NAMESPACE} create configmap {name} {}", files.join(" ")));
        kubectl.run(&format!("-n {NAMESPACE} label configmap {name} istio.io/rev=default"));
    }
    use base64::Engine as _;
    let bundle = base64::engine::general_purpose::STANDARD.encode(fs::read(&certificate.ca).unwrap());
    let entry = |name: &str, selector: &str| {
        format!(
            "- name: {name}.sidecar-injector.istio.io\n  admissionReviewVersions: [v1]\n  sideEffects: None\n  clientConfig: {{caBundle: \
             {bundle}, service: {{name: istiod, namespace: istio-system, path: /inject, port: 443}}}}\n  namespaceSelector: \
             {{matchExpressions: [{selector}]}}\n  rules: [{{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: \
             [pods]}}]\n"
        )
    };
    let enabled = "{key: istio-injection, operator: In, values: [enabled]}";
    let revision = "{key: istio.io/rev, operator: In, values: [default]}, {key: istio-injection, operator: DoesNotExist}";
    kubectl.apply(&format!(
        "apiVersion: admissionregistration.k8s.io/v1\nkind: MutatingWebhookConfiguration\nmetadata: {{name: istio-sidecar-injector, \
         labels: {{app: sidecar-injector, istio.io/rev: default}}}}\nwebhooks:\n{}{}",
        entry("namespace", enabled),
        entry("rev.namespace", revision)
    ));
    kubectl.apply(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: istiod, namespace: istio-system, labels: {app: istiod, istio.io/rev: \
         default}}\nspec:\n  selector: {matchLabels: {app: istiod}}\n  template: {metadata: {labels: {app: istiod, istio.io/rev: \
         default}}, spec: {containers: [{name: discovery, image: 'registry.example/istio/pilot:1.31.0'}]}}\n",
    );
    webhook
}
