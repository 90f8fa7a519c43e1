//! Where objects keep the templates of their pods.

use std::collections::BTreeMap;
use std::str::FromStr;

use kubeyaml::Value;

use crate::workload::group;

/// Group, kind and the places, of what Kubernetes has and of resources that many clusters have. `[]` is each item of a list.
const KNOWN: [(&str, &str, &[&str]); 24] = [
    ("", "Pod", &[""]),
    ("", "PodTemplate", &["template"]),
    ("", "ReplicationController", &["spec.template"]),
    ("apps", "Deployment", &["spec.template"]),
    ("apps", "DaemonSet", &["spec.template"]),
    ("apps", "ReplicaSet", &["spec.template"]),
    ("apps", "StatefulSet", &["spec.template"]),
    ("extensions", "Deployment", &["spec.template"]),
    ("extensions", "DaemonSet", &["spec.template"]),
    ("extensions", "ReplicaSet", &["spec.template"]),
    ("batch", "Job", &["spec.template"]),
    ("batch", "CronJob", &["spec.jobTemplate.spec.template"]),
    ("apps.openshift.io", "DeploymentConfig", &["spec.template"]),
    // OpenShift before its kinds had groups
    ("", "DeploymentConfig", &["spec.template"]),
    // Argo Rollouts
    ("argoproj.io", "Rollout", &["spec.template"]),
    // Knative
    ("serving.knative.dev", "Service", &["spec.template"]),
    ("serving.knative.dev", "Configuration", &["spec.template"]),
    // OpenKruise
    ("apps.kruise.io", "CloneSet", &["spec.template"]),
    ("apps.kruise.io", "StatefulSet", &["spec.template"]),
    // Volcano
    ("batch.volcano.sh", "Job", &["spec.tasks[].template"]),
    // Flink
    (
        "flink.apache.org",
        "FlinkDeployment",
        &["spec.podTemplate", "spec.jobManager.podTemplate", "spec.taskManager.podTemplate"],
    ),
    // Spark
    ("sparkoperator.k8s.io", "SparkApplication", &["spec.driver.template", "spec.executor.template"]),
    (
        "sparkoperator.k8s.io",
        "ScheduledSparkApplication",
        &["spec.template.driver.template", "spec.template.executor.template"],
    ),
    // JobSet
    ("jobset.x-k8s.io", "JobSet", &["spec.replicatedJobs[].template.spec.template"]),
];

/// How deep a place may be, and how deep one is looked for.
const DEPTH: usize = 12;

/// Where objects keep the templates of their pods.
#[derive(Clone, Debug)]
pub struct PodTemplates {
    places: BTreeMap<(String, String), Vec<Path>>,
}

/// A place in an object.
pub type Path = Vec<Part>;

/// A step of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The value of a key.
    Key(String),
    /// Each item of a list.
    Items,
}

/// A text that does not say where a kind keeps a pod template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not GROUP/KIND=PATH, such as example.com/Fleet=spec.parts[].template")]
pub struct UnknownPath {
    /// The text.
    pub text: String,
}

impl Default for PodTemplates {
    /// Those of Kubernetes, and of resources that many clusters have.
    fn default() -> PodTemplates {
        let mut all = PodTemplates { places: BTreeMap::new() };
        for (group, kind, paths) in KNOWN {
            let paths = paths.iter().filter_map(|path| parsed(path)).collect();
            all.places.insert((group.to_owned(), kind.to_owned()), paths);
        }
        all
    }
}

/// `GROUP/KIND=PATH`, of a kind in the core group `KIND=PATH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PodTemplate {
    group: String,
    kind: String,
    path: Path,
}

impl FromStr for PodTemplate {
    type Err = UnknownPath;

    fn from_str(text: &str) -> Result<PodTemplate, UnknownPath> {
        let unknown = || UnknownPath { text: text.to_owned() };
        let (kind, path) = text.split_once('=').ok_or_else(unknown)?;
        let (group, kind) = kind.rsplit_once('/').unwrap_or(("", kind));
        let path = parsed(path).filter(|path| !path.is_empty() && path.len() <= DEPTH).ok_or_else(unknown)?;
        if kind.is_empty() || group.contains('/') {
            return Err(unknown());
        }
        Ok(PodTemplate { group: group.to_owned(), kind: kind.to_owned(), path })
    }
}

impl PodTemplates {
    /// Adds a place; the first that is added for a kind takes the place of what was known of it.
    pub fn with(mut self, own: impl IntoIterator<Item = PodTemplate>) -> PodTemplates {
        let mut given: BTreeMap<(String, String), Vec<Path>> = BTreeMap::new();
        for PodTemplate { group, kind, path } in own {
            given.entry((group, kind)).or_default().push(path);
        }
        self.places.extend(given);
        self
    }

    /// The places of an object's kind; `None` if nothing is known of it.
    pub(super) fn of_object(&self, object: &Value) -> Option<&[Path]> {
        let (group, kind) = type_of(object);
        self.of(group, kind)
    }

    /// The places of a kind; `None` if nothing is known of it. Old manifests leave out the group of Kubernetes' own kinds.
    pub(super) fn of(&self, group: &str, kind: &str) -> Option<&[Path]> {
        let at = |group: &str| self.places.get(&(group.to_owned(), kind.to_owned())).map(Vec::as_slice);
        at(group).or_else(|| if group.is_empty() { at("apps").or_else(|| at("batch")) } else { None })
    }
}

fn parsed(path: &str) -> Option<Path> {
    let mut parts = Vec::new();
    for part in path.trim_start_matches('.').split('.').filter(|_| !path.is_empty()) {
        let (key, is_list) = part.strip_suffix("[]").map_or((part, false), |key| (key, true));
        if key.is_empty() || key.contains(['[', ']', '*']) {
            return None;
        }
        parts.push(Part::Key(key.to_owned()));
        if is_list {
            parts.push(Part::Items);
        }
    }
    Some(parts)
}

/// A place as [`PodTemplate`] has it.
pub(super) fn text(path: &[Part]) -> String {
    let mut text = String::new();
    for part in path {
        match part {
            Part::Key(key) => {
                text.push_str(if text.is_empty() { "" } else { "." });
                text.push_str(key);
            }
            Part::Items => text.push_str("[]"),
        }
    }
    text
}

/// The group and kind of an object.
pub(super) fn type_of(object: &Value) -> (&str, &str) {
    let text = |key| object.str_at(&[key]).unwrap_or_default();
    (group(text("apiVersion")), text("kind"))
}

/// Calls `with` for each template at a place of an object.
pub(super) fn each<E>(
    node: &mut Value,
    path: &[Part],
    with: &mut impl FnMut(&mut Value) -> Result<(), E>,
) -> Result<(), E> {
    match path.split_first() {
        None => with(node),
        Some((Part::Key(key), rest)) => match node.get_mut(key) {
            Some(node) => each(node, rest, with),
            None => Ok(()),
        },
        Some((Part::Items, rest)) => {
            node.as_list_mut().into_iter().flatten().try_for_each(|item| each(item, rest, with))
        }
    }
}

/// The first place where an object seems to hold a pod template: a `spec` with a list of containers that have images.
pub(super) fn suspect(object: &Value) -> Option<String> {
    let mut path = String::new();
    found(object, &mut path, DEPTH).then_some(path)
}

fn found(node: &Value, path: &mut String, depth: usize) -> bool {
    let length = path.len();
    match node {
        _ if depth == 0 => false,
        Value::Map(fields) => {
            let containers = node.items_at(&["spec", "containers"]);
            if !path.is_empty() && containers.iter().any(|c| c.str_at(&["image"]).is_some()) {
                return true;
            }
            fields.iter().any(|(key, value)| {
                path.push_str(if length == 0 { "" } else { "." });
                path.push_str(key);
                let is_here = found(value, path, depth - 1);
                if !is_here {
                    path.truncate(length);
                }
                is_here
            })
        }
        Value::List(items) => {
            path.push_str("[]");
            let is_here = items.iter().any(|item| found(item, path, depth - 1));
            if !is_here {
                path.truncate(length);
            }
            is_here
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use kubeyaml::read;

    use super::*;

    #[test]
    fn places_are_read_and_followed() {
        for (text, ok) in [
            ("example.com/Fleet=spec.parts[].template", true),
            ("Thing=template", true),
            ("example.com/Fleet", false),
            ("example.com/Fleet=", false),
            ("/=a", false),
            ("a/b/C=d", false),
            ("C=a..b", false),
            ("C=a[0].b", false),
            ("C=*.b", false),
        ] {
            assert_eq!(text.parse::<PodTemplate>().is_ok(), ok, "{text}");
        }
        let templates = PodTemplates::default().with(["x.io/F=a[].t".parse().unwrap()]);
        let mut object = read("{a: [{t: {m: 1}}, {}, {t: {m: 2}}], t: 3}").unwrap();
        let mut seen = Vec::new();
        let path = &templates.of("x.io", "F").unwrap()[0];
        assert_eq!((text(path).as_str(), text(&[]).as_str()), ("a[].t", ""));
        each(&mut object, path, &mut |node| {
            seen.push(kubeyaml::to_json(node));
            Ok::<(), ()>(())
        })
        .unwrap();
        assert_eq!(seen, [r#"{"m":1}"#, r#"{"m":2}"#]);
    }

    #[test]
    fn group_and_kind_count() {
        let templates = PodTemplates::default();
        for (group, kind, known) in [
            ("apps", "Deployment", true),
            ("", "Deployment", true),
            ("", "Job", true),
            ("example.com", "Deployment", false),
            ("batch.volcano.sh", "Job", true),
            ("", "Service", false),
            ("serving.knative.dev", "Service", true),
        ] {
            assert_eq!(templates.of(group, kind).is_some(), known, "{group}/{kind}");
        }
    }

    #[test]
    fn what_seems_to_hold_a_pod_is_told() {
        for (object, want) in [
            ("{spec: {template: {spec: {containers: [{image: x}]}}}}", Some("spec.template")),
            ("{spec: {parts: [{}, {pod: {spec: {containers: [{image: x}]}}}]}}", Some("spec.parts[].pod")),
            ("{spec: {containers: [{image: x}]}}", None),
            ("{spec: {template: {spec: {containers: [{name: x}]}}}}", None),
        ] {
            assert_eq!(suspect(&read(object).unwrap()).as_deref(), want, "{object}");
        }
    }
}
