//! Defaults of the proxy config that templates read, where nothing tells the release and they differ.

use std::collections::BTreeSet;

use gotext::Template;
use kubeyaml::Value;
use meshconfig::MeshConfig;

use super::note::LoadNote;
use crate::Version;
use crate::config::Config;

/// The defaults that the templates read and that other releases have otherwise which fit the config as well.
pub fn open(config: &Config, mesh: &MeshConfig) -> Vec<LoadNote> {
    let (fitting, taken) = (&config.recognised().fitting, config.version());
    if fitting.is_empty() {
        return Vec::new();
    }
    let read = match config {
        Config::Today(config) => config.templates.values().flat_map(fields).collect::<BTreeSet<_>>(),
        Config::Legacy(config) => fields(&config.template).collect(),
    };
    let in_force = mesh.default_config().document();
    let defaults =
        |version| Some(MeshConfig::parse(Value::Null, version).ok()?.default_config().document().clone());
    let Some(own) = defaults(taken) else { return Vec::new() };
    // What the mesh config sets itself does not depend on the release.
    let by_default = |name: &String| in_force.at(&[name]) == own.at(&[name]);
    let read: Vec<String> = read.into_iter().filter(by_default).collect();
    if read.is_empty() {
        return Vec::new();
    }
    let others: Vec<(Version, Value)> = fitting.iter().filter_map(|v| Some((*v, defaults(*v)?))).collect();
    let note = |name: String| {
        let mut differing = others.iter().filter(|(_, other)| other.at(&[&name]) != own.at(&[&name]));
        let (first, _) = differing.next()?;
        let last = differing.next_back().map_or(*first, |(last, _)| *last);
        Some(LoadNote::DefaultUnknown { name, taken, others: (*first, last) })
    };
    read.into_iter().filter_map(note).collect()
}

/// The names in JSON of the fields of the proxy config that a template reads.
fn fields(template: &Template) -> impl Iterator<Item = String> {
    let named = |fields: &[&str]| match fields {
        ["ProxyConfig", field, ..] => {
            let mut letters = field.strip_prefix("Get").unwrap_or(field).chars();
            letters.next().map(|first| first.to_lowercase().chain(letters).collect())
        }
        _ => None,
    };
    template.asks().chains.into_iter().filter_map(move |chain| named(&chain.fields))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Reading, Signs};

    #[test]
    fn defaults_that_differ_between_releases_that_fit_are_reported() {
        for (template, mesh, version, want) in [
            (
                "{{ .ProxyConfig.Concurrency }}",
                "{}",
                None,
                "`concurrency`, which the templates read, differs: it is answered like Istio LATEST, and Istio 1.9 to 1.17",
            ),
            ("{{ .ProxyConfig.GetParentShutdownDuration }}", "{}", None, "`parentShutdownDuration`"),
            ("{{ .ProxyConfig.Concurrency }}", "{defaultConfig: {concurrency: 4}}", None, ""),
            ("{{ .ProxyConfig.Concurrency }}", "{}", Some(Version::V1_20), ""),
            ("{{ .ProxyConfig.Concurrency }}{{ .ProxyUID }}", "{}", None, ""),
            ("{{ .ProxyConfig.BinaryPath }}", "{}", None, ""),
        ] {
            let want = want.replace("LATEST", &Version::LATEST.to_string());
            let text = format!("policy: enabled\ntemplates: {{sidecar: '{template}'}}");
            let environment = std::collections::BTreeMap::new();
            let reading =
                Reading { version, environment: &environment, offline: false, signs: Signs::default() };
            let config = Config::parse(&text, &reading).unwrap();
            let mesh = MeshConfig::parse(kubeyaml::read(mesh).unwrap(), config.version()).unwrap();
            let said: Vec<String> = open(&config, &mesh).iter().map(LoadNote::to_string).collect();
            assert_eq!(said.len(), usize::from(!want.is_empty()), "{template}: {said:?}");
            assert!(said.iter().all(|line| line.contains(&want)), "{template}: {said:?}");
        }
    }
}
