//! The annotation that says what an injection has put into a pod.

use kubeyaml::Value;
use meshconfig::StatusForm;

use crate::Version;
use crate::names::STATUS;
use crate::pod::{annotation, name};

/// What an injection has put into a pod, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Names of init containers.
    pub init_containers: Vec<String>,
    /// Names of containers.
    pub containers: Vec<String>,
    /// Names of volumes.
    pub volumes: Vec<String>,
    /// Names of image pull secrets.
    pub image_pull_secrets: Vec<String>,
    /// The injector's revision.
    pub revision: String,
}

impl Status {
    /// What the templates' overlay adds. An empty revision is written as `default`.
    ///
    /// Source: Istio 1.30 webhook.go, getInjectionStatus.
    pub(crate) fn of_overlay(overlay: &Value, revision: &str) -> Status {
        let names = |key| overlay.items_at(&["spec", key]).iter().map(|i| name(i).to_owned()).collect();
        Status {
            init_containers: names("initContainers"),
            containers: names("containers"),
            volumes: names("volumes"),
            image_pull_secrets: names("imagePullSecrets"),
            revision: if revision.is_empty() { "default" } else { revision }.to_owned(),
        }
    }

    /// The status that a pod carries: `None` if it carries none or one that is not JSON of this shape.
    ///
    /// Source: Istio 1.30 webhook.go, parseStatus.
    pub fn of_pod(pod: &Value) -> Option<Status> {
        let json = kubeyaml::from_json(annotation(pod, STATUS)?.as_bytes()).ok()?;
        json.as_map()?;
        let names = |key: &str| match json.at(&[key]) {
            Value::Null => Some(Vec::new()),
            list => list
                .as_list()?
                .iter()
                .map(|v| if v.is_null() { Some(String::new()) } else { v.as_str().map(str::to_owned) })
                .collect(),
        };
        let revision = match json.at(&["revision"]) {
            Value::Null => String::new(),
            text => text.as_str()?.to_owned(),
        };
        Some(Status {
            init_containers: names("initContainers")?,
            containers: names("containers")?,
            volumes: names("volumes")?,
            image_pull_secrets: names("imagePullSecrets")?,
            revision,
        })
    }

    /// The annotation's text: compact JSON in Go's field order, an empty list as `null`.
    pub fn to_json(&self, version: Version) -> String {
        let list = |names: &[String]| match names {
            [] => "null".to_owned(),
            names => kubeyaml::to_json(&Value::List(names.iter().map(Value::text).collect())),
        };
        let mut json = format!(
            r#"{{"initContainers":{},"containers":{},"volumes":{},"imagePullSecrets":{}"#,
            list(&self.init_containers),
            list(&self.containers),
            list(&self.volumes),
            list(&self.image_pull_secrets),
        );
        if version.status == StatusForm::Revision {
            json.push_str(r#","revision":"#);
            kubeyaml::json_quoted(&mut json, &self.revision);
        }
        json.push('}');
        json
    }
}
