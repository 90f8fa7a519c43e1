//! What pipelines are made of, with outrigger in it: kustomize, Helm 3 and 4, kubectl and pre-commit, the real ones; and each
//! command of `docs/src/pipelines.md`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

mod pipelines {
    pub mod documentation;
}

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use e2e::{ControlPlane, NAMESPACE, Tools, links, outrigger, run};
use pages::{Book, Page, Part};
use pipelines::documentation::steps;

/// The top of the repository.
fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// A folder in which programs are found, and nothing is known of the user.
struct Place {
    folder: PathBuf,
    /// `PATH` with Helm 3, and with Helm 4.
    paths: [std::ffi::OsString; 2],
}

impl Place {
    fn new(test: &str, tools: &Tools, more: &[(&str, PathBuf)]) -> Place {
        let folder = std::env::temp_dir().join(format!("outrigger-pipelines-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("work")).unwrap();
        let with = |helm: &str| {
            let mut all: Vec<(&str, PathBuf)> = vec![
                ("outrigger", outrigger()),
                ("outrigger-krm", outrigger()),
                ("outrigger-post-render", outrigger()),
                ("kustomize", tools.path("kustomize")),
                ("pre-commit", tools.path("pre-commit")),
                ("helm", tools.path(helm)),
            ];
            all.extend(more.iter().cloned());
            links(&folder.join(helm), &all)
        };
        let paths = [with("helm3"), with("helm4")];
        Place { folder, paths }
    }

    /// Where everything happens.
    fn work(&self) -> PathBuf {
        self.folder.join("work")
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.work().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.work().join(name)).unwrap()
    }

    /// A program, with Helm 3 or 4 as `helm`.
    fn command(&self, program: &str, helm: usize) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("PATH", &self.paths[helm - 3]).env("HOME", &self.folder).stdin(Stdio::null());
        for (name, value) in ["AUTHOR", "COMMITTER"].into_iter().zip(["e2e", "e2e"]) {
            command
                .env(format!("GIT_{name}_NAME"), value)
                .env(format!("GIT_{name}_EMAIL"), "e2e@example.com");
        }
        command.current_dir(self.work());
        command
    }

    /// What a line says, and whether it succeeds; words are what blanks part.
    fn says(&self, helm: usize, line: &str) -> (bool, String, String) {
        let mut words = line.split_whitespace();
        let output = self.command(words.next().unwrap(), helm).args(words).output().unwrap();
        let Output { status, stdout, stderr } = output;
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (status.success(), text(stdout), text(stderr))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

const WEB: &str = "# The shop's front.\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  \
                   selector: {matchLabels: {app: web}}\n  template:\n    metadata:\n      labels: {app: web}\n    spec:\n      \
                   containers:\n      - name: web # the shop\n        image: registry.example/web:1\n";

const TRANSFORMER: &str = "metadata:\n  name: injector\n  annotations:\n    config.kubernetes.io/function: |\n      \
                           exec: {path: outrigger-krm}\n";

#[test]
fn kustomize_starts_a_function() {
    let Some(tools) = Tools::find("kustomize_starts_a_function") else { return };
    let place = Place::new("kustomize", &tools, &[]);
    let build = |head: &str, settings: &str| {
        place.write("injector.yaml", &format!("{head}{TRANSFORMER}{settings}"));
        place.says(3, "kustomize build --enable-alpha-plugins --enable-exec .")
    };
    place.write("kustomization.yaml", "resources: [web.yaml]\ntransformers: [injector.yaml]\n");
    // A pod of an old Istio tells its proxy all its annotations: kustomize's own are none of them.
    place.write("web.yaml", &format!("{WEB}---\napiVersion: v1\nkind: Pod\nmetadata: {{name: one, annotations: {{mine: yes-it-is}}}}\nspec: {{containers: [{{name: a, image: b}}]}}\n"));
    let template = "policy: enabled\ntemplate: |\n  containers:\n  - name: istio-proxy\n    image: proxy:1\n    env:\n    \
                    - {name: ANNOTATIONS, value: '{{ toJSON .ObjectMeta.Annotations }}'}\n";
    place.write("old.yaml", template);
    let (is_well, out, err) = build(
        "apiVersion: v1\nkind: ConfigMap\n",
        "data:\n  compat: '1.2'\n  injectConfigFile: old.yaml\n  values: '{}'\n",
    );
    assert!(is_well, "{err}");
    assert_eq!(out.matches("name: istio-proxy").count(), 2, "{out}");
    assert!(out.contains("yes-it-is") && !out.contains("kubernetes.io/"), "{out}");

    let ours = "apiVersion: outrigger/v1alpha1\nkind: Injector\n";
    let (is_well, out, err) = build(ours, "spec: {revison: canary}\n");
    assert!(!is_well && out.is_empty(), "{out}");
    assert!(
        err.contains("error: functionConfig, spec.revison: nothing reads this; did you mean `revision`?"),
        "{err}"
    );

    place.write(
        "web.yaml",
        &WEB.replace("    spec:", "    spec:\n      hostNetwork: true").replace("web:1", ""),
    );
    let (is_well, out, err) = build(ours, "spec: {failOn: skipped}\n");
    assert!(!is_well && out.is_empty(), "{out}");
    assert!(
        err.contains("error: Deployment shop/web: not injected: the pod uses the node's network"),
        "{err}"
    );
}

/// A chart with all that is no workload: hooks, a test, notes, a definition, a comment alone, and nothing if so wished.
fn chart(place: &Place) {
    place.write("chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 0.1.0\n");
    place.write("chart/values.yaml", "empty: false\nhost: false\nannotations: {}\n");
    place.write("chart/templates/NOTES.txt", "--- {{ .Release.Name }} is up: at last\n");
    place.write("chart/templates/comment.yaml", "# Nothing is here.\n");
    let web = WEB.replace(", namespace: shop", "").replace(
        "    spec:",
        "      annotations: {{ toJson .Values.annotations }}\n    spec:\n      hostNetwork: {{ .Values.host }}",
    );
    place.write(
        "chart/templates/web.yaml",
        &format!("{{{{- if not .Values.empty }}}}\n{web}{{{{- end }}}}\n"),
    );
    let hook = "{{- if not .Values.empty }}\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: hook\n  annotations: {helm.sh/hook: test}\nspec:\n  \
                template:\n    spec:\n      restartPolicy: Never\n      containers:\n      - {name: a, image: registry.example/test:1}\n{{- end }}\n";
    place.write("chart/templates/hook.yaml", hook);
    let definition = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: widgets.example.com}\nspec: {group: example.com, names: {kind: \
                      Widget, plural: widgets}, scope: Namespaced, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]}\n";
    place.write("chart/crds/widgets.yaml", definition);
}

#[test]
fn helm_3_and_4_post_render() {
    let Some(tools) = Tools::find("helm_3_and_4_post_render") else { return };
    let place = Place::new("helm", &tools, &[]);
    chart(&place);
    let plugin = top().join("deploy/helm-plugin");
    let said = fs::read_to_string(plugin.join("plugin.yaml")).unwrap();
    assert!(said.contains(concat!("\nversion: ", env!("CARGO_PKG_VERSION"), "\n")), "{said}");
    let plugin = plugin.display().to_string();
    assert!(place.says(4, &format!("helm plugin install {plugin}")).0);
    for (helm, renderer, sidecars) in [(3, "outrigger-post-render", 1), (4, "outrigger", 2)] {
        let template = |more: &str| {
            place.says(
                helm,
                &format!("helm template web ./chart --include-crds --post-renderer {renderer} {more}"),
            )
        };
        let (is_well, out, err) = template("");
        assert!(is_well, "Helm {helm}: {err}");
        // Helm 4 post-renders tests and other hooks, too.
        let found = out.matches("proxyv2").count();
        assert_eq!(found, 2 * sidecars, "Helm {helm}: {out}");
        for part in ["name: web # the shop", "kind: CustomResourceDefinition", "helm.sh/hook: test"] {
            assert!(out.contains(part), "Helm {helm}: {part}: {out}");
        }
        assert!(!out.contains("postrenderer.helm.sh"), "{out}");

        let (is_well, out, err) = template("--post-renderer-args --revision=canary");
        assert!(is_well && out.contains("istio.io/rev: canary"), "Helm {helm}: {out}{err}");
        let (is_well, out, err) = template("--set empty=true");
        assert!(is_well && !out.contains("proxyv2"), "Helm {helm}: {out}{err}");

        for (more, why) in [
            (
                "--set host=true --post-renderer-args --fail-on=skipped",
                "not injected: Deployment default/web: the pod uses the node's network",
            ),
            (
                r#"--set-json annotations={"sidecar.istio.io/userVolume":"x"}"#,
                "invalid value \"x\" for annotation 'sidecar.istio.io/userVolume'",
            ),
            ("--post-renderer-args --revison=canary", "unexpected argument '--revison' found"),
            (
                "--post-renderer-args --values-file=nothing.yaml",
                "open nothing.yaml: no such file or directory",
            ),
        ] {
            let (is_well, out, err) = template(more);
            assert!(!is_well && out.is_empty() && err.contains(why), "Helm {helm}, {more}: {out}{err}");
        }
    }
}

#[test]
fn every_command_of_the_documentation_runs() {
    let Some(tools) = Tools::find("every_command_of_the_documentation_runs") else { return };
    let Some(plane) = ControlPlane::start_api_server("pipelines") else { return };
    let kubectl = plane.kubectl();
    kubectl.namespace(NAMESPACE, "{}");
    kubectl.apply(&run(&["install", "--istio-names", "--image", "outrigger:1"]));
    let program = PathBuf::from(plane.command("kubectl").get_program());
    let place = Place::new("documentation", &tools, &[]);
    std::os::unix::fs::symlink(&program, place.folder.join("helm3/kubectl")).unwrap();
    std::os::unix::fs::symlink(&program, place.folder.join("helm4/kubectl")).unwrap();
    std::os::unix::fs::symlink(top(), place.work().join("outrigger-source")).unwrap();
    place.write(".gitignore", "outrigger-source\n");
    let clone = a_clone(&place);

    let text = fs::read_to_string(Book::here().source().join("pipelines.md")).unwrap();
    let page = Page::parse(&text).unwrap();
    let mut script = String::from("set -euxo pipefail\ngit init --quiet\n");
    let mut commands = 0;
    for part in page.parts {
        match part {
            Part::Section(name) => {
                let helm = if name == "Helm 4" { "helm4" } else { "helm3" };
                let folder = place.folder.join(helm).display().to_string();
                script.push_str(&format!("export PATH=$HOME/bin:{folder}:$USUAL\nhash -r\n"));
            }
            Part::File { name, text } => {
                let steps: String = match name.starts_with(".github/workflows/") {
                    true => steps(&text).concat(),
                    false => String::new(),
                };
                let text =
                    text.replace("/path/to/outrigger", &clone).replace("registry.example/tools:1", "none");
                script.push_str(&format!(
                    "mkdir -p $(dirname {name})\ncat > {name} <<'END OF FILE'\n{text}END OF FILE\n{steps}"
                ));
                commands += steps.lines().count();
            }
            Part::Commands(lines) => {
                commands += lines.lines().count();
                script.push_str(&lines);
            }
            Part::Session { .. } | Part::Shown { .. } => {
                panic!("{name}: nothing of it is run", name = "pipelines.md")
            }
        }
    }
    assert!(commands > 20, "the commands are found: {commands}");
    place.write("../script", &script);
    let mut bash = place.command("bash", 3);
    bash.arg("../script").env("USUAL", std::env::var_os("PATH").unwrap());
    bash.env("KUBECONFIG", plane.folder().join("admin.kubeconfig"));
    bash.env("GITHUB_STEP_SUMMARY", place.folder.join("summary"))
        .env("PRE_COMMIT_HOME", place.folder.join("pre-commit"));
    let Output { status, stdout, stderr } = bash.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert!(status.success(), "{said}");

    let revision = "jsonpath={.spec.template.metadata.annotations.istio\\.io/rev}";
    for (deployment, want) in [
        ("shop web", "canary"),
        ("helm3 one", "default"),
        ("helm3 two", "canary"),
        ("helm4 one", "default"),
        ("helm4 two", "canary"),
    ] {
        let (namespace, name) = deployment.split_once(' ').unwrap();
        let line = format!("-n {namespace} get deployment {name} -o {revision}");
        assert_eq!(kubectl.run(&line), want, "{deployment}\n{said}");
    }
    let results = place.read("results/results-0.yaml");
    for part in ["path: web.yaml", "name: web", "reason: policy-enabled", "severity: info"] {
        assert!(results.contains(part), "{part}: {results}");
    }
    assert!(place.read("files/web.yaml").contains("istio.io/rev"));
    let manifest = place.read("manifests/web.yaml");
    assert!(
        manifest.starts_with("# The shop's front.\n") && manifest.contains("name: istio-proxy"),
        "{manifest}"
    );
    assert!(place.read("report.json").contains("policy-enabled"));
}

/// A repository with the hooks as they are here, tagged with this version, which the documentation names.
fn a_clone(place: &Place) -> String {
    let folder = place.folder.join("clone");
    fs::create_dir_all(&folder).unwrap();
    fs::copy(top().join(".pre-commit-hooks.yaml"), folder.join(".pre-commit-hooks.yaml")).unwrap();
    let tag = concat!("tag v", env!("CARGO_PKG_VERSION"));
    for line in ["init --quiet", "add --all", "commit --quiet -m hooks", tag] {
        let git = place.command("git", 3).current_dir(&folder).args(line.split(' ')).status().unwrap();
        assert!(git.success(), "git {line}");
    }
    folder.display().to_string()
}

#[test]
fn kubectl_has_a_plugin() {
    let Some(plane) = ControlPlane::start_api_server("plugin") else { return };
    let program = PathBuf::from(plane.command("kubectl").get_program());
    let bin = plane.folder().join("bin");
    let path =
        links(&bin, &[("kubectl-outrigger", outrigger()), ("kubectl_complete-outrigger", outrigger())]);
    std::os::unix::fs::symlink(&program, bin.join("kubectl")).unwrap();
    let kubectl = |words: &[&str]| {
        let mut command = Command::new(bin.join("kubectl"));
        let Output { stdout, stderr, .. } = command.args(words).env("PATH", &path).output().unwrap();
        (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    };
    let (help, _) = kubectl(&["outrigger", "inject", "--help"]);
    for part in [
        "Usage: kubectl outrigger inject ",
        "  kubectl outrigger inject -f deployment.yaml",
        "| kubectl outrigger inject -f -",
    ] {
        assert!(help.contains(part), "{part}: {help}");
    }
    let (_, error) = kubectl(&["outrigger", "injct"]);
    assert!(error.contains("Usage: kubectl outrigger <COMMAND>"), "{error}");
    let (completions, _) = kubectl(&["__complete", "outrigger", "inject", "--fail-on", ""]);
    assert_eq!(completions, "skipped\tA workload that is not injected\n:4\n");
}
