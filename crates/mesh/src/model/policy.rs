//! A PeerAuthentication.

use std::collections::BTreeMap;

use kubeyaml::Value;

use super::name::{Name, created};
use super::refusal::Refusal;
use super::service::{Labels, labels};

/// What connections a workload takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// In plain text only.
    Disable,
    /// In plain text and over mutual TLS.
    Permissive,
    /// Over mutual TLS only.
    Strict,
}

impl Mode {
    /// As a PeerAuthentication has it.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Disable => "DISABLE",
            Mode::Permissive => "PERMISSIVE",
            Mode::Strict => "STRICT",
        }
    }
}

/// A PeerAuthentication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Its name.
    pub name: Name,
    /// When it was made; the oldest of those for the same wins.
    pub created: String,
    /// The labels of the workloads that it is for; all of the namespace if empty.
    pub selector: Labels,
    /// The mode; `None` is that of the wider policy.
    pub mode: Option<Mode>,
    /// Modes of single ports of the pod; `None` is the policy's own.
    pub ports: BTreeMap<u16, Option<Mode>>,
}

impl Policy {
    /// A policy of its object.
    ///
    /// # Errors
    /// A mode, port or selector that cannot be read.
    ///
    /// Source: istio.io/api security/v1beta1/peer_authentication.proto.
    pub fn of(object: &Value) -> Result<Policy, Refusal> {
        let name = Name::of(object);
        let spec = object.at(&["spec"]);
        match read(spec) {
            Ok((selector, mode, ports)) => {
                Ok(Policy { name, created: created(object), selector, mode, ports })
            }
            Err(fault) => Err(Refusal::Policy { name, fault }),
        }
    }

    /// What holds in place of a policy that cannot be read: nothing in plain text, for whomever it may have been.
    pub fn strictest(object: &Value) -> Policy {
        Policy {
            name: Name::of(object),
            created: created(object),
            selector: Labels::new(),
            mode: Some(Mode::Strict),
            ports: BTreeMap::new(),
        }
    }
}

type Settings = (Labels, Option<Mode>, BTreeMap<u16, Option<Mode>>);

fn read(spec: &Value) -> Result<Settings, String> {
    let mapping = |value: &Value, path: &str| match value {
        Value::Null | Value::Map(_) => Ok(()),
        _ => Err(format!("`{path}` is not a mapping")),
    };
    mapping(spec, "spec")?;
    let matched = spec.at(&["selector", "matchLabels"]);
    mapping(spec.at(&["selector"]), "spec.selector")?;
    mapping(matched, "spec.selector.matchLabels")?;
    let selector = labels(matched);
    if matched.as_map().is_some_and(|map| map.len() != selector.len()) {
        return Err("`spec.selector.matchLabels` has a value that is not a text".to_owned());
    }
    let of_ports = spec.at(&["portLevelMtls"]);
    mapping(of_ports, "spec.portLevelMtls")?;
    let mut ports = BTreeMap::new();
    for (key, value) in of_ports.as_map().into_iter().flat_map(|map| map.iter()) {
        let port = key.parse::<u16>().ok().filter(|port| *port > 0);
        let port = port.ok_or_else(|| format!("`spec.portLevelMtls` has {key:?}, which is not a port"))?;
        ports.insert(port, mode(value, &format!("spec.portLevelMtls.{key}"))?);
    }
    Ok((selector, mode(spec.at(&["mtls"]), "spec.mtls")?, ports))
}

fn mode(value: &Value, path: &str) -> Result<Option<Mode>, String> {
    match value {
        Value::Null => return Ok(None),
        Value::Map(_) => {}
        _ => return Err(format!("`{path}` is not a mapping")),
    }
    match (value.at(&["mode"]), value.str_at(&["mode"])) {
        (Value::Null, _) | (_, Some("UNSET")) => Ok(None),
        (_, Some("DISABLE")) => Ok(Some(Mode::Disable)),
        (_, Some("PERMISSIVE")) => Ok(Some(Mode::Permissive)),
        (_, Some("STRICT")) => Ok(Some(Mode::Strict)),
        _ => Err(format!("`{path}.mode` is none of UNSET, DISABLE, PERMISSIVE, STRICT")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(spec: &str) -> Result<Policy, Refusal> {
        Policy::of(&kubeyaml::read(&format!("metadata: {{name: p, namespace: ns}}\nspec: {spec}")).unwrap())
    }

    #[test]
    fn modes_are_read() {
        for (spec, mode, ports) in [
            ("{}", None, vec![]),
            ("null", None, vec![]),
            ("{mtls: {}}", None, vec![]),
            ("{mtls: {mode: UNSET}}", None, vec![]),
            ("{mtls: {mode: STRICT}}", Some(Mode::Strict), vec![]),
            (
                "{mtls: {mode: DISABLE}, portLevelMtls: {8080: {mode: STRICT}, '9': {mode: UNSET}, 10: {}}}",
                Some(Mode::Disable),
                vec![(9, None), (10, None), (8080, Some(Mode::Strict))],
            ),
        ] {
            let policy = policy(spec).unwrap();
            assert_eq!((policy.mode, policy.ports.into_iter().collect()), (mode, ports), "{spec}");
        }
        let selector = policy("{selector: {matchLabels: {app: web}}}").unwrap().selector;
        assert_eq!(selector, Labels::from([("app".to_owned(), "web".to_owned())]));
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for spec in [
            "[]",
            "{mtls: STRICT}",
            "{mtls: {mode: strict}}",
            "{mtls: {mode: 1}}",
            "{selector: web}",
            "{selector: {matchLabels: [a]}}",
            "{selector: {matchLabels: {app: 1}}}",
            "{portLevelMtls: {web: {}}}",
            "{portLevelMtls: {70000: {}}}",
            "{portLevelMtls: {0: {}}}",
            "{portLevelMtls: {80: STRICT}}",
        ] {
            let refusal = policy(spec).unwrap_err();
            assert!(refusal.to_string().starts_with("PeerAuthentication ns/p: `spec"), "{refusal}");
        }
    }
}
