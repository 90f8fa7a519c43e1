//! What the page starts with.

use injection::{Version, defaults};
use serde::Serialize;

/// What the page starts with: the built-in configuration, manifests to choose from, and the releases that are known.
#[derive(Debug, Serialize)]
pub struct Start {
    config: &'static str,
    values: &'static str,
    mesh: &'static str,
    /// The latest first.
    releases: Vec<String>,
    examples: Vec<Example>,
    /// Bytes that all texts may have together.
    most: usize,
}

/// A manifest to start from.
#[derive(Debug, Serialize)]
struct Example {
    name: &'static str,
    manifest: &'static str,
    /// What stands behind the templates of the built-in configuration.
    #[serde(skip_serializing_if = "str::is_empty")]
    template: &'static str,
}

const EXAMPLES: [Example; 5] = [
    Example { name: "Deployment", manifest: include_str!("examples/deployment.yaml"), template: "" },
    Example { name: "Job", manifest: include_str!("examples/job.yaml"), template: "" },
    Example { name: "Pod that opts out", manifest: include_str!("examples/opted-out.yaml"), template: "" },
    Example {
        name: "Pod on the node's network",
        manifest: include_str!("examples/host-network.yaml"),
        template: "",
    },
    Example {
        name: "Pod with a template of one's own",
        manifest: include_str!("examples/custom-template.yaml"),
        template: include_str!("examples/custom-template.tpl.yaml"),
    },
];

impl Start {
    /// What each page starts with.
    pub fn new() -> Start {
        Start {
            config: defaults::config(),
            values: defaults::values(false),
            mesh: defaults::mesh(),
            releases: Version::all().rev().map(|version| version.to_string()).collect(),
            examples: EXAMPLES.into(),
            most: crate::MOST,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Answer;
    use crate::asked::Asked;
    use crate::setting::Settings;

    #[test]
    fn each_example_shows_what_it_is_called_by() {
        let start = Start::new();
        for (name, verdict, code, advice) in [
            ("Deployment", "injected", "policy-enabled", ""),
            ("Job", "injected", "policy-enabled", ""),
            ("Pod that opts out", "not injected", "label-false", "inject-twice"),
            ("Pod on the node's network", "not injected", "host-network", ""),
            ("Pod with a template of one's own", "injected", "policy-enabled", ""),
        ] {
            let example = start.examples.iter().find(|example| example.name == name).unwrap();
            let asked = Asked {
                manifest: example.manifest.to_owned(),
                config: format!("{}{}", start.config, example.template),
                values: start.values.to_owned(),
                mesh: start.mesh.to_owned(),
                namespace: "shop".to_owned(),
                native: injection::NativeSidecars::False,
                ..Asked::default()
            };
            let answer = Answer::to(&asked, &mut Settings::default());
            let [workload] = answer.workloads.as_slice() else { panic!("{name}: {answer:?}") };
            assert_eq!((workload.verdict, workload.code), (verdict, code), "{name}");
            assert!(answer.problems.is_empty(), "{name}: {:?}", answer.problems);
            assert_eq!(answer.diff.len() > 1, verdict == "injected", "{name}");
            let codes: Vec<&str> = workload.advice.iter().map(|(code, _)| *code).collect();
            assert_eq!(codes.join(" "), advice, "{name}");
        }
        assert_eq!(start.examples.len(), 5);
    }
}
