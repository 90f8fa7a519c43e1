//! `outrigger bug-report`

mod folder;
mod mask;

use std::path::PathBuf;
use std::time::SystemTime;

use clap::{Args, Parser};
use cluster::logs::LogOf;
use cluster::snapshot::{KINDS, Snapshot, Wanted};
use cluster::{Cluster, ClusterError};
use diagnosis::analyze::{Question, analyze};
use diagnosis::doctor::injector::{self, Target};
use diagnosis::outdated::{self, Now, Pods};
use diagnosis::selector::pairs_select;
use injection::Facts;
use kubeyaml::Value;
use objects::{World, kinds};

use self::folder::Folder;
use super::version;
use crate::failure::{Failure, shown, tamed};
use crate::findings::Form;
use crate::options::access::AccessFlags;
use crate::options::configuration::{self, Configuration};
use crate::options::control::ControlPlane;
use crate::options::form::json;
use crate::options::known;
use crate::output;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # All that is needed to look into what happens in a cluster
  outrigger bug-report
  outrigger bug-report --dir report-of-monday --context prod

  # To send it, after having looked through it
  tar czf report.tar.gz outrigger-bug-report

A folder with: snapshot.yaml (for --snapshot of the other commands), versions.json, findings.yaml (of analyze), outdated.txt, \
the last lines of the logs of the injectors' pods, and notes.txt with what could not be read. Nothing that exists is \
overwritten. Only the API server is asked, and istiods through it.

Secrets are not read. Variables, arguments and commands are left out; annotations that injection does not read, private \
keys, and what is called a password, token, key or certificate are masked. Templates and logs stand as they are.

Exit status: 0 the report is there, 1 it is not.";

/// Where the report is put unless another place is named.
const FOLDER: &str = "outrigger-bug-report";
/// Of each container's log.
const LOG_LINES: i64 = 5000;
const LOG_BYTES: i64 = 2 << 20;
/// The pods whose logs are read.
const LOGGED_PODS: usize = 20;

/// Arguments of `bug-report`.
#[derive(Debug, Args)]
pub struct BugReport {
    /// Folder of the report, which must not exist.
    #[arg(short, long, value_name = "FOLDER", default_value = FOLDER)]
    pub dir: PathBuf,
    /// Where the control plane is.
    #[command(flatten)]
    pub control_plane: ControlPlane,
    /// How the cluster is reached.
    #[command(flatten)]
    pub access: AccessFlags,
}

/// Gathers what a cluster says of injection, and prints where it is.
///
/// # Errors
/// The folder exists or cannot be written, or the cluster cannot be asked.
pub fn run(options: &BugReport) -> Result<(), Failure> {
    if options.dir.symlink_metadata().is_ok() {
        return Err(Failure::new(format!("{} exists", options.dir.display()))
            .hint("nothing is overwritten: name another with --dir"));
    }
    let seen = options.access.run(async |cluster| gather(options, &cluster).await)?;
    let folder = Folder::create(&options.dir)?;
    let mut notes = seen.notes.clone();
    folder.write("snapshot.yaml", &snapshot(&seen.world))?;
    folder.write("versions.json", &json(&seen.versions))?;
    folder.write("findings.yaml", &findings(&seen.world, &options.control_plane.istio_namespace))?;
    match outdated(&seen.compared, &options.control_plane.istio_namespace) {
        Ok(text) => folder.write("outdated.txt", &tamed(&text))?,
        Err(failure) => notes.push(format!("outdated.txt is missing: {}", failure.one_line())),
    }
    for (name, log) in &seen.logs {
        folder.write(name, &tamed(log))?;
    }
    let lines: String = notes.iter().map(|note| format!("{}\n", shown(note))).collect();
    folder.write("notes.txt", &lines)?;
    eprint!("{}", notes.iter().map(|note| format!("note: {}\n", shown(note))).collect::<String>());
    eprintln!("look through it before you send it: templates and logs stand as they are");
    output::write(&format!("{}\n", options.dir.display()), None)
}

/// What a cluster says.
struct Seen {
    world: World,
    compared: World,
    versions: diagnosis::version::Versions,
    logs: Vec<(String, String)>,
    notes: Vec<String>,
}

async fn gather(options: &BugReport, cluster: &Cluster) -> Result<Seen, ClusterError> {
    let config_maps = Wanted::of_namespace(kinds::CONFIG_MAP, &options.control_plane.istio_namespace);
    let others = KINDS.into_iter().filter(|kind| *kind != kinds::CONFIG_MAP);
    let wanted: Vec<Wanted> = [config_maps.clone()].into_iter().chain(others.map(Wanted::all)).collect();
    let mut read = cluster.read(&wanted).await?;
    known::add_read_by_installations(cluster, &mut read).await;
    let Snapshot { world, gaps: world_gaps } = read;
    let mut notes = world_gaps.clone();
    let compared: Vec<Wanted> = wanted.into_iter().map(Wanted::to_compare).collect();
    let mut read = cluster.read_if_possible(&compared).await;
    known::add_read_by_installations(cluster, &mut read).await;
    let Snapshot { world: compared, gaps } = read;
    notes.extend(gaps.into_iter().filter(|gap| !world_gaps.contains(gap)));
    let versions = match version::of_cluster(cluster, &options.control_plane.istio_namespace, None).await {
        Ok((versions, told)) => {
            notes.extend(told);
            versions
        }
        Err(e) => {
            notes.push(e.to_string());
            version::of_client()
        }
    };
    let mut logs = Vec::new();
    let pods = injectors_pods(&world);
    if pods.len() > LOGGED_PODS {
        notes.push(format!("logs are those of {LOGGED_PODS} of the {} pods of injectors", pods.len()));
    }
    for pod in pods.into_iter().take(LOGGED_PODS) {
        for (of, name) in logs_of(pod) {
            match cluster.log(of, LOG_LINES, LOG_BYTES).await {
                Ok(log) => logs.push((name, log)),
                Err(e) => notes.push(e.to_string()),
            }
        }
    }
    Ok(Seen { world, compared, versions, logs, notes })
}

/// The pods that webhook configurations of injectors send the API server to, and istiods.
fn injectors_pods(world: &World) -> Vec<&Value> {
    let targets: Vec<Target> = injector::all(world).iter().flat_map(injector::Injector::targets).collect();
    let services = targets.iter().filter_map(|target| match target {
        Target::Service { namespace, name, .. } => world.get(kinds::SERVICE, namespace, name),
        Target::Url { .. } => None,
    });
    let services: Vec<&Value> = services.collect();
    let serves = |service: &&Value, pod: &Value| {
        let labels = pod.at(&["metadata", "labels"]).as_map();
        service.str_at(&["metadata", "namespace"]) == pod.str_at(&["metadata", "namespace"])
            && pairs_select(service.at(&["spec", "selector"]), labels)
    };
    let pods = world.all(kinds::POD);
    pods.filter(|pod| {
        pod.str_at(&["metadata", "labels", "app"]) == Some("istiod")
            || services.iter().any(|s| serves(s, pod))
    })
    .collect()
}

/// The containers of a pod, those before them if they ended, and the files for their logs.
fn logs_of(pod: &Value) -> Vec<(LogOf<'_>, String)> {
    let text = |path: &[&str]| pod.str_at(path).unwrap_or_default();
    let (namespace, name) = (text(&["metadata", "namespace"]), text(&["metadata", "name"]));
    let restarts = |container: &str| {
        let statuses = pod.items_at(&["status", "containerStatuses"]).iter();
        let mut own = statuses.filter(|status| status.str_at(&["name"]) == Some(container));
        own.any(|status| status.at(&["restartCount"]).as_i64().is_some_and(|count| count > 0))
    };
    let containers = pod.items_at(&["spec", "containers"]).iter().filter_map(|c| c.str_at(&["name"]));
    containers
        .flat_map(|container| {
            let kinds: &[bool] = if restarts(container) { &[false, true] } else { &[false] };
            kinds.iter().map(move |previous| {
                let before = if *previous { "-before" } else { "" };
                let file = format!("log-{namespace}-{name}-{container}{before}.txt");
                (LogOf { namespace, pod: name, container, previous: *previous }, file)
            })
        })
        .collect()
}

/// The objects as `outrigger snapshot` prints them, masked. Of ConfigMaps only those that hold configuration of injection.
fn snapshot(world: &World) -> String {
    let is_configuration = |object: &&Value| {
        object.str_at(&["kind"]) != Some(kinds::CONFIG_MAP.kind)
            || ["config", "values", "mesh"].iter().any(|key| !object.at(&["data", key]).is_null())
    };
    let objects = KINDS.into_iter().flat_map(|kind| world.all(kind)).filter(is_configuration);
    objects
        .map(|object| {
            let mut object = object.clone();
            mask::mask(&mut object);
            format!("---\n{}", kubeyaml::write(&object))
        })
        .collect()
}

fn findings(world: &World, istio_namespace: &str) -> String {
    let question = Question {
        namespace: None,
        istio_namespace: istio_namespace.to_owned(),
        revision: None,
        analyzers: Vec::new(),
        all_checks: true,
        now: Some(SystemTime::now()),
        suppressions: Vec::new(),
        is_partial: false,
        references: Default::default(),
    };
    let findings = analyze(world, &question);
    Form::Yaml.text("analyze", &findings.iter().collect::<Vec<_>>())
}

/// The configuration that no flag changes.
#[derive(Parser)]
struct NoFlags {
    #[command(flatten)]
    configuration: Configuration,
}

/// A line for each group of pods, the first to be restarted at the head.
fn outdated(world: &World, istio_namespace: &str) -> Result<String, Failure> {
    let NoFlags { configuration } = NoFlags::try_parse_from(["bug-report"]).map_err(Failure::new)?;
    let facts = Facts::of(world);
    let injector = |revision: &str| {
        configuration::of_revision(&configuration, istio_namespace, world, revision)
            .map(std::sync::Arc::new)
            .map_err(|e| e.cause())
    };
    let now = Now { injector: &injector, facts: &facts, revision: &configuration.revision };
    let line = |pods: &Pods| {
        let Pods { namespace, kind, name, pods, state, .. } = pods;
        format!("{namespace} {kind}/{name}, {} pods: {}: {state}\n", pods.len(), state.code())
    };
    Ok(outdated::pods(world, None, &now).iter().map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logs_are_those_of_injectors_and_of_what_ended_before() {
        let pod = |name: &str, labels: &str, restarts: u8| {
            format!(
                "{{kind: Pod, metadata: {{name: {name}, namespace: mesh, labels: {{{labels}}}}}, spec: {{containers: [{{name: c}}]}}, \
                 status: {{containerStatuses: [{{name: c, restartCount: {restarts}}}]}}}}"
            )
        };
        let objects = [
            pod("a", "app: istiod", 0),
            pod("b", "role: injector", 2),
            pod("c", "role: other", 0),
            "{kind: Service, metadata: {name: hook, namespace: mesh}, spec: {selector: {role: injector}}}".to_owned(),
            "{kind: MutatingWebhookConfiguration, metadata: {name: istio-sidecar-injector}, webhooks: [{name: \
             rev.namespace.sidecar-injector.istio.io, clientConfig: {service: {name: hook, namespace: mesh, path: /inject}}}]}"
                .to_owned(),
        ];
        let world = World::of_text(&objects.join("\n---\n")).unwrap();
        let files = injectors_pods(&world).into_iter().flat_map(logs_of).map(|(_, file)| file);
        assert_eq!(
            files.collect::<Vec<_>>(),
            ["log-mesh-a-c.txt", "log-mesh-b-c.txt", "log-mesh-b-c-before.txt"]
        );
    }

    #[test]
    fn a_snapshot_has_configuration_and_nothing_secret() {
        let world = World::of_text(
            "{kind: ConfigMap, metadata: {name: istio-sidecar-injector, namespace: s}, data: {values: '{\"token\": \"hunter2\"}'}}
---
{kind: ConfigMap, metadata: {name: other, namespace: s}, data: {note: hunter2}}
---
{kind: Secret, metadata: {name: x, namespace: s}, data: {a: hunter2}}
---
{kind: Pod, metadata: {name: p, namespace: s, annotations: {note: hunter2}}}
",
        )
        .unwrap();
        let text = snapshot(&world);
        assert!(!text.contains("hunter2"), "{text}");
        assert_eq!(World::of_text(&text).unwrap().all(kinds::CONFIG_MAP).count(), 1);
    }
}
