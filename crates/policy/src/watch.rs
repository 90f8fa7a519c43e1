//! The observer: stands in wherever a template looks at what is not known of a pod.

use std::collections::BTreeSet;

use gotext::{Fault, Observer, Value};

use crate::annotations::{followed, is_istios};
use crate::cel::quoted;
use crate::hole::{self, Of};
use crate::translate;
use crate::unknown::{Own, Unknown, is_of_the_pod, is_unknown, own, structure, type_name};

/// Watches the executions of one policy.
#[derive(Debug)]
pub struct Watch<'w> {
    /// What is not known.
    pub unknown: Unknown<'w>,
}

impl Observer for Watch<'_> {
    fn call<'a>(&self, name: &str, args: &[Value<'a>]) -> Result<Option<Value<'a>>, Fault> {
        self.heard(self.on_call(name, args))
    }

    fn field<'a>(&self, of: &Value<'a>, name: &str) -> Result<Option<Value<'a>>, Fault> {
        self.heard(self.on_field(of, name))
    }

    fn truth(&self, value: &Value<'_>) -> Result<bool, Fault> {
        self.heard(self.unknown.truth(value))
    }

    fn whole(&self, value: &Value<'_>) -> Result<(), Fault> {
        let is_listed = matches!(value, Value::List(_));
        match !is_listed && is_of_the_pod(value) {
            true => self.heard(Err("a part of the pod is used as a whole".into())),
            false => Ok(()),
        }
    }
}

impl Watch<'_> {
    fn on_call<'a>(&self, name: &str, args: &[Value<'a>]) -> Result<Option<Value<'a>>, Fault> {
        if name != "render" && !args.iter().any(|arg| is_unknown(arg)) {
            return Ok(None);
        }
        match (name, args) {
            ("index" | "get", [map, key]) if own(map).is_some() => self.entry(map, key, name).map(Some),
            ("isset" | "hasKey", [map, key]) if own(map).is_some() => {
                let is_set = self.is_set(map, key, name)?;
                Ok(Some(Value::Bool(is_set)))
            }
            ("annotation", [meta, key, default]) if type_name(meta) == Some("v1.ObjectMeta") => {
                self.annotation(key, default).map(|text| text.map(Value::text))
            }
            ("structToJSON", [port]) if type_name(port) == Some("v1.ContainerPort") => {
                self.port(port).map(Some)
            }
            // Whether that is the same whatever the number of containers is proved afterwards.
            ("index", [Value::List(_), Value::Int(..)]) | ("first", [Value::List(_)]) => Ok(None),
            ("otelResourceAttributes", [mesh, ..]) if !translate::enriches(mesh) => Ok(None),
            _ if args.iter().any(is_of_the_pod) => Err(self.unknown.refusal(name, args)),
            _ => translate::call(self.unknown, name, args),
        }
    }

    fn on_field<'a>(&self, of: &Value<'a>, name: &str) -> Result<Option<Value<'a>>, Fault> {
        if let Some(map) = own(of) {
            return self.lookup(map, name).map(|text| Some(Value::text(text)));
        }
        let known: &[&str] = match type_name(of) {
            Some("v1.ObjectMeta") => &["Name", "GenerateName", "Namespace", "Labels", "Annotations"],
            Some("v1.PodSpec") => &["Containers"],
            Some("v1.Container") => &["Name", "Ports"],
            Some("v1.ContainerPort") => &[],
            Some("inject.SidecarTemplateData") if name == "EstimatedConcurrency" => &[],
            _ => return Ok(None),
        };
        match known.contains(&name) {
            true => Ok(None),
            false => Err(format!("`.{name}` of a pod is not followed").into()),
        }
    }
}

impl Watch<'_> {
    /// Keeps in mind that the execution was refused.
    fn heard<T>(&self, answer: Result<T, Fault>) -> Result<T, Fault> {
        answer.inspect_err(|_| self.unknown.state.borrow_mut().is_refused = true)
    }

    fn key<'k>(&self, key: &'k Value<'_>, name: &str) -> Result<&'k str, Fault> {
        let fixed = key.as_str().filter(|key| !hole::is_in(key));
        fixed.ok_or_else(|| self.unknown.refusal(name, std::slice::from_ref(key)))
    }

    fn entry<'a>(&self, map: &Value<'_>, key: &Value<'_>, name: &str) -> Result<Value<'a>, Fault> {
        let Some(map) = own(map) else { return Ok(Value::Nil) };
        self.lookup(map, self.key(key, name)?).map(Value::text)
    }

    /// A label or annotation; empty where there is none.
    fn lookup(&self, map: Own, key: &str) -> Result<String, Fault> {
        let expression = |map: &str| format!("{map}[?{}].orValue('')", quoted(key));
        let mut state = self.unknown.state.borrow_mut();
        Ok(match map {
            Own::Labels => state.hole(Of::Text(expression("variables.labels")), true, BTreeSet::new()),
            Own::Annotations if followed(key).is_some() && !state.pinned.contains_key(key) => {
                let of = Of::Text(expression("variables.annotations"));
                state.hole(of, true, [key.to_owned()].into())
            }
            Own::Annotations => {
                pin(&mut state.pinned, key);
                String::new()
            }
        })
    }

    fn is_set(&self, map: &Value<'_>, key: &Value<'_>, name: &str) -> Result<bool, Fault> {
        let key = self.key(key, name)?;
        let mut state = self.unknown.state.borrow_mut();
        if own(map) == Some(Own::Labels) {
            return Ok(state.ask(format!("{} in variables.labels", quoted(key)), BTreeSet::new()));
        }
        let is_followed = followed(key).is_some() || !is_istios(key);
        if !is_followed || state.pinned.contains_key(key) {
            pin(&mut state.pinned, key);
            return Ok(false);
        }
        Ok(state.ask(format!("{} in variables.annotations", quoted(key)), [key.to_owned()].into()))
    }

    /// What `annotation` gives; `None` where the pod has none for sure.
    fn annotation(&self, key: &Value<'_>, default: &Value<'_>) -> Result<Option<String>, Fault> {
        let key = self.key(key, "annotation")?;
        if followed(key).is_none() || self.unknown.state.borrow().pinned.contains_key(key) {
            pin(&mut self.unknown.state.borrow_mut().pinned, key);
            return Ok(None);
        }
        let meter = gotext::Meter::new(&gotext::Budget::default());
        let default = gotext::format::sprint(std::slice::from_ref(default), &meter)?;
        let mut state = self.unknown.state.borrow_mut();
        let otherwise = state.cel(&default).ok_or("one container is looked at")?;
        let may_be_empty = default.is_empty() || hole::is_in(&default) && state.may_be_empty(&default);
        let mut annotations = state.annotations_of(&default);
        annotations.insert(key.to_owned());
        let cel = format!("variables.annotations[?{}].orValue({otherwise})", quoted(key));
        Ok(Some(state.hole(Of::Text(cel), may_be_empty, annotations)))
    }

    fn port<'a>(&self, port: &Value<'_>) -> Result<Value<'a>, Fault> {
        let fields = structure(port).and_then(|fields| fields.field("ContainerPort"));
        let number = fields.and_then(|port| port.as_int()).unwrap_or_default();
        let (container, place) = crate::pod::port_of(number);
        let of = Of::Port(container, place);
        let mut state = self.unknown.state.borrow_mut();
        let hole = state.hole(of, false, BTreeSet::new());
        Ok(Value::text(if state.ports_as_json { as_json(&hole) } else { hole }))
    }
}

/// What a port is where it has quotes, as JSON has.
pub fn as_json(hole: &str) -> String {
    format!("{{\"{hole}\":1}}")
}

fn pin(pinned: &mut std::collections::BTreeMap<String, String>, key: &str) {
    pinned.entry(key.to_owned()).or_insert_with(|| "its values are not followed".to_owned());
}
