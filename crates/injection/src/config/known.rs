//! Which values anything reads: a key beside them is misspelt, or stands in the wrong place.

use std::collections::{BTreeMap, BTreeSet};

use kubeyaml::Value;
use meshconfig::spelling::nearest;
use meshconfig::{Unread, below};

use super::{Config, InjectionConfig};
use crate::defaults;

/// Names that only other parts of a mesh read.
const CHARTS: &str = include_str!("chart-values.yaml");

/// The values that are read: by the code, by the built-in templates, and by those of an injection config.
#[derive(Debug, Default)]
pub struct KnownValues {
    root: Node,
    /// Names that a template reads somewhere below what it keeps in a variable or makes the dot.
    anywhere: BTreeSet<String>,
}

#[derive(Debug, Default)]
struct Node {
    below: BTreeMap<String, Node>,
    /// Whether it is used as a whole, so that every key below it is read.
    whole: bool,
    /// Whether only other parts of a mesh read it.
    chart: bool,
}

impl KnownValues {
    /// What is read with an injection config; `None` if its templates are of a version that has no values.
    pub fn of(config: &Config) -> Option<KnownValues> {
        let Config::Today(config) = config else { return None };
        let mut known = KnownValues::built_in();
        known.add_templates(config);
        Some(known)
    }

    /// What is read with the built-in injection config: all that stands in its values, and any resource.
    pub fn built_in() -> KnownValues {
        let mut known = KnownValues::default();
        if let Ok(values) = kubeyaml::read(defaults::values(false)) {
            known.root.add(&values, false);
        }
        for kind in ["limits", "requests"] {
            known.root.add_path(&["global", "proxy", "resources", kind], true);
        }
        known
    }

    /// These, and what other parts of a mesh read of the values that they share.
    #[must_use]
    pub(crate) fn with_charts(mut self) -> KnownValues {
        if let Ok(charts) = kubeyaml::read(CHARTS) {
            self.root.add(&charts, true);
        }
        self
    }

    fn add_templates(&mut self, config: &InjectionConfig) {
        for template in config.templates.values() {
            let asks = template.asks();
            for chain in &asks.chains {
                match chain.fields.split_first() {
                    Some((&"Values", path)) => self.root.add_path(path, chain.whole),
                    _ => self.anywhere.extend(chain.fields.iter().map(|f| (*f).to_owned())),
                }
            }
            self.anywhere.extend(asks.texts.iter().map(|t| (*t).to_owned()));
        }
    }

    /// The keys of `values` that are not among these. Linear in the values.
    pub fn unread(&self, values: &Value) -> Unread {
        let mut unread = Unread::default();
        self.walk(&self.root, values, "", &mut unread);
        unread
    }

    fn walk(&self, node: &Node, values: &Value, path: &str, unread: &mut Unread) {
        // A value that is read and has no entries of its own may be of any shape.
        let Some(map) = values.as_map().filter(|_| !node.below.is_empty()) else { return };
        for (key, value) in map.iter() {
            if let Some(node) = node.below.get(key) {
                self.walk(node, value, &below(path, key), unread);
            } else if !self.anywhere.contains(key) {
                let like = || nearest(key, node.read().map(|(name, _)| name)).map(|name| below(path, name));
                match node.whole.then(like) {
                    None => unread.add(path, key, || like().or_else(|| self.elsewhere(key))),
                    Some(None) => {}
                    Some(Some(meant)) => unread.add(path, key, || Some(meant)),
                }
            }
        }
    }

    /// The one place where a key of that name is read.
    fn elsewhere(&self, key: &str) -> Option<String> {
        fn find(node: &Node, key: &str, path: &str, found: &mut Vec<String>) {
            for (name, node) in node.read() {
                let path = below(path, name);
                find(node, key, &path, found);
                if name == key {
                    found.push(path);
                }
            }
        }
        let mut found = Vec::new();
        find(&self.root, key, "", &mut found);
        found.pop().filter(|_| found.is_empty())
    }
}

impl Node {
    /// The entries that are read here.
    fn read(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.below.iter().filter(|(_, node)| !node.chart).map(|(name, node)| (name.as_str(), node))
    }

    fn add(&mut self, values: &Value, chart: bool) {
        match values {
            Value::Map(map) if !map.is_empty() => {
                for (key, value) in map.iter() {
                    let is_new = !self.below.contains_key(key);
                    let node = self.below.entry(key.to_owned()).or_default();
                    node.chart |= is_new && chart;
                    node.add(value, chart);
                }
            }
            // What is empty in the table of charts may hold anything.
            _ => self.whole |= chart || matches!(values, Value::Map(_)),
        }
    }

    fn add_path(&mut self, path: &[&str], whole: bool) {
        let node = path.iter().fold(self, |node, key| {
            let node = node.below.entry((*key).to_owned()).or_default();
            node.chart = false;
            node
        });
        node.whole |= whole;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Reading;

    fn known(template: Option<&str>) -> KnownValues {
        let Some(template) = template else { return KnownValues::built_in() };
        let reading = Reading {
            version: None,
            environment: &BTreeMap::new(),
            offline: true,
            signs: crate::config::Signs::default(),
        };
        let config = Config::parse(template, &reading).unwrap();
        KnownValues::of(&config).unwrap()
    }

    fn found(known: &KnownValues, values: &str) -> Vec<(String, Option<String>)> {
        let unread = known.unread(&kubeyaml::read(values).unwrap());
        unread.keys.into_iter().map(|k| (k.path, k.meant)).collect()
    }

    #[test]
    fn keys_that_nothing_reads_are_named_with_the_one_that_was_meant() {
        for (template, values, want) in [
            (None, "global: {hub: h, proxy: {logLevel: debug}}", &[][..]),
            (None, "global: {hubb: h}", &[("global.hubb", Some("global.hub"))]),
            (None, "glbal: {hub: h}", &[("glbal", Some("global"))]),
            (
                None,
                "global: {proxy: {loglevel: x}}",
                &[("global.proxy.loglevel", Some("global.proxy.logLevel"))],
            ),
            (
                None,
                "global: {clusterDomain: x}",
                &[("global.clusterDomain", Some("global.proxy.clusterDomain"))],
            ),
            (None, "tag: x", &[("tag", Some("global.tag"))]),
            (Some("{{ $p := .Values.global.proxy }}{{ $p.mine }}"), "global: {mine: x}", &[]),
            (None, "rewriteAppHTTPProbes: x", &[("rewriteAppHTTPProbes", None)]),
            (None, "anything: x", &[("anything", None)]),
            (None, "pilot: {env: {ANY: thing}}", &[]),
            (None, "pilot: {cni: {enabeld: true}}", &[("pilot.cni.enabeld", Some("pilot.cni.enabled"))]),
            (None, "global: {proxy: {resources: {limits: {ephemeral-storage: 1Gi}}}}", &[]),
            (Some("{{ .Values.mine.own }}"), "mine: {own: 1, onw: 2}", &[("mine.onw", Some("mine.own"))]),
            (Some("{{ toJson .Values.mine }}"), "mine: {any: 1}", &[]),
            (Some("{{ $g := .Values.mine }}{{ $g.own.x }}"), "mine: {own: {x: 1}}", &[]),
            (Some("{{ index .Values \"mine\" \"own\" }}"), "mine: {own: 1}", &[]),
            (Some("{{ toJson .Values }}"), "anything: 1\nglobl: 1", &[("globl", Some("global"))]),
            (Some("{{ .Values.hub }}"), "hub: 1", &[]),
        ] {
            let want: Vec<_> = want.iter().map(|(p, m)| ((*p).to_owned(), m.map(str::to_owned))).collect();
            assert_eq!(found(&known(template), values), want, "{template:?} {values}");
        }
    }

    #[test]
    fn the_built_in_values_name_all_that_the_built_in_templates_read() {
        let reading = Reading {
            version: None,
            environment: &BTreeMap::new(),
            offline: true,
            signs: crate::config::Signs::default(),
        };
        let Ok(Config::Today(config)) = Config::parse(defaults::config(), &reading) else {
            panic!("it is one of today")
        };
        let values = kubeyaml::read(defaults::values(false)).unwrap();
        for template in config.templates.values() {
            for chain in template.asks().chains {
                if let Some((&"Values", path)) = chain.fields.split_first() {
                    let parent = path.split_last().map_or(&[][..], |(_, parent)| parent);
                    let is_known = path.is_empty() || values.at(parent).as_map().is_some();
                    assert!(is_known, "{path:?}");
                }
            }
        }
    }

    #[test]
    fn what_other_parts_of_a_mesh_read_is_not_reported_in_a_file() {
        let charts = known(None).with_charts();
        for (values, without, with) in [
            ("meshConfig: {accessLogFile: x}", 1, 0),
            ("global: {proxy: {autoInject: enabled}}", 1, 0),
            ("pilot: {traceSampling: 1}", 1, 0),
            ("pilot: {cni: {enabeld: true}}", 1, 1),
            ("global: {proxy: {autoInjekt: enabled}}", 1, 1),
            ("istio_cni: {chained: true}", 1, 0),
            ("base: {enableCRDTemplates: true}", 1, 0),
        ] {
            assert_eq!(found(&known(None), values).len(), without, "{values}");
            assert_eq!(found(&charts, values).len(), with, "{values}");
        }
    }
}
