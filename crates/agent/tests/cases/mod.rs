//! The cases of `bootstraps`: a folder each, with what an agent is given in `given.yaml`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use agent::bootstrap::{self, Parameters, template};
use agent::command_line::{CommandLine, bootstrap_file, command_line};
use agent::node::{Found, Node};
use agent::settings::{Environment, Files, Flags, Given, Host, Interface, Plan};
use kubeyaml::Value;

/// What comes of a case.
pub struct Outcome {
    /// The case's name.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The bootstrap.
    pub bootstrap: Value,
    /// Envoy's command line.
    pub called: CommandLine,
    /// All notices.
    pub notices: Vec<String>,
}

/// What comes of each case, in order of names.
pub fn outcomes() -> Vec<Outcome> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bootstraps");
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders.into_iter().map(outcome).collect()
}

fn outcome(folder: PathBuf) -> Outcome {
    let given = kubeyaml::read(&std::fs::read_to_string(folder.join("given.yaml")).unwrap()).unwrap();
    for (key, _) in given.as_map().unwrap().iter() {
        let known = [
            "line",
            "variables",
            "mesh",
            "labels",
            "annotations",
            "interfaces",
            "found",
            "override",
            "template",
        ];
        assert!(known.contains(&key), "{} has {key}", folder.display());
    }
    let text = |key: &str| given.str_at(&[key]).map(str::to_owned);
    let (plan, environment) = plan(&given);
    let found = Found {
        credential_socket: given.at(&["found", "credentialSocket"]).as_bool().unwrap_or_default(),
        serves_only_files: given.at(&["found", "servesOnlyFiles"]).as_bool().unwrap_or_default(),
        statsd: given.str_at(&["found", "statsd"]).map(|ip| ip.parse().unwrap()),
    };
    let node = Node::of(&plan, &found);
    let parameters = Parameters::of(&plan, &node, &found);
    let bootstrap = match text("template") {
        None => bootstrap::document(&parameters),
        Some(text) => {
            let variable = move |name: &str| environment.text(name).map(str::to_owned);
            let text = template::render("template", &text, &parameters, variable).unwrap();
            kubeyaml::read(&text).unwrap()
        }
    };
    let called = command_line(&plan, &bootstrap_file(&plan), text("override").as_deref());
    let notices = plan.notices.iter().chain(&parameters.notices).chain(&called.notices);
    Outcome {
        name: folder.file_name().unwrap().to_string_lossy().into_owned(),
        notices: notices.map(ToString::to_string).collect(),
        folder,
        bootstrap,
        called,
    }
}

fn plan(given: &Value) -> (Plan, Environment) {
    let text = |key: &str| given.str_at(&[key]).map(str::to_owned);
    let line = given.str_at(&["line"]).unwrap_or_default();
    let flags = Flags::read(&line.split_whitespace().collect::<Vec<_>>()).unwrap();
    let entries = |key: &str| given.at(&[key]).as_map().cloned().unwrap_or_default().into_entries();
    let variables = entries("variables");
    let environment: Environment =
        variables.iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap())).collect();
    let pairs: BTreeMap<_, _> = entries("annotations").into_iter().collect();
    let quoted = |(name, value): (&kubeyaml::Text, &Value)| {
        format!("{name}={}", golang::quote::quote(value.as_str().unwrap()))
    };
    let annotations: Vec<String> = pairs.iter().map(quoted).collect();
    let labels: Vec<String> = entries("labels").iter().map(|(name, value)| quoted((name, value))).collect();
    let files = Files {
        mesh_config: text("mesh"),
        labels: Some(labels.join("\n")),
        annotations: Some(annotations.join("\n")),
    };
    let interface = |(name, addresses): (kubeyaml::Text, Value)| Interface {
        name: name.to_string(),
        addresses: addresses
            .as_list()
            .unwrap()
            .iter()
            .map(|ip| ip.as_str().unwrap().parse().unwrap())
            .collect(),
    };
    let host = Host { interfaces: entries("interfaces").into_iter().map(interface).collect(), processors: 2 };
    let given = Given { flags: &flags, environment: &environment, files: &files, host: &host };
    (Plan::new(&given).unwrap(), environment.clone())
}
