//! The functions that Istio gives to injection templates, on top of sprig's since 1.8.
//!
//! Source: Istio 1.30 template.go, createTemplateFuncs. None of them fails: bad input gives a fallback.

#[cfg(test)]
mod attack;
mod json;
mod maps;
mod metadata;
mod multus;
#[cfg(test)]
mod oracle;
mod otel;
mod ports;
mod render;
mod text;
mod types;

use std::collections::BTreeMap;
use std::sync::Arc;

use gotext::Functions;
use gotext::sprig::Sources;

use crate::Version;

/// All functions of a version's templates; `environment` is what `env` reads.
pub fn of(version: Version, environment: &BTreeMap<String, String>) -> Functions {
    let environment = Arc::new(environment.clone());
    let mut functions = match version.sprig {
        true => gotext::sprig::functions(&sources(Arc::clone(&environment))),
        false => Functions::new(),
    };
    let mut own = own(version, environment);
    let names: Vec<String> = own.names().map(str::to_owned).collect();
    for name in names.iter().filter(|name| !version.has_function(name)) {
        own.remove(name);
    }
    functions.extend(&own);
    if version.has_function(render::NAME) {
        render::declare(&mut functions, version.delimiters);
    }
    functions
}

/// Istio's own functions of every version, each as this one has it.
fn own(version: Version, environment: Arc<BTreeMap<String, String>>) -> Functions {
    let mut functions = Functions::new();
    metadata::declare(&mut functions);
    ports::declare(&mut functions, version);
    json::declare(&mut functions, version);
    maps::declare(&mut functions);
    text::declare(&mut functions, environment);
    multus::declare(&mut functions, version);
    otel::declare(&mut functions);
    functions
}

/// What sprig may know of the outside: the environment that was given, no clock and no randomness, so that one pod
/// always gives one answer.
fn sources(environment: Arc<BTreeMap<String, String>>) -> Sources {
    let lookup = move |name: &str| environment.get(name).cloned();
    Sources { env: Some(Arc::new(lookup)), ..Sources::default() }
}

#[cfg(test)]
mod tests {
    use gotext::{Budget, Data, Template, Value};
    use kubeschema::types;

    use super::*;

    #[test]
    fn each_version_has_its_functions() {
        for (version, want) in [
            (Version::V0_5, &[][..]),
            (Version::V1_0, &["formatDuration", "isset"]),
            (
                Version::V1_1,
                &[
                    "annotation",
                    "applicationPorts",
                    "directory",
                    "excludeInboundPort",
                    "formatDuration",
                    "fromJSON",
                    "includeInboundPorts",
                    "indent",
                    "isset",
                    "kubevirtInterfaces",
                    "toJSON",
                    "toJson",
                    "toYaml",
                    "valueOrDefault",
                ],
            ),
        ] {
            let functions = of(version, &BTreeMap::new());
            let mut names: Vec<&str> = functions.names().collect();
            names.sort_unstable();
            assert_eq!(names, want, "{version}");
        }
        let has = |version, name| of(version, &BTreeMap::new()).find(name).is_some();
        assert!(has(Version::V1_8, "quote") && !has(Version::V1_7, "quote"), "sprig came with 1.8");
        assert!(has(Version::V1_28, "omitNil") && !has(Version::V1_27, "omitNil"));
        assert!(!has(Version::V1_29, "otelResourceAttributes"));
    }

    #[test]
    fn every_function_of_the_table_of_releases_is_written() {
        let own = own(Version::LATEST, Arc::default());
        for version in Version::all() {
            for name in version.own_functions() {
                assert!(name == render::NAME || own.find(name).is_some(), "{name} of {version}");
            }
        }
    }

    #[test]
    fn functions_of_1_1_differ_from_todays() {
        let pod = r#"{"containers":[{"name":"a","ports":[{"containerPort":80},{"containerPort":53,"protocol":"UDP"}]},
            {"name":"istio-proxy","ports":[{"containerPort":15090}]}]}"#;
        let pod = kubeyaml::from_json(pod.as_bytes()).unwrap();
        for (template, want) in [
            ("[[ includeInboundPorts .Containers ]]", "80,53,15090"),
            ("[[ applicationPorts .Containers ]]", "80,53"),
            ("[[ valueOrDefault \"\" \"d\" ]][[ valueOrDefault \"v\" \"d\" ]]", "dv"),
            ("[[ toJson .NodeSelector ]]", "{}"),
            ("[[ formatDuration nil ]]", "1s"),
            ("[[ isset .NodeSelector \"a\" ]]", "false"),
        ] {
            let functions = of(Version::V1_1, &BTreeMap::new());
            let parsed = Template::parse("inject", template, ("[[", "]]"), &functions).unwrap();
            let spec = Value::pointer(&types::core::POD_SPEC, Data::of(&pod));
            assert_eq!(parsed.execute(spec, &Budget::default()).unwrap(), want, "{template}");
        }
    }
}
